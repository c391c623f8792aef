// The requests of the vectors, which are published or computed without the library: what the sandbox and the OpenAPI
// documents are themselves tested with.

import { readFileSync, readdirSync } from "node:fs";
import { credentials } from "../../pkg/src/sandbox/index.js";
import { MERCHANTS_OWN } from "./prism.mjs";

const folder = new URL("../vectors/", import.meta.url);
const vectors = readdirSync(folder).flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")));

/** The clock of the requests that sign a time, in Unix seconds. */
export const KNOWN_AT = 1_718_000_000;

/** Settings that say where a request goes, not how it is signed. */
const PLACES = ["environment", "hostname", "baseUrl"];

/** Of Fawry's own document, which does not list the others. */
const PAYMENT_METHODS = ["PayAtFawry", "CARD", "MWALLET", "VALU", "CASH_ON_DELIVERY"];

/** Whether a document knows the payment method of a request, or does not restrict it. */
export function knowsMethod(contract, { paymentMethod }) {
  return contract !== MERCHANTS_OWN || paymentMethod === undefined || PAYMENT_METHODS.includes(paymentMethod);
}

/**
 * The known requests that go to a path of a document: `described` is the path with its parameters, `required` the names of
 * the members that its body must have, `account` what a sandbox is started with. Left out is what the sandbox or the
 * document does not know: another reading of the documentation, a later field, a signature that only the caller knows.
 */
export function knownRequests(contract, operations) {
  return operations.flatMap((operation) => {
    const base = operation.servers[0].url;
    const path = operation.path.replace(/[.?+]/g, "\\$&").replace(/\{\w+\}/g, "[^/?]+");
    const fits = new RegExp(`^${path}(\\?|$)`);
    return vectors.flatMap((vector) => {
      const { name, gateway, class: own = gateway, config, input, options = {}, operation: called, request, signature } = vector;
      if (request?.method.toLowerCase() !== operation.method || !request.url.startsWith(base)) return [];
      const url = request.url.slice(base.length);
      const key = Object.keys(credentials).find((key) => key.toLowerCase() === own.toLowerCase());
      const readings = Object.keys(config).filter((name) => !PLACES.includes(name) && !Object.hasOwn(credentials[key], name));
      if (readings.length > 0 || (options.timestamp ?? KNOWN_AT) !== KNOWN_AT || !fits.test(url)) return [];
      if (input?.extra !== undefined || !knowsMethod(contract, input ?? {}) || isTheCallers(vector)) return [];
      const account = Object.fromEntries(Object.entries(config).filter(([name]) => !PLACES.includes(name)));
      const described = `${operation.method} ${operation.path}`;
      const required = operation.request?.body?.contents?.[0]?.schema?.required ?? [];
      return [{ name, operation: called, described, required, account: { [key]: account }, request: { ...request, url }, signature }];
    });
  });
}

/** A signature of the caller's own, where the operation is known without one. */
function isTheCallers({ gateway, operation, options }) {
  const isWithout = (other) => other.request && other.gateway === gateway && other.operation === operation && !other.options?.stringToSign;
  return options?.stringToSign !== undefined && vectors.some(isWithout);
}
