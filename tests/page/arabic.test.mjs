/** What the library says has its Arabic: what the catalog holds, errors, findings and notes. */
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

import { arrived, classes, diagnoseRequest, gateway, library as tawqee } from "../../www/app/library.js";
import { advice } from "../../www/app/hints.js";
import * as arabic from "../../www/app/strings/arabic.js";
import { refusals } from "../../www/app/strings/refusals.ar.js";
import { PLACE, counted } from "../../www/app/plural.js";
import { asForm } from "../../www/app/state.js";
import { translator } from "../../www/app/translate.js";
import { webhookKinds } from "../../www/app/webhooks.js";
import { statusOf } from "./browser.mjs";
import { pastes } from "./pastes.mjs";
import { site } from "./site.mjs";

await arrived;
const translate = translator(arabic);
const PLACES = new RegExp(PLACE, "g");
const codes = (text) => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code).sort();

/** Every text of the catalog that the page shows. */
function texts() {
  const found = new Set();
  const type = ({ fields }) => fields.forEach(({ doc, rule, members }) => {
    for (const text of [doc, rule]) if (text) found.add(text);
    if (members) type(members);
  });
  for (const { title } of webhookKinds) found.add(title);
  for (const { options, operations } of classes) {
    type(options);
    for (const { summary, unsigned, input, samples } of operations) {
      for (const text of [summary, unsigned, ...samples.map(({ title }) => title)]) if (text) found.add(text);
      type(input);
    }
  }
  return found;
}

test("every text of the catalog has its Arabic, and there is none for a text that is gone", () => {
  const events = classes.flatMap((kind) => kind.events.map(({ summary }) => summary));
  const shown = texts();
  assert.ok(shown.size > 400, `${shown.size} texts`);
  assert.deepEqual([...shown].filter((text) => !Object.hasOwn(arabic.library, text)), []);
  assert.deepEqual(Object.keys(arabic.library).filter((text) => !shown.has(text) && !events.includes(text)), []);
});

test("the Arabic has the same code in it, and is Arabic", () => {
  for (const [english, text] of Object.entries(arabic.library)) {
    for (const code of codes(english)) assert.ok(text.includes(code), `${code} in ${text}`);
    assert.equal(text.split("`").length % 2, 1, text);
    if (/[a-z]{3,} [a-z]{2,}/.test(english.replace(/`[^`]*`/g, ""))) assert.match(text, /\p{Script=Arabic}/u, english);
  }
  for (const [english, text] of arabic.templates) {
    const places = english.split("{}").length - 1;
    for (const [, number, forms] of text.matchAll(PLACES)) {
      assert.ok(Number(number) <= places, text);
      assert.ok(!forms || forms.split("|").length === 5, text);
    }
    assert.match(text, /\p{Script=Arabic}/u, english);
  }
});

test("no template stands in the way of another", () => {
  for (const [english, text] of arabic.templates) {
    const filled = english.replaceAll("{}", "x1");
    const pieces = text.split(/(`[^`]+`)/).map((piece) => piece.replace(PLACES, (_, place, forms) => (piece.startsWith("`") ? "x1" : `\`x1\`${forms ? ` ${forms.split("|").at(-1)}` : ""}`)));
    assert.equal(translate(filled), pieces.join(""), english);
    assert.equal(translate(filled).split("`").length % 2, 1, english);
  }
});

test("a noun agrees with its number", () => {
  const forms = "حرف واحد|حرفان|أحرف|حرفًا|حرف";
  const wanted = { 0: "0 حرف", 1: "حرف واحد", 2: "حرفان", 3: "3 أحرف", 10: "10 أحرف", 11: "11 حرفًا", 99: "99 حرفًا", 100: "100 حرف", 103: "103 أحرف", 255: "255 حرفًا", "x": "x حرف" };
  for (const [number, text] of Object.entries(wanted)) assert.equal(counted(number, number, forms).join(""), text);
  assert.equal(translate("is longer than 5 characters"), "أطول من `5` أحرف");
  assert.equal(translate("is longer than 40 characters"), "أطول من `40` حرفًا");
  const { "debug.unexplained": tried } = arabic.strings;
  assert.equal(PLACE.exec(tried)[2].split("|").length, 5);
});

test("a translation fills in what the English had, and falls back to nothing", () => {
  assert.equal(translate("is a number, not a string."), "عدد، والمطلوب نص.");
  assert.equal(translate("refundAmount has 3 decimals, at most 2 are possible."), "`refundAmount` فيه `3` خانات عشرية، والحد الأقصى `2`.");
  assert.equal(translate("write en, ar or fr"), "اكتب `en` أو `ar` أو `fr`");
  assert.equal(translate("orderRefNo, merchantAccount were hashed from last to first."), "دخلت `orderRefNo`، `merchantAccount` بترتيب معكوس.");
  assert.equal(translate("starts with a byte-order mark, U+FEFF"), "يبدأ بحرف لا يُرى: `U+FEFF`");
  assert.equal(translate("Wholly unknown words."), undefined);
  assert.equal(translate("The operation has no field __proto__, as far as it is documented."), "ليس في العملية حقل `__proto__` فيما هو موثّق.");
});

const WRONG = ["", " ", null, "x", "abc def", -1, 0, 1.234, "1,5", "1e5", "٠١", "\u200f", true, {}, [], "x".repeat(3000), "http://x", "999999999999999", undefined];

function* places(value, path = []) {
  for (const [name, member] of Object.entries(value)) {
    yield [...path, name];
    if (member && typeof member === "object") yield* places(member, [...path, name]);
  }
}

function put(value, [name, ...rest], other) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[name] = rest.length ? put(value[name], rest, other) : other;
  return copy;
}

