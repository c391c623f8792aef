/** What gateways send back: how each is verified, what its recipe is called, and samples to try. */
import { arrival, defaultSamples, urlWith } from "./arrivals.js";
import { classOf, classes } from "./library.js";
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
const CAPTURED = { payment_id: "100326010000027219", result: "CAPTURED", track_id: "GWdK07j0XPriuCbzimCHh5MmyrZuSd2J" };

/** Signed without the merchant's reference, as two published libraries do. `signed` is as in `mistakes.js`. */
export const withoutReference = {
  signed: "970177152.00150.00PAIDPAYATFAWRY971193{secureKey}",
  signature: "2d6ce3ac30b308b0bbc4d8093e3ac2af74546a24b244fad23a8d89b6f7283894",
};

/** `{"alg":"HS384"}` */
const JWS_HEADER = "eyJhbGciOiJIUzM4NCJ9";

/**
 * What the catalog does not say, by class and method. `id` names the kind in links. `sample` are the fields of its
 * samples and `change` one that a forger would change; `samples` has further ones, or others. Where a signature stands
 * inside what arrives, `parts` takes it apart and `write` puts it together.
 */
const OWN = {
  "Fawry.verifyNotification": {
    id: "fawry-v2",
    sample: NOTIFICATION,
    change: { orderAmount: 1.5 },
    samples: (usual, kind) => ({
      ...usual,
      reference: (gateway) => kind.write({ event: kind.parts(usual.valid(gateway)).input, signature: withoutReference.signature }),
    }),
  },
  "Fawry.verifyNotificationV1": {
    id: "fawry-v1",
    sample: V1,
    change: { Amount: "1.50" },
    // As Fawry writes it.
    samples: (usual) => ({
      ...usual,
      valid: (gateway) => ({ url: urlWith({ ...V1, MessageSignature: gateway.signature("notificationV1", V1).toUpperCase() }) }),
    }),
  },
  "Fawry.verifyReturn": { id: "fawry-return", sample: RETURN, change: { orderStatus: "REFUNDED" } },
  "Pay3.verifyWebhook": {
    id: "pay3",
    parts: ({ body }) => {
      const [, claims, signature] = JSON.parse(body).payload.split(".");
      return { input: JSON.parse(fromBase64Url(claims)), signature };
    },
    write: ({ event, signature = "" }) => ({ body: JSON.stringify({ payload: [JWS_HEADER, toBase64Url(JSON.stringify(event)), signature].join(".") }) }),
    samples: () => ({
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
    }),
  },
  "UPayments.verifyWebhook": { id: "upayments", sample: CAPTURED, change: { result: "FAILED" } },
  "Fatora.readReturn": {
    id: "fatora-return",
    samples: () => ({ plain: () => ({ url: urlWith({ transaction_id: "1-2-3", order_id: "123456", response_code: "000", mode: "test" }) }) }),
  },
};

/**
 * A kind has the `class`, the name of the `event`, the `key` that verifies it, the `fields` to paste, what it is called
 * (`title`), the type of what was verified (`result`), and what `arrival` and `OWN` say of it.
 */
function kindFor({ class: name, gateway, events, methods }, { name: method, event, title, takes, gives, key }) {
  const { id = `${gateway}-${event || method}`, sample, change, samples, ...own } = OWN[`${name}.${method}`] ?? {};
  const kind = { id, class: name, title: `${name}: ${title}`, event: event || undefined, key: key ?? undefined, result: gives, ...arrival(method, takes), ...own };
  const sign = methods.find((other) => other.event === event && !other.title)?.name;
  const usual = defaultSamples(kind, { sign, sample: sample ?? events.find((known) => known.name === event)?.sample.input, change });
  return { ...kind, samples: samples ? samples(usual, kind) : usual };
}

const kinds = classes.flatMap((known) => known.methods.filter(({ title }) => title).map((method) => kindFor(known, method)));

/** Those that prove something come first. */
export const webhookKinds = [...kinds.filter(({ event }) => event), ...kinds.filter(({ event }) => !event)];

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

function toBase64Url(text) {
  const binary = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
