/**
 * What the five gateways of the sandbox share: reading what was sent without losing a digit, decimal text,
 * constant-time comparison, and the shapes of an answer. Written from the gateways' documentation with `node:crypto`
 * alone; nothing of it is shared with the library that it checks.
 */

import { createHash, timingSafeEqual } from "node:crypto";

/** A JSON number, kept as the text that was sent: `20.50` stays `20.50`. */
export class Numeral {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }

  /** In an answer that repeats what was sent. */
  toJSON() {
    return Number(this.text);
  }
}

const NUMERAL = "\u0000";
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON with every number as a {@link Numeral}. */
export function parseJson(body) {
  const marked = body.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') ? token : `{"\\u0000":"${token}"}`,
  );
  return JSON.parse(marked, (_, value) =>
    value?.[NUMERAL] === undefined ? value : new Numeral(value[NUMERAL]),
  );
}

/** The text of a value as it is hashed; nothing for an absent one. A list or an object has none. */
export function text(value) {
  if (value === undefined || value === null) return "";
  if (typeof value === "object" && !(value instanceof Numeral)) throw new TypeError("no text, number or boolean");
  return String(value);
}

/** An amount that cannot be written with the decimals it needs. */
export class BadAmount extends Error {}

/** Decimal text with exactly `scale` fraction digits: `20.5` becomes `20.50`; nothing is rounded. */
export function decimal(value, scale) {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text(value));
  const fraction = match?.[2]?.replace(/0+$/, "") ?? "";
  if (!match || fraction.length > scale) throw new BadAmount(text(value));
  const whole = match[1].replace(/^0+(?=\d)/, "");
  return scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, "0")}`;
}

/** Whether an amount stands in the body with exactly `scale` decimals. */
export function writtenWith(value, scale) {
  try {
    return decimal(value, scale) === text(value);
  } catch (error) {
    if (error instanceof BadAmount) return false;
    throw error;
  }
}

/** Compares two texts in constant time; an absent one is never equal. */
export function same(given, expected) {
  if (typeof given !== "string" || given === "") return false;
  const digest = (value) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** A number of `length` digits that always belongs to the same text. */
export function numberFor(seed, length) {
  const digest = createHash("sha256").update(seed).digest("hex");
  return BigInt(`0x${digest}`).toString().slice(0, length).replace(/^0/, "1");
}

/** A UUID that always belongs to the same text. */
export function uuidFor(seed) {
  const hex = createHash("sha256").update(seed).digest("hex");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
}

/** A query that is not percent-encoded rightly. */
export class BadQuery extends Error {}

/** The parameters of a target. Percent-decoding only: merchants send `+` as itself. */
export function decodeQuery(target) {
  const pairs = target.split("?").slice(1).join("?").split("&").filter(Boolean);
  try {
    return Object.fromEntries(
      pairs.map((pair) => {
        const split = pair.indexOf("=");
        const name = split < 0 ? pair : pair.slice(0, split);
        return [decodeURIComponent(name), decodeURIComponent(split < 0 ? "" : pair.slice(split + 1))];
      }),
    );
  } catch {
    throw new BadQuery();
  }
}

export const json = (status, value) => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});
export const plain = (status, body) => ({ status, type: "text/plain; charset=utf-8", body });
export const empty = (status) => ({ status, body: "" });

/** The code of a list that a reference ends with. */
export function failureFor(codes, reference) {
  return codes.find((code) => text(reference).endsWith(String(code)));
}