test("what the library answers to wrong input has its Arabic", () => {
  const missing = new Set();
  let errors = 0;
  const provoke = (work) => {
    try {
      work();
    } catch (error) {
      errors += 1;
      let bare = error.message;
      for (const prefix of [`${error.operation}: `, `${error.field}: `, `${error.field} `]) if (bare.startsWith(prefix)) bare = bare.slice(prefix.length);
      if (error.hint && bare.endsWith(` (${error.hint})`)) bare = bare.slice(0, -error.hint.length - 3);
      for (const text of [bare, error.hint]) if (text && !translate(text)) missing.add(text);
    }
  };
  for (const { class: name, config, options, operations } of classes) {
    const merchant = gateway(name, asForm(config));
    for (const { name: option } of options.fields) for (const wrong of WRONG) provoke(() => new (tawqee()[name])(put(config, [option], wrong)));
    for (const { name: operation, input, samples } of operations) {
      const [sample] = samples;
      for (const place of places(sample.input)) for (const wrong of WRONG) provoke(() => merchant[operation](put(sample.input, place, wrong), sample.options));
      for (const field of input.fields) if (!(field.name in sample.input)) for (const wrong of WRONG) provoke(() => merchant[operation]({ ...sample.input, [field.name]: wrong }, sample.options));
      provoke(() => merchant[operation]({ ...sample.input, zzz: 1 }, sample.options));
    }
  }
  assert.ok(errors > 4000, `${errors} errors`);
  assert.deepEqual([...missing], []);
});

test("findings, checks and notes have their Arabic", async () => {
  const missing = new Set();
  let seen = 0;
  const look = ({ findings = [], checks = [], note }) => {
    for (const { title, detail, fix } of [...findings, ...checks]) {
      for (const text of [title, detail, fix]) {
        seen += 1;
        if (!translate(text)) missing.add(text);
      }
    }
    if (note && !translate(note)) missing.add(note);
  };
  const fawry = gateway("Fawry", asForm(classes.find(({ class: name }) => name === "Fawry").config));
  const bodies = Object.values(pastes("259af31fc2f74453b3a55739b21ae9ef"));
  for (const text of [...bodies, ...bodies.map((body) => body.replace("POST", "PUT").replace("atfawry.fawrystaging.com", "www.atfawry.com").replace("refundAmount", "refundAmont"))]) {
    try {
      look(diagnoseRequest(fawry, text));
    } catch (error) {
      assert.equal(error.code, "MALFORMED_BODY");
    }
  }
  // Every title in the source of the core.
  const folder = new URL("../../src/signing/diagnose/pasted/", import.meta.url);
  for (const name of await readdir(folder)) {
    const source = (await readFile(new URL(name, folder), "utf8")).split("#[cfg(test)]")[0];
    for (const [, title] of source.matchAll(/finding\(\s*"[\w-]+",\s*(?:None|Some\([^)]*\)),\s*"([^"]+)"/g)) {
      seen += 1;
      if (!translate(title)) missing.add(title);
    }
  }
  assert.ok(seen > 60, `${seen} texts`);
  assert.deepEqual([...missing], []);
});

