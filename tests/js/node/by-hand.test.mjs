/** What the library is measured against does the same work: the same requests, and a refusal of the same at the same place. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { ByHandError } from "../../../benches/by-hand/checks.mjs";
import { byHandAwaiting } from "../../../benches/by-hand/index.mjs";
import { byHand } from "../../../benches/on-node.mjs";
import { Fawry, TawqeeError } from "../../../pkg/dist/index.mjs";
import { catalog } from "../../../www/generated/catalog.js";
import { vectors } from "../vectors.mjs";

const OPERATIONS = ["charge", "refund"];
const CREDENTIALS = { merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef" };

const { operations, events, results } = catalog.classes.find(({ class: name }) => name === "Fawry");
const operation = (name) => operations.find((it) => it.name === name);
const sides = (credentials = CREDENTIALS) => [new Fawry({ ...credentials, environment: "staging" }), byHand(credentials)];
const [tawqee, hand] = sides();

/** What comes of a call: its result, or what a caller can rely on of its error. */
function outcome(call) {
  try {
    return { result: call() };
  } catch (error) {
    if (!(error instanceof TawqeeError || error instanceof ByHandError)) throw error;
    const { code, field, index, hint } = error;
    return { code, field, index, meant: /^did you mean .*/.exec(hint ?? "")?.[0], hint, told: error.message };
  }
}

const counted = new Map();

/** Both do the same, and both say what to do where the library does. */
function same(what, ours, theirs) {
  const [one, other] = [outcome(ours), outcome(theirs)];
  const compared = ({ result, code, field, index, meant }) => ({ result, code, field, index, meant });
  assert.deepEqual(compared(other), compared(one), `${what()}: tawqee ${one.told ?? "accepts it"}; by hand ${other.told ?? "accepts it"}`);
  if (one.hint !== undefined) assert.ok(other.hint, what());
  counted.set(one.code ?? "accepted", (counted.get(one.code ?? "accepted") ?? 0) + 1);
  return one.code;
}

function sameCalls(name, input) {
  const what = () => `${name} of ${show(input)}`;
  const code = same(what, () => tawqee[name](input), () => hand[name](input));
  same(what, () => tawqee.signature(name, input), () => hand.signature(name, input));
  return code;
}

function show(input) {
  const text = (_, value) => (typeof value === "bigint" ? `${value}n` : ["function", "symbol"].includes(typeof value) ? String(value) : value);
  try {
    return (JSON.stringify(input, text) ?? String(input)).slice(0, 400);
  } catch {
    return "what contains itself";
  }
}

class Account {
  constructor(fields) {
    for (const [name, value] of Object.entries(fields)) Object.defineProperty(this, name, { value, enumerable: true });
  }
  get reason() {
    return "inherited";
  }
}

const VALUES = [
  undefined, null, "", " ", "x", "a b", "12", "05", "0", "00", "007.5", "-1", "+1", "1.5", "1.50", "1.500", "1.005", "1,5", "1 000", "1e3", "٥", ".5", "5.", "1.2.3",
  "0.00", "0.01", "580.55", "999999999999.99", "1234567890123", "0000000000000001.5", `1.${"0".repeat(70)}`, "0x10", "1\n", "NaN", "١٫٥",
  0, -0, 1, 7, -7, 1.5, 0.1 + 0.2, 580.55, 1e11, 1e12, 1e21, 1e-7, 2 ** 53 - 1, 2 ** 53, NaN, Infinity, -Infinity,
  0n, 5n, -5n, 9007199254740991n, 9007199254740992n, 12345678901234567890n, true, false,
  [], [1], ["a"], {}, { a: 1 }, () => 1, Symbol("s"), new Date(0), new Set(), new Map(), new Map([["a", 1]]), /x/, new Uint8Array(2), Promise.resolve(),
  Object("x"), Object(1), Object(false), new Account({ a: 1 }), Object.create(null),
  "\ud800", "a\udc00b", "smile 😀", "lost \ufffd", 'quote " back \\ line \n bell \u0007', "line\u2028s", "عربي", "é", "x".repeat(3000),
  "EGP", "egp", "USD", "en-gb", "ar-eg", "EN-GB", "CARD", "PayUsingCC", "VALU", "MWALLET", "WALLET", "PAYATFAWRY", "PayAtFawry", "CASH_ON_DELIVERY", "MYFAWRY", "Card",
  "https://shop.example/a?b=1#c", "http://x", "https://", "https://?a", "ftp://x", "//x", "https://x y", "https://x\u0085", "https://x\u00a0", "HTTPS://x",
  1700000000, 1700000000000, 1700000000000.5, "1700000000000", "+1700000000000", "0001700000000000", 1700000000000n, "99999999999999", "100000000000000", "1.7e12",
  "4242424242424242", "4242 4242", "42424242424242424242", "27", "2027", "13", "00", "123", "12345", "01012345678", "01312345678", "0101234567",
];

