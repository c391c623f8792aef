/**
 * A text area with colours under it and the mistake underlined in it.
 *
 * The coloured copy and the text area lie in one scrolling box, so they need no code to stay aligned.
 */
import { replaceSample } from "./controls.js";
import { h, fill, newId } from "./dom.js";
import { painted } from "./highlight.js";

export function editor({ label, language, value = "", rows = 10, hint, optional, help, placeholder, oninput, oncaret, replaces }) {
  const id = newId("editor");
  /** What is wrong in the text, and what is pointed at from elsewhere. */
  let mark;
  let pointed;
  const paint = h("pre", { class: "editor-paint", "aria-hidden": "true" });
  const area = h("textarea", {
    id,
    class: "editor-area",
    dir: "ltr",
    "data-control": label,
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    "aria-describedby": `${id}-error${hint ? ` ${id}-hint` : ""}`,
    placeholder,
    value,
    onpaste: (event) => replaceSample(event, replaces),
    oninput: () => {
      mark = undefined;
      pointed = undefined;
      repaint();
      oninput?.(area.value);
    },
  });
  // Two spaces for Tab would trap the keyboard, so Tab moves on as everywhere.
  if (oncaret) for (const event of ["keyup", "click", "focus"]) area.addEventListener(event, () => oncaret(area.selectionStart));
  const error = h("p", { class: "field-error", id: `${id}-error` });

  function repaint() {
    // The last line needs a character, or it would have no height.
    fill(paint, painted(area.value, language, [{ ...mark, look: "marked" }, { ...pointed, look: "pointed" }].filter(({ end }) => end)), "\n\u200b");
  }

  const element = h(
    "div",
    { class: "field" },
    h("div", { class: "field-head" }, h("label", { htmlFor: id }, label), optional && h("span", { class: "optional" }, optional)),
    hint && h("p", { class: "field-hint", id: `${id}-hint` }, hint),
    h("div", { class: `editor rows-${rows}`, dir: "ltr" }, h("div", { class: "editor-sheet" }, paint, area)),
    // One place for the mistake and, when there is none, for help: nothing moves when one takes over.
    help ? h("div", { class: "field-slot" }, error, help) : error,
  );
  repaint();

  return {
    element,
    area,
    get value() {
      return area.value;
    },
    set value(text) {
      if (text === area.value) return;
      area.value = text;
      mark = undefined;
      pointed = undefined;
      repaint();
    },
    /** Marks a place, `{ start, end }`, or none. */
    point(place) {
      if (place?.start === pointed?.start && place?.end === pointed?.end) return;
      pointed = place;
      repaint();
    },
    /** Moves the keyboard to a place and chooses its text. */
    go({ start, end }) {
      area.focus();
      area.setSelectionRange(start, end);
    },
    /** Shows what is wrong and where, or that nothing is. */
    setError(found) {
      const place = found?.place;
      mark = place && (place.end > place.start ? place : { start: Math.max(0, place.start - 1), end: place.start + 1 });
      area.setAttribute("aria-invalid", found ? "true" : "false");
      fill(error, found?.content ?? []);
      repaint();
    },
  };
}
