/** Runs diagnoses, and calls against awaited WebCrypto and `@noble/hashes`, in Chromium; nothing without `CHROMIUM`. */
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS } from "../tests/js/runners/chromium.mjs";
import { serve } from "../tests/js/serve.mjs";

const PAGE = `<!doctype html><script type="importmap">{ "imports": { "@noble/hashes/": "/node_modules/@noble/hashes/" } }</script>
<script type="module" src="/benches/page.js"></script>`;
const SCRIPT = `import * as diagnose from "/pkg/dist/diagnose.mjs";
import * as tawqee from "/pkg/dist/index.mjs";
import { KINDS, SIDES, runner } from "/benches/awaited.mjs";
import { diagnoses } from "/benches/diagnosis.mjs";
import { summary } from "/benches/table.mjs";
const run = runner(tawqee);
const calls = [];
for (const name of KINDS) {
  const times = Object.fromEntries(SIDES.map((side) => [side, []]));
  for (let round = 0; round < 12; round++) {
    for (const side of SIDES) {
      const start = performance.now();
      await run(side, name, 2000);
      times[side].push(((performance.now() - start) * 1e6) / 2000);
    }
  }
  const medians = SIDES.map((side) => [side, summary(times[side].slice(2)).median]);
  const ratio = summary(times.ours.map((time, round) => time / times.webCrypto[round]).slice(2)).median;
  calls.push({ name, ...Object.fromEntries(medians), ratio });
}
globalThis.measured = { diagnoses: diagnoses(diagnose), calls };`;

export async function inChromium() {
  if (!process.env.CHROMIUM) return undefined;
  const server = await serve(new URL("..", import.meta.url), { "/index.html": PAGE, "/benches/page.js": SCRIPT });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: CHROMIUM_FLAGS });
  try {
    const tab = await browser.newPage();
    await tab.goto(server.url);
    return await (await tab.waitForFunction(() => globalThis.measured, null, { timeout: 180_000 })).jsonValue();
  } finally {
    await browser.close();
    server.close();
  }
}
