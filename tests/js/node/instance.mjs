/** The built package with its WebAssembly instance in hand: its memory, how often it was replaced, and faults on demand. */
import { createHash } from "node:crypto";

const { Instance } = WebAssembly;

/** How many instances were made, the newest one's own exports, and what goes wrong before its next call. */
export const watched = { instances: 0, exports: undefined, fault: undefined };

WebAssembly.Instance = function (module, imports) {
  const { exports } = Reflect.construct(Instance, [module, imports]);
  watched.instances += 1;
  watched.exports = exports;
  const faulty = (name) => (...given) => {
    const { fault } = watched;
    watched.fault = undefined;
    fault?.(exports);
    return exports[name](...given);
  };
  return { exports: { ...exports, run: faulty("run"), diagnose: faulty("diagnose") } };
};

/** The entry that is looked at; the one with everything unless something else is said. */
export const entry = process.env.TAWQEE_TESTED_ENTRY ?? "diagnose";

export const tawqee = await import(`../../../pkg/dist/${entry}.mjs`);

/** How large linear memory is, in bytes. */
export const memorySize = () => watched.exports.memory.buffer.byteLength;

/** What of it holds a text, as UTF-8 or as UTF-16: the text around each place. */
export function found(text) {
  const memory = Buffer.from(watched.exports.memory.buffer);
  const places = [];
  for (const bytes of [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")]) {
    for (let at = memory.indexOf(bytes); at >= 0; at = memory.indexOf(bytes, at + 1)) {
      places.push(`${at}: ${JSON.stringify(memory.toString("latin1", Math.max(0, at - 24), at + bytes.length + 24))}`);
    }
  }
  return places;
}

const ACCOUNT = { merchantCode: "code-1", secureKey: "k3y-of-the-checks", environment: "staging" };
const fawry = new tawqee.Fawry(ACCOUNT);
let piastres = 0;

/** Whether a signature that was never asked for before is right. */
export function signs() {
  piastres += 1;
  const amount = `${Math.floor(piastres / 100)}.${String(piastres % 100).padStart(2, "0")}`;
  const text = `${ACCOUNT.merchantCode}r-1${amount}علي${ACCOUNT.secureKey}`;
  const made = fawry.signature("refund", { referenceNumber: "r-1", refundAmount: amount, reason: "علي" });
  return made === createHash("sha256").update(text).digest("hex");
}
