/** What differs between two texts, character by character. */

/** Beyond this the middle is given as replaced whole; no string to sign of a gateway comes near it. */
const MAX_EDITS = 1500;

/** `[{ kind: "same" | "removed" | "added", text }]` that lead from one text to the other (Myers). */
export function diff(from, to) {
  const a = [...from];
  const b = [...to];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const steps = [
    ...a.slice(0, head).map((text) => ["same", text]),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map((text) => ["same", text]),
  ];
  const runs = [];
  for (const [kind, text] of steps) {
    if (runs.at(-1)?.kind === kind) runs.at(-1).text += text;
    else runs.push({ kind, text });
  }
  return runs;
}

function middle(a, b) {
  const trace = [];
  let reached = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, MAX_EDITS); edits += 1) {
    trace.push(new Map(reached));
    for (let line = -edits; line <= edits; line += 2) {
      const down = line === -edits || (line !== edits && reached.get(line - 1) < reached.get(line + 1));
      let x = down ? reached.get(line + 1) : reached.get(line - 1) + 1;
      while (x < a.length && x - line < b.length && a[x] === b[x - line]) x += 1;
      reached.set(line, x);
      if (x >= a.length && x - line >= b.length) return walkBack(trace, a, b);
    }
  }
  return [...a.map((text) => ["removed", text]), ...b.map((text) => ["added", text])];
}

function walkBack(trace, a, b) {
  const steps = [];
  let x = a.length;
  let y = b.length;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reached = trace[edits];
    const line = x - y;
    const down = line === -edits || (line !== edits && reached.get(line - 1) < reached.get(line + 1));
    const before = down ? line + 1 : line - 1;
    const fromX = edits === 0 ? 0 : reached.get(before);
    const fromY = edits === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      steps.push(["same", a[x]]);
    }
    if (edits === 0) break;
    if (down) steps.push(["added", b[(y -= 1)]]);
    else steps.push(["removed", a[(x -= 1)]]);
  }
  return steps.reverse();
}

const NAMED = new Map([
  [" ", "·"], ["\t", "→"], ["\n", "↵"], ["\r", "␍"], ["\u00a0", "NBSP"], ["\u200b", "ZWSP"], ["\u200c", "ZWNJ"], ["\u200d", "ZWJ"],
  ["\u200e", "LRM"], ["\u200f", "RLM"], ["\u061c", "ALM"], ["\u202a", "LRE"], ["\u202b", "RLE"], ["\u202c", "PDF"], ["\u202d", "LRO"],
  ["\u202e", "RLO"], ["\u2066", "LRI"], ["\u2067", "RLI"], ["\u2068", "FSI"], ["\u2069", "PDI"], ["\ufeff", "BOM"], ["\u00ad", "SHY"],
  ["\u202f", "NNBSP"], ["\u2009", "THSP"], ["\u3000", "IDSP"], ["\0", "NUL"],
]);

/** `[{ text, sign }]`: characters that nobody sees get a sign, the rest stays. */
export function visible(text) {
  const pieces = [];
  for (const character of text) {
    const sign = NAMED.get(character) ?? (/[\p{Cc}\p{Cf}\p{Zs}\p{Mn}]/u.test(character) ? `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` : undefined);
    if (sign) pieces.push({ text: character, sign });
    else if (pieces.length && !pieces.at(-1).sign) pieces.at(-1).text += character;
    else pieces.push({ text: character });
  }
  return pieces;
}
