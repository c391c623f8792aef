import { bin, row, run, served } from "./common/check.mjs";

await row("Astro 5, on Node", "none", async () => {
  run(bin("astro"), ["build"]);
  await served(() => [process.execPath, "dist/server/entry.mjs"], ["/"]);
});
