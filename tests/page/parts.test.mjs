/** The parts of the page that need no browser. */
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { access, readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

import { diff, visible } from "../../www/app/diff.js";
import { lineOf, placeOf, readJson, writeJson } from "../../www/app/json.js";
import { languageOf } from "../../www/app/language.js";
import { classOf, classes } from "../../www/app/library.js";
import { mistakes } from "../../www/app/mistakes.js";
import { beginSample, isSample, makeOwn, undo } from "../../www/app/ownership.js";
import { accountForPaste, accountOfPaste, placeOfPaste } from "../../www/app/paste.js";
import { isDigest, mayBeKey } from "../../www/app/privacy.js";
import { addressOf, readAddress } from "../../www/app/share.js";
import { configOf, state, useDemoAccount } from "../../www/app/state.js";
import { causes } from "../../www/app/strings/causes.ar.js";
import { strings as ar } from "../../www/app/strings/ar.js";
import { strings as en } from "../../www/app/strings/en.js";
import { withoutReference } from "../../www/app/webhooks.js";

const app = new URL("../../www/app/", import.meta.url);

test("both languages say everything, with the same places to fill in", () => {
  assert.deepEqual(Object.keys(ar), Object.keys(en));
  const places = (text) => [...text.matchAll(/\{(\w+)/g)].map(([, place]) => place).sort();
  for (const [key, text] of Object.entries(en)) {
    assert.ok(text.trim() && ar[key].trim(), key);
    assert.deepEqual(places(ar[key]), places(text), key);
    assert.match(ar[key], /\p{Script=Arabic}/u, key);
  }
});

test("every documented cause has its Arabic words", async () => {
  const table = await readFile(new URL("../../docs/causes.md", import.meta.url), "utf8");
  const ids = [...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, id]) => id);
  assert.ok(ids.length > 50);
  assert.deepEqual(Object.keys(causes).sort(), ids.sort());
  for (const [id, [title, fix]] of Object.entries(causes)) assert.ok(/\p{Script=Arabic}/u.test(title) && /\p{Script=Arabic}/u.test(fix), id);
});

