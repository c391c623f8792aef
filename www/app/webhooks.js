/** What gateways send back: how each is verified, what its recipe is called, and samples to try. */
import { attempt } from "./attempt.js";
import { headersOf } from "./header-lines.js";
import { classOf } from "./library.js";
import { configOf } from "./state.js";

const NOTIFICATION = {
  requestId: "c72827d084ea4b88949d91dd2db4996e",
  fawryRefNumber: "970177",
  merchantRefNumber: "9708f1cea8b5426cb57922df51b7f790",
  paymentAmount: 152,
  orderAmount: 150,
  orderStatus: "PAID",
  paymentMethod: "PAYATFAWRY",
  paymentRefrenceNumber: "971193",
  customerMobile: "01234567891",
};
const V1 = { Amount: "150.00", FawryRefNo: "970177", MerchantRefNo: "9708f1ce", OrderStatus: "PAID" };
const RETURN = {
  type: "ChargeResponse",
  referenceNumber: "970177",
  merchantRefNumber: "9708f1ce",
  orderAmount: "150",
  paymentAmount: "152",
  fawryFees: "2",
  orderStatus: "PAID",
  paymentMethod: "CARD",
  customerMail: "example@gmail.com",
  customerMobile: "01234567891",
};
const CLAIMS = {
  orderType: "FIAT",
  orderId: "7aed064b-cb2d-42f8-9560-77413dcc5fc4",
  orderStatus: "COMPLETED",
  offerId: "330cd4bb-18a5-4edd-a1f4-cd373356da08",
};
const CAPTURED = '{"payment_id":"100326010000027219","result":"CAPTURED","track_id":"GWdK07j0XPriuCbzimCHh5MmyrZuSd2J"}';
const NOTIFY_URL = "https://example.com/notify";

/** Signed without the merchant's reference, as two published libraries do. `signed` is as in `mistakes.js`. */
export const withoutReference = {
  signed: "970177152.00150.00PAIDPAYATFAWRY971193{secureKey}",
  signature: "2d6ce3ac30b308b0bbc4d8093e3ac2af74546a24b244fad23a8d89b6f7283894",
};

/** `{"alg":"HS384"}` */
const JWS_HEADER = "eyJhbGciOiJIUzM4NCJ9";

const query = (fields) => `https://shop.example/paid?${new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== undefined))}`;
const v2 = (gateway) => JSON.parse(gateway.signNotification(NOTIFICATION));
const upayments = (gateway, { body = CAPTURED, age = 0 } = {}) => {
  const now = Math.floor(Date.now() / 1000);
  const headers = gateway.signWebhook({ url: NOTIFY_URL, body, timestamp: now - age });
  return { url: NOTIFY_URL, headers: Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join("\n"), body, now: String(now) };
};

/**
 * `fields` are the texts to paste, `key` is the option that verifies them. `verify` calls the library; `event` is the name under which the library
 * explains and diagnoses (`time` the Unix seconds that it signs, where it does), with the input, signature and options that `parts` takes from the texts, and `result`
 * the type of what was verified. `carried` are the fields and the signature for a link (those of `parts`, where it
 * is absent), and `write` makes the texts of them again.
 */
