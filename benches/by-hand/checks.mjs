/** The checks that the calls share. What is right leaves them soon; how something is wrong is found out afterwards. */

export class ByHandError extends Error {
  constructor(code, field, message, hint) {
    super(field === undefined ? `${message} (${hint})` : `${field} ${message} (${hint})`);
    this.code = code;
    this.field = field;
    this.hint = hint;
  }
}

/** A field at the top, or a member of an item. */
export const placeOf = (name, index) => (index === undefined ? name : `chargeItems[${index}].${name}`);

export function refuse(code, name, index, message, hint = "see the documentation of the field") {
  throw new ByHandError(code, name === undefined ? undefined : placeOf(name, index), message, hint);
}

/** What JSON would escape, half a surrogate pair, and the mark of a lost character: most texts hold none of them. */
export const UNUSUAL = /["\\\0-\x1f\ud800-\udfff\ufffd]/;

const ILL_FORMED = /\p{Surrogate}/u;

/** Whether a text has lost something: half of a surrogate pair, or what a decoder puts in its place. */
export const isOdd = (text) => ILL_FORMED.test(text) || text.includes("\ufffd");

/** A text as it stands between the quotation marks of JSON. */
export function escaped(text, name, index) {
  if (isOdd(text)) refuse("INVALID_FIELD", name, index, "holds half of a surrogate pair, or U+FFFD", "cut strings between characters");
  return JSON.stringify(text).slice(1, -1);
}

const NO_RECORDS = [Date, Set, Promise, RegExp, Number, String, Boolean, ArrayBuffer];
const isNoRecord = (value) => ArrayBuffer.isView(value) || NO_RECORDS.some((type) => value instanceof type);

function typeOf(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
}

/** Refuses a value for what it is: what is no data and what no text can hold come before the rule of the field. */
export function refuseValue(value, name, index, code, message, hint) {
  if (typeof value === "function" || typeof value === "symbol" || (typeof value === "object" && isNoRecord(value))) {
    refuse("INVALID_FIELD", name, index, "is not plain data", "write dates and decimals as strings");
  }
  if (typeof value === "string" && ILL_FORMED.test(value)) {
    refuse("INVALID_FIELD", name, index, "holds half of a surrogate pair", "cut strings between characters");
  }
  refuse(code, name, index, typeof value === "string" ? message : `is ${typeOf(value)}, or ${message}`, hint);
}

export const isAbsent = (value) => value === undefined || value === null || value === "";

export function missing(name, index) {
  refuse("MISSING_FIELD", name, index, "is required", 'give it a value; null and "" count as absent');
}

export function text(value, name, index) {
  if (typeof value === "string" && value !== "") return value;
  if (isAbsent(value)) missing(name, index);
  return refuseValue(value, name, index, "INVALID_FIELD", "is not a string", "put it in quotation marks");
}

/** Empty when it is absent. */
export const optionalText = (value, name, index) => (isAbsent(value) ? "" : text(value, name, index));

export function identifier(value, name, index) {
  if (typeof value === "string" || value === undefined || value === null) return text(value, name, index);
  if (Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)) return String(value);
  if (typeof value === "bigint" && value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)) return String(value);
  return refuseValue(value, name, index, "INVALID_FIELD", "is not text or a whole number up to 2^53 - 1", "pass it as a string");
}

/** A text of digits, which as a number would have lost leading zeros; empty when it is absent. */
export function digits(value, rule, words, name) {
  if (isAbsent(value)) return "";
  if (typeof value === "string" && rule.test(value)) return value;
  return refuseValue(value, name, undefined, "INVALID_FIELD", `is not ${words}`, `write ${words} as a string, without spaces`);
}

/** Empty when it is absent. */
export function flag(value, name) {
  if (value === true) return "true";
  if (value === false) return "false";
  if (isAbsent(value)) return "";
  return refuseValue(value, name, undefined, "INVALID_FIELD", "is not a boolean", "write true or false");
}

export function word(value, words, name, fallback) {
  if (words.has(value)) return value;
  if (!isAbsent(value)) refuseValue(value, name, undefined, "INVALID_FIELD", "is not a documented value", `write ${[...words].join(" or ")}`);
  return fallback ?? missing(name);
}

const URL = /^https?:\/\/[^/?#]/;
const SPACES = /[\p{White_Space}\p{Cc}]/u;

/** Empty when it is absent. */
export function absoluteUrl(value, name) {
  const url = optionalText(value, name);
  if (url !== "" && (!URL.test(url) || SPACES.test(url))) {
    refuseValue(value, name, undefined, "INVALID_FIELD", "is not an absolute URL", "write it in full: https://shop.example/return");
  }
  return url;
}

const MILLIS = /^\+?0*(\d{12,14})$/;

/** Epoch milliseconds, empty when absent: a smaller number is a time in seconds. */
export function millis(value, name) {
  if (isAbsent(value)) return "";
  const match = (typeof value === "number" || typeof value === "bigint" || typeof value === "string") && MILLIS.exec(value);
  if (match) return match[1];
  return refuseValue(value, name, undefined, "INVALID_FIELD", "is not a time in epoch milliseconds", "write Date.now() + 3600000, for example; multiply seconds by 1000");
}

const MAX_AMOUNT = 64;
const AMOUNT = /^0*(\d{1,12})(?:\.(\d{1,2})0*)?$/;
const QUANTITY = /^0*(\d{1,12})(?:\.(\d*?)0*)?$/;

/** Pounds above zero with two decimals; never a rounded amount, and an empty one is not an absent one. */
export function pounds(value, name, index) {
  if (typeof value === "string" && isCanonical(value)) return value;
  if (typeof value === "number" && Number.isInteger(value) && value > 0 && value < 1e12) return `${value}.00`;
  if (value === undefined || value === null) missing(name, index);
  const written = decimals(value);
  if (written === undefined || !/[1-9]/.test(written)) {
    refuseValue(value, name, index, "INVALID_AMOUNT", "is not an amount above zero with two decimals", 'write a decimal string such as "20.50"');
  }
  return written;
}

/** The same of what a gateway sent: with two decimals, zero too; nothing when it is none. */
export function decimals(value) {
  const given = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
  const match = typeof given === "string" && given.length <= MAX_AMOUNT && AMOUNT.exec(given);
  return match ? `${match[1]}.${(match[2] ?? "").padEnd(2, "0")}` : undefined;
}

/** Whether an amount above zero is written with two decimals already: most are. */
function isCanonical(amount) {
  const point = amount.length - 3;
  if (point < 1 || point > 12 || amount.charCodeAt(point) !== 46 || amount.charCodeAt(0) === 48) return false;
  for (let at = 0; at < amount.length; at++) {
    const digit = amount.charCodeAt(at) - 48;
    if ((digit < 0 || digit > 9) && at !== point) return false;
  }
  return true;
}

export function quantity(value, name, index) {
  if (typeof value === "number" && Number.isInteger(value) && value > 0 && value < 1e12) return String(value);
  if (isAbsent(value)) missing(name, index);
  const given = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
  const match = typeof given === "string" && given.length <= MAX_AMOUNT ? /^\d+(?:\.\d+)?$/.test(given) && QUANTITY.exec(given) : null;
  const isPositive = match && /[1-9]/.test(given) && !(match[2]?.length > 18);
  if (!isPositive) refuseValue(value, name, index, "INVALID_FIELD", "is not a number above zero", "write 1, or 0.5 for half a unit");
  return match[2] ? `${match[1]}.${match[2]}` : match[1];
}
