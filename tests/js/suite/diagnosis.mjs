/** Diagnoses: every known wrong signature is explained, every right one is valid, anything else is neither. */
import { FAWRY, refused, same, truly } from "./support.mjs";
import { gatewayOf } from "./signatures.mjs";

const REFUND = { referenceNumber: "99900642041", refundAmount: 362.5, reason: "Item not as described" };
/** SHA-256 over the unpadded 362.5; the right one is over 362.50. */
const UNPADDED = "8ac35094e6a8456e67b4276157d5db64828962c68ace057671bf9236cc24b9e5";
const RIGHT = "e83ed86b45484086fbfa444ebc52c611af7da9233ca09e9e76e3ecca5296c4e5";

export function diagnosis(tawqee, { vectors, test }) {
  const fawry = () => new tawqee.Fawry(FAWRY);

  for (const vector of vectors.filter(({ signature, input }) => signature && input)) {
    const { name, operation, input, options, signature, config } = vector;
    test(`${name}: diagnosis`, () => {
      const found = gatewayOf(tawqee, vector).diagnose(operation, input, signature, options);
      same(found.verdict, name.includes("-mistake-") ? "explained" : "valid", `verdict ${JSON.stringify(found)}`);
      if (vector.cause) same(found.causes[0].id, vector.cause, "cause");
      for (const secret of [config.secureKey, config.secretKey, config.apiSecret].flat()) {
        truly(!secret || secret.length < 6 || !JSON.stringify(found.causes).includes(secret), "the key is shown");
      }
    });
  }

  for (const [name, [call, field]] of Object.entries({
    "an observed signature that is no text": [() => fawry().diagnose("refund", REFUND, undefined), "observedSignature"],
    "a diagnosis for no gateway": [() => tawqee.diagnoseRequest(null, "x"), "gateway"],
    "a diagnosis for a plain configuration": [() => tawqee.diagnoseRequest({ ...FAWRY }, "x"), "gateway"],
    "another key in typographic quotes": [
      () => fawry().diagnose("refund", REFUND, "x", { otherKeys: [{ label: "old", key: "\u201cs3cr3t\u201d" }] }),
      "options.otherKeys[0].key",
    ],
  })) {
    test(`${name} is refused`, () => {
      const error = refused(tawqee, call, { field }, name);
      truly(!(error.message + error.stack).includes("s3cr3t"), "the error tells the key");
    });
  }
  test("a left-out field is named", () => {
    const vector = vectors.find(({ name }) => name === "notification-mistake-merchant-ref-left-out");
    const { causes } = gatewayOf(tawqee, vector).diagnose(vector.operation, vector.input, vector.signature);
    truly(causes.some(({ fields }) => fields.includes("merchantRefNumber")), JSON.stringify(causes));
  });
  test("what no mistake gives is unexplained", () => {
    const found = fawry().diagnose("refund", REFUND, "0".repeat(64));
    same([found.verdict, found.causes], ["unexplained", []]);
    truly(found.candidatesTried > 1000, `${found.candidatesTried} candidates`);
  });
  test("another key of the caller's is recognised", () => {
    const staging = new tawqee.Fawry({ ...FAWRY, secureKey: "staging-key-1" });
    const otherKeys = [{ label: "staging key", key: "staging-key-1" }];
    const found = fawry().diagnose("refund", REFUND, staging.signature("refund", REFUND), { otherKeys });
    same([found.verdict, found.causes[0].id], ["explained", "other-key"]);
    truly(!JSON.stringify(found).includes("staging-key-1"), "the other key is shown");
    same(fawry().diagnose("refund", REFUND, "0".repeat(64), { otherKeys: [] }).verdict, "unexplained");
  });
  test("a pasted request is recognised in every form", () => {
    const request = fawry().refund(REFUND);
    const wrong = { ...request, body: request.body.replace(RIGHT, UNPADDED) };
    const quoted = JSON.stringify(wrong.body);
    const forms = {
      request: wrong,
      curl: `curl -X POST '${wrong.url}' -H 'content-type: application/json' -d '${wrong.body}'`,
      http: `POST /ECommerceWeb/Fawry/payments/refund HTTP/1.1\r\nHost: atfawry.fawrystaging.com\r\ncontent-type: application/json\r\n\r\n${wrong.body}`,
      fetch: `await fetch("${wrong.url}", { method: "POST", headers: { "content-type": "application/json" }, body: ${quoted} });`,
      json: wrong.body,
    };
    for (const [form, pasted] of Object.entries(forms)) {
      const found = tawqee.diagnoseRequest(fawry(), pasted);
      same([found.operation, found.verdict, found.causes[0]?.id], ["refund", "explained", "amount-not-padded"], form);
      truly(!JSON.stringify(found).includes(FAWRY.secureKey), `${form}: the key is shown`);
    }
    same(tawqee.diagnoseRequest(fawry(), request).verdict, "valid");
  });
  test("what differs from the request that should be sent is found", () => {
    const request = fawry().refund(REFUND);
    const { verdict, findings } = tawqee.diagnoseRequest(fawry(), { ...request, body: request.body.replace("362.50", '"362.5"') });
    same(verdict, "valid");
    truly(findings.some(({ field }) => field === "refundAmount"), JSON.stringify(findings));
    const number = { ...request, body: request.body.replace("362.50", "362.5") };
    same(tawqee.diagnoseRequest(fawry(), number).findings, [], "the same number");
  });
  test("headers are read from any of their forms", () => {
    const request = fawry().refund(REFUND);
    for (const headers of [new Map(Object.entries(request.headers)), Object.entries(request.headers)]) {
      same(tawqee.diagnoseRequest(fawry(), { ...request, headers }).findings, []);
    }
    if (typeof Headers === "function") {
      same(tawqee.diagnoseRequest(fawry(), { ...request, headers: new Headers(request.headers) }).findings, []);
    }
  });
  test("times of a request are held against the clock", () => {
    const upayments = new tawqee.UPayments({ token: "t0ken", apiSecret: "test-api-secret", environment: "sandbox" });
    const ids = (options) => tawqee.diagnoseRequest(upayments, upayments.paymentButtons({}), options).findings.map(({ id }) => id);
    same(ids(), []);
    same(ids({ now: Math.floor(Date.now() / 1000) + 600 }), ["timestamp-out-of-range"]);
  });
  test("a broken body shows nothing of itself", () => {
    const url = fawry().refund(REFUND).url.replace("refund", "charge");
    const body = `{"cardNumber":"4987654321098769","cvv":"7319",}`;
    const found = tawqee.diagnoseRequest(fawry(), { url, body });
    same(found.findings[0].id, "body-not-json");
    truly(found.findings.some(({ id, field }) => id === "field-refused" && field === "merchantRefNum"), "nothing is read of it");
    truly(!/4987654321098769|7319/.test(JSON.stringify(found)), "card data is shown");
  });
}
