/** The page in Chromium: each tool, both languages, and that nothing secret ever leaves it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { OWN_NAMES } from "../../www/app/language.js";
import { classes } from "../../www/app/library.js";
import { mistakes } from "../../www/app/mistakes.js";
import { causes } from "../../www/app/strings/causes.ar.js";
import { strings as ar } from "../../www/app/strings/ar.js";
import { strings as en } from "../../www/app/strings/en.js";
import { webhookKinds } from "../../www/app/webhooks.js";
import { clipboard, copyLink, keepSample, pause, statusOf, waitForStatus } from "./browser.mjs";
import { site } from "./site.mjs";

const TOOLS = { build: "Fawry/refund", debug: "Fawry/refund", webhook: "fawry-v2" };
/** The widths of which pictures are kept, to look at. */
const SHOWN = [320, 768, 1280];
const REFUND = "#/build/Fawry/refund?lang=en";
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
mkdirSync(shots, { recursive: true });

/** The visible text of the results. */
const results = (page) => page.locator(".results").innerText();
const input = (page) => page.getByLabel(en["input.label"]);
const select = (page, key, value) => page.getByLabel(en[key], { exact: true }).selectOption(value);

test("the bare address opens the debugger, which is there before the rest, and nothing moves", async () => {
  for (const [locale, words] of [["en-GB", en], ["ar-EG", ar]]) {
    const { page, problems, close } = await site.open("", { locale, width: 390 });
    assert.equal(await page.locator("h1").innerText(), words["debug.heading"]);
    assert.equal(await page.title(), `${words["debug.title"]} · Tawqee`);
    const moved = () => page.evaluate(() => new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries().reduce((sum, { value }) => sum + value, 0))).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(0), 300);
    }));
    assert.equal(await moved(), 0);
    for (const tool of ["build", "webhook"]) {
      await page.locator(`[role=tab][id$="-${tool}"]`).click();
      assert.equal(await page.locator("h1").innerText(), words[`${tool}.heading`]);
      assert.equal(await page.title(), `${words[`${tool}.title`]} · Tawqee`);
    }
    assert.deepEqual(problems, []);
    await close();
  }
});

test("without scripts the page says what it is, in one language", async () => {
  const { page, close } = await site.open("", { scripts: false });
  assert.equal(await page.locator("h1").innerText(), en["debug.heading"]);
  assert.ok((await page.locator(".hero").innerText()).includes(en["debug.lead"]));
  await close();
});

test("every sample of every operation builds, and what is signed is explained", async () => {
  const { page, problems, close } = await site.open(REFUND);
  let samples = 0;
  for (const { class: name, operations } of classes) {
    await select(page, "pick.gateway", name);
    for (const operation of operations) {
      await select(page, "pick.operation", operation.name);
      assert.ok(operation.samples.length > 0, `${name}.${operation.name} has no sample`);
      for (const index of operation.samples.keys()) {
        await select(page, "pick.sample", String(index));
        const where = `${name}.${operation.name}, sample ${index + 1}`;
        const kind = await statusOf(page);
        assert.ok(["good", "plain"].includes(kind), `${where}: ${await page.locator(".status").innerText()} ${await page.locator(".field-error").allInnerTexts()}`);
        assert.equal(await page.locator(".method").innerText(), operation.method, where);
        if (kind === "good") assert.ok((await page.locator(".part").count()) > 0, where);
        samples += 1;
      }
    }
  }
  assert.ok(samples > 40, `${samples} samples`);
  assert.deepEqual(problems, []);
  await close();
});

test("the signature follows the typing and is the one that node:crypto computes", async () => {
  const { page, close } = await site.open(REFUND);
  await input(page).fill('{ "referenceNumber": "931337410", "refundAmount": "20.5" }');
  await keepSample(page);
  const text = "1tSa6uxz2nTwlaAmt38enA==93133741020.50259af31fc2f74453b3a55739b21ae9ef";
  const expected = createHash("sha256").update(text).digest("hex");
  await page.getByText(expected).first().waitFor();
  const parts = await page.locator(".part").allInnerTexts();
  assert.deepEqual(parts.map((part) => part.split("\n")), [
    ["merchantCode", "1tSa6uxz2nTwlaAmt38enA=="],
    ["referenceNumber", "931337410"],
    ["refundAmount", "20.50"],
    ["reason", en["parts.omitted"]],
    ["secureKey", "••••••••"],
  ]);
  await close();
});

