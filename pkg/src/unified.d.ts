import type { $UnifiedClasses } from "./types.js";
import type { Amount, HttpRequest, HttpResponse, Outcome, PaymentState, RefundData, VerifiedPayment } from "./types.js";

export { TawqeeError } from "./types.js";
export type {
  Amount, HttpRequest, HttpResponse, Outcome, PaymentState, RefundData, TawqeeErrorCode, TawqeeErrorDetails, VerifiedPayment,
} from "./types.js";

/** An instance of one of these, of any entry of the package. */
export type UnifiedGateway =
  | $UnifiedGateways;

/** A request with the reader of its answer: `send(call.request, call.read)`. */
export interface UnifiedCall<T> {
  request: HttpRequest;
  read(response: HttpResponse): Outcome<T>;
}

/** Which payment it is about. Both are needed, since some gateways ask for the one and some for the other. */
export interface UnifiedPaymentId {
  /**
   * Your own reference, by which the payment was asked for: Fawry's `merchantRefNum`, Fatora's `order_id`, Pay3's
   * `requestId`, UPayments' `order.id`.
   */
  merchantRef: string;
  /**
   * The gateway's number for the payment: Fawry's `referenceNumber`, Fatora's `transaction_id`, any number of Pay3's.
   * UPayments has two: `track_id` for `paymentStatus`, and for `refund` the one that `paymentStatus` gave.
   */
  paymentId: string;
}

/** What is to be refunded. */
export interface UnifiedRefundInput extends UnifiedPaymentId {
  /** Of the currency that was paid. */
  amount: Amount;
  /** Why; sent to Fawry and UPayments. */
  reason?: string;
  /** `true` where the amount is all that was paid. Fatora refunds nothing less: without it, `UNSUPPORTED`. */
  whole?: boolean;
}

/** A payment in the same words for every gateway. */
export interface UnifiedPayment {
  state: PaymentState;
  /** Canonical decimal text. */
  amount?: string;
  /** ISO 4217 code; with Pay3 its currency id. */
  currency?: string;
  /** Your own reference. */
  merchantRef?: string;
  /** What `refund` takes as `paymentId`. */
  paymentId?: string;
  /** What the gateway's own reader gave: `expectPayment(data.payment, { amount, merchantRef })`. */
  payment: VerifiedPayment;
}

/** Builds a refund, by `refund` of the gateway. Throws what that throws, and `UNSUPPORTED` for part of a Fatora payment. */
export declare function refund(gateway: UnifiedGateway, input: UnifiedRefundInput): UnifiedCall<RefundData>;

/** Asks for the state of a payment: `paymentStatus` of Fawry and UPayments, Fatora's `verifyPayment`, Pay3's `order`. */
export declare function paymentStatus(gateway: UnifiedGateway, input: UnifiedPaymentId): UnifiedCall<UnifiedPayment>;
