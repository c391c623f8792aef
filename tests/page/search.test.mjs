/** The search beside the page: in a worker, to be cancelled, and never shown for other texts than its own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { answerQuestion } from "../../www/app/answer-question.js";
import { arrived, classOf, library } from "../../www/app/library.js";
import { strings as en } from "../../www/app/strings/en.js";
import { clipboard, pause, settled, statusOf, waitForStatus } from "./browser.mjs";
import { site } from "./site.mjs";

await arrived;
const DEBUG = "#/debug/Fawry/refund?lang=en";
const standalone = pathToFileURL(fileURLToPath(new URL("../../www/generated/tawqee.html", import.meta.url))).href;
const question = { class: "Fawry", account: classOf("Fawry").config, operation: "refund", input: { referenceNumber: "931337410", refundAmount: "20.5" }, observed: "0".repeat(64), options: {} };

test("a question is answered as the library answers it, and a deeper search is offered after one that found nothing", () => {
  const { Fawry } = library();
  const gateway = new Fawry(question.account);
  const { diagnosis, deeper, milliseconds } = answerQuestion(library(), question);
  assert.deepEqual(diagnosis, gateway.diagnose("refund", question.input, question.observed, {}));
  assert.equal(deeper, true);
  assert.ok(milliseconds > 0);
  assert.equal(answerQuestion(library(), { ...question, options: { depth: 3 } }).deeper, false);
  assert.equal(answerQuestion(library(), { ...question, observed: gateway.signature("refund", question.input) }).deeper, false);
});

test("the page and its copy as one file search in a worker, which has the page's policy", async () => {
  for (const url of [site.address, standalone]) {
    const { page, problems, close } = await site.open(DEBUG, { url });
    assert.equal(page.workers().length, 1, url);
    const connected = await page.workers()[0].evaluate(() => fetch("data:text/plain,x").then(() => "sent", () => "blocked"));
    assert.equal(connected, "blocked");
    problems.splice(0);
    assert.equal(await page.evaluate(() => {
      try {
        document.body.innerHTML = "<b></b>";
        return "set";
      } catch {
        return "refused";
      }
    }), "refused");
    await close();
  }
});

test("where no worker can be made, the page searches", async () => {
  const { page, problems, close } = await site.open(DEBUG, { before: () => {
    delete globalThis.Worker;
  } });
  assert.equal(page.workers().length, 0);
  await waitForStatus(page, "warn");
  assert.deepEqual(problems, []);
  await close();
});

test("while an answer is being looked for, the old one is grey and is not copied, and the search can be cancelled", async () => {
  const { page, close } = await site.open(DEBUG, { before: () => {
    // The worker hears of no question until the test says so.
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message) {
      if (!globalThis.held) postMessage.call(this, message);
    };
  } });
  await waitForStatus(page, "warn");
  await page.evaluate(() => (globalThis.held = true));
  await page.getByLabel(en["debug.otherKeys"], { exact: true }).fill("another-key");
  await page.locator(".sample-bar button").click();
  await page.locator(".status progress").waitFor();
  assert.equal(await page.locator(".status-text").innerText().then((text) => text.includes(en["search.running"])), true);
  assert.equal(await page.locator(".results").getAttribute("data-stale"), "true");
  await page.getByRole("button", { name: en["search.cancel"], exact: true }).click();
  await page.locator(".status", { hasText: en["search.cancelled"] }).waitFor();
  assert.equal(await page.locator(".results").getAttribute("data-stale"), "true");
  await page.evaluate(() => (globalThis.held = false));
  await page.getByLabel(en["debug.otherKeys"], { exact: true }).fill("yet-another-key");
  await settled(page);
  await waitForStatus(page, "warn");
  assert.equal(await page.locator(".results").getAttribute("data-stale"), "false");
  await close();
});

test("what was typed a moment before another place is opened does not end the search there", async () => {
  const { page, close } = await site.open(DEBUG, { before: () => {
    // A search that takes longer than the pause after typing.
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message) {
      setTimeout(() => postMessage.call(this, message), message.question ? 500 : 0);
    };
  } });
  // The edit and the way to the card within the pause after typing.
  await page.evaluate(() => {
    const area = document.querySelector("#tool textarea");
    area.value = '{ "referenceNumber": "1" }';
    area.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector('.mistake[href$="/items-in-other-order"]').click();
  });
  await page.locator('.mistake[aria-current][href$="/items-in-other-order"]').waitFor();
  await pause(page, 1000);
  assert.equal(await statusOf(page), "warn");
  assert.match(await page.locator(".cause").first().innerText(), /items-in-other-order/);
  await close();
});

test("a copy button of an answer that is out of date says so instead of copying", async () => {
  const { page, close } = await site.open("#/build/Fawry/refund?lang=en");
  await page.getByLabel(en["input.label"]).fill('{ "referenceNumber": "1", "refundAmount": "2" }');
  await page.locator(".sample-bar button").click();
  await waitForStatus(page, "good");
  await page.evaluate(() => navigator.clipboard.writeText("before"));
  await page.getByLabel(en["input.label"]).fill('{ "referenceNumber": "1", "refundAmount": "x" }');
  await page.getByRole("button", { name: en["copy.string"] }).click();
  await page.getByRole("button", { name: en["copy.stale"] }).waitFor();
  assert.equal(await clipboard(page), "before");
  await close();
});

test("before the library is there the page can be filled in, and what was typed stays", async () => {
  for (const typed of [true, false]) {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const { page, problems, close } = await site.open("#/debug?lang=en", { prepare: (made) => made.route("**/library.js", async (route) => {
      await held;
      await route.continue();
    }) });
    const pasted = page.getByLabel(en["debug.pasted"], { exact: true });
    await pasted.waitFor();
    assert.equal(await page.locator(".status-text").innerText(), en["status.loading"]);
    if (typed) await pasted.fill("POST /mine");
    else await pasted.focus();
    release();
    await settled(page);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
    if (typed) assert.equal(await pasted.inputValue(), "POST /mine");
    else await waitForStatus(page, "warn");
    assert.deepEqual(problems, []);
    await close();
  }
});