test("an error stands at its field, and nothing moves", async () => {
  const { page, close } = await site.open(REFUND);
  await input(page).fill('{ "referenceNumber": "931337410", "refundAmount": "20.5" }');
  await keepSample(page);
  const boxes = () => page.locator(".card").evaluateAll((cards) => cards.map((card) => JSON.stringify(card.getBoundingClientRect())));
  await waitForStatus(page, "good");
  const calm = await boxes();
  const wrong = [
    ['{ "referenceNumber": "931337410", "refundAmount": "1,000" }', "refundAmount", '"1,000"'],
    ['{ "referenceNumbr": "931337410", "refundAmount": "20.5" }', "did you mean referenceNumber", '"referenceNumbr"'],
    ['{ "refundAmount": "20.5" }', "referenceNumber", undefined],
    ['{ "referenceNumber": "931337410" "refundAmount": 1 }', en["json.comma"], '"'],
  ];
  for (const [text, message, marked] of wrong) {
    await input(page).fill(text);
    await page.locator(".field-error", { hasText: new RegExp(message, "i") }).waitFor();
    assert.equal(await input(page).getAttribute("aria-invalid"), "true");
    if (marked) assert.equal((await page.locator(".marked").allInnerTexts()).join(""), marked);
    assert.equal(await statusOf(page), "bad");
    assert.equal(await page.locator(".results").getAttribute("data-stale"), "true");
    assert.deepEqual(await boxes(), calm);
  }
  await input(page).fill('{ "referenceNumber": "931337410", "refundAmount": "20.5" }');
  await waitForStatus(page, "good");
  assert.equal(await input(page).getAttribute("aria-invalid"), "false");
  assert.equal(await page.locator(".marked").count(), 0);
  await close();
});

test("a wrong key is refused at the key, without repeating it", async () => {
  const { page, close } = await site.open(REFUND);
  await page.getByLabel("secureKey", { exact: true }).fill("very-secret ");
  await keepSample(page);
  await waitForStatus(page, "bad");
  assert.equal(await page.getByLabel("secureKey", { exact: true }).getAttribute("aria-invalid"), "true");
  assert.ok(!(await page.content()).includes("very-secret"));
  await close();
});

test("the copied code sends exactly the request: curl through a shell, fetch in JavaScript", async () => {
  const { page, close } = await site.open(REFUND);
  await input(page).fill(JSON.stringify({ referenceNumber: "931337410", refundAmount: "20.5", reason: `it's "broken" \\ تالف $HOME` }));
  await keepSample(page);
  await pause(page, 400);
  const copyCode = async (name) => {
    await page.getByRole("tab", { name, exact: true }).click();
    await page.locator(".card", { hasText: en["build.code"] }).last().getByRole("button", { name: en.copy }).click();
    await page.getByRole("button", { name: en.copied }).waitFor();
    const text = await clipboard(page);
    await pause(page, 1700);
    return text;
  };
  const curl = await copyCode("curl");
  const printed = execFileSync("sh", ["-c", `curl() { for part; do printf '%s\\0' "$part"; done; }; ${curl}`], { encoding: "utf8" }).split("\0");
  const body = printed[printed.indexOf("--data-raw") + 1];
  assert.equal(JSON.parse(body).reason, `it's "broken" \\ تالف $HOME`);

  const fetchCode = await copyCode("fetch");
  let sent;
  const send = Object.getPrototypeOf(async () => {}).constructor("fetch", fetchCode);
  await send((url, options) => (sent = { url, ...options }));
  assert.equal(sent.body, body);
  assert.deepEqual([sent.url, sent.method], [printed[2], printed[1]]);
  assert.ok(printed.includes(`content-type: ${sent.headers["content-type"]}`));

  const own = await copyCode("tawqee");
  assert.match(own, /secureKey: process\.env\.FAWRY_SECURE_KEY/);
  assert.ok(!own.includes("259af31fc2f74453b3a55739b21ae9ef"));
  await close();
});

