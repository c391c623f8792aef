/** Names as people type them: in any letter case, and misspelt. */
import { CommandError } from "./errors.js";

/** The one of the names that a word stands for. */
export function named(kind, word, names) {
  if (names.includes(word)) return word;
  const same = names.find((name) => plain(name) === plain(word));
  if (same !== undefined) return same;
  const meant = nearest(word, names);
  throw new CommandError(`there is no ${kind} ${word}`, { hint: meant ? `did you mean ${meant}?` : names.join(", ") });
}

/** The name that a misspelt one most likely stands for, by the rule of the core. */
export function nearest(word, names) {
  let [best, least] = [undefined, Infinity];
  for (const name of names) {
    const reach = Math.max(2, Math.floor(name.length / 3));
    // A text is at least as far away as it is longer or shorter, and a very long one takes long to compare.
    if (Math.abs(name.length - word.length) > reach) continue;
    const steps = distance(plain(word), plain(name));
    if (steps <= reach && steps < least) [best, least] = [name, steps];
  }
  return best;
}

/** `secureKey` is read from `TAWQEE_SECURE_KEY`. */
export function variable(name) {
  return `TAWQEE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function plain(name) {
  return name.toLowerCase();
}

/** Letters to add, leave out, replace or exchange with their neighbour. */
function distance(from, to) {
  let above = [];
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let at = 1; at <= from.length; at++) {
    const next = [at];
    for (let to_at = 1; to_at <= to.length; to_at++) {
      const isSame = from[at - 1] === to[to_at - 1];
      next[to_at] = Math.min(row[to_at] + 1, next[to_at - 1] + 1, row[to_at - 1] + (isSame ? 0 : 1));
      const isExchanged = at > 1 && from[at - 1] === to[to_at - 2] && from[at - 2] === to[to_at - 1];
      if (isExchanged) next[to_at] = Math.min(next[to_at], above[to_at - 2] + 1);
    }
    [above, row] = [row, next];
  }
  return row[to.length];
}