const NAMES = (name) => [
  name.toUpperCase(), name.toLowerCase(), name.slice(1), name.slice(0, -1), `${name}s`, `_${name}`, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  name[1] + name[0] + name.slice(2),
].filter((wrong) => wrong !== name);
const STRANGE = [
  "constructor", "toString", "__proto__", "hasOwnProperty", "", " ", "x", "signature", "merchantCode", "requestSignature", "accountNumber", "extras", "Extra", "اسم",
  "a\nb", "\ud800", "x".repeat(200), "😀".repeat(80), "paymentMethodType", "redirectUrl",
];

const own = (name, value) => Object.defineProperty({}, name, { value, enumerable: true, configurable: true, writable: true });
const fieldsOf = (name) => operation(name).input.fields;

/** The samples of the documentation: of a charge one for each form at least. */
const inputsOf = (name) => operation(name).samples.map(({ input }) => input);

describe("good inputs", () => {
  for (const name of OPERATIONS) {
    test(`every sample of ${name} makes the same request`, () => {
      const { samples } = operation(name);
      assert.ok(samples.length >= 2);
      for (const { input } of samples) assert.equal(sameCalls(name, input), undefined, show(input));
      for (const { input } of samples) assert.equal(sameCalls(name, new Map(Object.entries(input))), undefined);
      for (const { input } of samples) assert.equal(sameCalls(name, new Account(input)), undefined);
    });
  }

  test("every known signature", () => {
    const known = vectors.filter((it) => it.gateway === "fawry" && OPERATIONS.includes(it.operation) && !it.name.includes("mistake") && Object.keys(it.config).every((setting) => setting in CREDENTIALS));
    assert.ok(known.length > 15, `${known.length} vectors`);
    for (const { operation: name, config, input, signature } of known) {
      const [library, other] = sides(config);
      assert.equal(other.signature(name, input), signature, show(input));
      assert.deepEqual(other[name](input), library[name](input));
    }
  });

  test("what is awaited is the same", async () => {
    const awaiting = byHandAwaiting(async (text) => createHash("sha256").update(text).digest("hex"), CREDENTIALS);
    for (const name of OPERATIONS) {
      const [{ input }] = operation(name).samples;
      assert.deepEqual(await awaiting[name](input), tawqee[name](input));
      assert.equal(await awaiting.signature(name, input), tawqee.signature(name, input));
    }
  });
});

