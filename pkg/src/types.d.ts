/** An exact decimal string (`"1234.5"`), or a number taken by its shortest decimal text. Never rounded. */
export type Amount = string | number | bigint;

/** A finished request for any HTTP client: `fetch(request.url, request)`. Send it unchanged, its bytes may be signed. */
export interface HttpRequest {
  method: "GET" | "POST" | "DELETE";
  url: string;
  /** Names are in lower case. */
  headers: Record<string, string>;
  /** The exact text to send; absent on GET. It may hold card data: log `redact(request)` instead. */
  body?: string;
}

/** What a reader takes. */
export interface HttpResponse {
  /** The HTTP status. */
  status: number;
  /** `await response.text()` */
  body: string;
}

/** A raw body, before any parser touched it. */
export type RawBody = string | Uint8Array | ArrayBuffer;

/** What a gateway answered: accepted with data, or refused with an error. Accepted is never the same as paid. */
export type Outcome<T> =
  | { ok: true; data: T; raw: unknown }
  | { ok: false; error: GatewayError; raw: unknown };

/** An error that a gateway reported. */
export interface GatewayError {
  /** The gateway's code as text; the HTTP status when it sent none. */
  code: string;
  /** The gateway's own words. */
  message: string;
  /** What the code means. */
  meaning?: string;
  /** The likely cause and what to do. */
  hint?: string;
  /** Whether the identical request may be sent again. */
  retryable: boolean;
}

/** The state of a payment, in the same words for every gateway. */
export type PaymentState =
  | "new" | "paid" | "failed" | "cancelled" | "expired" | "refunded" | "partially-refunded" | "pending" | "unknown";

/** How far a refund is, in the same words for every gateway. */
export type RefundStatus = "completed" | "pending" | "created" | "needs-vendor-amounts" | "unknown";

/** The normalised fields that every refund answer starts with. */
export interface RefundData {
  status: RefundStatus;
  refundId?: string;
  amount?: string;
  gatewayStatus?: string;
}

/** The stable code of an error of this library. */
export type TawqeeErrorCode =
  | "MISSING_FIELD" | "INVALID_FIELD" | "UNKNOWN_FIELD" | "INVALID_AMOUNT" | "INVALID_CONFIG"
  | "SIGNATURE_MISSING" | "SIGNATURE_MISMATCH" | "TIMESTAMP_OUT_OF_RANGE"
  | "MALFORMED_BODY" | "MALFORMED_RESPONSE" | "UNSUPPORTED" | "INTERNAL";

/** What went wrong, where, and what to write instead. Match on `code`. Never holds a secret. */
export declare class TawqeeError extends Error {
  readonly name: "TawqeeError";
  readonly code: TawqeeErrorCode;
  /** `fawry`, `fatora`, `pay3` or `upayments`. */
  readonly gateway?: string;
  readonly operation?: string;
  /** A path such as `chargeItems[2].price`. */
  readonly field?: string;
  /** The element of a batch. */
  readonly index?: number;
  /** What to write or do instead. */
  readonly hint?: string;
}

/** Writes an amount as it is signed and sent: `canonicalAmount("1234.5")` is `1234.50`. Zero is allowed here. */
export declare function canonicalAmount(amount: Amount, currency?: string): string;

/** A copy of a request that is safe to log. */
export declare function redact(request: HttpRequest): HttpRequest;

/** The version of this package. */
export declare const version: string;
