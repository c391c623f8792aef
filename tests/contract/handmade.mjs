// Requests written by hand from the gateways' documentation and signed here with node:crypto: those that are varied until
// they are wrong.

import { createHash, createHmac } from "node:crypto";
import { credentials } from "../../pkg/src/sandbox/index.js";
import { KNOWN_AT } from "./known.mjs";

const JSON_TYPE = { accept: "application/json", "content-type": "application/json" };
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest("base64");

/** A charge of Fawry; `signed` is what a form signs behind the amount. */
export function charge(paymentMethod, extra = {}, signed = "", path = "Fawry") {
  const { merchantCode, secureKey } = credentials.fawry;
  const fields = {
    merchantRefNum: "23124654641",
    customerProfileId: "777777",
    customerMobile: "01234567891",
    customerEmail: "example@gmail.com",
    paymentMethod,
    amount: 580.55,
    currencyCode: "EGP",
    language: "en-gb",
    chargeItems: [{ itemId: "897fa8e8", description: "Item Description", price: 580.55, quantity: 1 }],
    description: "example description",
    ...extra,
  };
  const signature = sha256(`${merchantCode}23124654641777777${paymentMethod}580.55${signed}${secureKey}`);
  return {
    method: "POST",
    url: `/ECommerceWeb/${path}/payments/charge`,
    headers: JSON_TYPE,
    body: JSON.stringify({ merchantCode, ...fields, signature }),
  };
}

export const card = {
  cardNumber: "4242424242424242",
  cardExpiryYear: "21",
  cardExpiryMonth: "05",
  cvv: "123",
};

export function upaymentsRequest(method, path, body = "", timestamp = KNOWN_AT) {
  const { token, apiSecret } = credentials.upayments;
  return {
    method,
    url: `/${path}`,
    headers: {
      ...JSON_TYPE,
      authorization: `Bearer ${token}`,
      "x-timestamp": String(timestamp),
      "x-signature": hmac(apiSecret, timestamp + method + path + body),
    },
    ...(method === "POST" && { body }),
  };
}
