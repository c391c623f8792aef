/** A webhook of UPayments as it arrived. */
export interface UPaymentsReceived {
  /** The `notificationUrl` of the charge, character for character. */
  url: string;
  /** A plain object, a `Headers` or a `Map`; names in any letter case. */
  headers: Record<string, string | readonly string[] | undefined> | { entries(): IterableIterator<[string, string]> };
  body: RawBody;
  /** Unix seconds; the clock when absent. */
  now?: number;
  /** How far the webhook's time may be from the clock, both ways; 300 when absent. */
  toleranceSeconds?: number;
}

export interface UPayments {
  /** Verifies a webhook. Throws `SIGNATURE_MISSING`, `TIMESTAMP_OUT_OF_RANGE`, `SIGNATURE_MISMATCH` or `MALFORMED_BODY`. */
  verifyWebhook(received: UPaymentsReceived): UPaymentsNotification;
  /** The headers of a signed webhook, to test your own handler with. */
  signWebhook(webhook: { url: string; body: RawBody; timestamp?: number }): Record<string, string>;
}