describe("wrong inputs", () => {
  for (const name of OPERATIONS) {
    test(`every value in every field of ${name}`, () => {
      for (const input of inputsOf(name)) {
        for (const { name: field } of fieldsOf(name)) for (const value of VALUES) sameCalls(name, { ...input, [field]: value });
      }
    });

    test(`every field of ${name} left out, misspelt, and names that are none`, () => {
      const [input] = inputsOf(name);
      for (const { name: field, required } of fieldsOf(name)) {
        const { [field]: value = "1", ...rest } = input;
        assert.equal(sameCalls(name, rest), required ? "MISSING_FIELD" : undefined, field);
        for (const wrong of NAMES(field)) assert.equal(sameCalls(name, { ...rest, [wrong]: value }), "UNKNOWN_FIELD", wrong);
      }
      for (const strange of STRANGE) assert.notEqual(sameCalls(name, Object.assign(own(strange, 1), input)), undefined, strange);
    });

    test(`${name} of what is no input`, () => {
      for (const value of VALUES) sameCalls(name, value);
      const [input] = inputsOf(name);
      for (const key of [1, null, {}, Symbol("s")]) sameCalls(name, new Map([...Object.entries(input), [key, 1]]));
      for (const wrong of ["reason", "nonsense"]) sameCalls(name, Object.assign(Object.create({ [wrong]: "inherited" }), input));
    });

    test(`what goes into extra of ${name}`, () => {
      const [input] = inputsOf(name);
      const deep = (levels) => Array.from({ length: levels }).reduce((inner) => ({ a: inner }), 1);
      const cyclic = {};
      cyclic.self = cyclic;
      const holes = [1, 2, 3];
      delete holes[1];
      for (const value of VALUES) {
        sameCalls(name, { ...input, extra: value });
        sameCalls(name, { ...input, extra: { added: value } });
        sameCalls(name, { ...input, extra: { list: [1, { held: value }] } });
      }
      for (const extra of [
        deep(29), deep(30), deep(31), deep(32), cyclic, { holes }, { many: new Array(10_001).fill(1) },
        { "\ud800": 1 }, new Map([["a", new Map([["b", 2]])]]), new Map([[1, 2]]), ...STRANGE.filter((it) => it !== "__proto__").map((it) => own(it, 1)), ...fieldsOf(name).map((field) => ({ [field.name]: 1 })),
      ]) sameCalls(name, { ...input, extra });
      // The library counts the values of the whole input, by hand those of extra are: the place differs by a few.
      const tooMany = { ...input, extra: { many: Array.from({ length: 30 }, () => new Array(9_999).fill(1)) } };
      for (const side of [tawqee, hand]) assert.equal(outcome(() => side[name](tooMany)).code, "INVALID_FIELD");
    });
  }

  test("every value in every field of an item", () => {
    const [input] = inputsOf("charge");
    const [item] = input.chargeItems;
    const { members } = fieldsOf("charge").find((field) => field.name === "chargeItems");
    for (const { name } of members.fields) {
      for (const value of VALUES) sameCalls("charge", { ...input, chargeItems: [item, { ...item, [name]: value }] });
      const { [name]: value, ...rest } = item;
      assert.equal(sameCalls("charge", { ...input, chargeItems: [rest] }), "MISSING_FIELD");
      for (const wrong of NAMES(name)) assert.equal(sameCalls("charge", { ...input, chargeItems: [{ ...rest, [wrong]: value }] }), "UNKNOWN_FIELD", wrong);
    }
    for (const strange of [...STRANGE, "extra"]) sameCalls("charge", { ...input, chargeItems: [Object.assign(own(strange, 1), item)] });
    for (const value of VALUES) sameCalls("charge", { ...input, chargeItems: [value] });
    for (const chargeItems of [[item, new Map(Object.entries(item))], [new Account(item)], new Array(10_000).fill(item), new Array(10_001).fill(item), { 0: item, length: 1 }, new Set([item])]) {
      sameCalls("charge", { ...input, chargeItems });
    }
  });

  test("every two fields of different ways to pay", () => {
    const { variants } = operation("charge");
    const base = inputsOf("charge")[0];
    const given = Object.assign({}, ...inputsOf("charge"), { authCaptureModePayment: true, debitMobileWalletNo: "01012345678", valuCustomerCode: "01012345678", cardToken: "t", installmentPlanId: 7, enable3DS: true });
    const names = [...new Set(variants.flatMap(({ fields }) => fields.map(({ name }) => name))), "authCaptureModePayment"];
    const methods = [...new Set(variants.flatMap(({ tagValues }) => tagValues)), "SOMETHING"];
    const card = ["cardNumber", "cardExpiryYear", "cardExpiryMonth", "cvv"];
    const only = (kept) => Object.fromEntries(kept.map((name) => [name, given[name]]));
    for (const paymentMethod of methods) {
      for (const one of names) {
        for (const other of names) {
          sameCalls("charge", { ...base, paymentMethod, ...only([one, other]) });
          sameCalls("charge", { ...base, paymentMethod, ...only([...card, one, other]) });
          sameCalls("charge", { ...base, paymentMethod, ...only(["cardToken", one, other]), enable3DS: false });
        }
      }
    }
  });

  test("batches", () => {
    const [input] = inputsOf("refund");
    const calls = (side, inputs) => [() => side.buildMany("refund", inputs), () => side.signMany("refund", inputs)];
    for (const inputs of [[], [input, input], [input, {}], [input, { ...input, refundAmount: "1,5" }], new Array(1500).fill(input).concat({ ...input, extra: 5 }), null, "x", { length: 1 }, new Array(100_001)]) {
      const [ours, theirs] = [calls(tawqee, inputs), calls(hand, inputs)];
      ours.forEach((call, which) => same(() => `a batch ${which}`, call, theirs[which]));
    }
  });
});

