/**
 * How long a comparison in WebAssembly takes, against what it compares: the test of dudect. As `tests/suite/timing.rs`,
 * through the built package: `node benches/timing.mjs [CALLS]`.
 */
import { Fawry } from "../pkg/dist/fawry.mjs";

const CALLS = Number(process.argv[2] ?? 200_000);
/** Below it nothing is found. */
const LIMIT = 4.5;

const now = process.hrtime.bigint;

/** Welch's t of two lists of times, without what was interrupted: all above the 90th of a hundred. */
function welch(times) {
  const all = times.flat().sort((a, b) => a - b);
  const limit = all[Math.floor(all.length * 0.9)];
  const [one, other] = times.map((list) => {
    const kept = list.filter((time) => time <= limit);
    const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length;
    const variance = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (kept.length - 1);
    return { mean, spread: variance / kept.length };
  });
  return (one.mean - other.mean) / Math.sqrt(one.spread + other.spread);
}

/** Times two calls in random order. */
function tOf(calls) {
  const times = [[], []];
  for (let round = -CALLS / 10; round < CALLS; round++) {
    const which = Math.random() < 0.5 ? 0 : 1;
    const start = now();
    calls[which]();
    const took = Number(now() - start);
    // The first tenth is for the compiler of the runtime.
    if (round >= 0) times[which].push(took);
  }
  return welch(times);
}

const fawry = new Fawry({ merchantCode: "code", secureKey: "the-key-of-the-timing", environment: "staging" });
const body = fawry.signNotification({
  fawryRefNumber: "1", merchantRefNumber: "2", paymentAmount: 1, orderAmount: 1, orderStatus: "PAID", paymentMethod: "CARD",
});
const { messageSignature } = JSON.parse(body);

/** The body with a signature that is wrong at one place. */
function wrong(at) {
  const other = messageSignature[at] === "0" ? "1" : "0";
  const changed = body.replace(messageSignature, messageSignature.slice(0, at) + other + messageSignature.slice(at + 1));
  return () => {
    try {
      fawry.verifyNotification(changed);
    } catch (error) {
      if (error.code === "SIGNATURE_MISMATCH") return;
      throw error;
    }
    throw new Error("a wrong signature was believed");
  };
}

function early(one, other) {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
const right = new Uint8Array(4096).fill(7);
const differing = [0, 4095].map((at) => {
  const given = right.with(at, 8);
  return () => early(right, given);
});

const verified = tOf([wrong(0), wrong(messageSignature.length - 1)]);
const stopped = tOf(differing);
console.log(`verifyNotification, in WebAssembly: t = ${verified.toFixed(2)} over ${CALLS} calls`);
console.log(`a comparison that stops early: t = ${stopped.toFixed(2)} over ${CALLS} calls`);
if (Math.abs(verified) >= LIMIT) throw new Error("the time tells where a signature is wrong");
if (Math.abs(stopped) < LIMIT) throw new Error("the test sees nothing");
