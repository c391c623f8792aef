/** What the page says of an event whose content is not what the gateway signed. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { judge } from "../../www/app/event-verdict.js";
import { arrived, classes, gateway } from "../../www/app/library.js";
import { configOf } from "../../www/app/state.js";
import { span } from "../../www/app/time-span.js";
import { isGenuine } from "../../www/app/trust.js";
import { strings as ar } from "../../www/app/strings/ar.js";
import { strings as en } from "../../www/app/strings/en.js";
import { webhookKinds } from "../../www/app/webhooks.js";
import { keepSample, settled, statusOf, waitForStatus } from "./browser.mjs";
import { site } from "./site.mjs";

await arrived;
const cause = (id, kind = "formula") => ({ id, kind, fields: [], title: id, detail: "", fix: "" });

test("only a content that was signed is called genuine", () => {
  assert.ok(isGenuine({ verdict: "valid", causes: [] }));
  assert.ok(isGenuine({ verdict: "explained", causes: [cause("amount-not-padded")] }));
  assert.ok(!isGenuine({ verdict: "explained", causes: [cause("content-changed")] }));
  assert.ok(!isGenuine({ verdict: "explained", causes: [cause("amount-not-padded"), cause("content-changed")] }));
  assert.ok(!isGenuine({ verdict: "explained", causes: [cause("documentation-placeholder", "recognised")] }));
  assert.ok(!isGenuine({ verdict: "unexplained", causes: [] }));
  assert.ok(!isGenuine(undefined));
});

test("signature and age are two verdicts, since the library looks at the time first", () => {
  const kind = webhookKinds.find(({ id }) => id === "upayments");
  const merchant = gateway(kind.class, configOf(kind.class));
  const of = (fields) => judge(kind, merchant, { url: "", headers: "", body: "", now: "", ...fields });
  const told = ({ signature, age, late, error }) => [signature, age, late, error?.code];
  const old = kind.samples.old(merchant);
  assert.deepEqual(told(of(kind.samples.valid(merchant))), ["right", 0, false, undefined]);
  assert.deepEqual(told(of(old)), ["right", 3600, true, "TIMESTAMP_OUT_OF_RANGE"]);
  assert.deepEqual(told(of({ ...old, body: old.body.replace("CAPTURED", "FAILED") })), ["wrong", 3600, true, "TIMESTAMP_OUT_OF_RANGE"]);
  assert.deepEqual(told(of({ ...old, now: String(of(old).sent) })), ["right", 0, false, undefined]);
  assert.deepEqual(told(of({ ...old, now: String(of(old).sent - 900) })), ["right", -900, true, "TIMESTAMP_OUT_OF_RANGE"]);
  assert.deepEqual(told(of(kind.samples.unsigned(merchant))), ["missing", undefined, false, "SIGNATURE_MISSING"]);
  assert.deepEqual(told(of({ ...old, headers: old.headers.replace(/\d{10}/, "$&000") })).slice(0, 3), ["unread", undefined, true]);
});

test("an age is written in its two largest units", () => {
  const wanted = { 0: "0 sec", 59: "59 sec", 60: "1 min", 67_500: "18 hr 45 min", 86_400: "1 day", 180_061: "2 days 2 hr" };
  for (const [seconds, text] of Object.entries(wanted)) assert.equal(span(Number(seconds), "en"), text);
  const arabic = { 0: "0 ثانية", 2: "ثانيتان", 3: "3 ثوان", 60: "دقيقة", 67_500: "18 ساعة و45 دقيقة", 180_061: "يومان وساعتان" };
  for (const [seconds, text] of Object.entries(arabic)) assert.equal(span(Number(seconds), "ar"), text);
});

test("an old event with a right signature is said to be both, and can be checked as of its own time", async () => {
  const { page, close } = await site.open("#/webhook/upayments?lang=en");
  await page.getByLabel(en["pick.sample"], { exact: true }).selectOption("old");
  await waitForStatus(page, "warn");
  assert.ok((await page.locator(".status").innerText()).startsWith(`${en["webhook.signature.right"]} 1 hr old.`));
  await page.getByRole("button", { name: en["webhook.recheck"] }).click();
  await waitForStatus(page, "good");
  assert.match(await page.getByLabel(en["webhook.now"], { exact: true }).inputValue(), /^\d{10}$/);
  await close();
});

test("the sides of an event are named, and nothing is offered for a content that was not signed", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, problems, close } = await site.open(`#/webhook/fawry-v2?lang=${lang}`);
    const sample = async (id) => {
      await page.getByLabel(words["pick.sample"], { exact: true }).selectOption(id);
      await settled(page);
    };
    await sample("reference");
    assert.deepEqual(await page.locator(".compare th[scope=col]").allInnerTexts(), [words["parts.field"], words["event.signed"], words["event.received"]]);
    // The gateway always signs the merchant's reference.
    assert.equal(await page.locator(".distrust").innerText(), words["event.distrust"]);

    const body = page.getByLabel(words["webhook.body"], { exact: true });
    await sample("valid");
    assert.equal(await page.locator(".distrust, .compare").count(), 0);
    const genuine = JSON.parse(await body.inputValue());
    for (const forged of [{ orderStatus: "REFUNDED" }, { merchantRefNumber: "another" }, { messageSignature: undefined }]) {
      await body.fill(JSON.stringify({ ...genuine, ...forged }));
      await keepSample(page);
      await waitForStatus(page, "bad");
      await page.locator(".distrust").waitFor();
      assert.equal(await page.locator(".distrust").innerText(), words["event.distrust"]);
      assert.equal(await page.locator(".results .signature, .results .copy").count(), 0, JSON.stringify(forged));
      const shown = await page.locator(".results").innerText();
      assert.ok(!shown.includes(words["diff.right"]) || words === ar, shown);
      assert.ok(shown.includes(words["event.parts"]) && !shown.includes(words["webhook.right"]), shown);
      await sample("valid");
      await waitForStatus(page, "good");
      assert.equal(await page.locator(".results .signature").count(), 1);
    }
    assert.deepEqual(problems, []);
    await close();
  }
});

test("a changed sample of every kind is not to be trusted", async () => {
  const { page, close } = await site.open("#/webhook/fawry-v2?lang=en");
  for (const { id, samples } of webhookKinds.filter(({ samples }) => samples.changed)) {
    await page.getByLabel(en["webhook.kind"]).selectOption(id);
    await page.getByLabel(en["pick.sample"], { exact: true }).selectOption("changed");
    assert.equal(await statusOf(page), "bad", id);
    assert.ok(samples.valid);
  }
  await close();
});

test("a pasted notification in the debugger is judged as an event", async () => {
  const { page, close } = await site.open("#/debug/Fawry/refund?lang=en");
  await page.getByLabel(en["debug.modePaste"]).check();
  const fields = { fawryRefNumber: "970177", merchantRefNumber: "9708f1ce", paymentAmount: "152.00", orderAmount: "150.00", orderStatus: "PAID", paymentMethod: "CARD" };
  const key = classes[0].config.secureKey;
  const messageSignature = createHash("sha256").update(`${Object.values(fields).join("")}${key}`).digest("hex");
  const pasted = page.getByLabel(en["debug.pasted"], { exact: true });
  await pasted.fill(JSON.stringify({ ...fields, messageSignature }));
  await keepSample(page);
  await waitForStatus(page, "good");
  assert.equal(await page.locator(".signature").count(), 1);
  await pasted.fill(JSON.stringify({ ...fields, orderStatus: "UNPAID-BY-FORGER", messageSignature }));
  await waitForStatus(page, "bad");
  await page.locator(".distrust").waitFor();
  assert.equal(await page.locator(".signature").count(), 0);
  await close();
});

test("other mistakes that give the same bytes stand under the cause", async () => {
  const { page, close } = await site.open("#/debug/Fawry/refund?lang=en");
  const text = await page.evaluate(async () => {
    const { causeView } = await import("./app/causes.js");
    const made = causeView({ id: "number-as-float", kind: "formula", fields: ["walletNumber"], title: "A", detail: "", fix: "", alternatives: [{ id: "amount-float-text", fields: ["amount"], title: "Amount as a float prints it" }] });
    return made.textContent;
  });
  for (const piece of [en["cause.same"], "Amount as a float prints it", "amount-float-text", "amount"]) assert.ok(text.includes(piece), text);
  await close();
});
