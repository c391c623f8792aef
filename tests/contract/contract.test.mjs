// The built package against the contracts: every sample of every operation travels over HTTP
// through Prism to the sandbox, and its answer is read.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { startSandbox } from "../../pkg/dist/sandbox.mjs";
import { Call, callsOf, load } from "./calls.mjs";
import { SIGNED_AT } from "./clock.mjs";
import { forged } from "./forged.mjs";
import { MERCHANTS_OWN, startPrism } from "./prism.mjs";
import { webhooks } from "./webhooks.mjs";

const { tawqee, catalog } = await load();
const sandbox = await startSandbox({ lenient: true, diagnose: false, now: () => SIGNED_AT });
const prism = await startPrism(sandbox.url);
after(async () => {
  await prism.close();
  await sandbox.close();
});

const PRISM = "https://stoplight.io/prism/errors";

for (const cls of catalog.classes) {
  for (const operation of cls.operations) {
    describe(`${cls.class}.${operation.name}`, () => {
      test("has a sample", () => assert.ok(operation.samples.length > 0));
      for (const call of callsOf({ tawqee, cls, operation, urls: prism.urls })) check(call);
    });
  }
}

function check(call) {
  const title = `${call.title}, through ${call.contract}`;

  test(`${title}: is accepted and read`, async () => {
    const { response, outcome } = await call.send();
    assert.ok(outcome.ok, `${response.status} ${response.body}`);
  });

  test(`${title}: what is signed is what is sent`, () => {
    const explanation = call.explain();
    if (!explanation) return;
    const { url, body = "", headers } = call.build();
    const sent = [decodeURIComponent(url), url, body, ...Object.values(headers)].join("\n");
    assert.ok(sent.includes(explanation.signature), "the signature travels");
    for (const { name, text, source, secret } of explanation.parts) {
      if (source !== "input" || secret || text.includes("•")) continue;
      const written = JSON.stringify(text).slice(1, -1);
      assert.ok(sent.includes(text) || sent.includes(written), `${name} is signed as ${text} and sent otherwise`);
    }
  });

  test(`${title}: is refused when its signature is wrong`, async () => {
    const request = call.build();
    const explanation = call.explain();
    if (!explanation) {
      const { url, headers, body } = request;
      return assert.doesNotMatch(JSON.stringify([url, Object.keys(headers), body]), /signature/i, "nothing looks like one");
    }
    const { response, outcome } = await call.send(forged(request, explanation.signature));
    assert.ok(!response.body.includes(PRISM), "the sandbox must judge it");
    assert.equal(outcome.ok, false);
    const { code, retryable } = outcome.error;
    assert.equal(code, call.cls.gateway === "fawry" ? "9946" : "401");
    assert.equal(retryable, false);
  });

  // The merchant's own document of Fawry allows them.
  if (call.contract !== MERCHANTS_OWN) {
    test(`${title}: is refused with a field that the gateway does not know`, async () => {
      const request = call.build();
      if (!request.body?.startsWith("{")) return;
      const body = request.body.replace("{", '{"unheardOf":1,');
      const answer = await fetch(request.url, { ...request, body });
      assert.equal(answer.status, 422);
      assert.equal((await answer.json()).type, PRISM);
    });
  }
}

describe("a documented failure is read as one", () => {
  const failures = [
    ["Fawry", "charge", { merchantRefNum: "80099951" }, "99951"],
    ["Fawry", "checkoutLink", { merchantRefNum: "8009903" }, "9903"],
    ["Fawry", "refund", { referenceNumber: "8009935" }, "9935"],
    ["Fawry", "cancelUnpaidOrder", { orderRefNo: "8009984" }, "9984"],
    ["Fawry", "paymentStatus", { merchantRefNumber: "8009938" }, "9938"],
    ["Fawry", "paymentStatusV1", { merchantRefNumber: "8009938" }, "9938"],
    ["Fawry", "captureAuthorization", { merchantRefNum: "8009938" }, "9938"],
    ["Fawry", "createCardToken", { customerProfileId: "817003" }, "17003"],
    ["FawryInvoices", "login", { password: "wrong" }, "401"],
    ["FawryInvoices", "refundInvoice", { orderReferenceNumber: "800400" }, "400"],
    ["FawryInvoices", "invoiceDetails", { invoiceNumber: "800400" }, "400"],
    ["Fatora", "refund", { order_id: "A-422" }, "422"],
    ["Fatora", "checkout", { order_id: "A-400" }, "400"],
    ["Fatora", "verifyPayment", { order_id: "A-429" }, "429"],
    ["Pay3", "checkout", { requestId: "8007001" }, "7001"],
    ["Pay3", "payout", { requestId: "8007001" }, "7001"],
    ["UPayments", "refund", { orderId: "A-422" }, "422"],
    ["UPayments", "refund", { orderId: "A-false" }, "200"],
    ["UPayments", "deleteRefund", { orderId: "A-429" }, "429"],
  ];
  for (const [name, operation, change, code] of failures) {
    test(`${name}.${operation}: ${code}`, async () => {
      const { outcome } = await changed(name, operation, change).send();
      assert.equal(outcome.ok, false);
      assert.equal(outcome.error.code, code);
    });
  }

  test("Fatora.verifyPayment: the call works and the payment failed", async () => {
    const { outcome } = await changed("Fatora", "verifyPayment", { order_id: "A-failure" }).send();
    assert.ok(outcome.ok);
    assert.equal(outcome.data.state, "failed");
  });
  test("Fatora.refund: under way", async () => {
    const { outcome } = await changed("Fatora", "refund", { order_id: "A-slow" }).send();
    assert.equal(outcome.data.status, "pending");
  });
  test("UPayments.refund: an order of several vendors needs their amounts", async () => {
    const { outcome } = await changed("UPayments", "refund", { orderId: "A-vendors" }).send();
    assert.equal(outcome.data.status, "needs-vendor-amounts");
  });
  test("UPayments.paymentStatus: not captured", async () => {
    const { outcome } = await changed("UPayments", "paymentStatus", { track_id: "A-failed" }, true).send();
    assert.equal(outcome.data.state, "failed");
  });
});

/** The first sample of an operation with some fields changed, or with `only` those fields. */
function changed(name, operationName, change, only = false) {
  const cls = catalog.classes.find((it) => it.class === name);
  const operation = cls?.operations.find((it) => it.name === operationName);
  assert.ok(operation, `${name}.${operationName} is in the catalog`);
  const [call] = callsOf({ tawqee, cls, operation, urls: prism.urls });
  const input = only ? change : { ...call.input, ...change };
  return new Call(cls, call.instance, operation, { ...call, input }, call.contract);
}

describe("what a gateway sends on its own", () => {
  for (const message of webhooks()) {
    test(`${message.class}.${message.name}: verified as sent, refused when changed`, () => {
      const cls = catalog.classes.find((it) => it.class === message.class);
      const instance = new tawqee[message.class](cls.config);
      const verified = message.verify(instance);
      assert.equal(verified.state, "paid");
      assert.ok(verified.dedupeKey);
      assert.throws(() => message.forge(instance), { code: "SIGNATURE_MISMATCH" });
    });
  }
});
