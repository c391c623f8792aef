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

/**
 * What a gateway answered: accepted with data, or refused with an error. Accepted is never the same as paid.
 * `const { ok, data, error } = …` works too: where `ok` is true there is `data`, otherwise `error`.
 */
export type Outcome<T> =
  | { ok: true; data: T; error?: undefined; raw: unknown }
  | { ok: false; data?: undefined; error: GatewayError; raw: unknown };

/** The name of a gateway, as `gateway.name` and errors tell it. The classes of Fawry share one. */
export type GatewayName = "fawry" | "fatora" | "pay3" | "upayments";

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

/** A form, and no field that only other forms have or none. */
type Exactly<Form, Input> = Form & {
  [Name in Exclude<keyof Input, keyof Form>]?: Name extends "merchantCode" | "merchantAccount" | "accountNumber" | "signature" | "requestSignature"
    ? "leave it out: the instance writes it"
    : "this form of a charge has no such field";
};

/**
 * The form that an input is meant to be, by the fields that are there: what is wrong with it is said of this one.
 * Of the forms with a card the plainest comes last, since the compiler names the last of those that fit equally well.
 */
export type FawryChargeForm<Input> = Input extends { paymentMethod: FawryReferenceCharge["paymentMethod"] }
  ? Exactly<FawryReferenceCharge, Input>
  : Input extends { paymentMethod: FawryCashOnDeliveryCharge["paymentMethod"] }
    ? Exactly<FawryCashOnDeliveryCharge, Input>
    : Input extends { paymentMethod: FawryMyFawryCharge["paymentMethod"] }
      ? Exactly<FawryMyFawryCharge, Input>
      : Input extends { paymentMethod: FawryValuCharge["paymentMethod"] }
        ? Exactly<FawryValuCharge, Input>
        : Input extends { paymentMethod: FawryWalletQrCharge["paymentMethod"] }
          ? Exactly<Input extends { debitMobileWalletNo: unknown } ? FawryWalletRequestCharge : FawryWalletQrCharge, Input>
          : Input extends { paymentMethod: FawryTokenInstallmentCharge["paymentMethod"] }
            ? Exactly<FawryCardForm<Input>, Input>
            : FawryChargeBase & Pick<FawryChargeInput, "paymentMethod">;

/** The same of what is paid with a card. */
export type FawryCardForm<Input> = Input extends { installmentPlanId: unknown }
  ? Input extends { cardToken: unknown } ? FawryTokenInstallmentCharge : FawryInstallmentCharge
  : Input extends { enable3DS: infer Secure }
    ? true extends Secure ? FawryCardOr<Input, FawrySecureCardTokenCharge, FawrySecureCardCharge>
    : FawryCardOr<Input, FawryCardTokenCharge, FawryCardCharge>
  : FawryCardOr<Input, FawryCardTokenCharge, FawryCardCharge>;

type FawryCardOr<Input, Token, Card> = Input extends { cardToken: unknown } ? Token : Card;

export interface Fawry {
  /**
   * Verifies and reads a notification V2. Answer it with HTTP 200 and an empty body, or Fawry sends it again.
   * Throws `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.
   */
  verifyNotification(body: RawBody): FawryNotification;
  /** Verifies a notification V1. It rests on MD5: confirm with `paymentStatus`. */
  verifyNotificationV1(urlOrQuery: string): FawryNotificationV1;
  /** Verifies what the browser brought back. For display only: confirm with `paymentStatus` or a notification. */
  verifyReturn(urlOrQueryOrJson: string): FawryChargeData;
  /** A signed notification V2 as body text, to test your own handler with. */
  signNotification(fields: FawrySignedNotification): string;
}

export interface FawryInvoices {
  /** The Bearer token of `login`. It can be replaced, never read. */
  set token(token: string);
}

export interface Fatora {
  /** The JWT of `authorize`. It can be replaced, never read. */
  set bearerToken(token: string);
  /** Reads what the browser brought back. Nothing in it is signed: confirm with `verifyPayment`. */
  readReturn(urlOrQuery: string): FatoraReturn;
}

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
