import { writeFileSync } from "node:fs";
import { row, run } from "./common/check.mjs";

// Types of other packages would bring what `lib` leaves out.
writeFileSync("tsconfig.base.json", '{"compilerOptions":{"noEmit":true,"strict":true,"target":"es2022","types":[]},"files":["plain.ts"]}\n');

/** Compiles with more options than those. */
function compile(name, options) {
  writeFileSync("tsconfig.json", JSON.stringify({ extends: "./tsconfig.base.json", compilerOptions: options }));
  tsc(name, "--project", ".");
}
const tsc = (name, ...arguments_) => run(process.execPath, [`node_modules/${name}/bin/tsc`, ...arguments_]);

for (const version of ["5.0", "5.4", "5.9", "6", "7"]) {
  const name = `typescript-${version}`;
  await row(`TypeScript ${version}, \`nodenext\` and \`bundler\`, \`lib\` with and without \`dom\``, "none", () => {
    for (const lib of [["es2022"], ["es2022", "dom"]]) {
      compile(name, { lib, module: "nodenext" });
      compile(name, { lib, module: "esnext", moduleResolution: "bundler" });
    }
    tsc(name, "--project", "types");
    run(process.execPath, ["--test", "types/messages.test.mjs"], { env: { TYPESCRIPT: name } });
    return { note: tsc(name, "--version").trim() };
  });
}
await row("TypeScript 5.9, `node` (`node10`)", "none", () => {
  compile("typescript-5.9", { lib: ["es2022"], module: "commonjs", moduleResolution: "node10" });
});