test("tokens and card data are masked until they are asked for", async () => {
  const { page, close } = await site.open("#/build/UPayments/refund?lang=en");
  assert.ok(!(await results(page)).includes("test-bearer-token"));
  await page.getByRole("button", { name: en["build.reveal"] }).click();
  assert.ok((await results(page)).includes("Bearer test-bearer-token"));
  await close();
});

test("each frequent mistake is diagnosed in one click, at an address of its own", async () => {
  const { page, problems, close } = await site.open("#/debug/mistake/hex-instead-of-base64?lang=en");
  assert.equal(await page.locator("[aria-current]").getAttribute("href"), "#/debug/mistake/hex-instead-of-base64");
  for (const { id, operation } of mistakes) {
    await page.locator(`.mistake[href$="/${id}"]`).click();
    await page.locator(`.mistake[aria-current][href$="/${id}"]`).waitFor();
    assert.ok(page.url().includes(`#/debug/mistake/${id}`), page.url());
    const kind = await statusOf(page);
    assert.equal(kind, "warn", `${id} (${operation}): ${await page.locator(".status").innerText()}`);
    assert.ok((await page.locator(".cause").count()) > 0, id);
    if (id in causes) assert.ok((await page.locator(".cause-id").allInnerTexts()).includes(id), id);
  }
  await page.goBack();
  await page.locator(`.mistake[aria-current][href$="/${mistakes.at(-2).id}"]`).waitFor();
  await page.goForward();
  await page.locator(`.mistake[aria-current][href$="/${mistakes.at(-1).id}"]`).waitFor();
  await page.locator('.mistake[href$="/amount-not-padded"]').click();
  await page.locator('.mistake[aria-current][href$="/amount-not-padded"]').waitFor();
  assert.match(await page.locator(".cause").first().innerText(), /refundAmount/);
  assert.deepEqual(await page.locator(".compare ins").allInnerTexts(), ["0"]);
  assert.equal(await page.locator(".compare .gap").count(), 1);
  assert.deepEqual(problems, []);
  await close();
});

test("the right signature is called right, and another one is not explained", async () => {
  const { page, close } = await site.open("#/debug/Fawry/refund?lang=en");
  const signature = page.getByLabel(en["debug.signature"]);
  await signature.fill(await page.locator(".signature-text").innerText());
  await keepSample(page);
  await waitForStatus(page, "good");
  await signature.fill("0".repeat(64));
  await waitForStatus(page, "bad");
  assert.equal(await page.locator(".cause").count(), 0);
  for (const step of ["key", "environment", "hashed", "sent"]) assert.ok((await results(page)).includes(en[`next.${step}`]), step);
  await close();
});

test("a real curl command is read and diagnosed, once the key is typed", async () => {
  const { page, close } = await site.open("");
  const text = "1tSa6uxz2nTwlaAmt38enA==93133741020.5259af31fc2f74453b3a55739b21ae9ef";
  const body = JSON.stringify({ merchantCode: "1tSa6uxz2nTwlaAmt38enA==", referenceNumber: "931337410", refundAmount: 20.5, signature: createHash("sha256").update(text).digest("hex") });
  await page.getByLabel(en["debug.pasted"], { exact: true }).fill(`curl --location 'https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/refund' \\\n  --header 'Content-Type: application/json' \\\n  --data '${body}'`);
  await waitForStatus(page, "plain");
  assert.match(await page.locator(".status").innerText(), /secureKey/);
  assert.equal(await page.locator("[aria-invalid=true], .cause:visible").count(), 0);
  await page.getByLabel("secureKey", { exact: true }).fill("259af31fc2f74453b3a55739b21ae9ef");
  await waitForStatus(page, "warn");
  assert.match(await page.locator(".cause").first().innerText(), /refundAmount/);
  assert.match(await page.locator(".status").innerText(), /refund/);
  await close();
});

