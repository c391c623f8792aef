/** The main ways through the page, as a person goes them, in both languages. */
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";

import { strings as ar } from "../../www/app/strings/ar.js";
import { causes } from "../../www/app/strings/causes.ar.js";
import { strings as en } from "../../www/app/strings/en.js";
import { clipboard, waitForStatus } from "./browser.mjs";
import { site } from "./site.mjs";

const KEY = "259af31fc2f74453b3a55739b21ae9ef";
const MERCHANT = "770000017884";
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const refund = (signature) => `curl -X POST 'https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/refund' \\
  -H 'content-type: application/json' \\
  --data '${JSON.stringify({ merchantCode: MERCHANT, referenceNumber: "931337410", refundAmount: 20.5, reason: "Item not as described", signature })}'`;

/** In each language from an address: with the page, its words, and the controls by the names that they have there. */
async function inBoth(address, walk) {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, problems, close } = await site.open(`${address}?lang=${lang}`);
    const field = (key) => page.getByLabel(words[key] ?? key, { exact: true });
    const button = (key) => page.getByRole("button", { name: words[key], exact: true });
    await walk({ page, words, lang, field, button });
    if (lang === "ar") assert.deepEqual(await page.locator('#tool [lang="en"]').allInnerTexts(), []);
    assert.deepEqual(problems, []);
    await close();
  }
}

const said = (page) => page.locator(".status-text").innerText();

test("a refused request is pasted, the key typed, the cause read, and the right signature copied", () => inBoth("#/debug", async ({ page, words, field }) => {
  await field("debug.pasted").fill(refund(sha256(`${MERCHANT}93133741020.5Item not as described${KEY}`)));
  await waitForStatus(page, "plain");
  assert.match(await said(page), /secureKey/);
  assert.equal(await page.locator("[aria-invalid=true], .cause:visible").count(), 0);
  await field("secureKey").fill(KEY);
  await waitForStatus(page, "warn");
  assert.ok((await said(page)).includes(words === en ? "Amount without its trailing zeros" : causes["amount-not-padded"][0]), await said(page));
  assert.match(await page.locator(".cause").innerText(), /amount-not-padded/);
  await page.locator(".signature .copy").click();
  assert.equal(await clipboard(page), sha256(`${MERCHANT}93133741020.50Item not as described${KEY}`));

  // With the right signature in the request all is well.
  await field("debug.pasted").fill(refund(await clipboard(page)));
  await waitForStatus(page, "good");
  assert.ok((await said(page)).startsWith(words["debug.valid"]));
  assert.equal(await page.locator(".cause:visible").count(), 0);
}));

test("a request of another gateway chooses it with its environment and account, and asks for the key alone", () => inBoth("#/debug", async ({ page, words, field }) => {
  const live = refund(sha256(`${MERCHANT}93133741020.5Item not as described${KEY}`)).replace("atfawry.fawrystaging.com", "www.atfawry.com");
  const [secret, body] = ["my-own-api-secret", '{"orderId":"abc","totalPrice":10}'];
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", secret).update(`${time}POST/api/v1/create-refund${body}`).digest("base64");
  const other = `curl -X POST https://apiv2api.upayments.com/api/v1/create-refund -H 'content-type: application/json' -H 'x-timestamp: ${time}' -H 'x-signature: ${signature}' --data-raw '${body}'`;
  for (const [pasted, name, environment, key, account] of [[other, "UPayments", "live", "apiSecret", {}], [live, "Fawry", "production", "secureKey", { merchantCode: MERCHANT }]]) {
    await field("debug.pasted").fill(pasted);
    await page.locator(".status", { hasText: words["status.type"].replace("{field}", key) }).waitFor();
    await waitForStatus(page, "plain");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
    assert.deepEqual([await field("pick.gateway").inputValue(), await field("environment").inputValue()], [name, environment]);
    for (const [option, value] of Object.entries(account)) assert.equal(await field(option).inputValue(), value);
    await field(key).fill(name === "Fawry" ? KEY : secret);
    await waitForStatus(page, "warn");
    assert.match(await page.locator(".cause").first().innerText(), name === "Fawry" ? /amount-not-padded/ : /path-differs/);
    assert.ok(!(await page.locator(".results").innerText()).includes("wrong-host"));
  }
  // What was typed or chosen instead stays, until a paste says something else.
  await field("merchantCode").fill("770000017885");
  await field("environment").selectOption("staging");
  await field("debug.pasted").fill(`${live} `);
  assert.deepEqual([await field("merchantCode").inputValue(), await field("environment").inputValue()], ["770000017885", "staging"]);
  await field("pick.gateway").selectOption("Pay3");
  await field("debug.pasted").fill(live);
  assert.equal(await field("pick.gateway").inputValue(), "Pay3");
  await field("debug.pasted").fill(other);
  assert.equal(await field("pick.gateway").inputValue(), "UPayments");
  // After a sample of another gateway it is chosen again.
  await page.locator('.mistake[href$="/fields-swapped"]').click();
  await page.locator('.mistake[aria-current]').waitFor();
  await waitForStatus(page, "warn");
  await field("debug.pasted").fill(other);
  assert.equal(await field("pick.gateway").inputValue(), "UPayments");
}));

