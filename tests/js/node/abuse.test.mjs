/**
 * What hostile or broken callers pass, at every place that takes a value: a result or a clean error, and a module that
 * signs correctly afterwards. `ROUNDS=1000000 node --test tests/js/node/abuse.test.mjs` is the long run.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memorySize, signs, tawqee, watched } from "./instance.mjs";

const FAWRY = { merchantCode: "code", secureKey: "s3cr3t-of-fawry", environment: "staging" };
const UPAYMENTS = { token: "t0ken-of-upayments", apiSecret: "s3cr3t-of-upayments", environment: "sandbox" };
const PAY3 = { clientId: "client", secretKey: "s3cr3t-of-pay3", accessToken: "t0ken-of-pay3", webhookSecret: "s3cr3t-of-hooks", hostname: "shop" };
const REFUND = { referenceNumber: "1", refundAmount: "20.50" };

const fawry = new tawqee.Fawry(FAWRY);
const upayments = new tawqee.UPayments(UPAYMENTS);
const pay3 = new tawqee.Pay3(PAY3);
const fatora = new tawqee.Fatora({ apiKey: "k3y-of-fatora", bearerToken: "t0ken-of-fatora" });

/** What a hostile object throws: it must come out unchanged, or not at all. */
class Hostile extends Error {}
const hostile = () => {
  throw new Hostile("a getter of the caller");
};

const nested = (levels, leaf) => {
  let value = leaf;
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { inner: value };
  return value;
};
const cycle = { name: "cycle" };
cycle.self = cycle;
const ring = [];
ring.push(ring);
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const everyTrap = (target) => new Proxy(target, new Proxy({}, { get: () => hostile }));
const changing = () => {
  let reads = 0;
  return { get referenceNumber() { return ++reads % 2 ? "1" : { late: reads }; }, get refundAmount() { delete this.reason; return "1"; }, reason: "gone" };
};
const growing = () => {
  const list = [1];
  Object.defineProperty(list, 0, { enumerable: true, get: () => list.push("more") });
  return list;
};
const shrinking = () => {
  const list = [1, 2, 3];
  Object.defineProperty(list, 0, { enumerable: true, get: () => ((list.length = 1), "x") });
  return list;
};
const long = "x".repeat(10_000_000);
const wide = "ع".repeat(5_000_000);

