/** Sends a request, and sends it again only where that can do no harm. */
import { TawqeeError } from "../errors.js";
import { delayBefore, pause, retryAfterMs } from "./delay.js";
import { aborted, exchange, unlessAborted } from "./exchange.js";
import { requestOf, settingsOf } from "./settings.js";

export async function send(built, reader, options = {}) {
  const request = requestOf(built, reader);
  const settings = settingsOf(options);
  const { signal, retries, ensure, maxDelayMs } = settings;
  const harmless = request.method === "GET" || settings.repeatable;
  /** What is known of a request that may change something. */
  let happened = harmless ? undefined : "not-happened";

  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) throw told(aborted(signal), happened);
    if (!harmless) happened = "unknown";
    const start = performance.now();
    const { retryAfter, ...result } = await once(request, reader, settings);
    const elapsedMs = Math.round(performance.now() - start);

    const last = attempt > retries || retryAfter > maxDelayMs;
    const goesOn = mayPass(result) && (harmless ? !last : ensure !== undefined);
    const delayMs = goesOn ? delayBefore(attempt, settings, last ? 0 : retryAfter) : undefined;
    report(settings.onAttempt, request, { attempt, elapsedMs, delayMs }, result);
    if (!goesOn) return settle(result, happened);

    await pause(delayMs, signal);
    if (harmless) continue;

    happened = await answerOf(ensure, signal, result);
    if (happened === "happened") throw told(doneBefore(result), happened);
    if (signal?.aborted) continue;
    if (last || happened === "unknown") return settle(result, happened);
  }
}

/** One attempt: its outcome, or what was thrown in place of one. */
async function once(request, reader, settings) {
  const seen = {};
  try {
    const body = await exchange(request, settings, seen);
    const outcome = reader({ status: seen.status, body });
    return { status: seen.status, outcome, retryAfter: retryAfterMs(seen.retryAfter) };
  } catch (error) {
    return { status: seen.status, error, retryAfter: retryAfterMs(seen.retryAfter) };
  }
}

/** Whether the same request may succeed another time. */
function mayPass({ outcome, error }) {
  if (error === undefined) return outcome?.ok === false && outcome.error?.retryable === true;
  return ["NETWORK", "TIMEOUT", "MALFORMED_RESPONSE"].includes(error?.code);
}

/** What `ensure` found. Whatever is not a clear answer is `unknown`, a failure of its own too. */
async function answerOf(ensure, signal, result) {
  if (signal?.aborted) return "unknown";
  try {
    const answer = await unlessAborted(signal, Promise.resolve(ensure()));
    return ["happened", "not-happened"].includes(answer) ? answer : "unknown";
  } catch (cause) {
    if (result.error instanceof Error) result.error.cause ??= cause;
    return "unknown";
  }
}

function settle({ outcome, error }, happened) {
  if (error === undefined) return outcome;
  throw told(error, happened);
}

const ADVICE = {
  unknown: "it may have been carried out: ask for its status before sending it again",
  "not-happened": "it was not carried out",
};

/** Adds what is known of the request to an error. */
function told(error, happened) {
  if (!(error instanceof Error) || happened === undefined) return error;
  error.happened = happened;
  if (ADVICE[happened] !== undefined) error.hint ??= ADVICE[happened];
  return error;
}

function doneBefore({ error }) {
  const hint = "ask for its status, and act on that; do not send it again";
  return new TawqeeError("ensure found that the request was carried out", { code: "ALREADY_HAPPENED", hint, cause: error });
}

/** Tells the hook. What it is told holds no secret, and what it throws concerns nobody. */
function report(onAttempt, request, times, { status, outcome, error }) {
  if (onAttempt === undefined) return;
  const { origin, pathname } = new URL(request.url);
  const shown = { method: request.method, url: origin + pathname, headers: Object.keys(request.headers) };
  const refusal = error === undefined ? outcome?.error : error;
  const known = refusal === undefined ? undefined : { code: String(refusal?.code ?? refusal?.name), retryable: refusal?.retryable === true };
  new Promise((done) => done(onAttempt({ ...times, request: shown, status, error: known }))).catch(() => {});
}
