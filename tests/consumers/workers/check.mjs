import { gzipped, row, run, served } from "./common/check.mjs";

// The newest wrangler asks for Node 22.
const node = "node_modules/node22/bin/node";
const wrangler = ["node_modules/wrangler/bin/wrangler.js"];
await row("Cloudflare Workers: `wrangler deploy --dry-run`", "none", () => {
  run(node, [...wrangler, "deploy", "--dry-run", "--outdir", "out"]);
  return { size: gzipped("out", (name) => /\.(js|wasm)$/.test(name)), note: "with its module" };
});
await row("Cloudflare Workers: `wrangler dev` (workerd)", "none", async () => {
  await served((port) => [node, ...wrangler, "dev", "--ip", "127.0.0.1", "--port", String(port)], ["/"]);
});
