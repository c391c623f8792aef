/** Fawry's notifications are verified before they are read, and fail closed. */
import { FAWRY, refused, same } from "./support.mjs";

const FIELDS = {
  requestId: "c72827d0-84ea-4b88-92fb-7a21b7e2a7c5",
  fawryRefNumber: "970177",
  merchantRefNumber: "9708f1cea8b5426cb57922df51b7f790",
  paymentAmount: 152,
  orderAmount: 150,
  orderStatus: "PAID",
  paymentMethod: "PAYATFAWRY",
};

export function notifications(tawqee, { vectors, test }) {
  const fawry = new tawqee.Fawry(FAWRY);
  const verify = (body) => () => fawry.verifyNotification(body);
  const signed = () => fawry.signNotification(FIELDS);
  const changed = (change) => JSON.stringify({ ...JSON.parse(signed()), ...change });

  test("a signed notification is verified, as text and as bytes", () => {
    const body = signed();
    const bytes = new TextEncoder().encode(body);
    for (const form of [body, bytes, bytes.buffer]) {
      const notification = fawry.verifyNotification(form);
      same(notification.merchantRefNumber, FIELDS.merchantRefNumber);
      same([notification.orderAmount, notification.paymentAmount], ["150.00", "152.00"]);
      same(notification.state, "paid");
    }
  });
  test("the same event has the same dedupe key, another event another", () => {
    const key = (fields) => fawry.verifyNotification(fawry.signNotification({ ...FIELDS, ...fields })).dedupeKey;
    same(key({}), key({}));
    same(key({}) === key({ orderStatus: "REFUNDED" }), false);
  });
  test("a notification is verified by an older key, and signed by the newest", () => {
    const both = new tawqee.Fawry({ ...FAWRY, secureKey: ["a-newer-key", FAWRY.secureKey] });
    same(both.verifyNotification(signed()).state, "paid");
    refused(tawqee, verify(both.signNotification(FIELDS)), { code: "SIGNATURE_MISMATCH" }, "the newest key");
  });

  for (const vector of vectors.filter(({ operation }) => operation === "notification")) {
    test(`${vector.name}: verification`, () => {
      const gateway = new tawqee.Fawry({ ...vector.config, environment: "staging" });
      const body = JSON.stringify({ ...vector.input, messageSignature: vector.signature });
      if (!vector.name.includes("-mistake-")) {
        same(gateway.verifyNotification(body).fawryRefNumber, String(vector.input.fawryRefNumber));
        return;
      }
      refused(tawqee, () => gateway.verifyNotification(body), { code: "SIGNATURE_MISMATCH" }, vector.name);
    });
  }

  const cases = {
    "a changed amount": [() => changed({ orderAmount: 1 }), "SIGNATURE_MISMATCH"],
    "a changed status": [() => changed({ orderStatus: "NEW" }), "SIGNATURE_MISMATCH"],
    "a changed reference": [() => changed({ merchantRefNumber: "other" }), "SIGNATURE_MISMATCH"],
    "a signature that is no digest": [() => changed({ messageSignature: "yes" }), "SIGNATURE_MISMATCH"],
    "no signature": [() => changed({ messageSignature: undefined }), "SIGNATURE_MISSING"],
    "an empty signature": [() => changed({ messageSignature: "" }), "SIGNATURE_MISSING"],
    "no JSON": [() => "orderStatus=PAID", "MALFORMED_BODY"],
    "nothing": [() => "", "MALFORMED_BODY"],
    "bytes that are not UTF-8": [() => new Uint8Array([0x7b, 0xff, 0x7d]), "MALFORMED_BODY"],
    "a field given twice": [() => signed().replace("{", '{"orderStatus":"NEW",'), "MALFORMED_BODY"],
    "endless nesting": [() => "[".repeat(100_000), "MALFORMED_BODY"],
    "a body that a parser has read": [() => JSON.parse(signed()), "INVALID_FIELD"],
  };
  for (const [name, [body, code]] of Object.entries(cases)) {
    test(`a notification with ${name} is refused`, () => {
      refused(tawqee, verify(body()), { code }, name);
      same(fawry.verifyNotification(signed()).state, "paid");
    });
  }
}
