/** What the core is given and what is made of its answers, against a reader of tokens that shares no code. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Decoder } from "../../../pkg/src/tape/decode.js";
import { Encoder } from "../../../pkg/src/tape/encode.js";

const NAMES = ["amount", "chargeItems", "itemId", "price", "quantity", "reason", "merchantCode", "secureKey", "عميل"];
const CONFIG = { merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "s3cr3t" };

const encoder = new Encoder(NAMES);

/** What crosses, in buffers of their own. */
function crossing(tape, room = 3 * tape.units) {
  const bytes = new Uint8Array(room);
  const tokens = new Uint32Array(Math.max(512, tape.words));
  const words = tape.words;
  const written = tape.writeText(bytes);
  if (written < 0) return { bytes, written };
  assert.equal(tape.writeTokens(tokens), words);
  return { bytes: bytes.subarray(0, written), tokens: tokens.subarray(0, words), written };
}

/** Reads tokens in the plainest way: every value as its kind and what it holds. */
function read({ bytes, tokens }) {
  const text = (at) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(tokens[3 * at + 1], tokens[3 * at + 2]));
  let next = 0;
  function value() {
    const at = next++;
    const [kind, start, end] = tokens.subarray(3 * at, 3 * at + 3);
    if (kind < 3) return ["null", "false", "true"][kind];
    if (kind === 3 || kind === 4) return [kind === 3 ? "number" : "string", text(at)];
    assert.ok(kind === 5 || kind === 6, `no value has the kind ${kind}`);
    const items = Array.from({ length: start }, () => (kind === 5 ? value() : [name(), value()]));
    assert.equal(next, end, "the end of an array or object");
    return [kind === 5 ? "array" : "object", items];
  }
  function name() {
    const at = next++;
    assert.ok([7, 8].includes(tokens[3 * at]), "no name of a member");
    return tokens[3 * at] === 7 ? text(at) : NAMES[tokens[3 * at + 1]];
  }
  const root = value();
  assert.equal(next, tokens.length / 3);
  assert.equal(root[0], "array");
  return root[1];
}

const encoded = (value) => read(crossing(encoder.begin().value(value)))[0];

function refused(call) {
  try {
    call();
  } catch (error) {
    assert.equal(error.name, "TawqeeError", error.stack);
    return error;
  }
  return assert.fail("nothing was refused");
}

const refusal = (value) => refused(() => crossing(encoder.begin().value(value)));

/** After anything: the next call is right. */
function works(free = true) {
  const [config, input, options] = read(crossing(encoder.begin(encoder.configuration(CONFIG)).value({ reason: "x" }).value(undefined)));
  assert.deepEqual(config, ["object", Object.entries(CONFIG).map(([name, value]) => [name, ["string", value]])]);
  assert.deepEqual(input, ["object", [["reason", ["string", "x"]]]]);
  assert.equal(options, "null");
  if (free) assert.equal(encoder.begin(), encoder, "the encoder is free again");
}

