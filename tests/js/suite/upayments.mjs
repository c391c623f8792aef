/** UPayments' webhooks in every container, the clock, and the two steps of a shared refund. */
import { UPAYMENTS, refused, same, truly } from "./support.mjs";

const URL = "https://example.com/notify";
const BODY = '{"payment_id":"100326010000027219","result":"CAPTURED","track_id":"GWdK07j0XPriuCbzimCHh5MmyrZuSd2J"}';
const NOW = 1718000000;
const VENDOR = {
  refundRequestId: "cDg2RTY1Yjc5aw==",
  ibanNumber: "KW91KFHO0000000000051010173254",
  totalPaid: "50.000",
  refundedAmount: 0,
  remainingLimit: 50,
  amountToRefund: 0,
  merchantType: "vendor",
};

export function upayments(tawqee, { test }) {
  const gateway = (more) => new tawqee.UPayments({ ...UPAYMENTS, ...more });
  const sign = (body = BODY) => gateway().signWebhook({ url: URL, body, timestamp: NOW });
  const webhook = (more) => ({ url: URL, headers: sign(), body: BODY, now: NOW, ...more });
  const verify = (more) => gateway().verifyWebhook(webhook(more));

  test("UPayments: headers in every container and letter case", () => {
    const upper = Object.fromEntries(Object.entries(sign()).map(([name, value]) => [name.toUpperCase(), value]));
    const containers = [sign(), upper, new Map(Object.entries(sign()))];
    if (typeof Headers === "function") containers.push(new Headers(sign()));
    for (const headers of containers) same(verify({ headers }).state, "paid");
  });
  test("UPayments: a body as text or bytes", () => {
    const bytes = new TextEncoder().encode(BODY);
    const [text, view, buffer] = [BODY, bytes, bytes.buffer].map((body) => verify({ body }));
    same([view, buffer], [text, text]);
    same(text.track_id, "GWdK07j0XPriuCbzimCHh5MmyrZuSd2J");
  });
  test("UPayments: a form-encoded webhook", () => {
    const body = "payment_id=1&result=NOT+CAPTURED&requested_order_id=LIVE-TEST-001";
    const read = verify({ body, headers: sign(body) });
    same([read.state, read.result, read.requested_order_id], ["failed", "NOT CAPTURED", "LIVE-TEST-001"]);
  });
  test("UPayments: the clock is read where no time is given", () => {
    const headers = gateway().signWebhook({ url: URL, body: BODY });
    same(gateway().verifyWebhook({ url: URL, headers, body: BODY }).state, "paid");
    const request = gateway().paymentButtons();
    truly(Math.abs(Number(request.headers["x-timestamp"]) - Date.now() / 1000) < 5, "the time of the request");
    refused(tawqee, () => gateway().verifyWebhook({ ...webhook(), now: undefined }), { code: "TIMESTAMP_OUT_OF_RANGE" }, "old");
  });
  test("UPayments: what a webhook is refused for", () => {
    const cases = {
      "no headers": [{ headers: {} }, "SIGNATURE_MISSING"],
      "another body": [{ body: BODY.replace("CAPTURED", "FAILED") }, "SIGNATURE_MISMATCH"],
      "another URL": [{ url: `${URL}/` }, "SIGNATURE_MISMATCH"],
      "too old": [{ now: NOW + 301 }, "TIMESTAMP_OUT_OF_RANGE"],
      "from the future": [{ now: NOW - 301 }, "TIMESTAMP_OUT_OF_RANGE"],
      "a smaller tolerance": [{ now: NOW + 61, toleranceSeconds: 60 }, "TIMESTAMP_OUT_OF_RANGE"],
      "no URL": [{ url: undefined }, "MISSING_FIELD"],
    };
    for (const [name, [more, code]] of Object.entries(cases)) refused(tawqee, () => verify(more), { code }, name);
    same(verify().state, "paid");
  });
  test("UPayments: without an API secret requests are unsigned, and signatures are refused", () => {
    const plain = gateway({ apiSecret: undefined });
    same(Object.keys(plain.paymentButtons().headers).sort(), ["accept", "authorization"]);
    const expected = { code: "INVALID_CONFIG", field: "apiSecret" };
    refused(tawqee, () => plain.signature("paymentButtons", {}), expected, "signature");
    refused(tawqee, () => plain.verifyWebhook(webhook()), expected, "verifyWebhook");
  });
  test("UPayments: a shared refund goes back as it came, with amounts", () => {
    const answer = { orderId: "x9", isMultivendorRefund: true, refundPayload: [VENDOR] };
    const body = JSON.stringify({ status: true, message: "success", data: answer });
    const { data } = gateway().readRefund({ status: 200, body });
    same([data.status, data.refundPayload], ["needs-vendor-amounts", [VENDOR]]);
    const refundPayload = data.refundPayload.map((vendor) => ({ ...vendor, amountToRefund: "5" }));
    const request = gateway().multivendorRefund({ orderId: data.orderId, refundPayload });
    const sent = JSON.stringify({ orderId: "x9", isMultivendorRefund: true, refundPayload: [VENDOR] });
    same(request.body, sent.replace('"amountToRefund":0', '"amountToRefund":5.00'));
    const above = { orderId: "x9", refundPayload: [{ ...VENDOR, amountToRefund: 60 }] };
    const field = "refundPayload[0].amountToRefund";
    refused(tawqee, () => gateway().multivendorRefund(above), { code: "INVALID_AMOUNT", field }, "above the limit");
  });
  test("UPayments: a status answers with what a payment check needs", () => {
    const transaction = { result: "CAPTURED", total_price: "10.000", currency_type: "KWD", refundOrderId: "r-1" };
    const body = JSON.stringify({ status: "true", message: "success", data: { transaction } });
    const { data } = gateway().readPaymentStatus({ status: 200, body });
    same([data.state, data.total_price, data.refund_order_id], ["paid", "10.000", "r-1"]);
  });
}
