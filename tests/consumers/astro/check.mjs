import { bin, row, run, served } from "./shared/check.mjs";

await row("Astro 5, on Node", "none", async () => {
  run(bin("astro"), ["build"]);
  await served(() => [process.execPath, "dist/server/entry.mjs"], ["/"]);
});
