/** Spans of time in words. */
import { localeOf } from "./language.js";

const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];
/** The short forms of Arabic are single letters, which nobody reads as hours. */
const DISPLAY = { en: "short", ar: "long" };

/** A span of seconds in its two largest units, as a language writes them: 18 hr 45 min. */
export function span(seconds, lang) {
  const unit = (name, amount) => new Intl.NumberFormat(localeOf(lang), { style: "unit", unit: name, unitDisplay: DISPLAY[lang] }).format(amount);
  const first = UNITS.findIndex(([, length]) => seconds >= length);
  if (first < 0) return unit("second", 0);
  let left = seconds;
  const parts = UNITS.slice(first, first + 2).flatMap(([name, length]) => {
    const amount = Math.floor(left / length);
    left -= amount * length;
    return amount > 0 ? [unit(name, amount)] : [];
  });
  return new Intl.ListFormat(lang, { type: "unit", style: "narrow" }).format(parts);
}
