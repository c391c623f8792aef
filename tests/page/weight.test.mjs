/** What the page weighs, as hosts send it, and what it is served with. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { site } from "./site.mjs";

const www = new URL("../../www/", import.meta.url);
const FILES = ["boot.js", "page.js", "library.js", "arabic.js", "page.css"];
/** Kilobytes of all files together; half of it and more is the library. */
const MOST = { br: 430, gz: 535 };
/** Kilobytes of what is needed until the page can be read and filled in. */
const MOST_AT_FIRST = 80;

test("the page is five files of a bounded weight beside its HTML, each there in compressed forms of the same content", async () => {
  const sizes = { br: {}, gz: {} };
  for (const name of FILES) {
    const plain = await readFile(new URL(`generated/${name}`, www));
    for (const [ending, expand] of [["br", brotliDecompressSync], ["gz", gunzipSync]]) {
      const packed = await readFile(new URL(`generated/${name}.${ending}`, www));
      assert.ok(expand(packed).equals(plain), `${name}.${ending}`);
      sizes[ending][name] = packed.length;
    }
  }
  const sum = (list) => list.reduce((total, size) => total + size, 0) / 1000;
  for (const [ending, most] of Object.entries(MOST)) assert.ok(sum(Object.values(sizes[ending])) < most, JSON.stringify(sizes[ending]));
  assert.ok(sum([sizes.br["boot.js"], sizes.br["page.js"], sizes.br["page.css"]]) < MOST_AT_FIRST, JSON.stringify(sizes.br));
});

test("it comes in six requests", async () => {
  const { requests, close } = await site.open("#/debug?lang=ar");
  assert.deepEqual(requests.map((url) => url.split("/").at(-1).split("#")[0]).sort(), ["", ...FILES].sort());
  await close();
});

test("the files for hosts say the policy of the page", async () => {
  const html = await readFile(new URL("index.html", www), "utf8");
  const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html);
  for (const name of ["_headers", ".htaccess"]) assert.ok((await readFile(new URL(name, www), "utf8")).includes(`${policy}; frame-ancestors 'none'`), name);
});
