/**
 * Where the time of a call goes: each piece alone, on the same input, through the built module and the sources of its
 * crossing. `cargo xtask bench --profile` prints it; the pieces must add up to the whole. `NAMED` is the same module
 * with the names of its functions, of which the slowest are told then.
 */
import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { byHand } from "./on-node.mjs";
import { printProfile } from "./print-profile.mjs";
import { charge, credentials, notification, refund } from "./samples.mjs";
import { partOf } from "./weight.mjs";

const { Instance, Module } = WebAssembly;
const named = process.env.NAMED && readFileSync(`${process.env.NAMED}/index.wasm`);
if (named) WebAssembly.Module = function () { return Reflect.construct(Module, [named], Module); };
/** An instance beside that of the package, whose buffers are nobody else's. */
let exports;
WebAssembly.Instance = function (module, imports) {
  ({ exports } = Reflect.construct(Instance, [module, imports]));
  return Reflect.construct(Instance, [module, imports]);
};
const tawqee = await import("../pkg/dist/index.mjs");
Object.assign(WebAssembly, { Instance, Module });
exports.__wbindgen_start?.();
const { Encoder } = await import("../pkg/src/tape/encode.js");
const { Decoder } = await import("../pkg/src/tape/decode.js");
const { memory, run } = exports;

/** The functions of the core, and the class Fawry, by their numbers. */
const [BUILD, BUILD_MANY, SIGNATURE, SIGN_MANY, EVENT, START, NONE] = [1, 2, 3, 4, 6, 15, 99];
const FAWRY = 0;
const BATCH = 1000;
const config = { ...credentials, environment: "staging" };
const bytes = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** What crosses is written here: views of the module's buffers, which a call may move. */
let [text, words] = [];

function views(textRoom, wordRoom) {
  exports.reserve(textRoom, wordRoom);
  text = new Uint8Array(memory.buffer, exports.textAt(), textRoom);
  words = new Uint32Array(memory.buffer, exports.wordsAt(), wordRoom);
}

views(1 << 20, 1 << 16);
const names = namesOf();
const encoder = new Encoder(names);
const decoder = new Decoder(names);
const prefix = encoder.configuration(config);
const fawry = new tawqee.Fawry(config);
const theirs = byHand(credentials);

/** The names that cross by their number, as the core tells them first. */
function namesOf() {
  const tape = new Encoder([]).begin().value(null);
  run(START, FAWRY, tape.writeText(text), tape.writeTokens(words), 0);
  const [told, tokens] = answer();
  return new Decoder([]).decode(told, tokens)[1].split("\n");
}

/** A copy of the answer of the last call. */
function answer() {
  const everything = new Uint32Array(memory.buffer);
  const [at, length, tokensAt, tokens] = words;
  return [new Uint8Array(memory.buffer, at, length).slice(), everything.slice(tokensAt / 4, tokensAt / 4 + tokens)];
}

const { merchantCode, secureKey } = credentials;
const lengthOf = (...texts) => texts.join("").length;
const refunded = lengthOf(merchantCode, refund.referenceNumber, refund.refundAmount, refund.reason, secureKey);
const charged = lengthOf(merchantCode, charge.merchantRefNum, charge.customerProfileId, charge.paymentMethod, charge.amount, secureKey);
const { fawryRefNumber, merchantRefNumber, orderStatus, paymentMethod } = notification;
const notified = lengthOf(fawryRefNumber, merchantRefNumber, "152.00", "150.00", orderStatus, paymentMethod);

/** Each call: what is walked, what the core is asked, the same by both sides, and how long the texts are that are hashed. */
const body = fawry.signNotification(notification);
const many = Array(BATCH).fill(refund);
const CALLS = [
  { name: "charge", run: BUILD, walk: (tape) => tape.value("charge").value(charge).value(undefined), ours: () => fawry.charge(charge), byHand: () => theirs.charge(charge), signed: [charged] },
  { name: "refund", run: BUILD, walk: (tape) => tape.value("refund").value(refund).value(undefined), ours: () => fawry.refund(refund), byHand: () => theirs.refund(refund), signed: [refunded] },
  { name: "signature", run: SIGNATURE, walk: (tape) => tape.value("refund").value(refund).value(undefined), ours: () => fawry.signature("refund", refund), byHand: () => theirs.signature("refund", refund), signed: [refunded] },
  { name: "verifyNotification", run: EVENT, walk: (tape) => tape.value("verifyNotification").value(undefined).value(undefined), body, ours: () => fawry.verifyNotification(body), byHand: () => theirs.verifyNotification(body), signed: [notified + secureKey.length, notified] },
  { name: "of signMany", run: SIGN_MANY, batch: BATCH, walk: (tape) => tape.value("refund").batch(many, 0, BATCH).value(undefined).value(0), ours: () => fawry.signMany("refund", many), byHand: () => theirs.signMany("refund", many), signed: [refunded] },
  { name: "of buildMany", run: BUILD_MANY, batch: BATCH, walk: (tape) => tape.value("refund").batch(many, 0, BATCH).value(undefined).value(0), ours: () => fawry.buildMany("refund", many), byHand: () => theirs.buildMany("refund", many), signed: [refunded] },
];

/** Blocks of 64 bytes that SHA-256 takes for a text of so many bytes. */
const blocks = (length) => Math.ceil((length + 9) / 64);

/**
 * Nanoseconds of each way, at the fastest tenth of slices of a millisecond in turns: what a busy machine takes on top
 * is not ours to divide.
 */
