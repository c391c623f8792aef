import type { Happened, HttpRequest, HttpResponse, Outcome } from "./types.js";

export { TawqeeError } from "./types.js";
export type {
  GatewayError, Happened, HttpRequest, HttpResponse, Outcome, TawqeeErrorCode, TawqeeErrorDetails,
} from "./types.js";

/** The `AbortSignal` of the runtime whose types you use; its shape where you use none. */
export type SendSignal = typeof globalThis extends { AbortSignal: { prototype: infer Instance } }
  ? Instance
  : {
      readonly aborted: boolean;
      readonly reason: unknown;
      addEventListener(type: "abort", listener: () => void): void;
      removeEventListener(type: "abort", listener: () => void): void;
    };

/** What `send` hands to a client beside the URL. */
export interface SendInit {
  method: string;
  headers: Record<string, string>;
  /** The exact text to send. */
  body?: string;
  /** A signed request must not go to another address. */
  redirect: "manual";
  signal: SendSignal;
}

/** What `send` takes from a client; a `Response` is one. */
export interface SendResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** A web stream or an async iterable of bytes, text, or `null`; without any of these, `text` is called. */
  readonly body?: unknown;
  text?(): Promise<string>;
}

/** A client: `fetch`, or what works like it. */
export type SendFetch = (url: string, init: SendInit) => Promise<SendResponse>;

/** What `onAttempt` is told of an attempt: no key, token, card, query or body. */
export interface SendAttempt {
  /** 1 for the first. */
  attempt: number;
  request: {
    method: string;
    /** Without its query. */
    url: string;
    /** The names alone. */
    headers: string[];
  };
  /** The HTTP status, if there was an answer. */
  status: number | undefined;
  /** Why the attempt failed: the code of the gateway, or of what was thrown. */
  error: { code: string; retryable: boolean } | undefined;
  /** Milliseconds to wait now, before the next attempt or before `ensure`; `undefined` if this is the end. */
  delayMs: number | undefined;
  /** Milliseconds that this attempt took. */
  elapsedMs: number;
}

/** How to send a request. */
export interface SendOptions {
  /** The client; `globalThis.fetch` when absent. Others through `viaAxios`, `viaGot`, `viaUndici`. */
  fetch?: SendFetch;
  /** Ends the call, also while it waits between two attempts: `ABORTED`. */
  signal?: SendSignal;
  /** Milliseconds for one attempt, its answer included; 30,000 when absent. */
  timeoutMs?: number;
  /** How many more attempts after the first; 0 to 10, 2 when absent. */
  retries?: number;
  /** Milliseconds: the limit of the random wait before the second attempt, doubled with each more; 500 when absent. */
  backoffMs?: number;
  /**
   * Milliseconds: the limit of every wait; 30,000 when absent. After an answer whose `Retry-After` asks for more, the
   * request is not sent again.
   */
  maxDelayMs?: number;
  /** Called after each attempt, for logs. What it throws is ignored. */
  onAttempt?(attempt: SendAttempt): unknown;
  /** Whether a request that is no GET can be sent twice without harm, such as Fatora's `verifyPayment`; `false` when absent. */
  repeatable?: boolean;
  /**
   * Finds out, by a status call, whether a request that is no GET was carried out. It is asked after a failed attempt,
   * and the request is sent again only after `"not-happened"`. What it throws counts as `"unknown"`.
   */
  ensure?(): Promise<Happened>;
}

/**
 * Sends the request of a builder, and reads its answer: `send(fawry.refund(input), (r) => fawry.readRefund(r))`.
 *
 * A request is sent again when its outcome is `retryable`, when no answer came in time, and when the answer is
 * `MALFORMED_RESPONSE`; only a GET, what is `repeatable`, and what did not happen according to `ensure`.
 *
 * Throws a `TawqeeError`: `TIMEOUT`, `NETWORK`, `ABORTED`, `MALFORMED_RESPONSE`, `ALREADY_HAPPENED` when `ensure` says
 * so, `INVALID_FIELD` or `UNKNOWN_FIELD` before anything is sent. `happened` in it says what is known of a request that
 * may change something. What the reader throws is thrown on.
 */
export declare function send<T>(
  request: HttpRequest,
  reader: (response: HttpResponse) => Outcome<T>,
  options?: SendOptions,
): Promise<Outcome<T>>;

/** axios, or an instance of it, as the `fetch` of `send`. In browsers axios follows redirects: use `fetch` there. */
export declare function viaAxios(axios: {
  request(config: never): Promise<{ status: number; headers: object; data: unknown }>;
}): SendFetch;

/** got 11 or newer, or an instance of it, as the `fetch` of `send`. */
export declare function viaGot(got: { stream(url: never, options: never): unknown }): SendFetch;

/** undici (`import * as undici from "undici"`) as the `fetch` of `send`. */
export declare function viaUndici(undici: {
  request(url: never, options: never): Promise<{ statusCode: number; headers: object; body: unknown }>;
}): SendFetch;
