/** What is published: nothing that runs at install, nothing to depend on, nothing that shows a secret. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { test } from "node:test";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import * as esm from "../../../pkg/dist/index.mjs";
import { gatewayOf } from "../suite/signatures.mjs";
import { vectors } from "../vectors.mjs";

const GATEWAYS = ["fawry", "fatora", "pay3", "upayments"];
const ENTRIES = ["index", "diagnose", ...GATEWAYS];
const FILES = ["mjs", "cjs", "workerd.js", "edge-light.js", "d.ts", "d.cts"];
const PLAIN = ["send", "sandbox"];
const PLAIN_FILES = ["mjs", "cjs", "d.ts", "d.cts"];

const BUDGETS = {
  index: [131, 152],
  fawry: [95, 118],
  fatora: [75, 97],
  pay3: [82, 105],
  upayments: [89, 112],
  diagnose: [330, 380],
};

const at = (path) => new URL(`../../../${path}`, import.meta.url);
const manifest = JSON.parse(readFileSync(at("pkg/package.json"), "utf8"));
const require = createRequire(import.meta.url);
const cjs = require("../../../pkg/dist/index.cjs");

test("nothing is depended on and nothing runs at install", () => {
  for (const member of ["dependencies", "optionalDependencies", "peerDependencies", "bundledDependencies", "scripts"]) {
    assert.equal(manifest[member], undefined, member);
  }
});

test("the tarball holds the built files, the licences and the README", () => {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const arguments_ = ["pack", "./pkg", "--dry-run", "--json", "--loglevel=error"];
  const listing = execFileSync(npm, arguments_, { cwd: at("."), encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const files = JSON.parse(listing)[0].files.map(({ path }) => path).sort();
  assert.deepEqual(files, [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "dist/cli.js",
    "dist/core.wasm",
    ...ENTRIES.flatMap((entry) => FILES.map((ending) => `dist/${entry}.${ending}`)),
    ...PLAIN.flatMap((entry) => PLAIN_FILES.map((ending) => `dist/${entry}.${ending}`)),
    ...GATEWAYS.concat("diagnose").map((entry) => `dist/${entry}.wasm`),
    "package.json",
  ].sort());
});

test("crate, package and module have one version", () => {
  const [, crate] = /^version = "(.+)"$/m.exec(readFileSync(at("Cargo.toml"), "utf8"));
  assert.deepEqual([manifest.version, esm.version, cjs.version], [crate, crate, crate]);
});

test("every entry exports its gateways and what all share, by import and by require", async () => {
  const shared = ["TawqeeError", "canonicalAmount", "describeError", "expectPayment", "redact", "version"];
  const classes = { fawry: ["Fawry", "FawryInvoices"], fatora: ["Fatora"], pay3: ["Pay3"], upayments: ["UPayments"] };
  const all = [...shared, ...Object.values(classes).flat()];
  const exported = { index: all, diagnose: [...all, "diagnoseRequest"] };
  for (const [entry, own] of Object.entries(classes)) exported[entry] = [...shared, ...own];
  for (const [entry, names] of Object.entries(exported)) {
    const specifier = entry === "index" ? "tawqee" : `tawqee/${entry}`;
    assert.ok(manifest.exports[specifier.replace("tawqee", ".")], specifier);
    const module = await import(`../../../pkg/dist/${entry}.mjs`);
    assert.deepEqual(Object.keys(module).sort(), [...names].sort(), entry);
    assert.deepEqual(Object.keys(require(`../../../pkg/dist/${entry}.cjs`)).sort(), [...names].sort(), entry);
    const Class = Object.values(module).find((value) => value.gateway);
    assert.equal("diagnose" in Class.prototype, entry === "diagnose", entry);
  }
});

test("an entry with one gateway signs what the vectors say", async () => {
  for (const gateway of GATEWAYS) {
    const own = await import(`../../../pkg/dist/${gateway}.mjs`);
    const signed = ({ name, signature, input }) => signature && input && !name.includes("-mistake-");
    const mine = vectors.filter((vector) => vector.gateway === gateway && signed(vector));
    for (const vector of mine) {
      const { name, operation, input, options, signature } = vector;
      assert.equal(gatewayOf(own, vector).signature(operation, input, options), signature, name);
    }
    assert.equal(mine.length > 0, gateway !== "fatora", gateway);
  }
});

/** Evaluates the CommonJS file of an entry in a realm that has these globals alone. */
function evaluated(globals, entry = "fawry") {
  const module = { exports: {} };
  const source = readFileSync(at(`pkg/dist/${entry}.cjs`), "utf8");
  runInNewContext(source, { module, exports: module.exports, ...globals });
  return module.exports;
}

