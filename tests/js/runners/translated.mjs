/** The module as JavaScript, as Nitro's edge presets get it: `node --conditions=edge-routine`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { suite } from "../suite/index.mjs";
import { vectors } from "../vectors.mjs";

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

test("after a memory that cannot grow it works on", () => {
  const { ArrayBuffer: Buffer } = globalThis;
  const fawry = new Fawry(config);
  globalThis.ArrayBuffer = class extends Buffer {
    constructor(length) {
      if (length > 4 * 1024 * 1024) throw new RangeError("Array buffer allocation failed");
      super(length);
    }
  };
  try {
    const inputs = Array.from({ length: 1000 }, () => ({ ...refund, reason: "x".repeat(60_000) }));
    assert.throws(() => fawry.buildMany("refund", inputs), { code: "INTERNAL" });
  } finally {
    globalThis.ArrayBuffer = Buffer;
  }
  assert.equal(fawry.signature("refund", refund), known);
});
