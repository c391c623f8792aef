/** What may be said of an event, whose signature is the gateway's own and not one that we made wrongly. */

const CHANGED = "content-changed";

/**
 * Whether a signature was made of this very content, in its own form or in another. An event of which that does
 * not hold may be forged: no signature is shown for it, and there is nothing to copy.
 */
export function isGenuine(diagnosis) {
  return diagnosis?.verdict === "valid"
    || (diagnosis?.verdict === "explained" && diagnosis.causes.every(({ id, kind }) => id !== CHANGED && kind === "formula"));
}
