// A HAR file of Chromium: `CHROMIUM=… node har.mjs <file>`.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(`${process.cwd()}/`)('playwright-core');
const charge = readFileSync(new URL('charge.json', import.meta.url), 'utf8').trim();

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
const context = await browser.newContext({ recordHar: { path: process.argv[2], content: 'embed' } });
const page = await context.newPage();
await page.goto('http://127.0.0.1:8477/');
await page.evaluate(
  (body) => fetch('/ECommerceWeb/Fawry/payments/charge', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
  charge,
);
await context.close();
await browser.close();
