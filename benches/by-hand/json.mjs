/**
 * JSON that can be trusted with money: no name twice, no `__proto__`, 32 levels, every digit of a number. The runtime's
 * own parser does it where it loses nothing, which a look at the text tells; what is left goes through a strict one.
 */
import { refuse } from "./checks.mjs";

const MAX_DEPTH = 32;

/** A number by its digits. */
export class Exact {
  constructor(digits) {
    this.digits = digits;
  }

  /** Without an exponent, as amounts are read; a negative number and one beyond all amounts stays as it is. */
  written() {
    const match = /^(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(this.digits);
    const exponent = Number(match?.[3]);
    if (this.digits.length > 64 || !match || Math.abs(exponent) > 64) return this.digits;
    const digits = match[1] + (match[2] ?? "");
    const point = match[1].length + exponent;
    const padded = point > 0 ? digits.padEnd(point, "0") : "0".repeat(1 - point) + digits;
    const at = Math.max(point, 1);
    const fraction = padded.slice(at).replace(/0+$/, "");
    return fraction === "" ? padded.slice(0, at) : `${padded.slice(0, at)}.${fraction}`;
  }

  /** As JavaScript has it: an integer beyond a double stays text. */
  number() {
    const number = Number(this.digits);
    if (/^-?\d+$/.test(this.digits)) return Number.isSafeInteger(number) ? number + 0 : this.digits;
    return Number.isFinite(number) ? number : this.digits;
  }
}

/** An object. Numbers are `Exact` where JavaScript's own would have lost digits somewhere in it. */
export function parse(text) {
  const members = membersOf(text);
  if (members >= 0) {
    try {
      const value = JSON.parse(text);
      if (isObject(value) && count(value) === members) return value;
    } catch {
      // The strict parser says what is wrong.
    }
  }
  const value = new Parser(text).document();
  return isObject(value) && !(value instanceof Exact) ? value : malformed("is not an object");
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** How many members are written, or -1 where the runtime's parser might lose something: escapes, numbers, depth. */
function membersOf(text) {
  if (text.includes("\\") || text.includes("__proto__")) return -1;
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = text.indexOf('"', at + 1);
      if (at < 0) return -1;
    } else if (code === 58) {
      members++;
    } else if (code === 123 || code === 91) {
      if (++depth > MAX_DEPTH) return -1;
    } else if (code === 125 || code === 93) {
      depth--;
    } else if (code === 45) {
      return -1;
    } else if (code >= 48 && code <= 57) {
      const start = at;
      let last = code;
      let hasPoint = false;
      for (; at + 1 < text.length; at++) {
        const next = text.charCodeAt(at + 1);
        if (next === 46) hasPoint = true;
        else if (next === 101 || next === 69) return -1;
        else if (next < 48 || next > 57) break;
        last = next;
      }
      if (at - start >= 15 || (hasPoint && last === 48)) return -1;
    }
  }
  return members;
}

function count(value) {
  let members = 0;
  if (Array.isArray(value)) {
    for (const element of value) if (typeof element === "object" && element !== null) members += count(element);
    return members;
  }
  for (const name in value) {
    members++;
    const held = value[name];
    if (typeof held === "object" && held !== null) members += count(held);
  }
  return members;
}

function malformed(message) {
  refuse("MALFORMED_BODY", "body", undefined, message, "pass everything that was received, unchanged");
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \n\r\t]*/y;

class Parser {
  #text;
  #at = 0;

  constructor(text) {
    this.#text = text;
  }

  document() {
    const value = this.#value(0);
    this.#skip();
    return this.#at === this.#text.length ? value : malformed("is not JSON");
  }

  #skip() {
    this.#match(SPACE);
  }

  #match(pattern) {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) malformed("is not JSON");
    this.#at = pattern.lastIndex;
    return match[0];
  }

  #take(character) {
    this.#skip();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #value(depth) {
    if (depth > MAX_DEPTH) malformed(`nests deeper than ${MAX_DEPTH} levels`);
    this.#skip();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return new Exact(this.#match(NUMBER));
    }
  }

  #word(word, value) {
    if (!this.#text.startsWith(word, this.#at)) malformed("is not JSON");
    this.#at += word.length;
    return value;
  }

  #string() {
    const value = JSON.parse(this.#match(STRING));
    return value.isWellFormed() ? value : malformed("holds a string that is not valid Unicode");
  }

  #array(depth) {
    this.#at++;
    const list = [];
    if (this.#take("]")) return list;
    do list.push(this.#value(depth + 1));
    while (this.#take(","));
    return this.#take("]") ? list : malformed("is not JSON");
  }

  #object(depth) {
    this.#at++;
    const object = {};
    const names = new Set();
    if (this.#take("}")) return object;
    do {
      this.#skip();
      const name = this.#string();
      if (name === "__proto__" || names.has(name)) malformed("holds a name twice, or __proto__");
      names.add(name);
      if (!this.#take(":")) malformed("is not JSON");
      const value = this.#value(depth + 1);
      Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
    } while (this.#take(","));
    return this.#take("}") ? object : malformed("is not JSON");
  }
}
