/** What the page says of an event whose content is not what the gateway signed. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { classes } from "../../www/app/library.js";
import { isGenuine } from "../../www/app/trust.js";
import { strings as ar } from "../../www/app/strings/ar.js";
import { strings as en } from "../../www/app/strings/en.js";
import { webhookKinds } from "../../www/app/webhooks.js";
import { statusOf, waitForStatus } from "./browser.mjs";
import { site } from "./site.mjs";

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

test("the sides of an event are named, and nothing is offered for a content that was not signed", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, problems, close } = await site.open(`#/webhook/fawry-v2?lang=${lang}`);
    const sample = (id) => page.getByLabel(words["pick.sample"], { exact: true }).selectOption(id);
    await sample("reference");
    assert.deepEqual(await page.locator(".compare-label").allInnerTexts(), [words["event.signed"], words["event.received"]]);
    // The gateway always signs the merchant's reference.
    assert.equal(await page.locator(".distrust").innerText(), words["event.distrust"]);

    const body = page.getByLabel(words["webhook.body"], { exact: true });
    await sample("valid");
    assert.equal(await page.locator(".distrust, .compare").count(), 0);
    const genuine = JSON.parse(await body.inputValue());
    for (const forged of [{ orderStatus: "REFUNDED" }, { merchantRefNumber: "another" }, { messageSignature: undefined }]) {
      await body.fill(JSON.stringify({ ...genuine, ...forged }));
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
