import * as buffer from "node:buffer";
import * as events from "node:events";
import { rmSync } from "node:fs";
import { EdgeVM } from "@edge-runtime/vm";
import { build as bundle } from "esbuild";
import { Miniflare } from "miniflare";
import { bin, row, run, served, signed } from "./common/check.mjs";

const build = (preset, diagnose = false) => {
  for (const folder of [".output", ".vercel", ".netlify", "dist"]) rmSync(folder, { recursive: true, force: true });
  run(bin("nitro"), ["build", "--preset", preset], { env: { DIAGNOSE: diagnose ? "1" : "0" } });
};

/** What workerd answers. */
async function onWorkerd() {
  const server = new Miniflare({
    modules: true,
    modulesRoot: ".output/server",
    scriptPath: ".output/server/index.mjs",
    modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }, { type: "ESModule", include: ["**/*.mjs"] }],
    compatibilityDate: "2025-01-01",
    compatibilityFlags: ["nodejs_compat"],
  });
  try {
    return await (await server.dispatchFetch("http://localhost/")).text();
  } finally {
    await server.dispose();
  }
}

/** What Netlify's edge answers, which is Deno. */
function onNetlify() {
  const script = `const { default: handle } = await import("${process.cwd()}/.netlify/edge-functions/server/server.js");
    console.log(await (await handle(new Request("http://localhost/"), {})).text());`;
  return run("node_modules/.bin/deno", ["eval", script]);
}

/** What the edge runtime answers. It evaluates no `import`, has two modules of Node, and compiles nothing from bytes. */
async function onEdgeRuntime(file) {
  const modules = { "node:buffer": buffer, "node:events": events };
  const ofNode = {
    name: "of-node",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: "of-node" }));
      onLoad({ filter: /.*/, namespace: "of-node" }, ({ path }) => ({ contents: `module.exports = globalThis.modules["${path}"]` }));
    },
  };
  const { outputFiles } = await bundle({
    entryPoints: [file], bundle: true, write: false, format: "iife", globalName: "built", plugins: [ofNode], logLevel: "silent",
  });
  const edge = new EdgeVM({ extend: (context) => Object.assign(context, { modules }) });
  edge.evaluate(`for (const name of ["Module", "compile", "instantiate"]) {
    WebAssembly[name] = () => { throw new WebAssembly.CompileError("no code from bytes"); };
  }`);
  edge.evaluate(outputFiles[0].text);
  return (await edge.evaluate("built.default(new Request('http://localhost/'), {})")).text();
}

function diagnosed(text) {
  signed(text);
  if (!text.startsWith("valid ")) throw new Error(text);
}

await row("Nuxt's server, Nitro 2, on Node", "none", async () => {
  build("node-server");
  await served(() => [process.execPath, ".output/server/index.mjs"], ["/"]);
});
const note = "the module as JavaScript";
await row("Nuxt's server, Nitro 2, on Cloudflare (workerd)", "none", async () => {
  build("cloudflare-module");
  signed(await onWorkerd());
  return { note };
});
await row("Nuxt's server, Nitro 2, on Cloudflare: `tawqee/diagnose`", "`experimental: { wasm: true }`", async () => {
  build("cloudflare-module", true);
  diagnosed(await onWorkerd());
});
await row("Nuxt's server, Nitro 2, on Netlify's edge (Deno)", "none", () => {
  build("netlify-edge");
  signed(onNetlify());
  return { note };
});
await row("Nuxt's server, Nitro 2, on Netlify's edge: `tawqee/diagnose`", "`experimental: { wasm: true }`", () => {
  build("netlify-edge", true);
  diagnosed(onNetlify());
});
await row("Nuxt's server, Nitro 2, on Vercel's edge (edge-runtime)", "none", async () => {
  build("vercel-edge");
  signed(await onEdgeRuntime(".vercel/output/functions/__fallback.func/index.mjs"));
  return { note };
});
