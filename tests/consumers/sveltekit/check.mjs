import { bin, row, run, served } from "./common/check.mjs";

await row("SvelteKit 2, on Node", "none", async () => {
  run(bin("vite"), ["build"]);
  await served(() => [process.execPath, "build"], ["/"]);
});
