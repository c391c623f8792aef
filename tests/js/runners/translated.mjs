/** The module as JavaScript, as Nitro's edge presets get it: `node --conditions=edge-routine`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { suite } from "../suite/index.mjs";
import { vectors } from "../vectors.mjs";

/** Its memories, the ones that it has left too. */
const memories = [];
const { ArrayBuffer: Buffer } = globalThis;
globalThis.ArrayBuffer = class extends Buffer {
  constructor(length) {
    super(length);
    if (length >= 1 << 20) memories.push(this);
  }
};

const { Module } = WebAssembly;
WebAssembly.Module = class {
  constructor() {
    throw new WebAssembly.CompileError("no code from bytes");
  }
};
const tawqee = await import("tawqee");
const { Fawry } = await import("tawqee/fawry");
WebAssembly.Module = Module;
const diagnose = await import("tawqee/diagnose");

suite({ tawqee, diagnose }, { vectors, test });

const config = { merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef", environment: "staging" };
const refund = { referenceNumber: "931337410", refundAmount: "20.50" };
const known = new diagnose.Fawry(config).signature("refund", refund);

test("the entries of one gateway are served by the same file", () => {
  assert.equal(Fawry, tawqee.Fawry);
});

test("a memory that has grown is found again", () => {
  const fawry = new Fawry(config);
  const reason = "ر".repeat(200_000);
  const inputs = Array.from({ length: 20 }, () => ({ ...refund, reason }));
  assert.deepEqual(fawry.buildMany("refund", inputs), new diagnose.Fawry(config).buildMany("refund", inputs));
  assert.equal(fawry.signature("refund", refund), known);
});

test("no key is left in its memory, nor in one that it has grown out of", () => {
  const fawry = new Fawry(config);
  fawry.buildMany("refund", Array.from({ length: 50 }, () => ({ ...refund, reason: "r".repeat(200_000) })));
  fawry.signNotification({ fawryRefNumber: "1", merchantRefNumber: "2", paymentAmount: 1, orderAmount: 1, orderStatus: "PAID", paymentMethod: "CARD" });
  assert.ok(memories.length > 2, `${memories.length} memories`);
  const texts = memories.map((memory) => new TextDecoder("latin1").decode(memory));
  for (const text of texts) assert.ok(!text.includes(config.secureKey));
  // What is found where it is: a name of the library.
  assert.ok(texts.at(-1).includes("merchantRefNum"));
});

test("after a memory that cannot grow it works on", () => {
  const fawry = new Fawry(config);
  const { ArrayBuffer: Watched } = globalThis;
  globalThis.ArrayBuffer = class extends Watched {
    constructor(length) {
      if (length > 4 * 1024 * 1024) throw new RangeError("Array buffer allocation failed");
      super(length);
    }
  };
  try {
    const inputs = Array.from({ length: 1000 }, () => ({ ...refund, reason: "x".repeat(60_000) }));
    assert.throws(() => fawry.buildMany("refund", inputs), { code: "INTERNAL" });
  } finally {
    globalThis.ArrayBuffer = Watched;
  }
  assert.equal(fawry.signature("refund", refund), known);
});
