/** `tawqee/sandbox`: orders, webhooks, faults, pages and controls, as tests of users meet them. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { Fatora, Fawry, FawryInvoices, Pay3, UPayments } from "../../../pkg/dist/index.mjs";
import { credentials, notifications, startSandbox } from "../../../pkg/dist/sandbox.mjs";
import { send } from "../../../pkg/dist/send.mjs";
import { openStore } from "../../../pkg/src/sandbox/store.js";

const CODE = (code, field) => ({ code, field });

/** A sandbox whose webhooks are answered with what `answer` gives. */
async function started(t, options = {}) {
  const arrived = [];
  const answer = options.answer ?? (() => 200);
  const webhook = async (request) => {
    const message = { body: await request.text(), headers: Object.fromEntries(request.headers), url: request.url };
    arrived.push(message);
    return answer(message, arrived.length);
  };
  const { answer: _, ...rest } = options;
  const sandbox = await startSandbox({ webhook, ...rest });
  t.after(() => sandbox.close());
  const { config } = sandbox;
  const gateways = {
    fawry: new Fawry(config.fawry), invoices: new FawryInvoices(config.fawryInvoices), fatora: new Fatora(config.fatora),
    pay3: new Pay3(config.pay3), upayments: new UPayments(config.upayments),
  };
  return { sandbox, arrived, ...gateways };
}

const call = (gateway, operation, input) =>
  send(gateway[operation](input), (r) => gateway[`read${operation[0].toUpperCase()}${operation.slice(1)}`](r), { retries: 0 });

const order = (merchantRefNum, more = {}) => ({
  merchantRefNum, paymentMethod: "PayAtFawry", amount: "150.50", customerMobile: "01012345678", customerEmail: "a@shop.example",
  customerProfileId: "7", description: "Goods", language: "en-gb",
  chargeItems: [{ itemId: "1", description: "One", price: "150.50", quantity: 1 }], ...more,
});

const invoiceLink = (order_id) => ({ amount: "5", currency: "QAR", order_id, success_url: "https://shop.example/s", failure_url: "https://shop.example/f" });
const charge = (id, more = {}) => ({
  order: { id, description: "Goods", currency: "KWD", amount: "1.250" }, language: "en", returnUrl: "https://shop.example/r",
  cancelUrl: "https://shop.example/c", notificationUrl: "https://shop.example/n", ...more,
});
const checkout = (requestId) => ({ requestId, fiatAmount: "10", currencyId: "inr_in", paymentMethodId: "all", email: "a@shop.example", mode: "returnUrl" });

