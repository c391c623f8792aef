/**
 * Serves a folder on loopback, for tests in a browser and for the page: `node tests/js/serve.mjs . 8080 www/`.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** `extra` maps paths to texts that lie in no file. Port 0 takes any free one. */
export async function serve(folder, extra = {}, port = 0) {
  const root = normalize(fileURLToPath(folder)).replace(/[/\\]$/, "");
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const file = join(root, path);
    try {
      if (!file.startsWith(root + sep)) throw new Error("outside the folder");
      const content = extra[path] ?? (await readFile(file));
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(content);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise((ready, failed) => server.once("error", failed).listen(port, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = ".", port = "8080", start = ""] = process.argv.slice(2);
  const { url } = await serve(pathToFileURL(`${folder}/`), {}, Number(port));
  console.log(`Serving ${folder} at ${url}${start} until Ctrl+C`);
}
