/** Objects that callers pass: which names they may have, and what goes into a body as it is. */
import { ByHandError, isOdd, placeOf, refuse, refuseValue } from "./checks.mjs";

const { hasOwnProperty } = Object.prototype;

/** The names that the library writes itself. */
const RESERVED = new Set(["merchantCode", "merchantAccount", "accountNumber", "signature", "requestSignature"]);

const MAX_DEPTH = 32;
const MAX_VALUES = 250_000;
export const MAX_ELEMENTS = 10_000;

/** The names of an object, for `record`. An input takes `extra` too, an item does not. */
export const fields = (names, takesExtra) => ({ list: names, known: new Set(takesExtra ? [...names, "extra"] : names), takesExtra });

/** An object whose fields can be read, after a look at their names. A `Map` and an object of a class become plain. */
export function record(input, names, index) {
  if (typeof input !== "object" || input === null || Array.isArray(input)) refuseInput(input, index);
  const prototype = Object.getPrototypeOf(input);
  if (prototype !== Object.prototype && prototype !== null) return plain(input, names, index);
  const { known } = names;
  for (const name in input) {
    if (!hasOwnProperty.call(input, name)) return plain(input, names, index);
    if (!known.has(name)) refuseUnknown(name, names, index);
  }
  return input;
}

function refuseInput(input, index) {
  const name = index === undefined ? undefined : `chargeItems[${index}]`;
  refuseValue(input, name, undefined, "INVALID_FIELD", "is not an object", "pass the fields as { name: value }");
}

function plain(input, names, index) {
  const copy = Object.create(null);
  if (input instanceof Map) {
    for (const [name, value] of input) {
      if (typeof name !== "string") refuse("INVALID_FIELD", index === undefined ? undefined : `chargeItems[${index}]`, undefined, "has a key that is not a string");
      copy[name] = value;
    }
  } else {
    const what = index === undefined ? undefined : `chargeItems[${index}]`;
    if (Object.getPrototypeOf(input) !== Object.prototype) refuseNoData(input, what);
    for (const name of Object.keys(input)) copy[name] = input[name];
  }
  for (const name in copy) if (!names.known.has(name)) refuseUnknown(name, names, index);
  return copy;
}

/** Refuses what is an object and no data: a date, a set, bytes. */
function refuseNoData(value, name) {
  try {
    refuseValue(value, name, undefined, "NONE");
  } catch (error) {
    if (error.code !== "NONE") throw error;
  }
}

function refuseUnknown(name, names, index) {
  if (isOdd(name) && !name.includes("\ufffd")) refuse("INVALID_FIELD", index === undefined ? undefined : `chargeItems[${index}]`, undefined, "has a key that holds half of a surrogate pair");
  if (names.takesExtra && RESERVED.has(name)) {
    refuse("UNKNOWN_FIELD", name, index, "is added by this code", "leave it out of the input; it comes from the configuration or is computed");
  }
  const shown = [...name].filter((character) => !/\p{Cc}/u.test(character)).slice(0, 64).join("");
  const meant = nearest(name, names.list);
  const otherwise = names.takesExtra ? "fields that the gateway added later go into extra: { ... }" : `the fields here are ${names.list.join(", ")}`;
  throw new ByHandError("UNKNOWN_FIELD", placeOf(shown, index), "is not a field here", meant ? `did you mean ${meant}?` : otherwise);
}

/** The known name that a misspelt one most likely stands for. */
function nearest(name, known) {
  const letters = (text) => text.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
  const given = letters(name);
  let best;
  let least = Infinity;
  for (const candidate of known) {
    const reach = Math.max(2, Math.floor(candidate.length / 3));
    const text = letters(candidate);
    if (Math.abs(text.length - given.length) > reach) continue;
    const distance = distanceOf(given, text);
    if (distance <= reach && distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
function distanceOf(one, other) {
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      next[at] = Math.min(last[at] + 1, next[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) next[at] = Math.min(next[at], before[at - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return last[other.length];
}

/** The members of `extra` as they follow the others in a body. */
export function extraMembers(extra, names) {
  if (extra === undefined || extra === null) return "";
  refuseNoData(extra, "extra");
  if (typeof extra !== "object" || Array.isArray(extra)) refuseValue(extra, "extra", undefined, "INVALID_FIELD", "is not an object", "pass { name: value }");
  const entries = extra instanceof Map ? extra : Object.entries(extra);
  const left = { values: MAX_VALUES };
  // Nothing is said about what the values are before all of it is known to be data.
  const members = [...entries].map(([name, value]) => member(name, value, "extra", 2, left));
  for (const [name] of entries) {
    if (names.list.includes(name) || RESERVED.has(name)) refuse("INVALID_FIELD", `extra.${name}`, undefined, "is a field that this code writes itself", "use extra only for fields that the operation does not know");
  }
  if (left.isNoJson) refuse("INVALID_FIELD", "extra", undefined, "holds NaN or Infinity, which JSON cannot express", "leave the field out instead");
  return members.map((member) => `,${member}`).join("");
}

function member(name, value, path, depth, left) {
  if (typeof name !== "string") refuse("INVALID_FIELD", path, undefined, "has a key that is not a string");
  if (/\p{Surrogate}/u.test(name)) refuse("INVALID_FIELD", path, undefined, "has a key that holds half of a surrogate pair");
  const shown = name.length > 64 ? `${name.slice(0, 64)}…` : name;
  return `${JSON.stringify(name)}:${json(value, `${path}.${shown}`, depth, left)}`;
}

function json(value, path, depth, left) {
  if (depth > MAX_DEPTH) refuse("INVALID_FIELD", path, undefined, `nests deeper than ${MAX_DEPTH} levels, or contains itself`);
  if (--left.values < 0) refuse("INVALID_FIELD", path, undefined, "is one value too many", "pass the fields of one call alone");
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") {
    left.isNoJson ||= !Number.isFinite(value);
    return Object.is(value, -0) ? "-0" : String(value).replace("+", "");
  }
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) refuse("INVALID_FIELD", path, undefined, "holds half of a surrogate pair", "cut strings between characters");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    if (value.length > MAX_ELEMENTS) refuse("INVALID_FIELD", path, undefined, "has too many elements");
    return `[${Array.from(value, (element, index) => {
      const place = `${path}[${index}]`;
      if (!(index in value)) refuse("INVALID_FIELD", place, undefined, "is a hole in the array", "give every element");
      return json(element, place, depth + 1, left);
    })}]`;
  }
  refuseNoData(value, path);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return `{${entries.map(([name, held]) => member(name, held, path, depth + 1, left))}}`;
}