const NOTIFICATION = {
  requestId: '"c72827d0"', fawryRefNumber: '"970177"', merchantRefNumber: '"9708f1ce"', paymentAmount: "152", orderAmount: "150.5", orderStatus: '"PAID"',
  paymentMethod: '"PAYATFAWRY"', paymentRefrenceNumber: '"7"', customerName: '"علي"', paymentTime: "1607879720568",
  orderItems: '[{"itemCode":"a","price":150.5,"quantity":1},{"itemCode":7,"price":"x","more":{"a":[1]}}]',
};
const SIGNED = ["fawryRefNumber", "merchantRefNumber", "paymentAmount", "orderAmount", "orderStatus", "paymentMethod", "paymentRefrenceNumber"];
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** JSON as it would arrive, signed by the formula of the documentation. */
function body(raw, texts = {}, key = CREDENTIALS.secureKey) {
  const plain = (token) => (token === undefined || token === "null" ? "" : token.startsWith('"') ? JSON.parse(token) : token);
  const amount = (token) => `${plain(token)}`.replace(/^(\d+)$/, "$1.00").replace(/\.(\d)$/, ".$10");
  const text = SIGNED.map((name) => texts[name] ?? (name.endsWith("Amount") ? amount(raw[name]) : plain(raw[name]))).join("");
  const members = Object.entries({ ...raw, messageSignature: JSON.stringify(sha256(text + key)) }).filter(([, token]) => token !== undefined);
  return `{${members.map(([name, token]) => `${JSON.stringify(name)}:${token}`).join(",")}}`;
}

function sameEvent(text, [ours, theirs] = [tawqee, hand]) {
  return same(() => `the body ${String(text).slice(0, 300)}`, () => ours.verifyNotification(text), () => theirs.verifyNotification(text));
}

const TOKENS = [
  "null", '""', '" "', '"x"', '"12"', '"+5"', "0", "-0", "5", "-5", "1.5", "1.50", "152.00", "152.10", "970177.0", "1e2", "8.4e2", "84E+1", "1.52e2", "15200e-2", "5e-1", "1e64", "1e400", "-1e2",
  "152.000000000000000001", "9007199254740993", "12345678901234567890123", "123456789012345", "1234567890123.5", "0.1", "152.005", "999999999999.99", "true", "false", "[]", "{}", "[1]", '{"a":1.50,"b":[1e2]}', '[{"price":1.50}]',
  '"1,5"', '"1e2"', '"152.00"', '"٨٤٠"', '"paid"', '"Paid"', '"pa\u0131d"', '"PARTIAL_REFUNDED"', '"\\u0050AID"', '"a\\/b"', '"\\ud83d\\ude00"', '"😀"', '"\\u0000"', '"18446744073709551615"', '"18446744073709551616"', '"12:30, {}"',
];

