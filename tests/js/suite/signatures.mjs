/** Every vector at every stage: string to sign, parts, signature, request. */
import { same, truly } from "./support.mjs";

const CLASSES = { fawry: "Fawry", fatora: "Fatora", pay3: "Pay3", upayments: "UPayments" };

/** Operations of the vectors that the package does not have yet; a test fails when it has one of them. */
const LATER = {
  Fawry: ["checkoutLink", "captureAuthorization", "cancelAuthorization", "notificationV1"],
  Pay3: ["checkout", "webhook"],
  UPayments: ["paymentStatus", "webhook"],
};

export function signatures(tawqee, { vectors, test }) {
  for (const vector of vectors) {
    const name = CLASSES[vector.gateway];
    if (LATER[name]?.includes(vector.operation)) continue;
    const { operation, input, options } = vector;
    const gateway = () => new tawqee[name](name === "Fawry" ? { environment: "staging", ...vector.config } : vector.config);

    if (vector.name.includes("-mistake-")) {
      test(`${vector.name}: is not what we sign`, () => {
        truly(gateway().signature(operation, input, options) !== vector.signature, "the wrong signature came out");
      });
      continue;
    }
    test(`${vector.name}: signature`, () => {
      same(gateway().signature(operation, input, options), vector.signature);
    });
    test(`${vector.name}: explanation`, () => {
      const explanation = gateway().explain(operation, input, options);
      same(explanation.signature, vector.signature, "signature");
      same(unmasked(explanation, vector), vector.stringToSign, "string to sign");
    });
    if (operation in tawqee[name].prototype) {
      test(`${vector.name}: request`, () => {
        const request = gateway()[operation](input, options);
        truly(JSON.stringify(request).includes(written(vector.signature, request)), "the request lacks the signature");
      });
    }
  }

  test("operations that are left out of the vectors' checks do not exist", () => {
    for (const [name, operations] of Object.entries(LATER)) {
      for (const operation of operations) {
        truly(!(operation in tawqee[name].prototype), `${name}.${operation} exists: take it out of LATER`);
      }
    }
  });
}

/** The string to sign with its secrets put back, by the offsets of the parts. */
function unmasked({ stringToSign, parts }, { config, input }) {
  let text = "";
  let at = 0;
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    same(stringToSign.slice(part.start, part.end), part.text, `text of ${part.name}`);
    text += stringToSign.slice(at, part.start) + (part.secret ? (config[part.name] ?? input[part.name]) : part.text);
    at = part.end;
  }
  return text + stringToSign.slice(at);
}

/** A signature as the request holds it: encoded when it stands in a query. */
function written(signature, { url }) {
  const encoded = encodeURIComponent(signature);
  return url.includes(encoded) ? encoded : signature;
}
