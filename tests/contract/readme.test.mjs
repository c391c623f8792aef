// The code of the README that npm shows, run against the sandbox as it stands.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Fawry, Pay3, UPayments } from "../../pkg/dist/index.mjs";
import { credentials, startSandbox } from "../../pkg/dist/sandbox.mjs";

const HOST = "https://atfawry.fawrystaging.com";
const { merchantCode, secureKey } = credentials.fawry;
const fawry = new Fawry({ merchantCode, secureKey, environment: "staging" });
const order = { id: "order-7", total: "580.55", mobile: "01012345678", email: "buyer@shop.example", fawryNumber: "99900642041" };
const realFetch = globalThis.fetch;

/** The code as it runs without an installation. */
const dist = new URL("../../pkg/dist/", import.meta.url);
const fromHere = (code) => code.replace(/from "tawqee\/(\w+)"/g, (_, entry) => `from "${dist}${entry}.mjs"`);

let sandbox;
let readme;
const folder = mkdtempSync(join(tmpdir(), "tawqee-readme-"));
before(async () => {
  sandbox = await startSandbox({ lenient: true, diagnose: false });
  globalThis.fetch = (url, init) => realFetch(url.replace(HOST, sandbox.url), init);
  Object.assign(process.env, { FAWRY_MERCHANT_CODE: merchantCode, FAWRY_SECURE_KEY: secureKey });
  const text = readFileSync(new URL("../../pkg/README.md", import.meta.url), "utf8");
  const blocks = [...text.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);
  assert.ok(blocks.length >= 5);
  const code = fromHere(blocks.join("\n"));
  const file = join(folder, "readme.mjs");
  writeFileSync(file, code);
  readme = await import(pathToFileURL(file));
});
after(async () => {
  globalThis.fetch = realFetch;
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

test("what can be tried without an account says that it is paid", () => {
  const text = readFileSync(new URL("../../pkg/README.md", import.meta.url), "utf8");
  const file = join(folder, "try.mjs");
  writeFileSync(file, fromHere(/```mjs\n([^]*?)```/.exec(text)[1]));
  assert.equal(execFileSync(process.execPath, [file], { encoding: "utf8" }), "paid\n");
});

test("the README asks for a payment at an outlet", async () => {
  assert.match(await readme.payAtOutlet(order), /^\d+$/);
  await assert.rejects(readme.payAtOutlet({ ...order, id: "order-21010" }), /21010/);
});

test("the README charges a card with 3-D Secure", async () => {
  const card = { number: "4242424242424242", year: "29", month: "05", cvv: "123" };
  assert.match(await readme.payByCard(order, card), /\/_sandbox\/pages\/fawry\/\d+$/);
});

test("the README reads a return", () => {
  const fields = {
    referenceNumber: "7", merchantRefNumber: "order-7", paymentAmount: "580.55", orderAmount: "580.55", orderStatus: "PAID",
    paymentMethod: "CARD",
  };
  const query = new URLSearchParams({ ...fields, signature: fawry.signature("return", fields) });
  assert.equal(readme.returned(`https://shop.example/return?${query}`), "paid");
});

test("the README's handler believes what is signed, and once", () => {
  const event = (amount) => fawry.signNotification({
    fawryRefNumber: "970177", merchantRefNumber: "order-7", paymentAmount: amount, orderAmount: amount, orderStatus: "PAID",
    paymentMethod: "PAYATFAWRY",
  });
  const orders = new Map([["order-7", { ...order }]]);
  const seen = new Set();
  const notify = (body) => readme.notified(Buffer.from(body), orders, seen);
  assert.equal(notify(event(580.55).replace("PAID", "NEW")), 401);
  assert.equal(notify(""), 400);
  assert.equal(notify("x".repeat(2 << 20)), 413);
  assert.equal(notify(event(5)), 200);
  assert.match(orders.get("order-7").problem, /amount: expected 580.55, not 5.00/);
  assert.equal(notify(event(580.55)), 200);
  assert.deepEqual([orders.get("order-7").paid, seen.size], [true, 2]);
  orders.get("order-7").paid = undefined;
  assert.equal(notify(event(580.55)), 200);
  assert.equal(orders.get("order-7").paid, undefined);
});

test("the README refunds, by one gateway and by any", async () => {
  assert.equal(await readme.refund(order), "completed");
  assert.equal((await readme.refund({ ...order, fawryNumber: "7009935" })).code, "9935");
  const base = (path = "") => sandbox.url + path;
  const gateways = [
    fawry,
    new Pay3({ ...credentials.pay3, baseUrl: base() }),
    new UPayments({ ...credentials.upayments, environment: "sandbox", baseUrl: base("/api/v1") }),
  ];
  for (const gateway of gateways) {
    const outcome = await readme.refundPaid(gateway, { merchantRef: "order-9", paymentId: "7", total: "10.00" });
    assert.equal(outcome.ok, true, `${gateway.name}: ${JSON.stringify(outcome)}`);
  }
});

test("the README says why a signature is refused", () => {
  const input = { referenceNumber: "931337410", refundAmount: "20.5", reason: "damaged" };
  const causes = readme.why(input, "c19a763d261d2dd079f71e523ec2b4b0509a2b0b2f8dec1d2c9d683887296419");
  assert.match(causes[0], /trailing zeros/);
});
