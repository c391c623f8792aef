/** UPayments' signatures from its documentation: time, method, path and the body's own bytes, an HMAC-SHA256, Base64. */
import { createHmac } from "node:crypto";

/** Decimals of ISO 4217; all others have two. */
const SCALES = { 0: ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"], 3: ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 4: ["CLF", "UYW"] };
const TWO = ["SAR", "USD", "EUR", "QAR", "AED", "EGP", "GBP", "MRU", "MGA", "HUF", "LBP", "ALL", "IRR", "ZWG"];
const CURRENCIES = [...TWO.map((code) => [code, 2]), ...Object.entries(SCALES).flatMap(([scale, codes]) => codes.map((code) => [code, Number(scale)]))];

/** A JSON number that is written as this text. */
const number = (text) => ({ text });

/** A body by hand: compact, in the order of the documentation, without what is absent. */
function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (value !== null && typeof value === "object") {
    if (value.text !== undefined) return value.text;
    const there = Object.entries(value).filter(([, member]) => member !== undefined && member !== null && member !== "");
    return `{${there.map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

export function upayments({ UPayments }, random) {
  const account = { token: "token", apiSecret: "سر-s3cr3t", environment: "sandbox" };
  const of = new UPayments(account);
  const hmac = (text) => createHmac("sha256", account.apiSecret).update(text, "utf8").digest("base64");
  const time = () => 1_000_000_000 + random.below(4_000_000_000);

  /** What is signed of a call: `given` is the caller's input, `sent` what the gateway is to read. */
  const call = (operation, method, path, given, sent, more) => {
    const timestamp = time();
    const body = sent === undefined ? "" : write(sent);
    const options = { timestamp: random.of([timestamp, String(timestamp)]), ...more };
    return { of, operation, input: random.shuffled(given), options, expected: hmac(`${timestamp}${method}${path}${body}`), body };
  };
  const post = (operation, path, given, sent = given, more = undefined) => call(operation, "POST", path, given, sent, more);
  const get = (operation, path, name) => () => {
    const { given, text } = random.reference(random.text());
    return call(operation, "GET", path(quoted(text)), { [name]: given });
  };
  /** RFC 3986 keeps four marks; JavaScript keeps five more. */
  const quoted = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

  const order = (scale, currency) => {
    const amount = random.amount(scale, 9);
    const fields = { id: random.text(), reference: random.maybe(() => random.text()), description: random.text(), currency };
    return [{ ...fields, amount: amount.given }, { ...fields, amount: number(amount.written) }, amount];
  };
  const same = (make) => [make(), undefined].map((value, place, all) => (place ? all[0] : value));
  const customerUniqueToken = () => random.of([random.text(), random.digits(10).replace(/^0/, "1")]);

  /** Refunds have two decimals, or three where the third is not zero and the caller allows it. */
  const refundAmount = (three) => {
    if (!three) return random.amount(2, 8);
    const { written, given } = random.amount(3, 8);
    return { given, written: written.endsWith("0") ? written.slice(0, -1) : written };
  };
  const person = () => ({
    customerFirstName: random.maybe(() => random.text()), customerEmail: random.maybe(() => random.email()),
    customerMobileNumber: random.maybe(() => `+965${random.digits(8)}`), reference: random.maybe(() => random.text()),
    notifyUrl: random.maybe(() => random.url()),
  });

  return {
    "UPayments charge": () => {
      const [currency, scale] = random.of(CURRENCIES);
      const [given, sent] = order(scale, currency);
      const list = (make) => (random.below(2) ? Array.from({ length: 1 + random.below(3) }, make) : undefined);
      const products = list(() => {
        const price = random.amount(scale, 6);
        const [fields, quantity] = [{ name: random.text(), description: random.maybe(() => random.text()) }, 1 + random.below(9)];
        return [{ ...fields, price: price.given, quantity: random.of([quantity, String(quantity)]) }, { ...fields, price: number(price.written), quantity: number(String(quantity)) }];
      });
      const fields = {
        paymentGateway: random.below(2) ? { src: random.of(["knet", "cc", "apple-pay"]) } : undefined,
        language: random.of(["en", "ar"]),
        reference: random.below(2) ? { id: random.text() } : undefined,
        customer: random.below(2) ? { uniqueId: random.text(), name: random.text(), email: random.email(), mobile: `+965${random.digits(8)}` } : undefined,
        tokens: random.below(2) ? { creditCard: random.text(), customerUniqueToken: random.text() } : undefined,
        isSaveCard: random.maybe(() => random.below(2) === 1),
        is_whitelabled: random.maybe(() => random.below(2) === 1),
        device: random.below(3) ? undefined : { browser: random.text(), screen: [1, true] },
        customerExtraData: random.below(3) ? undefined : random.text(),
      };
      const urls = { returnUrl: random.url(false), cancelUrl: random.url(), notificationUrl: random.url() };
      const first = (of) => products?.map((both) => both[of]);
      const body = { products: first(1), order: sent, ...fields, ...urls };
      return post("charge", "charge", { products: first(0), order: random.shuffled(given), ...fields, ...urls }, body);
    },
    "UPayments autoDeduct": () => {
      const [currency, scale] = random.of(CURRENCIES);
      const [given, sent, amount] = order(scale, currency);
      const amountAsString = random.below(2) === 1;
      const fields = {
        language: random.of(["en", "ar"]), reference: random.below(2) ? { id: random.text() } : undefined,
        customer: random.below(2) ? { name: random.text(), email: random.email(), mobile: "+96512345678", uniqueToken: customerUniqueToken() } : undefined,
        card: { token: random.text() },
      };
      const body = { order: amountAsString ? { ...sent, amount: amount.written } : sent, ...fields };
      return post("autoDeduct", "auto-deduct", { order: given, ...fields }, body, { amountAsString });
    },
    "UPayments addCard": () => post("addCard", "add-card", ...same(() => ({ customerUniqueToken: customerUniqueToken(), returnUrl: random.url() }))),
    "UPayments createTokenFromCard": () => {
      const [month, year] = [1 + random.below(12), 10 + random.below(90)];
      const [{ cardNumber, cvv }, unique] = [random.card(), customerUniqueToken()];
      const body = (month, year) => ({ card: { number: cardNumber, expiry: { month, year }, securityCode: cvv }, customerUniqueToken: unique });
      return post("createTokenFromCard", "create-token-from-card", body(random.of([month, String(month)]), random.of([year, String(year)])), body(number(String(month)), number(String(year))));
    },
    "UPayments createCustomerToken": () => post("createCustomerToken", "create-customer-unique-token", { customerUniqueToken: customerUniqueToken() }),
    "UPayments listCustomerCards": () => post("listCustomerCards", "retrieve-customer-cards", { customerUniqueToken: customerUniqueToken() }),
    "UPayments removeCard": () => post("removeCard", "remove-card", { token: random.text() }),
    "UPayments checkMerchant": () => post("checkMerchant", "check-merchant-api-key", { apiKey: random.text() }),
    "UPayments paymentButtons": () => {
      const source = random.maybe(() => "sdk");
      return call("paymentButtons", "GET", `check-payment-button-status${source ? "?source=sdk" : ""}`, { source });
    },
    "UPayments paymentStatus": () => {
      const [name, { given, text }] = [random.of(["track_id", "session_id", "invoice_id"]), random.reference(random.text())];
      const path = name === "track_id" ? `/${quoted(text)}` : `?${name}=${quoted(text)}`;
      return call("paymentStatus", "GET", `get-payment-status${path}`, { [name]: given });
    },
    "UPayments depositStatus": get("depositStatus", (id) => `get-deposit-status/${id}`, "track_id"),
    "UPayments refund": () => {
      const allowThreeDecimals = random.below(2) === 1;
      const [orderId, amount] = [random.text(), refundAmount(allowThreeDecimals)];
      const rest = { ...person(), requireApproval: random.maybe(() => random.below(2) === 1), refundReason: random.maybe(() => random.text()) };
      return post("refund", "create-refund", { orderId, totalPrice: amount.given, ...rest }, { orderId, totalPrice: number(amount.written), ...rest }, { allowThreeDecimals });
    },
    "UPayments refundStatus": get("refundStatus", (id) => `check-refund-status/${id}`, "order_id"),
    "UPayments checkRefund": get("checkRefund", (id) => `check-refund/${id}`, "order_id"),
    "UPayments deleteRefund": () => post("deleteRefund", "delete-refund", ...same(() => ({ orderId: random.text(), refundOrderId: random.text() }))),
    "UPayments multivendorRefund": () => {
      const orderId = random.text();
      const vendors = Array.from({ length: 1 + random.below(3) }, () => {
        const amount = random.amount(2, 5);
        const fields = { refundRequestId: random.text(), ibanNumber: "KW81CBKU0000000000001234560101", totalPaid: "50000000.000", refundedAmount: 0, remainingLimit: 90_000_000 };
        return [{ ...fields, amountToRefund: amount.given, merchantType: "vendor" }, { ...fields, amountToRefund: number(amount.written), merchantType: "vendor" }];
      });
      const [receiptId, rest] = [random.maybe(() => random.text()), person()];
      const payload = (of) => ({ refundPayload: vendors.map((both) => both[of]) });
      const body = { orderId, isMultivendorRefund: true, ...payload(1), receiptId, ...rest };
      return post("multivendorRefund", "create-multivendor-refund", { orderId, ...payload(0), receiptId, ...rest }, body);
    },
    "UPayments deleteMultivendorRefund": () =>
      post("deleteMultivendorRefund", "delete-multivendor-refund", ...same(() => ({ generatedInvoiceId: random.text(), orderId: random.text(), refundOrderId: random.text(), refundArn: random.digits(30) }))),
    "UPayments webhook": () => {
      const [timestamp, url] = [time(), random.url()];
      const fields = random.shuffled({ payment_id: random.digits(18), result: "CAPTURED", trn_udf: random.text() });
      const body = random.below(2) ? JSON.stringify(fields) : String(new URLSearchParams(fields));
      const signature = hmac(`${timestamp}POST${url}${body}`);
      const now = timestamp + random.below(600) - 300;
      const verify = (signature) => of.verifyWebhook({ url, headers: { "X-Timestamp": String(timestamp), "x-signature": signature }, body, now });
      return { of, operation: "webhook", input: { url, body }, options: { timestamp }, expected: signature, fields: signature, forged: hmac(`${signature}${body}`), verify };
    },
  };
}
