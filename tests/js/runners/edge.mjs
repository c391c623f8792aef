/** The edge runtime, which evaluates no `import`: a plugin hands it the compiled modules. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { EdgeVM } from "@edge-runtime/vm";
import { replay } from "../harness.mjs";
import { bundle } from "./bundle.mjs";

const compiledModule = {
  name: "compiled-module",
  setup(build) {
    build.onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({ path: basename(path, ".wasm?module"), namespace: "compiled" }));
    build.onLoad({ filter: /.*/, namespace: "compiled" }, ({ path }) => ({ contents: `export default globalThis.${path};` }));
  },
};

const script = await bundle("./results.mjs", {
  format: "iife",
  globalName: "suite",
  conditions: ["edge-light"],
  plugins: [compiledModule],
});

const edge = new EdgeVM();
for (const name of ["core", "diagnose"]) {
  const bytes = readFileSync(new URL(`../../node_modules/tawqee/dist/${name}.wasm`, import.meta.url));
  // Of another realm than the script, as in Next.js.
  edge.context[name] = new WebAssembly.Module(bytes);
}
edge.evaluate(script);
replay(JSON.parse(edge.evaluate("JSON.stringify(suite.results)")), test);
