/** Chromium: a plain module script, without a bundler, under a strict policy. */
import { test } from "node:test";
import { chromium } from "playwright-core";
import { replay } from "../harness.mjs";
import { serve } from "../serve.mjs";
import { vectors } from "../vectors.mjs";
import { CHROMIUM_FLAGS } from "./chromium.mjs";

const page = `<!doctype html>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'">
<script type="module" src="/js/runners/page.mjs"></script>`;

const script = `export const vectors = ${JSON.stringify(vectors)};`;

const server = await serve(new URL("../..", import.meta.url), { "/index.html": page, "/vectors.js": script });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: CHROMIUM_FLAGS });
try {
  const tab = await browser.newPage();
  // Against waiting for what never comes; a busy machine may well need a minute to start a page.
  tab.setDefaultTimeout(300_000);
  const problems = [];
  tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  tab.on("pageerror", (error) => problems.push(error.message));
  await tab.goto(server.url);
  const results = await tab
    .waitForFunction(() => globalThis.results)
    .then((handle) => handle.jsonValue())
    .catch((error) => [{ name: "the suite runs", error: [...problems, error.message].join("\n") }]);
  replay(results, test);
} finally {
  await browser.close();
  server.close();
}
