/**
 * Reads JSON and remembers where each value stands, so that an error can be shown at its field.
 * Integers that a double cannot hold become BigInt instead of another number.
 */

const MAX_DEPTH = 64;

class Broken extends Error {
  constructor(reason, at) {
    super(reason);
    this.reason = reason;
    this.at = at;
  }
}

/** `{ value, places }`, or `{ error: { reason, at } }`. A place is keyed by a path: `chargeItems[2].price`. */
export function readJson(text) {
  const reader = new Reader(text);
  try {
    reader.space();
    const value = reader.value("", 0);
    reader.space();
    if (reader.at < text.length) throw new Broken("trailing", reader.at);
    return { value, places: reader.places };
  } catch (error) {
    if (error instanceof Broken) return { error: { reason: error.reason, at: Math.min(error.at, text.length) } };
    throw error;
  }
}

/** The text of a value that `readJson` gave, indented or in one line. */
export function writeJson(value, indent = "") {
  const write = (inner, margin) => {
    if (inner === null || typeof inner !== "object") return typeof inner === "bigint" ? String(inner) : JSON.stringify(inner);
    const [open, close] = Array.isArray(inner) ? "[]" : "{}";
    const deeper = margin + indent;
    const members = Object.entries(inner).filter(([, member]) => member !== undefined).map(([name, member]) =>
      (open === "[" ? "" : `${JSON.stringify(name)}:${indent && " "}`) + write(member, deeper));
    if (members.length === 0) return open + close;
    return indent ? `${open}\n${deeper}${members.join(`,\n${deeper}`)}\n${margin}${close}` : open + members.join(",") + close;
  };
  return write(value, "");
}

/** The line of an offset, from 1. */
export function lineOf(text, offset) {
  return text.slice(0, offset).split("\n").length;
}

/** The place of a path, or of the nearest object around it that is there. */
export function placeOf(places, path) {
  for (let known = path; known; known = known.replace(/(\.[^.[\]]*|\[\d+\]|^[^.[\]]+)$/, "")) {
    if (places.has(known)) return places.get(known);
  }
  return undefined;
}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.places = new Map();
  }

  space() {
    while (" \t\r\n".includes(this.text[this.at] ?? "x")) this.at += 1;
  }

  value(path, depth) {
    if (depth > MAX_DEPTH) throw new Broken("deep", this.at);
    const start = this.at;
    const value = this.bare(path, depth);
    if (path) this.places.set(path, { ...this.places.get(path), start, end: this.at });
    return value;
  }

  bare(path, depth) {
    const next = this.text[this.at];
    if (next === "{") return this.object(path, depth);
    if (next === "[") return this.array(path, depth);
    if (next === '"') return this.string();
    for (const [word, value] of [["true", true], ["false", false], ["null", null]]) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  number() {
    const found = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\w.])/.exec(this.text.slice(this.at, this.at + 400));
    if (!found) throw new Broken(this.at < this.text.length ? "unexpected" : "ended", this.at);
    this.at += found[0].length;
    const number = Number(found[0]);
    const whole = !found[2] && !found[3];
    return whole && !Number.isSafeInteger(number) ? BigInt(found[0]) : number;
  }

  string() {
    const start = this.at;
    for (let at = start + 1; at < this.text.length; at += 1) {
      const next = this.text[at];
      if (next === "\\") at += 1;
      else if (next === '"') {
        this.at = at + 1;
        try {
          return JSON.parse(this.text.slice(start, this.at));
        } catch {
          throw new Broken("escape", start);
        }
      } else if (next < " ") throw new Broken("control", at);
    }
    throw new Broken("ended", this.text.length);
  }

  array(path, depth) {
    const items = [];
    this.list("]", () => items.push(this.value(`${path}[${items.length}]`, depth + 1)));
    return items;
  }

  object(path, depth) {
    const entries = new Map();
    this.list("}", () => {
      const start = this.at;
      if (this.text[start] !== '"') throw new Broken(start < this.text.length ? "name" : "ended", start);
      const name = this.string();
      if (entries.has(name)) throw new Broken("duplicate", start);
      const place = path ? `${path}.${name}` : name;
      this.places.set(place, { key: { start, end: this.at } });
      this.space();
      this.expect(":");
      this.space();
      entries.set(name, this.value(place, depth + 1));
    });
    return Object.fromEntries(entries);
  }

  /** What stands between an opening bracket and its `close`, one `element` at a time. */
  list(close, element) {
    this.at += 1;
    this.space();
    if (this.text[this.at] === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      element();
      this.space();
      if (this.text[this.at] === close) {
        this.at += 1;
        return;
      }
      this.expect(",");
      this.space();
    }
  }

  expect(character) {
    if (this.text[this.at] !== character) {
      throw new Broken(this.at < this.text.length ? (character === "," ? "comma" : "colon") : "ended", this.at);
    }
    this.at += 1;
  }
}
