/** The core's answers: from one text, and tokens of three numbers that point into it, to plain JavaScript data. */
import { Kind } from "./kind.js";

// Constants of the module cost nothing here.
const { False, True, Number: Numeric, String: Text, Array: List, Object: Record, KnownName } = Kind;

/** A byte-order mark is a character of a string here. */
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Longer maps of positions are given back after use. */
const KEPT = 1 << 16;

/** Reads answers. One is enough for all calls: nothing of a caller runs in the middle. */
export class Decoder {
  #names;
  #text = "";
  #words;
  /** Where the next token is. */
  #at = 0;
  /** Up to this byte all is ASCII, so that a position is the same in bytes and in UTF-16 units. */
  #first = 0;
  /** Behind this byte all is ASCII again, and positions differ by a constant. */
  #last = 0;
  #difference = 0;
  /** The unit that each byte between them belongs to. */
  #map = new Uint32Array(256);

  /** @param names the known names in the order of their numbers */
  constructor(names) {
    this.#names = names;
  }

  /**
   * The value of a tape. `bytes` is its text, and may be longer; the first token is at `base` in `words`, where the
   * value's own is at `at`, by default the first.
   */
  decode(bytes, words, base = 0, at = 0) {
    const text = utf8.decode(bytes);
    this.#text = text;
    this.#words = words;
    this.#at = base + 3 * at;
    // As many units as bytes: all is ASCII.
    if (text.length === bytes.length) this.#first = bytes.length;
    else this.#measure(bytes, text.length);
    const value = this.#value();
    this.#text = "";
    if (this.#map.length > KEPT) this.#map = new Uint32Array(256);
    return value;
  }

  #value() {
    const words = this.#words;
    const at = this.#at;
    this.#at = at + 3;
    switch (words[at]) {
      case Text:
        return this.#slice(at);
      case Numeric:
        return numberOf(this.#slice(at));
      case True:
        return true;
      case False:
        return false;
      case Record:
        return this.#record(words[at + 1]);
      case List:
        return this.#list(words[at + 1]);
      default:
        return null;
    }
  }

  #record(count) {
    const words = this.#words;
    const object = {};
    for (let member = 0; member < count; member++) {
      const at = this.#at;
      this.#at = at + 3;
      if (words[at] === KnownName) object[this.#names[words[at + 1]]] = this.#value();
      else define(object, this.#slice(at), this.#value());
    }
    return object;
  }

  #list(count) {
    const list = [];
    for (let element = 0; element < count; element++) list.push(this.#value());
    return list;
  }

  #slice(at) {
    const start = this.#words[at + 1];
    const end = this.#words[at + 2];
    if (end <= this.#first) return this.#text.slice(start, end);
    return this.#text.slice(this.#unit(start), this.#unit(end));
  }

  #unit(byte) {
    if (byte <= this.#first) return byte;
    return byte > this.#last ? byte - this.#difference : this.#map[byte - this.#first];
  }

  #measure(bytes, units) {
    let first = 0;
    while (bytes[first] < 0x80) first++;
    let last = bytes.length - 1;
    while (bytes[last] < 0x80) last--;
    if (this.#map.length <= last - first) this.#map = new Uint32Array(2 * (last - first) + 2);
    const map = this.#map;
    let unit = first;
    for (let at = first; at <= last; at++) {
      map[at - first] = unit;
      const byte = bytes[at];
      if (byte < 0x80 || byte >= 0xc0) unit += byte < 0xf0 ? 1 : 2;
    }
    this.#first = first;
    this.#last = last;
    this.#difference = bytes.length - units;
  }
}

/** A name that a gateway chose must not reach what all objects share. */
function define(object, name, value) {
  if (!(name in Object.prototype)) object[name] = value;
  else if (name !== "__proto__") {
    // A descriptor inherits too.
    Object.defineProperty(object, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  }
}

/** What a double would round, and what is no JSON number, stays text. */
function numberOf(text) {
  let whole = 0;
  let at = 0;
  for (; at < text.length && at < 15; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    whole = 10 * whole + digit;
  }
  if (at === text.length && at > 0) return whole;
  const number = Number(text);
  // An integer -0 is 0.
  if (WHOLE.test(text)) return Number.isSafeInteger(number) ? number + 0 : text;
  return DECIMAL.test(text) && Number.isFinite(number) ? number : text;
}

const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
