/** Which language a visitor reads: as the address says, or the browser. It stands alone, so that it is known at once. */

const DIRECTIONS = { en: "ltr", ar: "rtl" };

/** How each writes numbers: with the digits that stand in requests and code too. */
const LOCALES = { en: "en", ar: "ar-u-nu-latn" };

/** What each language calls itself. */
export const OWN_NAMES = { en: "English", ar: "العربية" };

export function isLanguage(name) {
  return Object.hasOwn(DIRECTIONS, name);
}

export function languageOf(hash, preferred) {
  const asked = new URLSearchParams(hash.split("?")[1]).get("lang");
  return [asked, ...preferred.map((name) => name.slice(0, 2))].find((name) => isLanguage(name)) ?? "en";
}

/** The locale for numbers in a language. */
export function localeOf(name) {
  return LOCALES[name];
}

export function markLanguage(name) {
  Object.assign(document.documentElement, { lang: name, dir: DIRECTIONS[name] });
}
