/**
 * UPayments: Bearer token, `X-Timestamp` and `X-Signature` over timestamp + method + path + body.
 * The body is signed as its bytes, so `20.5` sent where `20.50` was signed is noticed.
 * A wrong token, clock or signature is HTTP 401.
 *
 * Leniently, every order exists and is paid. An order id that ends with `-422` or `-429` is refused with that status,
 * with `-false` by `status: false` inside an HTTP 200; a status reference that ends with `-failed` was not captured.
 * An order id that ends with `-vendors` belongs to several vendors, and its refund needs their amounts.
 */
import { createHmac } from "node:crypto";
import { UPAYMENTS } from "./codes.js";
import { NotPossible } from "./orders.js";
import { empty, json, numberFor, parseJson, same, text, writtenWith } from "./wire.js";

const API = "/api/v1/";
const CLOCK_TOLERANCE = 60;
const TEST_CARD = "4242424242424242";
const SCALE = { KWD: 3, BHD: 3, OMR: 3 };

const sign = (secret, ...parts) => createHmac("sha256", secret).update(parts.join(""), "utf8").digest("base64");
const success = (data, message = "success", status = 200) => json(status, { status: true, message, data });
const unauthorized = () => json(401, { message: "Unauthorized" });
const invalid = (message) => json(422, { message, errors: [] });
const notFound = () => json(200, { status: false, message: UPAYMENTS[200] });

/** The result of a payment, by the state of its order. */
const RESULTS = { new: "PENDING", failed: "NOT CAPTURED", expired: "NOT CAPTURED", cancelled: "CANCELED" };
const resultOf = (order) => RESULTS[order.state] ?? "CAPTURED";

