/** The words of the page, one file per language. */
import { code, english as inEnglish, h } from "./dom.js";
import { markLanguage } from "./language.js";
import { causes as arabicCauses } from "./strings/causes.ar.js";
import { strings as ar } from "./strings/ar.js";
import { strings as en } from "./strings/en.js";

export const languages = { en, ar };

let words = en;

export function useLanguage(name) {
  words = languages[name];
  markLanguage(name);
}

/** A text with `{places}` filled in. */
export function t(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/**
 * The same as a list of nodes: with elements in the places, a text or number isolated from the sentence's direction,
 * and what stands between backticks as code.
 */
export function rich(key, values = {}) {
  return words[key].split(/(\{\w+\}|`[^`]+`)/).map((piece) => {
    if (piece.startsWith("`")) return code(piece.slice(1, -1));
    if (!piece.startsWith("{")) return piece;
    const value = values[piece.slice(1, -1)];
    return typeof value === "string" || typeof value === "number" ? h("bdi", {}, String(value)) : value;
  });
}

/** A count in the digits of the page's language. */
export function count(number) {
  return number.toLocaleString(document.documentElement.lang);
}

/** A text that may have no translation, such as a code that a newer library has. */
export function maybe(key) {
  return words[key];
}

/** Title and fix of a cause in the page's language; a cause that a newer library has stays in its English. */
export function causeWords({ id, title, fix }) {
  const known = words === ar ? arabicCauses[id] : undefined;
  return known ? { title: known[0], fix: known[1] } : { title: inEnglish(title), fix: inEnglish(fix) };
}
