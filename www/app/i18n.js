/** The words of the page, one file per language. */
import { english as inEnglish } from "./dom.js";
import { causes as arabicCauses } from "./strings/causes.ar.js";
import { strings as ar } from "./strings/ar.js";
import { strings as en } from "./strings/en.js";

export const languages = { en, ar };

let words = en;

export function useLanguage(name) {
  words = languages[name] ?? en;
  const root = document.documentElement;
  root.lang = words === ar ? "ar" : "en";
  root.dir = words === ar ? "rtl" : "ltr";
}

/** A text with `{places}` filled in. */
export function t(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The same with elements in the places: a list of nodes. */
export function rich(key, values) {
  return words[key].split(/\{(\w+)\}/).map((piece, index) => (index % 2 ? values[piece] : piece));
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
