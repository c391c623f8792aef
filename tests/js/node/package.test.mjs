/** What is published: nothing that runs at install, nothing to depend on, nothing that shows a secret. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { test } from "node:test";
import { inspect } from "node:util";
import * as esm from "../../../pkg/dist/index.mjs";

const at = (path) => new URL(`../../../${path}`, import.meta.url);
const manifest = JSON.parse(readFileSync(at("pkg/package.json"), "utf8"));
const cjs = createRequire(import.meta.url)("../../../pkg/dist/index.cjs");

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
    "dist/edge-light.js",
    "dist/index.cjs",
    "dist/index.d.cts",
    "dist/index.d.ts",
    "dist/index.mjs",
    "dist/workerd.js",
    "package.json",
  ]);
});

test("crate, package and module have one version", () => {
  const [, crate] = /^version = "(.+)"$/m.exec(readFileSync(at("Cargo.toml"), "utf8"));
  assert.deepEqual([manifest.version, esm.version, cjs.version], [crate, crate, crate]);
});

test("import and require give the same names", () => {
  assert.deepEqual(Object.keys(cjs).sort(), Object.keys(esm).sort());
});

test("no path of the machine that built it is in the module", () => {
  const module = readFileSync(at("pkg/dist/core.wasm"), "latin1");
  for (const path of [homedir(), at(".").pathname]) {
    if (path.length > 1) assert.ok(!module.includes(path), path);
  }
});

test("an inspected instance shows no secret", () => {
  const fawry = new esm.Fawry({ merchantCode: "code", secureKey: "s3cr3t-key", environment: "staging" });
  const shown = inspect(fawry, { depth: Infinity, showHidden: true, getters: true });
  assert.ok(!shown.includes("s3cr3t-key"), shown);
});
