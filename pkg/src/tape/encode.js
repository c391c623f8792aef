/**
 * A call's values as the core reads them: one text, and tokens of three numbers that point into it.
 *
 * A walk runs code of the caller (getters, proxies), which may throw or call this library again. So it writes into
 * arrays of its own, and linear memory is touched only after it, when nothing of the caller runs any more.
 */
import { Kind } from "./kind.js";
import { placeOf } from "./place.js";
import {
  MAX_DEPTH, MAX_ELEMENTS, MAX_TEXT, MAX_TOKENS, MAX_VALUES,
  isNoRecord, lengthOf, numberText, refusal,
} from "./rules.js";

// Constants of the module cost nothing in the walk.
const { Null, False, True, Number: Numeric, String: Text, Array: List, Object: Record, Name, KnownName } = Kind;

const NO_DATA = "is not plain data";
const DATA = "pass strings, numbers, booleans, arrays and plain objects; write dates and decimals as strings";
const TOO_DEEP = `nests deeper than ${MAX_DEPTH} levels, or contains itself`;

/** What nearly every call takes: copied whole, since making a shorter view takes longer than copying more. */
export const SMALL = 512;
/** Longer arrays of a batch are given back after it. */
const KEPT = 1 << 18;

/** A name as an error quotes it: it may be of any length. */
const shortened = (name) => (name.length > 64 ? `${name.slice(0, 64)}…` : name);

/** Half of a surrogate pair that stands alone. */
const HALF = /\p{Surrogate}/u;

const utf8 = new TextEncoder();
const { hasOwnProperty } = Object.prototype;

/** Walks values and writes them out. One is enough for all calls: see `begin`. */
export class Encoder {
  #names;
  #numbers;
  #text = "";
  #words = new Uint32Array(SMALL);
  /** The part of `#words` that is copied in one go. */
  #small = this.#words;
  /** How many words are written. */
  #length = 0;
  /** How many values are at the top. */
  #count = 0;
  #values = 0;
  /** The configuration that stands in front. */
  #prefix = null;
  /** Whose tokens are in `#words` still. */
  #copied = null;
  /** The word at which the array of a batch starts, and the index of its first element. */
  #batch = 0;
  #first = 0;
  #walking = false;
  #code = "INVALID_FIELD";

  /** @param names the known names in the order of their numbers */
  constructor(names) {
    this.#names = names;
    this.#numbers = new Map(names.map((name, number) => [name, number]));
  }

  /**
   * Starts the tape of a call, with a configuration in front if there is one. Use what it returns: another encoder
   * when a getter calls the library in the middle of a walk.
   */
  begin(prefix = null) {
    const tape = this.#walking ? new Encoder(this.#names) : this;
    tape.#start(prefix);
    return tape;
  }

  #start(prefix) {
    this.#prefix = prefix;
    this.#code = "INVALID_FIELD";
    this.#batch = 0;
    this.#words[0] = List;
    if (prefix === null) {
      this.#text = "";
      this.#length = 3;
      this.#count = 0;
      this.#copied = null;
      return;
    }
    if (this.#copied !== prefix) {
      while (this.#words.length < prefix.tokens.length + 3) this.#grow();
      this.#words.set(prefix.tokens, 3);
      this.#copied = prefix;
    }
    this.#text = prefix.text;
    this.#length = 3 + prefix.tokens.length;
    this.#count = 1;
  }

  /** Appends a value. */
  value(value) {
    this.#values = 0;
    this.#count++;
    this.#walking = true;
    try {
      this.#value(value, 0);
    } catch (error) {
      this.#release();
      throw error;
    } finally {
      this.#walking = false;
    }
    return this;
  }

  /**
   * Appends the inputs of a batch, or those from `from` up to `to`. Each may be as large as a value alone, and
   * errors say its index.
   */
  batch(inputs, from = 0, to = Infinity) {
    this.#count++;
    this.#walking = true;
    try {
      const behind = Math.min(to, lengthOf(inputs));
      this.#batch = this.#open(List);
      this.#first = from;
      let index = from;
      for (; index < behind; index++) {
        this.#values = 0;
        this.#element(inputs, index, 0);
      }
      this.#close(this.#batch, index - from);
    } catch (error) {
      this.#release();
      throw error;
    } finally {
      this.#walking = false;
    }
    return this;
  }

