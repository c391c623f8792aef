/** A Chromium with the page in it, served from below the root of a host, and a record of all it does. */
import { chromium } from "playwright-core";

import { CHROMIUM_FLAGS } from "../js/runners/chromium.mjs";
import { serve } from "../js/serve.mjs";

export async function start() {
  const server = await serve(new URL("../../", import.meta.url));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: CHROMIUM_FLAGS });
  /** One for each language, and one without scripts; pages are resized and get other colours. */
  const contexts = {};
  const address = `${server.url}www/`;

  /** Opens an address of the page, after `before` has run in it; with `prepare(page)` it does not wait until the page stands. `requests` and `problems` go on being filled. */
  async function open(hash = "", { width = 1280, height = 900, theme = "light", locale = "en-GB", url = address, scripts = true, before, prepare } = {}) {
    const kind = `${locale} ${scripts}`;
    contexts[kind] ??= browser.newContext({ locale, javaScriptEnabled: scripts, permissions: ["clipboard-read", "clipboard-write"] });
    const context = await contexts[kind];
    context.setDefaultTimeout(90_000);
    const page = await context.newPage();
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme });
    if (before) await page.addInitScript(before);
    await prepare?.(page);
    const requests = [];
    const problems = [];
    // What the page has in itself, such as its icon and the script of its worker, is no request.
    page.on("request", (request) => /^(?:data|blob):/.test(request.url()) || requests.push(request.url()));
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(message.text()));
    await page.goto(url + hash);
    if (scripts && !prepare) await settled(page);
    return { page, requests, problems, context, close: () => page.close() };
  }

  return {
    address,
    open,
    async stop() {
      await browser.close();
      server.close();
    },
  };
}

/** Waits until the page stands, with its library, and nothing is being searched. */
export const settled = (page) => page.locator("#tool[data-ready] .status[data-kind]:not([data-busy])").first().waitFor({ timeout: 120_000 });

/** What the status line says, once nothing is being searched: `good`, `bad`, `warn` or `plain`. */
export async function statusOf(page) {
  await settled(page);
  return page.locator(".status").getAttribute("data-kind");
}

/** Waits for the status line, since results follow the typing after a moment. */
export const waitForStatus = (page, kind) => page.locator(`.status[data-kind="${kind}"]:not([data-busy])`).waitFor({ timeout: 120_000 });

/** After an edit of a sample: brings its other values back, as they are to be edited one by one. */
export const keepSample = (page) => page.locator(".sample-bar button").click();

/** Waits on the page's own clock, so that what its timers do after less time is done, however slow the machine. */
export const pause = (page, milliseconds) => page.evaluate((time) => new Promise((done) => setTimeout(done, time)), milliseconds);

export const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Shares what is on the screen: the link, and the text of what it carries. */
export async function copyLink(page) {
  await page.locator("#share").click();
  await page.locator("dialog .copy").click();
  const shown = await page.locator("dialog").innerText();
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  const link = await clipboard(page);
  const packed = new URLSearchParams(link.split("?").at(-1)).get("d");
  return { link, shown, carried: packed ? Buffer.from(packed, "base64url").toString() : "" };
}
