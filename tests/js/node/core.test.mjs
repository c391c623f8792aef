/** A trap of the core becomes a clean error and a fresh instance. The core is played by a stub that traps. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const STUB = `
  globalThis.resets = 0;
  export const initSync = () => {};
  export const __wbg_reset_state = () => { globalThis.resets += 1; };
  export const panics = () => { throw new WebAssembly.RuntimeError("unreachable"); };
  export const overflows = () => overflows() + 1;
  export const refuses = () => { throw { code: "MISSING_FIELD", message: "amount is required", field: "amount" }; };
  export const echoes = (...args) => args;
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

const { call } = await core();

for (const [trap, cause] of [["panics", WebAssembly.RuntimeError], ["overflows", RangeError]]) {
  test(`the instance is replaced when it ${trap}`, () => {
    const before = globalThis.resets;
    assert.throws(
      () => call(trap, "a secret"),
      (error) => {
        assert.equal(error.name, "TawqeeError");
        assert.equal(error.code, "INTERNAL");
        assert.ok(error.cause instanceof cause);
        assert.ok(!error.message.includes("secret"));
        return true;
      },
    );
    assert.equal(globalThis.resets, before + 1);
    assert.deepEqual(call("echoes", 1, "two"), [1, "two"]);
  });
}

test("a refusal leaves the instance alone", () => {
  const before = globalThis.resets;
  assert.throws(() => call("refuses"), { name: "TawqeeError", code: "MISSING_FIELD", field: "amount" });
  assert.equal(globalThis.resets, before);
});
