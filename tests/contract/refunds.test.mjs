// One refund, four gateways: the same few lines follow a refund through any of them, because
// every reader puts the same fields first.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startSandbox } from "../../pkg/dist/sandbox.mjs";
import { load } from "./calls.mjs";
import { MERCHANTS_OWN, documentOf, startPrism } from "./prism.mjs";

const { tawqee, catalog } = await load();
const sandbox = await startSandbox({ lenient: true, diagnose: false });
const prism = await startPrism(sandbox.url);
after(async () => {
  await prism.close();
  await sandbox.close();
});

function gateway(name) {
  const cls = catalog.classes.find((it) => it.class === name);
  const { hostname, ...account } = cls.config;
  const contract = name === "Fawry" ? MERCHANTS_OWN : documentOf(name);
  return new tawqee[name]({ ...account, baseUrl: prism.urls[contract] });
}

/** Sends one operation and gives the normalised fields of its answer, and the rest. */
async function refund(instance, operation, input) {
  const request = instance[operation](input);
  const response = await fetch(request.url, request);
  const read = instance[`read${operation[0].toUpperCase()}${operation.slice(1)}`].bind(instance);
  const outcome = read({ status: response.status, body: await response.text() });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.data;
}

test("Fawry: completed at once", async () => {
  const data = await refund(gateway("Fawry"), "refund", { referenceNumber: "931337410", refundAmount: "20.50" });
  assert.equal(data.status, "completed");
});

test("Fawry's invoices: created", async () => {
  const input = { invoiceNumber: "4828660", amount: "20.50", reason: "returned", orderReferenceNumber: "9990064204" };
  assert.equal((await refund(gateway("FawryInvoices"), "refundInvoice", input)).status, "created");
});

test("Fatora: completed, or pending while the bank works on it", async () => {
  const fatora = gateway("Fatora");
  const settled = await refund(fatora, "refund", { transaction_id: "123456789", order_id: "A-1" });
  assert.equal(settled.status, "completed");
  assert.match(settled.refundId, /^\d+$/);
  const slow = await refund(fatora, "refund", { transaction_id: "123456789", order_id: "A-slow" });
  assert.deepEqual([slow.status, slow.gatewayStatus], ["pending", "under_proccession"]);
});

test("Pay3: created, then pending", async () => {
  const pay3 = gateway("Pay3");
  const created = await refund(pay3, "refund", { fiatAmount: "0.02", requestId: "9824649238" });
  assert.deepEqual([created.status, created.amount], ["created", "0.02"]);
  const later = await refund(pay3, "refundStatus", { requestId: "9824649238" });
  assert.equal(later.status, "pending");
  assert.equal(later.refundId, created.refundId);
});

test("UPayments: created, then completed", async () => {
  const upayments = gateway("UPayments");
  const created = await refund(upayments, "refund", { orderId: "mv1GZnrG2l", totalPrice: "10" });
  assert.equal(created.status, "created");
  const { orderId: order_id } = created;
  assert.equal((await refund(upayments, "refundStatus", { order_id })).status, "completed");
  assert.equal((await refund(upayments, "checkRefund", { order_id })).status, "completed");
});

test("UPayments, several vendors: nothing is refunded before their amounts are given", async () => {
  const upayments = gateway("UPayments");
  const asked = await refund(upayments, "refund", { orderId: "x9qgyob-vendors", totalPrice: "7.50" });
  assert.equal(asked.status, "needs-vendor-amounts");
  assert.equal(asked.refundId, undefined);
  const [first, second] = asked.refundPayload;
  const refundPayload = [
    { ...first, amountToRefund: "5" },
    { ...second, amountToRefund: "2.50" },
  ];
  await refund(upayments, "multivendorRefund", { orderId: asked.orderId, refundPayload });
});