describe("notifications", () => {
  test("what is signed is read the same, as text and as bytes", () => {
    for (const { input } of vectors.filter((it) => it.gateway === "fawry" && it.operation === "notification")) {
      const signed = tawqee.signNotification(input);
      assert.equal(sameEvent(signed), undefined);
      assert.equal(sameEvent(Buffer.from(signed)), undefined);
    }
    const sample = events.find(({ name }) => name === "notification").sample;
    for (const text of [tawqee.signNotification(sample.input), body(NOTIFICATION), ` \ufeff ${body(NOTIFICATION)}`.trimStart(), `\n${body(NOTIFICATION)}\u00a0\n`]) {
      assert.equal(sameEvent(text), undefined, text);
    }
    assert.equal(sameEvent(new TextEncoder().encode(body(NOTIFICATION)).buffer), undefined);
  });

  test("every token in every field", () => {
    const { fields } = results.find(({ name }) => name === "FawryNotification");
    const names = new Set([...fields.map(({ name }) => name), ...SIGNED, "referenceNumber", "customerProfileId", "expirationTime", "dedupeKey", "state", "orderItems"]);
    assert.ok(names.size > 25, [...names].join());
    for (const name of names) {
      sameEvent(body({ ...NOTIFICATION, [name]: undefined }));
      for (const token of TOKENS) {
        sameEvent(body({ ...NOTIFICATION, [name]: token }));
        // Amounts of other forms are signed with two decimals.
        for (const text of ["100.00", "840.00", "152.00", "152.10", "0.50", "1.50"]) if (name.endsWith("Amount")) sameEvent(body({ ...NOTIFICATION, [name]: token }, { [name]: text }));
      }
    }
    for (const token of TOKENS) for (const name of ["itemCode", "price", "quantity"]) sameEvent(body({ ...NOTIFICATION, orderItems: `[{"${name}":${token}}]` }));
  });

  test("signatures and keys", () => {
    const right = body(NOTIFICATION);
    const signature = JSON.parse(right).messageSignature;
    for (const wrong of ['""', "null", "5", "true", '"abc"', `"${signature.slice(1)}"`, `"${signature.slice(1)}g"`, `"${signature.toUpperCase()}"`, `"${"0".repeat(64)}"`, `"${signature} "`, `"${"é".repeat(64)}"`]) {
      sameEvent(right.replace(`"${signature}"`, wrong));
    }
    for (const [from, to] of [["PAID", "NEW"], ["152", "153"], ["970177", "970178"]]) assert.equal(sameEvent(right.replace(from, to)), "SIGNATURE_MISMATCH");
    const rotating = sides({ ...CREDENTIALS, secureKey: ["new", "old"] });
    for (const [key, code] of [["new", undefined], ["old", undefined], ["none", "SIGNATURE_MISMATCH"]]) assert.equal(sameEvent(body(NOTIFICATION, {}, key), rotating), code);
    const [input] = inputsOf("refund");
    same(() => "the newest key signs", () => rotating[0].refund(input), () => rotating[1].refund(input));
  });

  test("what is not one JSON object", () => {
    const right = body(NOTIFICATION);
    const nested = (levels) => right.replace("{", `{"deep":${"[".repeat(levels)}1${"]".repeat(levels)},`);
    for (const text of [
      "", " ", "null", "5", '"x"', "[]", "true", "<html>", "{", "}", `${right} x`, `${right}}`, right.slice(0, -1), right.replace("{", "{,"), right.replaceAll(",", ",,"), right.replace(/}$/, ",}"), right.replaceAll('"', "'"),
      right.replace("{", '{"orderStatus":"PAID",'), right.replace("{", '{"\\u006frderStatus":"PAID",'), right.replace("{", '{"a":{"b":1,"b":1},'), right.replace("{", '{"a":{"b":1,"\\u0062":1},'), right.replace("{", '{"__proto__":{"state":"paid"},'),
      right.replace("{", '{"a":"\\ud800",'), right.replace("{", '{"a":"\ud800",'), right.replace("{", '{"a":01,'), right.replace("{", '{"a":1.,'), right.replace("{", '{"a":+1,'), right.replace("{", '{"a":NaN,'), right.replace("{", '{"a":"\\x",'), right.replace("{", '{"a":"\u0001",'),
      right.replace("{", '{"a":"\n",'), nested(30), nested(31), nested(32), nested(33), nested(40), right.replace("{", `{"long":"${"x".repeat(1024 * 1024)}",`), right.replace("{", `{"long":"${"ع".repeat(524_200)}",`), right.replace("{", '{"constructor":1,"toString":{"a":2},'),
    ]) sameEvent(text);
    for (const value of [undefined, null, 5, {}, [], new Map(), () => 1, new Uint8Array(0), new Uint8Array([0xff, 0xfe]), Buffer.from(`${right}\xff`, "latin1"), new Uint8Array(1024 * 1024 + 1), JSON.parse(right)]) sameEvent(value);
  });
});

test("enough was refused, and enough accepted, to say something", () => {
  const least = { accepted: 3000, MISSING_FIELD: 200, INVALID_FIELD: 20_000, UNKNOWN_FIELD: 300, INVALID_AMOUNT: 1000, MALFORMED_BODY: 200, SIGNATURE_MISSING: 3, SIGNATURE_MISMATCH: 50 };
  for (const [code, count] of Object.entries(least)) assert.ok((counted.get(code) ?? 0) >= count, `${code}: ${counted.get(code)}`);
});
