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
      node.rows.filter(({ byHand }) => byHand).map(({ name, ours, byHand, noble, ratio }) => [
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
    const rows = {
      "JavaScript walks the input": ["JavaScript walks the input"],
      "text and body become bytes": ["a body becomes bytes", "encodeInto"],
      "WebAssembly: call, UTF-8 check, wiping": ["WebAssembly: call, UTF-8 check, wiping"],
      "WebAssembly: SHA-256": ["WebAssembly: SHA-256"],
      "WebAssembly: the rest": ["WebAssembly: the rest"],
      "TextDecoder": ["TextDecoder"],
      "an object is made": ["an object is made"],
      "JavaScript copies and wipes": ["tokens and body are copied", "a view of the answer", "the answer is wiped"],
    };
    return lines(["µs", ...calls.map(({ name }) => name)], [
      ...Object.entries(rows).map(([row, names]) => [row, ...calls.map(({ pieces }) => micro(names.reduce((sum, name) => sum + pieces[name], 0)))]),
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
  sizes({ sizes: { entries, weights } }) {
    const names = Object.keys(weights);
    const groups = { gateways: ["Fawry", "Fatora", "Pay3", "UPayments"] };
    const named = ["engine and tables", "standard library", "documents, JSON and text", "crossing", "signing and digests", "amounts and currencies", "diagnosis"];
    for (const name of named) groups[name] = [name];
    const bytes = (entry, parts) => weights[entry].parts.filter(({ part }) => parts.includes(part)).reduce((sum, { bytes: more }) => sum + more, 0);
    const known = Object.values(groups).flat();
    const rest = (entry) => weights[entry].parts.filter(({ part }) => !known.includes(part)).reduce((sum, { bytes: more }) => sum + more, 0);
    const of = (entry) => entries.find((it) => it.entry === entry);
    return lines(["KiB", ...names.map((name) => `\`${name}\``)], [
      ...Object.entries(groups).map(([group, parts]) => [group, ...names.map((entry) => kib(bytes(entry, parts)))]),
      ["the rest of the code", ...names.map((entry) => kib(rest(entry)))],
      ["data: tables and texts", ...names.map((entry) => kib(weights[entry].sections.data))],
      ["the module", ...names.map((entry) => kib(of(entry).module))],
      ["the module, gzip", ...names.map((entry) => kib(of(entry).moduleGzip))],
      ["as one file, gzip", ...names.map((entry) => kib(of(entry).oneFileGzip))],
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
    const block = new RegExp(`<!-- ${name} -->[^]*?<!-- /${name} -->`);
    if (!block.test(text)) throw new Error(`docs/performance.md has no place for ${name}`);
    let table;
    try {
      table = made(figures);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      console.log(`${name} was not measured, and stays`);
      continue;
    }
    const line = table.includes("\n") ? `\n${table}\n` : table;
    text = text.replace(block, () => `<!-- ${name} -->${line}<!-- /${name} -->`);
  }
  writeFileSync(DOCUMENT, text);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeTables(JSON.parse(readFileSync(process.argv[2], "utf8")));
