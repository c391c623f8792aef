/** The list of recent tries: the visitor's own, in this tab, without keys. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { strings as ar } from "../../www/app/strings/ar.js";
import { strings as en } from "../../www/app/strings/en.js";
import { waitForStatus } from "./browser.mjs";
import { pastes } from "./pastes.mjs";
import { site } from "./site.mjs";

test("a try can be brought back, and has no key in it", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, problems, close } = await site.open(`#/debug?lang=${lang}`);
    const [key, pasted] = [page.getByLabel("secureKey", { exact: true }), page.getByLabel(words["debug.pasted"], { exact: true })];
    assert.equal(await page.locator(".recent:visible").count(), 0, "a sample is no try");
    const first = pastes("my-own-key-1")["a variable in front"].replace("FAWRY_SECURE_KEY=my-own-key-1 ", "");
    await pasted.fill(first);
    await key.fill("my-own-key-1");
    // The status of the sample stands until then.
    await page.locator('.results[data-stale="false"]').waitFor();
    await waitForStatus(page, "warn");
    const merchant = "1tSa6uxz2nTwlaAmt38enA==";
    const right = createHash("sha256").update(`${merchant}555512.00my-own-key-1`).digest("hex");
    await pasted.fill(JSON.stringify({ merchantCode: merchant, referenceNumber: "5555", refundAmount: "12.00", signature: right }));
    await waitForStatus(page, "good");
    await page.locator('.results[data-stale="false"]').waitFor();
    await page.locator(".recent summary").click();
    const tries = page.locator(".recent-try");
    assert.equal(await tries.count(), 2);
    assert.match(await tries.first().innerText(), new RegExp(words["sender.valid"]));
    assert.ok(!(await page.locator(".recent").innerHTML()).includes("my-own-key"));
    await key.fill("another-key-2");
    await waitForStatus(page, "bad");
    await tries.last().click();
    await waitForStatus(page, "bad");
    assert.equal(await pasted.inputValue(), first);
    assert.equal(await key.inputValue(), "another-key-2");
    await page.locator('.mistake[href$="/field-doubled"]').click();
    await waitForStatus(page, "warn");
    assert.equal(await tries.count(), 2);
    assert.deepEqual(problems, []);
    await close();
  }
});
