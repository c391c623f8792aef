/**
 * The one instance of the core, and the way to call it.
 *
 * Values cross as one text and a list of tokens, in buffers of linear memory that this module writes before a call and
 * reads after it. The core keeps nothing from one call to the next, so an instance that has trapped is simply replaced.
 */
import * as bindings from "tawqee-core";
import module from "tawqee-core.wasm";

import { TawqeeError, asTawqeeError } from "./errors.js";
import { Decoder } from "./tape/decode.js";
import { Encoder, SMALL } from "./tape/encode.js";
import { lengthOf } from "./tape/rules.js";

/** What the core does: its functions by their numbers. */
export const Call = {
  Configure: 0,
  Build: 1,
  BuildMany: 2,
  Signature: 3,
  SignMany: 4,
  Read: 5,
  Event: 6,
  Explain: 7,
  SignatureOfJson: 8,
  ExplainOfJson: 9,
  ParseJson: 10,
  CanonicalAmount: 11,
  ExpectPayment: 12,
  DescribeError: 13,
  Redact: 14,
  Start: 15,
  BuildOfJson: 16,
};

/** Inputs that cross at once: enough to make the crossing itself cheap, and few enough to hold at a time. */
const AT_ONCE = 1000;

const NO_BODY = "";

const utf8 = new TextEncoder();

let memory;
let room = { bytes: 0, tokens: 0 };
/** The buffers, and all of linear memory: views that are worth nothing once it has grown. */
let text;
let words;
let everything;

/** Nothing is known by a number before the core has said what is. */
let encoder = new Encoder([]);
let decoder = new Decoder([]);

start();
const [own, listed] = runAlone(Call.Start);
const names = listed.split("\n");
encoder = new Encoder(names);
decoder = new Decoder(names);

/** The version of the package. */
export const version = own;

function start() {
  ({ memory } = bindings.initSync({ module: ofThisRealm(module) }));
  reserve(1024, SMALL);
}

/** Next.js hands over a module of another realm to its edge routes, which wasm-bindgen would take for bytes. */
function ofThisRealm(given) {
  const isModule = Object.prototype.toString.call(given) === "[object WebAssembly.Module]";
  if (isModule && !(given instanceof WebAssembly.Module)) Object.setPrototypeOf(given, WebAssembly.Module.prototype);
  return given;
}

function reserve(bytes, tokens) {
  bindings.reserve(bytes, tokens);
  room = { bytes: Math.max(bytes, room.bytes), tokens: Math.max(tokens, room.tokens) };
  look();
}

function look() {
  const { buffer } = memory;
  text = new Uint8Array(buffer, bindings.textAt(), room.bytes);
  words = new Uint32Array(buffer, bindings.wordsAt(), room.tokens);
  everything = new Uint32Array(buffer);
}

/** The tape of a configuration, to stand in front of every call. It holds the secrets. */
export function configuration(config) {
  return encoder.configuration(config);
}

/** Carries out a call of a class, by its place, for an operation or event. */
export function run(call, place, config, name, third, fourth, body = NO_BODY) {
  const tape = encoder.begin(config);
  tape.value(name).value(third).value(fourth);
  return carry(call, place, tape, body);
}

/** Carries out a call that belongs to no class. */
export function runAlone(call, ...values) {
  const tape = encoder.begin().value(null);
  values.forEach((value) => tape.value(value));
  return carry(call, 0, tape, NO_BODY);
}

/** The call of a class for each input. */
export function runMany(call, place, config, name, inputs, options) {
  const length = lengthOf(inputs);
  const results = [];
  let first = 0;
  do {
    const tape = encoder.begin(config);
    tape.value(name).batch(inputs, first, first + AT_ONCE).value(options).value(first);
    results.push(...carry(call, place, tape, NO_BODY));
    first += AT_ONCE;
  } while (first < length);
  return results;
}

/** Hands values to a function of the core that answers with JavaScript data, for a class by its place. */
export function tell(answer, place, config, ...values) {
  const tape = encoder.begin(config);
  values.forEach((value) => tape.value(value));
  try {
    const bytes = write(tape, 0);
    return answer(place, bytes, tape.writeTokens(words));
  } catch (error) {
    if (!isTrap(error)) throw asTawqeeError(error);
    throw replaced(error);
  }
}

function carry(call, place, tape, body) {
  let done;
  try {
    // What text may take as UTF-8.
    const bytes = write(tape, typeof body === "string" ? 3 * body.length : body.length);
    done = bindings.run(call, place, bytes, tape.writeTokens(words), append(body, bytes));
  } catch (error) {
    throw isTrap(error) ? replaced(error) : error;
  }
  const { buffer } = memory;
  // A memory that has grown is another buffer.
  if (buffer !== everything.buffer) look();
  const answer = new Uint8Array(buffer, words[0], words[1]);
  const result = decoder.decode(answer, everything, words[2] / 4);
  answer.fill(0);
  if (done) return result;
  throw new TawqeeError(result.message, result);
}

/** Writes the text of a tape, with room for so many bytes behind it; how many bytes it has. Traps when there is no room. */
function write(tape, behind) {
  if (memory.buffer !== everything.buffer) look();
  if (tape.words > words.length || tape.units + behind > text.length) {
    reserve(tape.units + behind, tape.words);
  }
  let bytes = tape.writeText(text);
  if (bytes < 0) {
    reserve(3 * tape.units + behind, tape.words);
    bytes = tape.writeText(text);
  }
  if (bytes + behind > text.length) reserve(bytes + behind, tape.words);
  return bytes;
}

/** Writes a body behind the text; how many bytes it has. */
function append(body, at) {
  if (body.length === 0) return 0;
  if (typeof body === "string") return utf8.encodeInto(body, text.subarray(at)).written;
  text.set(body, at);
  return body.length;
}

/** Replaces the instance, and says so. */
function replaced(cause) {
  bindings.__wbg_reset_state();
  room = { bytes: 0, tokens: 0 };
  start();
  const message = "Tawqee failed inside; this is a bug worth reporting. It works on.";
  return new TawqeeError(message, { code: "INTERNAL", cause });
}

/**
 * A panic, a failed allocation or an overflown stack. The instance may be in any state after it.
 * Engines report the overflow as their own error: V8 and JavaScriptCore as a `RangeError`,
 * SpiderMonkey as an `InternalError`.
 */
function isTrap(error) {
  return (
    error instanceof WebAssembly.RuntimeError ||
    error instanceof RangeError ||
    error?.name === "InternalError"
  );
}