test("the caller's own string to sign is compared without showing the key", async () => {
  const { page, close } = await site.open("#/debug/Fawry/refund?lang=en");
  await input(page).fill('{ "referenceNumber": "931337410", "refundAmount": "20.5" }');
  await keepSample(page);
  await page.getByLabel(en["debug.own"]).fill("1tSa6uxz2nTwlaAmt38enA==931337410\u200f20.5 259af31fc2f74453b3a55739b21ae9ef");
  await page.locator(".compare [data-sign=RLM]").waitFor();
  assert.equal((await page.locator(".compare-text").allInnerTexts()).filter((text) => text.includes("••••••••")).length, 2);
  assert.ok(!(await results(page)).includes("259af31fc2f74453b3a55739b21ae9ef"));
  await close();
});

test("each kind of notification is verified, or refused with the reason", async () => {
  const { page, problems, close } = await site.open("#/webhook/fawry-v2?lang=en");
  const refusals = { changed: "SIGNATURE_MISMATCH", unsigned: "SIGNATURE_MISSING", reference: "SIGNATURE_MISMATCH", serialised: "SIGNATURE_MISMATCH", old: "TIMESTAMP_OUT_OF_RANGE" };
  let tried = 0;
  for (const { id, samples } of webhookKinds) {
    await select(page, "webhook.kind", id);
    for (const sample of Object.keys(samples)) {
      await select(page, "pick.sample", sample);
      const kind = await statusOf(page);
      const said = await page.locator(".status").innerText();
      const expected = sample === "valid" ? "good" : ["plain", "old"].includes(sample) ? "warn" : "bad";
      assert.equal(kind, expected, `${id}, ${sample}: ${said}`);
      if (refusals[sample]) assert.ok(said.includes(refusals[sample]), `${id}, ${sample}: ${said}`);
      tried += 1;
    }
  }
  assert.ok(tried >= 15, `${tried} samples`);
  assert.deepEqual(problems, []);
  await close();
});

test("a verified notification shows its fields, and one changed character refuses it", async () => {
  const { page, close } = await site.open("#/webhook/fawry-v2?lang=en");
  await waitForStatus(page, "good");
  assert.match(await page.locator(".results").innerText(), /dedupeKey/);
  const body = page.getByLabel(en["webhook.body"], { exact: true });
  await body.fill((await body.inputValue()).replace("PAID", "NEW"));
  await keepSample(page);
  await waitForStatus(page, "bad");
  await select(page, "pick.sample", "reference");
  assert.match(await page.locator(".cause").innerText(), /merchantRefNumber/);
  assert.deepEqual(await page.locator(".compare ins").allInnerTexts(), ["9708f1cea8b5426cb57922df51b7f790"]);
  await close();
});

test("the first edit of a sample clears the rest of it, which can be brought back", async () => {
  const { page, close } = await site.open(REFUND);
  const key = page.getByLabel("secureKey", { exact: true });
  const typed = '{ "referenceNumber": "1", "refundAmount": "2" }';
  await input(page).fill(typed);
  await waitForStatus(page, "plain");
  assert.deepEqual([await input(page).inputValue(), await key.inputValue(), await page.getByLabel("merchantCode", { exact: true }).inputValue()], [typed, "", ""]);
  assert.equal(await page.locator(".card:visible .signature, [aria-invalid=true]").count(), 0);
  await keepSample(page);
  await waitForStatus(page, "good");
  assert.equal(await input(page).inputValue(), typed);
  assert.notEqual(await key.inputValue(), "");

  // Back and forth, what was typed stays.
  await page.getByRole("tab", { name: en["debug.name"] }).click();
  await key.fill("my-own-key");
  assert.equal(await page.getByLabel(en["debug.pasted"], { exact: true }).inputValue(), "");
  await page.getByLabel(en["debug.pasted"], { exact: true }).fill("curl of mine");
  await page.goBack();
  await page.locator("[role=tab][aria-selected=true]", { hasText: en["build.name"] }).waitFor();
  assert.equal(await input(page).inputValue(), typed);
  await page.goForward();
  await page.locator("[role=tab][aria-selected=true]", { hasText: en["debug.name"] }).waitFor();
  assert.deepEqual([await page.getByLabel(en["debug.pasted"], { exact: true }).inputValue(), await key.inputValue()], ["curl of mine", "my-own-key"]);

  // A card sets it aside; the way back, or the button, brings it again.
  await page.locator('.mistake[href$="/field-doubled"]').click();
  await waitForStatus(page, "warn");
  assert.notEqual(await key.inputValue(), "my-own-key");
  await keepSample(page);
  assert.deepEqual([await page.getByLabel(en["debug.pasted"], { exact: true }).inputValue(), await key.inputValue()], ["curl of mine", "my-own-key"]);
  await close();
});