export function upayments({ token, apiSecret }, { clock, orders, cards, link }) {
  const call = (answer) => (request) => {
    const { method, target, headers, body } = request;
    const timestamp = headers["x-timestamp"] ?? "";
    const lateness = Math.abs(clock.now() - Number(timestamp));
    if (headers.authorization !== `Bearer ${token}`) return unauthorized();
    if (!/^\d{10}$/.test(timestamp) || lateness > CLOCK_TOLERANCE) return unauthorized();
    const expected = sign(apiSecret, timestamp, method, target.slice(API.length), body);
    if (!same(headers["x-signature"], expected)) return unauthorized();
    const fields = body === "" ? {} : parseJson(body);
    const reference = fields.orderId ?? fields.order?.id ?? request.params.id ?? "";
    return refusalFor(reference) ?? answer(fields, request);
  };

  function refusalFor(reference) {
    if (!orders.isLenient || typeof reference !== "string") return undefined;
    if (reference.endsWith("-422")) return invalid(UPAYMENTS[422]);
    if (reference.endsWith("-429")) return json(429, { message: UPAYMENTS[429] });
    return reference.endsWith("-false") ? notFound() : undefined;
  }

  const open = (order, rest) =>
    orders.open({
      gateway: "upayments", reference: text(order.id), digits: 18, amount: text(order.amount), currency: text(order.currency),
      paymentType: "knet", ...rest,
    });

  const charge = call((fields) => {
    const { order, paymentGateway, products, extraMerchantData, returnUrl, cancelUrl, notificationUrl } = fields;
    const missing = ["id", "amount", "currency"].find((name) => text(order?.[name]) === "");
    if (missing) return invalid(`The order.${missing} field is required.`);
    const amounts = [order, ...(extraMerchantData ?? [])].map(({ amount }) => amount);
    amounts.push(...(products ?? []).map(({ price }) => price).filter(Boolean));
    if (!amounts.every((amount) => writtenWith(amount, SCALE[order.currency] ?? 2))) {
      return invalid("The order.amount does not fit order.currency.");
    }
    const urls = { returnUrl: text(returnUrl), cancelUrl: text(cancelUrl), notifyUrl: text(notificationUrl) || undefined };
    const opened = open(order, { page: "hosted", paymentType: text(paymentGateway?.src) || "knet", ...urls });
    const { id } = opened;
    const invoice = paymentGateway?.src === "create-invoice" ? { invoice_id: `inv-${id}` } : {};
    return success({ link: `${link(opened)}?session_id=${id}`, trackId: `t${id}`, ...invoice }, "Payment link generated successfully", 201);
  });

  /** By track id, session id, invoice id, refund order id or the merchant's own. */
  const find = (reference) => {
    const key = text(reference);
    return orders.find("upayments", key) ?? orders.find("upayments", key.replace(/^(t|inv-|r)(?=\d{18}$)/, ""));
  };

  const paidBefore = (reference) => ({
    id: numberFor(`session of ${reference}`, 18), reference: "2555", amount: "10.000", currency: "KWD", paymentType: "knet",
    state: reference.endsWith("-failed") ? "failed" : "paid", updatedAt: clock.ms(),
  });

  const transaction = (order, reference = `t${order.id}`) => ({
    order_id: numberFor(`order of ${order.id}`, 20),
    merchant_requested_order_id: order.reference,
    refund_order_id: `r${order.id}`,
    payment_id: numberFor(`payment of ${order.id}`, 18),
    track_id: reference,
    session_id: order.id,
    reference: "11223344",
    result: resultOf(order),
    status: "done",
    payment_type: order.paymentType,
    total_price: order.amount.includes(".") ? order.amount : `${order.amount}.000`,
    currency_type: order.currency,
    transaction_date: dateOf(order.updatedAt),
  });

  const status = (referenceOf) =>
    call((_, request) => {
      const reference = referenceOf(request);
      if (!reference) return invalid("A reference is needed.");
      const order = find(reference);
      if (order === undefined && !orders.isLenient) return notFound();
      return success({ transaction: transaction(order ?? paidBefore(reference), reference) });
    });

  const depositStatus = call((_, { params }) => {
    const order = find(params.id);
    if (order === undefined && !orders.isLenient) return notFound();
    const deposited = orders.isLenient || resultOf(order) === "CAPTURED" ? "Yes" : "No";
    return success({
      transaction: {
        deposited,
        deposited_date: dateOf(order?.updatedAt ?? clock.ms()).slice(0, 10),
        invoice_url: link(order ?? { gateway: "upayments", id: params.id }),
      },
    });
  });

  const paymentButtons = call(() =>
    success({
      payButtons: {
        knet: true,
        credit_card: true,
        samsung_pay: false,
        apple_pay: true,
        google_pay: true,
        apple_pay_knet: false,
      },
      isWhiteLabel: false,
    }),
  );

  const checkMerchant = call(({ apiKey }) =>
    apiKey ? success({ isWhiteLabel: false }) : invalid("The api key field is required."),
  );

  const refund = call(({ orderId, totalPrice }) => {
    if (text(orderId) === "") return invalid("The order id field is required.");
    if (!writtenWith(totalPrice, 2) && !writtenWith(totalPrice, 3)) return invalid("The total price is invalid.");
    if (text(orderId).endsWith("-vendors")) {
      return success({
        orderId,
        isMultivendorRefund: true,
        refundPayload: vendors,
        multivendor_refund_end_point: "https://elsewhere.example/api/v1/create-multivendor-refund",
      });
    }
    const order = find(orderId);
    if (order === undefined && !orders.isLenient) return notFound();
    const refundOrderId = `R${numberFor(`${orderId}${order?.refunds.length > 0 ? `#${order.refunds.length}` : ""}`, 31)}`;
    try {
      if (order && !orders.isLenient) orders.refund(order, text(totalPrice), refundOrderId);
    } catch (error) {
      if (error instanceof NotPossible) return invalid(`The total price is invalid: ${error.message}.`);
      throw error;
    }
    return success(
      { orderId: orderId + refundOrderId, refundOrderId, refundArn: numberFor(`arn of ${orderId}`, 30) },
      "Refund invoice generated successfully",
    );
  });

  const multivendorRefund = call(({ orderId, isMultivendorRefund, refundPayload }) => {
    if (isMultivendorRefund !== true) return invalid("isMultivendorRefund is required.");
    const generated = [];
    for (const { refundRequestId, amountToRefund, remainingLimit } of refundPayload) {
      if (Number(text(amountToRefund)) > Number(text(remainingLimit))) return invalid("Amount above the limit.");
      if (Number(text(amountToRefund)) === 0) continue;
      generated.push({
        generatedInvoiceId: numberFor(refundRequestId, 12),
        amount: text(amountToRefund),
        orderId,
        refundOrderId: `R${numberFor(refundRequestId, 31)}`,
        refundArn: numberFor(`arn of ${refundRequestId}`, 30),
      });
    }
    return success({ responseData: { generated }, dataTempered: [], refundIssue: [], insufficientBalance: [] });
  });

  const deleted = call(({ orderId, refundOrderId }) =>
    success({ order_id: orderId, refund_order_id: refundOrderId }, "Refund deleted successfully"),
  );

  const autoDeduct = call(({ order, card }) => {
    if (!writtenWith(order.amount, SCALE[order.currency] ?? 2)) return invalid("The order.amount is invalid.");
    if (!card?.token) return invalid("The selected card.token is invalid.");
    const { refund_order_id, merchant_requested_order_id, ...paid } = transaction(open(order, { paymentType: "cc", state: "paid" }));
    const detail = { ...paid, invoice_id: numberFor(order.id, 8), amount: text(order.amount), currency: order.currency };
    return success({ trackId: paid.track_id, transaction: detail });
  });

  const createCustomerToken = call(({ customerUniqueToken }) =>
    success({ customerUniqueToken: text(customerUniqueToken) }, "Customer token created"),
  );

  const cardFor = (number, customer) => ({
    brand: "VISA",
    number: `${number.slice(0, 6)}xxxxxx${number.slice(-4)}`,
    scheme: "VISA",
    token: numberFor(`${customer} ${number}`, 16),
  });

  /** The page has no form for a card: it saves the usual test card. */
  const addCard = call(({ customerUniqueToken, returnUrl }) => {
    if (text(customerUniqueToken) === "") return invalid("The customer unique token field is required.");
    if (text(returnUrl) === "") return invalid("The return url field is required.");
    const customer = text(customerUniqueToken);
    return success({ link: cards.challenge("upayments", customer, cardFor(TEST_CARD, customer), text(returnUrl)) });
  });

  const createTokenFromCard = call(({ card, customerUniqueToken }) => {
    if (text(card?.number) === "") return invalid("The card.number field is required.");
    const customer = text(customerUniqueToken);
    const saved = cardFor(text(card.number), customer);
    cards.save("upayments", customer, saved);
    return success(saved);
  });

  const listCustomerCards = call(({ customerUniqueToken }) => {
    const customer = text(customerUniqueToken);
    return success({ customerCards: cards.of("upayments", customer) ?? (orders.isLenient ? [cardFor(TEST_CARD, customer)] : []) });
  });

  const removeCard = call(({ token: card }) => {
    cards.remove("upayments", text(card));
    return empty(200);
  });

  const refundedAt = (id) => find(id.replace(/R\d{31}$/, "")) ?? find(id);

  const refundStatus = call((_, { params }) => {
    const order = refundedAt(params.id);
    if (order === undefined && !orders.isLenient) return notFound();
    const isRefunded = orders.isLenient || order.refunds.length > 0;
    return success({ transaction: { is_refunded: isRefunded, is_refunded_date: dateOf(order?.updatedAt ?? clock.ms()) } });
  });

  const checkRefund = call((_, { params }) => {
    const order = refundedAt(params.id);
    if (order === undefined && !orders.isLenient) return notFound();
    const isRefunded = orders.isLenient || order.refunds.length > 0;
    return success({ refund: [{ order_id: params.id, is_refunded: isRefunded, refunded_date: dateOf(order?.updatedAt ?? clock.ms()) }] });
  });

  const routes = {
    [`charge POST ${API}charge`]: charge,
    [`paymentStatus GET ${API}get-payment-status/{id}`]: status(({ params }) => params.id),
    [`paymentStatus GET ${API}get-payment-status`]: status(({ query }) => query.session_id ?? query.invoice_id),
    [`depositStatus GET ${API}get-deposit-status/{id}`]: depositStatus,
    [`paymentButtons GET ${API}check-payment-button-status`]: paymentButtons,
    [`checkMerchant POST ${API}check-merchant-api-key`]: checkMerchant,
    [`refund POST ${API}create-refund`]: refund,
    [`multivendorRefund POST ${API}create-multivendor-refund`]: multivendorRefund,
    [`refundStatus GET ${API}check-refund-status/{id}`]: refundStatus,
    [`checkRefund GET ${API}check-refund/{id}`]: checkRefund,
    [`deleteRefund POST ${API}delete-refund`]: deleted,
    [`deleteMultivendorRefund POST ${API}delete-multivendor-refund`]: deleted,
    [`autoDeduct POST ${API}auto-deduct`]: autoDeduct,
    [`createCustomerToken POST ${API}create-customer-unique-token`]: createCustomerToken,
    [`listCustomerCards POST ${API}retrieve-customer-cards`]: listCustomerCards,
    [`addCard POST ${API}add-card`]: addCard,
    [`createTokenFromCard POST ${API}create-token-from-card`]: createTokenFromCard,
    [`removeCard POST ${API}remove-card`]: removeCard,
  };

  return {
    routes,
    codes: Object.keys(UPAYMENTS),
    refuse: (code) =>
      code === "200" ? notFound() : code === "422" ? invalid(UPAYMENTS[422]) : json(Number(code), { message: UPAYMENTS[code] }),
    unreadable: (reason) => invalid(`The given data was invalid: ${reason}`),
    eventOf: (order) => (TOLD.includes(order.state) ? { url: order.notifyUrl, body: JSON.stringify(webhookFields(order)) } : undefined),
    headersOf: ({ signedUrl, body, timestamp }) => webhookHeaders({ apiSecret }, { url: signedUrl, body, timestamp }),
    cardReturnTo: ({ returnUrl }) => returnUrl,
    returnTo(order) {
      const url = order.state === "paid" ? order.returnUrl : order.cancelUrl;
      if (!url) return undefined;
      const { payment_id, track_id, order_id, requested_order_id, refund_order_id } = webhookFields(order);
      const given = { payment_id, result: resultOf(order), track_id, order_id, requested_order_id, refund_order_id };
      const query = Object.entries(given).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
      return `${url}${url.includes("?") ? "&" : "?"}${query}`;
    },
  };
}

