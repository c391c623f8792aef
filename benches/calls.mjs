/**
 * Nanoseconds per call: ours, and by hand on `node:crypto` and on `@noble/hashes`, in turns so that all meet the same
 * machine. Run alone, by any runtime with `node:crypto`, it prints its rows as JSON.
 */
import { pathToFileURL } from "node:url";
import { byHandOnNoble } from "./on-noble.mjs";
import { byHand } from "./on-node.mjs";
import { charge, credentials, notification, refund } from "./samples.mjs";
import { summary } from "./table.mjs";

/** `{ name, ours, byHand, noble, spread, ratio }` for each call: medians, the quartiles of ours, the ratio to `node:crypto`. */
export function calls(tawqee) {
  const fawry = new tawqee.Fawry({ ...credentials, environment: "staging" });
  const sides = [fawry, byHand(credentials), byHandOnNoble(credentials)];
  const event = fawry.signNotification(notification);
  const kinds = [
    ["charge", (side) => side.charge(charge)],
    ["refund", (side) => side.refund(refund)],
    ["verifyNotification", (side) => side.verifyNotification(event)],
    ["signature of a refund", (side) => side.signature("refund", refund)],
  ];
  for (const length of [1000, 10_000]) {
    const many = Array(length).fill(refund);
    const each = length.toLocaleString("en");
    kinds.push(
      [`signMany, each of ${each}`, (side) => side.signMany("refund", many), length],
      [`buildMany, each of ${each}`, (side) => side.buildMany("refund", many), length],
    );
  }
  const rows = kinds.map(([name, call, batch = 1]) => {
    const results = sides.map((side) => JSON.stringify(sorted(call(side))));
    if (results.some((result) => result !== results[0])) throw new Error(`${name}: what is compared must be the same work`);
    return { name, ...compare(sides.map((side) => () => call(side)), batch) };
  });
  return [...rows, { name: "the smallest call: an amount", ...compare([() => tawqee.canonicalAmount("1.5", "EGP")], 1) }];
}

/**
 * A slice of each side lasts as long, in milliseconds, or the slower side would be interrupted more often on a busy
 * machine; and it is short enough to fall between two interruptions.
 */
const SLICE = 1;
const ROUNDS = { 1: 120, 1000: 60, 10_000: 12 };

function compare(sides, batch) {
  const times = sides.map(() => []);
  const each = sides.map((call) => {
    for (let i = 0; i < 3000 / batch; i++) call();
    return Math.min(...Array.from({ length: 5 }, () => slice(call, Math.ceil(200 / batch))));
  });
  const length = Math.max(SLICE, ...each);
  const repeats = each.map((time) => Math.max(1, Math.round(length / time)));
  const rounds = ROUNDS[batch];
  const cold = Math.ceil(rounds / 5);
  for (let round = 0; round < rounds + cold; round++) {
    sides.forEach((call, which) => times[which].push((slice(call, repeats[which]) * 1e6) / batch));
  }
  const kept = times.map((each) => each.slice(cold));
  const [ours, byHand, noble] = kept.map(summary);
  // Of neighbours, so that a machine that is busy for a while disturbs both sides of a pair.
  const ratio = kept[1] && summary(kept[0].map((time, round) => time / kept[1][round])).median;
  return { ours: ours.median, byHand: byHand?.median, noble: noble?.median, spread: ours.spread, ratio };
}

/** Milliseconds of each call of so many. */
function slice(call, repeats) {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) call();
  return (performance.now() - start) / repeats;
}

function sorted(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(calls(await import("../pkg/dist/index.mjs"))));
}
