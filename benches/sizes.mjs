/** What a user downloads, per entry: the module alone, and the file of an entry that holds it; and what takes it. */
import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { kibibytes, table } from "./table.mjs";
import { printWeights, weight } from "./weight.mjs";

/** `{ entries, weights }`; `named` is the folder of the modules with the names of their functions, if there is one. */
export function sizes(named) {
  const file = (name) => readFileSync(new URL(`../pkg/dist/${name}`, import.meta.url));
  const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
  const { exports } = JSON.parse(readFileSync(new URL("../pkg/package.json", import.meta.url), "utf8"));
  // Those with a module are the ones that Workers are served in a form of their own.
  const names = Object.keys(exports).filter((name) => exports[name].workerd !== undefined).map((name) => (name === "." ? "index" : name.slice(2)));
  const weights = {};
  const entries = names.map((name) => {
    const module = file(`${name === "index" ? "core" : name}.wasm`);
    const inlined = file(`${name}.mjs`);
    const entry = name === "index" ? "tawqee" : `tawqee/${name}`;
    if (named && existsSync(`${named}/${name}.wasm`)) weights[entry] = weightOf(readFileSync(`${named}/${name}.wasm`), module);
    return {
      entry,
      module: module.length,
      moduleGzip: zipped(module),
      withScriptGzip: zipped(module) + zipped(file(`${name}.workerd.js`)),
      oneFileGzip: zipped(inlined),
      oneFileBrotli: brotliCompressSync(inlined).length,
    };
  });
  return { entries, weights };
}

/** That of a module with names, which must be the one that is packed but for them. */
function weightOf(named, packed) {
  const weighed = weight(named);
  if (weighed.sections.code !== weight(packed).sections.code) throw new Error("the module with names is not the one that is packed: xtask/src/bench.rs must optimise as xtask/src/wasm.rs does");
  return weighed;
}

export function printSizes({ entries, weights }) {
  table(
    ["Size", "module", "gzip", "with script, gzip", "as one file, gzip", "brotli"],
    entries.map(({ entry, ...bytes }) => [entry, ...Object.values(bytes).map(kibibytes)]),
  );
  if (Object.keys(weights).length > 0) printWeights(weights);
}
