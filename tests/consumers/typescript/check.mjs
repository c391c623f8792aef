import { row, run } from "./shared/check.mjs";

const strict = ["--noEmit", "--strict", "--target", "es2022", "--types", "", "--skipLibCheck", "false"];
const tsc = (name, ...arguments_) => run(process.execPath, [`node_modules/${name}/bin/tsc`, ...arguments_]);

for (const version of ["5.0", "5.4", "5.9", "6", "7"]) {
  const name = `typescript-${version}`;
  await row(`TypeScript ${version}, \`nodenext\` and \`bundler\`, \`lib\` with and without \`dom\``, "none", () => {
    for (const lib of ["es2022", "es2022,dom"]) {
      tsc(name, ...strict, "--module", "nodenext", "--lib", lib, "plain.ts");
      tsc(name, ...strict, "--module", "esnext", "--moduleResolution", "bundler", "--lib", lib, "plain.ts");
    }
    tsc(name, "--project", "types");
    run(process.execPath, ["--test", "types/messages.test.mjs"], { env: { TYPESCRIPT: name } });
    return { note: tsc(name, "--version").trim() };
  });
}
await row("TypeScript 5.9, `node` (`node10`)", "none", () => {
  tsc("typescript-5.9", ...strict, "--module", "commonjs", "--moduleResolution", "node10", "--lib", "es2022", "plain.ts");
});
