/** Every vector at every stage: string to sign, parts, signature, request. */
import { refused, same, truly } from "./support.mjs";

export function signatures(tawqee, { vectors, test }) {
  for (const vector of vectors) {
    const { name, operation, input, options } = vector;
    const gateway = () => gatewayOf(tawqee, vector);
    const build = () => gateway()[operation](input, options);

    if (name.includes("-mistake-")) {
      test(`${name}: is not what we sign`, () => {
        truly(gateway().signature(operation, input, options) !== vector.signature, "the wrong signature came out");
      });
      continue;
    }
    if (vector.digest === "jws-hs384") {
      const verify = () => gateway().verifyWebhook(vector.body);
      test(`${name}: verification`, () => {
        if (vector.refused) refused(tawqee, verify, { code: vector.refused }, name);
        else truly(verify().orderId, "the order is read");
      });
      continue;
    }
    if (vector.signature) {
      test(`${name}: signature`, () => {
        same(gateway().signature(operation, input, options), vector.signature);
      });
      test(`${name}: explanation`, () => {
        const explanation = gateway().explain(operation, input, options);
        same(explanation.signature, vector.signature, "signature");
        // Card data inside a body is masked with its field names kept, so the vector says what is shown.
        if (vector.maskedStringToSign) same(explanation.stringToSign, vector.maskedStringToSign, "masked string to sign");
        else same(unmasked(explanation, vector), vector.stringToSign, "string to sign");
      });
    } else {
      test(`${name}: has no signature`, () => {
        refused(tawqee, () => gateway().signature(operation, input, options), { code: "UNSUPPORTED" }, operation);
      });
    }
    if (vector.request) {
      test(`${name}: request`, () => same(build(), vector.request));
    } else if (operation in Object.getPrototypeOf(gateway())) {
      test(`${name}: request`, () => {
        const request = build();
        truly(JSON.stringify(request).includes(written(vector.signature, request)), "the request lacks the signature");
      });
    }
  }
}

/** The gateway of a vector. Where it names no class, that is the one which is called like its gateway. */
export function gatewayOf(tawqee, { class: named, gateway, config }) {
  const Class = tawqee[named ?? Object.keys(tawqee).find((name) => name.toLowerCase() === gateway)];
  return new Class(gateway === "fawry" ? { environment: "staging", ...config } : config);
}

/** The string to sign with its secrets put back, by the offsets of the parts. */
function unmasked({ stringToSign, parts }, { config, input }) {
  let text = "";
  let at = 0;
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    same(stringToSign.slice(part.start, part.end), part.text, `text of ${part.name}`);
    const secret = config[part.name] ?? input[part.name] ?? "";
    text += stringToSign.slice(at, part.start) + (part.secret ? secret : part.text);
    at = part.end;
  }
  return text + stringToSign.slice(at);
}

/** A signature as the request holds it: encoded when it stands in a query. */
function written(signature, { url }) {
  const encoded = encodeURIComponent(signature);
  return url.includes(encoded) ? encoded : signature;
}
