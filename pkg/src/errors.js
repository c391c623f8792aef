/**
 * The one error class. Match on `code`, not on `instanceof`: the ESM and CommonJS builds of the package
 * hold one class each.
 */
export class TawqeeError extends Error {
  constructor({ message, ...details }, options) {
    super(message, options);
    for (const [name, value] of Object.entries(details)) {
      if (value !== undefined) this[name] = value;
    }
  }
}
Object.defineProperty(TawqeeError.prototype, "name", { value: "TawqeeError" });

/** What the core throws is plain data with a code; anything else is not ours to change. */
export function asTawqeeError(thrown) {
  return typeof thrown?.code === "string" && !(thrown instanceof Error) ? new TawqeeError(thrown) : thrown;
}
