/** What a caller may give, checked before anything is sent. */
import { refusal } from "../tape/rules.js";

/** The longest time of a timer; a longer one would end at once. */
const MAX_TIMER = 2 ** 31 - 1;
const MAX_RETRIES = 10;

const isFunction = (value) => typeof value === "function";
const isTime = (least) => (value) => Number.isFinite(value) && value >= least && value <= MAX_TIMER;

/** The rule of each option, and what to write instead. */
const RULES = {
  fetch: [isFunction, "pass a function like fetch, or viaAxios(axios), viaGot(got), viaUndici(undici)"],
  signal: [(value) => typeof value?.aborted === "boolean" && isFunction(value.addEventListener), "pass an AbortSignal"],
  timeoutMs: [isTime(1), `pass milliseconds, 1 to ${MAX_TIMER}`],
  retries: [(value) => Number.isInteger(value) && value >= 0 && value <= MAX_RETRIES, `pass a whole number, 0 to ${MAX_RETRIES}`],
  backoffMs: [isTime(0), `pass milliseconds, 0 to ${MAX_TIMER}`],
  maxDelayMs: [isTime(0), `pass milliseconds, 0 to ${MAX_TIMER}`],
  onAttempt: [isFunction, "pass a function"],
  repeatable: [(value) => typeof value === "boolean", "pass true or false"],
  ensure: [isFunction, "pass an async function that gives \"happened\", \"not-happened\" or \"unknown\""],
};

const DEFAULTS = { timeoutMs: 30_000, retries: 2, backoffMs: 500, maxDelayMs: 30_000, repeatable: false };

/** The options with their defaults. */
export function settingsOf(options) {
  if (options === null || typeof options !== "object") {
    throw refusal("INVALID_FIELD", "is no object", "pass { timeoutMs, retries, … }, or nothing", "options");
  }
  const settings = { ...DEFAULTS, fetch: globalThis.fetch };
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(RULES, name)) {
      throw refusal("UNKNOWN_FIELD", "is not an option of send", `these are: ${Object.keys(RULES).join(", ")}`, `options.${name}`);
    }
    if (value !== undefined) settings[name] = value;
  }
  for (const [name, [holds, hint]] of Object.entries(RULES)) {
    const needed = name in settings;
    if (needed && !holds(settings[name])) throw refusal("INVALID_FIELD", "is not valid", hint, `options.${name}`);
  }
  if (settings.repeatable && settings.ensure !== undefined) {
    const hint = "leave out repeatable if a second request could do harm, and ensure if it could not";
    throw refusal("INVALID_FIELD", "contradicts repeatable", hint, "options.ensure");
  }
  return settings;
}

/** The request as it is now, whatever becomes of the caller's object. Refuses what is none, and what is no reader. */
export function requestOf(request, reader) {
  const hint = "pass what a builder returned: send(fawry.refund(input), (r) => fawry.readRefund(r))";
  const isText = (value) => typeof value === "string";
  const rules = {
    method: (value) => ["GET", "POST", "DELETE"].includes(value),
    url: (value) => isText(value) && /^https?:/i.test(value) && URL.canParse(value),
    headers: (value) => value !== null && typeof value === "object" && Object.values(value).every(isText),
    body: (value) => value === undefined || isText(value),
  };
  for (const [name, holds] of Object.entries(rules)) {
    if (!holds(request?.[name])) throw refusal("INVALID_FIELD", "is not that of a request", hint, `request.${name}`);
  }
  if (!isFunction(reader)) {
    throw refusal("INVALID_FIELD", "is not a function", "pass (r) => fawry.readRefund(r)", "reader");
  }
  return { ...request, headers: { ...request.headers } };
}