/** By their names; made anew for each use, where use changes them. */
const VALUES = {
  "a getter that throws": () => ({ get referenceNumber() { return hostile(); } }),
  "an element that throws": () => Object.defineProperty([1], 0, { get: hostile, enumerable: true }),
  "a getter that throws nothing of use": () => ({ get refundAmount() { throw undefined; } }),
  "a getter that throws what looks like ours": () => ({ get refundAmount() { throw { code: "VERIFIED", message: "all is well" }; } }),
  "a proxy of which every trap throws": () => everyTrap({}),
  "a list of which every trap throws": () => everyTrap([]),
  "a revoked proxy": () => revoked({}),
  "a revoked list": () => revoked([]),
  "a function behind a proxy": () => new Proxy(function () {}, {}),
  "a proxy without end": () => { const all = new Proxy({}, { get: () => all, has: () => true, ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }); return all; },
  "a proxy that names 300,000 members": () => new Proxy({}, { ownKeys: () => Array.from({ length: 300_000 }, (_, at) => `m${at}`), getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }), get: () => 1 }),
  "a list that says it is endless": () => new Proxy([], { get: (list, name) => (name === "length" ? Infinity : list[name]) }),
  "a list of a length that is no number": () => new Proxy([], { get: (list, name) => (name === "length" ? { valueOf: hostile } : list[name]) }),
  "an object that contains itself": () => cycle,
  "a list that contains itself": () => ring,
  "symbols": () => ({ [Symbol("s")]: 1, [Symbol.toPrimitive]: hostile, [Symbol.iterator]: hostile, referenceNumber: "1", refundAmount: "1" }),
  "a symbol": () => Symbol("s"),
  "a function": () => hostile,
  "a class": () => Hostile,
  "an error": () => new Hostile(),
  "a date": () => new Date(NaN),
  "a map that throws": () => new Map([["a", { get b() { return hostile(); } }]]),
  "a set": () => new Set([1]),
  "a promise": () => Promise.resolve(REFUND),
  "a weak map": () => new WeakMap(),
  "a huge list": () => new Array(4_294_967_295),
  "a list of holes": () => [, , 1],
  "a list of 200,000": () => new Array(200_000).fill(0),
  "typed numbers": () => new Float64Array(100_000),
  "shared bytes": () => new Uint8Array(new SharedArrayBuffer(16)),
  "a resizable buffer": () => new ArrayBuffer(8, { maxByteLength: 16 }),
  "a detached buffer": () => { const buffer = new ArrayBuffer(8); structuredClone(buffer, { transfer: [buffer] }); return buffer; },
  "half of a surrogate pair": () => "\ud83d",
  "half of a pair at the end": () => "ok \udc00",
  "half of a pair in a name": () => ({ "\ud83d": 1 }),
  "__proto__ as a member": () => JSON.parse('{"__proto__":{"referenceNumber":"1"},"constructor":1,"toString":2,"hasOwnProperty":3}'),
  "a prototype that throws": () => Object.create({ get referenceNumber() { return hostile(); } }),
  "null as the prototype": () => Object.assign(Object.create(null), REFUND),
  "inherited members": () => Object.create(REFUND),
  "an object that changes while it is read": changing,
  "a list that grows while it is read": growing,
  "a list that shrinks while it is read": shrinking,
  "toString that throws": () => ({ toString: hostile, valueOf: hostile, toJSON: hostile }),
  "toJSON that lies": () => ({ ...REFUND, toJSON: () => ({ refundAmount: "999" }) }),
  "10 MB of text": () => long,
  "10 MB of Arabic": () => wide,
  "10 MB as a name": () => ({ [long]: 1 }),
  "10 MB as a name of what is no data": () => ({ [long]: hostile }),
  "nested 32 levels": () => nested(32, 1),
  "nested 1,000 levels": () => nested(1_000, 1),
  "nested 100,000 levels": () => nested(100_000, 1),
  "one object in many places": () => { const few = new Array(1_000).fill(0); return { a: new Array(1_000).fill(few) }; },
  "a billion laughs": () => { let value = "lol"; for (let level = 0; level < 20; level++) value = new Array(10).fill(value); return value; },
  "not a number": () => NaN,
  "infinity": () => -Infinity,
  "minus zero": () => -0,
  "the smallest number": () => 5e-324,
  "a number beyond what a double counts": () => 2 ** 53,
  "a large integer": () => 10n ** 5_000n,
  "a NUL": () => "\0",
  "text that ends a string": () => '","refundAmount":9,"x":"',
  "an empty text": () => "",
  "undefined": () => undefined,
  "null": () => null,
  "document.all, nearly": () => Object.defineProperty({}, "length", { get: hostile, enumerable: true }),
};

/** The places that take a value. */
const PLACES = {
  "an input": (value) => fawry.refund(value),
  "a field": (value) => fawry.refund({ ...REFUND, referenceNumber: value }),
  "an amount": (value) => fawry.refund({ ...REFUND, refundAmount: value }),
  "extra": (value) => fawry.refund({ ...REFUND, extra: value }),
  "a member of extra": (value) => fawry.refund({ ...REFUND, extra: { member: value } }),
  "a list of items": (value) => fawry.charge({ chargeItems: value }),
  "options": (value) => fawry.refund(REFUND, value),
  "an option": (value) => upayments.refund({ orderId: "1", totalPrice: 1 }, { timestamp: value }),
  "the operation": (value) => fawry.signature(value, REFUND),
  "an explanation": (value) => fawry.explain("refund", value),
  "a batch": (value) => fawry.signMany("refund", value),
  "an element of a batch": (value) => fawry.buildMany("refund", [REFUND, value, REFUND]),
  "a configuration": (value) => new tawqee.Fawry(value),
  "a key": (value) => new tawqee.Pay3({ ...PAY3, secretKey: value }),
  "paths": (value) => new tawqee.Fawry({ ...FAWRY, paths: value }),
  "a token": (value) => { new tawqee.Pay3(PAY3).accessToken = value; },
  "an answer": (value) => fawry.readRefund(value),
  "the body of an answer": (value) => fatora.readCheckout({ status: 200, body: value }),
  "the status of an answer": (value) => pay3.readRefund({ status: value, body: "{}" }),
  "a notification": (value) => fawry.verifyNotification(value),
  "a return": (value) => fatora.readReturn(value),
  "a webhook of Pay3": (value) => pay3.verifyWebhook(value),
  "a webhook of UPayments": (value) => upayments.verifyWebhook(value),
  "headers": (value) => upayments.verifyWebhook({ url: "https://a.example", headers: value, body: "{}" }),
  "fields to sign": (value) => fawry.signNotification(value),
  "a result": (value) => tawqee.expectPayment(value, { amount: "1", currency: "EGP", reference: "1" }),
  "what is expected": (value) => tawqee.expectPayment({ state: "paid" }, value),
  "an amount alone": (value) => tawqee.canonicalAmount(value, "EGP"),
  "a currency": (value) => tawqee.canonicalAmount("1", value),
  "an error code": (value) => tawqee.describeError("fawry", value),
  "a request to mask": (value) => tawqee.redact(value),
  "a request to diagnose": (value) => tawqee.diagnoseRequest(fawry, value),
  "an input to diagnose": (value) => fawry.diagnose("refund", value, "0".repeat(64)),
  "a signature to diagnose": (value) => fawry.diagnose("refund", REFUND, value),
};