test("it loads where Node's text coders are hidden, as in Jest's jsdom environment", () => {
  const { Fawry } = evaluated({ process });
  const fawry = new Fawry({ merchantCode: "code", secureKey: "key", environment: "staging" });
  const { body } = fawry.refund({ referenceNumber: "1", refundAmount: "1", reason: "سبب" });
  assert.equal(JSON.parse(body).reason, "سبب");
});

test("without WebAssembly it says so", () => {
  assert.throws(() => evaluated({ WebAssembly: undefined }), /needs WebAssembly.*Hermes/);
});

test("what sends is small and has no module in it", async () => {
  const names = ["TawqeeError", "send", "viaAxios", "viaGot", "viaUndici"];
  assert.deepEqual(Object.keys(await import("../../../pkg/dist/send.mjs")).sort(), names);
  assert.deepEqual(Object.keys(evaluated({ WebAssembly: undefined }, "send")).sort(), names);
  assert.deepEqual(Object.keys(manifest.exports["./send"]), ["import", "require", "default"]);
  for (const ending of ["mjs", "cjs"]) {
    const source = readFileSync(at(`pkg/dist/send.${ending}`), "utf8");
    assert.ok(source.length < 20_000, `${source.length} characters`);
    assert.doesNotMatch(source, /WebAssembly/);
  }
});

test("the sandbox is for Node, has no module in it, and is no part of another entry", async () => {
  const names = ["TawqeeError", "credentials", "notifications", "startSandbox"];
  assert.deepEqual(Object.keys(await import("../../../pkg/dist/sandbox.mjs")).sort(), names);
  assert.deepEqual(Object.keys(require("../../../pkg/dist/sandbox.cjs")).sort(), names);
  assert.deepEqual(Object.keys(manifest.exports["./sandbox"]), ["import", "require", "default"]);
  assert.doesNotMatch(readFileSync(at("pkg/dist/sandbox.mjs"), "utf8"), /WebAssembly/);
  for (const file of [...ENTRIES, "send"].map((entry) => `${entry}.mjs`).concat("cli.js")) {
    assert.doesNotMatch(readFileSync(at(`pkg/dist/${file}`), "utf8"), /_sandbox\/pages/, file);
  }
});

test("no bundle fetches anything, whatever loads it", () => {
  for (const entry of ENTRIES) {
    for (const ending of ["mjs", "cjs", "workerd.js", "edge-light.js"]) {
      // The module as a text is left out, in whichever quotes: the one that reads pasted code knows the word `fetch(`.
      const source = readFileSync(at(`pkg/dist/${entry}.${ending}`), "utf8").replace(/(["'`])(?:(?!\1)[^\\]|\\[^]){1000,}?\1/g, '""');
      assert.ok(source.length < 200_000, `${entry}.${ending}: ${source.length} characters without the module`);
      assert.doesNotMatch(source, /\bfetch\(|instantiateStreaming|XMLHttpRequest/, `${entry}.${ending}`);
    }
    assert.equal(manifest.exports[entry === "index" ? "." : `./${entry}`].default, `./dist/${entry}.mjs`);
  }
});

test("no entry is heavier than its budget", () => {
  // KiB after gzip: the module, and the one file with the module in it. A figure that has to grow is raised on purpose.
  for (const [entry, [module, file]] of Object.entries(BUDGETS)) {
    const size = (name) => gzipSync(readFileSync(at(`pkg/dist/${name}`)), { level: 9 }).length / 1024;
    const sizes = [size(`${entry === "index" ? "core" : entry}.wasm`), size(`${entry}.mjs`)];
    assert.ok(sizes[0] <= module && sizes[1] <= file, `${entry}: ${sizes.map((kib) => kib.toFixed(1)).join(" and ")} KiB`);
  }
});

test("no path of the machine that built it is in a module", () => {
  for (const name of ["core", "diagnose", ...GATEWAYS]) {
    const module = readFileSync(at(`pkg/dist/${name}.wasm`), "latin1");
    for (const path of [homedir(), at(".").pathname]) {
      if (path.length > 1) assert.ok(!module.includes(path), `${path} in ${name}`);
    }
  }
});

test("an inspected instance shows no secret", () => {
  const fawry = new esm.Fawry({ merchantCode: "code", secureKey: "s3cr3t-key", environment: "staging" });
  const shown = inspect(fawry, { depth: Infinity, showHidden: true, getters: true });
  assert.ok(!shown.includes("s3cr3t-key"), shown);
});
