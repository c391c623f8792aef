/** Signatures against the platform's own crypto: the vectors', and those of many made-up refunds. */
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import { Fawry } from "../../../pkg/dist/index.mjs";
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

test("a thousand made-up refunds are signed as node:crypto signs them", () => {
  const config = { merchantCode: "code ✓", secureKey: "مفتاح-key", environment: "staging" };
  const fawry = new Fawry(config);
  // A fixed sequence, so that a failure can be looked at again.
  let state = 42;
  const next = (below) => (state = (state * 48271) % 2147483647) % below;
  for (let i = 0; i < 1000; i++) {
    const piastres = 1 + next(100_000_000);
    const canonical = `${Math.floor(piastres / 100)}.${String(piastres % 100).padStart(2, "0")}`;
    const reason = ["", "damaged", "تالف", "a & b = 'c' \"d\" \\ 🎁"][next(4)];
    const input = { referenceNumber: String(next(1_000_000_000)), refundAmount: piastres / 100, ...(reason && { reason }) };
    const text = config.merchantCode + input.referenceNumber + canonical + reason + config.secureKey;
    assert.equal(fawry.signature("refund", input), DIGESTS["sha256-hex"](text), JSON.stringify(input));
  }
});
