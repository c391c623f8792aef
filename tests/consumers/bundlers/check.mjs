import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bin, cold, gzipped, row, run, signed } from "./common/check.mjs";

/** What a page has and Node has not, as far as the tools' own code needs it. */
const PAGE = ["--import", "data:text/javascript,globalThis.document={createElement:()=>({relList:{supports:()=>true}})}"];

/** Runs what was built, which is one file, in Node. */
function built(folder, options = []) {
  // What was built for a page is a module as well.
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const file = readdirSync(folder, { recursive: true }).map(String).find((name) => /\.[cm]?js$/.test(name));
  if (file === undefined) throw new Error(`nothing in ${folder}`);
  signed(run(process.execPath, [...options, join(folder, file)]));
  return { size: gzipped(join(folder, file)), cold: options.length > 0 ? undefined : cold(join(folder, file)) };
}

await row("esbuild, for pages and for Node", "none", () => {
  run(bin("esbuild"), ["entry.mjs", "--bundle", "--format=esm", "--minify", "--outfile=out/esbuild/a.mjs"]);
  run(bin("esbuild"), ["entry.mjs", "--bundle", "--platform=node", "--outfile=out/esbuild-node/a.cjs"]);
  signed(run(process.execPath, ["out/esbuild-node/a.cjs"]));
  return built("out/esbuild");
});
await row("Rollup", "plugin-node-resolve", () => {
  run(bin("rollup"), ["entry.mjs", "--plugin", "node-resolve", "--file", "out/rollup/a.mjs"]);
  return built("out/rollup");
});
await row("Rolldown", "none", () => {
  run(bin("rolldown"), ["entry.mjs", "--file", "out/rolldown/a.mjs"]);
  return built("out/rolldown");
});
await row("Vite, a page", "none", () => {
  run(bin("vite"), ["build", "--outDir", "out/vite"]);
  return built("out/vite", PAGE);
});
await row("Vite, for a server (`--ssr`)", "none", () => {
  run(bin("vite"), ["build", "--ssr", "entry.mjs", "--outDir", "out/vite-ssr"]);
  const { cold } = built("out/vite-ssr");
  return { cold, note: "the package stays outside" };
});
for (const target of ["web", "node"]) {
  for (const [name, tool, arguments_] of [["webpack", "webpack", []], ["Rspack", "rspack", ["build"]]]) {
    await row(`${name}, \`${target}\``, "none", () => {
      const folder = join("out", `${tool}-${target}`);
      mkdirSync(folder, { recursive: true });
      const config = join(folder, "config.mjs");
      const settings = { mode: "production", target, entry: "./entry.mjs", output: { path: join(process.cwd(), folder, "dist"), filename: "a.cjs" } };
      writeFileSync(config, `export default ${JSON.stringify(settings)};\n`);
      run(bin(tool), [...arguments_, "--config", config]);
      return built(join(folder, "dist"));
    });
  }
}
await row("Parcel, a page", "`packageExports`, which Parcel has off", () => {
  run(bin("parcel"), ["build", "index.html", "--dist-dir", "out/parcel", "--no-cache", "--no-source-maps"]);
  return built("out/parcel", PAGE);
});
