/** How long to wait before another attempt. */

/**
 * A random time below a limit that doubles with each attempt ("full jitter"), so that clients that failed together do
 * not come back together; and no less than what the gateway asked for.
 */
export function delayBefore(attempt, { backoffMs, maxDelayMs }, retryAfter = 0) {
  const limit = Math.min(maxDelayMs, backoffMs * 2 ** (attempt - 1));
  return Math.round(Math.max(retryAfter, Math.random() * limit));
}

/** The milliseconds that a `Retry-After` asks for, in seconds or as an HTTP date; `undefined` without a valid one. */
export function retryAfterMs(text) {
  const value = String(text ?? "").trim();
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // Date.parse makes a date of almost anything; an HTTP date starts with its weekday.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** Waits, but not on after the signal. */
export function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    }
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
  });
}