export const webhookKinds = [
  {
    id: "fawry-v2",
    class: "Fawry",
    key: "secureKey",
    fields: ["body"],
    verify: (gateway, { body }) => gateway.verifyNotification(body),
    event: "notification",
    parts: ({ body }) => {
      const { messageSignature, ...input } = JSON.parse(body);
      return { input, signature: messageSignature };
    },
    result: "FawryNotification",
    write: ({ event, signature }) => ({ body: JSON.stringify({ ...event, messageSignature: signature }) }),
    samples: {
      valid: (gateway) => ({ body: gateway.signNotification(NOTIFICATION) }),
      changed: (gateway) => ({ body: JSON.stringify({ ...v2(gateway), orderAmount: 1.5 }) }),
      unsigned: (gateway) => ({ body: JSON.stringify({ ...v2(gateway), messageSignature: undefined }) }),
      reference: (gateway) => ({ body: JSON.stringify({ ...v2(gateway), messageSignature: withoutReference.signature }) }),
    },
  },
  {
    id: "fawry-v1",
    class: "Fawry",
    key: "secureKey",
    fields: ["url"],
    verify: (gateway, { url }) => gateway.verifyNotificationV1(url),
    event: "notificationV1",
    parts: ({ url }) => {
      const { MessageSignature, ...input } = parameters(url);
      return { input, signature: MessageSignature };
    },
    result: "FawryNotificationV1",
    write: ({ event, signature }) => ({ url: query({ ...event, MessageSignature: signature }) }),
    samples: {
      valid: (gateway) => ({ url: query({ ...V1, MessageSignature: gateway.signature("notificationV1", V1).toUpperCase() }) }),
      changed: (gateway) => ({ url: query({ ...V1, Amount: "1.50", MessageSignature: gateway.signature("notificationV1", V1) }) }),
      unsigned: () => ({ url: query(V1) }),
    },
  },
  {
    id: "fawry-return",
    class: "Fawry",
    key: "secureKey",
    fields: ["url"],
    verify: (gateway, { url }) => gateway.verifyReturn(url),
    event: "return",
    parts: ({ url }) => {
      const { signature, ...input } = url.trim().startsWith("{") ? JSON.parse(url) : parameters(url);
      return { input, signature };
    },
    result: "FawryChargeData",
    write: ({ event, signature }) => ({ url: query({ ...event, signature }) }),
    samples: {
      valid: (gateway) => ({ url: query({ ...RETURN, signature: gateway.signature("return", RETURN) }) }),
      changed: (gateway) => ({ url: query({ ...RETURN, orderStatus: "REFUNDED", signature: gateway.signature("return", RETURN) }) }),
      unsigned: () => ({ url: query(RETURN) }),
    },
  },
  {
    id: "pay3",
    class: "Pay3",
    key: "webhookSecret",
    fields: ["body"],
    verify: (gateway, { body }) => gateway.verifyWebhook(body),
    event: "webhook",
    parts: ({ body }) => {
      const [, claims, signature] = JSON.parse(body).payload.split(".");
      return { input: JSON.parse(fromBase64Url(claims)), signature };
    },
    result: "Pay3Webhook",
    write: ({ event, signature = "" }) => ({ body: JSON.stringify({ payload: [JWS_HEADER, toBase64Url(JSON.stringify(event)), signature].join(".") }) }),
    samples: {
      valid: (gateway) => ({ body: gateway.signWebhook(CLAIMS) }),
      changed: (gateway) => {
        const [header, , signature] = JSON.parse(gateway.signWebhook({ ...CLAIMS, orderStatus: "FAILED" })).payload.split(".");
        const claims = JSON.parse(gateway.signWebhook(CLAIMS)).payload.split(".")[1];
        return { body: JSON.stringify({ payload: [header, claims, signature].join(".") }) };
      },
      algorithm: (gateway) => {
        const [, claims] = JSON.parse(gateway.signWebhook(CLAIMS)).payload.split(".");
        return { body: JSON.stringify({ payload: `${btoa('{"alg":"none"}').replace(/=+$/, "")}.${claims}.` }) };
      },
    },
  },
  {
    id: "upayments",
    class: "UPayments",
    key: "apiSecret",
    fields: ["url", "headers", "body", "now"],
    verify: (gateway, { url, headers, body, now }) =>
      gateway.verifyWebhook({ url, headers: headersOf(headers), body, ...(now.trim() && { now: Number(now) }) }),
    time: ({ headers }) => {
      const text = attempt(() => headersOf(headers)["x-timestamp"]) ?? "";
      return /^\d{10}$/.test(text) ? Number(text) : undefined;
    },
    event: "webhook",
    parts: ({ url, headers, body }) => {
      const known = headersOf(headers);
      return { input: { url, body }, signature: known["x-signature"], options: { timestamp: known["x-timestamp"] } };
    },
    result: "UPaymentsNotification",
    carried: ({ url, headers, body, now }) => {
      const { "x-signature": signature, "x-timestamp": timestamp } = headersOf(headers);
      return { input: { url, timestamp, now, body: JSON.parse(body) }, signature };
    },
    write: ({ event: { url = "", timestamp, now = "", body = {} }, signature }) => ({
      url,
      headers: [["x-timestamp", timestamp], ["x-signature", signature]].filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`).join("\n"),
      body: JSON.stringify(body),
      now,
    }),
    samples: {
      valid: (gateway) => upayments(gateway),
      changed: (gateway) => ({ ...upayments(gateway), body: CAPTURED.replace("CAPTURED", "FAILED") }),
      serialised: (gateway) => ({ ...upayments(gateway), body: CAPTURED.replaceAll('":', '": ').replaceAll(',"', ', "') }),
      old: (gateway) => upayments(gateway, { age: 3600 }),
      unsigned: (gateway) => ({ ...upayments(gateway), headers: "content-type: application/json" }),
    },
  },
  {
    id: "fatora-return",
    class: "Fatora",
    fields: ["url"],
    verify: (gateway, { url }) => gateway.readReturn(url),
    result: "FatoraReturn",
    carried: ({ url }) => ({ input: parameters(url) }),
    write: ({ event }) => ({ url: query(event) }),
    samples: {
      plain: () => ({ url: query({ transaction_id: "1-2-3", order_id: "123456", response_code: "000", mode: "test" }) }),
    },
  },
];

/** The account of a kind: of what is not typed, only the `key` that verifies it has to be. */
export function accountOf({ class: name, key }) {
  const values = configOf(name);
  const { options, config } = classOf(name);
  const unused = options.fields.filter((field) => field.name in config && field.name !== key && !values[field.name]);
  return { ...values, ...Object.fromEntries(unused.map((field) => [field.name, "unused"])) };
}

/** The fields that an event of a kind may have: those of its type, and those of the library's own sample. */
export function eventFields({ class: name, event, result }) {
  const { results, events } = classOf(name);
  const { fields } = results.find((type) => type.name === result);
  const sample = Object.keys(events.find((known) => known.name === event)?.sample.input ?? {});
  const plain = (names) => names.filter((wanted) => !fields.some((field) => field.name === wanted)).map((wanted) => ({ name: wanted, secret: false }));
  // Where the body is signed as text, it is one field whose members are those of the type.
  if (sample.includes("body")) return [...plain(["url", "timestamp", "now"]), { name: "body", secret: false, members: { fields } }];
  return [...fields, ...plain(sample)];
}

/** The kind of an event that the library recognised in a paste. */
export function kindOf(className, event) {
  return webhookKinds.find((kind) => kind.class === className && kind.event === event);
}

function parameters(urlOrQuery) {
  return Object.fromEntries(new URLSearchParams(urlOrQuery.trim().replace(/^[^?]*\?/, "").replace(/#.*$/, "")));
}

function toBase64Url(text) {
  const binary = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
