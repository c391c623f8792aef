/** The one Chromium of all tests of the page. */
import { after, before } from "node:test";

import { start } from "./browser.mjs";

export let site;
before(async () => {
  site = await start();
});
after(() => site.stop());
