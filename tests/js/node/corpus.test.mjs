/**
 * What fuzzing kept (`fuzz/corpus`), through the built module: the same must hold there as natively, and the module
 * signs correctly afterwards.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { memorySize, signs, tawqee, watched } from "./instance.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const { classes } = JSON.parse(readFileSync(resolve(target, "tawqee/catalog.json"), "utf8"));

const SECRET = "s3cr3t0f7h3m3rch4n7";
const NOW = 1_718_000_000;

/** Every class with its sample configuration, and with keys that signed nothing of it. */
const own = {};
const strangers = {};
for (const { class: name, config, options } of classes) {
  const secret = new Set(options.fields.filter((field) => field.secret).map((field) => field.name));
  own[name] = new tawqee[name](config);
  strangers[name] = new tawqee[name](Object.fromEntries(Object.entries(config).map(([key, value]) => [key, secret.has(key) ? SECRET : value])));
}
const operations = classes.flatMap((cls) => cls.operations.map((operation) => ({ cls: cls.class, name: operation.name })));

/** The result of a call, or its error, which is one of ours. */
function told(call) {
  try {
    return { value: call() };
  } catch (error) {
    assert.equal(error.name, "TawqeeError", error.stack);
    assert.notEqual(error.code, "INTERNAL", error.stack);
    assert.doesNotMatch(`${error.stack} ${error.hint}`, new RegExp(SECRET));
    return { error };
  }
}

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** JSON as JavaScript reads it; the core reads less, and what crosses as an object is not its text. */
function json(bytes) {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return undefined;
  }
}

const EVENTS = [
  ["Fawry", "verifyNotification", true], ["Fawry", "verifyNotificationV1", true], ["Fawry", "verifyReturn", true],
  ["Fatora", "readReturn", false], ["Pay3", "verifyWebhook", true], ["UPayments", "verifyWebhook", true],
];
const SIGNED = [["Fawry", "verifyNotification"], ["Fawry", "verifyNotificationV1"], ["Fawry", "verifyReturn"], ["Pay3", "verifyWebhook"], ["UPayments", "verifyWebhook"]];
const HOOK = "https://shop.example/hook?a=1";