/** Of other changes no webhook is documented. */
const TOLD = ["paid", "failed", "cancelled"];

const dateOf = (ms) => new Date(ms).toISOString().replace("T", " ").slice(0, 19);

const webhookFields = (order) => ({
  payment_id: numberFor(`payment of ${order.id}`, 18),
  result: resultOf(order),
  post_date: dateOf(order.updatedAt).slice(5, 10).replace("-", ""),
  tran_id: numberFor(`transaction of ${order.id}`, 15),
  ref: numberFor(`reference of ${order.id}`, 12),
  track_id: `t${order.id}`,
  auth: "831000",
  order_id: numberFor(`order of ${order.id}`, 20),
  requested_order_id: order.reference,
  refund_order_id: `r${order.id}`,
  payment_type: order.paymentType,
  transaction_date: dateOf(order.updatedAt),
});

const vendor = (refundRequestId, ibanNumber) => ({
  refundRequestId,
  ibanNumber,
  totalPaid: "50.000",
  refundedAmount: 0,
  remainingLimit: 50,
  amountToRefund: 0,
  merchantType: "vendor",
});

const vendors = [
  vendor("cDg2RTY1Yjc5aw==", "KW91KFHO0000000000051010173254"),
  vendor("bExqUVk2T1Y4Tg==", "KW31NBOK0000000000002010177457"),
];

/** The headers of a webhook: the signed address is the full `notificationUrl`. */
export function webhookHeaders({ apiSecret }, { url, body, timestamp }) {
  return {
    "x-timestamp": String(timestamp),
    "x-signature": sign(apiSecret, timestamp, "POST", url, body),
  };
}
