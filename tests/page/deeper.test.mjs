/** The deeper search of the library, for signatures with three mistakes together: asked for, answered and cancelled. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { DEEPER } from "../../www/app/answer-question.js";
import { arrived, classOf, gateway } from "../../www/app/library.js";
import { strings as ar } from "../../www/app/strings/ar.js";
import { causes } from "../../www/app/strings/causes.ar.js";
import { TIMES_LONGER } from "../../www/app/search.js";
import { asForm } from "../../www/app/state.js";
import { strings as en } from "../../www/app/strings/en.js";
import { keepSample, settled, waitForStatus } from "./browser.mjs";
import { site } from "./site.mjs";

await arrived;
const { merchantCode, secureKey } = classOf("Fawry").config;
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const INPUT = '{ "referenceNumber": "931337410", "refundAmount": "20.50", "reason": "Item not as described" }';
const NOTIFICATION = { fawryRefNumber: "970177", merchantRefNumber: "9708f1ce", paymentAmount: "152.00", orderAmount: "150.00", orderStatus: "PAID", paymentMethod: "PAYATFAWRY", paymentRefrenceNumber: "971193" };
/** Two fields swapped, the amount without its zero, and a line break behind the key. */
const THREE = sha256(`931337410${merchantCode}20.5Item not as described${secureKey}\n`);
const SHOWN = ["key-white-space", "fields-swapped", "amount-not-padded"];

/** The debugger with the input above and a signature, of which the usual search knows nothing. */
async function unexplained(lang, words, signature, options) {
  const opened = await site.open(`#/debug/Fawry/refund?lang=${lang}`, options);
  const { page } = opened;
  await page.getByLabel(words["input.label"], { exact: true }).fill(INPUT);
  await keepSample(page);
  await page.getByLabel(words["debug.own"], { exact: true }).fill("");
  await page.getByLabel(words["debug.signature"], { exact: true }).fill(signature);
  await waitForStatus(page, "bad");
  return { ...opened, deeper: page.getByRole("button", { name: words["search.deeper"], exact: true }) };
}

test("three mistakes together are found by the deeper search, in both languages", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, deeper, problems, close } = await unexplained(lang, words, THREE);
    await deeper.click();
    await waitForStatus(page, "warn");
    assert.equal(await deeper.count(), 0);
    const shown = await page.locator(".cause").allInnerTexts();
    assert.equal(shown.length, 3);
    for (const id of SHOWN) assert.ok(shown.some((text) => text.includes(id) && (lang === "en" || text.includes(causes[id][0]))), id);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("when the deeper search finds nothing either, it says how far it went and is not offered again", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, deeper, close } = await unexplained(lang, words, "0".repeat(64));
    const tried = async () => Number((await page.locator(".status-text").innerText()).replaceAll(/[^\d]/g, ""));
    const before = await tried();
    await deeper.click();
    await deeper.waitFor({ state: "detached" });
    await waitForStatus(page, "bad");
    assert.ok((await tried()) > before * 5, `${before}`);
    const note = page.locator(".results .note", { hasText: /three mistakes together|ثلاثة أخطاء معًا/ });
    assert.equal(await note.count(), 1);
    assert.equal(await note.locator('[lang="en"]').count(), lang === "en" ? 1 : 0);
    await close();
  }
});

test("a deeper search tries at most as many times the forms of the usual one as the page reckons with", () => {
  for (const [name, operation] of [["Fawry", "refund"], ["Pay3", "refund"], ["UPayments", "paymentStatus"]]) {
    const { config, operations } = classOf(name);
    const { input } = operations.find((found) => found.name === operation).samples[0];
    const tried = (options) => gateway(name, asForm(config)).diagnose(operation, input, "0".repeat(64), { ...(name === "UPayments" && { timestamp: 1718000000 }), ...options }).candidatesTried;
    const times = tried({ depth: DEEPER }) / tried({});
    assert.ok(times > 5 && times <= TIMES_LONGER, `${name}.${operation}: ${times}`);
  }
});

test("a deeper search is cancelled, and the page can be used again at once", async () => {
  const { page, deeper, problems, close } = await unexplained("en", en, "0".repeat(64), { before: () => {
    // The search is endless: its worker hears of no deeper question.
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message) {
      if (!message.question?.options.depth) postMessage.call(this, message);
    };
  } });
  await deeper.click();
  const bar = page.locator(".status progress");
  await bar.waitFor();
  assert.equal(await page.locator(".results").getAttribute("data-stale"), "true");
  // It says how far it is, of the time that it takes at most.
  assert.match(await page.locator(".status-text").innerText(), /At most about \d+ sec\./);
  const [most, first] = await bar.evaluate(({ max, value }) => [max, value]);
  await page.waitForFunction((before) => document.querySelector(".status progress").value > before, first);
  assert.ok(most >= 1 && first > 0 && first < most, `${first} of ${most}`);
  await page.getByRole("button", { name: en["search.cancel"], exact: true }).click();
  await page.locator(".status", { hasText: en["search.cancelled"] }).waitFor();
  await page.getByLabel(en["debug.signature"], { exact: true }).fill(sha256(`${merchantCode}93133741020.5Item not as described${secureKey}`));
  await waitForStatus(page, "warn");
  assert.match(await page.locator(".cause").innerText(), /amount-not-padded/);
  assert.deepEqual(problems, []);
  await close();
});

test("a notification can be searched deeper too, and stays one that is not to be trusted", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, problems, close } = await site.open(`#/webhook/fawry-v2?lang=${lang}`);
    const messageSignature = sha256(`970177152150paidPAYATFAWRY971193${secureKey}`);
    await page.getByLabel(words["webhook.body"], { exact: true }).fill(JSON.stringify({ ...NOTIFICATION, messageSignature }));
    await keepSample(page);
    await waitForStatus(page, "bad");
    const deeper = page.getByRole("button", { name: words["search.deeper"], exact: true });
    assert.equal(await page.locator(".cause").count(), 0);
    await deeper.click();
    await page.locator(".cause").first().waitFor();
    await settled(page);
    assert.equal(await deeper.count(), 0);
    assert.equal(await page.locator(".distrust").innerText(), words["event.distrust"]);
    assert.match((await page.locator(".cause").allInnerTexts()).join("\n"), /content-changed/);
    assert.equal(await page.locator(".results .signature").count(), 0);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("a search for a notification that is cancelled leaves it refused", async () => {
  const { page, close } = await site.open("#/webhook/fawry-v2?lang=en", { before: () => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message) {
      if (!message.question) postMessage.call(this, message);
    };
  } });
  await waitForStatus(page, "good");
  await page.getByLabel(en["webhook.body"], { exact: true }).fill(JSON.stringify({ ...NOTIFICATION, messageSignature: "0".repeat(64) }));
  await keepSample(page);
  await page.getByRole("button", { name: en["search.cancel"], exact: true }).click();
  await waitForStatus(page, "bad");
  const said = await page.locator(".results").innerText();
  for (const text of [en["search.cancelled"], en["event.distrust"]]) assert.ok(said.includes(text), said);
  await close();
});
