/**
 * Measures the built package: sizes, cold start, calls on each runtime, growth, diagnoses. `cargo xtask bench` builds
 * it first and says what else is there (`CHROMIUM`, `BUN`, `DENO`, `NATIVE`). `--json FILE` also writes the figures.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as diagnose from "../pkg/dist/diagnose.mjs";
import * as tawqee from "../pkg/dist/index.mjs";
import { calls, summary } from "./calls.mjs";
import { diagnoses } from "./diagnosis.mjs";
import { growth } from "./growth.mjs";
import { inChromium } from "./in-chromium.mjs";
import { inWorkerd } from "./in-workerd.mjs";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const figures = { runtime: `Node ${process.version}`, processor: cpus()[0]?.model ?? "unknown processor" };

console.log(`${figures.runtime}, ${figures.processor}\n`);
sizes();
coldStart();
onNode();
elsewhere("Bun", process.env.BUN, ["run"]);
elsewhere("Deno", process.env.DENO, ["run", "--allow-read", "--no-remote", "--no-lock"]);
native();
const chromium = await inChromium();
webCrypto("workerd", await inWorkerd());
webCrypto("Chromium", chromium?.calls);
grown();
searches(chromium?.diagnoses);
const json = process.argv.indexOf("--json");
if (json > 0) writeFileSync(process.argv[json + 1], `${JSON.stringify(figures, undefined, 2)}\n`);

/** What a user downloads, per entry: the module alone, and the file of an entry that holds it. */
function sizes() {
  const file = (name) => readFileSync(new URL(`../pkg/dist/${name}`, import.meta.url));
  const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
  const { exports } = JSON.parse(readFileSync(new URL("../pkg/package.json", import.meta.url), "utf8"));
  // Those with a module are the ones that Workers are served in a form of their own.
  const entries = Object.keys(exports).filter((name) => exports[name].workerd !== undefined);
  figures.sizes = entries.map((name) => (name === "." ? "index" : name.slice(2))).map((entry) => {
    const module = file(`${entry === "index" ? "core" : entry}.wasm`);
    const inlined = file(`${entry}.mjs`);
    return {
      entry: entry === "index" ? "tawqee" : `tawqee/${entry}`,
      module: module.length,
      moduleGzip: zipped(module),
      withScriptGzip: zipped(module) + zipped(file(`${entry}.workerd.js`)),
      oneFileGzip: zipped(inlined),
      oneFileBrotli: brotliCompressSync(inlined).length,
    };
  });
  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
  table(
    ["Size", "module", "gzip", "with script, gzip", "as one file, gzip", "brotli"],
    figures.sizes.map(({ entry, ...bytes }) => [entry, ...Object.values(bytes).map(kilobytes)]),
  );
}

/** Medians over fresh processes, one kind after the other in each round. */
function coldStart() {
  const kinds = { import: "import", require: "require", byHand: "by hand on node:crypto", empty: "an empty module" };
  const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  for (let round = 0; round < 15; round++) {
    for (const kind of Object.keys(kinds)) {
      times[kind].push(Number(execFileSync(process.execPath, [path("cold.mjs"), kind], { encoding: "utf8" })));
    }
  }
  figures.coldStart = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, summary(times[kind])]));
  table(
    ["Cold start to the first signed request", "median of 15", "quartiles"],
    Object.entries(kinds).map(([kind, name]) => {
      const { median, spread } = figures.coldStart[kind];
      return [name, `${median.toFixed(1)} ms`, spread.map((time) => time.toFixed(1)).join(" to ")];
    }),
  );
}

function onNode() {
  figures.calls = calls(tawqee);
  callTable("Calls", figures.calls);
}

/** The same by another runtime, in a process of its own. */
function elsewhere(runtime, program, options) {
  if (!program) return console.log(`Calls in ${runtime}: not installed\n`);
  const rows = JSON.parse(execFileSync(program, [...options, path("calls.mjs")], { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } }));
  figures[`callsIn${runtime}`] = rows;
  callTable(`Calls in ${runtime}`, rows);
}

function callTable(title, rows) {
  table(
    [title, "tawqee", "quartiles", "by hand", "ratio"],
    rows.map(({ name, ours, byHand, spread }) => [
      name, nanoseconds(ours), spread.map((time) => time.toFixed(0)).join(" to "),
      byHand ? nanoseconds(byHand) : "", byHand ? `${(ours / byHand).toFixed(2)}x` : "",
    ]),
  );
}

/** The same core compiled for this machine, and SHA-256 alone on the bytes that a refund signs. */
function native() {
  if (!process.env.NATIVE) return;
  figures.native = JSON.parse(process.env.NATIVE);
  table(["Native Rust", "median"], Object.entries(figures.native).map(([name, time]) => [name, nanoseconds(time)]));
}

function webCrypto(runtime, rows) {
  if (!rows) return console.log(`Calls in ${runtime}: not installed\n`);
  figures[`webCryptoIn${runtime}`] = rows;
  table(
    [`Calls in ${runtime}`, "tawqee", "by hand, awaited WebCrypto", "ratio"],
    rows.map(({ name, ours, webCrypto: theirs }) => [name, nanoseconds(ours), nanoseconds(theirs), `${(ours / theirs).toFixed(2)}x`]),
  );
}

/** Memory over many calls, and time over the length of batches and lists. */
function grown() {
  figures.growth = growth(tawqee);
  const { memory, batches, items } = figures.growth;
  console.log(`Memory after ${memory.calls.toLocaleString("en")} further calls: ${memory.mebibytes.toFixed(2)} MiB more outside JavaScript's heap.\n`);
  table(["buildMany", "per input"], batches.map(({ length, each }) => [length.toLocaleString("en"), nanoseconds(each)]));
  table(["checkoutLink with items", "per item"], items.map(({ length, each }) => [length.toLocaleString("en"), nanoseconds(each)]));
}

/** Signatures that nothing explains: the whole space of mistakes and their pairs. */
function searches(inBrowser) {
  figures.diagnoses = diagnoses(diagnose).map(([name, candidates, node], index) => ({ name, candidates, node, chromium: inBrowser?.[index][2] }));
  const milliseconds = (time) => (time === undefined ? "not installed" : `${time.toFixed(0)} ms`);
  table(
    ["Diagnosis without a cause", "candidates", "Node", "Chromium"],
    figures.diagnoses.map(({ name, candidates, node, chromium: time }) => [name, String(candidates), milliseconds(node), milliseconds(time)]),
  );
}

function nanoseconds(time) {
  return `${time.toFixed(0)} ns`;
}

function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join("   ");
  console.log([line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n") + "\n");
}