test("a paste into a sample takes its place, wherever the caret stands", async () => {
  const { page, close } = await site.open("");
  const pasted = page.getByLabel(en["debug.pasted"], { exact: true });
  await page.evaluate(() => navigator.clipboard.writeText("POST /mine"));
  await pasted.click();
  await page.keyboard.press("ControlOrMeta+V");
  assert.equal(await pasted.inputValue(), "POST /mine");
  await close();
});

test("what is empty is asked for, and nothing is red", async () => {
  const { page, close } = await site.open("#/webhook/upayments?lang=en");
  await page.getByLabel(en["webhook.body"], { exact: true }).fill(" ");
  await waitForStatus(page, "plain");
  assert.equal(await page.locator(".status-text").innerText(), en["webhook.empty"]);
  await page.getByLabel(en["webhook.headers"], { exact: true }).fill("{");
  await page.getByLabel("apiSecret", { exact: true }).fill("some-secret");
  await waitForStatus(page, "bad");
  assert.equal(await page.locator(".status-text").innerText(), en["webhook.unreadable"]);
  await page.getByRole("tab", { name: en["debug.name"] }).click();
  await page.getByLabel(en["debug.pasted"], { exact: true }).fill(" ");
  await waitForStatus(page, "plain");
  assert.equal(await page.locator(".status-text").innerText(), en["debug.empty"]);
  await close();
});

test("nothing is requested after the page's own files, and the policy forbids it", async () => {
  const { page, requests, problems, close } = await site.open(REFUND);
  const own = requests.length;
  assert.ok(requests.every((url) => url.startsWith(site.address)), requests.join("\n"));
  await exercise(page);
  assert.equal(requests.length, own, requests.slice(own).join("\n"));
  assert.deepEqual(problems, []);
  const blocked = await page.evaluate(() => fetch("/package.json").then(() => "sent", () => "blocked"));
  assert.equal(blocked, "blocked");
  assert.equal(requests.length, own);
  await close();
});

test("no secret reaches storage, the address, an attribute or a link", async () => {
  const { page, close, context } = await site.open("#/build/Fawry/charge?lang=en");
  const card = classes[0].operations.find(({ name }) => name === "charge").samples.findIndex(({ input: fields }) => fields.cardNumber && fields.cvv);
  await select(page, "pick.sample", String(card));
  const key = "0123-my-own-key-4567";
  await page.getByLabel("secureKey", { exact: true }).fill(key);
  await keepSample(page);
  const fields = { ...classes[0].operations.find(({ name }) => name === "charge").samples[card].input, cardNumber: "5555555555554444", cvv: "938" };
  await input(page).fill(JSON.stringify(fields, null, 1));
  await pause(page, 400);
  assert.equal(await statusOf(page), "good");
  const secrets = [key, "5555555555554444", '"938"'];

  const { link, carried } = await copyLink(page);
  assert.ok(carried.includes(fields.merchantRefNum), carried);
  await page.getByRole("tab", { name: en["debug.name"] }).click();
  await page.getByRole("tab", { name: en["build.name"] }).click();

  const kept = await page.evaluate(async () => ({
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length]),
    address: location.href + JSON.stringify(history.state),
    attributes: [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes].map(({ value }) => value)).join("\n"),
    text: document.documentElement.outerHTML,
  }));
  assert.equal(kept.storage, JSON.stringify([{}, {}, "", 0, 0]));
  assert.deepEqual(await context.cookies(), []);
  for (const secret of secrets) {
    for (const [where, text] of Object.entries({ link, carried, storage: kept.storage, address: kept.address, attributes: kept.attributes })) {
      assert.ok(!text.includes(secret), `${secret} in ${where}`);
    }
  }
  assert.ok(!kept.text.includes(key));
  assert.equal(await page.getByLabel("secureKey", { exact: true }).getAttribute("type"), "password");

  const second = await site.open(link.slice(link.indexOf("#")));
  assert.ok((await input(second.page).inputValue()).includes(fields.merchantRefNum));
  assert.equal(await second.page.getByLabel("secureKey", { exact: true }).inputValue(), "");
  assert.match(await second.page.locator(".status-text").innerText(), /secureKey/);
  await second.close();
  await close();
});