  /** Encodes a configuration once, to stand in front of many tapes. It holds the secrets: keep it private. */
  configuration(config) {
    const tape = this.begin();
    tape.#code = "INVALID_CONFIG";
    tape.value(config);
    const text = tape.#text;
    const bytes = utf8.encode(text);
    try {
      tape.#toBytes(bytes, bytes.length);
      return { text, tokens: tape.#words.slice(3, tape.#length) };
    } finally {
      bytes.fill(0);
      tape.#release();
    }
  }

  /** How long the text is in UTF-16 units: its UTF-8 is at least as long, and at most three times. */
  get units() {
    return this.#text.length;
  }

  /** How many numbers there are to write; what takes them has room for `SMALL` at least. */
  get words() {
    return this.#length;
  }

  /**
   * Writes the text as UTF-8 and makes the positions of the tokens those of its bytes. Returns the number of bytes,
   * or -1 when they do not fit: call it again with more room. Nothing is left in `bytes` then, nor when it throws.
   */
  writeText(bytes) {
    const text = this.#text;
    const { read, written } = utf8.encodeInto(text, bytes);
    if (read < text.length) {
      bytes.fill(0, 0, written);
      return -1;
    }
    try {
      // As many bytes as units: all is ASCII, and positions are the same in both.
      if (written !== text.length) this.#toBytes(bytes, written);
    } catch (error) {
      bytes.fill(0, 0, written);
      throw error;
    } finally {
      this.#text = "";
    }
    return written;
  }

  /** Writes the tokens, after the text, and returns how many numbers they are. */
  writeTokens(target) {
    const words = this.#words;
    const length = this.#length;
    words[1] = this.#count;
    words[2] = length / 3;
    target.set(length <= SMALL ? this.#small : words.subarray(0, length));
    this.#release();
    return length;
  }

  /** Keeps no secret, and no memory that only a large batch needs. */
  #release() {
    this.#text = "";
    if (this.#words.length > KEPT) this.#resize(SMALL);
  }

  #value(value, depth) {
    if (++this.#values > MAX_VALUES) {
      const message = `is one value more than ${MAX_VALUES}, the most that an input may hold`;
      this.#refuse(message, "pass the fields of one call alone");
    }
    if (typeof value === "string") {
      this.#push(Text, value);
    } else if (typeof value === "number") {
      this.#push(Numeric, numberText(value));
    } else if (value === null || value === undefined) {
      this.#word(Null, 0);
    } else if (typeof value === "object") {
      if (Array.isArray(value)) this.#list(value, depth);
      else this.#object(value, depth);
    } else if (typeof value === "boolean") {
      this.#word(value ? True : False, 0);
    } else if (typeof value === "bigint") {
      this.#push(Numeric, String(value));
    } else {
      this.#refuse(NO_DATA, DATA);
    }
  }

  #list(list, depth) {
    const length = +list.length;
    if (!(length <= MAX_ELEMENTS)) {
      const message = `has ${length} elements, at most ${MAX_ELEMENTS} are possible`;
      this.#refuse(message, "check how the array was made: its length is one more than the highest index that was set");
    }
    const opened = this.#open(List);
    let index = 0;
    for (; index < length; index++) this.#element(list, index, depth + 1);
    this.#close(opened, index);
  }