test("what the gateways mean by their codes has its Arabic, and nobody is told to call the library", async () => {
  const texts = new Set();
  for (const gateway of ["fawry", "pay3", "fatora", "upayments"]) {
    const source = await readFile(new URL(`../../src/${gateway}/errors.rs`, import.meta.url), "utf8");
    const rows = source.split("#[cfg(test)]")[0].replace(/^\/\/.*$/gm, "");
    for (const [, literal] of rows.matchAll(/"((?:[^"\\]|\\[\s\S])*)"/g)) if (!/^\d+$/.test(literal)) texts.add(literal.replace(/\\\n\s*/g, "").replaceAll('\\"', '"'));
  }
  assert.ok(texts.size > 140, `${texts.size} texts`);
  const advised = [...texts].map(advice).filter(Boolean);
  assert.deepEqual(advised.filter((text) => !translate(text)), []);
  assert.deepEqual(advised.filter((text) => /\(\.\.\.\)/.test(text)), []);
  assert.equal(translate(`The gateway answered 9946: signature blank or invalid.`), "أجابت البوابة بالرمز `9946`: التوقيع فارغ أو غير صالح.");
  const known = new Set([...texts].map((text) => advice(text).replace(/\.$/, "").toLowerCase()));
  assert.deepEqual(refusals.filter(([english]) => !known.has(english.toLowerCase())), []);
});

test("why a body is not JSON has its Arabic", async () => {
  const broken = [
    '{"a":1,}', "{'a':1}", '{"aab":1,"aab":2}', '{"4242 4242":1,"4242 4242":2}', "\ufeff{,}", '{"a":1', '{"a":"\\ud83d"}', '{"a":1 "b":2}', "{a:1}", '{"a":None}', "{“a”:1}",
    '{"a":1 // x\n}', '{"a":+1}', '{"a":}', '{"a":"x\ny"}', '{"a":"\\x"}', '{"a":"x"y"}', "{} x", '{"__proto__":1}', "[".repeat(50), '{"a":1}}',
  ];
  const fawry = gateway("Fawry", asForm(classes.find(({ class: name }) => name === "Fawry").config));
  const said = broken.map((body) => {
    const { findings } = diagnoseRequest(fawry, `POST /ECommerceWeb/Fawry/payments/refund HTTP/1.1\nHost: atfawry.fawrystaging.com\nContent-Type: application/json\n\n${body}`);
    return findings.find(({ id }) => id === "body-not-json");
  });
  assert.ok(said.filter(Boolean).length > 15, said.length);
  for (const { detail, fix } of said.filter(Boolean)) {
    assert.match(translate(detail), /^السطر `\d+`، العمود `\d+`: \P{Script=Latin}/u, detail);
    assert.doesNotMatch(translate(detail).replaceAll(/`[^`]*`|JSON|BOM|\(surrogate pair\)/g, ""), /[a-z]/i, detail);
    assert.ok(translate(fix), fix);
  }
  // Every reason in the source of the core, with its remedy.
  const source = await readFile(new URL("../../src/signing/diagnose/pasted/content.rs", import.meta.url), "utf8");
  const text = (literal) => JSON.parse(`"${literal}"`);
  const pairs = [...source.split("#[cfg(test)]")[0].matchAll(/\(\s*"([a-z][^"]+)",\s*"((?:[^"\\]|\\.)+)",?\s*\)/g)];
  assert.ok(pairs.length >= 13, `${pairs.length} reasons`);
  assert.deepEqual(pairs.flatMap(([, reason, fix]) => [text(reason), text(fix)]).filter((found) => !translate(found)), []);
});

test("nothing on the Arabic page stays in English but code", async () => {
  for (const place of ["build/Fawry/charge", "build/UPayments/charge", "build/Pay3/payout", "debug/mistake/fields-swapped", "webhook/upayments"]) {
    const { page, close } = await site.open(`#/${place}?lang=ar`);
    await statusOf(page);
    for (const fold of await page.locator("details.more:visible > summary").all()) await fold.click();
    assert.deepEqual(await page.locator('#tool [lang="en"]').allInnerTexts(), [], place);
    await close();
  }
});
