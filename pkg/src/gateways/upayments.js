/** UPayments. */
import { bytesOf, headersOf, now } from "../convert.js";
import { TawqeeError } from "../errors.js";
import { Gateway, define, received, signed } from "../gateway.js";

export class UPayments extends Gateway {
  static className = "UPayments";
  static gateway = "upayments";

  /** The core has no clock, and UPayments signs the time. */
  callOptions(options) {
    return { ...options, timestamp: options?.timestamp ?? now() };
  }

  verifyWebhook(webhook) {
    if (typeof webhook !== "object" || webhook === null || ArrayBuffer.isView(webhook)) {
      const hint = "pass { url, headers, body }: UPayments signs the address and the time too";
      const message = "this is not what was received, but a part of it or nothing";
      throw new TawqeeError(message, { code: "INVALID_FIELD", gateway: "upayments", field: "body", hint });
    }
    // A `Request` has members of these names, but its body is a stream and its URL that of the host.
    if (typeof webhook?.text === "function") {
      const hint = "pass { url, headers: request.headers, body: await request.text() } with the notificationUrl as url";
      throw new TawqeeError("this is a request, not its parts", { code: "INVALID_FIELD", gateway: "upayments", field: "body", hint });
    }
    const { url, headers, body, now: at = now(), toleranceSeconds } = webhook;
    return received(this, "verifyWebhook", body, { url, headers: headersOf(headers), now: at, toleranceSeconds });
  }

  signWebhook(webhook) {
    const { url, body, timestamp = now() } = webhook ?? {};
    return signed(this, "signWebhook", { url, timestamp }, bytesOf(body));
  }
}

define(UPayments);
