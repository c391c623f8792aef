/** What goes into a link, for every operation and event, without a browser. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { broughtEvent, broughtOperation, carryEvent, carryOperation, carryPasted, sameOutcome } from "../../www/app/carried.js";
import { arrived, classes, diagnoseRequest, gateway, secretNames } from "../../www/app/library.js";
import { configOf, state, useDemoAccount } from "../../www/app/state.js";
import { webhookKinds } from "../../www/app/webhooks.js";
import { KEYS, leaks } from "./leaks.mjs";
import { pastes } from "./pastes.mjs";

await arrived;
const operations = classes.flatMap(({ class: name, operations: list, options }) => list.map((operation) => ({ name, operation, options })));

/** Gives an account a key, as if it was typed. */
function typeKey(name, options, key) {
  useDemoAccount(name);
  const field = options.fields.find(({ secret }) => secret);
  configOf(name)[field.name] = key;
}

/** What the library reads out of a paste, if it can. */
function recognised(text) {
  try {
    return diagnoseRequest(gateway("Fawry", configOf("Fawry")), text);
  } catch {
    return undefined;
  }
}

/** Every place in a value, with a copy of the value that has something else there. */
function* places(value, path = []) {
  for (const [name, member] of Object.entries(value)) {
    if (member !== null && typeof member === "object") yield* places(member, [...path, name]);
    else yield [...path, name];
  }
}

function replaced(value, [name, ...rest], text) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[name] = rest.length ? replaced(value[name], rest, text) : text;
  return copy;
}

test("a link carries the samples whole, but for what is declared secret, and brings them back", () => {
  const withoutSecrets = (fields, value) => {
    if (Array.isArray(value)) return value.map((item) => withoutSecrets(fields, item));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => {
      const field = fields.find((known) => known.name === name);
      return field && !field.secret && !secretNames.has(name) ? [[name, withoutSecrets(field.members?.fields ?? [], member)]] : [];
    }));
  };
  for (const { name, operation } of operations) {
    useDemoAccount(name);
    for (const { input, options } of operation.samples) {
      const { data } = carryOperation({ class: name, operation: operation.name, input: JSON.stringify(input), options: JSON.stringify(options) });
      assert.deepEqual(data.input, withoutSecrets(operation.input.fields, input), `${name}.${operation.name}`);
      const brought = broughtOperation(name, operation.name, data);
      assert.deepEqual(JSON.parse(brought.input), data.input);
    }
  }
});

test("a known key reaches no link, whatever declared field holds it and however it is written", () => {
  const written = [
    (key) => key,
    (key) => `damaged, see ${key}.`,
    (key) => key.toUpperCase(),
    (key) => encodeURIComponent(`x ${key}`),
    (key) => Buffer.from(key).toString("base64"),
    (key) => Buffer.from(`user:${key}`).toString("base64url"),
    (key) => Buffer.from(key).toString("hex"),
    (key) => `https://shop.example/?a=${encodeURIComponent(key)}`,
  ];
  let tried = 0;
  for (const { name, operation, options } of operations) {
    const { input } = operation.samples[0];
    for (const place of places(input)) {
      const key = KEYS[tried % KEYS.length];
      const write = written[tried % written.length];
      typeKey(name, options, key);
      const shared = carryOperation({ class: name, operation: operation.name, input: JSON.stringify(replaced(input, place, write(key))), options: "", signature: write(key) });
      assert.deepEqual(leaks(JSON.stringify(shared.data ?? ""), key), [], `${name}.${operation.name} ${place} ${write}`);
      assert.ok(shared.left.length > 0, `${name}.${operation.name} ${place}`);
      tried += 1;
    }
    useDemoAccount(name);
  }
  assert.ok(tried > 200, `${tried} places`);
  const all = { referenceNumber: "931337410", refundAmount: "20.5" };
  for (const key of KEYS) {
    for (const write of written) {
      typeKey("Fawry", classes[0].options, key);
      const { data } = carryOperation({ class: "Fawry", operation: "refund", input: JSON.stringify({ ...all, reason: write(key) }), options: "" });
      assert.deepEqual(data.input, all, `${write} ${key}`);
    }
  }
  useDemoAccount("Fawry");
});