const SECRET = /s3cr3t-of|t0ken-of|k3y-of/;

/** Calls, and says what came out: a result, the caller's own error, or one of ours. */
function outcome(call) {
  try {
    call();
    return "result";
  } catch (error) {
    if (error instanceof Hostile || error === undefined || error?.message === "all is well") return "own";
    assert.ok(error instanceof Error, `no error but ${String(error)}`);
    assert.doesNotMatch(`${error.message} ${error.stack} ${error.hint}`, SECRET);
    assert.ok(error.message.length < 2_000, "it quotes all that it was given");
    if (error.name === "TawqeeError") {
      assert.notEqual(error.code, "INTERNAL", error.stack);
      return "refused";
    }
    // What the language throws for an object that nobody can read: a revoked proxy, a symbol as text.
    assert.ok(error instanceof TypeError, error.stack);
    return "own";
  }
}

for (const [place, call] of Object.entries(PLACES)) {
  test(`hostile values as ${place}`, () => {
    const { instances } = watched;
    for (const [value, make] of Object.entries(VALUES)) {
      try {
        outcome(() => call(make()));
        assert.ok(signs(), "the next signature is right");
        assert.equal(watched.instances, instances, "the instance is the same");
      } catch (error) {
        error.message = `${value}: ${error.message}`;
        throw error;
      }
    }
  });
}

test("calls from within getters, at every depth", () => {
  let depth = 0;
  const input = () => ({
    get referenceNumber() {
      if (++depth < 50) assert.equal(fawry.refund(input()).method, "POST");
      assert.ok(signs());
      return `r-${depth}`;
    },
    get refundAmount() {
      assert.throws(() => fawry.refund({ get reason() { return hostile(); } }), Hostile);
      assert.throws(() => fawry.refund({ ...REFUND, refundAmount: "1,5" }), { code: "INVALID_AMOUNT" });
      return "1";
    },
  });
  fawry.refund(input());
  assert.equal(depth, 50);
  const batch = [REFUND, { get referenceNumber() { return String(fawry.signMany("refund", [REFUND, REFUND]).length); }, refundAmount: "1" }];
  assert.ok(JSON.parse(fawry.buildMany("refund", batch)[1].body).referenceNumber === "2" && signs());
});

test("members of a polluted Object.prototype count nowhere", () => {
  const evil = {
    reason: "evil", refundAmount: "9", timestamp: 5, baseUrl: "https://evil.example", paths: { refund: "/evil" }, extra: { evil: 1 },
    state: "paid", orderAmount: "1.00", amount: "1.00", "x-signature": "AAAA", "x-timestamp": "1718000000", toJSON: () => "evil", then: hostile, get: () => "evil",
  };
  const right = fawry.refund({ referenceNumber: "1", refundAmount: 1 });
  try {
    Object.assign(Object.prototype, evil);
    assert.equal(fawry.refund({ referenceNumber: "1", refundAmount: 1 }).body, right.body);
    assert.equal(new tawqee.Fawry(FAWRY).refund({ referenceNumber: "1", refundAmount: 1 }).url, right.url);
    assert.throws(() => fawry.refund({ referenceNumber: "1" }), { code: "MISSING_FIELD" });
    assert.equal(tawqee.expectPayment({}, { amount: "1.00" }).reason, "not-paid");
    assert.throws(() => tawqee.expectPayment({ state: "paid", orderAmount: "1.00" }, {}), { code: "MISSING_FIELD" });
    const hook = { url: "https://a.example", headers: {}, body: "{}", now: 1_718_000_000 };
    assert.throws(() => upayments.verifyWebhook(hook), { code: "SIGNATURE_MISSING" });
  } finally {
    for (const name of Object.keys(evil)) delete Object.prototype[name];
  }
  assert.ok(signs());
});

