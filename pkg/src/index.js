/** The public surface of the package. */
import operations from "tawqee-operations";

import { call } from "./core.js";
import { TawqeeError } from "./errors.js";
import { headersOf, now, textOf } from "./convert.js";
import { Gateway, defineOperations, defineToken, event, perform } from "./gateway.js";

export { TawqeeError };

export class Fawry extends Gateway {
  static className = "Fawry";
  static gateway = "fawry";

  verifyNotification(body) {
    return event(this, "verifyNotification", body);
  }

  verifyNotificationV1(urlOrQuery) {
    return event(this, "verifyNotificationV1", urlOrQuery);
  }

  verifyReturn(urlOrQueryOrJson) {
    return event(this, "verifyReturn", urlOrQueryOrJson);
  }

  signNotification(fields) {
    return event(this, "signNotification", "", fields);
  }
}

export class FawryInvoices extends Gateway {
  static className = "FawryInvoices";
  static gateway = "fawry";
}

export class Fatora extends Gateway {
  static className = "Fatora";
  static gateway = "fatora";

  readReturn(urlOrQuery) {
    return event(this, "readReturn", urlOrQuery);
  }
}

export class Pay3 extends Gateway {
  static className = "Pay3";
  static gateway = "pay3";

  verifyWebhook(body) {
    return event(this, "verifyWebhook", body);
  }

  signWebhook(claims) {
    return event(this, "signWebhook", "", claims);
  }
}

export class UPayments extends Gateway {
  static className = "UPayments";
  static gateway = "upayments";

  /** The core has no clock, and UPayments signs the time. */
  callOptions(options) {
    return { ...options, timestamp: options?.timestamp ?? now() };
  }

  verifyWebhook(received) {
    const { url, headers, body, now: at = now(), toleranceSeconds } = received ?? {};
    return event(this, "verifyWebhook", body, { url, headers: headersOf(headers), now: at, toleranceSeconds });
  }

  signWebhook(webhook) {
    const { url, body, timestamp = now() } = webhook ?? {};
    return event(this, "signWebhook", body, { url, timestamp });
  }
}

for (const Class of [Fawry, FawryInvoices, Fatora, Pay3, UPayments]) {
  if (operations[Class.className]) defineOperations(Class, operations[Class.className]);
}
defineToken(FawryInvoices, "token");
defineToken(Fatora, "bearerToken");
defineToken(Pay3, "accessToken");

export function diagnoseRequest(gateway, pasted, options) {
  if (!(gateway instanceof Gateway)) {
    const hint = "pass an instance first: diagnoseRequest(fawry, pasted)";
    throw new TawqeeError("gateway is not an instance of a gateway class", { code: "INVALID_FIELD", field: "gateway", hint });
  }
  return perform(gateway, "diagnoseRequest", shown(pasted), { ...options, now: options?.now ?? now() });
}

/** A `Headers` keeps its content out of sight of the core. */
function shown(pasted) {
  const headers = pasted?.headers;
  if (typeof headers?.entries !== "function" || Array.isArray(headers)) return pasted;
  return { ...pasted, headers: headersOf(headers) };
}

export function canonicalAmount(amount, currency = "EGP") {
  return call("canonicalAmount", amount, textOf("currency", currency));
}

export function expectPayment(result, expected) {
  return call("expectPayment", result, expected);
}

export function describeError(gateway, code) {
  return call("describeError", textOf("gateway", gateway), String(code));
}

export function redact(request) {
  return call("redact", request);
}

export const version = call("version");
