/**
 * Ours against awaited WebCrypto, where there is no `node:crypto`. `run` does so many calls of a kind; who calls it
 * measures the time, since a Worker's own clock stands still while it computes.
 */
import { onWebCrypto } from "./by-hand.mjs";
import { charge, credentials, refund } from "./samples.mjs";

export const KINDS = ["charge", "refund", "signature of a refund"];

/** @returns what does so many calls, and resolves when they are done */
export function runner(tawqee) {
  const fawry = new tawqee.Fawry({ ...credentials, environment: "staging" });
  const ours = {
    charge: () => fawry.charge(charge),
    refund: () => fawry.refund(refund),
    "signature of a refund": () => fawry.signature("refund", refund),
  };
  const theirs = {
    charge: () => onWebCrypto.charge(credentials, charge),
    refund: () => onWebCrypto.refund(credentials, refund),
    "signature of a refund": () => onWebCrypto.refundSignature(credentials, refund),
  };
  return async function run(side, kind, times) {
    const call = (side === "ours" ? ours : theirs)[kind];
    let last;
    for (let i = 0; i < times; i++) last = side === "ours" ? call() : await call();
    return typeof last === "string" ? last : last.body;
  };
}
