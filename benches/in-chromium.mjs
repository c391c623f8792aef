/** Runs diagnoses, and calls against awaited WebCrypto, in Chromium; nothing without `CHROMIUM`. */
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS } from "../tests/js/runners/chromium.mjs";
import { serve } from "../tests/js/serve.mjs";

const PAGE = '<!doctype html><script type="module" src="/benches/page.js"></script>';
const SCRIPT = `import * as diagnose from "/pkg/dist/diagnose.mjs";
import * as tawqee from "/pkg/dist/index.mjs";
import { KINDS, runner } from "/benches/awaited.mjs";
import { diagnoses } from "/benches/diagnosis.mjs";
const run = runner(tawqee);
const times = async (kind, side) => {
  const each = [];
  for (let round = 0; round < 8; round++) {
    const start = performance.now();
    await run(side, kind, 3000);
    each.push(((performance.now() - start) * 1e6) / 3000);
  }
  return each.slice(2).sort((a, b) => a - b)[3];
};
const calls = [];
for (const name of KINDS) calls.push({ name, ours: await times(name, "ours"), webCrypto: await times(name, "webCrypto") });
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