test("where nothing explains it, the next step is said, and another key explains it", () => inBoth("#/debug", async ({ page, words, field }) => {
  await field("debug.pasted").fill(refund(sha256(`${MERCHANT}93133741020.50Item not as described-an-older-key-`)));
  await field("secureKey").fill(KEY);
  await waitForStatus(page, "bad");
  assert.match(await said(page), words === en ? /^[\d,]+ forms were tried/ : /^جُرّبت [\d,]+ (صيغة|صيغ) ولم ينتج أيٌّ منها/);
  const next = await page.locator(".results").innerText();
  for (const key of ["next.title", "next.key", "next.environment", "next.hashed", "next.sent"]) assert.ok(next.includes(words[key]), key);
  await field("debug.otherKeys").fill("not-this-one -an-older-key-");
  await waitForStatus(page, "warn");
  assert.match(await page.locator(".cause").innerText(), /other-key/);
  assert.ok(!(await page.locator(".results").innerText()).includes("-an-older-key-"));
}));

test("a body that is broken says where and why, at its request", () => inBoth("#/debug", async ({ page, words, field }) => {
  await field("debug.pasted").fill(refund("0".repeat(64)).replace('"refundAmount":20.5,', '"refundAmount":20.5,,'));
  await field("secureKey").fill(KEY);
  await field("merchantCode").fill(MERCHANT);
  await page.locator(".results", { hasText: words === en ? "The body is not JSON" : "الجسم ليس بصيغة JSON" }).waitFor();
  const told = await page.locator(".results").innerText();
  assert.ok(told.includes(words === en ? "a value is missing" : "قيمة ناقصة"), told);
  assert.ok(told.includes(words["debug.obstacles"]) && !told.includes(words["next.title"]), told);
}));

test("a mistake is looked at, and the visitor's own request is there afterwards", () => inBoth("#/debug", async ({ page, words, field, button }) => {
  const own = refund(sha256(`${MERCHANT}93133741020.5Item not as described${KEY}`));
  await field("debug.pasted").fill(own);
  await field("secureKey").fill(KEY);
  await waitForStatus(page, "warn");
  await page.getByRole("link", { name: words["mistake.hmac-instead-of-hash"].replace("\u200f", "") }).click();
  await page.locator('.mistake[aria-current][href$="/hmac-instead-of-hash"]').waitFor();
  await waitForStatus(page, "warn");
  assert.match(await page.locator(".cause").first().innerText(), /hmac-instead-of-hash/);
  await button("sample.back").click();
  assert.deepEqual([await field("debug.pasted").inputValue(), await field("secureKey").inputValue()], [own, KEY]);
  await waitForStatus(page, "warn");
}));

