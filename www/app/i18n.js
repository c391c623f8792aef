/** The words of the page. Those of Arabic come in a file of their own. */
import { code, english as inEnglish, h } from "./dom.js";
import { localeOf, markLanguage } from "./language.js";
import { PLACE, counted } from "./plural.js";
import { strings as en } from "./strings/en.js";
import { translator } from "./translate.js";

const loaded = { en: { strings: en } };
let language = loaded.en;
let words = en;
let translate = () => undefined;

/** Fetches the words of a language once. */
export async function loadLanguage(name) {
  if (loaded[name]) return;
  const found = await import("./strings/arabic.js");
  loaded[name] = { ...found, translate: translator(found) };
}

/** Shows the page in a language whose words are loaded. */
export function useLanguage(name) {
  language = loaded[name];
  words = language.strings;
  translate = language.translate ?? (() => undefined);
  markLanguage(name);
}

/** A text with `{places}` filled in. */
export function t(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/**
 * The same as a list of nodes: with elements in the places, a text or number isolated from the sentence's direction,
 * a number with its noun, and what stands between backticks as code.
 */
export function rich(key, values = {}) {
  return words[key].split(/(\{[^}]+\}|`[^`]+`)/).map((piece) => {
    if (piece.startsWith("`")) return code(piece.slice(1, -1));
    const [, name, forms] = piece.startsWith("{") ? PLACE.exec(piece) : [];
    if (!name) return piece;
    const value = values[name];
    const shown = isolated(value);
    return forms ? counted(value, shown, forms) : shown;
  });
}

function isolated(value) {
  if (typeof value === "number") return h("bdi", {}, value.toLocaleString(localeOf(document.documentElement.lang)));
  return typeof value === "string" ? h("bdi", {}, value) : value;
}

/** A text that may have no translation, such as a code that a newer library has. */
export function maybe(key) {
  return words[key];
}

/** What the library says in English, in the page's language; what has no translation stays English. */
export function said(text, className) {
  const found = translate(text);
  if (found === undefined) return inEnglish(text.replaceAll("`", ""), className);
  return h("span", { class: className ?? "" }, found.split(/(`[^`]+`)/).map((piece) => (piece.startsWith("`") ? code(piece.slice(1, -1)) : piece)));
}

/** The same as text alone, with what is code isolated by characters, for places that take no elements. */
export function saidPlainly(text) {
  return (translate(text) ?? text).replace(/`([^`]+)`/g, (_, inner) => (words === en ? inner : `\u2066${inner}\u2069`));
}

/**
 * Title, fix and detail of a cause in the page's language; a cause that a newer library has stays in its English. The
 * detail of a translated one is left out where it is not translated: the table of the parts shows the same.
 */
export function causeWords({ id, title, fix, detail }) {
  const known = language.causes && Object.hasOwn(language.causes, id) ? language.causes[id] : undefined;
  return known ? { title: known[0], fix: known[1], detail: detail && translate(detail) && said(detail) } : { title: inEnglish(title), fix: inEnglish(fix), detail: detail && inEnglish(detail) };
}

/** What a cause is called of which only the id is known. */
export function causeTitle(id) {
  return causeWords({ id, title: words[`mistake.${id}`] ?? id, fix: "" }).title;
}
