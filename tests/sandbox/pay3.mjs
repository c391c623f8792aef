// Pay3: HMAC-SHA256 in the header `signature` over a few named values, and an access token.
// A wrong token or signature is HTTP 401 with a bare-string error.
//
// No formula is published for the crypto calls, so any list `name=value&name=value` of the
// body's own fields counts as their string to sign, in any order.
//
// Triggers: a `requestId` that ends with `7001` was used before; one that ends with `9004`
// belongs to an order that failed at the partner, and with `9006` to a refund with a problem.

import { createHmac } from "node:crypto";
import { json, numberFor, parseJson, same, text, uuidFor } from "./wire.mjs";

const UPDATED_AT = 1718000000000;
const FIAT_AMOUNT = /^(0|[1-9]\d*)\.\d{2}$/;

const hmac = (key, message) => createHmac("sha256", key).update(message, "utf8").digest("base64");
const refused = (status, code, message) => json(status, { error: { code, message } });
const unverified = () => json(401, { error: "Client verification failed" });

export function pay3({ clientId, secretKey, accessToken }) {
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

  const fresh = (answer) => (fields) =>
    fields.requestId.endsWith("7001")
      ? refused(401, "7001", "Order already exists for given requestId")
      : answer(fields);

  const fiat = (answer) => (fields) =>
    FIAT_AMOUNT.test(fields.fiatAmount) ? answer(fields) : refused(400, "400", "fiatAmount needs two decimals");

  const read = (answer) =>
    authorized(({ query }) => (query.clientId === clientId ? answer(query.requestId) : unverified()));

  const short = ({ fiatAmount, requestId }) => [`fiatAmount=${fiatAmount}&requestId=${requestId}`];
  const long = ({ currencyId, fiatAmount, requestId }) => [
    `currencyId=${currencyId}&fiatAmount=${fiatAmount}&requestId=${requestId}`,
  ];

  const refund = ({ requestId, fiatAmount }) =>
    json(200, { requestId, refundId: uuidFor(requestId), fiatAmount, status: "REFUND_CREATED" });

  const refundStatus = (requestId) => {
    const problem = { errorCode: "9006-1", errorDesc: "Refund transaction needs attention" };
    return json(200, {
      data: [{ requestId, refundId: uuidFor(requestId), fiatAmount: "0.02", status: "REFUND_INITIATED" }],
      ...(requestId.endsWith("9006") && { errorReason: problem }),
    });
  };

  const hosted = (requestId) => ({
    token: uuidFor(requestId),
    requestId,
    url: `https://pay.pay3.app/?token=${uuidFor(requestId)}`,
  });

  const offer = (fields, type) => ({
    userAddress: "0x52908400098527886E0F7030069857D2E4169EE7",
    clientId,
    selectedPaymentMethod: fields.paymentMethodId,
    totalFiatAmount: fields.fiatAmount,
    expiryTs: UPDATED_AT,
    currencyId: fields.currencyId,
    type,
  });

  function checkout(fields) {
    if (fields.mode === "returnUrl") return json(200, hosted(fields.requestId));
    const { requestId } = fields;
    return json(200, { requestId, token: uuidFor(requestId), status: "CREATED", offerInfoData: offer(fields, "BUY") });
  }

  function payout(fields) {
    const { requestId, mode } = fields;
    if (mode !== "createVerify") {
      return json(200, { requestId, token: uuidFor(requestId), offerInfoData: offer(fields, "SELL") });
    }
    const verificationDetails = { isVerificationEnabled: true, isVerified: true, fullName: "Demo User" };
    return json(200, { ...hosted(requestId), warning: "", verificationDetails });
  }

  const executePayout = ({ requestId }) =>
    json(200, { requestId, orderId: uuidFor(requestId), orderType: "PAYOUT", status: "ORDER_PAYMENT_INITIATED" });

  function cryptoCheckout(fields) {
    const { requestId, address } = fields;
    const amount = fields.amount ?? fields.fiatAmount;
    const currency = fields.currency ?? fields.fiatCurrency;
    const requestInfoData = { amount, address, clientId, signature: "", currency, type: "CRYPTO" };
    return json(200, { token: uuidFor(requestId), requestId, requestInfoData });
  }

  function cryptoPayout({ requestId, currency, address, amount, mode }) {
    if (mode === "returnUrl") return json(200, hosted(requestId));
    const estimate = { warning: "", estimatedFees: "0.01", estimatedNetAmount: amount };
    return json(200, { token: uuidFor(requestId), requestId, currency, address, ...estimate });
  }

  const executeCryptoPayout = ({ requestId }) =>
    json(200, {
      txnHash: `0x${numberFor(requestId, 40)}`,
      orderType: "CRYPTO",
      orderId: uuidFor(requestId),
      requestId,
      status: "ORDER_PAYMENT_PROCESSING",
    });

  const failed = (requestId) => requestId.endsWith("9004");

  const orderHead = (requestId, orderType) => ({
    orderId: uuidFor(requestId),
    orderStatus: failed(requestId) ? "FAILED" : "COMPLETED",
    updatedTs: UPDATED_AT,
    orderType,
    requestId,
    clientId,
    ...(failed(requestId) && { errorReason: { errorCode: 9004, errorDesc: "Error at the payment partner" } }),
  });

  const order = (requestId) =>
    json(200, {
      data: [
        {
          ...orderHead(requestId, "CHECKOUT"),
          userAddress: "0x52908400098527886E0F7030069857D2E4169EE7",
          partner: "demo-partner",
          exchangeCurId: "inr_in",
          exchangeAmount: "10.00",
          paymentMethod: "upi",
        },
      ],
    });

  const cryptoOrder = (requestId) =>
    json(200, {
      data: [
        {
          ...orderHead(requestId, "cryptoPayin"),
          paymentStatus: failed(requestId) ? "DECLINED" : "SUCCESS",
          receivedAmount: "1.0",
          payersEmail: "payer@example.com",
          settlementStatus: "SETTLED",
          txnHash: `0x${numberFor(requestId, 40)}`,
          cryptoCurId: "usdc_sepolia",
          cryptoAmount: "1.0",
        },
      ],
    });

  return {
    "POST /v1/client/fiat-refund": post(short, fiat(refund)),
    "GET /v1/client/fiat-refunds": read(refundStatus),
    "POST /v1/client/checkout/create-order": post(long, fiat(fresh(checkout))),
    "POST /v1/client/payout/create-order": post(long, fiat(fresh(payout))),
    "POST /v1/client/payout/execute": post(undefined, executePayout),
    "POST /v1/client/crypto-checkout/create-order": post(namedLists, fresh(cryptoCheckout)),
    "POST /v1/client/crypto-payout/create-order": post(namedLists, fresh(cryptoPayout)),
    "POST /v1/client/crypto-payout/execute": post(namedLists, executeCryptoPayout),
    "POST /v1/client/crypto-refund/create-order": post(namedLists, fresh(({ requestId }) => json(200, hosted(requestId)))),
    "GET /v1/client/orders": read(order),
    "GET /v1/client/crypto-orders": read(cryptoOrder),
  };
}

/** Every ordered choice of two to four of the body's fields, as `name=value` joined by `&`. */
function namedLists(fields) {
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${text(value)}`);
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
