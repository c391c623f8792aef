/**
 * What a module's bytes are: its sections, and its code by the crate or the part of the core that it comes from.
 * `node benches/weight.mjs MODULE…` prints it of modules that still have the names of their functions.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { kibibytes, table } from "./table.mjs";

const SECTIONS = ["custom", "types", "imports", "functions", "tables", "memory", "globals", "exports", "start", "elements", "code", "data", "data count"];

/** Parts of the core that belong together; every gateway is one of its own. */
const PARTS = [
  ["Fawry", /tawqee::fawry/], ["Fatora", /tawqee::fatora/], ["Pay3", /tawqee::pay3/], ["UPayments", /tawqee::upayments/],
  ["diagnosis", /tawqee::(?:signing::diagnose|engine::(?:diagnose|lenient)|report)/],
  ["signing and digests", /tawqee::signing|^<?(?:sha2|sha1|sha3|md5|md_5|hmac|digest|keccak|hex|block_buffer|crypto_common|subtle)\b/],
  ["engine and tables", /tawqee::(?:engine|table|typed|client|gateways|options|expect|outcome)/],
  ["documents, JSON and text", /tawqee::(?:document|value|text|characters|query|request|error|secret)/],
  ["amounts and currencies", /tawqee::(?:amount|currency)|rust_decimal/],
  ["crossing", /tawqee::crossing|tawqee_wasm|^(?:run|reserve|textAt|wordsAt)$|^diagnose\b|wasm_bindgen|serde_wasm_bindgen|js_sys|__wbindgen|__wbg|__externref/],
  ["allocator", /dlmalloc|zeroizing_alloc|^__rust(?:c)?\b|__rdl_/],
  ["Base64", /\bbase64\b/],
  ["other crates", /strsim|percent_encoding|serde|unicode_normalization|shlex|hashbrown|zeroize/],
  ["standard library", /\b(?:core|alloc|std|compiler_builtins)\b|^<(?:char|str|u8|\[)|^mem(?:cpy|set|cmp|move)|<char>/],
];
/** The part that a function belongs to, by its name. */
export const partOf = (name) => PARTS.find(([, pattern]) => pattern.test(name))?.[0] ?? "not named";

/** `{ sections, parts }` in bytes; each part also by what the compressed code would lose without it. */
export function weight(bytes) {
  const wasm = read(bytes);
  const parts = new Map();
  wasm.functions.forEach(({ name, code }) => {
    const part = partOf(name);
    parts.set(part, [...(parts.get(part) ?? []), code]);
  });
  const zipped = (codes) => gzipSync(Buffer.concat(codes), { level: 9 }).length;
  const all = zipped(wasm.functions.map(({ code }) => code));
  const without = (part) => zipped(wasm.functions.filter(({ name }) => partOf(name) !== part).map(({ code }) => code));
  const listed = [...parts].map(([part, codes]) => ({ part, functions: codes.length, bytes: Buffer.concat(codes).length, gzip: all - without(part) }));
  return { sections: wasm.sections, codeGzip: all, parts: listed.sort((one, other) => other.bytes - one.bytes) };
}

function read(bytes) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    return Buffer.from(bytes.subarray(at, (at += length))).toString();
  };
  const sections = {};
  const names = new Map();
  const codes = [];
  let imported = 0;
  while (at < bytes.length) {
    const id = bytes[at++];
    const end = number() + at;
    const isNames = id === 0 && text() === "name";
    if (!isNames) sections[SECTIONS[id] ?? id] = (sections[SECTIONS[id] ?? id] ?? 0) + end - at;
    if (isNames) {
      while (at < end) {
        const kind = bytes[at++];
        const behind = number() + at;
        // Those of functions.
        if (kind === 1) for (let left = number(); left > 0; left--) names.set(number(), text());
        at = behind;
      }
    } else if (id === 2) {
      for (let left = number(); left > 0; left--) imported += importOf(text, number, () => bytes[at++]);
    } else if (id === 10) {
      for (let left = number(); left > 0; left--) {
        const length = number();
        codes.push(bytes.subarray(at, (at += length)));
      }
    }
    at = end;
  }
  const functions = codes.map((code, index) => ({ name: names.get(imported + index) ?? "", code }));
  return { sections, functions };
}

/** Reads an import; 1 for that of a function. */
function importOf(text, number, byte) {
  text();
  text();
  const kind = byte();
  const limits = () => {
    if (byte() & 1) number();
    number();
  };
  if (kind === 0) number();
  else if (kind === 3) [byte(), byte()];
  else {
    if (kind === 1) byte();
    limits();
  }
  return kind === 0 ? 1 : 0;
}

/** Prints the weights of entries beside each other: rows are sections and parts. */
export function printWeights(weights) {
  const entries = Object.keys(weights);
  const rows = (listed) => [...new Set(entries.flatMap((entry) => listed(weights[entry])))];
  // Beside code and data nothing weighs anything.
  const heavy = ({ sections }) => Object.keys(sections).filter((name) => sections[name] > 256);
  table(
    ["Section, bytes", ...entries],
    rows(heavy).map((name) => [name, ...entries.map((entry) => kibibytes(weights[entry].sections[name]))]),
  );
  table(
    ["Code by origin, bytes (what gzip would save without it)", ...entries],
    rows(({ parts }) => parts.map(({ part }) => part)).map((name) => [
      name,
      ...entries.map((entry) => {
        const part = weights[entry].parts.find((it) => it.part === name);
        return part ? `${kibibytes(part.bytes)} (${(part.gzip / 1024).toFixed(1)})` : "";
      }),
    ]),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  printWeights(Object.fromEntries(process.argv.slice(2).map((file) => [basename(file, ".wasm"), weight(readFileSync(file))])));
}
