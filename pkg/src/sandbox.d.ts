import type { Amount } from "./types.js";

export { TawqeeError } from "./types.js";
export type { TawqeeErrorCode, TawqeeErrorDetails } from "./types.js";

/** The gateways of a sandbox. */
export type SandboxGateway = "fawry" | "fawryInvoices" | "fatora" | "pay3" | "upayments";

/** The accounts that a sandbox knows. All values are made up: a sandbox needs no real key. */
export interface SandboxCredentials {
  fawry: { merchantCode: string; secureKey: string };
  fawryInvoices: { token: string };
  fatora: { apiKey: string; bearerToken: string };
  pay3: { clientId: string; secretKey: string; accessToken: string; webhookSecret: string };
  upayments: { token: string; apiSecret: string };
}

/** The accounts of a sandbox that is told no others. Public test values. */
export declare const credentials: SandboxCredentials;

/** Some values of some accounts; the others stay those of {@link credentials}. */
export type SandboxAccounts = { [G in SandboxGateway]?: Partial<SandboxCredentials[G]> };

/** What the constructors of the classes take to talk to a sandbox: `new Fawry(sandbox.config.fawry)`. */
export interface SandboxConfig {
  fawry: SandboxCredentials["fawry"] & { environment: "staging"; baseUrl: string };
  fawryInvoices: SandboxCredentials["fawryInvoices"] & { environment: "staging"; baseUrl: string };
  fatora: SandboxCredentials["fatora"] & { baseUrl: string };
  pay3: SandboxCredentials["pay3"] & { baseUrl: string };
  upayments: SandboxCredentials["upayments"] & { environment: "sandbox"; baseUrl: string };
}

/** The `Request` of the runtime whose types you use; its shape where you use none. */
export type SandboxRequest = typeof globalThis extends { Request: { prototype: infer Instance } }
  ? Instance
  : { readonly method: string; readonly url: string; readonly headers: { get(name: string): string | null }; text(): Promise<string> };

