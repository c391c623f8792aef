/** The shared link, as people make and open it. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { strings as ar } from "../../www/app/strings/ar.js";
import { strings as en } from "../../www/app/strings/en.js";
import { copyLink, keepSample, waitForStatus } from "./browser.mjs";
import { KEYS, leaks } from "./leaks.mjs";
import { pastes } from "./pastes.mjs";
import { site } from "./site.mjs";

const DEBUG = "#/debug/Fawry/refund?lang=en";
const pasted = (page) => page.getByLabel(en["debug.pasted"], { exact: true });

test("no link holds a key from a pasted text, typed into the page or not", async () => {
  const { page, problems, close } = await site.open(DEBUG);
  await page.getByLabel(en["debug.modePaste"]).check();
  let useful = 0;
  // Every third text, with one of the keys; all texts with all keys are tried without a browser.
  const names = Object.keys(pastes("")).filter((_, index) => index % 3 === 0);
  for (const [index, name] of names.entries()) {
    const key = KEYS[index % KEYS.length];
    await page.getByLabel("secureKey", { exact: true }).fill(index % 2 ? "another-key-of-mine" : key);
    await pasted(page).fill(pastes(key)[name]);
    const { link, carried, shown } = await copyLink(page);
    assert.deepEqual(leaks(link, key), [], `${name}: ${link}`);
    assert.deepEqual(leaks(carried, key), [], `${name}: ${carried}`);
    assert.deepEqual(leaks(shown, key), [], `${name}: ${shown}`);
    if (carried.includes('"referenceNumber":"931337410"')) useful += 1;
  }
  assert.ok(useful > names.length / 2, `${useful} of ${names.length} links carry the request`);
  assert.deepEqual(problems, []);
  await close();
});

test("the link of a paste shows what it holds, and opens with the parsed fields", async () => {
  const { page, close } = await site.open(DEBUG);
  await page.getByLabel(en["debug.modePaste"]).check();
  const key = "259af31fc2f74453b3a55739b21ae9ef";
  await pasted(page).fill(pastes(key)["a constant before a fetch"]);
  await keepSample(page);
  await waitForStatus(page, "warn");
  const { link, shown, carried } = await copyLink(page);
  const { input, signature } = JSON.parse(carried);
  assert.deepEqual(input, { referenceNumber: "931337410", refundAmount: 20.5 });
  assert.match(signature, /^[0-9a-f]{64}$/);
  for (const text of ["Fawry", "refund", "931337410", "20.5", signature, en["share.never"]]) assert.ok(shown.includes(text), `${text} in ${shown}`);
  assert.equal(await page.evaluate(() => document.activeElement.id), "share");

  const second = await site.open(link.slice(link.indexOf("#")));
  assert.deepEqual(JSON.parse(await second.page.getByLabel(en["input.label"]).inputValue()), input);
  assert.equal(await second.page.getByLabel(en["debug.signature"]).inputValue(), signature);
  await waitForStatus(second.page, "warn");
  assert.match(await second.page.locator(".cause").first().innerText(), /refundAmount/);
  await second.close();
  await close();
});

test("a link of another account shows the sender's verdict as the sender's, and asks for the key", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, close } = await site.open(`#/debug/Fawry/refund?lang=${lang}`);
    const key = "my-own-secure-key-of-fawry";
    await page.getByLabel(words["debug.modePaste"]).check();
    await page.getByLabel(words["debug.pasted"], { exact: true }).fill(pastes(key)["a constant before a fetch"].split("\n")[1]);
    await page.getByLabel("secureKey", { exact: true }).fill(key);
    await waitForStatus(page, "warn");
    const { link, carried } = await copyLink(page);
    assert.deepEqual(JSON.parse(carried).sender, { verdict: "explained", causes: ["amount-not-padded"] });
    assert.equal(JSON.parse(carried).demo, undefined);
    assert.deepEqual(leaks(link, key), []);

    const second = await site.open(link.slice(link.indexOf("#")));
    await waitForStatus(second.page, "plain");
    assert.match(await second.page.locator(".status-text").innerText(), /secureKey/);
    assert.equal(await second.page.locator(".cause:visible").count(), 0);
    assert.equal(await second.page.locator(".sample-text").innerText(), words["sample.link"]);
    const said = await second.page.locator(".sender").innerText();
    for (const text of [words["sender.explained"], words["sender.check"]]) assert.ok(said.includes(text), said);
    await second.page.getByLabel("secureKey", { exact: true }).fill(key);
    await waitForStatus(second.page, "warn");
    assert.ok(await second.page.locator(".sender").isVisible());
    await second.page.getByLabel(words["debug.signature"]).fill("0".repeat(64));
    await waitForStatus(second.page, "bad");
    assert.ok(!(await second.page.locator(".sender").isVisible()));
    assert.equal(await second.page.locator(".sample-text").innerText(), words["sample.own"]);
    await second.close();
    await close();
  }
});

test("a webhook's link opens with the parsed event", async () => {
  const { page, close } = await site.open("#/webhook/fawry-v2?lang=en");
  await waitForStatus(page, "good");
  const { link, carried } = await copyLink(page);
  assert.ok(!carried.includes('\\"'), carried);
  const second = await site.open(link.slice(link.indexOf("#")));
  await waitForStatus(second.page, "good");
  await second.close();
  await close();
});

test("a webhook's link shows the sender's verdict on the signature as the sender's, without the key", async () => {
  const key = "my-own-secure-key-of-fawry";
  const fields = { fawryRefNumber: "970177", merchantRefNumber: "9708f1ce", paymentAmount: "152.00", orderAmount: "150.00", orderStatus: "PAID", paymentMethod: "CARD" };
  const messageSignature = createHash("sha256").update(`${Object.values(fields).join("")}${key}`).digest("hex");
  for (const [lang, words] of Object.entries({ en, ar })) {
    for (const [changed, sender, kind] of [
      [{}, { verdict: "valid", causes: [] }, "good"],
      [{ orderAmount: "1.50" }, { verdict: "explained", causes: ["content-changed"] }, "bad"],
      [{ messageSignature: "0".repeat(64) }, { verdict: "unexplained", causes: [] }, "bad"],
      [{ messageSignature: undefined }, undefined, "bad"],
    ]) {
      const { page, close } = await site.open(`#/webhook/fawry-v2?lang=${lang}`);
      await page.getByLabel(words["webhook.body"], { exact: true }).fill(JSON.stringify({ ...fields, messageSignature, ...changed }));
      await page.getByLabel("merchantCode", { exact: true }).fill("a-merchant");
      await page.getByLabel("secureKey", { exact: true }).fill(key);
      // At once, before the page has looked at what was typed.
      const { link, carried, shown } = await copyLink(page);
      assert.deepEqual(JSON.parse(carried).sender, sender, JSON.stringify(changed));
      assert.equal(JSON.parse(carried).demo, undefined);
      assert.equal(shown.includes(words["share.verdict"]), Boolean(sender));
      assert.deepEqual([...leaks(link, key), ...leaks(carried, key)], []);

      const second = await site.open(link.slice(link.indexOf("#")));
      const note = second.page.locator(".sender");
      assert.equal(await note.isVisible(), Boolean(sender));
      assert.match(await second.page.locator(".status-text").innerText(), /secureKey/);
      if (sender) {
        const said = await note.innerText();
        for (const text of [words[`sender.${sender.verdict}`], words["sender.check"]]) assert.ok(said.includes(text), said);
      }
      await second.page.getByLabel("secureKey", { exact: true }).fill(key);
      await waitForStatus(second.page, kind);
      assert.equal(await note.isVisible(), Boolean(sender));
      await second.page.getByLabel(words["webhook.body"], { exact: true }).fill("{}");
      assert.equal(await note.isVisible(), false);
      await second.close();
      await close();
    }
  }
});

test("a link made by hand names no cause that the library has not", async () => {
  const data = Buffer.from(JSON.stringify({ event: { fawryRefNumber: "1" }, sender: { verdict: "explained", causes: ["constructor", "amount-not-padded"] } })).toString("base64url");
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, problems, close } = await site.open(`#/webhook/fawry-v2?lang=${lang}&d=${data}`);
    const said = await page.locator(".sender").innerText();
    assert.ok(said.includes(words["sender.explained"]) && !said.includes("undefined"), said);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("an old link with raw texts opens, and the texts are not read", async () => {
  const pack = (data) => Buffer.from(JSON.stringify(data)).toString("base64url");
  const raw = { mode: "paste", pasted: "curl -H 'x-api-key: old-raw-text'", input: '{"reason":"old-raw-text"}', fields: { body: "old-raw-text" }, config: { merchantCode: "old-raw-text" } };
  for (const place of ["build/Fawry/refund", "debug/Fawry/refund", "webhook/fawry-v2"]) {
    const { page, problems, close } = await site.open(`#/${place}?lang=en&d=${pack(raw)}`);
    const texts = await page.locator("textarea, input").evaluateAll((all) => all.map(({ value }) => value));
    assert.ok(!texts.join("\n").includes("old-raw-text"), place);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("what cannot be read is not carried, and the page says so", async () => {
  const { page, close } = await site.open("#/build/Fawry/refund?lang=en");
  await page.getByLabel(en["input.label"]).fill("{ my key is hunter2hunter2");
  const { carried, shown } = await copyLink(page);
  assert.equal(carried, "");
  assert.ok(shown.includes(en["share.nothing"]), shown);
  await close();
});
