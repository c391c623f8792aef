/** Calls cross and traps become clean errors and fresh instances. The core is played by a stub. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What the stub does is chosen by the place of the class. */
const ECHO = 0;
const PANIC = 1;
const OVERFLOW = 2;
const REFUSE = 3;
const GROW = 4;

/** The call that every instance begins with. */
const START = 15;

/** Tokens at 0, text at 1 MiB, the answer behind them. */
const STUB = `
  const MIB = 1 << 20;
  globalThis.resets = 0;
  const memory = { buffer: new ArrayBuffer(8 * MIB) };
  export const initSync = () => ({ memory });
  export const __wbg_reset_state = () => { globalThis.resets += 1; };
  export const reserve = (bytes) => {
    if (bytes > 3 * MIB) throw new WebAssembly.RuntimeError("unreachable");
  };
  export const textAt = () => MIB;
  export const wordsAt = () => 0;

  const overflow = () => overflow() + 1;
  function misbehave(place) {
    if (place === ${PANIC}) throw new WebAssembly.RuntimeError("unreachable");
    if (place === ${OVERFLOW}) overflow();
  }

  function answer(text, tokens) {
    new Uint8Array(memory.buffer).set(text, 4 * MIB);
    new Uint32Array(memory.buffer, 6 * MIB).set(tokens);
    new Uint32Array(memory.buffer).set([4 * MIB, text.length, 6 * MIB, tokens.length]);
  }

  export function run(call, place, bytes, words, body) {
    misbehave(place);
    if (call === ${START}) {
      answer(new TextEncoder().encode("0.0.0amount\\nreason"), [5, 2, 3, 4, 0, 5, 4, 5, 18]);
      return true;
    }
    if (place === ${GROW}) memory.buffer = structuredClone(memory.buffer, { transfer: [memory.buffer] });
    if (place === ${REFUSE}) {
      const text = new TextEncoder().encode("codeMISSING_FIELDmessageamount is required");
      answer(text, [6, 2, 5, 7, 0, 4, 4, 4, 17, 7, 17, 24, 4, 24, 42]);
      return false;
    }
    const text = new Uint8Array(memory.buffer, MIB, bytes + body).slice();
    const tokens = new Uint32Array(memory.buffer, 0, words).slice();
    globalThis.body = text.slice(bytes);
    answer(text.slice(0, bytes), tokens);
    return true;
  }

  globalThis.answering = (place, bytes, words) => {
    misbehave(place);
    if (place === ${REFUSE}) throw { code: "MISSING_FIELD", message: "amount is required", field: "amount" };
    return bytes;
  };
  globalThis.left = () => new Uint8Array(memory.buffer, 4 * MIB, 64);
`;

/** Loads the real `core.js` over the stub. */
async function core() {
  const stub = {
    name: "stub",
    setup(build) {
      build.onResolve({ filter: /^tawqee-core/ }, ({ path }) => ({ path, namespace: "stub" }));
      build.onLoad({ filter: /\.wasm$/, namespace: "stub" }, () => ({ contents: "export default new Uint8Array();" }));
      build.onLoad({ filter: /./, namespace: "stub" }, () => ({ contents: STUB }));
    },
  };
  const entry = fileURLToPath(new URL("../../../pkg/src/core.js", import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: "esm", plugins: [stub] });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

const { configuration, run, runMany, tell, version } = await core();

test("an instance says its version, and which names it knows by numbers", () => {
  assert.equal(version, "0.0.0");
});

test("everything crosses in one document and comes back", () => {
  const config = configuration({ key: "a secret" });
  const input = { amount: "5.50", reason: "علي 😀", list: [1, true, null] };
  assert.deepEqual(run(1, ECHO, config, "refund", input, undefined), [{ key: "a secret" }, "refund", input, null]);
  assert.ok(globalThis.left().every((byte) => byte === 0), "the answer is wiped");
});

test("a body is handed on as its bytes", () => {
  const body = new Uint8Array([0xff, 0, 0x41]);
  run(6, ECHO, configuration({}), "verify", {}, undefined, body);
  assert.deepEqual(globalThis.body, body);
});

test("memory that grows in a call is looked at anew", () => {
  const config = configuration({});
  for (let round = 0; round < 2; round++) assert.equal(run(1, GROW, config, "refund", "x", null)[2], "x");
});

test("a batch crosses in parts, and each says where it starts", () => {
  const inputs = Array.from({ length: 2500 }, (_, index) => index);
  const parts = runMany(2, ECHO, configuration({}), "refund", inputs, null).filter((value) => Array.isArray(value));
  assert.deepEqual(parts.flat(), inputs);
  assert.deepEqual(runMany(2, ECHO, null, "refund", [], null), ["refund", [], null, 0]);
});

for (const [trap, place, cause] of [["panics", PANIC, WebAssembly.RuntimeError], ["overflows", OVERFLOW, RangeError]]) {
  for (const [how, cross] of [["run", () => run(1, place, null, "a secret", null, null)], ["tell", () => tell(globalThis.answering, place, null)]]) {
    test(`the instance is replaced when it ${trap} in ${how}`, () => {
      const before = globalThis.resets;
      assert.throws(cross, (error) => {
        assert.equal(error.name, "TawqeeError");
        assert.equal(error.code, "INTERNAL");
        assert.ok(error.cause instanceof cause);
        assert.ok(!error.message.includes("secret"));
        return true;
      });
      assert.equal(globalThis.resets, before + 1);
      assert.deepEqual(run(1, ECHO, null, "two", 3, null), ["two", 3, null]);
    });
  }
}

for (const [how, cross] of [["run", (text) => run(1, ECHO, null, text, null, null)], ["tell", (text) => tell(globalThis.answering, ECHO, null, text)]]) {
  test(`the instance is replaced when it has no room in ${how}`, () => {
    const before = globalThis.resets;
    assert.throws(() => cross("x".repeat(1 << 22)), { name: "TawqeeError", code: "INTERNAL" });
    assert.equal(globalThis.resets, before + 1);
    assert.deepEqual(run(1, ECHO, null, "two", 3, null), ["two", 3, null]);
  });
}

test("a refusal leaves the instance alone", () => {
  const before = globalThis.resets;
  const refused = { name: "TawqeeError", code: "MISSING_FIELD", message: "amount is required" };
  assert.throws(() => run(1, REFUSE, null, "refund", {}, null), refused);
  assert.throws(() => tell(globalThis.answering, REFUSE, null), { ...refused, field: "amount" });
  assert.equal(globalThis.resets, before);
});