/** Takes webhooks in place of a server: the handler of Hono, Next.js or a Worker. What it gives has a `status`. */
export type SandboxHandler = (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;

/** A `Response`, or its status alone. */
export type SandboxAnswer = number | { readonly status: number };

export interface SandboxOptions {
  /** 0, which is the default, is any free port. */
  port?: number;
  /** The address to listen on; `127.0.0.1` by default, so that other machines do not reach it. */
  host?: string;
  credentials?: SandboxAccounts;
  /** A SQLite file that keeps orders and webhooks when the process ends. It needs `node:sqlite`: Node 22.13 or newer, or Deno. */
  database?: string;
  /**
   * Where webhooks go: a URL, or a function in place of a server. An order's own address (`orderWebHookUrl`,
   * `notificationUrl`) goes before a URL when it is on this machine. Without any, they are in `webhooks` only.
   */
  webhook?: string | SandboxHandler;
  /** Seconds before each repeat of a webhook that was not answered with 200. Without it, those of [docs/sandbox.md](docs/sandbox.md). */
  retrySeconds?: readonly number[];
  /**
   * Every order exists and is paid, and references may be used again: for requests that are made up. `false` by
   * default.
   */
  lenient?: boolean;
  /** Whether the log says why a call was refused, in the words of `tawqee/diagnose`. `true` by default. */
  diagnose?: boolean;
  /** The time in Unix seconds; the machine's clock by default. */
  now?: () => number;
  /** Called with each entry of the log, when the call has been judged. */
  onRequest?: (entry: SandboxCall) => void;
}

/** The state of an order, in the same words for every gateway. */
export type SandboxState =
  | "new" | "authorized" | "paid" | "failed" | "expired" | "cancelled" | "refunded" | "partially-refunded";

export interface SandboxOrder {
  gateway: SandboxGateway;
  /** The gateway's own number, such as Fawry's `referenceNumber`. */
  id: string;
  /** The merchant's reference. */
  reference: string;
  state: SandboxState;
  /** Decimal text. */
  amount: string;
  currency: string;
  /** What has been refunded, as decimal text. */
  refunded: string;
  /** Unix milliseconds of the sandbox's clock, like the other times. */
  createdAt: number;
  updatedAt: number;
  expiresAt?: number;
  /** The address of its payment page. */
  page: string;
}

export interface SandboxRefund {
  gateway: SandboxGateway;
  id: string;
  /** The gateway's number of the order, and the merchant's reference. */
  orderId: string;
  reference: string;
  /** Decimal text. */
  amount: string;
  at: number;
}

/** A webhook with its attempts. It can be handed to `fetch(url, webhook)` and to the verifiers. */
export interface SandboxWebhook {
  id: string;
  gateway: SandboxGateway;
  reference: string;
  /** The state of the order that it tells. */
  event: SandboxState;
  /** `given-up`: no repeat is left. `held`, `lost`: by a fault. `no-address`: nobody said where to send it. */
  state: "waiting" | "delivered" | "given-up" | "held" | "lost" | "no-address";
  method: "POST";
  url?: string;
  /** Those of the last attempt; `x-sandbox-repeat` is `true` when the webhook may have arrived before. */
  headers: Record<string, string>;
  body: string;
  attempts: ReadonlyArray<{ at: number; status?: number; error?: string }>;
  repeat: boolean;
}

/** An entry of the log. It holds neither card data nor keys. */
export interface SandboxCall {
  id: string;
  at: number;
  /** Absent, with the operation, where no gateway has such a path and method. */
  gateway?: SandboxGateway;
  operation?: string;
  method: string;
  path: string;
  /** What was sent, secrets masked. */
  body: string;
  status: number;
  /** The fault that was injected. */
  fault?: string;
  /** The gateway's code and message, and the reason: what the diagnosis found, or else the message. */
  refusal?: { code: string; message: string; reason: string };
  elapsedMs: number;
}

/** What is to go wrong with the next calls, or with the next webhooks. */
export type SandboxFault = {
  /** Only for this order: your reference, or any other text that stands in the call. */
  reference?: string;
  /** How often; once by default. */
  times?: number;
} & (
  | {
      /** A gateway, or one of its operations: `"fawry.charge"`. */
      on: SandboxGateway | `${SandboxGateway}.${string}`;
      /** A code that the gateway documents. Nothing is carried out. */
      refuse: string | number;
    }
  | { on?: SandboxGateway | `${SandboxGateway}.${string}`; /** The call is carried out that much later. */ delayMs: number }
  | {
      on?: SandboxGateway | `${SandboxGateway}.${string}`;
      /** The call is carried out, and its answer lost: this status instead of it, or a broken connection. */
      lose: 500 | 502 | 503 | 504 | "connection";
    }
  | {
      on?: SandboxGateway;
      /** `duplicate`: twice. `reorder`: after the order's next one. `forge`: a wrong signature. `lose`: not at all. */
      webhook: "duplicate" | "reorder" | "forge" | "lose";
    }
  | { on?: SandboxGateway; webhook: "delay"; /** How much later, by the sandbox's clock. Signed at once. */ seconds: number }
);

/** Which order is meant when several gateways have one with the reference. */
export interface SandboxChoice {
  gateway?: SandboxGateway;
}

export interface Sandbox {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly port: number;
  readonly credentials: SandboxCredentials;
  readonly config: SandboxConfig;
  readonly clock: {
    /** Unix seconds. */
    now(): number;
    /** Lets time pass: orders expire, and webhooks that are due are sent before it resolves. */
    advance(seconds: number): Promise<void>;
    set(unixSeconds: number): Promise<void>;
  };
  /**
   * Pays an order, by your reference or the gateway's number. Resolves when its webhooks have been sent once. Throws
   * `INVALID_FIELD` when there is no such order or it cannot be paid.
   */
  pay(reference: string, choice?: SandboxChoice): Promise<SandboxOrder>;
  fail(reference: string, choice?: SandboxChoice): Promise<SandboxOrder>;
  expire(reference: string, choice?: SandboxChoice): Promise<SandboxOrder>;
  order(reference: string, choice?: SandboxChoice): SandboxOrder;
  /** The newest 1,000, the newest last, as in the other lists. */
  readonly orders: SandboxOrder[];
  readonly refunds: SandboxRefund[];
  readonly webhooks: SandboxWebhook[];
  readonly requests: SandboxCall[];
  inject(fault: SandboxFault): { remove(): void };
  clearFaults(): void;
  /** Sends a webhook once more, marked as a repeat. */
  repeat(webhookId: string): Promise<SandboxWebhook>;
  /** Resolves when no webhook is due any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the four gateways on one port of this machine. */
export declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>;

/** For a message of a gateway without a sandbox. */
export interface NotificationOptions {
  credentials?: SandboxAccounts;
  /** With a signature that is wrong. */
  forged?: boolean;
}

/** What arrives by POST, to be handed to `fetch(url, message)` or a handler. */
export interface PostedNotification {
  method: "POST";
  headers: Record<string, string>;
  body: string;
}

/** What arrives in an address. */
export interface QueriedNotification {
  method: "GET";
  /** Without the `?`. */
  query: string;
}

/** Fields of Fawry's notification V2, by their wire names. */
export interface FawryNotificationFields {
  requestId?: string;
  fawryRefNumber?: string;
  merchantRefNumber?: string;
  paymentAmount?: Exclude<Amount, bigint>;
  orderAmount?: Exclude<Amount, bigint>;
  orderStatus?: "NEW" | "PAID" | "CANCELED" | "DELIVERED" | "REFUNDED" | "PARTIAL_REFUNDED" | "EXPIRED" | "FAILED";
  paymentMethod?: string;
  paymentRefrenceNumber?: string;
  customerName?: string;
  customerMobile?: string;
  customerMail?: string;
  customerMerchantId?: string;
  fawryFees?: number | "";
  shippingFees?: number | "";
  paymentTime?: number;
  orderExpiryDate?: number;
  authNumber?: string;
  orderItems?: ReadonlyArray<{ itemCode: string; price: number; quantity: number }>;
  failureErrorCode?: string;
  failureReason?: string;
  installmentInterestAmount?: number;
  installmentMonths?: number;
  invoiceInfo?: { number?: string; businessRefNumber?: string; dueDate?: string; expiryDate?: string };
}

export interface FawryNotificationV1Fields {
  Amount?: string;
  FawryRefNo?: string;
  MerchantRefNo?: string;
  OrderStatus?: string;
}

/** The claims of a webhook of Pay3. */
export interface Pay3WebhookClaims {
  requestId?: string;
  data?: { orderType?: string; orderId?: string; orderStatus?: string };
  error?: { code: number; message: string };
  type?: "pay3-sdk-transaction-status" | "pay3-sdk-login-status";
}

/** The fields of a webhook of UPayments. */
export interface UPaymentsWebhookFields {
  payment_id?: string;
  result?: string;
  post_date?: string;
  tran_id?: string;
  ref?: string;
  track_id?: string;
  auth?: string;
  order_id?: string;
  requested_order_id?: string;
  refund_order_id?: string;
  payment_type?: string;
  payment_method?: string;
  invoice_id?: string;
  transaction_date?: string;
  receipt_id?: string;
  trn_udf?: string;
}

/** What a browser brings back from Fatora. */
export interface FatoraReturnFields {
  order_id?: string;
  transaction_id?: string;
  response_code?: string;
  mode?: "test" | "live";
  card_token?: string;
}

/** Messages as the gateways sign them, with a value for everything that is not given. */
export declare const notifications: {
  fawry(fields?: FawryNotificationFields, options?: NotificationOptions): PostedNotification;
  fawryV1(fields?: FawryNotificationV1Fields, options?: NotificationOptions): QueriedNotification;
  pay3(claims?: Pay3WebhookClaims, options?: NotificationOptions): PostedNotification;
  /** `url` is the `notificationUrl` of the charge, which is signed; `timestamp` is in Unix seconds. */
  upayments(fields: UPaymentsWebhookFields, options: NotificationOptions & { url: string; timestamp?: number }): PostedNotification;
  /** Fatora signs nothing. */
  fatora(fields?: FatoraReturnFields): QueriedNotification;
};