describe("values", () => {
  const cases = [
    ["text", ["string", "text"]],
    ["", ["string", ""]],
    ["\ufeff\0\n", ["string", "\ufeff\0\n"]],
    [null, "null"],
    [undefined, "null"],
    [true, "true"],
    [false, "false"],
    [580.55, ["number", "580.55"]],
    [0.1 + 0.2, ["number", "0.30000000000000004"]],
    [20, ["number", "20"]],
    [-0, ["number", "-0"]],
    [1e-6, ["number", "0.000001"]],
    [1e-7, ["number", "1e-7"]],
    [-1.5e-9, ["number", "-1.5e-9"]],
    [123456789012345680000, ["number", "123456789012345680000"]],
    [1e21, ["number", "1e21"]],
    [-1.25e300, ["number", "-1.25e300"]],
    [NaN, ["number", "NaN"]],
    [Infinity, ["number", "inf"]],
    [-Infinity, ["number", "-inf"]],
    [123456789012345678901234567890n, ["number", "123456789012345678901234567890"]],
    [-5n, ["number", "-5"]],
    [[], ["array", []]],
    [{}, ["object", []]],
    [[1, [undefined]], ["array", [["number", "1"], ["array", ["null"]]]]],
    [{ amount: "1", other: 2 }, ["object", [["amount", ["string", "1"]], ["other", ["number", "2"]]]]],
    [new Map([["amount", new Map([["x", 1n]])]]), ["object", [["amount", ["object", [["x", ["number", "1"]]]]]]]],
    [Object.assign(Object.create(null), { a: 1 }), ["object", [["a", ["number", "1"]]]]],
    [{ [Symbol("s")]: 1, "": "" }, ["object", [["", ["string", ""]]]]],
    [JSON.parse('{"__proto__":{"state":"paid"}}'), ["object", [["__proto__", ["object", [["state", ["string", "paid"]]]]]]]],
  ];
  for (const [value, expected] of cases) {
    test(`${typeof value} ${String(expected).slice(0, 40)}`, () => assert.deepEqual(encoded(value), expected));
  }

  test("an object gives its own enumerable members alone", () => {
    class Order {
      amount = "1";
      get total() {
        return 2;
      }
    }
    Order.prototype.inherited = 3;
    assert.deepEqual(encoded(Object.defineProperty(new Order(), "hidden", { value: 4 })), ["object", [["amount", ["string", "1"]]]]);
    Object.prototype.polluted = 1;
    try {
      assert.deepEqual(encoded({ a: 1 }), ["object", [["a", ["number", "1"]]]]);
    } finally {
      delete Object.prototype.polluted;
    }
  });
  test("positions are those of bytes, whatever the text", () => {
    for (const text of ["é", "علي", "😀", "a😀b", "\ufffd", "\uffff", "ÿ\u0800\ud7ff\ue000"]) {
      const value = { a: "1", [text]: [text, "x", 5, text], amount: text, z: "z" };
      const member = ["string", text];
      const expected = [["a", ["string", "1"]], [text, ["array", [member, ["string", "x"], ["number", "5"], member]]], ["amount", member], ["z", ["string", "z"]]];
      assert.deepEqual(encoded(value), ["object", expected], text);
    }
  });
});