test("a key in the shape of a wallet's address stays out, although such addresses may pass", () => {
  const key = "0x4f3edf983ac636a65a842ce7c78d9aa706d3b113";
  for (const { name, operation, options } of operations) {
    const { input } = operation.samples[0];
    for (const place of places(input)) {
      typeKey(name, options, key);
      for (const written of [key, key.toUpperCase(), `to ${key}`]) {
        const { data } = carryOperation({ class: name, operation: operation.name, input: JSON.stringify(replaced(input, place, written)), options: "", signature: key });
        assert.deepEqual(leaks(JSON.stringify(data ?? ""), key), [], `${name}.${operation.name} ${place}`);
      }
      useDemoAccount(name);
    }
  }
});

test("what looks like a key or stands under the name of one stays out, although nobody typed it as a key", () => {
  useDemoAccount("Fawry");
  const given = { referenceNumber: "931337410", refundAmount: "20.5" };
  for (const key of KEYS) {
    for (const input of [
      { ...given, reason: key },
      { ...given, reason: `the key is ${key}` },
      { ...given, reason: Buffer.from(key).toString("base64") },
      { ...given, secureKey: key, apiKey: key, token: key },
      { ...given, extra: { note: key }, reason: key },
      { ...given, api_secret: `${key}!`, reason: `so ${key}!` },
    ]) {
      const { data } = carryOperation({ class: "Fawry", operation: "refund", input: JSON.stringify(input), options: "", signature: `m931337410${key}` });
      assert.deepEqual(data, { input: given }, JSON.stringify(input));
    }
  }
  const card = { ...given, reason: "4242 4242 4242 4242" };
  assert.deepEqual(carryOperation({ class: "Fawry", operation: "refund", input: JSON.stringify(card) }).data, { input: given });
});

test("no key of a pasted text is carried, typed as one or not, whatever text of whatever key", () => {
  let useful = 0;
  for (const key of KEYS) {
    for (const typed of [key, "another-key-of-mine"]) {
      typeKey("Fawry", classes[0].options, typed);
      for (const [name, text] of Object.entries(pastes(key))) {
        state.debug.pasted = text;
        const { data } = carryPasted("Fawry", recognised(text)) ?? {};
        const carried = JSON.stringify(data ?? "");
        assert.deepEqual(leaks(carried, key), [], `${name}: ${carried}`);
        assert.ok(!/curl|fetch|export|HTTP|x-api/i.test(carried), carried);
        if (data?.input?.referenceNumber === "931337410") useful += 1;
      }
    }
  }
  state.debug.pasted = "";
  useDemoAccount("Fawry");
  assert.ok(useful > 100, `${useful} links carry the request`);
});

test("a pasted event leads to the webhook tool, also when its body is signed as text and stays here", () => {
  const events = webhookKinds.filter(({ event }) => event);
  assert.ok(events.some(({ carried }) => carried));
  for (const { id, class: name, event, carried } of events) {
    const shared = carryPasted(name, { operation: event, verdict: "unexplained", causes: [], signature: "" });
    assert.deepEqual([shared.tool, shared.class, carried && shared.data], ["webhook", id, carried && undefined]);
  }
});

test("a signature goes along if it is a digest, and one as short as a key only if it is proven", () => {
  const given = { class: "Fawry", operation: "refund", input: '{"referenceNumber":"1","refundAmount":"2"}' };
  const of = (signature, proven) => carryOperation({ ...given, signature, proven }).data.signature;
  assert.equal(of(` ${"ab".repeat(32)} `), "ab".repeat(32));
  // As long as a key of 128 bits.
  const short = "0cc175b9c0f1b6a831c399e269772661";
  assert.equal(of(short), undefined);
  assert.equal(of(short, true), short);
  assert.equal(of("m931337410key"), undefined);
  typeKey("Fawry", classes[0].options, "ab".repeat(32));
  assert.equal(of("ab".repeat(32)), undefined);
  useDemoAccount("Fawry");
  assert.equal(of("ab".repeat(32)), undefined, "a key that was replaced is still one");
});

