/**
 * Writes what the page loads into `www/generated`, compressed too, and the page as one file:
 * `node www/build/site.mjs`, within `cargo xtask build`.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";

import { at, scripts, style, wholeScript } from "./bundles.mjs";
import { writeCompressed } from "./compressed.mjs";
import { singleFile } from "./single-file.mjs";

const page = await readFile(at("index.html"), "utf8");
const [parts, sheet, script] = await Promise.all([scripts(), style(), wholeScript()]);
await mkdir(at("generated"), { recursive: true });
await Promise.all(Object.entries({ ...parts, "page.css": sheet }).map(async ([name, text]) => {
  await writeFile(at(`generated/${name}`), text);
  await writeCompressed(at(`generated/${name}`), text);
}));
await writeFile(at("generated/tawqee.html"), singleFile(page, { script, style: sheet }));
