/** What the library advises, for people who look at the page instead of calling the library. */

/** Advice to call `explain` or `diagnose`, which is what the page does. */
const CALLS = [/; diagnose\(.*$/su, /(?:: |, and |, or )?(?:compare|with|let) (?:explain|diagnose)\(\.\.\.\)[^;]*(?:; )?/gu];

/** A hint as a sentence, without the calls that it advises. */
export function advice(hint) {
  const bare = CALLS.reduce((text, call) => text.replace(call, ""), hint);
  return bare && bare[0].toUpperCase() + bare.slice(1) + (/[.?!]$/.test(bare) ? "" : ".");
}
