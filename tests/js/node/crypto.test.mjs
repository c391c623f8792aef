/** Signatures against the platform's own crypto: the vectors', and those of made-up inputs by the documented formulas. */
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import { Fawry, Pay3, UPayments } from "../../../pkg/dist/index.mjs";
import { vectors } from "../vectors.mjs";

const DIGESTS = {
  "sha256-hex": (text) => createHash("sha256").update(text).digest("hex"),
  "md5-hex": (text) => createHash("md5").update(text).digest("hex"),
  "hmac-sha256-base64": (text, key) => createHmac("sha256", key).update(text).digest("base64"),
};

/** A mistake may lie in the digest itself, so only the right ones are computed again. */
const signed = vectors.filter(({ name, stringToSign }) => stringToSign && !name.includes("-mistake-"));

for (const { name, digest, stringToSign, signature, config } of signed) {
  test(`${name}: the vector itself is right`, () => {
    assert.equal(DIGESTS[digest](stringToSign, config.apiSecret ?? config.secretKey), signature);
  });
}

const FAWRY = { merchantCode: "code ✓", secureKey: "مفتاح-key", environment: "staging" };
const PAY3 = { clientId: "client", secretKey: "s3cr3t & more", accessToken: "token", webhookSecret: "hook", hostname: "shop" };
const UPAYMENTS = { token: "token", apiSecret: "سر-s3cr3t", environment: "sandbox" };
const [fawry, pay3, upayments] = [new Fawry(FAWRY), new Pay3(PAY3), new UPayments(UPAYMENTS)];

// A fixed sequence, so that a failure can be looked at again.
let state = 42;
const next = (below) => (state = (state * 48271) % 2147483647) % below;
const TEXTS = ["damaged", "تالف", "a & b = 'c' \"d\" \\ 🎁", "x", "=&?#%", "é漢", "0", "line\u2028end", "a+b c"];
const text = () => `${TEXTS[next(TEXTS.length)]}${next(1_000_000)}`;
/** An amount in one of the forms that a caller may write it in, and with two decimals. */
function amount() {
  const cents = 1 + next(100_000_000);
  const written = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  return { written, given: [cents / 100, written, `0${written}`, `${written}0`, written.replace(/\.?0+$/, "")][next(5)] };
}
const sha256 = (...parts) => DIGESTS["sha256-hex"](parts.join(""));

/** Each makes an input, and its signature from the formula as the gateway documents it. */
const MODELS = {
  "Fawry refund": () => {
    const [id, { written, given }, reason] = [text(), amount(), next(3) ? text() : ""];
    const input = { reason: reason || undefined, refundAmount: given, referenceNumber: id };
    return [fawry.signature("refund", input), sha256(FAWRY.merchantCode, id, written, reason, FAWRY.secureKey)];
  },
  "Fawry paymentStatus": () => {
    const id = `r-${next(1_000_000_000)}`;
    return [fawry.signature("paymentStatus", { merchantRefNumber: id }), sha256(FAWRY.merchantCode, id, FAWRY.secureKey)];
  },
  "Fawry cancelUnpaidOrder": () => {
    const [id, lang] = [String(next(1_000_000_000)), ["ar-eg", "en-gb"][next(2)]];
    return [fawry.signature("cancelUnpaidOrder", { lang, orderRefNo: id }), sha256(id, FAWRY.merchantCode, lang, FAWRY.secureKey)];
  },
  "Fawry notification": () => {
    const [one, two, paid, order, reference] = [String(next(1e9)), text(), amount(), amount(), next(2) ? text() : ""];
    const fields = { orderStatus: "PAID", paymentMethod: "CARD", paymentAmount: paid.given, orderAmount: order.given, fawryRefNumber: one, merchantRefNumber: two, ...(reference && { paymentRefrenceNumber: reference }) };
    const made = sha256(one, two, paid.written, order.written, "PAID", "CARD", reference, FAWRY.secureKey);
    return [JSON.parse(fawry.signNotification(fields)).messageSignature, made];
  },
  "Pay3 refund": () => {
    const [id, { written, given }] = [`r-${text()}`, amount()];
    const made = DIGESTS["hmac-sha256-base64"](`fiatAmount=${written}&requestId=${id}`, PAY3.secretKey);
    return [pay3.signature("refund", { requestId: id, fiatAmount: given }), made];
  },
  "UPayments refund": () => {
    const [id, { written, given }, timestamp] = [text(), amount(), 1_700_000_000 + next(100_000_000)];
    const body = `{"orderId":${JSON.stringify(id)},"totalPrice":${written}}`;
    const made = DIGESTS["hmac-sha256-base64"](`${timestamp}POSTcreate-refund${body}`, UPAYMENTS.apiSecret);
    return [upayments.signature("refund", { totalPrice: given, orderId: id }, { timestamp }), made];
  },
};

/** `ROUNDS=1000000 node --test tests/js/node/crypto.test.mjs` is the long run. */
const ROUNDS = Number(process.env.ROUNDS ?? 1000);

for (const [name, model] of Object.entries(MODELS)) {
  test(`${name}: ${ROUNDS} made-up inputs are signed as node:crypto signs them`, () => {
    for (let round = 0; round < ROUNDS; round++) {
      const before = state;
      const [signed, expected] = model();
      if (signed !== expected) assert.equal(signed, expected, `round ${round}, from the state ${before}`);
    }
  });
}
