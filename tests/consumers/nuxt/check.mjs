import { rmSync } from "node:fs";
import { bin, row, run, served } from "./shared/check.mjs";

const build = (preset) => {
  rmSync(".output", { recursive: true, force: true });
  run(bin("nitro"), ["build", "--preset", preset]);
};
await row("Nuxt's server, Nitro 2, on Node", "none", async () => {
  build("node-server");
  await served(() => [process.execPath, ".output/server/index.mjs"], ["/"]);
});
for (const preset of ["cloudflare-module", "vercel-edge", "netlify-edge"]) {
  await row(`Nuxt's server, Nitro 2, \`${preset}\`: build`, "none", () => build(preset));
}
