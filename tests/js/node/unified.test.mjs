/** One input for the refund and the status of a payment: what it builds is what the gateway's own operation builds. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as tawqee from "../../../pkg/dist/index.mjs";
import { catalog } from "../../../www/generated/catalog.js";
import * as unified from "../../../pkg/dist/unified.mjs";
import { gatewayOf } from "../suite/signatures.mjs";
import { FATORA, FAWRY, INVOICES, PAY3, UPAYMENTS } from "../suite/support.mjs";
import { vectors } from "../vectors.mjs";

const { TawqeeError, paymentStatus, refund } = unified;

/** The unified input that means a vector's. */
const MEANT = {
  fawry: ({ referenceNumber, refundAmount, reason }) => ({ merchantRef: "m", paymentId: referenceNumber, amount: refundAmount, reason }),
  pay3: ({ requestId, fiatAmount }) => ({ merchantRef: requestId, paymentId: "p", amount: fiatAmount }),
  upayments: ({ orderId, totalPrice, refundReason }) => ({ merchantRef: "m", paymentId: orderId, amount: totalPrice, reason: refundReason }),
};

/** What the unified input has a place for. */
const FIELDS = ["referenceNumber", "refundAmount", "reason", "requestId", "fiatAmount", "orderId", "totalPrice", "refundReason"];

for (const [name, meant] of Object.entries(MEANT)) {
  test(`a refund by ${name} is that of the vectors`, () => {
    const known = vectors.filter(({ gateway, operation, input, signature, options, ...vector }) =>
      gateway === name && operation === "refund" && signature && !options?.allowThreeDecimals &&
      !vector.name.includes("-mistake-") && Object.keys(input).every((field) => FIELDS.includes(field)));
    assert.ok(known.length > 0, "no vectors");
    for (const vector of known) {
      const gateway = gatewayOf(tawqee, vector);
      // UPayments signs the time, for which there is no place in the unified input.
      if (name === "upayments") gateway.callOptions = (options) => ({ ...options, timestamp: vector.options.timestamp });
      const { request } = refund(gateway, meant(vector.input));
      const whole = JSON.stringify([request.headers, request.body]);
      assert.ok(whole.includes(vector.signature), `${vector.name}: ${whole}`);
    }
  });
}

const fawry = new tawqee.Fawry(FAWRY);
const fatora = new tawqee.Fatora(FATORA);
const pay3 = new tawqee.Pay3(PAY3);
const upayments = new tawqee.UPayments(UPAYMENTS);
const INPUT = { merchantRef: "r-1", paymentId: "7", amount: "10.5" };

test("one input refunds by every gateway, and one answer tells how far it is", () => {
  const answers = [
    [fawry, { statusCode: 200, statusDescription: "Done" }, "completed"],
    [fatora, { status: "SUCCESS", result: { refund_status: "under_proccession" } }, "pending"],
    [pay3, { requestId: "r-1", refundId: "x", status: "REFUND_CREATED" }, "created"],
    [upayments, { status: true, data: { orderId: "7", refundOrderId: "8" } }, "created"],
  ];
  for (const [gateway, body, status] of answers) {
    const call = refund(gateway, { ...INPUT, whole: true, reason: "damaged" });
    assert.equal(call.request.method, "POST");
    const { ok, data } = call.read({ status: 200, body: JSON.stringify(body) });
    assert.deepEqual([ok, data?.status], [true, status], gateway.name);
  }
});