describe("an order", () => {
  test("of Fawry is new, paid, refunded in part and in full, and each change is told", async (t) => {
    const { sandbox, arrived, fawry } = await started(t);
    const { data } = await call(fawry, "charge", order("A-1"));
    assert.equal(data.state, "new");
    assert.equal((await call(fawry, "refund", { referenceNumber: data.referenceNumber, refundAmount: "1" })).error.code, "9954");
    assert.equal((await sandbox.pay("A-1")).state, "paid");
    assert.equal((await call(fawry, "paymentStatus", { merchantRefNumber: "A-1" })).data.state, "paid");
    await call(fawry, "refund", { referenceNumber: data.referenceNumber, refundAmount: "50.25" });
    assert.equal((await call(fawry, "refund", { referenceNumber: data.referenceNumber, refundAmount: "100.26" })).error.code, "9935");
    await call(fawry, "refund", { referenceNumber: data.referenceNumber, refundAmount: "100.25" });
    await sandbox.settled();
    const states = arrived.map(({ body }) => fawry.verifyNotification(body).state);
    assert.deepEqual(states, ["new", "paid", "partially-refunded", "refunded"]);
    assert.deepEqual(sandbox.refunds.map(({ amount, reference }) => [amount, reference]), [["50.25", "A-1"], ["100.25", "A-1"]]);
    assert.equal(sandbox.order("A-1").refunded, "150.50");
  });

  test("of Fawry that nobody charged is not found, under any name", async (t) => {
    const { fawry } = await started(t);
    assert.equal((await call(fawry, "paymentStatus", { merchantRefNumber: "B-1" })).error.code, "9938");
    assert.equal((await call(fawry, "refund", { referenceNumber: "1", refundAmount: "1" })).error.code, "9938");
    assert.equal((await call(fawry, "cancelUnpaidOrder", { orderRefNo: "1", lang: "en-gb" })).error.code, "404");
  });

  test("of Fawry with the reference of another is a second one", async (t) => {
    const { sandbox, fawry } = await started(t);
    const first = await call(fawry, "charge", order("C-1"));
    const second = await call(fawry, "charge", order("C-1"));
    assert.notEqual(first.data.referenceNumber, second.data.referenceNumber);
    assert.equal(sandbox.orders.length, 2);
  });

  test("of Fawry by card is paid at once, and authorized only where that was asked for", async (t) => {
    const { sandbox, fawry } = await started(t);
    const card = { paymentMethod: "CARD", cardNumber: "4242424242424242", cardExpiryYear: "29", cardExpiryMonth: "05", cvv: "123" };
    await call(fawry, "charge", order("D-1", card));
    await call(fawry, "charge", order("D-2", { ...card, authCaptureModePayment: true }));
    assert.deepEqual(sandbox.orders.map(({ state }) => state), ["paid", "authorized"]);
    await call(fawry, "captureAuthorization", { merchantRefNum: "D-2", captureAmount: "100" });
    assert.deepEqual([sandbox.order("D-2").state, sandbox.order("D-2").amount], ["paid", "100.00"]);
    assert.doesNotMatch(JSON.stringify(sandbox.requests), /4242424242424242|"123"/);
  });

  test("of Fawry expires with the clock", async (t) => {
    const { sandbox, arrived, fawry } = await started(t);
    await call(fawry, "charge", order("E-1", { paymentExpiry: (sandbox.clock.now() + 3600) * 1000 }));
    await sandbox.clock.advance(3599);
    assert.equal(sandbox.order("E-1").state, "new");
    await sandbox.clock.advance(2);
    assert.equal(sandbox.order("E-1").state, "expired");
    assert.equal(fawry.verifyNotification(arrived.at(-1).body).state, "expired");
    await assert.rejects(sandbox.pay("E-1"), CODE("INVALID_FIELD", "reference"));
  });

  test("of UPayments is paid and refunded, and its webhook is signed over the address of the charge", async (t) => {
    const { sandbox, arrived, upayments } = await started(t);
    const { data } = await call(upayments, "charge", charge("F-1"));
    assert.equal((await call(upayments, "paymentStatus", { session_id: data.session_id })).data.state, "pending");
    await sandbox.pay("F-1");
    const [message] = arrived;
    assert.equal(upayments.verifyWebhook({ ...message, url: "https://shop.example/n" }).state, "paid");
    const status = await call(upayments, "paymentStatus", { track_id: data.trackId });
    assert.deepEqual([status.data.state, status.data.total_price], ["paid", "1.250"]);
    const refund = { orderId: status.data.refund_order_id, totalPrice: "1.25" };
    assert.equal((await call(upayments, "refund", { ...refund, totalPrice: "1.26" })).error.code, "422");
    assert.ok((await call(upayments, "refund", refund)).ok);
    assert.deepEqual(sandbox.refunds.map(({ amount }) => amount), ["1.250"]);
    assert.equal((await call(upayments, "paymentStatus", { track_id: "nobody" })).ok, false);
  });

  test("of Pay3 fails, and its requestId is used up", async (t) => {
    const { sandbox, arrived, pay3 } = await started(t);
    assert.ok((await call(pay3, "checkout", checkout("G-1"))).ok);
    assert.equal((await call(pay3, "checkout", checkout("G-1"))).error.code, "7001");
    await sandbox.fail("G-1");
    assert.equal(pay3.verifyWebhook(arrived[0].body).state, "failed");
    assert.equal((await call(pay3, "order", { requestId: "G-1" })).data.data?.length ?? 1, 1);
    await call(pay3, "checkout", checkout("G-2"));
    await sandbox.pay("G-2");
    assert.ok((await call(pay3, "refund", { requestId: "G-2", fiatAmount: "4" })).ok);
    assert.equal((await call(pay3, "refund", { requestId: "G-2", fiatAmount: "6.01" })).ok, false);
  });

  test("of Fatora is verified and refunded, and a refund needs both of its numbers", async (t) => {
    const { sandbox, arrived, fatora } = await started(t);
    await call(fatora, "checkout", invoiceLink("H-1"));
    await sandbox.pay("H-1");
    assert.deepEqual(arrived, []);
    const { id: transaction_id } = sandbox.order("H-1");
    assert.equal((await call(fatora, "verifyPayment", { order_id: "H-1", transaction_id })).data.state, "paid");
    assert.equal((await call(fatora, "refund", { order_id: "H-1", transaction_id: "1" })).error.code, "422");
    assert.equal((await call(fatora, "refund", { order_id: "H-1", transaction_id })).data.status, "completed");
    assert.equal((await call(fatora, "refund", { order_id: "H-1", transaction_id })).error.code, "422");
  });

  test("of an e-invoice is paid and refunded", async (t) => {
    const { sandbox, invoices } = await started(t);
    const dates = { sendingDate: "2026-01-31", expiryDate: "2026-02-28T22:00:00.000Z", releaseDate: "2026-01-31T22:00:00.000Z", note: "January" };
    const { data } = await call(invoices, "createPaymentLink", { ...dates, amount: "362.50" });
    await sandbox.pay(String(data.invoiceNumber));
    const refund = { invoiceNumber: String(data.invoiceNumber), amount: "362.50", reason: "returned", orderReferenceNumber: "9990064204" };
    assert.ok((await call(invoices, "refundInvoice", refund)).ok);
    assert.equal((await call(invoices, "refundInvoice", refund)).error.code, "400");
  });

  test("is named by its reference, with its gateway where two have it", async (t) => {
    const { sandbox, fawry, fatora } = await started(t);
    await call(fawry, "charge", order("I-1"));
    await call(fatora, "checkout", invoiceLink("I-1"));
    await assert.rejects(sandbox.pay("I-1"), CODE("INVALID_FIELD", "gateway"));
    assert.equal((await sandbox.pay("I-1", { gateway: "fatora" })).state, "paid");
    assert.equal(sandbox.order("I-1", { gateway: "fawry" }).state, "new");
    await assert.rejects(sandbox.pay("I-2"), { code: "INVALID_FIELD", hint: /I-1/ });
    await assert.rejects(sandbox.pay("I-1", { gateway: "stripe" }), CODE("INVALID_FIELD", "gateway"));
    await assert.rejects(sandbox.pay("I-1", { gatway: "fawry" }), CODE("UNKNOWN_FIELD", "options.gatway"));
    await assert.rejects(sandbox.pay(7), CODE("INVALID_FIELD", "reference"));
  });
});

