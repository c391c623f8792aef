/** Where a value of a tape is, finished or not: only refusals ask, so that the walk need not keep it. */
import { Kind } from "./kind.js";

const { Array: List, Object: Record } = Kind;

/**
 * The path of the value at the word `target`, which may be the next to be written, and its index in the batch that
 * starts at the word `batch`, if it is in that. `nameOf` takes the three words of a name.
 */
export function placeOf(words, nameOf, target, batch) {
  let at = 3;
  while (after(words, at) <= target) at = after(words, at);
  let index;
  if (at === batch && at < target) [at, index] = elementAt(words, at, target);
  let path = "";
  while (at < target) {
    if (words[at] === Record) {
      let name = at + 3;
      while (after(words, name + 3) <= target) name = after(words, name + 3);
      // A name itself: its object is the place.
      if (name === target) break;
      path += `${path === "" ? "" : "."}${nameOf(...words.subarray(name, name + 3))}`;
      at = name + 3;
    } else {
      const [element, which] = elementAt(words, at, target);
      path += `[${which}]`;
      at = element;
    }
  }
  return { path, index };
}

/** The element of an array that holds the target, and which one it is. */
function elementAt(words, array, target) {
  let at = array + 3;
  let which = 0;
  for (; after(words, at) <= target; which++) at = after(words, at);
  return [at, which];
}

/** The word behind the value at a word. What is not finished holds whatever comes. */
function after(words, at) {
  if (at >= words.length) return Infinity;
  if (words[at] !== List && words[at] !== Record) return at + 3;
  return words[at + 2] === 0 ? Infinity : 3 * words[at + 2];
}
