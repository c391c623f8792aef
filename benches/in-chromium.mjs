/** Runs the diagnoses in Chromium and returns their rows; nothing without `CHROMIUM`. */
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS } from "../tests/js/runners/chromium.mjs";
import { serve } from "../tests/js/serve.mjs";

const PAGE = '<!doctype html><script type="module" src="/benches/page.js"></script>';
const SCRIPT = `import * as tawqee from "/pkg/dist/diagnose.mjs";
import { diagnoses } from "/benches/diagnosis.mjs";
globalThis.rows = diagnoses(tawqee);`;

export async function inChromium() {
  if (!process.env.CHROMIUM) return undefined;
  const server = await serve(new URL("..", import.meta.url), { "/index.html": PAGE, "/benches/page.js": SCRIPT });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: CHROMIUM_FLAGS });
  try {
    const tab = await browser.newPage();
    await tab.goto(server.url);
    return await (await tab.waitForFunction(() => globalThis.rows, null, { timeout: 120_000 })).jsonValue();
  } finally {
    await browser.close();
    server.close();
  }
}
