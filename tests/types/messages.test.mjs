/** What TypeScript says about wrong calls, and what editors offer. `TYPESCRIPT` names the package; `typescript` otherwise. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const name = process.env.TYPESCRIPT ?? "typescript";
const tsc = join(dirname(require.resolve(`${name}/package.json`)), "bin/tsc");
const major = Number.parseInt(require(`${name}/package.json`).version, 10);
const folder = fileURLToPath(new URL("messages", import.meta.url));
const source = readFileSync(join(folder, "messages.mts"), "utf8").split("\n");

const arguments_ = [tsc, "--project", folder, "--pretty", "false"];
const { stdout } = spawnSync(process.execPath, arguments_, { encoding: "utf8" });
/** The errors by their lines, from 1; what was passed is shortened. */
const errors = new Map();
for (const error of stdout.split(/\n(?=\S)/)) {
  const line = Number(/\((\d+),\d+\): error/.exec(error)?.[1]);
  errors.set(line, `${errors.get(line) ?? ""}${error.replace(/'\{ (?:[^{}]|\{[^{}]*\})*\}'/g, "{…}")}`);
}
const expected = source.flatMap((line, index) => {
  const [, before, says] = /^\/\/ says(?: before (\d+))?: (.*)$/.exec(line) ?? [];
  return says === undefined ? [] : [{ line: index + 2, says: major < Number(before ?? Infinity) ? says : "" }];
});

test("each wrong call is refused, and nothing else", () => {
  assert.deepEqual([...errors.keys()], expected.map(({ line }) => line), stdout);
});

for (const { line, says } of expected) {
  test(`${source[line - 1]} … ${says}`, () => {
    assert.ok(errors.get(line)?.includes(says), errors.get(line));
  });
}

const ts = require(name);
// TypeScript 7 has no interface for editors in JavaScript.
const skip = ts.createLanguageService === undefined && `no language service in ${name}`;

/** What an editor offers where the bar is. */
function completions(code) {
  const file = join(folder, "typed.mts");
  const text = `import { Fatora, Fawry } from "tawqee"; declare const fawry: Fawry; declare const fatora: Fatora;\n${code}`;
  const read = (path) => (path === file ? text.replace("|", "") : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    directoryExists: ts.sys.directoryExists,
    readFile: read,
    realpath: ts.sys.realpath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    getCompilationSettings: () => ({ strict: true, types: [], module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 }),
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptSnapshot: (path) => (read(path) === undefined ? undefined : ts.ScriptSnapshot.fromString(read(path))),
    getScriptVersion: () => "1",
  });
  return service.getCompletionsAtPosition(file, text.indexOf("|"), {})?.entries.map((entry) => entry.name) ?? [];
}

test("every documented spelling of a payment method is offered", { skip }, () => {
  const spellings = [
    "CARD", "CASHONDELIVERY", "CASH_ON_DELIVERY", "CashOnDelivery", "MWALLET", "MYFAWRY", "PAYATFAWRY", "PayAtFawry",
    "PayUsingCC", "VALU", "WALLET",
  ];
  for (const before of ["", 'cardNumber: "4", cvv: "1",', 'debitMobileWalletNo: "0",', 'valuCustomerCode: "1",']) {
    assert.deepEqual(completions(`fawry.charge({ ${before} paymentMethod: "|" });`).sort(), spellings, before);
  }
});

test("what a class refuses is not offered", { skip }, () => {
  const fawry = completions("fawry.|");
  assert.ok(fawry.includes("signature") && fawry.includes("name") && !fawry.includes("diagnose"));
  const fatora = completions("fatora.|");
  assert.ok(fatora.includes("buildMany") && !fatora.includes("signature") && !fatora.includes("explain"));
  const options = completions('fatora.collectPayment({ card_token: "t", order_id: "1", amount: 1 }, { | });');
  assert.ok(options.includes("currency") && !options.includes("timestamp"));
});

test("the documentation says no rule twice", () => {
  const types = readFileSync(require.resolve("tawqee").replace(/index\.[cm]js$/, "index.d.ts"), "utf8");
  assert.doesNotMatch(types, /Rule:|\?: never/);
  assert.match(types, /Your reference, new for every attempt\. \*\//);
  assert.match(types, /EGP without fees; the one to compare with what you asked for\. Two decimals\./);
});
