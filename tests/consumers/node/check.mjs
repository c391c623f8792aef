import { existsSync, readdirSync } from "node:fs";
import { bin, cold, installed, row, run, signed } from "./common/check.mjs";

const own = process.versions.node.split(".")[0];
for (const version of ["20", "22", "24"]) {
  await row(`Node ${version}, \`import\` and \`require\``, "none", () => {
    const node = version === own ? process.execPath : installed(`node${version}/bin/node`);
    const found = run(node, ["--version"]).trim();
    if (!found.startsWith(`v${version}.`)) throw new Error(`this is Node ${found}`);
    signed(run(node, ["esm.mjs"]));
    signed(run(node, ["require.cjs"]));
    return { note: found, cold: node === process.execPath ? cold("esm.mjs") : undefined };
  });
}
await row("Bun", "none", () => {
  // The command of the package is a placeholder until an install script runs.
  const folder = installed("@oven");
  const programs = readdirSync(folder).map((name) => `${folder}/${name}/bin/bun`);
  const bun = programs.find((path) => existsSync(path)) ?? bin("bun");
  signed(run(bun, ["run", "esm.mjs"]));
});
await row("Deno", "none", () => signed(run(bin("deno"), ["run", "--allow-read", "--allow-env", "esm.mjs"])));
