/**
 * Nanoseconds per call, ours and by hand, in turns so that both meet the same machine. Run alone, by any runtime with
 * `node:crypto`, it prints its rows as JSON.
 */
import { pathToFileURL } from "node:url";
import { byHand } from "./on-node.mjs";
import { charge, credentials, notification, refund } from "./samples.mjs";

/** `{ name, ours, byHand, spread }` for each call: medians, and the quartiles of ours. */
export function calls(tawqee) {
  const fawry = new tawqee.Fawry({ ...credentials, environment: "staging" });
  const event = fawry.signNotification(notification);
  sameRequest(fawry.refund(refund), byHand.refund(credentials, refund));
  sameRequest(fawry.charge(charge), byHand.charge(credentials, charge));
  same(fawry.signature("refund", refund), byHand.refundSignature(credentials, refund));
  same(fawry.verifyNotification(event).dedupeKey.length, byHand.verifyNotification(credentials, event).dedupeKey.length);
  const rows = [
    ["charge", () => fawry.charge(charge), () => byHand.charge(credentials, charge)],
    ["refund", () => fawry.refund(refund), () => byHand.refund(credentials, refund)],
    ["verifyNotification", () => fawry.verifyNotification(event), () => byHand.verifyNotification(credentials, event)],
    ["signature of a refund", () => fawry.signature("refund", refund), () => byHand.refundSignature(credentials, refund)],
  ];
  for (const length of [1000, 10_000]) {
    const many = Array(length).fill(refund);
    const each = length.toLocaleString("en");
    rows.push(
      [`signMany, each of ${each}`, () => fawry.signMany("refund", many), () => many.map((one) => byHand.refundSignature(credentials, one)), length],
      [`buildMany, each of ${each}`, () => fawry.buildMany("refund", many), () => many.map((one) => byHand.refund(credentials, one)), length],
    );
  }
  rows.push(["the smallest call: an amount", () => tawqee.canonicalAmount("1.5", "EGP"), undefined]);
  return rows.map(([name, ours, theirs, batch = 1]) => {
    const [a, b] = compare([ours, theirs], batch);
    return { name, ours: a.median, byHand: b?.median, spread: a.spread };
  });
}

function compare(sides, batch) {
  const times = sides.map(() => []);
  const repeats = Math.ceil(10_000 / batch);
  for (let round = 0; round < 12; round++) {
    sides.forEach((call, which) => {
      if (!call) return;
      const start = performance.now();
      for (let i = 0; i < repeats; i++) call();
      times[which].push(((performance.now() - start) * 1e6) / (repeats * batch));
    });
  }
  // The first rounds warm up.
  return times.map((each) => (each.length ? summary(each.slice(2)) : undefined));
}

/** The median, and the quartiles around it. */
export function summary(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (part) => sorted[Math.floor(part * (sorted.length - 1))];
  return { median: at(0.5), spread: [at(0.25), at(0.75)] };
}

function same(one, other) {
  if (one !== other) throw new Error("what is compared must be the same work");
}

function sameRequest(ours, theirs) {
  const data = (request) => JSON.stringify(sorted({ ...request, body: JSON.parse(request.body) }));
  same(data(ours), data(theirs));
}

function sorted(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(calls(await import("../pkg/dist/index.mjs"))));
}