const TARGETS = {
  /** What the core takes as JSON is JSON to JavaScript too, with the same members. */
  json(bytes) {
    const text = textOf(bytes);
    if (!text?.trimStart().startsWith("{")) return;
    const headers = own.UPayments.signWebhook({ url: HOOK, body: text, timestamp: NOW });
    const { value } = told(() => own.UPayments.verifyWebhook({ url: HOOK, headers, body: text, now: NOW }));
    if (value) assert.deepEqual(Object.keys(value.fields ?? {}).sort(), Object.keys(JSON.parse(text)).sort());
  },
  amount(bytes) {
    const text = textOf(bytes);
    if (text === undefined) return;
    for (const currency of ["EGP", "KWD", "JPY"]) {
      const { value } = told(() => tawqee.canonicalAmount(text, currency));
      if (value !== undefined) assert.equal(tawqee.canonicalAmount(value, currency), value);
    }
  },
  event([which, ...rest]) {
    if (which === undefined) return;
    const [cls, call, proven] = EVENTS[which % EVENTS.length];
    const body = Buffer.from(rest);
    const signature = textOf(body)?.split("\n")[0] ?? "";
    const headers = { "x-signature": signature, "x-timestamp": String(NOW) };
    const given = cls === "UPayments" ? { url: HOOK, headers, body, now: NOW + 1 } : call === "verifyNotification" || cls === "Pay3" ? body : textOf(body);
    if (given === undefined) return;
    told(() => own[cls][call](given));
    const { value } = told(() => strangers[cls][call](given));
    assert.ok(!proven || value === undefined, `${cls}.${call} accepted ${body}`);
  },
  signed([which, ...rest]) {
    const content = textOf(Buffer.from(rest));
    if (which === undefined || content === undefined) return;
    const [cls, call] = SIGNED[which % SIGNED.length];
    let given;
    if (cls === "UPayments") {
      given = { url: HOOK, headers: own.UPayments.signWebhook({ url: HOOK, body: content, timestamp: NOW }), body: content, now: NOW };
    } else {
      const fields = json(Buffer.from(rest));
      if (fields === undefined) return;
      if (call === "verifyNotification") given = told(() => own.Fawry.signNotification(fields)).value;
      else if (cls === "Pay3") given = told(() => own.Pay3.signWebhook(fields)).value;
      else {
        const [event, name] = call === "verifyReturn" ? ["return", "signature"] : ["notificationV1", "MessageSignature"];
        if (fields === null || typeof fields !== "object" || Array.isArray(fields)) return;
        const texts = Object.fromEntries(Object.entries(fields).filter(([key, value]) => ["string", "number"].includes(typeof value) && key !== name));
        const { value } = told(() => own.Fawry.signature(event, texts));
        given = value && `?${Object.entries({ ...texts, [name]: value }).map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`;
      }
    }
    if (given === undefined) return;
    const { value, error } = told(() => own[cls][call](given));
    if (error) assert.equal(error.code, "MALFORMED_BODY", `${error.stack} ${content}`);
    else assert.ok(value.state !== undefined && value.dedupeKey !== undefined);
    assert.equal(told(() => strangers[cls][call](given)).value, undefined);
  },
  expect(bytes) {
    const both = json(bytes);
    if (!Array.isArray(both) || both.length !== 2) return;
    const { value } = told(() => tawqee.expectPayment(...both));
    if (value !== undefined) assert.equal(value.ok, value.reason === undefined);
    if (value?.ok) assert.equal(both[0].state, "paid");
  },
  config([which, ...rest]) {
    const config = json(Buffer.from(rest));
    if (which === undefined || config === undefined) return;
    const { class: cls, operations } = classes[which % classes.length];
    const { value: instance } = told(() => new tawqee[cls](config));
    if (instance === undefined) return;
    const { name, samples } = operations[Math.floor(which / classes.length) % operations.length];
    sound(told(() => instance[name](samples[0].input, { ...samples[0].options, ...stamp(cls) })).value);
  },
  redact(bytes) {
    const request = json(bytes);
    if (request === undefined) return;
    const { value } = told(() => tawqee.redact(request));
    if (value !== undefined) assert.deepEqual(tawqee.redact(value), value);
  },
  answer([which, status, ...rest]) {
    const body = textOf(Buffer.from(rest));
    if (status === undefined || body === undefined) return;
    const { cls, name } = operations[which % operations.length];
    const codes = [200, 201, 204, 400, 401, 404, 429, 500, 502];
    const { value } = told(() => own[cls][`read${name[0].toUpperCase()}${name.slice(1)}`]({ status: codes[status % 9], body }));
    if (value) assert.equal(typeof value.ok, "boolean");
  },
  input([which, ...rest]) {
    const input = json(Buffer.from(rest));
    if (which === undefined || input === undefined) return;
    const { cls, name } = operations[which % operations.length];
    const { value } = told(() => own[cls][name](input, stamp(cls)));
    if (value === undefined) return;
    sound(value);
    assert.deepEqual(own[cls][name](input, stamp(cls)), value);
    const { value: explained } = told(() => own[cls].explain(name, input, stamp(cls)));
    if (explained) assert.equal(own[cls].signature(name, input, stamp(cls)), explained.signature);
  },
  paste([which, ...rest]) {
    const pasted = textOf(Buffer.from(rest));
    if (which === undefined || pasted === undefined) return;
    const instance = Object.values(strangers)[which % classes.length];
    const { value } = told(() => tawqee.diagnoseRequest(instance, pasted));
    assert.ok(pasted.includes(SECRET) || !JSON.stringify(value ?? "").includes(SECRET));
  },
};

const stamp = (cls) => (cls === "UPayments" ? { timestamp: NOW } : undefined);

/** Nothing gets out of its place: no other scheme, no line of its own. */
function sound(request) {
  if (request === undefined) return;
  assert.match(request.url, /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))[!-~]*$/);
  for (const value of Object.values(request.headers)) assert.doesNotMatch(value, /\p{Cc}/u);
  if (request.body?.startsWith("{")) JSON.parse(request.body);
}

for (const [name, run] of Object.entries(TARGETS)) {
  test(`${name}: the corpus through WebAssembly`, () => {
    const { instances } = watched;
    const inputs = readFileSync(resolve(root, `fuzz/corpus/${name}.txt`), "utf8").split("\n").filter(Boolean);
    assert.ok(inputs.length > 10, `${inputs.length} inputs`);
    for (const line of inputs) {
      try {
        run(Buffer.from(line, "base64"));
      } catch (error) {
        error.message = `${line}: ${error.message}`;
        throw error;
      }
    }
    assert.ok(signs() && memorySize() < 64 << 20);
    assert.equal(watched.instances, instances, "the instance is the same");
  });
}
