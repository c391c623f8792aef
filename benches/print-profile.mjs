/** The tables of a profile. */
import { nanoseconds, ratio, table } from "./table.mjs";

/** Prints where the time goes, and what would remain of it without the engine, and with nothing but SHA-256 and a call. */
export function printProfile({ calls, shaBlock: block, empty }) {
  const columns = calls.map(({ name }) => name);
  const rows = Object.keys(calls[0].pieces).map((piece) => [
    piece,
    ...calls.map(({ pieces: all, sum }) => `${all[piece].toFixed(0)} ns ${((100 * all[piece]) / sum).toFixed(0).padStart(3)} %`),
  ]);
  const row = (name, value) => [name, ...calls.map((call) => value(call))];
  table(["Where the time goes", ...columns], [
    ...rows,
    row("sum", ({ sum }) => nanoseconds(sum)),
    row("the call as a whole", ({ whole }) => nanoseconds(whole)),
    row("sum / whole", ({ sum, whole }) => ratio(sum, whole)),
  ]);
  const rest = (call) => call.sum - call.pieces["WebAssembly: the rest"];
  const least = (call) => call.pieces["WebAssembly: SHA-256"] + call.pieces["WebAssembly: call, UTF-8 check, wiping"];
  table(["Floors", ...columns], [
    row("if the engine took no time", (call) => nanoseconds(rest(call))),
    row("SHA-256 and an empty call alone", (call) => nanoseconds(least(call))),
    row("by hand on node:crypto", (call) => nanoseconds(call.byHand)),
    row("ratio today", (call) => ratio(call.whole, call.byHand)),
    row("ratio if the engine took no time", (call) => ratio(rest(call), call.byHand)),
    row("ratio of the two alone", (call) => ratio(least(call), call.byHand)),
  ]);
  if (calls[0].sampled) {
    const percent = (part) => `${(100 * (part ?? 0)).toFixed(0)} %`;
    const origins = [...new Set(calls.flatMap(({ sampled: { origins: parts } }) => Object.keys(parts)))];
    const most = (origin) => Math.max(...calls.map(({ sampled: taken }) => taken.origins[origin] ?? 0));
    const shown = origins.filter((origin) => most(origin) > 0.01).sort((one, other) => most(other) - most(one));
    table(["Samples by origin", ...columns], shown.map((origin) => row(origin, ({ sampled: taken }) => percent(taken.origins[origin]))));
    for (const { name, sampled: { functions } } of calls) {
      table([`The slowest functions: ${name}`, "of the samples"], functions.map(({ name: one, part }) => [one.slice(0, 90), percent(part)]));
    }
  }
  const wrong = calls.filter(({ sum, whole }) => Math.abs(sum / whole - 1) > 0.15).map(({ name }) => name);
  if (wrong.length > 0) console.log(`The pieces of ${wrong.join(", ")} do not add up to the whole within 15 %: the machine is too busy, or a piece is missing.\n`);
  console.log(`SHA-256 takes ${block.toFixed(0)} ns for a block of 64 bytes inside the module; a call that does nothing takes ${empty.toFixed(0)} ns there.\n`);
}
