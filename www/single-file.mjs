/**
 * Writes the page as one HTML file that works offline: `node www/single-file.mjs`, after `cargo xtask build`.
 *
 * Its policy allows exactly the script and the style in it, by their hashes, and no connection.
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const page = await readFile(at("index.html"), "utf8");
const bundled = await build({
  entryPoints: [at("app/main.js")],
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  minify: true,
  legalComments: "none",
  write: false,
});
const script = bundled.outputFiles[0].text.replaceAll("</script", "<\\/script");
const sheets = [...page.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, href]) => href);
const style = (await Promise.all(sheets.map((href) => readFile(at(href), "utf8")))).join("\n");

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = `default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval'; style-src ${hash(style)}; img-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'`;

/** Replacements are functions, so that a `$` in the code stays one. */
const standalone = page
  .replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_, head) => head + policy)
  .replace("<html ", () => "<html data-standalone ")
  // Beside one file there is nothing to link to.
  .replace(/\s*<nav class="links"[\s\S]*?<\/nav>/, "")
  .replace(/(\s*<link rel="stylesheet"[^>]*>)+/, () => `\n    <style>${style}</style>`)
  .replace(/<script type="module"[^>]*><\/script>/, () => `<script type="module">${script}</script>`);

await writeFile(at("generated/tawqee.html"), standalone);
