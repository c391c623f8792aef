/** Signed messages of the gateways, for tests of a handler alone. */
import { createHash } from "node:crypto";
import { accountsWith } from "./credentials.js";
import { notification } from "./fawry-messages.js";
import { webhook } from "./pay3.js";
import { webhookHeaders } from "./upayments.js";
import { flipped } from "./webhooks.js";
import { decimal } from "./wire.js";

const JSON_TYPE = { "content-type": "application/json" };
const post = (body, headers = {}) => ({ method: "POST", headers: { ...JSON_TYPE, ...headers }, body });

const queryOf = (fields) =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");

export const notifications = {
  fawry(fields = {}, { credentials, forged = false } = {}) {
    const orderAmount = fields.orderAmount ?? 150;
    const signed = notification(accountsWith(credentials).fawry, {
      requestId: "c72827d084ea4b88949d91dd2db4996e",
      fawryRefNumber: "970177001",
      merchantRefNumber: "order-1",
      paymentAmount: orderAmount,
      orderAmount,
      orderStatus: "PAID",
      paymentMethod: "PAYATFAWRY",
      paymentRefrenceNumber: "1234567890",
      ...fields,
    });
    return post(JSON.stringify(forged ? { ...signed, messageSignature: flipped(signed.messageSignature) } : signed));
  },

  fawryV1(fields = {}, { credentials, forged = false } = {}) {
    const { Amount, FawryRefNo, MerchantRefNo, OrderStatus, ...others } = {
      Amount: "150.00", FawryRefNo: "970177001", MerchantRefNo: "order-1", OrderStatus: "PAID", ...fields,
    };
    const { secureKey } = accountsWith(credentials).fawry;
    const text = secureKey + decimal(Amount, 2) + FawryRefNo + MerchantRefNo + OrderStatus;
    const digest = createHash("md5").update(text, "utf8").digest("hex");
    const MessageSignature = (forged ? flipped(digest) : digest).toUpperCase();
    return { method: "GET", query: queryOf({ Amount, FawryRefNo, MerchantRefNo, OrderStatus, ...others, MessageSignature }) };
  },

  pay3(claims = {}, { credentials, forged = false } = {}) {
    const { data, ...others } = claims;
    const account = accountsWith(credentials).pay3;
    const key = forged ? { webhookSecret: `${account.webhookSecret} forged` } : account;
    return post(webhook(key, {
      requestId: "order-1",
      data: { orderType: "CHECKOUT", orderId: "9c4dd5b3-64de-4d94-b696-3e92cd6b12ba", orderStatus: "COMPLETED", ...data },
      type: "pay3-sdk-transaction-status",
      ...others,
    }));
  },

  upayments(fields = {}, { url, credentials, forged = false, timestamp = Math.floor(Date.now() / 1000) } = {}) {
    const body = JSON.stringify({
      payment_id: "100326010000027219", result: "CAPTURED", track_id: "t202616520226074512", requested_order_id: "order-1",
      payment_type: "knet", ...fields,
    });
    const headers = webhookHeaders(accountsWith(credentials).upayments, { url, body, timestamp });
    if (forged) headers["x-signature"] = flipped(headers["x-signature"]);
    return post(body, headers);
  },

  fatora(fields = {}) {
    return { method: "GET", query: queryOf({ order_id: "order-1", transaction_id: "123456789", response_code: "000", mode: "test", ...fields }) };
  },
};
