/** Numbers with their noun, which in Arabic depends on the number. */

const FORMS = ["one", "two", "few", "many", "other"];
const rules = new Intl.PluralRules("ar");

/** `{1}` or `{name}` in a text, or with the forms of a noun: `{1:one|two|few|many|other}`. */
export const PLACE = /\{(\w+)(?::([^}]*))?\}/;

/**
 * The number and its noun. The first two forms stand alone, since they say how many; `written` is the number as it is
 * shown, and what is no number takes the last form.
 */
export function counted(number, written, forms) {
  const nouns = forms.split("|");
  const form = rules.select(Number(number));
  const index = Math.max(FORMS.indexOf(form), form === "zero" || Number.isNaN(Number(number)) ? 4 : 0);
  return index < 2 ? [nouns[index]] : [written, ` ${nouns[index]}`];
}
