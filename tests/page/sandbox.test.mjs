/** The payment pages of the sandbox, as a payer meets them: both languages, a narrow and a wide window, the keyboard. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

import { CHROMIUM_FLAGS } from "../js/runners/chromium.mjs";
import { Fawry, UPayments } from "../../pkg/dist/index.mjs";
import { startSandbox } from "../../pkg/dist/sandbox.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let sandbox;
let browser;
let shop;
let back;
before(async () => {
  sandbox = await startSandbox({ diagnose: false });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: CHROMIUM_FLAGS });
  shop = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<title>the shop</title>"));
  await new Promise((resolve) => shop.listen(0, "127.0.0.1", resolve));
  back = `http://127.0.0.1:${shop.address().port}/back`;
});
after(async () => {
  await browser.close();
  await sandbox.close();
  shop.close();
});

async function answerOf(gateway, operation, input) {
  const request = gateway[operation](input);
  const response = await fetch(request.url, request);
  const outcome = gateway[`read${operation[0].toUpperCase()}${operation.slice(1)}`]({ status: response.status, body: await response.text() });
  assert.ok(outcome.ok, JSON.stringify(outcome.error));
  return outcome.data;
}

/** The addresses of a 3-D Secure page of a charge, one of a card, and a payment page. */
async function pagesOf(reference) {
  const fawry = new Fawry(sandbox.config.fawry);
  const upayments = new UPayments(sandbox.config.upayments);
  const charged = await answerOf(fawry, "charge", {
    merchantRefNum: reference, paymentMethod: "CARD", cardNumber: "4242424242424242", cardExpiryYear: "29", cardExpiryMonth: "05", cvv: "123",
    enable3DS: true, returnUrl: back, amount: "1580.55", customerMobile: "01012345678", customerEmail: "a@shop.example", description: "Goods",
    language: "en-gb", chargeItems: [{ itemId: "1", description: "One", price: "1580.55", quantity: 1 }],
  });
  const card = await answerOf(upayments, "addCard", { customerUniqueToken: "96512345678", returnUrl: back });
  const hosted = await answerOf(upayments, "charge", {
    order: { id: `طلب-${reference}`, description: "Goods", currency: "KWD", amount: "1.250" }, language: "ar", returnUrl: back, cancelUrl: back,
    notificationUrl: "https://shop.example/n",
  });
  return { challenge: charged.nextAction?.redirectUrl ?? charged.redirectUrl, card: card.link, hosted: hosted.link.split("?")[0] };
}

test("they fit a narrow and a wide window in both languages, and axe finds nothing", async () => {
  const pages = Object.values(await pagesOf("a-rather-long-reference-of-a-shop"));
  const tab = await browser.newPage();
  for (const width of [320, 1024]) {
    await tab.setViewportSize({ width, height: 700 });
    for (const lang of ["en", "ar"]) {
      for (const url of [...pages, `${sandbox.url}/`]) {
        const where = `${url} ${lang} ${width}`;
        await tab.goto(`${url}?lang=${lang}`);
        assert.equal(await tab.evaluate(() => document.dir), lang === "ar" ? "rtl" : "ltr", where);
        assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${where} is too wide`);
        await tab.evaluate(axe);
        const { violations, passes } = await tab.evaluate(() => globalThis.axe.run());
        assert.ok(passes.length > 10, `${passes.length} rules passed`);
        assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [], where);
      }
    }
  }
  await tab.close();
});

test("a payer gets through 3-D Secure by the keyboard, cancels it, and returns to the shop", async () => {
  const { challenge, card, hosted } = await pagesOf("K-1");
  const tab = await browser.newPage();
  const problems = [];
  tab.on("console", (message) => problems.push(message.text()));
  const toShop = (act) => Promise.all([tab.waitForURL((url) => url.href.startsWith(back)), act()]);

  await tab.goto(`${challenge}?lang=ar`);
  await tab.getByLabel("رمز البنك").fill("١٢٣٤");
  await toShop(() => tab.keyboard.press("Enter"));
  assert.equal(new Fawry(sandbox.config.fawry).verifyReturn(tab.url()).state, "paid");
  assert.equal(sandbox.order("K-1").state, "paid");

  await tab.goto(hosted);
  await tab.getByRole("button", { name: "Secure" }).click();
  await tab.getByLabel("Code of your bank").waitFor();
  await toShop(() => tab.getByRole("button", { name: "Cancel" }).click());
  assert.equal(new URL(tab.url()).searchParams.get("result"), "CANCELED");

  await tab.goto(card);
  await tab.getByLabel("Code of your bank").fill("1234");
  await toShop(() => tab.getByRole("button", { name: "Confirm" }).click());
  const upayments = new UPayments(sandbox.config.upayments);
  assert.equal((await answerOf(upayments, "listCustomerCards", { customerUniqueToken: "96512345678" })).customerCards.length, 1);
  assert.deepEqual(problems, []);
  await tab.close();
});
