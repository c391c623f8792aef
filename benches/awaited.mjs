/**
 * Ours against awaited WebCrypto, where there is no `node:crypto`, and against `@noble/hashes`. `run` does so many calls
 * of a kind; who calls it measures the time, since a Worker's own clock stands still while it computes.
 */
import { byHandAwaiting } from "./by-hand/index.mjs";
import { byHandOnNoble } from "./on-noble.mjs";
import { charge, credentials, refund } from "./samples.mjs";

export const KINDS = ["charge", "refund", "signature of a refund"];
export const SIDES = ["ours", "webCrypto", "noble"];

const utf8 = new TextEncoder();
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

async function hash(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  let hex = "";
  for (let at = 0; at < digest.length; at++) hex += HEX[digest[at]];
  return hex;
}

/** @returns what does so many calls, and resolves when they are done */
export function runner(tawqee) {
  const sides = {
    ours: new tawqee.Fawry({ ...credentials, environment: "staging" }),
    webCrypto: byHandAwaiting(hash, credentials),
    noble: byHandOnNoble(credentials),
  };
  const calls = {
    charge: (side) => side.charge(charge),
    refund: (side) => side.refund(refund),
    "signature of a refund": (side) => side.signature("refund", refund),
  };
  return async function run(name, kind, times) {
    const [side, call] = [sides[name], calls[kind]];
    let last;
    if (name === "webCrypto") for (let i = 0; i < times; i++) last = await call(side);
    else for (let i = 0; i < times; i++) last = call(side);
    return typeof last === "string" ? last : last.body;
  };
}