describe("what is refused", () => {
  const DATA = "pass strings, numbers, booleans, arrays and plain objects; write dates and decimals as strings";
  const objects = [new Date(0), new Set(), Promise.resolve(), /x/, Object(1), Object("x"), Object(true), new ArrayBuffer(1), new Uint8Array(1), new DataView(new ArrayBuffer(1)), () => 1, class {}, Symbol("x")];
  for (const value of objects) {
    test(`${typeof value} ${value.constructor?.name}`, () => {
      const { code, field, hint, message } = refusal({ a: [{ amount: value }] });
      assert.deepEqual({ code, field, hint, message }, {
        code: "INVALID_FIELD", field: "a[0].amount", hint: DATA, message: `a[0].amount is not plain data (${DATA})`,
      });
      assert.equal(refusal(value).message, `is not plain data (${DATA})`);
      works();
    });
  }

  const HALF = { message: "holds half of a surrogate pair (cut strings between characters)", hint: "cut strings between characters" };
  for (const [name, value, field] of [
    ["a high half", { reason: "a\ud800" }, "reason"],
    ["a low half", { a: [1, "\udc00"] }, "a[1]"],
    ["halves the wrong way round", { a: { b: "\udc00\ud800" } }, "a.b"],
    ["halves of two strings", { a: "x\ud83d", b: "\ude00" }, "a"],
    ["halves that stand side by side in the text", { a: 1, reason: "x\ud83d", amount: "\ude00" }, "reason"],
    ["the second of two strings", { a: "علي", b: "\ude00", c: "é" }, "b"],
    ["a half beside the character that replaces it", { a: "\ufffd", b: "\ufffd\ud800\ufffd" }, "b"],
  ]) {
    test(`${name} of a surrogate pair`, () => {
      const error = refusal(value);
      assert.deepEqual([error.field, error.hint, error.message], [field, HALF.hint, `${field} ${HALF.message}`]);
      works();
    });
  }
  test("half of a surrogate pair in a name, by the object that holds it", () => {
    const error = refusal({ a: { "x\ud800": 1 } });
    assert.equal(error.message, "a has a key that holds half of a surrogate pair (cut strings between characters)");
    assert.equal(error.field, "a");
  });
  test("half of a surrogate pair leaves no secret behind", () => {
    const bytes = new Uint8Array(256);
    const tape = encoder.begin(encoder.configuration(CONFIG)).value({ reason: "\ud800" });
    refused(() => tape.writeText(bytes));
    assert.ok(bytes.every((byte) => byte === 0));
    const short = new Uint8Array(40);
    assert.equal(encoder.begin(encoder.configuration(CONFIG)).value("x".repeat(80)).writeText(short), -1);
    assert.ok(short.every((byte) => byte === 0));
  });

  test("keys that are not strings", () => {
    const error = refusal({ a: [new Map([[1, 2]])] });
    assert.deepEqual([error.field, error.message], ["a[0]", "a[0] has a key that is not a string"]);
  });
  test("what nests too deep, and what contains itself", () => {
    const nested = (levels, innermost) => Array.from({ length: levels }).reduce((value) => [value], innermost);
    encoded(nested(33, 1).flat());
    encoded(nested(32, []));
    const error = refusal(nested(33, 1));
    assert.deepEqual([error.field, error.message], ["[0]".repeat(33), `${"[0]".repeat(33)} nests deeper than 32 levels, or contains itself`]);
    for (const [loop, step] of [[{}, (self) => (self.me = self)], [[], (self) => self.push(self)], [new Map(), (self) => self.set("me", self)]]) {
      step(loop);
      assert.match(refusal(loop).message, /nests deeper than 32 levels, or contains itself$/);
    }
    assert.equal(refusal({ a: { b: nested(40, 1) } }).field, `a.b${"[0]".repeat(31)}`);
    works();
  });
  test("arrays by their length alone", () => {
    const sparse = [];
    sparse.length = 4_000_000_000;
    const error = refusal({ chargeItems: sparse });
    assert.equal(error.field, "chargeItems");
    assert.match(error.message, /^chargeItems has 4000000000 elements, at most 10000 are possible \(check/);
    assert.equal(refusal(Array(10_001).fill(1)).field, undefined);
    assert.equal(encoded(Array(10_000).fill(1))[1].length, 10_000);
    const lying = (length) => new Proxy(["a", "b", "c"], { get: (array, name) => (name === "length" ? length : array[name]) });
    assert.match(refusal(lying("x")).message, /^has NaN elements/);
    for (const [length, count] of [[-3, 0], [1.5, 2], ["2", 2]]) {
      assert.equal(encoded(lying(length))[1].length, count);
      assert.equal(read(crossing(encoder.begin().batch(lying(length))))[0][1].length, count);
    }
  });
  test("holes", () => {
    const holes = refusal({ a: [1, , 3] });
    assert.deepEqual([holes.field, holes.message], ["a[1]", "a[1] is a hole in the array (give every element; nothing was ever put here)"]);
  });
  test("small data that reads as large data", () => {
    let shared = ["x"];
    for (let level = 0; level < 30; level++) shared = [shared, shared];
    assert.match(refusal({ a: shared }).message, /is one value more than 250000, the most that an input may hold/);
    works();
  });
});

describe("what callers' objects do", () => {
  const thrown = new RangeError("mine");
  const traps = {
    "a getter that throws": { a: 1, get b() { throw thrown; } },
    "a getter that throws inside": [{ a: { get b() { throw thrown; } } }],
    "a proxy that throws at its names": new Proxy({}, { ownKeys() { throw thrown; } }),
    "a proxy that throws at its prototype": new Proxy({}, { getPrototypeOf() { throw thrown; } }),
    "a proxy that throws at its values": new Proxy({ a: 1 }, { get() { throw thrown; } }),
    "an array that throws at its length": new Proxy([1], { get() { throw thrown; } }),
    "a Map whose iterator throws": Object.assign(new Map(), { [Symbol.iterator]() { throw thrown; } }),
  };
  for (const [name, value] of Object.entries(traps)) {
    test(`${name}: the error is the caller's`, () => {
      assert.throws(() => encoder.begin(encoder.configuration(CONFIG)).value(value), (error) => error === thrown);
      assert.throws(() => encoder.begin().batch([{}, value]), (error) => error === thrown);
      works();
    });
  }
  test("a revoked proxy throws its own error", () => {
    for (const target of [{}, []]) {
      const { proxy, revoke } = Proxy.revocable(target, {});
      revoke();
      assert.throws(() => encoded({ a: proxy }), TypeError);
      assert.throws(() => encoder.begin().batch(proxy), TypeError);
      works();
    }
  });
  test("a proxy reads as what it shows", () => {
    const proxy = new Proxy({ amount: "1", b: [new Proxy([2], {})] }, {});
    assert.deepEqual(encoded(proxy), ["object", [["amount", ["string", "1"]], ["b", ["array", [["array", [["number", "2"]]]]]]]]);
  });
  test("an object that changes while it is read gives a whole tape", () => {
    const shrinking = { get a() { delete this.b; this.c = 3; return 1; }, b: 2 };
    assert.deepEqual(encoded(shrinking), ["object", [["a", ["number", "1"]]]]);
    const list = [{ get a() { list.length = 1; return 1; } }, 2];
    assert.match(refusal(list).message, /^\[1\] is a hole/);
    const growing = new Map();
    growing.set("0", { get a() { growing.set(String(growing.size), this); return 1; } });
    assert.match(refusal(growing).message, /one value more than 250000/);
    works();
  });
  test("a getter may call the library in the middle of a walk", () => {
    const inner = () => works(false);
    const failing = () => refusal({ a: Symbol("x") });
    for (const call of [inner, failing, () => (inner(), failing(), encoded({ get b() { inner(); return 1; } }))]) {
      const value = { amount: "علي", get b() { call(); return "b"; }, c: [{ get d() { call(); return "d"; } }, "e"] };
      const tape = encoder.begin(encoder.configuration(CONFIG)).value(value).value("options");
      const [config, input, options] = read(crossing(tape));
      assert.equal(config[1].length, 2);
      const list = ["array", [["object", [["d", ["string", "d"]]]], ["string", "e"]]];
      assert.deepEqual(input, ["object", [["amount", ["string", "علي"]], ["b", ["string", "b"]], ["c", list]]]);
      assert.deepEqual(options, ["string", "options"]);
    }
    const inputs = new Proxy([{ a: 1 }], { get(array, name) { works(false); return Reflect.get(array, name); } });
    assert.deepEqual(read(crossing(encoder.begin().batch(inputs))), [["array", [["object", [["a", ["number", "1"]]]]]]]);
    const config = { merchantCode: "x", get secureKey() { works(false); return "y"; } };
    assert.equal(read(crossing(encoder.begin(encoder.configuration(config)).value(1)))[0][1][1][1][1], "y");
  });
});

describe("configurations", () => {
  test("stand in front of every call, and take turns", () => {
    const wide = { ...CONFIG, paths: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`path${index}`, `/${index}`])) };
    const configs = [CONFIG, { merchantCode: "تاجر😀", secureKey: ["a", "é"] }, wide, null];
    const inputs = [Array(300).fill({ amount: 1 }), { reason: "عربي", "ñ": "😀" }, { reason: "plain" }];
    const options = { timestamp: 1 };
    const expected = configs.map((config) => inputs.map((input) => [config, input, options].map(encoded)));
    const prefixes = configs.map((config) => encoder.configuration(config));
    const batch = Array(40_000).fill({ amount: 1 });
    encoder.begin(prefixes[0]).batch(batch).writeTokens(new Uint32Array(400_000));
    // Twice the same, then another.
    for (const index of [0, 0, 1, 1, 2, 2, 3, 0, 2, 1, 3]) {
      inputs.forEach((input, which) => {
        const tape = encoder.begin(prefixes[index]).value(input).value(options);
        assert.deepEqual(read(crossing(tape)), expected[index][which]);
      });
    }
  });
  test("errors are those of a configuration", () => {
    for (const secureKey of [new Date(0), "s3cr3t\ud800"]) {
      const error = refused(() => encoder.configuration({ merchantCode: "x", secureKey }));
      assert.deepEqual([error.code, error.field], ["INVALID_CONFIG", "secureKey"]);
      assert.ok(!error.message.includes("s3cr3t"));
    }
    assert.equal(refused(() => encoder.begin(encoder.configuration(CONFIG)).value(Symbol("x"))).code, "INVALID_FIELD");
  });
});

