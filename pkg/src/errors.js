/**
 * The one error class. Match on `code`, not on `instanceof`: the ESM and CommonJS builds of the package
 * hold one class each.
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
const PLACES = ["gateway", "operation", "field", "index", "hint"];

/** What the core throws is plain data with a code; anything else is not ours to change. */
export function asTawqeeError(thrown) {
  const isOurs = typeof thrown?.code === "string" && !(thrown instanceof Error);
  return isOurs ? new TawqeeError(thrown.message, thrown) : thrown;
}
