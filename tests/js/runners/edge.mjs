/** The edge runtime, which evaluates no `import`: a plugin hands it the compiled module. */
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { EdgeVM } from "@edge-runtime/vm";
import { replay } from "../harness.mjs";
import { bundle } from "./bundle.mjs";

const compiledModule = {
  name: "compiled-module",
  setup(build) {
    build.onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({ path, namespace: "compiled" }));
    build.onLoad({ filter: /.*/, namespace: "compiled" }, () => ({ contents: "export default globalThis.core;" }));
  },
};

const script = await bundle("./results.mjs", {
  format: "iife",
  globalName: "suite",
  conditions: ["edge-light"],
  plugins: [compiledModule],
});
const bytes = readFileSync(new URL("../../node_modules/tawqee/dist/core.wasm", import.meta.url));

const edge = new EdgeVM();
edge.context.bytes = new Uint8Array(bytes);
edge.evaluate("globalThis.core = new WebAssembly.Module(bytes)");
edge.evaluate(script);
replay(JSON.parse(edge.evaluate("JSON.stringify(suite.results)")), test);