describe("batches", () => {
  test("an error says the element, and the field within it", () => {
    for (const [inputs, index, field, start] of [
      [[{}, { a: [new Date(0)] }], 1, "a[0]", "element 1: a[0] is not plain data"],
      [[{}, {}, () => 1], 2, undefined, "element 2: is not plain data"],
      [[{}, , {}], 1, undefined, "element 1: is a hole in the array"],
      [[{ a: "é" }, { a: "é", b: "\ud800" }], 1, "b", "element 1: b holds half"],
    ]) {
      const error = refused(() => crossing(encoder.begin(encoder.configuration(CONFIG)).batch(inputs).value(undefined)));
      assert.deepEqual([error.index, error.field], [index, field]);
      assert.ok(error.message.startsWith(start), error.message);
    }
    assert.equal(refused(() => encoder.begin().batch([1, 2, 3, Symbol("x")], 2, 4)).index, 3);
    assert.equal(refused(() => crossing(encoder.begin().batch([{}]).value({ a: "\ud800" }))).index, undefined);
  });
  test("parts of a batch", () => {
    const part = (from, to) => read(crossing(encoder.begin().batch(["a", "b", "c"], from, to)))[0][1].map(([, text]) => text).join("");
    assert.deepEqual([part(), part(1), part(0, 2), part(1, 2), part(3, 9), part(2, 9)], ["abc", "bc", "ab", "b", "", "c"]);
  });
  test("100,000 inputs, no more, and nothing else", () => {
    const tape = encoder.begin().batch(Array(100_000).fill({ amount: "1", reason: "x" }));
    assert.equal(read(crossing(tape))[0][1].length, 100_000);
    const sparse = [];
    sparse.length = 4_000_000_000;
    for (const [inputs, what] of [[sparse, "has 4000000000 elements, at most 100000 are possible"], [{ length: 1 }, "is not an array"], [undefined, "is not an array"], ["ab", "is not an array"]]) {
      const error = refused(() => encoder.begin().batch(inputs));
      assert.deepEqual([error.field, error.message.startsWith(`inputs ${what} (`)], ["inputs", true], error.message);
    }
    works();
  });
});

