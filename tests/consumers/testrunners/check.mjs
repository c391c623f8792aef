import { bin, row, run } from "./common/check.mjs";

for (const environment of ["node", "jsdom"]) {
  await row(`Jest 30, \`${environment}\``, "none", () => {
    run(bin("jest"), ["--testEnvironment", environment, "jest.test.js"]);
  });
}
await row("Vitest 4", "none", () => {
  run(bin("vitest"), ["run", "vitest.spec.mjs"]);
});
