/** Chromium: a plain module script, without a bundler, under a strict policy. */
import { test } from "node:test";
import { fileURLToPath } from "node:url";
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

/** Whether keys are warned of in a page of the web, and on this machine are not. */
async function warned(browser) {
  const name = "keys in a web page are warned of once";
  const script = `import { Fawry } from "/node_modules/tawqee/dist/fawry.mjs";
    for (const _ of [1, 2]) new Fawry({ merchantCode: "m", secureKey: "s3cr3t", environment: "staging" });
    document.title = "made";`;
  const said = { [server.url]: [], "https://shop.example/": [] };
  try {
    for (const [url, words] of Object.entries(said)) {
      const tab = await browser.newPage();
      tab.on("console", (message) => words.push(`${message.type()} ${message.text()}`));
      await tab.route(/./, async (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === "/") return route.fulfill({ contentType: "text/html", body: `<script type="module">${script}</script>` });
        await route.fulfill({ contentType: "text/javascript", path: fileURLToPath(new URL(`../..${pathname}`, import.meta.url)) });
      });
      await tab.goto(new URL("/", url).href);
      await tab.waitForFunction(() => document.title === "made");
      await tab.close();
    }
    const [here, web] = Object.values(said);
    const isRight = here.length === 0 && web.length === 1 && /^warning .*keys of Fawry/.test(web[0]) && !web[0].includes("s3cr3t");
    return { name, ...(!isRight && { error: JSON.stringify(said) }) };
  } catch (error) {
    return { name, error: error.message };
  }
}

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
  replay([...results, await warned(browser)], test);
} finally {
  await browser.close();
  server.close();
}