test("every text that the code names is there, and none that it does not name", async () => {
  const files = (await readdir(app)).filter((name) => name.endsWith(".js"));
  const code = (await Promise.all(files.map((name) => readFile(new URL(name, app), "utf8")))).join("\n");
  const whole = [...code.matchAll(/["'`]([a-z]+(?:\.[\w-]+)+|tagline|tools|links|share|copy|copied|optional)["'`]/g)].map(([, key]) => key);
  const stems = [...code.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, stem]) => stem);
  const ends = [...code.matchAll(/`\$\{\w+\}(\.\w+)`/g)].map(([, end]) => end);
  for (const [, key] of code.matchAll(/\b(?:t|rich)\("([^"]+)"/g)) assert.ok(key in en, `no text for ${key}`);
  const used = (key) => whole.includes(key) || stems.some((stem) => key.startsWith(stem)) || ends.some((end) => key.endsWith(end));
  assert.deepEqual(Object.keys(en).filter((key) => !used(key)), []);
});

test("the page's file says what it is before a script has run, in both languages", async () => {
  const html = await readFile(new URL("../index.html", app), "utf8");
  const shown = { tagline: "tagline", heading: "debug.heading", lead: "debug.lead", causes: "links.causes", documentation: "links.documentation", source: "links.source" };
  assert.deepEqual([...html.matchAll(/data-text="(\w+)"/g)].map(([, name]) => name), Object.keys(shown));
  for (const [name, key] of Object.entries(shown)) {
    const [, english, arabic] = new RegExp(`data-text="${name}"><span lang="en">([^<]*)</span><span lang="ar" dir="rtl">([^<]*)</span>`).exec(html);
    assert.deepEqual([english, arabic], [en[key], ar[key]]);
  }
  assert.ok(html.includes(`<title>${en["debug.title"]} · Tawqee</title>`));
  for (const [, href] of html.matchAll(/<a href="([^"]+)"/g)) await access(new URL(`../${href}`, app));
  for (const name of ["description", "og:title", "og:description"]) assert.match(html, new RegExp(`="${name}" content="[^"]{20,}"`));
});

test("the language is the one of the address, else the first of the browser's that there is", () => {
  assert.equal(languageOf("#/debug?lang=ar", ["en-GB"]), "ar");
  assert.equal(languageOf("#/debug?lang=toString", ["fr", "ar-EG", "en"]), "ar");
  assert.equal(languageOf("", []), "en");
});

test("JSON is read with the place of every field", () => {
  const text = '{ "a": [ { "price": 1.50 } ],\n  "b": "x\\n", "big": 12345678901234567890 }';
  const { value, places } = readJson(text);
  assert.deepEqual(value, { a: [{ price: 1.5 }], b: "x\n", big: 12345678901234567890n });
  const { start, end, key } = places.get("a[0].price");
  assert.equal(text.slice(start, end), "1.50");
  assert.equal(text.slice(key.start, key.end), '"price"');
  assert.equal(placeOf(places, "a[0].missing").start, text.indexOf("{", 2));
  assert.equal(placeOf(places, "missing"), undefined);
  assert.equal(lineOf(text, places.get("b").start), 2);
});

test("JSON is written as JSON.stringify writes it, with whole numbers of any length", () => {
  const values = [{}, [], { a: [], b: {} }, [1, "x\n", null, true, { a: undefined, b: [{}] }], "é", { "": 0 }];
  for (const value of values) {
    assert.equal(writeJson(value), JSON.stringify(value));
    assert.equal(writeJson(value, "  "), JSON.stringify(value, null, 2));
  }
  assert.equal(writeJson({ big: 12345678901234567890n }), '{"big":12345678901234567890}');
});

test("JSON that is wrong says what and where", () => {
  const wrong = {
    '{"a":1,}': ["name", 7],
    '{"a" 1}': ["colon", 5],
    '{"a":1 "b":2}': ["comma", 7],
    '{"a":1,"a":2}': ["duplicate", 7],
    '{"a":1': ["ended", 6],
    '{"a":"x': ["ended", 7],
    '{"a":01}': ["unexpected", 5],
    '{"a":\'x\'}': ["unexpected", 5],
    '{"a":"\\x"}': ["escape", 5],
    '{"a":"1\n"}': ["control", 7],
    "{} {}": ["trailing", 3],
    ["[".repeat(100)]: ["deep", 65],
  };
  for (const [text, [reason, at]] of Object.entries(wrong)) assert.deepEqual(readJson(text).error, { reason, at }, text);
  for (const text of ["{}", "[]", "0", "-1.5e3", '"\\u0041"', "null", ' {"a" : [ ] } ']) {
    assert.deepEqual(readJson(text).value, JSON.parse(text));
  }
});

test("a sample and the visitor's own are parted by the first edit, and brought back", () => {
  const target = state.debug;
  Object.assign(target, { owner: "sample", input: "sample", signature: "sample", mistake: "x" });
  configOf("Fawry");
  target.input = "typed";
  assert.ok(makeOwn(target, "Fawry", "input"));
  assert.deepEqual([target.input, target.signature, target.mistake, configOf("Fawry").secureKey], ["typed", "", "", undefined]);
  assert.ok(!makeOwn(target, "Fawry", "input"), "only the first edit");
  configOf("Fawry").secureKey = "mine";
  undo(target, "Fawry");
  assert.deepEqual([target.input, target.signature, configOf("Fawry").secureKey], ["typed", "sample", "mine"]);
  assert.ok(configOf("Fawry").merchantCode && !isSample(target), "what was brought back is not cleared again");
  useDemoAccount("Fawry");
  Object.assign(target, { owner: "own", signature: "mine" });
  beginSample(target);
  Object.assign(target, { signature: "another sample" });
  undo(target, "Fawry");
  assert.deepEqual([target.owner, target.signature], ["own", "mine"]);
  Object.assign(target, { owner: "sample", input: "", signature: "" });
});

test("a paste says what the account needs, but for the key", () => {
  const code = "1tSa6uxz2nTwlaAmt38enA==";
  for (const text of [`{"merchantCode":"${code}"}`, `{\\"merchantCode\\": \\"${code}\\"}`, `?merchantCode=${encodeURIComponent(code)}&x=1`, `"merchantAccount": "${code}",`,
    `'merchantCode' => '${code}',`, `    [merchantCode] => ${code}\n`, `["merchantCode"]=>\n  string(24) "${code}"`, `"MerchantCode":"${code}"`]) {
    assert.deepEqual(accountOfPaste(text, {}), { merchantCode: code }, text);
    assert.deepEqual(accountOfPaste(text, { merchantCode: "typed" }), {});
  }
  for (const text of ["'merchantCode' => $code,", "merchantCode: config.code1,", "merchantCode: code", "merchantCode: codes[0]", 'merchantCode: "${code1}"', '"merchantCode": "{{merchant_code_1}}"']) assert.deepEqual(accountOfPaste(text, {}), {}, text);
  assert.deepEqual(accountOfPaste("https://demo.pay3.app/x -H 'authorization: Bearer abc'", {}), { token: "abc", hostname: "demo" });
});

test("a paste says its gateway and environment, unless it says several", () => {
  const places = {
    "POST https://www.atfawry.com/ECommerceWeb/Fawry/payments/charge": ["Fawry", "production"],
    "Host: atfawry.fawrystaging.com": ["Fawry", "staging"],
    '{"merchantRefNum":"1","notificationUrl":"https://shop.example/x-signature"}': [undefined, undefined],
    '{"merchantRefNum":"1"}': ["Fawry", undefined],
    "curl https://apiv2api.upayments.com/api/v1/charge": ["UPayments", "live"],
    "curl https://dev-apiv2api.upayments.com/api/v1/charge": ["UPayments", "dev"],
    "HTTP_X_SIGNATURE: abc": ["UPayments", undefined],
    "https://demo.pay3.app/v1/client/fiat_refund": ["Pay3", undefined],
    "https://www.atfawry.com and https://demo.pay3.app": [undefined, undefined],
    "": [undefined, undefined],
  };
  for (const [text, [className, environment]] of Object.entries(places)) assert.deepEqual(placeOfPaste(text), { className, environment }, text);
});

test("of an account for a paste only what signs is asked for", () => {
  const upayments = classOf("UPayments");
  assert.deepEqual(accountForPaste(upayments, { token: "", environment: "live", apiSecret: "k" }, "x-signature: 1"), { token: "unused", environment: "live", apiSecret: "k" });
  assert.throws(() => accountForPaste(upayments, { token: "" }, "x-signature: 1"), { code: "INVALID_CONFIG", field: "apiSecret" });
  assert.equal(accountForPaste(classOf("Fawry"), { merchantCode: "", secureKey: "k", environment: "staging" }, "").merchantCode, undefined);
});

test("each mistake has its own address, and a name", () => {
  assert.equal(new Set(mistakes.map(({ id }) => id)).size, mistakes.length);
  for (const { id } of mistakes) assert.ok(`mistake.${id}` in en && (id in causes || id === "profile-left-out"), id);
  assert.equal(addressOf({ tool: "debug", class: "mistake", operation: "amount-not-padded" }), "#/debug/mistake/amount-not-padded");
});

test("a diff leads from one text to the other, with as few changes as there are", () => {
  const random = seeded(7);
  const word = () => Array.from({ length: random() % 24 }, () => "ab0.é𝟘"[random() % 6] ?? "").join("");
  for (let round = 0; round < 500; round += 1) {
    const [from, to] = [word(), word()];
    const runs = diff(from, to);
    const without = (kind) => runs.filter((run) => run.kind !== kind).map(({ text }) => text).join("");
    assert.equal(without("added"), from);
    assert.equal(without("removed"), to);
  }
  assert.deepEqual(diff("362.5|x", "362.50|x"), [{ kind: "same", text: "362.5" }, { kind: "added", text: "0" }, { kind: "same", text: "|x" }]);
  assert.deepEqual(diff("same", "same"), [{ kind: "same", text: "same" }]);
});

test("characters that nobody sees get a sign", () => {
  const signs = visible("a b\u200f\u00a0\ufeff\u0301\n").filter(({ sign }) => sign).map(({ sign }) => sign);
  assert.deepEqual(signs, ["·", "RLM", "NBSP", "BOM", "U+0301", "↵"]);
});

test("only what has the shape of a digest goes into a link as a signature", () => {
  for (const algorithm of ["md5", "sha1", "sha256", "sha384", "sha512"]) {
    const hash = () => createHash(algorithm).update("x");
    for (const encoding of ["hex", "base64", "base64url"]) {
      assert.ok(isDigest(hash().digest(encoding)), `${algorithm} ${encoding}`);
      assert.equal(mayBeKey(hash().digest(encoding)), algorithm === "md5");
    }
  }
  for (const text of ["", "259af31fc2f74453", "merchant99931.50key", "4242424242424242", "12345678901234567890123456789012345678901234"]) {
    assert.ok(!isDigest(text), text);
  }
});

test("an address comes back as it went, and a broken one as nothing", () => {
  const place = { tool: "build", class: "Fawry", operation: "refund", lang: "ar", data: { input: '{"reason":"تالف & \\u0000"}' } };
  assert.deepEqual(readAddress(addressOf(place)), place);
  for (const hash of ["", "#", "#/x", "#/build/Fawry/refund?d=%%%", "#/build?d=bnVsbA", "#/build?d=eyJh"]) {
    assert.equal(readAddress(hash).data, undefined, hash);
  }
});

test("each sample mistake has the signature of the text that it says was signed", () => {
  for (const { id, class: name, signed, mac, encoding = "hex", signature } of [...mistakes, { id: "notification", class: "Fawry", ...withoutReference }]) {
    if (signed === undefined) continue;
    const { config } = classes.find((found) => found.class === name);
    const text = signed.replace(/\{(\w+)\}/, (whole, key) => config[key] ?? whole);
    if (signature === "{signed}") continue;
    const hash = mac ? createHmac("sha256", config[mac]) : createHash("sha256");
    assert.equal(signature, hash.update(text).digest(encoding), id);
  }
});

/** The same numbers in every run. */
function seeded(state) {
  return () => (state = (state * 48271) % 2147483647);
}
