/**
 * Pay3: HMAC-SHA256 in the header `signature` over a few named values, and an access token.
 * A wrong token or signature is HTTP 401 with a bare-string error.
 *
 * No formula is published for the crypto calls, so any list `name=value&name=value` of the body's own fields counts as
 * their string to sign, in any order.
 *
 * Leniently, every order exists and is completed, and a `requestId` may be used again unless it ends with `7001`; one
 * that ends with `9004` belongs to an order that failed at the partner, and with `9006` to a refund with a problem.
 */
import { createHmac } from "node:crypto";
import { PAY3 } from "./codes.js";
import { NotPossible } from "./orders.js";
import { Numeral, json, numberFor, parseJson, same, text, uuidFor } from "./wire.js";

/** Pay3's words for the states of an order. */
const WORDS = {
  new: "CREATED", paid: "COMPLETED", failed: "FAILED", expired: "ABANDONED", cancelled: "ABANDONED",
  refunded: "COMPLETED", "partially-refunded": "COMPLETED",
};

const FIAT_AMOUNT = /^(0|[1-9]\d*)\.\d{2}$/;

const hmac = (key, message) => createHmac("sha256", key).update(message, "utf8").digest("base64");
const refused = (status, code, message) => json(status, { error: { code, message } });
const unverified = () => json(401, { error: "Client verification failed" });