test("the account goes along without its secrets, and text that is no JSON does not", () => {
  useDemoAccount("Fawry");
  Object.assign(configOf("Fawry"), { merchantCode: "my-shop", environment: "production", secureKey: "my-own-key-1", paths: '{"refund":"/r"}', baseUrl: "https://gate.example" });
  const given = { class: "Fawry", operation: "refund", input: "{}" };
  assert.deepEqual(carryOperation(given).data.account, { merchantCode: "my-shop", environment: "production", paths: '{"refund":"/r"}', baseUrl: "https://gate.example" });
  Object.assign(configOf("Fawry"), { merchantCode: "my-own-key-1", environment: "my-own", paths: '{"x":"y"}', baseUrl: "https://u:p@gate.example" });
  assert.equal(carryOperation(given).data.account, undefined);
  useDemoAccount("Fawry");
  assert.equal(carryOperation({ ...given, input: "{ broken" }).data, undefined);
});

test("an event opens as it was, or without the signature that would no longer fit it", () => {
  for (const kind of webhookKinds) {
    useDemoAccount(kind.class);
    const merchant = gateway(kind.class, configOf(kind.class));
    for (const [id, make] of Object.entries(kind.samples)) {
      const fields = { url: "", headers: "", body: "", now: "", ...make(merchant) };
      const { input, signature } = (kind.carried ?? kind.parts)(fields);
      const outcome = sameOutcome(kind, fields);
      const { data, left } = carryEvent(kind, { event: input, signature }, { proven: true, outcome });
      const where = `${kind.id}, ${id}`;
      const opened = broughtEvent(kind, JSON.parse(JSON.stringify(data)));
      const rewritten = ["serialised", "algorithm"].includes(id);
      assert.equal(data.signature !== undefined, Boolean(signature) && !rewritten, where);
      if (!rewritten) assert.ok(outcome({ headers: "", body: "", url: "", now: "", ...opened.fields }), where);
      assert.deepEqual(left.filter((name) => name !== "signature"), [], where);
      const raw = JSON.stringify(data);
      assert.ok(!raw.includes("eyJ") && !raw.includes("\\n"), `${where}: ${raw}`);
    }
  }
});

test("a key in a notification reaches no link", () => {
  for (const kind of webhookKinds.filter(({ fields }) => fields.includes("body") || fields.includes("url"))) {
    useDemoAccount(kind.class);
    const merchant = gateway(kind.class, configOf(kind.class));
    const { options } = classes.find(({ class: name }) => name === kind.class);
    const fields = { url: "", headers: "", body: "", now: "", ...Object.values(kind.samples)[0](merchant) };
    const { input } = (kind.carried ?? kind.parts)(fields);
    for (const [index, place] of [...places(input)].entries()) {
      const key = KEYS[index % KEYS.length];
      typeKey(kind.class, options, key);
      const { data } = carryEvent(kind, { event: replaced(input, place, `x${key}`), signature: key });
      assert.deepEqual(leaks(JSON.stringify(data ?? ""), key), [], `${kind.id} ${place}`);
    }
    useDemoAccount(kind.class);
  }
});

test("texts of old links are not read", () => {
  const old = { mode: "paste", pasted: "curl -H 'x-api-key: k'", input: '{"reason":"old"}', options: "{}", signature: "merchant931key", config: { merchantCode: "m" } };
  assert.deepEqual(broughtOperation("Fawry", "refund", old), { input: undefined, options: "", signature: "", account: {} });
  for (const kind of webhookKinds) assert.equal(broughtEvent(kind, { fields: { body: "raw", url: "raw" } }).fields, undefined);
  assert.equal(state.debug.pasted, "");
});
