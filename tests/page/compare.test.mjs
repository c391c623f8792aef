/** Two strings compared by part, and what links a part with its field. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { byPart, placesOf } from "../../www/app/by-part.js";
import { arrived, classOf, gateway } from "../../www/app/library.js";
import { placeInText } from "../../www/app/linked.js";
import { mistakes } from "../../www/app/mistakes.js";
import { asForm } from "../../www/app/state.js";
import { strings as ar } from "../../www/app/strings/ar.js";
import { strings as en } from "../../www/app/strings/en.js";
import { clipboard, settled, waitForStatus } from "./browser.mjs";
import { site } from "./site.mjs";

await arrived;
const parts = (...texts) => texts.map((text, index) => ({ name: `p${index}`, text }));
const side = (runs, without) => runs.filter(({ kind }) => kind !== without).map(({ text }) => text).join("");
const told = (theirs, ...texts) => byPart(theirs, parts(...texts)).map(({ runs }) => side(runs, "added"));

test("a difference belongs to the part it is in, to the one that is left out there, or to the one before", () => {
  assert.deepEqual(told("ab362.5key", "ab", "362.50", "key"), ["ab", "362.5", "key"]);
  assert.deepEqual(told("m1,234.50key", "m", "1234.50", "key"), ["m", "1,234.50", "key"]);
  assert.deepEqual(told("mm931key", "m", "931", "key"), ["mm", "931", "key"]);
  assert.deepEqual(told("m931nullkey", "m", "931", "", "key"), ["m", "931", "null", "key"]);
  assert.deepEqual(told("m|931|key\n", "m", "931", "key"), ["m|", "931|", "key\n"]);
  assert.deepEqual(told("", "m", "", "key"), ["", "", ""]);
  assert.deepEqual(told("x", ""), ["x"]);
});

test("values with little in common are shown as wholes, others with the characters that differ", () => {
  const runs = (theirs, right) => byPart(theirs, parts("m", right))[1].runs.map(({ kind, text }) => `${kind}:${text}`);
  assert.deepEqual(runs("m150.00", "1.50"), ["removed:150.00", "added:1.50"]);
  assert.deepEqual(runs("m362.5", "362.50"), ["same:362.5", "added:0"]);
  assert.equal(runs('m{"a": 1, "b": 2, "c": 3}', '{"a":1,"b":2,"c":3}').filter((run) => run === "removed: ").length, 5);
});

test("parts in another order have places, and other texts have none", () => {
  assert.deepEqual(placesOf("cab", parts("a", "b", "", "c")), [2, 3, undefined, 1]);
  assert.deepEqual(placesOf("abc", parts("a", "b", "", "c")), [1, 2, undefined, 3]);
  assert.deepEqual(placesOf("1112", parts("11", "1", "2")), [1, 2, 3]);
  assert.deepEqual(placesOf("1211", parts("11", "1", "2")), [3, 1, 2]);
  assert.equal(placesOf("cabx", parts("a", "b", "", "c")), undefined);
  assert.equal(placesOf("a", parts("a", "b")), undefined);
  assert.equal(placesOf("1".repeat(61), parts(...Array(60).fill("1"))), undefined);
});

test("items in another order are compared by their places", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, problems, close } = await site.open(`#/debug/mistake/items-in-other-order?lang=${lang}`);
    await waitForStatus(page, "warn");
    const rows = await page.locator(".compare tbody tr").evaluateAll((all) => all.map((row) => [row.className, row.dataset.part, [...row.querySelectorAll(".place")].map(({ textContent }) => textContent)]));
    assert.deepEqual(rows.find(([, part]) => part === "merchantCode"), ["row-alike", "merchantCode", ["1", "1"]]);
    assert.deepEqual(rows.filter(([look]) => look === "row-changed").map(([, , [theirs, right]]) => Number(theirs) - Number(right)), [3, 3, 3, -3, -3, -3]);
    assert.equal(await page.locator(".compare-sum").innerText(), words["diff.order"]);
    assert.equal(await page.locator(".compare del, .compare ins").count(), 0);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("the rows of both sides are the two strings, whatever they are", () => {
  let state = 11;
  const random = () => (state = (state * 48271) % 2147483647);
  const word = (most) => Array.from({ length: random() % most }, () => "ab0.é𝟘"[random() % 6] ?? "").join("");
  for (let round = 0; round < 800; round += 1) {
    const right = parts(...Array.from({ length: 1 + (random() % 6) }, () => word(6)));
    const theirs = word(24);
    const rows = byPart(theirs, right);
    assert.deepEqual(rows.map(({ runs }) => side(runs, "removed")), right.map(({ text }) => text));
    assert.equal(rows.map(({ runs }) => side(runs, "added")).join(""), theirs);
  }
});

test("of the frequent mistakes the changed rows are those of the fields concerned", () => {
  for (const { id, class: name, operation, input, options, signature } of mistakes) {
    const merchant = gateway(name, asForm(classOf(name).config));
    const { parts: right } = merchant.explain(operation, input, options);
    const [cause] = signature === "{signed}" ? [] : merchant.diagnose(operation, input, signature, options).causes;
    if (!cause?.stringToSign || cause.fields.length === 0) continue;
    const changed = byPart(cause.stringToSign, right, cause.fields).filter((row) => row.changed).map(({ part }) => part.name);
    const concerned = (field) => changed.some((part) => part.includes(field) || part === "body");
    assert.ok(changed.length === 0 || cause.fields.some(concerned), `${id}: ${changed} for ${cause.fields}`);
  }
});

test("a field is found in whatever text names it", () => {
  for (const text of ['{"refundAmount": 20.5, "x": 1}', "-d 'refundAmount=20.5&x=1'", '"{\\"refundAmount\\":\\"20.5\\"}"', "https://x/?refundAmount=20.5#a"]) {
    const { start, end } = placeInText(text, "refundAmount");
    assert.match(text.slice(start, end), /^\\?"?refundAmount.*20\.5(\\?")?$/, text);
  }
  assert.equal(placeInText('{"merchantRefundAmount":1}', "refundAmount"), undefined);
  assert.equal(placeInText("a", "&="), undefined);
});

test("changed parts come first, with their characters, and lead to the field", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, problems, close } = await site.open(`#/debug/mistake/amount-not-padded?lang=${lang}`);
    await waitForStatus(page, "warn");
    const rows = await page.locator(".compare tbody tr").evaluateAll((all) => all.map((row) => [row.className, row.dataset.part]));
    assert.deepEqual(rows[0], ["row-changed", "refundAmount"]);
    assert.deepEqual(rows.slice(1).map(([look]) => look), Array(rows.length - 1).fill("row-alike"));
    assert.deepEqual(await page.locator(".row-changed td").allInnerTexts(), ["362.5", "362.50"]);

    await page.locator(".row-changed").hover();
    assert.deepEqual(await page.locator("[data-linked]").evaluateAll((all) => all.map(({ tagName, dataset }) => [tagName, dataset.part])),
      [["TR", "refundAmount"], ["LI", "refundAmount"], ["TR", "refundAmount"]]);
    assert.match((await page.locator(".pointed").allInnerTexts()).join(""), /refundAmount.*362\.50?/);
    await page.locator(".row-changed .part-link").click();
    const chosen = await page.evaluate(() => {
      const area = document.activeElement;
      return area.value.slice(area.selectionStart, area.selectionEnd);
    });
    assert.match(chosen, /^"refundAmount"/);
    assert.ok(words["parts.go"]);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("what is selected and copied has the characters themselves, not their signs", async () => {
  const { page, close } = await site.open("#/debug/Fawry/refund?lang=en");
  await page.getByLabel(en["debug.own"]).fill("1tSa6uxz2nTwlaAmt38enA==99900642041\u200f362.5 \tItem not as described{secureKey}");
  await page.locator(".sample-bar button").click();
  await page.locator('.compare [data-sign="RLM"]').waitFor();
  await settled(page);
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('.compare [data-sign="RLM"]').closest("td")));
  await page.keyboard.press("ControlOrMeta+C");
  assert.equal((await clipboard(page)).trim(), "\u200f362.5");
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector(".parts")));
  await page.keyboard.press("ControlOrMeta+C");
  const parts = await clipboard(page);
  assert.ok(!/[·↵∅]/.test(parts), parts);
  await close();
});
