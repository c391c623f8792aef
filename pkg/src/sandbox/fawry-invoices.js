/**
 * Fawry's e-invoices: nothing is signed, every call but the log-in carries a Bearer token.
 * A refusal is an HTTP status with an empty body: 401 for the token, 400 for the request.
 * The password `wrong` is refused. Leniently, every invoice exists, and an invoice number, order reference or refresh
 * token that ends with `400` or `401` is refused.
 */
import { FAWRY_INVOICES } from "./codes.js";
import { NotPossible, units } from "./orders.js";
import { empty, failureFor, json, numberFor, parseJson, text, writtenWith } from "./wire.js";

const WORDS = { new: "UNPAID", paid: "PAID", cancelled: "CANCELED", expired: "EXPIRED", refunded: "REFUNDED" };

export function fawryInvoices({ token }, { orders, link }) {
  const authorized = (answer) => (request) =>
    request.headers.authorization === `Bearer ${token}` ? answer(request) : empty(401);

  const refuseIfAsked = (reference) => {
    if (!orders.isLenient) return undefined;
    const failure = failureFor(Object.keys(FAWRY_INVOICES), reference);
    return failure && empty(Number(failure));
  };

  const session = () => json(200, { token, refreshToken: `refresh-of-${token}` });

  function login({ body }) {
    const { userIdentifier, password } = parseJson(body);
    if (!userIdentifier || !password) return empty(400);
    return password === "wrong" ? empty(401) : session();
  }

  /** The body is the bare token: quotation marks around it make it another, unknown one. */
  function refreshToken({ body }) {
    if (!/^[\w.=+/-]+$/.test(body)) return empty(400);
    return refuseIfAsked(body) ?? session();
  }

  const create = authorized(({ body }) => {
    const { businessReference, sendingDate, note, amount, items = [] } = parseJson(body);
    const amounts = [amount, ...items.map(({ price }) => price)].filter(Boolean);
    if (amounts.length === 0 || !amounts.every((it) => writtenWith(it, 2))) return empty(400);
    const refusal = refuseIfAsked(businessReference);
    if (refusal) return refusal;
    const seed = [businessReference, sendingDate, note].map(text).join();
    const total = items.reduce((sum, { price, quantity }) => sum + units(text(price)) * BigInt(text(quantity) || 1), 0n);
    const order = orders.open({
      gateway: "fawryInvoices", reference: text(businessReference) || seed, digits: 7, page: "hosted", currency: "EGP",
      amount: amount === undefined ? `${total / 1000n}.${String(total % 1000n).padStart(3, "0").slice(0, 2)}` : text(amount),
    });
    return json(200, { invoiceNumber: order.id, ...(businessReference && { businessReference }) });
  });

  const details = authorized(({ params }) => {
    const order = orders.find("fawryInvoices", params.invoiceNumber);
    if (order === undefined && !orders.isLenient) return empty(400);
    return refuseIfAsked(params.invoiceNumber) ??
      json(200, {
        number: order?.id ?? params.invoiceNumber,
        paymentUrl: link(order ?? { gateway: "fawryInvoices", id: params.invoiceNumber }),
        status: WORDS[order?.state] ?? "UNPAID",
      });
  });

  const statistics = authorized(() => {
    const states = orders.list().filter(({ gateway }) => gateway === "fawryInvoices").map(({ state }) => state);
    const count = (state) => states.filter((it) => it === state).length;
    return json(200, { paid: count("paid"), unpaid: count("new"), expired: count("expired") });
  });

  const cancel = authorized(({ body }) => {
    const numbers = parseJson(body);
    if (!Array.isArray(numbers) || numbers.length === 0) return empty(400);
    const asked = numbers.map(refuseIfAsked).find(Boolean);
    if (asked) return asked;
    const found = numbers.map((number) => orders.find("fawryInvoices", text(number)));
    if (!orders.isLenient && !found.every((order) => order?.state === "new")) return empty(400);
    found.filter((order) => order?.state === "new").forEach((order) => orders.change(order, "cancelled"));
    return empty(200);
  });

  const refund = authorized(({ params, body }) => {
    const { amount, reason, orderReferenceNumber } = parseJson(body);
    if (!writtenWith(amount, 2) || !reason || !orderReferenceNumber) return empty(400);
    const asked = refuseIfAsked(params.invoiceNumber) ?? refuseIfAsked(orderReferenceNumber);
    if (asked) return asked;
    const order = orders.find("fawryInvoices", params.invoiceNumber);
    if (order === undefined) return orders.isLenient ? json(200, {}) : empty(400);
    try {
      orders.refund(order, text(amount), numberFor(`${order.id}#${order.refunds.length}`, 9));
    } catch (error) {
      if (error instanceof NotPossible) return empty(400);
      throw error;
    }
    return json(200, {});
  });

  const routes = {
    "login POST /user-api/auth/login": login,
    "refreshToken POST /user-api/auth/token/refresh": refreshToken,
    "createInvoice POST /invoice-api/invoices/single": create,
    "createPaymentLink POST /invoice-api/invoices/payment-link": create,
    "invoiceStatistics GET /invoice-api/invoices/statistics": statistics,
    "invoiceDetails GET /invoice-api/invoices/{invoiceNumber}/details": details,
    "cancelInvoices POST /invoice-api/invoices/cancel": cancel,
    "refundInvoice POST /invoice-api/invoices/{invoiceNumber}/refund": refund,
  };

  return { routes, codes: Object.keys(FAWRY_INVOICES), refuse: (code) => empty(Number(code)), unreadable: () => empty(400) };
}
