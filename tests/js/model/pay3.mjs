/** Pay3's signatures from its documentation: named values, an HMAC-SHA256, Base64; and webhooks as a JWS with HS384. */
import { createHmac } from "node:crypto";

export function pay3({ Pay3 }, random) {
  const account = { clientId: "client", secretKey: "s3cr3t & سر", accessToken: "token", webhookSecret: "aG9vaw==", hostname: "shop" };
  const usual = new Pay3(account);
  const other = new Pay3({ ...account, checkoutSignature: "short", signedNameCase: "lower", webhookSecretEncoding: "base64" });
  const hmac = (text) => createHmac("sha256", account.secretKey).update(text, "utf8").digest("base64");
  const signed = (of, pairs) => hmac(pairs.map(([name, value]) => `${of === other ? name.toLowerCase() : name}=${value}`).join("&"));

  const fiat = (operation) => () => {
    const of = random.of([usual, other]);
    const [id, amount, currencyId] = [random.reference(random.text()), random.amount(), random.of(["inr_in", "brl_bz", "aed_ae"])];
    const rest = { paymentMethodId: "all", email: random.email(), userId: random.maybe(() => random.text()), mode: random.maybe(() => "returnUrl") };
    const input = { requestId: id.given, fiatAmount: amount.given, ...(operation === "refund" ? {} : { currencyId, ...rest }) };
    const short = operation === "refund" || (of === other && operation === "checkout");
    const pairs = [...(short ? [] : [["currencyId", currencyId]]), ["fiatAmount", amount.written], ["requestId", id.text]];
    return { of, operation, input: random.shuffled(input), expected: signed(of, pairs) };
  };

  /** The caller writes what is signed. */
  const crypto = (operation, fields) => () => {
    const stringToSign = random.text();
    return { of: usual, operation, input: random.shuffled(fields()), options: { stringToSign }, expected: hmac(stringToSign) };
  };
  const coins = () => `${1 + random.below(1000)}.${random.digits(18)}`;

  return {
    "Pay3 refund": fiat("refund"),
    "Pay3 checkout": fiat("checkout"),
    "Pay3 payout": fiat("payout"),
    "Pay3 executePayout": crypto("executePayout", () => ({ token: random.text(), requestId: random.text() })),
    "Pay3 cryptoCheckout": crypto("cryptoCheckout", () => ({ requestId: random.text(), address: random.text(), currency: "usdt_polygon", amount: coins() })),
    "Pay3 cryptoPayout": crypto("cryptoPayout", () => ({ requestId: random.text(), address: random.text(), currency: "btc_x", amount: coins(), mode: "returnUrl" })),
    "Pay3 executeCryptoPayout": crypto("executeCryptoPayout", () => ({ token: random.text(), requestId: random.text() })),
    "Pay3 cryptoRefund": crypto("cryptoRefund", () => ({ requestId: random.text(), orderId: random.text(), fiatAmount: "35", fiatCurrency: "aed_ae", sponsorFee: random.below(2) === 1 })),
    "Pay3 webhook": () => {
      const of = random.of([usual, other]);
      const claims = random.shuffled({ orderType: "FIAT", orderId: random.text(), orderStatus: random.of(["COMPLETED", "FAILED"]), note: random.text() });
      const base64url = (text) => Buffer.from(text, "utf8").toString("base64url");
      const signature = (text) => {
        const key = Buffer.from(account.webhookSecret, of === other ? "base64" : "utf8");
        return createHmac("sha384", key).update(text, "ascii").digest("base64url");
      };
      const own = `${base64url('{"alg":"HS384"}')}.${base64url(JSON.stringify(claims))}`;
      const header = random.of(['{"alg":"HS384"}', '{"typ":"JWT","alg":"HS384"}', '{ "alg" : "HS384" }']);
      const text = `${base64url(header)}.${base64url(JSON.stringify(claims))}`;
      const payload = `${text}.${signature(text)}`;
      const verify = (body) => of.verifyWebhook(JSON.stringify(body));
      const forged = `${text}.${signature(`${text}x`)}`;
      return { of, operation: "webhook", input: claims, expected: signature(own), fields: { payload }, forged: { payload: forged }, verify };
    },
  };
}
