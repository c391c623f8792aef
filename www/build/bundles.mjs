/** The page's scripts and its style, each as one file. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { slim } from "./catalog.mjs";
import { examples } from "./examples.mjs";
import { asScript, withText } from "./module.mjs";

const MODULE = fileURLToPath(new URL("../../pkg/dist/diagnose.wasm", import.meta.url));

export const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const SETTINGS = {
  bundle: true,
  write: false,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

/** What comes in a file of its own, later than the page: by the end of its path, where it is, and its file. */
const PARTS = [
  { end: "/pkg/dist/diagnose.mjs", source: at("build/library.js"), file: "library.js" },
  { end: "/strings/arabic.js", source: at("app/strings/arabic.js"), file: "arabic.js" },
];

/** `{ name: text }` of the scripts that `index.html` loads. */
export async function scripts() {
  const worker = await workerScript();
  const [boot, page, ...parts] = await Promise.all([
    bundle(at("app/boot.js"), { apart: true, external: ["./main.js"] }),
    bundle(at("app/main.js"), { apart: true }),
    ...PARTS.map(({ source }) => bundle(source, { worker })),
  ]);
  return {
    "boot.js": boot.replace("./main.js", "./page.js"),
    "page.js": page,
    ...Object.fromEntries(PARTS.map(({ file }, index) => [file, parts[index]])),
  };
}

/** All of the page as one script. */
export async function wholeScript() {
  return bundle(at("app/main.js"), { worker: await workerScript() });
}

/** The script of the worker is a text in the page: a worker that is made of one has the page's policy. */
function workerScript() {
  return bundle(at("app/search-worker.js"), { format: "iife", module: "globalThis.tawqeeModule" });
}

export async function style() {
  const made = await build({ ...SETTINGS, entryPoints: [at("styles/page.css")] });
  return made.outputFiles[0].text;
}

/** `apart` leaves the later parts in files of their own; `module` is the expression of the compiled module. */
async function bundle(entry, { apart = false, worker = "", module, format = "esm", external = [] }) {
  const plugin = {
    name: "parts of the page",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.m?js$/ }, ({ path, kind }) => {
        const part = kind !== "entry-point" && PARTS.find(({ end }) => `/${path}`.endsWith(end));
        if (!part) return undefined;
        return apart ? { path: `./${part.file}`, external: true } : { path: part.source };
      });
      onResolve({ filter: /^\.\/diagnose\.wasm$/ }, () => ({ path: MODULE }));
      onResolve({ filter: /^examples-of-causes$/ }, () => ({ path: "examples-of-causes", namespace: "made" }));
      onResolve({ filter: /^worker-script$/ }, () => ({ path: "worker-script", namespace: "made" }));
      onLoad({ filter: /diagnose\.wasm$/ }, async ({ path }) => ({
        contents: module ? `export default ${module};` : asScript(await readFile(path)),
        loader: "js",
      }));
      onLoad({ filter: /generated\/catalog\.js$/ }, async ({ path }) => ({ contents: slim(await readFile(path, "utf8")), loader: "js" }));
      onLoad({ filter: /^examples-of-causes$/, namespace: "made" }, async () => ({ contents: JSON.stringify(await examples()), loader: "json" }));
      onLoad({ filter: /^worker-script$/, namespace: "made" }, () => ({ contents: worker, loader: "text" }));
    },
  };
  const made = await build({ ...SETTINGS, entryPoints: [entry], format, external, plugins: [plugin] });
  return withText(made.outputFiles[0].text, await readFile(MODULE));
}
