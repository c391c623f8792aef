/** Bundles a runner as users bundle their code. */
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** Returns the text of the bundle. */
export async function bundle(runner, options) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(runner, import.meta.url))],
    bundle: true,
    write: false,
    outfile: "bundle.js",
    logLevel: "warning",
    ...options,
  });
  return outputFiles[0].text;
}
