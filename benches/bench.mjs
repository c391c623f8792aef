/**
 * Measures the built package: sizes, cold start, calls on each runtime, where their time goes, growth, diagnoses.
 * `cargo xtask bench` builds it first and says what else is there (`CHROMIUM`, `BUN`, `DENO`, `NEWEST_NODE`, `NATIVE`,
 * `NAMED`). `--json FILE` also writes the figures, `--write` puts them into the tables of docs/performance.md.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import * as diagnose from "../pkg/dist/diagnose.mjs";
import * as tawqee from "../pkg/dist/index.mjs";
import { diagnoses } from "./diagnosis.mjs";
import { growth } from "./growth.mjs";
import { inChromium } from "./in-chromium.mjs";
import { firstAnswers, inWorkerd } from "./in-workerd.mjs";
import { printProfile } from "./print-profile.mjs";
import { printSizes, sizes } from "./sizes.mjs";
import { milliseconds, nanoseconds, ratio, summary, table } from "./table.mjs";
import { writeTables } from "./write.mjs";

const { BUN, DENO, NEWEST_NODE, NATIVE, NAMED } = process.env;
const DENO_OPTIONS = ["run", "--allow-read", "--allow-env", "--no-remote", "--no-lock"];
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const figures = { runtime: `Node ${process.version}`, processor: cpus()[0]?.model ?? "unknown processor", load: loadavg()[0] };

console.log(`${figures.runtime}, ${figures.processor}, ${cpus().length} of them, load ${figures.load.toFixed(1)}\n`);
figures.sizes = sizes(NAMED);
printSizes(figures.sizes);
await coldStart();
calls("Node", process.execPath, []);
calls("the newest Node", NEWEST_NODE, []);
calls("Bun", BUN, ["run"]);
calls("Deno", DENO, DENO_OPTIONS);
native();
const chromium = await inChromium();
webCrypto("workerd", await inWorkerd());
webCrypto("Chromium", chromium?.calls);
profile();
grown();
searches(chromium?.diagnoses);
const json = process.argv.indexOf("--json");
if (json > 0) writeFileSync(process.argv[json + 1], `${JSON.stringify(figures, undefined, 2)}\n`);
if (process.argv.includes("--write")) writeTables(figures);

/** Medians over fresh processes, one kind after the other in each round. */
async function coldStart() {
  const kinds = { import: "import", gateway: "import of tawqee/fawry", require: "require", byHand: "by hand on node:crypto", noble: "by hand on @noble/hashes", empty: "an empty module" };
  const runtimes = { Node: [process.execPath, []], "the newest Node": [NEWEST_NODE, []], Bun: [BUN, ["run"]], Deno: [DENO, DENO_OPTIONS] };
  const times = {};
  const folder = mkdtempSync(join(tmpdir(), "tawqee-bench-"));
  buildSync({ entryPoints: [path("on-node.mjs"), path("on-noble.mjs")], bundle: true, platform: "node", format: "esm", outdir: folder, outExtension: { ".js": ".mjs" } });
  for (let round = 0; round < 7; round++) {
    for (const [runtime, [program, options]] of Object.entries(runtimes).filter(([, [known]]) => known)) {
      for (const kind of Object.keys(kinds)) {
        const time = Number(execFileSync(program, [...options, path("cold.mjs"), kind, pathToFileURL(folder).href], { encoding: "utf8", env: plainly() }));
        ((times[runtime] ??= {})[kind] ??= []).push(time);
      }
    }
  }
  rmSync(folder, { recursive: true });
  times["workerd, the process too"] = await firstAnswers(7);
  figures.coldStart = {};
  for (const [runtime, measured] of Object.entries(times)) {
    figures.coldStart[runtime] = Object.fromEntries(Object.entries(measured).map(([kind, list]) => [kind, summary(list)]));
  }
  const columns = Object.keys(figures.coldStart);
  const cell = ({ median, spread }) => `${milliseconds(median)} (${spread.map((time) => time.toFixed(1)).join(" to ")})`;
  table(
    ["Cold start to the first signed request, median (quartiles)", ...columns],
    Object.entries(kinds).map(([kind, name]) => [name, ...columns.map((runtime) => (figures.coldStart[runtime][kind] ? cell(figures.coldStart[runtime][kind]) : ""))]),
  );
}

/** Calls by a runtime, in a process of its own, whose JIT has seen nothing else. */
function calls(runtime, program, options) {
  if (!program) return console.log(`Calls in ${runtime}: not installed\n`);
  const version = execFileSync(program, ["--version"], { encoding: "utf8", env: plainly() }).match(/\d+\.\d+\.\d+/)?.[0];
  const rows = JSON.parse(execFileSync(program, [...options, path("calls.mjs")], { encoding: "utf8", env: plainly() }));
  (figures.calls ??= {})[runtime] = { version, rows };
  table(
    [`Calls in ${runtime} ${version}`, "tawqee", "quartiles", "by hand", "ratio", "by hand on @noble/hashes", "ratio"],
    rows.map(({ name, ours, byHand, noble, spread, ratio: paired }) => [
      name, nanoseconds(ours), spread.map((time) => time.toFixed(0)).join(" to "),
      nanoseconds(byHand), paired ? `${paired.toFixed(2)}x` : "", nanoseconds(noble), ratio(ours, noble),
    ]),
  );
}

function plainly() {
  return { ...process.env, NO_COLOR: "1" };
}

/** The same core compiled for this machine, and SHA-256 alone on the same bytes. */
function native() {
  if (!NATIVE) return;
  figures.native = JSON.parse(NATIVE);
  table(["Native Rust", "median"], Object.entries(figures.native).map(([name, time]) => [name, nanoseconds(time)]));
}

function webCrypto(runtime, rows) {
  if (!rows) return console.log(`Calls in ${runtime}: not installed\n`);
  (figures.webCrypto ??= {})[runtime] = rows;
  table(
    [`Calls in ${runtime}`, "tawqee", "by hand, awaited WebCrypto", "ratio", "by hand on @noble/hashes", "ratio"],
    rows.map(({ name, ours, webCrypto: theirs, noble, ratio: paired }) => [name, nanoseconds(ours), nanoseconds(theirs), `${paired.toFixed(2)}x`, nanoseconds(noble), ratio(ours, noble)]),
  );
}

/** In a process of its own too: it measures the sources of the crossing beside the package. */
function profile() {
  figures.profile = JSON.parse(execFileSync(process.execPath, [path("profile.mjs"), "--json"], { encoding: "utf8", maxBuffer: 1 << 26 }));
  printProfile(figures.profile);
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
  const whole = (time) => (time === undefined ? "not installed" : `${time.toFixed(0)} ms`);
  table(
    ["Diagnosis without a cause", "candidates", "Node", "Chromium"],
    figures.diagnoses.map(({ name, candidates, node, chromium: time }) => [name, String(candidates), whole(node), whole(time)]),
  );
}
