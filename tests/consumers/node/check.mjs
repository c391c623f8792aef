import { cold, row, run, signed } from "./shared/check.mjs";

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
await row("Bun", "none", () => signed(run("node_modules/@oven/bun-linux-x64/bin/bun", ["run", "esm.mjs"])));
await row("Deno", "none", () => signed(run("node_modules/.bin/deno", ["run", "--allow-read", "--allow-env", "esm.mjs"])));
