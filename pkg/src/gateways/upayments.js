/** UPayments. */
import { headersOf, now } from "../convert.js";
import { Gateway, define, event } from "../gateway.js";

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

define(UPayments);