test("a link made by hand does no harm", async () => {
  const pack = (data) => Buffer.from(JSON.stringify(data)).toString("base64url");
  const hostile = {
    input: { reason: '<img src=x onerror="document.title=1">', __proto__: { x: 1 } }, class: "__proto__", otherKeys: "x", mode: 7,
    account: { secureKey: "planted", merchantCode: "<b>m</b>" }, sender: { verdict: "<b>", causes: ["<img src=x>", 7] }, demo: "yes", event: { orderStatus: "<img src=x>" }, signature: "<img src=x>",
  };
  for (const tool of ["build", "debug", "webhook", "nothing"]) {
    const { page, problems, close } = await site.open(`#/${tool}/Fawry/refund?lang=xx&d=${pack(hostile)}`);
    assert.equal(await page.locator("img:not(#logo img)").count(), 0);
    if (tool === "build") assert.equal(await page.getByLabel("secureKey", { exact: true }).inputValue(), "");
    assert.deepEqual(problems, [], tool);
    await close();
  }
});

test("Arabic runs from right to left, and code in it from left to right", async () => {
  const { page, problems, close } = await site.open(REFUND);
  await page.getByRole("button", { name: OWN_NAMES.ar }).click();
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ["ar", "rtl"]);
  assert.match(page.url(), /lang=ar/);
  for (const tool of Object.keys(TOOLS)) {
    await page.locator(`[role=tab][id$="-${tool}"]`).click();
    const untranslated = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const { parentElement: parent, data } = walker.currentNode;
        const marked = parent.closest("noscript, [lang=en], code, pre, textarea, option[dir=ltr], [dir=ltr], .hidden");
        if (!marked && /[A-Za-z]{3,}/.test(data.replace(/Tawqee|fetch|JSON|HTTP|curl|Base64|HMAC|UPayments|Pay3|Fatora|x-signature|SHA-256|MD5|HS384|HMAC-SHA256|hex|base64url|base64|none/gi, ""))) found.push(data.trim());
      }
      return found;
    });
    assert.deepEqual(untranslated, [], tool);
    const turned = await page.evaluate(() => [...document.querySelectorAll("code, pre, textarea, .line")].filter((element) => getComputedStyle(element).direction === "rtl" && element.getClientRects().length).map((element) => element.textContent));
    assert.deepEqual(turned, [], tool);
  }
  assert.deepEqual(problems, []);
  const arabic = await site.open("", { locale: "ar-EG" });
  assert.equal(await arabic.page.evaluate(() => document.documentElement.dir), "rtl");
  await arabic.close();
  await close();
});

