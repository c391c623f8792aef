import { bin, row, run, served } from "./common/check.mjs";

await row("NestJS 11 (TypeScript to CommonJS, `node10`)", "none", async () => {
  run(bin("tsc"), []);
  await served(() => [process.execPath, "dist/main.js"], ["/"]);
});
