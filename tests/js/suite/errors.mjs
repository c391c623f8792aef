/** Bad input is refused with a code and a field, never with a secret, and the package works on. */
import { FATORA, FAWRY, INVOICES, PAY3, UPAYMENTS, refused, same, truly } from "./support.mjs";

const REFUND = { referenceNumber: "931337410", refundAmount: "20.50" };

const INVOICE = { amount: "20", reason: "damaged", orderReferenceNumber: "1" };

/** Marks that must not show up in any error. */
const SECRETS = ["259af31fc2f7", "test-invoice-token", "test-api-key", "test-jwt", "test-secret", "s3cr3t"];

export function errors(tawqee, { test }) {
  const { Fawry, FawryInvoices, Fatora, Pay3, UPayments } = tawqee;
  const fawry = (config) => new Fawry({ ...FAWRY, ...config });
  const refund = (change) => () => fawry().refund({ ...REFUND, ...change });
  const long = "x".repeat(256);

  const cases = {
    "a missing field": [() => fawry().refund({ refundAmount: "1" }), "MISSING_FIELD", "referenceNumber"],
    "nothing at all": [() => fawry().refund(), "MISSING_FIELD"],
    "null in place of the input": [() => fawry().refund(null)],
    "text in place of the input": [() => fawry().refund("931337410")],
    "an array in place of the input": [() => fawry().refund([REFUND])],
    "a null field": [refund({ referenceNumber: null }), undefined, "referenceNumber"],
    "an empty field": [refund({ referenceNumber: "" }), undefined, "referenceNumber"],
    "a field of the wrong type": [refund({ reason: { text: "damaged" } }), "INVALID_FIELD", "reason"],
    "an amount that would be rounded": [refund({ refundAmount: 0.1 + 0.2 }), "INVALID_AMOUNT", "refundAmount"],
    "an amount of nothing": [refund({ refundAmount: 0 }), "INVALID_AMOUNT", "refundAmount"],
    "a field that the instance adds": [refund({ merchantCode: "another" }), undefined, "merchantCode"],
    "the signature itself": [refund({ signature: "s3cr3t" }), undefined, "signature"],

    "an operation that is no text": [() => fawry().signature(null, REFUND), "INVALID_FIELD", "operation"],
    "a batch without an operation": [() => fawry().buildMany(undefined, [REFUND]), "INVALID_FIELD", "operation"],
    "a currency that is no text": [() => tawqee.canonicalAmount("1", 5), "INVALID_FIELD", "currency"],
    "no webhook at all": [() => new UPayments(UPAYMENTS).verifyWebhook(null), "INVALID_FIELD", "body"],

    "an empty key": [() => fawry({ secureKey: "" }), "INVALID_CONFIG", "secureKey"],
    "a key with a line break": [() => fawry({ secureKey: "s3cr3t\r\n" }), "INVALID_CONFIG", "secureKey"],
    "a key with spaces around it": [() => fawry({ secureKey: " s3cr3t " }), "INVALID_CONFIG", "secureKey"],
    "a key in quotes": [() => fawry({ secureKey: '"s3cr3t"' }), "INVALID_CONFIG", "secureKey"],
    "a key in backticks": [() => fawry({ secureKey: "`s3cr3t`" }), "INVALID_CONFIG", "secureKey"],
    "an older key with a no-break space": [() => fawry({ secureKey: ["k", "s3cr3t\u00a0"] }), "INVALID_CONFIG", "secureKey[1]"],
    "a merchant code after a word joiner": [() => fawry({ merchantCode: "\u2060code" }), "INVALID_CONFIG", "merchantCode"],
    "a token set after a zero-width space": [
      () => { new FawryInvoices(INVOICES).token = "\u200bs3cr3t"; },
      "INVALID_CONFIG",
      "token",
    ],
    "a JWT set before a byte-order mark": [() => { new Fatora(FATORA).bearerToken = "s3cr3t\ufeff"; }, "INVALID_CONFIG", "bearerToken"],
    "an access token set in apostrophes": [() => { new Pay3(PAY3).accessToken = "\u2018s3cr3t\u2019"; }, "INVALID_CONFIG", "accessToken"],
    "a host name after a byte-order mark": [() => new Pay3({ ...PAY3, hostname: "\ufeffdemo" }), "INVALID_CONFIG", "hostname"],
    "a key with NUL": [() => fawry({ secureKey: "s3cr3t\0" }), "INVALID_CONFIG", "secureKey"],
    "no key": [() => fawry({ secureKey: undefined }), "INVALID_CONFIG", "secureKey"],
    "no configuration": [() => new Fawry(), "INVALID_CONFIG"],
    "an unknown environment": [() => fawry({ environment: "test" }), "INVALID_CONFIG", "environment"],
    "a host without TLS": [() => fawry({ baseUrl: "http://example.com" }), "INVALID_CONFIG", "baseUrl"],
    "no host at all": [() => fawry({ baseUrl: "ftp://example.com" }), "INVALID_CONFIG", "baseUrl"],
    "a path without a slash": [() => fawry({ paths: { refund: "refund" } }), "INVALID_CONFIG"],
    "a path that climbs": [() => fawry({ paths: { refund: "/a/../b" } }), "INVALID_CONFIG"],
    "a base that climbs": [() => fawry({ baseUrl: "https://example.com/../.." }), "INVALID_CONFIG", "baseUrl"],
    "a base that climbs percent-encoded": [() => fawry({ baseUrl: "https://example.com/a/.%2E" }), "INVALID_CONFIG", "baseUrl"],
    "an option that the call does not have": [() => fawry().signature("refund", REFUND, { timestamp: 1718000000 }), "UNKNOWN_FIELD", "options.timestamp"],
    "an option that the event does not have": [
      () => fawry().explain("notification", {}, { timestamp: 1718000000 }),
      "UNKNOWN_FIELD",
      "options.timestamp",
    ],
    "an unknown option": [() => fawry({ secureKeys: "s3cr3t" }), "INVALID_CONFIG", "secureKeys"],
    "a token with a line break": [() => new UPayments({ ...UPAYMENTS, token: "s3cr3t\nx" }), "INVALID_CONFIG", "token"],

    "a reference that breaks a query": [() => fawry().paymentStatus({ merchantRefNumber: "A&B #1" }), "INVALID_FIELD", "merchantRefNumber"],
    "an answer that is a web page": [
      () => fawry().readRefund({ status: 502, body: "<html>Bad Gateway</html>" }),
      "MALFORMED_RESPONSE",
    ],
    "an answer that is too long": [
      () => fawry().readRefund({ status: 200, body: `{"a":"${"😀".repeat(1 << 20)}"}` }),
      "MALFORMED_RESPONSE",
    ],
    "an answer that is empty": [() => fawry().readRefund({ status: 200, body: "" }), "MALFORMED_RESPONSE"],
  };

  const sparse = (length) => Object.assign([], { length });
  const shared = Array.from({ length: 20 }).reduce((inner) => [inner, inner], "x");
  const extra = (later) => refund({ extra: { later } });
  cases["a list of four thousand million holes"] = [extra(sparse(4_000_000_000)), "INVALID_FIELD", "extra.later"];
  cases["a list of ten million holes"] = [extra(sparse(10_000_000)), "INVALID_FIELD", "extra.later"];
  cases["a list with a hole"] = [extra([1, , 3]), "INVALID_FIELD", "extra.later[1]"];
  cases["a list that occurs in itself a million times"] = [extra(shared), "INVALID_FIELD"];
  cases["a configuration with a sparse list"] = [() => fawry({ secureKey: sparse(4_000_000_000) }), "INVALID_CONFIG", "secureKey"];

  for (const number of ["../1", "1/2", "1?x=1", "..", ""]) {
    cases[`the invoice number ${JSON.stringify(number)}`] = [
      () => new FawryInvoices(INVOICES).refundInvoice({ ...INVOICE, invoiceNumber: number }),
      undefined,
      "invoiceNumber",
    ];
  }
  cases["an e-invoice refund without a token"] = [
    () => new FawryInvoices({ environment: "staging" }).refundInvoice({ ...INVOICE, invoiceNumber: "1" }),
    "INVALID_CONFIG",
    "token",
  ];
  cases["an over-long order"] = [
    () => new UPayments(UPAYMENTS).refund({ orderId: long, totalPrice: "1" }),
    "INVALID_FIELD",
    "orderId",
  ];
  cases["a Fatora refund with an amount, which it does not take"] = [
    () => new Fatora(FATORA).refund({ transaction_id: "1", order_id: "1", amount: "1" }),
    "UNKNOWN_FIELD",
    "amount",
  ];
  cases["a Pay3 refund without an order"] = [() => new Pay3(PAY3).refund({}), "MISSING_FIELD"];

  for (const [name, [call, code, field]] of Object.entries(cases)) {
    test(`${name} is refused`, () => {
      const expected = { ...(code && { code }), ...(field && { field }) };
      const error = refused(tawqee, call, expected, name);
      const told = JSON.stringify({ ...error }) + error.message + error.stack?.split("\n    at ")[0];
      for (const secret of SECRETS) truly(!told.includes(secret), `the error tells ${secret}`);
      same(fawry().signature("refund", REFUND), KNOWN, "a signature after the error");
    });
  }

  test("what is wrapped around a key is named", () => {
    const error = refused(tawqee, () => fawry({ secureKey: "\u200bs3cr3t" }), {}, "a zero-width space");
    truly(error.message.includes("starts with a zero-width space, U+200B"), error.message);
  });
  test("an error for tests of one's own handlers says what it is given", () => {
    const error = new tawqee.TawqeeError("boom", { code: "INVALID_AMOUNT", field: "amount", cause: 1 });
    same([error.name, error.message, error.code, error.field, error.cause], ["TawqeeError", "boom", "INVALID_AMOUNT", "amount", 1]);
    truly(error instanceof Error && !("hint" in error), "it holds what was not given");
    for (const bare of [new tawqee.TawqeeError("boom"), new tawqee.TawqeeError("boom", "text")]) {
      same([bare.message, bare.code, Object.keys(bare)], ["boom", "INTERNAL", ["code"]]);
    }
  });
  test("a misspelt field is refused with the nearest right name", () => {
    const error = refused(tawqee, refund({ reasn: "damaged" }), { code: "UNKNOWN_FIELD", field: "reasn" }, "reasn");
    truly(`${error.hint}${error.message}`.includes("reason"), "the right name is not told");
  });
  test("loopback needs no TLS", () => {
    const { url } = fawry({ baseUrl: "http://127.0.0.1:4010" }).refund(REFUND);
    truly(url.startsWith("http://127.0.0.1:4010/"), url);
  });
}

/** The signature of `REFUND`, from `sha256(merchantCode + "931337410" + "20.50" + secureKey)`. */
const KNOWN = "027b7a39eac60396f3761759416e6dfcefac6d2191924d04f45eb59b25b8b003";
