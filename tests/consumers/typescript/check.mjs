import { writeFileSync } from "node:fs";
import { QUICK, installed, row, run } from "./common/check.mjs";

// Types of other packages would bring what `lib` leaves out.
writeFileSync("tsconfig.base.json", '{"compilerOptions":{"noEmit":true,"strict":true,"target":"es2022","types":[]},"files":["plain.ts"]}\n');

/** Compiles with more options than those. */
function compile(tsc, options) {
  writeFileSync("tsconfig.json", JSON.stringify({ extends: "./tsconfig.base.json", compilerOptions: options }));
  run(process.execPath, [tsc, "--project", "."]);
}

for (const version of ["5.0", "5.4", "5.9", "6", "7"]) {
  const name = `typescript-${version}`;
  await row(`TypeScript ${version}, \`nodenext\` and \`bundler\`, \`lib\` with and without \`dom\``, "none", () => {
    // The sixth is that of the workspace, which tries the other types and the messages itself.
    const tsc = installed(`${name}/bin/tsc`, ...(version === "6" ? ["typescript/bin/tsc"] : []));
    const note = run(process.execPath, [tsc, "--version"]).trim();
    if (!note.startsWith(`Version ${version}.`)) throw new Error(note);
    for (const lib of [["es2022"], ["es2022", "dom"]]) {
      compile(tsc, { lib, module: "nodenext" });
      compile(tsc, { lib, module: "esnext", moduleResolution: "bundler" });
    }
    if (!QUICK) {
      run(process.execPath, [tsc, "--project", "types"]);
      run(process.execPath, ["--test", "types/messages.test.mjs"], { env: { TYPESCRIPT: name } });
    }
    return { note };
  });
}
await row("TypeScript 5.9, `node` (`node10`)", "none", () => {
  compile(installed("typescript-5.9/bin/tsc"), { lib: ["es2022"], module: "commonjs", moduleResolution: "node10" });
});
