/** What a caller may pass, and how it is refused: the same words and limits wherever a value comes from. */
import { TawqeeError } from "../errors.js";

/** How deep objects and arrays may nest. */
export const MAX_DEPTH = 32;

/** More elements than a list of any gateway holds. The length of an array may be any number whatever is in it. */
export const MAX_ELEMENTS = 10_000;

/** More values than an input of that many items has. One object may stand in many places, and then counts in each. */
export const MAX_VALUES = 250_000;

/** More inputs than anyone needs at once. */
export const MAX_BATCH = 100_000;

/** The core takes no longer body or answer. */
export const MAX_BYTES = 1024 * 1024;

/** What a call takes in all: tokens, and UTF-16 units of text. */
export const MAX_TOKENS = 1 << 24;
export const MAX_TEXT = 1 << 27;

/** Throws away what cannot be a batch, by its length alone. */
export function lengthOf(inputs) {
  if (!Array.isArray(inputs)) throw refusal("INVALID_FIELD", "is not an array", "pass [input, input, …]", "inputs");
  const length = +inputs.length;
  if (length <= MAX_BATCH) return length;
  const message = `has ${length} elements, at most ${MAX_BATCH} are possible`;
  throw refusal("INVALID_FIELD", message, "split it into several calls", "inputs");
}

/** An error as the core words it: where, what, and what to do. */
export function refusal(code, message, hint, field, index) {
  const element = index === undefined ? "" : `element ${index}: `;
  const place = field === undefined ? "" : `${field} `;
  const advice = hint === undefined ? "" : ` (${hint})`;
  return new TawqeeError(`${element}${place}${message}${advice}`, { code, field, index, hint });
}

/** The text of a double that the core knows: the shortest that reads back as the same number. */
export function numberText(number) {
  if (number < 1e21 && number > -1e21 && number !== 0) return String(number);
  if (number === 0) return Object.is(number, -0) ? "-0" : "0";
  if (number === Infinity) return "inf";
  if (number === -Infinity) return "-inf";
  return String(number).replace("+", "");
}

/** Objects whose content is not in their properties, so that they would become `{}` unseen. */
export function isNoRecord(object) {
  return (
    object instanceof Date ||
    object instanceof Set ||
    object instanceof Promise ||
    object instanceof RegExp ||
    object instanceof Number ||
    object instanceof String ||
    object instanceof Boolean ||
    object instanceof ArrayBuffer ||
    ArrayBuffer.isView(object)
  );
}
