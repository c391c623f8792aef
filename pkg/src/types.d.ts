/**
 * An exact amount: decimal text (`"20.50"`), a number by its shortest decimal text, or whole units as a bigint.
 * It is refused, never rounded.
 */
export type Amount = string | number | bigint;

/** A request for any HTTP client: `fetch(request.url, request)`. */
export interface HttpRequest {
  method: "GET" | "POST" | "DELETE";
  url: string;
  /** Names are in lower case. */
  headers: Record<string, string>;
  /** The exact text to send; absent on GET. */
  body?: string;
}

/** What came back, for a reader. */
export interface HttpResponse {
  status: number;
  body: string;
}

/** What a gateway answered: the data it accepted with, or the error it gave. */
export type Outcome<T> =
  | { ok: true; data: T; raw: unknown }
  | { ok: false; error: GatewayError; raw: unknown };

/** An error of a gateway, not of the call: the request arrived and was refused. */
export interface GatewayError {
  /** The gateway's code, or the HTTP status when it gave none. */
  code: string;
  /** The gateway's own text. */
  message: string;
  /** What the code means, where that is documented. */
  meaning?: string;
  /** What to do about it. */
  hint?: string;
  /** Whether the identical request may be sent again. */
  retryable: boolean;
}

/** A payment's state, in the same words for every gateway. */
export type State =
  | "new"
  | "paid"
  | "failed"
  | "cancelled"
  | "expired"
  | "refunded"
  | "partially-refunded"
  | "pending"
  | "unknown";

/** A refund's state, in the same words for every gateway. */
export type RefundStatus = "completed" | "pending" | "created" | "needs-vendor-amounts" | "unknown";

export type ErrorCode =
  | "MISSING_FIELD"
  | "INVALID_FIELD"
  | "UNKNOWN_FIELD"
  | "INVALID_AMOUNT"
  | "INVALID_CONFIG"
  | "SIGNATURE_MISSING"
  | "SIGNATURE_MISMATCH"
  | "TIMESTAMP_OUT_OF_RANGE"
  | "MALFORMED_BODY"
  | "MALFORMED_RESPONSE"
  | "UNSUPPORTED";

/** What every refusal throws. Tell them apart by `code`; no member ever holds a secret. */
export declare class TawqeeError extends Error {
  readonly code: ErrorCode;
  readonly gateway?: string;
  readonly operation?: string;
  /** The path of the field: `chargeItems[2].price`. */
  readonly field?: string;
  /** The element of a batch. */
  readonly index?: number;
  /** What to write instead. */
  readonly hint?: string;
}

/** The amount as gateways write it: `canonicalAmount("20.5")` is `"20.50"`. Zero is allowed here. */
export declare function canonicalAmount(amount: Amount, currency?: string): string;

/** A copy that is safe to log: card numbers, tokens and keys are masked. */
export declare function redact(request: HttpRequest): HttpRequest;

/** The version of the package. */
export declare const version: string;
