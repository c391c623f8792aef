/**
 * Fatora: nothing is signed; payments carry `api_key`, invoices a Bearer token, and no webhook is documented.
 *
 * Leniently, an order that was never charged here counts as paid, `-pending` and `-failure` at the end of its id say
 * otherwise, `-slow` leaves a refund under way, and `-400` to `-500` refuses with that status.
 */
import { FATORA } from "./codes.js";
import { NotPossible } from "./orders.js";
import { json, numberFor, parseJson, text, writtenWith } from "./wire.js";

const SCALE = { KWD: 3, BHD: 3, OMR: 3, JPY: 0 };

const success = (result) => json(200, { status: "SUCCESS", result });
const refused = (status, description = FATORA[status]) =>
  json(Number(status), { status: "ERROR", error: { error_code: String(status), description } });

/** Fatora's words for the states of an order. */
const WORDS = { new: "PENDING", failed: "FAILURE", expired: "FAILURE", cancelled: "FAILURE" };

export function fatora({ apiKey, bearerToken }, { clock, orders, link }) {
  const payment = (needs, answer) => (request) => {
    if (request.headers.api_key !== apiKey) return refused(401);
    const fields = parseJson(request.body);
    const asked = orders.isLenient && /-(400|409|422|429|500)$/.exec(text(fields.order_id));
    if (asked) return refused(asked[1]);
    const missing = needs.find((name) => text(fields[name]) === "");
    return missing ? refused(400, `${missing} is missing`) : answer(fields);
  };

  const open = (fields, currency, rest) =>
    orders.open({
      gateway: "fatora", reference: text(fields.order_id), digits: 12, amount: text(fields.amount), currency,
      client: fields.client && Object.fromEntries(Object.entries(fields.client).map(([name, value]) => [name, text(value)])), ...rest,
    });

  const checkout = payment(["amount", "order_id"], (fields) => {
    const currency = text(fields.currency) || "QAR";
    if (!writtenWith(fields.amount, SCALE[currency] ?? 2)) return refused(400, "amount does not fit its currency");
    const { success_url: successUrl, failure_url: failureUrl } = fields;
    return success({ checkout_url: link(open(fields, currency, { page: "hosted", successUrl, failureUrl })) });
  });

  /** The call names no currency, so the amount may have the decimals of any. */
  const collectPayment = payment(["card_token", "order_id", "amount"], (fields) => {
    if (![0, 2, 3].some((scale) => writtenWith(fields.amount, scale))) return refused(400);
    open(fields, "QAR", { state: "paid" });
    return success(["charged"]);
  });

  const verifyPayment = payment(["order_id"], (fields) => {
    const { order_id, transaction_id } = fields;
    const order = orders.find("fatora", text(order_id));
    if (order === undefined && !orders.isLenient) return refused(404, "the order was not found");
    const instead = /-(pending|failure)$/.exec(order_id)?.[1].toUpperCase() ?? "SUCCESS";
    const refunded = order !== undefined && order.refunds.length > 0;
    return success({
      order_id,
      transaction_id: order?.id ?? transaction_id ?? numberFor(order_id, 9),
      amount: Number(order?.amount ?? 123.1),
      currency: order?.currency ?? "QAR",
      payment_status: order === undefined ? instead : (WORDS[order.state] ?? "SUCCESS"),
      mode: "test",
      note: null,
      description: null,
      auth_code: "831000",
      payment_date: new Date(order?.updatedAt ?? clock.ms()).toISOString().replace("T", " ").slice(0, 19),
      card_token: "ab+c/d",
      client: order?.client ?? { name: "client", email: "client@example.com", phone: "+97400000000" },
      exchange_details: null,
      transfer_details: null,
      refund_details: refunded ? { refund_status: "completed" } : null,
      card_details: { card_type: "VISA", last_4_digits: "4242", type: "credit" },
    });
  });

  const refund = payment(["order_id", "transaction_id"], ({ order_id, transaction_id }) => {
    const refundId = numberFor(`refund of ${text(transaction_id)}`, 9);
    const order = orders.find("fatora", text(transaction_id));
    const isKnown = order?.id === text(transaction_id) && order.reference === text(order_id);
    if (!isKnown && !orders.isLenient) return refused(422, "no payment has this transaction_id and order_id");
    try {
      if (isKnown) orders.refund(order, undefined, refundId);
    } catch (error) {
      if (error instanceof NotPossible) return refused(422, error.message);
      throw error;
    }
    return success({
      refund_status: orders.isLenient && order_id.endsWith("-slow") ? "under_proccession" : "completed",
      mode: "test",
      refund_transaction_id: refundId,
    });
  });

  const authorize = ({ headers }) =>
    headers.api_key === apiKey
      ? json(200, { success: true, bearer_token: bearerToken })
      : json(401, { status: "ERROR", error: "Invalid API Key" });

  function createInvoice({ headers, body }) {
    if (headers.authorization !== `Bearer ${bearerToken}`) return refused(401, "The token is not valid");
    const { amount, description } = parseJson(body);
    if (!/^\d+(\.\d+)?$/.test(text(amount)) || text(description) === "") return refused(400);
    return json(201, { status: "SUCCESS", result: { invoice_id: numberFor(description, 6) } });
  }

  const routes = {
    "checkout POST /v1/payments/checkout": checkout,
    "collectPayment POST /v1/payments/collect-payment": collectPayment,
    "verifyPayment POST /v1/payments/verify": verifyPayment,
    "refund POST /v1/payments/refund": refund,
    "authorize POST /v1/Authorization/Authorize": authorize,
    "createInvoice POST /v1/invoices": createInvoice,
  };

  return {
    routes,
    codes: Object.keys(FATORA),
    refuse: (code) => refused(code),
    unreadable: (reason, { isJson }) => refused(isJson ? 400 : 415, reason),
    returnTo(order) {
      const url = order.state === "paid" ? order.successUrl : order.failureUrl;
      if (url === undefined) return undefined;
      const code = order.state === "paid" ? "000" : "100";
      return `${url}?order_id=${encodeURIComponent(order.reference)}&transaction_id=${order.id}&response_code=${code}&mode=test`;
    },
  };
}