describe("a webhook", () => {
  test("is repeated at its times until it is answered with 200, and says that it is a repeat", async (t) => {
    const { sandbox, arrived, fawry } = await started(t, { answer: (_, count) => (count < 3 ? 500 : 200), retrySeconds: [10, 60] });
    await call(fawry, "charge", order("J-1"));
    await sandbox.settled();
    assert.equal(arrived.length, 1);
    await sandbox.clock.advance(9);
    assert.equal(arrived.length, 1);
    await sandbox.clock.advance(1);
    await sandbox.clock.advance(60);
    assert.equal(arrived.length, 3);
    assert.deepEqual(arrived.map(({ headers }) => headers["x-sandbox-repeat"]), [undefined, "true", "true"]);
    assert.equal(new Set(arrived.map(({ body }) => body)).size, 1);
    assert.deepEqual(sandbox.webhooks.map(({ state, repeat, attempts }) => [state, repeat, attempts.map(({ status }) => status)]), [["delivered", true, [500, 500, 200]]]);
  });

  test("is given up at last, and of UPayments at once: no repeat is documented there", async (t) => {
    const { sandbox, pay3, upayments } = await started(t, { answer: () => 503 });
    await call(upayments, "charge", charge("K-1"));
    await sandbox.pay("K-1");
    assert.equal(sandbox.webhooks[0].state, "given-up");
    await call(pay3, "checkout", checkout("K-2"));
    await sandbox.pay("K-2");
    for (let day = 0; day < 10; day++) await sandbox.clock.advance(28_800);
    assert.deepEqual([sandbox.webhooks[1].state, sandbox.webhooks[1].attempts.length], ["given-up", 11]);
  });

  test("goes to a URL; without any it is kept for the test to hand over", async (t) => {
    const bodies = [];
    const server = createServer(async (request, response) => {
      for await (const chunk of request) bodies.push(String(chunk));
      response.end();
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const { sandbox, fawry } = await started(t, { webhook: `http://127.0.0.1:${server.address().port}/hook` });
    await call(fawry, "charge", order("L-1"));
    await sandbox.pay("L-1");
    assert.deepEqual(bodies.map((body) => fawry.verifyNotification(body).state), ["new", "paid"]);
    const silent = await started(t, { webhook: undefined });
    await call(silent.fawry, "charge", order("L-2", { orderWebHookUrl: "https://shop.example/elsewhere" }));
    await silent.sandbox.pay("L-2");
    assert.deepEqual(silent.sandbox.webhooks.map(({ state, attempts }) => [state, attempts]), [["no-address", []], ["no-address", []]]);
    assert.equal(silent.fawry.verifyNotification(silent.sandbox.webhooks[1].body).state, "paid");
  });

  test("can be doubled, delayed, held back, forged and lost", async (t) => {
    const { sandbox, arrived, fawry } = await started(t);
    const paid = async (reference, fault) => {
      await call(fawry, "charge", order(reference));
      await sandbox.settled();
      arrived.length = 0;
      sandbox.inject({ ...fault, reference });
      await sandbox.pay(reference);
      await sandbox.settled();
      return arrived.map(({ body }) => JSON.parse(body).orderStatus);
    };
    assert.deepEqual(await paid("M-1", { webhook: "duplicate" }), ["PAID", "PAID"]);
    assert.deepEqual(arrived.map(({ headers }) => headers["x-sandbox-repeat"]), [undefined, "true"]);
    assert.deepEqual(await paid("M-2", { webhook: "lose" }), []);
    assert.deepEqual(await paid("M-3", { webhook: "forge" }), ["PAID"]);
    assert.throws(() => fawry.verifyNotification(arrived[0].body), { code: "SIGNATURE_MISMATCH" });
    assert.deepEqual(await paid("M-4", { webhook: "delay", seconds: 60 }), []);
    await sandbox.clock.advance(60);
    assert.equal(arrived.length, 1);
    assert.deepEqual(await paid("M-5", { webhook: "reorder" }), []);
    await call(fawry, "refund", { referenceNumber: sandbox.order("M-5").id, refundAmount: "150.50" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await sandbox.settled();
    assert.deepEqual(arrived.map(({ body }) => JSON.parse(body).orderStatus), ["REFUNDED", "PAID"]);
  });

  test("of UPayments that comes late is out of its time", async (t) => {
    const { sandbox, arrived, upayments } = await started(t);
    await call(upayments, "charge", charge("N-1"));
    sandbox.inject({ webhook: "delay", seconds: 3600 });
    await sandbox.pay("N-1");
    await sandbox.clock.advance(3600);
    const late = { ...arrived[0], url: "https://shop.example/n", now: sandbox.clock.now() };
    assert.throws(() => upayments.verifyWebhook(late), { code: "TIMESTAMP_OUT_OF_RANGE" });
  });

  test("whose handler fails or gives nothing counts as undelivered", async (t) => {
    const { sandbox, fawry } = await started(t, { answer: (_, count) => (count === 1 ? assert.fail("broken") : undefined) });
    await call(fawry, "charge", order("V-1"));
    await sandbox.pay("V-1");
    const [broken, silent] = sandbox.webhooks;
    assert.deepEqual([broken.state, broken.attempts[0].error], ["waiting", "AssertionError"]);
    assert.match(silent.attempts[0].error, /no Response/);
  });

  test("is sent again on demand", async (t) => {
    const { sandbox, arrived, fawry } = await started(t);
    await call(fawry, "charge", order("O-1"));
    await sandbox.settled();
    assert.equal((await sandbox.repeat(sandbox.webhooks[0].id)).repeat, true);
    assert.equal(arrived.length, 2);
    await assert.rejects(sandbox.repeat("99"), CODE("INVALID_FIELD", "id"));
  });
});

describe("a fault", () => {
  /** The codes that a gateway documents, as the refusal of another one lists them. */
  const codesOf = (sandbox, on) => {
    try {
      return void sandbox.inject({ on, refuse: "0" });
    } catch (error) {
      return error.hint.replace("one of ", "").split(", ");
    }
  };

  test("refuses with every code that is documented, and each is known", async (t) => {
    const { sandbox, fawry, upayments, pay3, fatora, invoices } = await started(t, { diagnose: false });
    const calls = {
      "fawry.charge": () => call(fawry, "charge", order("P-1")),
      "fawryInvoices.invoiceStatistics": () => call(invoices, "invoiceStatistics", {}),
      "upayments.charge": () => call(upayments, "charge", charge("P-2")),
      "pay3.checkout": () => call(pay3, "checkout", checkout("P-3")),
      "fatora.checkout": () => call(fatora, "checkout", invoiceLink("P-4")),
    };
    for (const [on, ask] of Object.entries(calls)) {
      const codes = codesOf(sandbox, on);
      assert.ok(codes.length >= 2, on);
      for (const code of codes) {
        sandbox.inject({ on, refuse: code });
        const { ok, error } = await ask();
        assert.deepEqual([ok, error?.code], [false, code], on);
        assert.ok(error.meaning, `${on} ${code} means nothing`);
      }
    }
    assert.deepEqual(sandbox.orders, []);
    assert.match(sandbox.requests.at(-1).fault, /refuse 500/);
  });

  test("happens as often as it was asked to", async (t) => {
    const { sandbox, fawry } = await started(t, { diagnose: false });
    sandbox.inject({ on: "fawry", refuse: 99951, times: 2 });
    const codes = [];
    for (let at = 0; at < 3; at++) codes.push((await call(fawry, "charge", order("P-5"))).error?.code);
    assert.deepEqual(codes, ["99951", "99951", undefined]);
    sandbox.inject({ on: "fawry", refuse: 99951, times: Infinity });
    sandbox.clearFaults();
    assert.ok((await call(fawry, "charge", order("P-6"))).ok);
  });

  test("loses the answer of a charge that was made: ensure finds it, and nothing is charged twice", async (t) => {
    const { sandbox, fawry } = await started(t);
    for (const [lose, reference] of [[502, "Q-1"], ["connection", "Q-2"]]) {
      sandbox.inject({ on: "fawry.charge", lose });
      const ensure = async () => {
        const status = await call(fawry, "paymentStatus", { merchantRefNumber: reference });
        return status.ok ? "happened" : "not-happened";
      };
      const sending = send(fawry.charge(order(reference)), (r) => fawry.readCharge(r), { ensure, backoffMs: 0 });
      await assert.rejects(sending, { code: "ALREADY_HAPPENED" });
    }
    assert.deepEqual(sandbox.orders.map(({ reference }) => reference), ["Q-1", "Q-2"]);
  });

  test("delays, belongs to one order, and can be taken back", async (t) => {
    const { sandbox, fawry } = await started(t);
    sandbox.inject({ delayMs: 120, reference: "R-2" });
    const { remove } = sandbox.inject({ on: "fawry", refuse: "9901", times: Infinity });
    remove();
    const timed = async (reference) => {
      const start = performance.now();
      await call(fawry, "charge", order(reference));
      return performance.now() - start;
    };
    await timed("R-1");
    assert.ok((await timed("R-2")) >= 115);
  });

  test("that nobody documents is refused with what to write instead", async (t) => {
    const { sandbox } = await started(t);
    const wrong = [
      [undefined, "fault"], [{}, "fault"], [{ on: "fawry" }, "fault"], [{ refuse: "9935" }, "fault.on"], [{ on: "stripe", refuse: "1" }, "fault.on"],
      [{ on: "fawry.refnd", refuse: "9935" }, "fault.on"], [{ on: "fawry.refund", refuse: "1234" }, "fault.refuse"], [{ webhook: "eat" }, "fault.webhook"],
      [{ webhook: "delay" }, "fault.seconds"], [{ lose: 200 }, "fault.lose"], [{ delayMs: -1 }, "fault.delayMs"], [{ delay: 1 }, "fault.delay"],
      [{ lose: 502, times: 0 }, "fault.times"], [{ on: "fawry.charge", webhook: "lose" }, "fault.on"],
    ];
    for (const [fault, field] of wrong) assert.throws(() => sandbox.inject(fault), (error) => error.field === field && Boolean(error.hint), JSON.stringify(fault));
  });
});

describe("bad input", () => {
  const attempts = [
    ["/ECommerceWeb/Fawry/payments/charge", "{", (a) => a.statusCode === 400],
    ["/ECommerceWeb/Fawry/payments/charge", "null", (a) => a.statusCode === 400],
    ["/ECommerceWeb/Fawry/payments/refund", "[]", (a) => a.statusCode === 9901],
    ["/fawrypay-api/api/payments/init", JSON.stringify({ merchantCode: credentials.fawry.merchantCode, merchantRefNum: "1", chargeItems: 7 }), (a) => a.statusCode === 400],
    ["/ECommerceWeb/Fawry/payments/refund", JSON.stringify({ merchantCode: credentials.fawry.merchantCode, referenceNumber: "1", refundAmount: "1,5", signature: "x" }), (a) => a.statusCode === 21004],
    ["/ECommerceWeb/Fawry/payments/charge", " ".repeat(2_000_000), (a) => a.statusCode === 400],
    ["/v1/payments/checkout", "nothing", (a) => a.error.error_code === "415", { api_key: credentials.fatora.apiKey }],
    ["/v1/payments/checkout", "{}", (a) => a.error.error_code === "400", { api_key: credentials.fatora.apiKey }],
    ["/v1/client/fiat-refund", "{", (a) => a.error.code === "400", { "access-token": credentials.pay3.accessToken }],
    ["/api/v1/charge", "{}", (a) => a.message === "Unauthorized"],
    ["/v1/payments/verify", "[".repeat(200_000) + "]".repeat(200_000), (a) => a.error.error_code !== undefined, { api_key: credentials.fatora.apiKey }],
    ["/ECommerceWeb/Fawry/payments/charge", JSON.stringify({ merchantCode: credentials.fawry.merchantCode, merchantRefNum: {}, paymentMethod: ["CARD"], amount: "1.00" }), (a) => /not of its type/.test(a.statusDescription)],
    ["/v1/payments/checkout", '{"order_id":[1],"amount":"1.00"}', (a) => a.error.error_code === "400", { api_key: credentials.fatora.apiKey }],
    ["/nowhere", "{}", (a) => /has no POST/.test(a.message)],
  ];
  for (const [path, body, holds, headers] of attempts) {
    test(`at ${path}: ${body.slice(0, 30).trim() || "too much"} gets the gateway's own error`, async (t) => {
      const { sandbox } = await started(t, { diagnose: false });
      const answer = await fetch(sandbox.url + path, { method: "POST", body, headers });
      const text = await answer.text();
      assert.ok(holds(JSON.parse(text)), text);
    });
  }

  test("of startSandbox is refused with what to write instead", async () => {
    const wrong = { port: -1, prt: 1, host: 7, webhook: "ftp://x", retrySeconds: [-1], lenient: 1, now: 5, credentials: null, onRequest: 1 };
    for (const [name, value] of Object.entries(wrong)) {
      await assert.rejects(startSandbox({ [name]: value }), (error) => error.field === `options.${name}`, name);
    }
    await assert.rejects(startSandbox({ credentials: { stripe: {} } }), CODE("UNKNOWN_FIELD", "credentials.stripe"));
    await assert.rejects(startSandbox({ credentials: { fawry: { secureKey: "" } } }), CODE("INVALID_FIELD", "credentials.fawry.secureKey"));
  });

  test("of a port that is taken is told", async (t) => {
    const { sandbox } = await started(t);
    await assert.rejects(startSandbox({ port: sandbox.port }), CODE("INVALID_FIELD", "options.port"));
  });

  test("of a runtime without node:sqlite is told", async (t) => {
    if (process.getBuiltinModule?.("node:sqlite")) return t.skip("this runtime has node:sqlite");
    await assert.rejects(startSandbox({ database: "orders.db" }), { code: "UNSUPPORTED", hint: /Node 22/ });
  });
});

test("memory holds the newest, and what is still to be sent", () => {
  const store = openStore();
  for (let number = 0; number < 6000; number++) store.add("order", `o${number}`, { number }, { reference: `r${number}`, due: number });
  assert.deepEqual([store.byId("order", "o999"), store.byReference("order", "r999"), store.byReference("order", "r1000")], [undefined, undefined, { number: 1000 }]);
  assert.deepEqual(store.due("order", 1001, 9), [{ number: 1000 }, { number: 1001 }]);
  store.save("order", "o1", { number: 1 }, 5);
  assert.equal(store.byId("order", "o1"), undefined);
  for (let number = 0; number < 3000; number++) {
    const id = store.nextId("webhook");
    store.add("webhook", id, { id }, { due: number < 1500 ? number : undefined });
  }
  assert.deepEqual(["1", "1500", "1501", "2000", "2001", "3000"].map((id) => store.byId("webhook", id)?.id), ["1", "1500", undefined, undefined, "2001", "3000"]);
  store.save("webhook", "1", { id: "1" }, undefined);
  assert.deepEqual(["1", "2001", "2002"].map((id) => store.byId("webhook", id)?.id), ["1", undefined, "2002"]);
});

test("the log has what belongs to no gateway, too", async (t) => {
  const { sandbox } = await started(t);
  await fetch(`${sandbox.url}/ECommerceWeb/Fawry/payments/charge`, { method: "PUT", body: '{"cvv":"123"}' });
  const [{ gateway, status, body, refusal }] = sandbox.requests;
  const message = "the sandbox has no PUT /ECommerceWeb/Fawry/payments/charge";
  assert.deepEqual([gateway, status, body, refusal], [undefined, 404, '{"cvv":"••••••••"}', { code: "404", message, reason: message }]);
});

test("every documented code can be asked for, and is read as what it is", async (t) => {
  const { sandbox, ...gateways } = await started(t, { diagnose: false });
  const calls = {
    fawry: ["fawry", "refund", { referenceNumber: "1", refundAmount: "1" }], fawryInvoices: ["invoices", "invoiceDetails", { invoiceNumber: "1" }],
    fatora: ["fatora", "verifyPayment", { order_id: "1", transaction_id: "1" }], pay3: ["pay3", "refund", { requestId: "1", fiatAmount: "1" }],
    upayments: ["upayments", "paymentStatus", { track_id: "1" }], "fawry.cancelUnpaidOrder": ["fawry", "cancelUnpaidOrder", { orderRefNo: "1", lang: "en-gb" }],
  };
  let count = 0;
  for (const [on, [name, operation, input]] of Object.entries(calls)) {
    const { hint } = thrown(() => sandbox.inject({ on, refuse: "1" }));
    for (const refuse of hint.match(/\d+/g)) {
      sandbox.inject({ on, refuse });
      assert.equal((await call(gateways[name], operation, input)).error.code, refuse, `${on} ${refuse}`);
      count += 1;
    }
  }
  assert.ok(count > 150, `${count} codes`);
  sandbox.inject({ on: "fawry.cancelUnpaidOrder", refuse: "404" });
  assert.equal(thrown(() => sandbox.inject({ on: "fawry.refund", refuse: "404" })).field, "fault.refuse");
});

function thrown(act) {
  try {
    act();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

test("on all addresses of the machine its own clients still reach it, and other names are let in", async (t) => {
  const { sandbox, fawry } = await started(t, { host: "0.0.0.0" });
  assert.match(sandbox.url, /^http:\/\/127\.0\.0\.1:/);
  assert.ok((await call(fawry, "charge", order("Y-1"))).ok);
  assert.equal(await statusAs("build-machine:7420", sandbox.url), 200);
});

/** The status for a client that knows the sandbox by another name. */
async function statusAs(host, url) {
  const { request } = await import("node:http");
  return new Promise((resolve) => {
    request(`${url}/_sandbox/orders`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode)).end();
  });
}

test("a receiver that never answers keeps no process alive once the sandbox is closed", async (t) => {
  const server = createServer(() => {});
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const { sandbox, fawry } = await started(t, { webhook: `http://127.0.0.1:${server.address().port}/`, diagnose: false });
  const ended = new Promise((resolve) => server.once("request", (request) => request.socket.once("close", resolve)));
  const arrived = new Promise((resolve) => server.once("request", resolve));
  await call(fawry, "charge", order("Z-1"));
  await arrived;
  await sandbox.close();
  await ended;
});

test("what fails inside is told to the client, and the sandbox goes on", async (t) => {
  let isBroken = true;
  const { sandbox, fawry } = await started(t, { onRequest: () => isBroken && assert.fail("the hook is broken") });
  const request = fawry.charge(order("W-1"));
  const answer = await fetch(request.url, request);
  assert.deepEqual([answer.status, (await answer.json()).message], [500, "the sandbox failed inside: the hook is broken"]);
  isBroken = false;
  assert.ok((await call(fawry, "paymentStatus", { merchantRefNumber: "W-1" })).ok);
  assert.equal(sandbox.orders.length, 1);
});

test("the log says why a signature was refused, without a secret", async (t) => {
  const { sandbox, fawry } = await started(t);
  const request = fawry.refund({ referenceNumber: "931337410", refundAmount: "20.50", reason: "damaged" });
  const { createHash } = await import("node:crypto");
  const { merchantCode, secureKey } = credentials.fawry;
  const wrong = createHash("sha256").update(`${merchantCode}93133741020.5damaged${secureKey}`).digest("hex");
  const body = request.body.replace(/(?<="signature":")[0-9a-f]+/, wrong);
  await fetch(request.url, { ...request, body });
  const [{ refusal }] = sandbox.requests;
  assert.equal(refusal.code, "9946");
  assert.match(refusal.reason, /amount-not-padded/);
  await fetch(request.url, { ...request, body: request.body.replace("20.50", "20.51") });
  assert.match(sandbox.requests[1].refusal.reason, /the key or the content is another one/);
  await call(fawry, "refund", { referenceNumber: "931337410", refundAmount: "20.50" });
  assert.equal(sandbox.requests[2].refusal.reason, "Order not found");
  assert.doesNotMatch(JSON.stringify(sandbox.requests), new RegExp(secureKey));
});

describe("the pages", () => {
  let sandbox;
  let fawry;
  before(async () => {
    sandbox = await startSandbox({ diagnose: false });
    fawry = new Fawry(sandbox.config.fawry);
  });
  after(() => sandbox.close());
  const card = { paymentMethod: "CARD", cardNumber: "4242424242424242", cardExpiryYear: "29", cardExpiryMonth: "05", cvv: "123", enable3DS: true, returnUrl: "https://shop.example/back?id=7" };
  const press = (page, form) => fetch(page, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });

  test("of 3-D Secure bring the browser back with a signed answer", async () => {
    for (const [code, state] of [["1234", "paid"], ["0000", "failed"]]) {
      const { data } = await call(fawry, "charge", order(`S-${code}`, card));
      const page = data.nextAction?.redirectUrl ?? data.redirectUrl;
      assert.match(await (await fetch(`${page}?lang=ar`)).text(), /dir="rtl".*name="code"/s);
      const back = (await press(page, { action: "confirm", code })).headers.get("location");
      assert.match(back, /^https:\/\/shop\.example\/back\?id=7&/);
      assert.equal(fawry.verifyReturn(back.replace("id=7&", "")).state, state);
    }
  });

  test("of 3-D Secure are failed and cancelled too, by the words of each gateway", async () => {
    for (const action of ["deny", "cancel"]) {
      const { data } = await call(fawry, "charge", order(`S-${action}`, card));
      const page = data.nextAction?.redirectUrl ?? data.redirectUrl;
      assert.match(await (await fetch(page)).text(), /•••• 4242.*value="deny".*value="cancel"/s);
      const back = (await press(page, { action })).headers.get("location");
      assert.equal(fawry.verifyReturn(back.replace("id=7&", "")).state, "failed");
    }
    const upayments = new UPayments(sandbox.config.upayments);
    const link = (await call(upayments, "charge", charge("S-cancelled"))).data.link.split("?")[0];
    assert.match((await press(`${link}?step=3ds`, { action: "cancel" })).headers.get("location"), /^https:\/\/shop\.example\/c\?.*result=CANCELED/);
    assert.equal((await press(link, { action: "constructor" })).status, 400);
  });

  test("of 3-D Secure let a card be saved, once it is confirmed", async () => {
    const saved = async () => (await call(fawry, "listCardTokens", { customerProfileId: "7" })).data.cards.map(({ lastFourDigits }) => lastFourDigits);
    const { cardNumber, cvv, returnUrl } = card;
    const person = { customerProfileId: "7", customerMobile: "01012345678", customerEmail: "a@shop.example" };
    const input = { ...person, cardNumber, cvv, returnUrl, expiryYear: "29", expiryMonth: "05", enable3ds: true };
    const ask = async () => {
      const { ok, data, error } = await call(fawry, "createCardToken", input);
      assert.ok(ok, JSON.stringify(error));
      return data.nextAction?.redirectUrl ?? data.redirectUrl;
    };
    for (const form of [{ action: "deny" }, { action: "cancel" }, { action: "confirm", code: "1" }]) {
      const page = await ask();
      assert.match((await press(page, form)).headers.get("location"), /^https:\/\/shop\.example\/back\?id=7&statusCode=55006&/);
      await press(page, { action: "confirm", code: "1234" });
      assert.doesNotMatch(await (await fetch(`${page}?lang=ar`)).text(), /<button/);
      assert.deepEqual(await saved(), [], "a page that was left is no way in");
    }
    assert.match((await press(await ask(), { action: "confirm", code: "1234" })).headers.get("location"), /statusCode=200/);
    assert.deepEqual(await saved(), ["4242"]);

    const upayments = new UPayments(sandbox.config.upayments);
    const customer = { customerUniqueToken: "96512345678" };
    const { link } = (await call(upayments, "addCard", { ...customer, returnUrl: "https://shop.example/cards" })).data;
    assert.deepEqual((await call(upayments, "listCustomerCards", customer)).data.customerCards, []);
    assert.equal((await press(link, { action: "steal" })).status, 400);
    assert.equal((await press(link, { action: "confirm", code: " 1234 " })).headers.get("location"), "https://shop.example/cards");
    const [{ number: shown, token }] = (await call(upayments, "listCustomerCards", customer)).data.customerCards;
    assert.equal(shown, "424242xxxxxx4242");
    await call(upayments, "removeCard", { token });
    assert.deepEqual((await call(upayments, "listCustomerCards", customer)).data.customerCards, []);
    assert.equal((await fetch(link.replace("upayments", "fawry"))).status, 404);
  });

  test("of a hosted checkout pay, decline and expire in both languages, and escape what was sent", async () => {
    const request = charge("T-<b>&1");
    const upayments = new UPayments(sandbox.config.upayments);
    const { data } = await call(upayments, "charge", request);
    const page = data.link.split("?")[0];
    const text = await (await fetch(`${page}?lang=ar`)).text();
    assert.match(text, /lang="ar" dir="rtl"/);
    assert.ok(!text.includes("<b>") && text.includes("T-&#60;b&#62;&#38;1"));
    const challenge = await press(page, { action: "challenge" });
    assert.match(challenge.headers.get("location"), /step=3ds/);
    const back = await press(page, { action: "pay" });
    assert.match(back.headers.get("location"), /^https:\/\/shop\.example\/r\?payment_id=\d+&result=CAPTURED/);
    assert.doesNotMatch(await (await fetch(page)).text(), /<button/);
    const expiring = await call(fawry, "charge", order("T-2"));
    assert.ok(expiring.ok);
    await press(sandbox.order("T-2").page, { action: "expire" });
    assert.equal(sandbox.order("T-2").state, "expired");
    assert.equal((await press(sandbox.order("T-2").page, { action: "steal" })).status, 400);
    const { merchantRefNum, customerProfileId, language, chargeItems } = order("T-3");
    const link = await call(fawry, "checkoutLink", { merchantRefNum, customerProfileId, language, chargeItems, returnUrl: "https://shop.example/r" });
    assert.equal(link.data.url, sandbox.order("T-3").page);
    assert.match(await (await fetch(sandbox.url)).text(), /T-2/);
    assert.match(await (await fetch(`${sandbox.url}/?lang=ar`)).text(), /dir="rtl".*T-2/s);
  });

  test("are refused to other sites and hosts", async () => {
    const foreign = await fetch(`${sandbox.url}/_sandbox/orders/T-2/pay`, { method: "POST", headers: { origin: "https://evil.example" } });
    assert.equal(foreign.status, 403);
    assert.equal(await statusAs("evil.example", sandbox.url), 403);
  });
});

test("the controls do over HTTP what the methods do", async (t) => {
  const { sandbox, fawry } = await started(t);
  await call(fawry, "charge", order("U/1"));
  const ask = async (method, path, body) => {
    const answer = await fetch(`${sandbox.url}/_sandbox${path}`, { method, body: body === undefined ? body : JSON.stringify(body) });
    return [answer.status, await answer.json()];
  };
  assert.equal((await ask("POST", "/orders/U%2F1/pay"))[1].state, "paid");
  assert.equal((await ask("POST", "/orders/U%2F1/pay"))[0], 400);
  assert.equal((await ask("GET", "/orders/none"))[0], 404);
  assert.equal((await ask("GET", "/orders"))[1].length, 1);
  assert.equal((await ask("GET", "/webhooks"))[1].length, 2);
  assert.equal((await ask("POST", "/webhooks/1/repeat"))[1].repeat, true);
  assert.equal((await ask("GET", "/requests"))[1].length, 1);
  assert.equal((await ask("POST", "/faults", { on: "fawry.charge", refuse: "99951" }))[0], 201);
  assert.equal((await call(fawry, "charge", order("U-2"))).error.code, "99951");
  assert.equal((await ask("POST", "/faults", { on: "fawry.charge", refuse: "1" }))[1].error.field, "fault.refuse");
  const [, { now }] = await ask("POST", "/clock", { advanceSeconds: 60 });
  assert.ok(now >= Date.now() / 1000 + 58);
  for (const body of [{}, null, { advanceSeconds: 1e18 }, { now: 1e18 }]) assert.equal((await ask("POST", "/clock", body))[0], 400);
  assert.equal((await ask("GET", "/config"))[1].fawry.secureKey, credentials.fawry.secureKey);
  assert.equal((await ask("GET", "/elsewhere"))[0], 404);
  for (const path of ["/orders/%E0%A4%A", "/orders?gateway=%", "/pages/fawry/%E0%A4%A"]) assert.equal((await ask("GET", path))[0], 400, path);
  assert.equal((await ask("POST", "/faults"))[0], 400);
});

test("the factories sign for every gateway, and forge on demand", () => {
  const config = { environment: "staging", ...credentials.fawry };
  const fawry = new Fawry(config);
  assert.equal(fawry.verifyNotification(notifications.fawry({ orderStatus: "REFUNDED" }).body).state, "refunded");
  assert.equal(fawry.verifyNotificationV1(notifications.fawryV1({ Amount: "20.5" }).query).state, "paid");
  const pay3 = new Pay3({ ...credentials.pay3, hostname: "demo" });
  assert.equal(pay3.verifyWebhook(notifications.pay3({ requestId: "7" }).body).requestId, "7");
  const upayments = new UPayments({ ...credentials.upayments, environment: "sandbox" });
  const url = "https://shop.example/n?shop=7";
  assert.equal(upayments.verifyWebhook({ url, ...notifications.upayments({}, { url }) }).state, "paid");
  const forged = { forged: true };
  const refused = { code: "SIGNATURE_MISMATCH" };
  assert.throws(() => fawry.verifyNotification(notifications.fawry({}, forged).body), refused);
  assert.throws(() => fawry.verifyNotificationV1(notifications.fawryV1({}, forged).query), refused);
  assert.throws(() => pay3.verifyWebhook(notifications.pay3({}, forged).body), refused);
  assert.throws(() => upayments.verifyWebhook({ url, ...notifications.upayments({}, { url, ...forged }) }), refused);
});