  #element(list, index, depth) {
    if (depth > MAX_DEPTH) this.#refuse(TOO_DEEP);
    const value = list[index];
    if (value === undefined && !(index in list)) {
      this.#refuse("is a hole in the array", "give every element; nothing was ever put here");
    }
    this.#value(value, depth);
  }

  #object(object, depth) {
    const prototype = Object.getPrototypeOf(object);
    if (prototype !== Object.prototype && prototype !== null) {
      if (object instanceof Map) return this.#map(object, depth);
      if (isNoRecord(object)) this.#refuse(NO_DATA, DATA);
    }
    const opened = this.#open(Record);
    let count = 0;
    for (const name in object) {
      if (!hasOwnProperty.call(object, name)) continue;
      this.#name(name);
      if (depth === MAX_DEPTH) this.#refuse(TOO_DEEP);
      this.#value(object[name], depth + 1);
      count++;
    }
    this.#close(opened, count);
  }

  #map(map, depth) {
    const opened = this.#open(Record);
    let count = 0;
    for (const [name, value] of map) {
      if (typeof name !== "string") this.#refuse("has a key that is not a string", undefined, opened);
      this.#name(name);
      if (depth === MAX_DEPTH) this.#refuse(TOO_DEEP);
      this.#value(value, depth + 1);
      count++;
    }
    this.#close(opened, count);
  }

  #name(name) {
    const number = this.#numbers.get(name);
    if (number === undefined) this.#push(Name, name);
    else this.#word(KnownName, number);
  }

  #push(kind, text) {
    const at = this.#length;
    if (at + 3 > this.#words.length) this.#grow();
    const words = this.#words;
    const start = this.#text.length;
    const end = start + text.length;
    if (end > MAX_TEXT) this.#refuse("is too long", "pass the fields of one call alone");
    words[at] = kind;
    words[at + 1] = start;
    words[at + 2] = end;
    this.#length = at + 3;
    this.#text += text;
  }

  #word(kind, number) {
    const at = this.#length;
    if (at + 3 > this.#words.length) this.#grow();
    const words = this.#words;
    words[at] = kind;
    words[at + 1] = number;
    words[at + 2] = 0;
    this.#length = at + 3;
  }

  /** A container that ends at 0 is still open. */
  #open(kind) {
    const at = this.#length;
    this.#word(kind, 0);
    return at;
  }

  #close(opened, count) {
    this.#words[opened + 1] = count;
    this.#words[opened + 2] = this.#length / 3;
  }

  #grow() {
    const words = this.#words;
    if (this.#length > 3 * MAX_TOKENS) {
      throw refusal(this.#code, "more is passed than one call can take", "split it into several calls");
    }
    this.#resize(2 * words.length);
    this.#words.set(words);
  }

  #resize(length) {
    this.#words = new Uint32Array(length);
    this.#small = this.#words.subarray(0, SMALL);
    this.#copied = null;
  }

  /**
   * Changes the positions of the tokens from UTF-16 units to bytes. From the end, since where both are equal all
   * before is ASCII; the positions of the configuration are those of bytes already.
   */
  #toBytes(bytes, total) {
    const words = this.#words;
    const text = this.#text;
    const start = 3 + (this.#prefix?.tokens.length ?? 0);
    let byte = total;
    let unit = text.length;
    for (let at = this.#length - 3; byte !== unit && at >= start; at -= 3) {
      if (!isText(words[at])) continue;
      const first = words[at + 1];
      words[at + 2] = byte;
      byte = textStart(bytes, byte, unit - first, text, first);
      if (byte < 0) this.#refuseHalf(start, at);
      unit = first;
      words[at + 1] = byte;
    }
  }

  /** Refuses the first string that holds half a surrogate pair; that at `last` does. */
  #refuseHalf(start, last) {
    const words = this.#words;
    let at = start;
    while (at < last && !(isText(words[at]) && HALF.test(this.#text.slice(words[at + 1], words[at + 2])))) at += 3;
    const what = words[at] === Name ? "has a key that holds" : "holds";
    this.#refuse(`${what} half of a surrogate pair`, "cut strings between characters", at);
  }

  /** Refuses the value at a word, by default the one that comes next. */
  #refuse(message, hint, target = this.#length) {
    const words = this.#words.subarray(0, this.#length);
    const nameOf = (kind, start, end) => (kind === KnownName ? this.#names[start] : shortened(this.#text.slice(start, end)));
    const { path, index } = placeOf(words, nameOf, target, this.#batch);
    const field = path === "" ? undefined : path;
    throw refusal(this.#code, message, hint, field, index === undefined ? undefined : this.#first + index);
  }
}

/** Whether a token of this kind points into the text. */
function isText(kind) {
  return kind === Text || kind === Name || kind === Numeric;
}

/**
 * The byte at which a string of so many units begins that ends before the byte `behind`; -1 when it holds half of a
 * surrogate pair. `first` is where it begins in the text.
 */
function textStart(bytes, behind, units, text, first) {
  let byte = behind;
  let left = units;
  while (left > 0) {
    const lead = bytes[--byte];
    if (lead < 0x80) {
      left--;
    } else if (lead >= 0xc0) {
      left -= lead < 0xf0 ? 1 : 2;
      // Two halves that belong to two strings have become one character.
      if (left < 0) return -1;
      // A half that stands alone has become U+FFFD.
      const replaced = lead === 0xef && bytes[byte + 1] === 0xbf && bytes[byte + 2] === 0xbd;
      if (replaced && text.charCodeAt(first + left) !== 0xfffd) return -1;
    }
  }
  return byte;
}
