/** Measures calls in workerd against awaited WebCrypto and `@noble/hashes`, and how soon it answers at first, from outside. */
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { KINDS, SIDES } from "./awaited.mjs";
import { summary } from "./table.mjs";

const WORKER = `import * as tawqee from "../pkg/dist/index.workerd.js";
import { runner } from "./awaited.mjs";
const run = runner(tawqee);
export default { fetch: async (request) => {
  const { side, kind, times } = await request.json();
  return new Response(await run(side, kind, times));
} };`;

/** Workers whose first answer is a signed refund, or empty. */
const FIRST = {
  import: `import { Fawry } from "../pkg/dist/index.workerd.js";
import { credentials, refund } from "./samples.mjs";
const fawry = new Fawry({ ...credentials, environment: "staging" });
export default { fetch: () => new Response(fawry.refund(refund).body) };`,
  byHand: `import { byHandOnNoble } from "./on-noble.mjs";
import { credentials, refund } from "./samples.mjs";
const fawry = byHandOnNoble(credentials);
export default { fetch: () => new Response(fawry.refund(refund).body) };`,
  empty: `export default { fetch: () => new Response() };`,
};

/** `{ name, ours, webCrypto, noble, ratio }` in nanoseconds per call. */
export async function inWorkerd() {
  const miniflare = new Miniflare(await options(WORKER));
  const send = async (side, kind, times) => {
    const start = performance.now();
    const response = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body: JSON.stringify({ side, kind, times }) });
    const text = await response.text();
    return { time: performance.now() - start, text };
  };
  try {
    const rows = [];
    for (const kind of KINDS) {
      const texts = [];
      for (const side of SIDES) texts.push(JSON.stringify(parsed((await send(side, kind, 1)).text)));
      if (texts.some((text) => text !== texts[0])) throw new Error(`${kind}: not the same work`);
      const times = Object.fromEntries(SIDES.map((side) => [side, []]));
      for (let round = 0; round < 15; round++) {
        for (const side of SIDES) {
          const [none, many] = [await send(side, kind, 1), await send(side, kind, 2001)];
          times[side].push(((many.time - none.time) * 1e6) / 2000);
        }
      }
      const kept = SIDES.map((side) => times[side].slice(2));
      const medians = SIDES.map((side, which) => [side, summary(kept[which]).median]);
      rows.push({ name: kind, ...Object.fromEntries(medians), ratio: summary(kept[0].map((time, round) => time / kept[1][round])).median });
    }
    return rows;
  } finally {
    await miniflare.dispose();
  }
}

/** Milliseconds from the start of the process to its first answer, of so many processes of each kind. */
export async function firstAnswers(rounds) {
  const kinds = Object.keys(FIRST);
  const workers = await Promise.all(kinds.map((kind) => options(FIRST[kind])));
  const times = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [which, kind] of kinds.entries()) {
      const start = performance.now();
      const miniflare = new Miniflare(workers[which]);
      await (await miniflare.dispatchFetch("http://localhost/")).text();
      // The first round reads the programs from disk.
      if (round > 0) times[kind].push(performance.now() - start);
      await miniflare.dispose();
    }
  }
  return times;
}

async function options(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: new URL(".", import.meta.url).pathname, loader: "js" },
    bundle: true, write: false, format: "esm", external: ["./*.wasm"], logLevel: "warning",
  });
  return {
    modules: [
      { type: "ESModule", path: "worker.mjs", contents: outputFiles[0].text },
      { type: "CompiledWasm", path: "core.wasm", contents: readFileSync(new URL("../pkg/dist/core.wasm", import.meta.url)) },
    ],
    compatibilityDate: "2025-01-01",
    cf: false,
  };
}

/** A body's members in one order; a signature as it is. */
function parsed(text) {
  if (!text.startsWith("{")) return text;
  return Object.entries(JSON.parse(text)).sort(([one], [other]) => (one < other ? -1 : 1));
}
