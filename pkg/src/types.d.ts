/** An exact decimal string (`"1234.5"`), or a number taken by its shortest decimal text. Never rounded. */
export type Amount = string | number | bigint;

/** A finished request for any HTTP client: `fetch(request.url, request)`. Send it unchanged, its bytes may be signed. */
export interface HttpRequest {
  method: "GET" | "POST" | "DELETE";
  url: string;
  /** Names are in lower case. */
  headers: Record<string, string>;
  /**
   * The exact text to send; absent on GET. axios reads `data`: `axios({ ...request, data: request.body })`. It may hold
   * card data: log `redact(request)` instead.
   */
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

/**
 * What a gateway answered: accepted with data, or refused with an error. Accepted is never the same as paid.
 * `const { ok, data, error } = …` works too: where `ok` is true there is `data`, otherwise `error`.
 */
export type Outcome<T> =
  | { ok: true; data: T; error?: undefined; raw: unknown }
  | { ok: false; data?: undefined; error: GatewayError; raw: unknown };

/** The name of a gateway, as `gateway.name` and errors tell it. The classes of Fawry share one. */
export type GatewayName = $GatewayName;

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
  | "MALFORMED_BODY" | "MALFORMED_RESPONSE" | "UNSUPPORTED" | "INTERNAL"
  // Of `tawqee/send` alone.
  | "TIMEOUT" | "NETWORK" | "ABORTED" | "ALREADY_HAPPENED";

/** Whether a gateway carried out a request. */
export type Happened = "happened" | "not-happened" | "unknown";

/** What a `TawqeeError` tells beside its message. */
export interface TawqeeErrorDetails {
  /** `INTERNAL` when absent. */
  code?: TawqeeErrorCode;
  gateway?: GatewayName;
  operation?: string;
  field?: string;
  index?: number;
  hint?: string;
  happened?: Happened;
  /** That of the code when absent: 413 is told apart from 400 by nothing else. */
  status?: 400 | 401 | 413 | 500;
  cause?: unknown;
}

/** What went wrong, where, and what to write instead. Match on `code`. Never holds a secret. */
export declare class TawqeeError extends Error {
  /** For tests of your own error handling: `new TawqeeError("boom", { code: "INVALID_AMOUNT", field: "amount" })`. */
  constructor(message: string, details?: TawqeeErrorDetails);
  readonly name: "TawqeeError";
  readonly code: TawqeeErrorCode;
  /**
   * The HTTP status for a webhook handler to answer with: 401 for a signature or time that is not right, 413 for a
   * body that is too long, 400 for one that cannot be read, 500 for what is not the sender's fault.
   */
  readonly status: 400 | 401 | 413 | 500;
  readonly gateway?: GatewayName;
  readonly operation?: string;
  /** A path such as `chargeItems[2].price`. */
  readonly field?: string;
  /** The element of a batch. */
  readonly index?: number;
  /** What to write or do instead. */
  readonly hint?: string;
  /** From `tawqee/send`, of a request that may change something: whether the gateway carried it out. */
  readonly happened?: Happened;
}

// $gateways

/** Of the options of a call, those with these names. */
export type OptionsOf<Names extends keyof CallOptions> = Pick<CallOptions, Names>;

/** The last argument of a call that understands these options; a call that understands none has no such argument. */
export type OptionArgument<Names extends keyof CallOptions> = [Names] extends [never] ? [] : [options?: OptionsOf<Names>];

/** Writes an amount as it is signed and sent: `canonicalAmount("1234.5")` is `1234.50`. Zero is allowed here. */
export declare function canonicalAmount(amount: Amount, currency?: string): string;

// What has no `export` of its own is not exported.
export {};

declare const verified: unique symbol;

/**
 * A payment that the gateway itself vouches for: a verified notification, or the `data` of a status or verification
 * reader. Only these have the mark. A test that needs one without a gateway writes `{ … } as FawryNotification`.
 */
export interface VerifiedPayment {
  state: PaymentState;
  readonly [verified]: "payment";
}

/** A verified webhook that names no amount: ask for the status of the payment, and compare that. */
export interface VerifiedWebhook {
  state: PaymentState;
  readonly [verified]: "no amount: ask for the status of the payment, and compare that";
}

/** What the merchant expects to have been paid. */
export interface ExpectedPayment {
  amount: Amount;
  /** ISO 4217 code, or Pay3's currency id; not compared when it is left out. */
  currency?: string;
  /** The merchant's own reference; not compared when it is left out. */
  merchantRef?: string;
}

/** Refuses what may be `undefined`, since it was meant to be compared, and what is no expectation. */
export type Given<Expected> = {
  [Name in keyof Expected]: Name extends keyof ExpectedPayment
    ? {} extends Pick<Expected, Name>
      ? Expected[Name]
      : undefined extends Expected[Name]
        ? "may be undefined: give it a value, or leave it out"
        : Expected[Name]
    : "only amount, currency and merchantRef can be expected";
};

/** What `expectPayment` finds: the first difference, if there is one. */
export type PaymentCheck =
  | { ok: true; reason?: undefined; expected?: undefined; actual?: undefined }
  | { ok: false; reason: "not-paid" | "amount" | "currency" | "reference"; expected: string; actual: string | null };

/**
 * Compares a verified notification, or the `data` of a status or verification reader, with what the merchant
 * expected. The state must be `paid`; amounts are compared as decimals. Give `merchantRef` too, unless the order was
 * looked up by the reference in the notification.
 */
export declare function expectPayment<Expected extends ExpectedPayment>(
  payment: VerifiedPayment,
  expected: Expected extends Given<Expected> ? Expected : Given<Expected>,
): PaymentCheck;

/** What is known about an error code of a gateway; `undefined` when nothing is. */
export declare function describeError(gateway: GatewayName, code: string | number): GatewayError | undefined;

/** A copy of a request that is safe to log. */
export declare function redact(request: HttpRequest): HttpRequest;

/** The version of this package. */
export declare const version: string;

declare global {
  /** `true` keeps the library from warning of keys in a web page: for pages whose visitors may know them. */
  var TAWQEE_ALLOW_KEYS_IN_BROWSER: boolean | undefined;
}