test("one input asks every gateway for a payment, which tells the same and can be compared", () => {
  const signed = fawry.signNotification({
    fawryRefNumber: "7", merchantRefNumber: "r-1", paymentAmount: 10.5, orderAmount: 10.5, orderStatus: "PAID", paymentMethod: "CARD",
  });
  const answers = [
    [fawry, signed, "10.50", "EGP", "7"],
    [fatora, { status: "SUCCESS", result: { order_id: "r-1", transaction_id: "7", amount: 10.5, currency: "QAR", payment_status: "SUCCESS" } }, "10.50", "QAR", "7"],
    [pay3, { data: [{ requestId: "r-1", orderId: "7", orderStatus: "COMPLETED", exchangeAmount: "10.50", exchangeCurId: "inr_in" }] }, "10.50", "inr_in", "7"],
    [upayments, { status: true, data: { transaction: { result: "CAPTURED", total_price: "10.500", currency_type: "KWD", merchant_requested_order_id: "r-1", refund_order_id: "7" } } }, "10.500", "KWD", "7"],
  ];
  for (const [gateway, body, amount, currency, paymentId] of answers) {
    const call = paymentStatus(gateway, { merchantRef: "r-1", paymentId: "7" });
    assert.ok(call.request.url.includes(gateway.name === "fatora" ? "verify" : ["fawry", "pay3"].includes(gateway.name) ? "r-1" : "/7"), call.request.url);
    const { data } = call.read({ status: 200, body: typeof body === "string" ? body : JSON.stringify(body) });
    const { payment, ...told } = data;
    assert.deepEqual(told, { state: "paid", amount, currency, merchantRef: "r-1", paymentId }, gateway.name);
    assert.deepEqual(tawqee.expectPayment(payment, { amount: "10.5", currency, merchantRef: "r-1" }), { ok: true });
  }
  const refused = paymentStatus(fawry, { merchantRef: "r-1", paymentId: "7" }).read({ status: 200, body: '{"statusCode":9938,"statusDescription":"No"}' });
  assert.deepEqual([refused.ok, refused.error.code], [false, "9938"]);
});

test("what a gateway cannot do is refused, and so is what is no input", () => {
  const cases = [
    [() => refund(fatora, INPUT), "UNSUPPORTED", "whole"],
    [() => refund(new tawqee.FawryInvoices(INVOICES), INPUT), "UNSUPPORTED", undefined],
    [() => refund({ name: "stripe" }, INPUT), "INVALID_FIELD", "gateway"],
    [() => refund({ name: "toString" }, INPUT), "INVALID_FIELD", "gateway"],
    [() => refund(null, INPUT), "INVALID_FIELD", "gateway"],
    [() => refund(fawry, { ...INPUT, paymentId: undefined }), "MISSING_FIELD", "paymentId"],
    [() => refund(pay3, { ...INPUT, paymentId: "" }), "MISSING_FIELD", "paymentId"],
    [() => refund(fawry, { ...INPUT, currency: "EGP" }), "UNKNOWN_FIELD", "currency"],
    [() => refund(fawry, null), "INVALID_FIELD", "input"],
    [() => paymentStatus(upayments, { merchantRef: "r-1" }), "MISSING_FIELD", "paymentId"],
  ];
  for (const [call, code, field] of cases) {
    assert.throws(call, (error) => error instanceof TawqeeError && error.code === code && error.field === field && error.hint !== undefined, code);
  }
  // What the gateway's own operation refuses is its own error.
  assert.throws(() => refund(fawry, { ...INPUT, amount: 0.1 + 0.2 }), { code: "INVALID_AMOUNT", field: "refundAmount" });
});

test("every gateway has both", () => {
  for (const { gateway } of catalog.classes) {
    const instance = new Proxy({ name: gateway }, { get: (target, member) => target[member] ?? (() => ({})) });
    assert.deepEqual(refund(instance, { ...INPUT, whole: true }).request, {}, gateway);
    assert.deepEqual(paymentStatus(instance, { merchantRef: "r-1", paymentId: "7" }).request, {}, gateway);
  }
});

test("it works through require, with the instances of another entry", () => {
  const require = createRequire(import.meta.url);
  const { Fawry } = require("../../../pkg/dist/fawry.cjs");
  const { request } = require("../../../pkg/dist/unified.cjs").refund(new Fawry(FAWRY), INPUT);
  assert.match(request.body, /"refundAmount":10\.50/);
});
