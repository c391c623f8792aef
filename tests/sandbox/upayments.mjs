// UPayments: Bearer token, `X-Timestamp` and `X-Signature` over timestamp + method + path + body.
// The body is signed as its bytes, so `20.5` sent where `20.50` was signed is noticed.
// A wrong token, clock or signature is HTTP 401.
//
// Triggers: an order id that ends with `-422` or `-429` is refused with that status, with `-false`
// by `status: false` inside an HTTP 200. A refund of an order id that ends with `-vendors`
// belongs to several vendors and needs their amounts. A status reference that ends with
// `-failed` was not captured.

import { createHmac } from "node:crypto";
import { empty, json, numberFor, parseJson, same, text, writtenWith } from "./wire.mjs";

const API = "/api/v1/";
const CLOCK_TOLERANCE = 60;
const SCALE = { KWD: 3, BHD: 3, OMR: 3 };

const sign = (secret, ...parts) => createHmac("sha256", secret).update(parts.join(""), "utf8").digest("base64");
const success = (data, message = "success", status = 200) => json(status, { status: true, message, data });
const unauthorized = () => json(401, { message: "Unauthorized" });
const invalid = (message) => json(422, { message, errors: [] });

export function upayments({ token, apiSecret }, now) {
  const call = (answer) => (request) => {
    const { method, target, headers, body } = request;
    const timestamp = headers["x-timestamp"] ?? "";
    const clock = Math.abs(now() - Number(timestamp));
    if (headers.authorization !== `Bearer ${token}`) return unauthorized();
    if (!/^\d{10}$/.test(timestamp) || clock > CLOCK_TOLERANCE) return unauthorized();
    const expected = sign(apiSecret, timestamp, method, target.slice(API.length), body);
    if (!same(headers["x-signature"], expected)) return unauthorized();
    const fields = body === "" ? {} : parseJson(body);
    const reference = fields.orderId ?? fields.order?.id ?? request.params.id ?? "";
    return refusalFor(reference) ?? answer(fields, request);
  };

  function refusalFor(reference) {
    if (reference.endsWith("-422")) return invalid("The given data was invalid.");
    if (reference.endsWith("-429")) return json(429, { message: "Too Many Attempts." });
    if (reference.endsWith("-false")) return json(200, { status: false, message: "Order not found" });
  }

  const charge = call(({ order, paymentGateway, products, extraMerchantData }) => {
    const amounts = [order, ...(extraMerchantData ?? [])].map(({ amount }) => amount);
    amounts.push(...(products ?? []).map(({ price }) => price).filter(Boolean));
    if (!amounts.every((amount) => writtenWith(amount, SCALE[order.currency] ?? 2))) {
      return invalid("The order.amount does not fit order.currency.");
    }
    const id = numberFor(order.id, 18);
    const link = `https://sandbox.upayments.com/?session_id=${id}`;
    const invoice = paymentGateway?.src === "create-invoice" ? { invoice_id: `inv-${id}` } : {};
    return success({ link, trackId: `t${id}`, ...invoice }, "Payment link generated successfully", 201);
  });

  const transaction = (reference) => ({
    order_id: numberFor(`order of ${reference}`, 20),
    merchant_requested_order_id: "2555",
    refund_order_id: `r${numberFor(reference, 31)}`,
    payment_id: numberFor(`payment of ${reference}`, 18),
    track_id: reference,
    session_id: numberFor(`session of ${reference}`, 18),
    reference: "11223344",
    result: reference.endsWith("-failed") ? "NOT CAPTURED" : "CAPTURED",
    status: "done",
    payment_type: "knet",
    total_price: "10.000",
    currency_type: "KWD",
    transaction_date: "2026-01-31 10:20:30",
  });

  const status = (referenceOf) =>
    call((_, request) => {
      const reference = referenceOf(request);
      return reference ? success({ transaction: transaction(reference) }) : invalid("A reference is needed.");
    });

  const depositStatus = call((_, { params }) =>
    success({
      transaction: {
        deposited: "Yes",
        deposited_date: "2026-02-01",
        invoice_url: `https://sandbox.upayments.com/invoice/${encodeURIComponent(params.id)}`,
      },
    }),
  );

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
    if (!writtenWith(totalPrice, 2) && !writtenWith(totalPrice, 3)) return invalid("The total price is invalid.");
    if (orderId.endsWith("-vendors")) {
      return success({
        orderId,
        isMultivendorRefund: true,
        refundPayload: vendors,
        multivendor_refund_end_point: "https://elsewhere.example/api/v1/create-multivendor-refund",
      });
    }
    const refundOrderId = `R${numberFor(orderId, 31)}`;
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
    if (!card.token) return invalid("The selected card.token is invalid.");
    const { refund_order_id, merchant_requested_order_id, ...paid } = transaction(`t${numberFor(order.id, 18)}`);
    const detail = { ...paid, invoice_id: numberFor(order.id, 8), amount: text(order.amount), currency: order.currency };
    return success({ trackId: paid.track_id, transaction: detail });
  });

  const createCustomerToken = call(({ customerUniqueToken }) =>
    success({ customerUniqueToken: text(customerUniqueToken) }, "Customer token created"),
  );

  const cardFor = (number) => ({
    brand: "VISA",
    number: `${number.slice(0, 6)}xxxxxx${number.slice(-4)}`,
    scheme: "VISA",
    token: numberFor(number, 16),
  });

  return {
    [`POST ${API}charge`]: charge,
    [`GET ${API}get-payment-status/{id}`]: status(({ params }) => params.id),
    [`GET ${API}get-payment-status`]: status(({ query }) => query.session_id ?? query.invoice_id),
    [`GET ${API}get-deposit-status/{id}`]: depositStatus,
    [`GET ${API}check-payment-button-status`]: paymentButtons,
    [`POST ${API}check-merchant-api-key`]: checkMerchant,
    [`POST ${API}create-refund`]: refund,
    [`POST ${API}create-multivendor-refund`]: multivendorRefund,
    [`GET ${API}check-refund-status/{id}`]: call(() =>
      success({ transaction: { is_refunded: true, is_refunded_date: "2026-02-01 09:00:00" } }),
    ),
    [`GET ${API}check-refund/{id}`]: call((_, { params }) =>
      success({ refund: [{ order_id: params.id, is_refunded: true, refunded_date: "2026-02-01 09:00:00" }] }),
    ),
    [`POST ${API}delete-refund`]: deleted,
    [`POST ${API}delete-multivendor-refund`]: deleted,
    [`POST ${API}auto-deduct`]: autoDeduct,
    [`POST ${API}create-customer-unique-token`]: createCustomerToken,
    [`POST ${API}retrieve-customer-cards`]: call(() => success({ customerCards: [cardFor("4242424242424242")] })),
    [`POST ${API}add-card`]: call(({ customerUniqueToken }) =>
      success({ link: `https://sandbox.upayments.com/card?customer=${text(customerUniqueToken)}` }),
    ),
    [`POST ${API}create-token-from-card`]: call(({ card }) => success(cardFor(card.number))),
    [`POST ${API}remove-card`]: call(() => empty(200)),
  };
}

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
    "X-Timestamp": String(timestamp),
    "X-Signature": sign(apiSecret, timestamp, "POST", url, body),
  };
}
