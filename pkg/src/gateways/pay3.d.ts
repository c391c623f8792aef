/** The claims of a webhook, flat. */
export interface Pay3Claims {
  orderId: string;
  orderType: "CHECKOUT" | "PAYOUT" | "FIAT" | "CRYPTO";
  /** Pay3's own word: `COMPLETED`. */
  orderStatus: string;
  offerId?: string;
  [claim: string]: unknown;
}

/** The claims of a webhook, with the order in `data`. */
export interface Pay3NestedClaims {
  /** Your number for the order. */
  requestId: string;
  data: Pay3Claims;
  /** `pay3-sdk-transaction-status` */
  type?: string;
  /** Only on failure. */
  error?: { code?: string | number; message?: string };
  [claim: string]: unknown;
}

export interface Pay3 {
  /** The access token, which expires. It can be replaced, never read. */
  set accessToken(token: string);
  /** Verifies a webhook, HS384 only. Throws `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`. */
  verifyWebhook(body: RawBody): Pay3Webhook;
  /** A signed webhook as body text, to test your own handler with. */
  signWebhook<Claims extends object>(
    claims: Claims & (Claims extends { data: unknown } ? Pay3NestedClaims : Pay3Claims),
  ): string;
}
