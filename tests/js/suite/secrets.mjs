/** A secret shows up nowhere but in the signature it makes and the header it belongs to. */
import { FAWRY, PAY3, UPAYMENTS, same, truly } from "./support.mjs";

const REFUND = { referenceNumber: "931337410", refundAmount: "20.50" };

export function secrets(tawqee, { test }) {
  const hidden = (text, secret) => truly(!String(text).includes(secret), `it tells ${secret}`);

  test("an instance shows no secret", () => {
    for (const [instance, secret] of [
      [new tawqee.Fawry(FAWRY), FAWRY.secureKey],
      [new tawqee.Pay3(PAY3), PAY3.secretKey],
      [new tawqee.UPayments(UPAYMENTS), UPAYMENTS.apiSecret],
    ]) {
      for (const text of [JSON.stringify(instance), String(instance), Object.getOwnPropertyNames(instance).join()]) {
        hidden(text, secret);
      }
      for (const name in instance) hidden(instance[name], secret);
    }
  });
  test("a token can be replaced, but not read", () => {
    const pay3 = new tawqee.Pay3(PAY3);
    pay3.accessToken = "another-token";
    same(pay3.accessToken, undefined);
    const { headers } = pay3.refund({ fiatAmount: "1", requestId: "r-1" });
    truly(JSON.stringify(headers).includes("another-token"), "the new token is used");
  });
  test("an explanation masks the key and shows the rest", () => {
    const explanation = new tawqee.Fawry(FAWRY).explain("refund", REFUND);
    hidden(JSON.stringify(explanation), FAWRY.secureKey);
    const key = explanation.parts.find(({ name }) => name === "secureKey");
    same([key.secret, key.source], [true, "config"]);
    truly(explanation.stringToSign.startsWith(`${FAWRY.merchantCode}93133741020.50`), explanation.stringToSign);
    same([explanation.algorithm, explanation.encoding], ["SHA-256", "hex"]);
  });
  test("a redacted request holds no key, token or signature secret", () => {
    const request = new tawqee.UPayments(UPAYMENTS).refund({ orderId: "o-1", totalPrice: 10 });
    truly(JSON.stringify(request).includes(UPAYMENTS.token), "the request itself holds the token");
    hidden(JSON.stringify(tawqee.redact(request)), UPAYMENTS.token);
  });
}