function measure(ways) {
  const repeats = ways.map((way) => {
    const start = performance.now();
    let calls = 0;
    for (; performance.now() - start < 30 || calls < 5; calls++) way();
    return Math.max(1, Math.round(calls / 30));
  });
  const times = ways.map(() => []);
  for (let round = 0; round < 60; round++) {
    ways.forEach((way, which) => {
      const start = performance.now();
      for (let i = 0; i < repeats[which]; i++) way();
      times[which].push(((performance.now() - start) * 1e6) / repeats[which]);
    });
  }
  return times.map((list) => list.sort((one, other) => one - other)[Math.floor(list.length / 10)]);
}

/** The pieces of a call in nanoseconds of one input, by their names. */
function pieces(call, shaBlock, empty) {
  const { batch = 1 } = call;
  const sent = call.body === undefined ? undefined : bytes.encode(call.body);
  const walked = () => call.walk(encoder.begin(prefix));
  const measured = walked();
  const room = [Math.max(1 << 16, 3 * measured.units), Math.max(512, measured.words)];
  views(...room);
  const written = () => {
    const tape = walked();
    return [tape, tape.writeText(text)];
  };
  const copied = () => {
    const [tape, length] = written();
    const tokens = tape.writeTokens(words);
    if (sent !== undefined) text.set(sent, length);
    return [length, tokens];
  };
  const carried = () => {
    const [length, tokens] = copied();
    return run(call.run, FAWRY, length, tokens, sent?.length ?? 0);
  };
  if (!carried()) throw new Error(`${call.name} was refused`);
  // It has made room for the answer, and memory that has grown is another buffer.
  views(...room);
  carried();
  const [told, tokens] = answer();
  const wiped = new Uint8Array(told.length);
  const ways = [
    walked, written, copied, carried,
    () => utf8.decode(told), () => decoder.decode(told, tokens), () => wiped.fill(0), () => new Uint8Array(memory.buffer, 1024, told.length),
    () => (call.body === undefined ? 0 : bytes.encode(call.body)),
    call.ours, call.byHand,
  ];
  const [walk, texts, copies, wasm, decode, object, wipe, view, toBytes, ours, byHandTime] = measure(ways).map((time) => time / batch);
  const hashed = call.signed.reduce((sum, length) => sum + blocks(length), 0);
  const inside = wasm - copies;
  const sha = hashed * shaBlock;
  const all = {
    "JavaScript walks the input": walk,
    "a body becomes bytes": call.body === undefined ? 0 : toBytes,
    "encodeInto": Math.max(0, texts - walk),
    "tokens and body are copied": Math.max(0, copies - texts),
    "WebAssembly: call, UTF-8 check, wiping": empty / batch,
    "WebAssembly: SHA-256": sha,
    "WebAssembly: the rest": Math.max(0, inside - sha - empty / batch),
    "a view of the answer": view,
    "TextDecoder": decode,
    "an object is made": Math.max(0, object - decode),
    "the answer is wiped": wipe,
  };
  const sum = Object.values(all).reduce((one, other) => one + other, 0);
  return { name: call.name, pieces: all, sum, whole: ours, byHand: byHandTime, sampled: sampled(call.ours, batch) };
}

/** Where a call is when the sampler looks: the parts of the samples by origin and by function; none without names. */
function sampled(call, batch) {
  if (!named) return undefined;
  const session = new Session();
  session.connect();
  let taken;
  session.post("Profiler.enable");
  session.post("Profiler.setSamplingInterval", { interval: 100 });
  session.post("Profiler.start");
  const start = performance.now();
  while (performance.now() - start < 700) for (let i = 0; i < 200 / batch; i++) call();
  session.post("Profiler.stop", (_, { profile: ended }) => (taken = ended));
  session.disconnect();
  const all = taken.nodes.reduce((sum, { hitCount }) => sum + hitCount, 0);
  const [origins, functions] = [new Map(), new Map()];
  for (const { callFrame, hitCount } of taken.nodes) {
    const name = callFrame.functionName.replace(/::h[0-9a-f]{16}$/, "") || "(script)";
    const origin = callFrame.url.startsWith("wasm:") ? partOf(callFrame.functionName) : "JavaScript";
    for (const [map, key] of [[origins, origin], [functions, name]]) map.set(key, (map.get(key) ?? 0) + hitCount / all);
  }
  const sorted = [...functions].sort(([, one], [, other]) => other - one);
  return { origins: Object.fromEntries(origins), functions: sorted.slice(0, 8).map(([name, part]) => ({ name, part })) };
}

/** A call that the core refuses at once: what remains is entering, the check of the text, and wiping it and the stack. */
function emptyCall() {
  const tape = () => encoder.begin(prefix).value("refund").value(refund).value(undefined);
  views(1 << 16, 512);
  const [copied, called] = measure([
    () => {
      const one = tape();
      one.writeText(text);
      one.writeTokens(words);
    },
    () => {
      const one = tape();
      const length = one.writeText(text);
      run(NONE, FAWRY, length, one.writeTokens(words), 0);
    },
  ]);
  return called - copied;
}

/** SHA-256 of a block inside the module: a longer text that is signed, less one that is only read. */
function shaBlock() {
  const long = "x".repeat(64 * 256);
  const [signed, signedLong, read, readLong] = measure([
    () => fawry.signature("refund", refund),
    () => fawry.signature("refund", { ...refund, reason: long }),
    () => fawry.signature("charge", charge),
    () => fawry.signature("charge", { ...charge, description: long }),
  ]);
  return (signedLong - signed - (readLong - read)) / 256;
}

const [empty, block] = [emptyCall(), shaBlock()];
const profile = { calls: CALLS.map((call) => pieces(call, block, empty)), shaBlock: block, empty };
if (process.argv.includes("--json")) console.log(JSON.stringify(profile));
else printProfile(profile);