test("text that does not fit is written when there is room", () => {
  const tape = encoder.begin().value({ a: "عربي", b: "x".repeat(2000) });
  assert.equal(crossing(tape, tape.units).written, -1);
  assert.deepEqual(read(crossing(tape))[0][1][1], ["b", ["string", "x".repeat(2000)]]);
});

describe("answers", () => {
  const decoder = new Decoder(NAMES);
  /** The tokens of values that the encoder cannot write, by hand. */
  function answer(text, tokens) {
    return decoder.decode(new TextEncoder().encode(text), Uint32Array.from(tokens.flat()));
  }
  const numbers = [
    ["0", 0], ["-0", 0], ["7", 7], ["007", 7], ["-12", -12], ["1607879720568", 1607879720568],
    ["999999999999999", 999999999999999], ["9007199254740991", 9007199254740991], ["-9007199254740991", -9007199254740991],
    ["9007199254740992", "9007199254740992"], ["9007199254740993", "9007199254740993"], ["123456789012345678901", "123456789012345678901"],
    ["1.50", 1.5], ["-0.0", -0], ["1e3", 1000], ["1E-2", 0.01], ["1e21", 1e21], ["1e400", "1e400"], ["9007199254740993.0", 9007199254740992],
    ["NaN", "NaN"], ["inf", "inf"], ["-inf", "-inf"], ["Infinity", "Infinity"], ["0x1e", "0x1e"], ["", ""], [" 1", " 1"],
  ];
  for (const [text, value] of numbers) {
    test(`the number ${JSON.stringify(text)}`, () => assert.ok(Object.is(answer(text, [[3, 0, text.length]]), value)));
  }
  test("__proto__ is never set, and other inherited names are members", () => {
    const text = "__proto__stateconstructor";
    const value = answer(text, [[6, 3, 8], [7, 0, 9], [6, 1, 5], [7, 9, 14], [2, 0, 0], [7, 14, 25], [3, 0, 0], [8, 0, 0], [1, 0, 0]]);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.equal(value.state, undefined);
    assert.deepEqual(Object.entries(value), [["constructor", ""], ["amount", false]]);
  });
  test("a value in the middle, tokens behind others, and more bytes than text", () => {
    const bytes = new TextEncoder().encode("abé😀c___");
    const words = Uint32Array.from([9, 9, 9, 5, 2, 3, 4, 0, 2, 4, 4, 9]);
    assert.deepEqual(decoder.decode(bytes, words, 3), ["ab", "😀c"]);
    assert.equal(decoder.decode(bytes, words, 3, 2), "😀c");
  });
});

