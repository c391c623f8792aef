/** Which part of the right string each difference between two strings belongs to. */
import { diff } from "./diff.js";

/** How often a part is tried at a place of the other string, before its order is given up. */
const MOST_TRIES = 5000;

/** Values that differ in more places than this need something in common to be compared character by character. */
const MOST_PLACES = 1;

/**
 * `[{ part, runs, changed }]`, one for each part, in order; `runs` as of `diff`. What only the other string has stands
 * with the part it is in; between parts with one that `fields` names, one that is left out there, or the one before.
 */
export function byPart(theirs, parts, fields = []) {
  const rows = parts.map((part) => ({ part, runs: [], changed: false }));
  let end = 0;
  const ends = parts.map(({ text }) => (end += text.length));
  const put = (row, kind, text) => {
    row.runs.push({ kind, text });
    if (kind !== "same") row.changed = true;
  };

  /** Hands what the right string has from `at` to its parts, and what stands in its place to the first of them. */
  const spread = (kind, text, at) => {
    let left = text;
    for (let index = ends.findIndex((last) => last > at); left; index += 1) {
      const here = left.slice(0, ends[index] - Math.max(at, ends[index] - parts[index].text.length));
      if (here) put(rows[index], kind, here);
      left = left.slice(here.length);
    }
  };

  let at = 0;
  const runs = diff(theirs, parts.map(({ text }) => text).join(""));
  runs.forEach(({ kind, text }, index) => {
    if (kind === "removed") {
      const replaced = [runs[index + 1], runs[index - 1]].find((beside) => beside?.kind === "added");
      const start = replaced && replaced === runs[index - 1] ? at - replaced.text.length : at;
      put(rows[replaced ? ends.findIndex((last) => last > start) : placeOf(parts, ends, at, fields)], kind, text);
      return;
    }
    spread(kind, text, at);
    at += text.length;
  });
  for (const row of rows) row.runs = readable(row.runs);
  return rows;
}

/**
 * The places that the parts have in another string, from 1, by their places in the right one; nothing where it is made of
 * other texts. What is left out has no place.
 */
export function placesOf(theirs, parts) {
  const wanted = parts.map(({ text }, index) => ({ text, index })).filter(({ text }) => text !== "");
  let tries = 0;
  const order = (rest, left) => {
    if (left.length === 0) return rest === "" ? [] : undefined;
    for (const next of left) {
      tries += 1;
      if (tries > MOST_TRIES) return undefined;
      if (!rest.startsWith(next.text)) continue;
      const behind = order(rest.slice(next.text.length), left.filter((other) => other !== next));
      if (behind) return [next.index, ...behind];
    }
    return undefined;
  };
  const found = order(theirs, wanted);
  return found && parts.map((_, index) => found.indexOf(index) + 1 || undefined);
}

/** Two values that have little in common are told apart as wholes: in `150.00` and `1.50` nobody reads what is alike. */
function readable(runs) {
  const places = runs.filter(({ kind }, index) => kind !== "same" && (runs[index - 1]?.kind ?? "same") === "same");
  const of = (...kinds) => runs.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text).join("");
  const [theirs, right] = [of("same", "removed"), of("same", "added")];
  if (places.length <= MOST_PLACES || of("same").length * 2 > Math.max(theirs.length, right.length)) return runs;
  return [{ kind: "removed", text: theirs }, { kind: "added", text: right }];
}

/** The part of what stands only in the other string, before the character `at`. */
function placeOf(parts, ends, at, fields) {
  const startOf = (index) => ends[index] - parts[index].text.length;
  const near = [...parts.keys()].filter((index) => startOf(index) <= at && at <= ends[index]);
  return near.find((index) => startOf(index) < at && at < ends[index])
    ?? near.find((index) => fields.includes(parts[index].name))
    ?? near.find((index) => parts[index].text === "")
    ?? near[0];
}