/** Takes all of linear memory that is left; the allocator knows of none of it. */
function fill({ memory }) {
  for (let pages = 65_536; pages >= 1; pages >>= 1) {
    try {
      while (true) memory.grow(pages);
    } catch {
      // So many are not left.
    }
  }
}

/** Faults of the module itself, each before its next call. */
const FAULTS = {
  "an allocation that fails": (exports) => {
    fill(exports);
    exports.reserve(1 << 30, 0);
  },
  // More than any allocation can be.
  "a panic": ({ reserve }) => reserve(0xffff_ffff, 0),
  // The trap has left the buffers locked.
  "a call after a trap that nobody saw": ({ reserve }) => assert.throws(() => reserve(0xffff_ffff, 0), WebAssembly.RuntimeError),
};

for (const [fault, happen] of Object.entries(FAULTS)) {
  for (const [how, call] of [
    ["a signature", () => fawry.signature("refund", REFUND)],
    ["a request", () => pay3.refund({ fiatAmount: "1", requestId: "r-1" })],
    ["a batch", () => fawry.signMany("refund", new Array(3_000).fill(REFUND))],
    ["an answer", () => fawry.readRefund({ status: 200, body: "{}" })],
    ["a notification", () => fawry.verifyNotification("{}")],
    ["a diagnosis", () => fawry.diagnose("refund", REFUND, "0".repeat(64))],
  ]) {
    test(`${fault} in ${how} is a clean error, and a fresh instance works on`, () => {
      const { instances } = watched;
      watched.fault = happen;
      assert.throws(call, (error) => {
        assert.deepEqual([error.name, error.code], ["TawqeeError", "INTERNAL"]);
        assert.ok(error.cause instanceof WebAssembly.RuntimeError);
        assert.doesNotMatch(error.stack, SECRET);
        return true;
      });
      assert.equal(watched.instances, instances + 1);
      assert.ok(signs());
    });
  }
}

test("memory that is full is a clean error, and a fresh instance works on", () => {
  const { instances } = watched;
  fill(watched.exports);
  assert.throws(() => fawry.signMany("refund", new Array(1_000).fill({ ...REFUND, reason: "x".repeat(100_000) })), { code: "INTERNAL" });
  assert.equal(watched.instances, instances + 1);
  assert.ok(signs() && memorySize() < 8 << 20);
});

test("a stack that is nearly used up, at each of its last frames", () => {
  let frames = 0;
  let correct = 0;
  const fall = () => {
    try {
      fall();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    // On the way back there is a frame more room each time.
    if (++frames > 2_000) return;
    try {
      if (signs()) correct += 1;
    } catch (error) {
      if (!(error instanceof RangeError || error.code === "INTERNAL")) throw error;
    }
  };
  fall();
  assert.ok(correct > 0);
  assert.ok(signs());
});

/** How many calls; each is of another kind than the one before. */
const ROUNDS = Number(process.env.ROUNDS ?? 20_000);

test(`memory stays flat over ${ROUNDS} mixed calls`, () => {
  const notification = fawry.signNotification({ fawryRefNumber: "1", merchantRefNumber: "2", paymentAmount: 1, orderAmount: 1, orderStatus: "PAID", paymentMethod: "CARD" });
  const calls = [
    () => fawry.refund(REFUND),
    () => fawry.verifyNotification(notification),
    () => fawry.verifyNotification("{"),
    () => fawry.explain("refund", REFUND),
    () => pay3.refund({ fiatAmount: "1", requestId: "r-1" }),
    () => upayments.refund({ orderId: "1", totalPrice: 1 }),
    () => fatora.readCheckout({ status: 500, body: "<html>" }),
    () => fawry.refund({ ...REFUND, refundAmount: "1,5" }),
    () => fawry.refund({ get referenceNumber() { return hostile(); } }),
    () => fawry.signMany("refund", [REFUND, REFUND]),
    () => new tawqee.Fawry({ ...FAWRY, secureKey: "" }),
    () => tawqee.redact({ method: "POST", url: "https://a.example?token=1", headers: {}, body: "{}" }),
    () => fawry.refund({ ...REFUND, reason: "x".repeat(5_000) }),
  ];
  const work = (rounds) => {
    for (let round = 0; round < rounds; round++) outcome(calls[round % calls.length]);
  };
  work(2_000);
  const { instances } = watched;
  const before = memorySize();
  const heap = () => (globalThis.gc?.(), process.memoryUsage().heapUsed);
  const objects = heap();
  work(ROUNDS);
  assert.equal(memorySize(), before);
  assert.equal(watched.instances, instances);
  assert.ok(heap() - objects < 64 << 20, "the heap has grown");
  assert.ok(signs());
});
