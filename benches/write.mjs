/** Writes the tables of docs/performance.md, each between the comments with its name; from figures in JSON too, as a script. */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const DOCUMENT = new URL("../docs/performance.md", import.meta.url);

const micro = (time) => (time === undefined ? "" : (time / 1000).toFixed(time < 9950 ? 2 : 1));
const times = (number) => (number === undefined || number === null ? "" : number.toFixed(2));
const kib = (bytes) => (bytes === undefined ? "" : (bytes / 1024).toFixed(0));

const TABLES = {
  machine: ({ runtime, processor, load }) => `${runtime}, ${processor}, load ${load.toFixed(1)} when it began.`,
  calls({ calls, native }) {
    const { Node: node, ...others } = calls;
    const names = Object.keys(others);
    return lines(
      ["Call, µs", "tawqee", "by hand, `node:crypto`", "ratio", "by hand, `@noble/hashes`", ...names.map((name) => `ratio in ${name} ${others[name].version}`), "native Rust"],
      node.rows.map(({ name, ours, byHand, noble, ratio }) => [
        name, micro(ours), micro(byHand), times(ratio), micro(noble),
        ...names.map((other) => times(others[other].rows.find((row) => row.name === name)?.ratio)), micro(native?.[name]),
      ]),
    );
  },
  webcrypto: ({ webCrypto }) =>
    lines(
      ["Call, µs", "where", "tawqee", "by hand, awaited WebCrypto", "ratio", "by hand, `@noble/hashes`"],
      Object.entries(webCrypto).flatMap(([where, rows]) => rows.map((row) => [row.name, where, micro(row.ours), micro(row.webCrypto), times(row.ratio), micro(row.noble)])),
    ),
  profile({ profile: { calls } }) {
    const pieces = Object.keys(calls[0].pieces);
    return lines(["µs", ...calls.map(({ name }) => name)], [
      ...pieces.map((piece) => [piece, ...calls.map((call) => micro(call.pieces[piece]))]),
      ["sum", ...calls.map(({ sum }) => micro(sum))],
      ["the call as a whole", ...calls.map(({ whole }) => micro(whole))],
    ]);
  },
  floors({ profile: { calls } }) {
    const rest = (call) => call.sum - call.pieces["WebAssembly: the rest"];
    const least = (call) => call.pieces["WebAssembly: SHA-256"] + call.pieces["WebAssembly: call, UTF-8 check, wiping"];
    const row = (name, value) => [name, ...calls.map((call) => times(value(call) / call.byHand))];
    return lines(["Ratio to `node:crypto` by hand", ...calls.map(({ name }) => name)], [
      row("today", ({ whole }) => whole), row("if the engine took no time", rest), row("SHA-256 in WebAssembly and an empty call alone", least),
    ]);
  },
  sizes({ sizes: { entries } }) {
    return lines(
      ["Entry, KiB", "module", "module, gzip", "as one file, gzip", "as one file, Brotli"],
      entries.map((it) => [`\`${it.entry}\``, kib(it.module), kib(it.moduleGzip), kib(it.oneFileGzip), kib(it.oneFileBrotli)]),
    );
  },
  origins({ sizes: { weights } }) {
    const entries = Object.keys(weights);
    const parts = [...new Set(entries.flatMap((entry) => weights[entry].parts.map(({ part }) => part)))];
    const bytes = (entry, name) => weights[entry].parts.find(({ part }) => part === name)?.bytes;
    const small = parts.filter((part) => entries.every((entry) => !(bytes(entry, part) > 8192)));
    return lines(["KiB before compression", ...entries.map((entry) => `\`${entry}\``)], [
      ...parts.filter((part) => !small.includes(part)).map((part) => [part, ...entries.map((entry) => kib(bytes(entry, part)))]),
      ["the rest of the code", ...entries.map((entry) => kib(weights[entry].parts.filter(({ part }) => small.includes(part)).reduce((sum, { bytes: more }) => sum + more, 0)))],
      ["code in all", ...entries.map((entry) => kib(weights[entry].sections.code))],
      ["data: tables and texts", ...entries.map((entry) => kib(weights[entry].sections.data))],
    ]);
  },
  cold({ coldStart }) {
    const where = Object.keys(coldStart);
    const kinds = { import: "import of `tawqee`", gateway: "import of `tawqee/fawry`", require: "require of `tawqee`", byHand: "by hand, `node:crypto` (on workerd `@noble/hashes`)", noble: "by hand, `@noble/hashes`", empty: "nothing" };
    const cell = (runtime, kind) => coldStart[runtime][kind]?.median.toFixed(1) ?? "";
    return lines(["First signed request, ms", ...where], Object.entries(kinds).map(([kind, name]) => [name, ...where.map((runtime) => cell(runtime, kind))]));
  },
  growth({ growth: { memory, batches, items } }) {
    const each = (list) => list.map(({ length, each: time }) => `${length.toLocaleString("en")}: ${micro(time)}`).join(", ");
    return [
      `- After a million further calls there are ${memory.mebibytes.toFixed(2)} MiB more outside JavaScript's heap.`,
      `- µs of each input of \`buildMany\`: ${each(batches)}.`,
      `- µs of each item of \`checkoutLink\`: ${each(items)}.`,
    ].join("\n");
  },
};

function lines(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column ? "---:" : "---"))), ...rows.map(line)].join("\n");
}

/** Puts the figures of a run into the document. A table whose part was not measured stays. */
export function writeTables(figures) {
  let text = readFileSync(DOCUMENT, "utf8");
  for (const [name, made] of Object.entries(TABLES)) {
    const block = new RegExp(`<!-- ${name} -->\n[^]*?<!-- /${name} -->`);
    if (!block.test(text)) throw new Error(`docs/performance.md has no place for ${name}`);
    let table;
    try {
      table = made(figures);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      console.log(`${name} was not measured, and stays`);
      continue;
    }
    text = text.replace(block, () => `<!-- ${name} -->\n${table}\n<!-- /${name} -->`);
  }
  writeFileSync(DOCUMENT, text);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeTables(JSON.parse(readFileSync(process.argv[2], "utf8")));
