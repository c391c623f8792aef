/**
 * How long the page takes on a slow phone: 1.6 Mbit/s, 150 ms until an answer begins, a CPU slowed four times, nothing
 * cached. `node benches/page.mjs`, after `cargo xtask build`; each figure is the median of five visits.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

import { chromium } from "playwright-core";

import { CHROMIUM_FLAGS } from "../tests/js/runners/chromium.mjs";

const VISITS = 5;
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const www = new URL("../www/", import.meta.url);

/** As the hosts do that the page has files for: what is there in a compressed form is sent in it. */
const server = createServer(async ({ url }, response) => {
  const path = url === "/" ? "index.html" : url.slice(1).split("?")[0];
  try {
    const packed = await readFile(new URL(`${path}.br`, www)).catch(() => undefined);
    const content = packed ?? (await readFile(new URL(path, www)));
    response.writeHead(200, { "content-type": TYPES[extname(path)], "cache-control": "no-store", ...(packed && { "content-encoding": "br" }) }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: CHROMIUM_FLAGS });

/** Milliseconds from the start of the visit, and kilobytes that came over the network. */
async function visit(lang) {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, locale: lang });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", NETWORK);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let bytes = 0;
  client.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(() => {
    globalThis.seen = {};
    const wanted = { "text to read": "h1", "request can be pasted": "#tool textarea", "library there": "#tool[data-ready]", "first answer": ".cause" };
    const look = () => {
      for (const [name, selector] of Object.entries(wanted)) if (!seen[name] && document.querySelector(selector)) seen[name] = performance.now();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/#/debug?lang=${lang}`, { waitUntil: "commit" });
  await page.locator(".cause").first().waitFor({ timeout: 60_000 });
  const seen = await page.evaluate(() => ({ "first paint": performance.getEntriesByName("first-contentful-paint")[0]?.startTime, ...globalThis.seen }));
  await page.waitForTimeout(1500);
  await context.close();
  return { ...seen, kilobytes: bytes / 1000 };
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
try {
  for (const lang of ["en", "ar"]) {
    const visits = [];
    for (let count = 0; count < VISITS; count += 1) visits.push(await visit(lang));
    const rows = Object.keys(visits[0]).map((name) => [name, Math.round(median(visits.map((made) => made[name])))]);
    console.log(lang, Object.fromEntries(rows));
  }
} finally {
  await browser.close();
  server.close();
}
