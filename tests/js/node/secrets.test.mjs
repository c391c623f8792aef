/**
 * Keys, tokens and card data of every sample of every operation, each replaced by a text that occurs nowhere else, are
 * looked for in what is thrown, explained, diagnosed and printed, and in linear memory after every call.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { entry, found, tawqee } from "./instance.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const { classes } = JSON.parse(readFileSync(resolve(target, "tawqee/catalog.json"), "utf8"));

/** The names of secret fields of a type, at any depth. */
const secretNames = ({ fields } = { fields: [] }) =>
  fields.flatMap(({ name, secret, members }) => [...(secret ? [name] : []), ...(members ? secretNames(members) : [])]);

let marks = 0;

/** Puts texts of the same form, which occur nowhere else, in place of secrets, and notes them. */
function marked(value, names, secrets, within = false) {
  if (Array.isArray(value)) return value.map((item) => marked(item, names, secrets, within));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked(inner, names, secrets, within || names.has(name))]));
  }
  if (typeof value !== "string" || !within) return value;
  if (/^\d+$/.test(value)) {
    // Two digits of a year or a month cannot be told from other numbers.
    if (value.length < 3) return value;
    const digits = value.length < 12 ? CODE : CARD;
    secrets.push(digits);
    return digits;
  }
  const text = `s3cr3t${++marks}x${value}`;
  secrets.push(text);
  return text;
}

const CARD = "4987654321098769";

/** A security code that occurs in no sample and in no table of the module. */
const CODE = "8317";

/** Whether a text shows a secret; four digits within a longer word, such as a signature, are not the code. */
const shows = (text, secret) => (secret === CODE ? /(?<![\w+/=-])8317(?![\w+/=-])/.test(text) : text.includes(secret));

/** What breaks an input, at each of its fields. */
const BREAKS = [undefined, "", "\ud800", "1,5", "x".repeat(2_000), -1, {}, [[]], true, Symbol("s")];

/** Every call of an instance that has an outcome, and what came out of it as one text. */
function told(call) {
  try {
    return { value: call() };
  } catch (error) {
    assert.equal(error.name, "TawqeeError", error.stack);
    assert.notEqual(error.code, "INTERNAL", error.stack);
    return { error: [error.message, error.stack, error.hint, JSON.stringify(error), inspect(error, { depth: 9, showHidden: true })].join("\n") };
  }
}

// It wipes less of its stack.
if (entry === "diagnose") {
  test("the same of the module without diagnoses", { timeout: 120_000 }, () => {
    const env = { ...process.env, TAWQEE_TESTED_ENTRY: "index", NODE_TEST_CONTEXT: undefined };
    const told = execFileSync(process.execPath, ["--test-reporter=tap", fileURLToPath(import.meta.url)], { env, encoding: "utf8" });
    assert.match(told, new RegExp(`^# pass ${classes.length}$`, "m"));
  });
}

for (const cls of classes) {
  test(`${cls.class}: no secret in what is told, nor in linear memory`, () => {
    const optionNames = new Set(secretNames(cls.options));
    const own = [];
    const config = marked(cls.config, optionNames, own);
    const instance = new tawqee[cls.class](config);
    let calls = 0;
    let failures = 0;
    const used = new Set();

    const check = (what, secrets, call, mayHold = false) => {
      const { value, error } = told(call);
      calls += 1;
      if (error !== undefined) failures += 1;
      const text = error ?? (mayHold ? "" : inspect(value, { depth: 20, maxStringLength: Infinity }));
      for (const secret of new Set([...own, ...secrets])) {
        assert.ok(!shows(text, secret), `${what} tells ${secret}: ${text.slice(0, 400)}`);
        const left = found(secret);
        assert.deepEqual(left, [], `${what} leaves ${secret}`);
      }
      return value;
    };

    check("an inspected instance", [], () => inspect(instance, { depth: Infinity, showHidden: true, getters: true }));
    for (const name of optionNames) {
      for (const bad of [" ", "\n", "\ufeff"]) {
        if (typeof config[name] === "string") check(`${name} that ends oddly`, [], () => new tawqee[cls.class]({ ...config, [name]: config[name] + bad }));
      }
    }

    for (const operation of cls.operations) {
      const names = new Set([operation.input, ...operation.variants.map((variant) => variant.own)].flatMap((type) => secretNames(type ?? undefined)));
      const reader = `read${operation.name[0].toUpperCase()}${operation.name.slice(1)}`;
      for (const sample of operation.samples) {
        const secrets = [];
        const input = marked(sample.input ?? {}, names, secrets);
        secrets.forEach((secret) => used.add(secret));
        const options = { ...sample.options, ...(cls.class === "UPayments" && { timestamp: 1718000000 }) };
        const at = (what) => `${operation.name} (${sample.title}), ${what}`;
        const built = check(at("built"), secrets, () => instance[operation.name](input, options), true);
        assert.ok(built, at("built"));
        check(at("masked"), secrets, () => tawqee.redact(built));
        check(at("signed"), secrets, () => instance.signature(operation.name, input, options));
        check(at("explained"), secrets, () => instance.explain(operation.name, input, options));
        if (entry === "diagnose") {
          check(at("diagnosed"), secrets, () => instance.diagnose(operation.name, input, "0".repeat(64), options));
          check(at("recognised"), secrets, () => tawqee.diagnoseRequest(instance, built, options));
        }
        check(at("batch"), secrets, () => instance.buildMany(operation.name, [input, {}], options), true);
        for (const name of Object.keys(input)) {
          for (const bad of BREAKS) check(at(`${name} broken`), secrets, () => instance[operation.name]({ ...input, [name]: bad }, options), true);
          check(at(`${name} misspelt`), secrets, () => instance[operation.name]({ ...input, [`${name}s`]: input[name] }, options), true);
        }
        // A gateway may quote what it was sent.
        for (const body of [built.body ?? "", `<p>${built.url} ${built.body}</p>`, JSON.stringify({ description: built.body, statusCode: 9946 })]) {
          check(at("answer"), secrets, () => instance[reader]({ status: 400, body }), true);
        }
      }
    }

    for (const [method, ...given] of [
      ["verifyNotification", (text) => text], ["verifyNotificationV1", (text) => text], ["verifyReturn", (text) => text], ["readReturn", (text) => text],
      ["verifyWebhook", (text) => (cls.class === "UPayments" ? { url: "https://shop.example/hook", headers: { "x-signature": text }, body: text } : text)],
      ["signNotification", (text) => ({ orderStatus: text })], ["signWebhook", (text) => ({ url: text, body: text })],
    ]) {
      if (instance[method] === undefined) continue;
      for (const secret of own) {
        for (const text of [secret, JSON.stringify({ messageSignature: secret, cardNumber: CARD }), `signature=${secret}&card=${CARD}`, `${secret}.${secret}.${secret}`]) {
          check(`${method} of what quotes a key`, [CARD], () => instance[method](given[0](text)), true);
        }
      }
    }
    if (["Fawry", "UPayments"].includes(cls.class)) assert.ok(used.has(CARD) && used.has(CODE), "cards are in the samples");
    assert.ok(calls > 100 && failures > 20, `${calls} calls, ${failures} failures`);
    console.log(`# ${cls.class}: ${calls} calls, ${failures} of them failed`);
  });
}
