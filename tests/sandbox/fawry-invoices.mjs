// Fawry's e-invoices: nothing is signed, every call but the log-in carries a Bearer token.
// A refusal is an HTTP status with an empty body: 401 for the token, 400 for the request.
// The password `wrong` is refused; so is an invoice number, order reference or refresh token
// that ends with `400` or `401`.

import { empty, failureFor, json, numberFor, parseJson, text, writtenWith } from "./wire.mjs";

const failures = { 400: "Bad request", 401: "Unauthorized" };

export function fawryInvoices({ token }) {
  const authorized = (answer) => (request) =>
    request.headers.authorization === `Bearer ${token}` ? answer(request) : empty(401);

  const refuseIfAsked = (reference) => {
    const failure = failureFor(failures, reference);
    return failure && empty(Number(failure[0]));
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
    if (!amounts.every((it) => writtenWith(it, 2))) return empty(400);
    const seed = [businessReference, sendingDate, note].map(text).join();
    const reply = { invoiceNumber: numberFor(seed, 7), ...(businessReference && { businessReference }) };
    return refuseIfAsked(businessReference) ?? json(200, reply);
  });

  const details = authorized(({ params }) =>
    refuseIfAsked(params.invoiceNumber) ??
    json(200, {
      number: params.invoiceNumber,
      paymentUrl: `https://atfawry.fawrystaging.com/invoice-ui/pay/${params.invoiceNumber}`,
      status: "UNPAID",
    }),
  );

  const cancel = authorized(({ body }) => {
    const numbers = parseJson(body);
    if (!Array.isArray(numbers) || numbers.length === 0) return empty(400);
    return numbers.map(refuseIfAsked).find(Boolean) ?? empty(200);
  });

  const refund = authorized(({ params, body }) => {
    const { amount, reason, orderReferenceNumber } = parseJson(body);
    if (!writtenWith(amount, 2) || !reason || !orderReferenceNumber) return empty(400);
    return refuseIfAsked(params.invoiceNumber) ?? refuseIfAsked(orderReferenceNumber) ?? json(200, {});
  });

  return {
    "POST /user-api/auth/login": login,
    "POST /user-api/auth/token/refresh": refreshToken,
    "POST /invoice-api/invoices/single": create,
    "POST /invoice-api/invoices/payment-link": create,
    "GET /invoice-api/invoices/statistics": authorized(() => json(200, { paid: 3, unpaid: 2, expired: 1 })),
    "GET /invoice-api/invoices/{invoiceNumber}/details": details,
    "POST /invoice-api/invoices/cancel": cancel,
    "POST /invoice-api/invoices/{invoiceNumber}/refund": refund,
  };
}