export function pay3({ clientId, secretKey, accessToken, webhookSecret }, { clock, orders, link }) {
  const authorized = (answer) => (request) => {
    if (!same(request.headers["access-token"], accessToken)) return unverified();
    return answer(request);
  };

  /** Checks the client and the signature; `accepted` gives the strings that may have been signed. */
  const post = (accepted, answer) =>
    authorized(({ headers, body }) => {
      const fields = parseJson(body);
      if (fields.clientId !== clientId) return unverified();
      const { signature } = headers;
      if (accepted && !accepted(fields).some((it) => same(signature, hmac(secretKey, it)))) return unverified();
      if (!accepted && signature && !namedLists(fields).some((it) => same(signature, hmac(secretKey, it)))) {
        return unverified();
      }
      return answer(fields);
    });

  const used = () => refused(401, "7001", PAY3[7001]);

  /** Opens the order of a call, unless its `requestId` was used before. */
  const opening = (orderType, answer) => (fields) => {
    const requestId = text(fields.requestId);
    if (requestId === "") return refused(400, "400", "requestId is missing");
    if (orders.isLenient ? requestId.endsWith("7001") : orders.find("pay3", requestId)) return used();
    const isCrypto = orderType.startsWith("CRYPTO");
    const order = orders.open({
      gateway: "pay3", reference: requestId, make: uuidFor, orderType, page: "hosted",
      amount: (text(fields.fiatAmount) || text(fields.amount) || "0").replace(/^\D.*/, "0"),
      currency: text(fields.currencyId) || text(fields.currency) || text(fields.fiatCurrency),
      ...(isCrypto && { cryptoCurrency: text(fields.currency) }),
    });
    return answer(fields, order);
  };

  const fiat = (answer) => (fields) =>
    FIAT_AMOUNT.test(text(fields.fiatAmount)) ? answer(fields) : refused(400, "400", "fiatAmount needs two decimals");

  const read = (answer) =>
    authorized(({ query }) => (query.clientId === clientId ? answer(query.requestId) : unverified()));

  const short = ({ fiatAmount, requestId }) => [`fiatAmount=${fiatAmount}&requestId=${requestId}`];
  const long = ({ currencyId, fiatAmount, requestId }) => [
    `currencyId=${currencyId}&fiatAmount=${fiatAmount}&requestId=${requestId}`,
  ];

  /** The `requestId` is that of the order whose money goes back. */
  function refund({ requestId, fiatAmount }) {
    const order = orders.find("pay3", text(requestId));
    const refundId = uuidFor(`${requestId}${order?.refunds.length > 0 ? `#${order.refunds.length}` : ""}`);
    if (order === undefined && !orders.isLenient) return refused(400, "9006-1", "no order has this requestId");
    try {
      if (order && !orders.isLenient) orders.refund(order, text(fiatAmount), refundId);
    } catch (error) {
      if (error instanceof NotPossible) return refused(400, "9006-1", error.message);
      throw error;
    }
    return json(200, { requestId, refundId, fiatAmount, status: "REFUND_CREATED" });
  }

  const refundStatus = (requestId) => {
    const problem = { errorCode: "9006-1", errorDesc: PAY3[9006] };
    const order = orders.find("pay3", requestId);
    const instead = [{ requestId, refundId: uuidFor(requestId), fiatAmount: "0.02", status: "REFUND_INITIATED" }];
    const known = order?.refunds.map(({ id, amount }) => ({ requestId, refundId: id, fiatAmount: amount, status: "REFUND_INITIATED" }));
    return json(200, {
      data: orders.isLenient ? instead : (known ?? []),
      ...(orders.isLenient && requestId.endsWith("9006") && { errorReason: problem }),
    });
  };

  const hosted = (requestId, order) => ({ token: uuidFor(requestId), requestId, url: link(order) });

  const offer = (fields, type) => ({
    userAddress: "0x52908400098527886E0F7030069857D2E4169EE7",
    clientId,
    selectedPaymentMethod: fields.paymentMethodId,
    totalFiatAmount: fields.fiatAmount,
    expiryTs: clock.ms() + 900_000,
    currencyId: fields.currencyId,
    type,
  });

  function checkout(fields, order) {
    if (fields.mode === "returnUrl") return json(200, hosted(fields.requestId, order));
    const { requestId } = fields;
    return json(200, { requestId, token: uuidFor(requestId), status: "CREATED", offerInfoData: offer(fields, "BUY") });
  }

  function payout(fields, order) {
    const { requestId, mode } = fields;
    if (mode !== "createVerify") {
      return json(200, { requestId, token: uuidFor(requestId), offerInfoData: offer(fields, "SELL") });
    }
    const verificationDetails = { isVerificationEnabled: true, isVerified: true, fullName: "Demo User" };
    return json(200, { ...hosted(requestId, order), warning: "", verificationDetails });
  }

  /** A payout is on its way once it is executed; here it arrives at once. */
  function executed(requestId) {
    const order = orders.find("pay3", text(requestId));
    if (order === undefined) return orders.isLenient ? undefined : refused(400, "400", "no order has this requestId");
    if (order.state === "new") orders.change(order, "paid");
    return undefined;
  }

  const executePayout = ({ requestId }) =>
    executed(requestId) ?? json(200, { requestId, orderId: uuidFor(requestId), orderType: "PAYOUT", status: "ORDER_PAYMENT_INITIATED" });

  function cryptoCheckout(fields) {
    const { requestId, address } = fields;
    const amount = fields.amount ?? fields.fiatAmount;
    const currency = fields.currency ?? fields.fiatCurrency;
    const requestInfoData = { amount, address, clientId, signature: "", currency, type: "CRYPTO" };
    return json(200, { token: uuidFor(requestId), requestId, requestInfoData });
  }

  function cryptoPayout({ requestId, currency, address, amount, mode }, order) {
    if (mode === "returnUrl") return json(200, hosted(requestId, order));
    const estimate = { warning: "", estimatedFees: "0.01", estimatedNetAmount: amount };
    return json(200, { token: uuidFor(requestId), requestId, currency, address, ...estimate });
  }

  const executeCryptoPayout = ({ requestId }) =>
    executed(requestId) ?? json(200, {
      txnHash: `0x${numberFor(requestId, 40)}`,
      orderType: "CRYPTO",
      orderId: uuidFor(requestId),
      requestId,
      status: "ORDER_PAYMENT_PROCESSING",
    });

  const partnerFailed = { errorCode: 9004, errorDesc: PAY3[9004] };
  const failedInstead = (requestId) => orders.isLenient && requestId.endsWith("9004");
  const stateOf = (requestId, order) => (failedInstead(requestId) ? "FAILED" : orders.isLenient ? "COMPLETED" : WORDS[order.state]);

  const orderHead = (requestId, order, orderType) => ({
    orderId: order?.id ?? uuidFor(requestId),
    orderStatus: stateOf(requestId, order),
    updatedTs: order?.updatedAt ?? clock.ms(),
    orderType,
    requestId,
    clientId,
    ...(stateOf(requestId, order) === "FAILED" && { errorReason: partnerFailed }),
  });

  /** The answer about an order; an empty list where there is none. */
  const known = (answer) => (requestId) => {
    const order = orders.find("pay3", text(requestId));
    if (order === undefined && !orders.isLenient) return json(200, { data: [] });
    return json(200, { data: [answer(requestId, order)] });
  };

  const order = known((requestId, order) => ({
    ...orderHead(requestId, order, orders.isLenient ? "CHECKOUT" : order.orderType),
    userAddress: "0x52908400098527886E0F7030069857D2E4169EE7",
    partner: "demo-partner",
    exchangeCurId: orders.isLenient ? "inr_in" : order.currency,
    exchangeAmount: orders.isLenient ? "10.00" : order.amount,
    paymentMethod: "upi",
  }));

  const PAYMENT = { COMPLETED: "SUCCESS", FAILED: "DECLINED" };

  const cryptoOrder = known((requestId, order) => ({
    ...orderHead(requestId, order, "cryptoPayin"),
    paymentStatus: PAYMENT[stateOf(requestId, order)] ?? "PENDING",
    receivedAmount: order?.amount ?? "1.0",
    payersEmail: "payer@example.com",
    settlementStatus: "SETTLED",
    txnHash: `0x${numberFor(requestId, 40)}`,
    cryptoCurId: order?.cryptoCurrency ?? "usdc_sepolia",
    cryptoAmount: order?.amount ?? "1.0",
  }));

  const routes = {
    "refund POST /v1/client/fiat-refund": post(short, fiat(refund)),
    "refundStatus GET /v1/client/fiat-refunds": read(refundStatus),
    "checkout POST /v1/client/checkout/create-order": post(long, fiat(opening("CHECKOUT", checkout))),
    "payout POST /v1/client/payout/create-order": post(long, fiat(opening("PAYOUT", payout))),
    "executePayout POST /v1/client/payout/execute": post(undefined, executePayout),
    "cryptoCheckout POST /v1/client/crypto-checkout/create-order": post(namedLists, opening("CRYPTO", cryptoCheckout)),
    "cryptoPayout POST /v1/client/crypto-payout/create-order": post(namedLists, opening("CRYPTO", cryptoPayout)),
    "executeCryptoPayout POST /v1/client/crypto-payout/execute": post(namedLists, executeCryptoPayout),
    "cryptoRefund POST /v1/client/crypto-refund/create-order": post(
      namedLists,
      opening("CRYPTO", ({ requestId }, order) => json(200, hosted(requestId, order))),
    ),
    "order GET /v1/client/orders": read(order),
    "cryptoOrder GET /v1/client/crypto-orders": read(cryptoOrder),
  };

  return {
    routes,
    codes: Object.keys(PAY3),
    refuse: (code) => (code === "401" ? unverified() : refused(code === "7001" ? 401 : 400, String(code), PAY3[code])),
    unreadable: (reason) => refused(400, "400", reason),
    eventOf: (order) => (TOLD.includes(order.state) ? { body: webhook({ webhookSecret }, claimsOf(order)) } : undefined),
    forged: (body) => body.replace(/[^.]+(?="\})/, (signature) => (signature[0] === "A" ? "B" : "A") + signature.slice(1)),
    returnTo: () => undefined,
  };
}

/** Of other changes no webhook is documented. */
const TOLD = ["paid", "failed", "expired", "cancelled"];

function claimsOf(order) {
  return {
    requestId: order.reference,
    data: { orderType: order.orderType, orderId: order.id, orderStatus: WORDS[order.state] },
    ...(order.state === "failed" && { error: { code: 9004, message: PAY3[9004] } }),
    type: "pay3-sdk-transaction-status",
  };
}

/** Every ordered choice of two to four of the body's fields, as `name=value` joined by `&`. */
function namedLists(fields) {
  const plain = Object.entries(fields).filter(([, value]) => typeof value !== "object" || value instanceof Numeral);
  const pairs = plain.map(([name, value]) => `${name}=${text(value)}`);
  const grow = (list) => pairs.filter((pair) => !list.includes(pair)).map((pair) => [...list, pair]);
  const two = pairs.flatMap((pair) => grow([pair]));
  const three = two.flatMap(grow);
  return [...two, ...three, ...three.flatMap(grow)].map((list) => list.join("&"));
}

/** The body of a webhook: a compact JWS, HS384, over the claims. */
export function webhook({ webhookSecret }, claims) {
  const segment = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${segment({ alg: "HS384" })}.${segment(claims)}`;
  const signature = createHmac("sha384", webhookSecret).update(input).digest("base64url");
  return JSON.stringify({ payload: `${input}.${signature}` });
}
