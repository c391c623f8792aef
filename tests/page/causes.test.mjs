/** Every cause that the library names has an address on the page. */
import assert from "node:assert/strict";
import { test } from "node:test";

import * as tawqee from "../../pkg/dist/diagnose.mjs";
import { classes } from "../../www/app/library.js";
import { mistakes } from "../../www/app/mistakes.js";
import { causes } from "../../www/app/strings/causes.ar.js";
import { examples } from "../../www/build/examples.mjs";
import { statusOf } from "./browser.mjs";
import { site } from "./site.mjs";

test("each cause has an address with an example of it", async () => {
  const { requests, causes: shown } = await examples();
  const reached = new Set([...mistakes.map(({ id }) => id), ...Object.keys(shown)]);
  assert.deepEqual(Object.keys(causes).filter((id) => !reached.has(id)), []);
  for (const [id, { class: name, of, signature, pasted }] of Object.entries(shown)) {
    const { operation, input, options, class: className } = requests[of] ?? { class: name };
    const { config } = classes.find((known) => known.class === className);
    const merchant = new tawqee[className](config);
    const diagnosis = pasted ? tawqee.diagnoseRequest(merchant, pasted) : merchant.diagnose(operation, input, signature, options);
    assert.ok(diagnosis.causes.some((cause) => [cause, ...(cause.alternatives ?? [])].some((named) => named.id === id)), `${id}: ${JSON.stringify(diagnosis.causes)}`);
  }
  // As a visitor comes to it: a request, and events.
  for (const id of ["key-as-word", "claims-signed", "amount-as-given", "key-last"]) {
    const { page, problems, close } = await site.open(`#/debug/mistake/${id}?lang=en`);
    assert.equal(await statusOf(page), "warn", id);
    assert.ok((await page.locator(".cause-id").allInnerTexts()).includes(id), id);
    assert.ok(page.url().includes(`#/debug/mistake/${id}`), page.url());
    assert.deepEqual(problems, []);
    await close();
  }
});
