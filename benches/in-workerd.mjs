/** Measures calls in workerd against awaited WebCrypto, from outside. */
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { KINDS } from "./awaited.mjs";
import { summary } from "./calls.mjs";

const WORKER = `import * as tawqee from "../pkg/dist/index.workerd.js";
import { runner } from "./awaited.mjs";
const run = runner(tawqee);
export default { fetch: async (request) => {
  const { side, kind, times } = await request.json();
  return new Response(await run(side, kind, times));
} };`;

/** `{ name, ours, webCrypto }` in nanoseconds per call. */
export async function inWorkerd() {
  const { outputFiles } = await build({
    stdin: { contents: WORKER, resolveDir: new URL(".", import.meta.url).pathname, loader: "js" },
    bundle: true, write: false, format: "esm", external: ["./*.wasm"], logLevel: "warning",
  });
  const miniflare = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.mjs", contents: outputFiles[0].text },
      { type: "CompiledWasm", path: "core.wasm", contents: readFileSync(new URL("../pkg/dist/core.wasm", import.meta.url)) },
    ],
    compatibilityDate: "2025-01-01",
    cf: false,
  });
  const send = async (side, kind, times) => {
    const start = performance.now();
    const response = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body: JSON.stringify({ side, kind, times }) });
    const text = await response.text();
    return { time: performance.now() - start, text };
  };
  try {
    const rows = [];
    for (const kind of KINDS) {
      const texts = [await send("ours", kind, 1), await send("webCrypto", kind, 1)].map(({ text }) => text);
      if (JSON.stringify(parsed(texts[0])) !== JSON.stringify(parsed(texts[1]))) throw new Error(`${kind}: not the same work`);
      const times = { ours: [], webCrypto: [] };
      for (let round = 0; round < 8; round++) {
        for (const side of ["ours", "webCrypto"]) {
          const [none, many] = [await send(side, kind, 1), await send(side, kind, 5001)];
          times[side].push(((many.time - none.time) * 1e6) / 5000);
        }
      }
      const [ours, webCrypto] = [summary(times.ours.slice(2)), summary(times.webCrypto.slice(2))];
      rows.push({ name: kind, ours: ours.median, webCrypto: webCrypto.median, spread: ours.spread });
    }
    return rows;
  } finally {
    await miniflare.dispose();
  }
}

/** A body's members in one order; a signature as it is. */
function parsed(text) {
  if (!text.startsWith("{")) return text;
  return Object.entries(JSON.parse(text)).sort(([one], [other]) => (one < other ? -1 : 1));
}
