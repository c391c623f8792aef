/** What arrives: the status to answer with, what is no body, and what is compared with a payment. */
import { FATORA, FAWRY, INVOICES, PAY3, UPAYMENTS, refused, same, truly } from "./support.mjs";

const URL_ = "https://example.com/notify";
const NOTIFICATION = {
  fawryRefNumber: "970177",
  merchantRefNumber: "9708f1cea8b5426cb57922df51b7f790",
  paymentAmount: 152,
  orderAmount: 150,
  orderStatus: "PAID",
  paymentMethod: "PAYATFAWRY",
};

export function received(tawqee, { test }) {
  const fawry = new tawqee.Fawry(FAWRY);
  const fatora = new tawqee.Fatora(FATORA);
  const pay3 = new tawqee.Pay3(PAY3);
  const upayments = new tawqee.UPayments(UPAYMENTS);
  const body = fawry.signNotification(NOTIFICATION);
  const webhook = (more) => ({ url: URL_, headers: upayments.signWebhook({ url: URL_, body: "{}" }), body: "{}", ...more });

  /** What verifies or reads something, by its name. */
  const verifiers = {
    "a notification": (given) => fawry.verifyNotification(given),
    "a notification V1": (given) => fawry.verifyNotificationV1(given),
    "a return": (given) => fawry.verifyReturn(given),
    "Fatora's return": (given) => fatora.readReturn(given),
    "Pay3's webhook": (given) => pay3.verifyWebhook(given),
    "UPayments' webhook": (given) => upayments.verifyWebhook(webhook({ body: given })),
  };
  for (const [name, verify] of Object.entries(verifiers)) {
    test(`${name} that is empty is malformed`, () => {
      for (const empty of ["", new Uint8Array(0), new ArrayBuffer(0)]) {
        const error = refused(tawqee, () => verify(empty), { code: "MALFORMED_BODY", field: "body", status: 400 }, name);
        truly(error.message.includes("raw body"), error.message);
      }
    });
    test(`${name} that is too long has the status 413`, () => {
      for (const long of ["x".repeat(1048577), "ش".repeat(600_000), new Uint8Array(1048577)]) {
        refused(tawqee, () => verify(long), { code: "MALFORMED_BODY", status: 413 }, name);
      }
    });
    test(`${name} in another form says what to pass instead`, () => {
      const forms = [
        [JSON.parse(body), "before any JSON parser"],
        [undefined, "before any JSON parser"],
        [{ text: () => body, headers: {}, url: URL_ }, "await request.text()"],
        [{ pipe() {}, headers: {} }, "read the stream first"],
        [{ getReader() {} }, "read the stream first"],
      ];
      if (typeof URL === "function") forms.push([new URL(URL_), "url.href"], [new URLSearchParams("a=1"), "url.search"]);
      for (const [form, hint] of forms) {
        const error = refused(tawqee, () => verify(form), { code: "INVALID_FIELD", field: "body", status: 500 }, name);
        truly(error.hint.includes(hint) && error.message.includes(hint), error.message);
      }
    });
  }

  test("a request in place of its parts says what to pass instead", () => {
    const request = { url: URL_, headers: {}, text: () => "{}" };
    const error = refused(tawqee, () => upayments.verifyWebhook(request), { code: "INVALID_FIELD", status: 500 }, "a request");
    truly(error.message.includes("body: await request.text()"), error.message);
  });
  test("a body in place of what was received says what to pass instead", () => {
    for (const given of ["{}", new TextEncoder().encode("{}"), undefined, null]) {
      const error = refused(tawqee, () => upayments.verifyWebhook(given), { code: "INVALID_FIELD", status: 500 }, "a body");
      truly(error.message.includes("pass { url, headers, body }"), error.message);
    }
  });
  test("pairs of headers say what to pass instead", () => {
    const pairs = Object.entries(webhook().headers);
    for (const headers of [pairs, pairs.flat(), "x-signature: 1"]) {
      const verify = () => upayments.verifyWebhook(webhook({ headers }));
      const error = refused(tawqee, verify, { code: "INVALID_FIELD", field: "headers", status: 500 }, "pairs");
      truly(error.message.includes("Object.fromEntries"), error.message);
    }
  });
  test("a reader says what to pass in place of a Response and of an answer of axios", () => {
    for (const [response, hint] of [
      [{ status: 200, text: () => "" }, "await response.text()"],
      [{ status: 200, body: { getReader() {} }, text: () => "" }, "await response.text()"],
      [{ status: 200, data: { statusCode: 200 } }, "transformResponse"],
      [{ status: 200, data: "{}" }, "transformResponse"],
    ]) {
      const error = refused(tawqee, () => fawry.readRefund(response), { code: "INVALID_FIELD", field: "body" }, hint);
      truly(error.hint.includes(hint), error.hint);
    }
  });
  test("an error has the status for a webhook handler to answer with", () => {
    const statusOf = (call) => refused(tawqee, call, {}, "an error").status;
    same(statusOf(() => fawry.verifyNotification("{")), 400);
    same(statusOf(() => fawry.verifyNotification(body.replace("PAID", "NEW"))), 401);
    same(statusOf(() => fawry.verifyNotification("{}")), 401);
    same(statusOf(() => upayments.verifyWebhook(webhook({ now: 1718000000 }))), 401);
    same(statusOf(() => fawry.refund({})), 500);
    same(statusOf(() => new tawqee.Fawry({})), 500);
    const made = (details) => new tawqee.TawqeeError("boom", details);
    const statuses = ["SIGNATURE_MISMATCH", "MALFORMED_BODY", "INTERNAL"].map((code) => made({ code }).status);
    same([...statuses, made().status, made({ code: "MALFORMED_BODY", status: 413 }).status], [401, 400, 500, 500, 413]);
  });
  test("a message holds the first sentence of the hint, once", () => {
    const error = new tawqee.TawqeeError("boom", { hint: "Write 20.50. Never 20.5." });
    same([error.message, error.hint], ["boom (Write 20.50)", "Write 20.50. Never 20.5."]);
    const own = refused(tawqee, () => fawry.refund({}), {}, "a refund");
    same(own.message.split(own.hint).length, 2, own.message);
  });
  test("an instance has the name of its gateway, for describeError", () => {
    const invoices = new tawqee.FawryInvoices(INVOICES);
    same([fawry, invoices, fatora, pay3, upayments].map(({ name }) => name), ["fawry", "fawry", "fatora", "pay3", "upayments"]);
    same(tawqee.describeError(fawry.name, 9935).code, "9935");
    same(Object.keys(fawry), []);
  });
  test("an outcome may be taken apart", () => {
    const { ok, data, error } = fawry.readRefund({ status: 200, body: '{"statusCode":9935,"statusDescription":"No"}' });
    same([ok, data, error.code], [false, undefined, "9935"]);
  });
  test("an expectation that is named has a value", () => {
    const notification = fawry.verifyNotification(body);
    const expect = (expected) => tawqee.expectPayment(notification, expected);
    same(expect({ amount: 150 }), { ok: true });
    same(expect({ amount: 150, merchantRef: NOTIFICATION.merchantRefNumber, currency: "EGP" }), { ok: true });
    for (const name of ["merchantRef", "currency"]) {
      for (const value of [undefined, null, ""]) {
        const field = `expected.${name}`;
        refused(tawqee, () => expect({ amount: 150, [name]: value }), { code: "INVALID_FIELD", field }, field);
      }
    }
    for (const expected of [{}, { amount: undefined, merchantRef: undefined }]) {
      const error = refused(tawqee, () => expect(expected), { code: "MISSING_FIELD", field: "expected.amount" }, "nothing");
      truly(error.message.includes("nothing is checked"), error.message);
    }
  });
}
