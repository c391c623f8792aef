// Fatora: nothing is signed; payments carry `api_key`, invoices a Bearer token.
// An order id that ends with `-400`, `-409`, `-422`, `-429` or `-500` is refused with that status.
// A verified order is paid unless its id ends with `-pending` or `-failure`, and a refund is
// completed unless its id ends with `-slow`.

import { json, numberFor, parseJson, text, writtenWith } from "./wire.mjs";

const SCALE = { KWD: 3, BHD: 3, OMR: 3, JPY: 0 };

const statuses = {
  400: "bad request",
  401: "The API key is not valid",
  409: "the client already exists",
  422: "business validation failed",
  429: "too many requests",
  500: "server error",
};

const success = (result) => json(200, { status: "SUCCESS", result });
const refused = (status, description = statuses[status]) =>
  json(status, { status: "ERROR", error: { error_code: String(status), description } });

export function fatora({ apiKey, bearerToken }) {
  const payment = (answer) => (request) => {
    if (request.headers.api_key !== apiKey) return refused(401);
    const fields = parseJson(request.body);
    const asked = /-(400|409|422|429|500)$/.exec(text(fields.order_id));
    if (asked) return refused(Number(asked[1]));
    return answer(fields);
  };

  const checkout = payment(({ amount, currency, order_id }) => {
    if (!writtenFor(currency, amount)) return refused(400, "amount does not fit its currency");
    const id = numberFor(order_id, 12);
    return success({ checkout_url: `https://maktapp.credit/pay/MCPaymentPage?paymentID=${id}` });
  });

  /** The call names no currency, so the amount may have the decimals of any. */
  const collectPayment = payment(({ amount }) =>
    [0, 2, 3].some((scale) => writtenWith(amount, scale)) ? success(["charged"]) : refused(400),
  );

  const verifyPayment = payment(({ order_id, transaction_id }) => {
    const state = /-(pending|failure)$/.exec(order_id)?.[1] ?? "success";
    return success({
      order_id,
      transaction_id: transaction_id ?? numberFor(order_id, 9),
      amount: 123.1,
      currency: "QAR",
      payment_status: state.toUpperCase(),
      mode: "test",
      note: null,
      description: null,
      auth_code: "831000",
      payment_date: "2026-01-31 10:20:30",
      card_token: "ab+c/d",
      client: { name: "client", email: "client@example.com", phone: "+97400000000" },
      exchange_details: null,
      transfer_details: null,
      refund_details: null,
      card_details: { card_type: "VISA", last_4_digits: "4242", type: "credit" },
    });
  });

  const refund = payment(({ order_id, transaction_id }) =>
    success({
      refund_status: order_id.endsWith("-slow") ? "under_proccession" : "completed",
      mode: "test",
      refund_transaction_id: numberFor(`refund of ${transaction_id}`, 9),
    }),
  );

  const authorize = ({ headers }) =>
    headers.api_key === apiKey
      ? json(200, { success: true, bearer_token: bearerToken })
      : json(401, { status: "ERROR", error: "Invalid API Key" });

  function createInvoice({ headers, body }) {
    if (headers.authorization !== `Bearer ${bearerToken}`) return refused(401, "The token is not valid");
    const { amount, description } = parseJson(body);
    if (!/^\d+(\.\d+)?$/.test(text(amount))) return refused(400);
    return json(201, { status: "SUCCESS", result: { invoice_id: numberFor(description, 6) } });
  }

  return {
    "POST /v1/payments/checkout": checkout,
    "POST /v1/payments/collect-payment": collectPayment,
    "POST /v1/payments/verify": verifyPayment,
    "POST /v1/payments/refund": refund,
    "POST /v1/Authorization/Authorize": authorize,
    "POST /v1/invoices": createInvoice,
  };
}

const writtenFor = (currency, amount) => writtenWith(amount, SCALE[currency] ?? 2);