test("the keyboard reaches everything, and arrows move through the tabs in the direction of reading", async () => {
  for (const [lang, next] of [["en", "ArrowRight"], ["ar", "ArrowLeft"]]) {
    const { page, close } = await site.open(`#/debug/Fawry/refund?lang=${lang}`);
    await page.locator("[role=tab][aria-selected=true]").first().focus();
    await page.keyboard.press(next);
    assert.match(await page.evaluate(() => document.activeElement.id), /-build$/);
    await page.keyboard.press("End");
    assert.match(await page.evaluate(() => document.activeElement.id), /-webhook$/);
    assert.match(page.url(), /webhook/);
    await page.keyboard.press("Home");
    const reached = new Set();
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.className}`));
    }
    for (const wanted of ["TEXTAREA editor-area", "INPUT line", "BUTTON button copy", "SELECT "]) assert.ok([...reached].includes(wanted), `${wanted} of ${[...reached]}`);
    await close();
  }
});

test("results are announced", async () => {
  const { page, close } = await site.open(REFUND);
  await input(page).fill("{}");
  await keepSample(page);
  const region = page.locator("[role=status][aria-live=polite]");
  await page.waitForFunction((start) => document.querySelector("[role=status]").textContent.startsWith(start), en["status.add"].split("{")[0]);
  assert.match(await region.innerText(), /referenceNumber/);
  await close();
});

test("axe finds nothing, in both languages and both colours", async () => {
  for (const lang of ["en", "ar"]) {
    for (const [tool, place] of Object.entries(TOOLS)) {
      const { page, close } = await site.open(`#/${tool}/${place}?lang=${lang}`);
      await page.evaluate(axe);
      for (const state of ["as it opens", "with an error"]) {
        if (state === "with an error") await page.locator("textarea").first().fill("{");
        await pause(page, state === "with an error" ? 450 : 50);
        // A theme changes the colours alone; without motion it does so at once.
        for (const [theme, options, least] of [["light", {}, 20], ["dark", { runOnly: ["color-contrast"] }, 1]]) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
          const { violations, passes } = await page.evaluate((run) => globalThis.axe.run(run), options);
          assert.ok(passes.length >= least, `${passes.length} rules passed`);
          assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)]), [], `${tool} ${lang} ${theme} ${state}`);
        }
      }
      await close();
    }
  }
});

test("it fits from 320 to 1920 pixels, and the theme can be chosen", async () => {
  for (const lang of ["en", "ar"]) {
    for (const [tool, place] of Object.entries(TOOLS)) {
      const { page, close } = await site.open(`#/${tool}/${place}?lang=${lang}`);
      for (const width of [320, 360, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(beyond <= 0, `${tool} at ${width}, ${lang}: ${beyond} pixels too wide`);
        for (const theme of SHOWN.includes(width) ? ["light", "dark"] : []) {
          await page.emulateMedia({ colorScheme: theme });
          await page.screenshot({ path: `${shots}${tool}-${width}-${lang}-${theme}.png`, fullPage: true, animations: "disabled" });
        }
      }
      await close();
    }
  }
  const { page, close } = await site.open(REFUND, { theme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.locator("#theme").click();
  await page.locator("#theme").click();
  assert.notEqual(await ground(), light);
  await close();
});

test("saved as one file it works without a server", async () => {
  const url = pathToFileURL(fileURLToPath(new URL("../../www/generated/tawqee.html", import.meta.url))).href;
  const { page, requests, problems, close } = await site.open(REFUND, { url });
  await exercise(page);
  assert.deepEqual(requests.map((address) => address.split("#")[0]), [url]);
  assert.deepEqual(problems, []);
  assert.equal(await page.evaluate(() => fetch("data:text/plain,x").then(() => "sent", () => "blocked")), "blocked");
  await close();
});

/** Goes through the tools as a visitor would. */
async function exercise(page) {
  await input(page).fill('{ "referenceNumber": "931337410", "refundAmount": "20.5" }');
  await page.getByLabel("secureKey", { exact: true }).fill("another-key");
  for (const tool of ["debug", "webhook", "build"]) {
    await page.locator(`[role=tab][id$="-${tool}"]`).click();
    await pause(page, 400);
    assert.ok(await page.locator(".status[data-kind]").count());
  }
  await page.locator("#theme").click();
  await page.locator("#language").click();
  await page.locator("#language").click();
}
