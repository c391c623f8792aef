/**
 * The one error class. Match on `code`, not on `instanceof`: each entry of the package has a class of
 * its own, and so has each of its module formats.
 */
export class TawqeeError extends Error {
  #status;

  constructor(message, details) {
    super(withHint(message, details?.hint), details?.cause === undefined ? undefined : { cause: details.cause });
    this.code = details?.code ?? "INTERNAL";
    for (const name of PLACES) {
      const value = details?.[name];
      if (value !== undefined) this[name] = value;
    }
    this.#status = details?.status ?? STATUS[this.code] ?? 500;
  }

  /** What a webhook handler should answer with; frameworks read it too. */
  get status() {
    return this.#status;
  }
}
Object.defineProperty(TawqeeError.prototype, "name", { value: "TawqeeError" });

/** Where something went wrong, and what to do about it. */
const PLACES = ["gateway", "operation", "field", "index", "hint", "happened"];

/** What is the sender's fault; everything else is ours. */
const STATUS = { MALFORMED_BODY: 400, SIGNATURE_MISSING: 401, SIGNATURE_MISMATCH: 401, TIMESTAMP_OUT_OF_RANGE: 401 };

/** A message that says what to do, also where only the message is logged. */
function withHint(message, hint) {
  const first = typeof hint === "string" ? hint.split(/(?<=[^.]\.) /)[0].replace(/\.$/, "") : "";
  return first === "" || String(message).includes(first) ? message : `${message} (${first})`;
}

/** What the core throws is plain data with a code; anything else is not ours to change. */
export function asTawqeeError(thrown) {
  const isOurs = typeof thrown?.code === "string" && !(thrown instanceof Error);
  return isOurs ? new TawqeeError(thrown.message, thrown) : thrown;
}
