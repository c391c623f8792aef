import { existsSync, readdirSync } from "node:fs";
import { cold, row, run, signed } from "./common/check.mjs";

const versions = { 20: process.execPath, 22: "node_modules/node22/bin/node", 24: "node_modules/node24/bin/node" };
for (const [version, node] of Object.entries(versions)) {
  await row(`Node ${version}, \`import\` and \`require\``, "none", () => {
    const found = run(node, ["--version"]).trim();
    if (!found.startsWith(`v${version}.`)) throw new Error(`this is Node ${found}`);
    signed(run(node, ["esm.mjs"]));
    signed(run(node, ["require.cjs"]));
    return { note: found, cold: node === process.execPath ? cold("esm.mjs") : undefined };
  });
}
await row("Bun", "none", () => {
  // The command of the package is a placeholder until an install script runs.
  const own = readdirSync("node_modules/@oven").map((name) => `node_modules/@oven/${name}/bin/bun`);
  const bun = own.find((path) => existsSync(path)) ?? "node_modules/.bin/bun";
  signed(run(bun, ["run", "esm.mjs"]));
});
await row("Deno", "none", () => signed(run("node_modules/.bin/deno", ["run", "--allow-read", "--allow-env", "esm.mjs"])));
