/**
 * The one error class. Match on `code`, not on `instanceof`: each entry of the package has a class of
 * its own, and so has each of its module formats.
 */
export class TawqeeError extends Error {
  constructor(message, details) {
    super(message, details?.cause === undefined ? undefined : { cause: details.cause });
    this.code = details?.code ?? "INTERNAL";
    for (const name of PLACES) {
      const value = details?.[name];
      if (value !== undefined) this[name] = value;
    }
  }
}
Object.defineProperty(TawqeeError.prototype, "name", { value: "TawqeeError" });

/** Where something went wrong, and what to do about it. */
const PLACES = ["gateway", "operation", "field", "index", "hint", "happened"];

/** What the core throws is plain data with a code; anything else is not ours to change. */
export function asTawqeeError(thrown) {
  const isOurs = typeof thrown?.code === "string" && !(thrown instanceof Error);
  return isOurs ? new TawqeeError(thrown.message, thrown) : thrown;
}