describe("random values", () => {
  /** The same numbers in every run. */
  function random(seed) {
    return () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }
  const PIECES = ["a", "Z9", "é", "ع", "ليلى", "€", "😀", "\u{10ffff}", "\ufffd", "\ufeff", "\0", "\"", "\\", " ", "x".repeat(70)];
  function generator(seed) {
    const next = random(seed);
    const below = (limit) => Math.floor(next() * limit);
    const pieces = next() < 0.4 ? 2 : PIECES.length;
    const text = () => Array.from({ length: below(4) }, () => PIECES[below(pieces)]).join("");
    const number = () => [below(100), -below(1e9), next() * 1e6, next() * 10 ** below(308), -next() / 10 ** below(308), below(2) - 1, Number.MAX_SAFE_INTEGER][below(7)];
    const name = () => (next() < 0.5 ? NAMES[below(NAMES.length)] : text());
    /** A value, how the tokens read, and what comes back when they are decoded. */
    function value(depth) {
      const kind = below(depth > 4 ? 6 : 10);
      if (kind < 2) return plain(text(), (it) => ["string", it]);
      if (kind === 2) {
        const { value: it, tokens } = plain(number() + 0, (it) => ["number", String(it).replace("+", "")]);
        const rounded = Number.isInteger(it) && !Number.isSafeInteger(it) && !tokens[1].includes("e");
        return { value: it, tokens, back: rounded ? tokens[1] : it };
      }
      if (kind === 3) return plain(next() < 0.5, String);
      if (kind === 4) return { value: next() < 0.5 ? null : undefined, tokens: "null", back: null };
      if (kind === 5) {
        const digits = BigInt(below(1e9)) ** BigInt(1 + below(4));
        return { value: digits, tokens: ["number", String(digits)], back: digits <= Number.MAX_SAFE_INTEGER ? Number(digits) : String(digits) };
      }
      const items = Array.from({ length: depth === 0 && next() < 0.1 ? 300 : below(5) }, () => value(depth + 1));
      if (kind < 8) return { value: items.map((item) => item.value), tokens: ["array", items.map((item) => item.tokens)], back: items.map((item) => item.back) };
      const members = new Map(items.map((item) => [name(), item]));
      // Objects put names that are numbers first; none of these is one.
      const entries = [...members];
      const take = (what) => entries.map(([key, item]) => [key, item[what]]);
      const object = kind === 8 ? Object.fromEntries(take("value")) : new Map(take("value"));
      return { value: object, tokens: ["object", take("tokens")], back: Object.fromEntries(take("back")) };
    }
    return () => value(0);
  }
  /** Equal trees have equal JSON, which is quicker to see. */
  function same(actual, expected, seed) {
    if (JSON.stringify(actual) !== JSON.stringify(expected)) assert.deepEqual(actual, expected, `seed ${seed}`);
  }
  const plain = (value, tokens) => ({ value, tokens: tokens(value), back: value });

  test("read as they are, and come back", () => {
    const decoder = new Decoder(NAMES);
    for (let seed = 1; seed <= 500; seed++) {
      const make = generator(seed);
      const [config, input, options] = [make(), make(), make()];
      const crossed = crossing(encoder.begin(encoder.configuration(config.value)).value(input.value).value(options.value));
      same(read(crossed), [config.tokens, input.tokens, options.tokens], seed);
      same(decoder.decode(crossed.bytes, crossed.tokens), [config.back, input.back, options.back], seed);
    }
  });
  test("with one bad leaf are refused at its path, in which long names are cut", () => {
    const shown = (name) => (name.length > 64 ? `${name.slice(0, 64)}…` : name);
    const below = (path, key) => (path ? `${path}.${shown(key)}` : shown(key));
    for (let seed = 1; seed <= 400; seed++) {
      const { value } = generator(seed)();
      const leaves = [];
      const visit = (it, path, put) => {
        leaves.push([path, put]);
        if (Array.isArray(it)) it.forEach((item, index) => visit(item, `${path}[${index}]`, (bad) => (it[index] = bad)));
        else if (it instanceof Map) it.forEach((item, key) => visit(item, below(path, key), (bad) => it.set(key, bad)));
        else if (it && typeof it === "object") for (const key of Object.keys(it)) visit(it[key], below(path, key), (bad) => (it[key] = bad));
      };
      const root = { in: value };
      visit(value, "in", (bad) => (root.in = bad));
      const [path, put] = leaves[seed % leaves.length];
      put(seed % 2 ? "\ud800x" : () => 1);
      const error = refused(() => crossing(encoder.begin(seed % 3 ? encoder.configuration(CONFIG) : null).value(root)));
      assert.equal(error.field, path, `seed ${seed}`);
    }
    works();
  });
});
