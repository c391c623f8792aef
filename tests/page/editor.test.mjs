/** The editors, which paint coloured text under a text area, and the controls that rebuild what is beside them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { strings as en } from "../../www/app/strings/en.js";
import { pause } from "./browser.mjs";
import { site } from "./site.mjs";

const PLACES = ["#/build/Fawry/charge", "#/debug/Fawry/refund", "#/webhook/upayments"];
const METRICS = ["fontFamily", "fontSize", "fontWeight", "fontStyle", "lineHeight", "letterSpacing", "wordSpacing", "tabSize", "whiteSpace", "overflowWrap", "wordBreak", "textIndent", "textAlign", "direction", "paddingTop", "paddingLeft", "paddingRight", "borderLeftWidth", "width"];

test("painted text and text area have the same metrics", async () => {
  for (const place of PLACES) {
    for (const lang of ["en", "ar"]) {
      const { page, close } = await site.open(`${place}?lang=${lang}`);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 });
        const pairs = await page.locator(".editor").evaluateAll((editors, names) => editors.filter((editor) => editor.getClientRects().length).map((editor) => {
          const of = (selector) => Object.fromEntries(names.map((name) => [name, getComputedStyle(editor.querySelector(selector))[name]]));
          return [of(".editor-area"), of(".editor-paint")];
        }), METRICS);
        assert.ok(pairs.length > 0);
        for (const [area, paint] of pairs) assert.deepEqual(area, paint, `${place} ${lang} ${width}`);
      }
      await close();
    }
  }
});

test("a click on the middle of a token puts the caret into it", async () => {
  let clicked = 0;
  for (const place of PLACES) {
    for (const [lang, width] of [["en", 1280], ["ar", 1280], ["en", 360]]) {
      const { page, close } = await site.open(`${place}?lang=${lang}`, { width });
      if (place.includes("charge")) await page.getByLabel((await import(`../../www/app/strings/${lang}.js`)).strings["input.label"]).fill(
        JSON.stringify({ merchantRefNum: "1", description: "تالف جزئيا, long enough to go on in the next line of a narrow editor ".repeat(3), "اسم": "قيمة", amount: 12.5 }, null, 2));
      // What the tool says of the text paints it once more.
      await pause(page, 400);
      for (const editor of await page.locator(".editor:visible").all()) {
        const tokens = await editor.locator(".editor-paint [class^=token-]").all();
        for (const token of tokens) {
          const found = await token.evaluate((element) => {
            element.scrollIntoView({ block: "center" });
            const box = element.closest(".editor").getBoundingClientRect();
            const rects = [...element.getClientRects()];
            const rect = rects[Math.floor(rects.length / 2)];
            const before = document.createRange();
            before.setStart(element.closest(".editor-paint"), 0);
            before.setEnd(element, 0);
            const [x, y] = [rect.x + rect.width / 2, rect.y + rect.height / 2];
            const start = before.toString().length;
            return { x, y, start, end: start + element.textContent.length, seen: x > box.left && x < box.right && y > box.top && y < box.bottom, text: element.textContent };
          });
          assert.ok(found.seen, `${place} ${lang} ${width}: ${found.text} is out of sight`);
          await page.mouse.click(found.x, found.y);
          const at = await editor.locator("textarea").evaluate((area) => (document.activeElement === area ? area.selectionStart : -1));
          assert.ok(found.start <= at && at <= found.end, `${place} ${lang} ${width}: ${found.text} from ${found.start} to ${found.end}, caret at ${at}`);
          clicked += 1;
        }
      }
      await close();
    }
  }
  assert.ok(clicked > 60, `${clicked} clicks`);
});

test("in forced colours one of the two texts is seen", async () => {
  const { page, close } = await site.open(PLACES[0]);
  await page.emulateMedia({ forcedColors: "active" });
  const seen = await page.locator(".editor").first().evaluate((editor) => {
    const [area, paint] = [".editor-area", ".editor-paint"].map((selector) => getComputedStyle(editor.querySelector(selector)));
    return { paint: paint.visibility, area: area.visibility, color: area.color, ground: getComputedStyle(document.body).backgroundColor };
  });
  assert.equal(seen.paint, "hidden");
  assert.equal(seen.area, "visible");
  assert.ok(!/^rgba\(.*, 0\)$/.test(seen.color), seen.color);
  await close();
});

test("the keyboard stays at the control that was operated", async () => {
  const active = (page) => page.evaluate(() => document.activeElement.dataset.control ?? document.activeElement.tagName);
  const press = async (page, control, key) => {
    await control.focus();
    const before = await active(page);
    await page.keyboard.press(key);
    await pause(page, 50);
    return [before, await active(page)];
  };
  const { page, close } = await site.open("#/debug/Fawry/refund?lang=en");
  const same = async (key, name = "ArrowDown") => {
    const [before, after] = await press(page, page.getByLabel(en[key], { exact: true }), name);
    assert.equal(after, before, key);
    assert.notEqual(after, "BODY");
  };
  for (const key of ["pick.sample", "pick.operation", "pick.gateway"]) await same(key);
  const radio = page.getByLabel(en["debug.modeInput"]);
  await radio.focus();
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(page), `${en["debug.mode"]} paste`);
  assert.ok(await page.getByLabel(en["debug.modePaste"]).isChecked());
  await same("pick.gateway", "ArrowUp");
  await page.getByRole("tab", { name: en["webhook.name"] }).click();
  for (const key of ["webhook.kind", "pick.sample"]) await same(key);
  await close();
});