test("a request is built: what is wrong stands at its field, and what is right is copied", () => inBoth("#/build/Fawry/refund", async ({ page, words, field, button }) => {
  await field("input.label").fill('{ "referenceNumber": "931337410", "refundAmount": 20.555 }');
  await field("merchantCode").fill(MERCHANT);
  await waitForStatus(page, "plain");
  await field("secureKey").fill(KEY);
  await waitForStatus(page, "bad");
  assert.equal(await said(page), words["status.check"].replace("{field}", "refundAmount"));
  assert.match(await page.locator(".field-error:not(:empty)").first().innerText(), words === en ? /3 decimals/ : /3 خانات عشرية/);
  await field("input.label").fill('{ "referenceNumber": "931337410", "refundAmount": "20.5" }');
  await waitForStatus(page, "good");
  await page.locator(".signature .copy").click();
  assert.equal(await clipboard(page), sha256(`${MERCHANT}93133741020.50${KEY}`));
  await button("copy.string").click();
  assert.ok(!(await clipboard(page)).includes(KEY));
}));

test("a notification is verified, and not when a character of it is another one", () => inBoth("#/webhook/upayments", async ({ page, words, field }) => {
  const [secret, url, body] = ["my-own-api-secret", "https://shop.example/notify", '{"payment_id":"1","result":"CAPTURED","track_id":"abc"}'];
  const now = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", secret).update(`${now}POST${url}${body}`).digest("base64");
  await field("webhook.body").fill(body);
  await field("webhook.url").fill(url);
  await field("webhook.headers").fill(`x-timestamp: ${now}\nx-signature: ${signature}`);
  await field("token").fill("a-token");
  await field("apiSecret").fill(secret);
  await waitForStatus(page, "good");
  assert.equal(await said(page), words["webhook.verified"]);
  await field("webhook.body").fill(body.replace("CAPTURED", "CANCELED"));
  await waitForStatus(page, "bad");
  assert.equal(await page.locator(".distrust").innerText(), words["event.distrust"]);
  assert.equal(await page.locator(".results .signature").count(), 0);
  await field("webhook.body").fill(body);
  await field("webhook.headers").fill("");
  await page.locator(".status", { hasText: words["error.SIGNATURE_MISSING"] }).waitFor();
}));

test("what was typed stays when the language is changed, in each tool", async () => {
  const { page, problems, close } = await site.open("#/debug?lang=en");
  const own = refund(sha256(`${MERCHANT}93133741020.5Item not as described${KEY}`));
  await page.getByLabel(en["debug.pasted"], { exact: true }).fill(own);
  await page.getByLabel("secureKey", { exact: true }).fill(KEY);
  await waitForStatus(page, "warn");
  await page.getByRole("tab", { name: en["build.name"] }).click();
  await page.getByLabel(en["input.label"], { exact: true }).fill('{ "referenceNumber": "1" }');
  await page.getByRole("tab", { name: en["webhook.name"] }).click();
  await page.getByLabel(en["webhook.body"], { exact: true }).fill('{"mine":1}');
  await page.locator("#language").click();
  await page.locator('html[dir="rtl"]').waitFor();
  assert.equal(await page.title(), `${ar["webhook.title"]} · Tawqee`);
  assert.equal(await page.getByLabel(ar["webhook.body"], { exact: true }).inputValue(), '{"mine":1}');
  await page.getByRole("tab", { name: ar["build.name"] }).click();
  assert.equal(await page.getByLabel(ar["input.label"], { exact: true }).inputValue(), '{ "referenceNumber": "1" }');
  await page.getByRole("tab", { name: ar["debug.name"] }).click();
  assert.deepEqual([await page.getByLabel(ar["debug.pasted"], { exact: true }).inputValue(), await page.getByLabel("secureKey", { exact: true }).inputValue()], [own, KEY]);
  await waitForStatus(page, "warn");
  assert.deepEqual(problems, []);
  await close();
});
