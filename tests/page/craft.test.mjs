/** How it is operated: by keyboard, by finger, with forced colours, larger text and on paper. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { settled } from "./browser.mjs";
import { site } from "./site.mjs";

const PLACES = ["#/debug", "#/debug/Fawry/refund", "#/build/UPayments/charge", "#/webhook/upayments"];

test("arrow keys walk the mistakes in the direction of reading, and Enter opens one", async () => {
  for (const [lang, forward] of [["en", "ArrowRight"], ["ar", "ArrowLeft"]]) {
    const { page, close } = await site.open(`#/debug?lang=${lang}`);
    const at = () => page.evaluate(() => [...document.querySelectorAll(".mistake")].indexOf(document.activeElement));
    await page.locator(".mistake").first().focus();
    for (const [key, wanted] of [[forward, 1], [forward, 2], ["Home", 0], ["End", 14]]) {
      await page.keyboard.press(key);
      assert.equal(await at(), wanted, `${lang} ${key}`);
    }
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    const below = await at();
    assert.ok(below > 1, `${below}`);
    await page.keyboard.press("ArrowUp");
    assert.equal(await at(), 0);
    await page.keyboard.press(forward);
    await page.keyboard.press("Enter");
    await page.locator('.mistake[aria-current][href$="/amount-thousands-separators"]').waitFor();
    await close();
  }
});

test("what fingers touch is 44 pixels high, in both languages", async () => {
  for (const lang of ["en", "ar"]) {
    for (const place of PLACES) {
      const { page, close } = await site.open(`${place}?lang=${lang}`, { width: 390 });
      await settled(page);
      const small = await page.locator("button, select, input, summary, .mistake, .links a").evaluateAll((all) => all.filter((element) => element.getClientRects().length && !element.closest(".hidden")).flatMap((element) => {
        const target = element.type === "radio" ? element.closest("label") : element;
        const { width, height } = target.getBoundingClientRect();
        return height < 43.5 && !target.classList.contains("reveal") ? [`${target.className || target.tagName} ${width}x${height}`] : [];
      }));
      assert.deepEqual(small, [], place);
      await close();
    }
  }
});

test("on a phone the answer stands before the account, and behind the key where that is asked for", async () => {
  for (const [place, inFront] of [["#/build/Fawry/refund", true], ["#/webhook/fawry-v2", true], ["#/debug", false]]) {
    const { page, close } = await site.open(place, { width: 390 });
    await settled(page);
    const [answer, account] = await page.evaluate(() => [".results > .card:not([hidden])", ".account"].map((selector) => document.querySelector(selector).getBoundingClientRect().top));
    assert.equal(answer < account, inFront, place);
    await close();
  }
});

test("with forced colours the chosen tab looks other than the rest", async () => {
  const { page, close } = await site.open("#/debug");
  await page.emulateMedia({ forcedColors: "active" });
  const looks = await page.locator(".top-tabs .tab").evaluateAll((all) => all.map((tab) => getComputedStyle(tab).backgroundColor));
  assert.equal(looks.filter((look) => look === looks[0]).length, 1, looks.join());
  await close();
});

test("text that a visitor has made larger makes everything larger, and it still fits", async () => {
  const { page, close } = await site.open("#/debug", { width: 640 });
  const sizes = () => page.evaluate(() => [".card-title", ".editor-area", ".part-name", "label"].map((selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)));
  const usual = await sizes();
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  assert.deepEqual(await sizes(), usual.map((size) => size * 2));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  await close();
});

test("on paper there is the answer, and neither keys nor buttons", async () => {
  const { page, close } = await site.open("#/debug/Fawry/refund");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".account:visible, .top:visible, .mistakes:visible, .copy:visible").count(), 0);
  assert.ok(await page.locator(".cause").first().isVisible());
  await close();
});
