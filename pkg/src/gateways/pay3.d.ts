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
