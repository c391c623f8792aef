import { rmSync } from "node:fs";
import { Miniflare } from "miniflare";
import { bin, notTried, row, run, served, signed } from "./common/check.mjs";

const build = (preset, edge) => {
  for (const folder of [".output", ".vercel", ".netlify", "dist"]) rmSync(folder, { recursive: true, force: true });
  run(bin("nitro"), ["build", "--preset", preset], { env: { EDGE: edge ? "1" : "0" } });
};
await row("Nuxt's server, Nitro 2, on Node", "none", async () => {
  build("node-server", false);
  await served(() => [process.execPath, ".output/server/index.mjs"], ["/"]);
});
await row("Nuxt's server, Nitro 2, on Cloudflare (workerd)", "`experimental: { wasm: true }`", async () => {
  build("cloudflare-module", true);
  const server = new Miniflare({
    modules: true,
    modulesRoot: ".output/server",
    scriptPath: ".output/server/index.mjs",
    modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }, { type: "ESModule", include: ["**/*.mjs"] }],
    compatibilityDate: "2025-01-01",
    compatibilityFlags: ["nodejs_compat"],
  });
  try {
    signed(await (await server.dispatchFetch("http://localhost/")).text());
  } finally {
    await server.dispose();
  }
});
await row("Nuxt's server, Nitro 2, on Netlify's edge", "`experimental: { wasm: true }`", async () => {
  build("netlify-edge", true);
  const { default: handle } = await import(`${process.cwd()}/.netlify/edge-functions/server/server.js`);
  signed(await (await handle(new Request("http://localhost/"), {})).text());
  return { note: "what was built, called by Node" };
});
notTried("Nuxt's server, Nitro 2, on Vercel's edge", "it inlines the module, which that runtime may not compile; use Vercel's Node functions");
