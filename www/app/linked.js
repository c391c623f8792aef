/** Whatever shows a part of the string to sign says so by `data-part`; with one, all others of that name stand out. */
import { breakable, h } from "./dom.js";
import { t } from "./i18n.js";

/**
 * Links what is within `root`. `point(name)` marks a part in the text that it comes from, or with nothing unmarks it;
 * `go(name)` moves the keyboard there.
 */
export function linkParts(root, { point, go }) {
  let shown;
  const show = (name) => {
    if (name === shown) return;
    shown = name;
    for (const element of root.querySelectorAll("[data-part]")) element.toggleAttribute("data-linked", element.dataset.part === name);
    point(name);
  };
  const partOf = ({ target }) => target.closest?.("[data-part]")?.dataset.part;
  root.addEventListener("pointerover", (event) => show(partOf(event)));
  root.addEventListener("pointerleave", () => show(undefined));
  root.addEventListener("focusin", (event) => show(partOf(event)));
  root.addEventListener("focusout", () => show(undefined));
  root.addEventListener("click", ({ target }) => {
    const name = target.closest?.(".part-link")?.textContent;
    if (name) go(name);
  });
}

/** `point` and `go` where `find(name)` gives the editor and place of a part: `{ editor, place }`. */
export function linkedTo(find) {
  return {
    point: (name) => {
      const { editor, place } = name ? find(name) : find("");
      editor.point(place);
    },
    go: (name) => {
      const { editor, place } = find(name);
      if (place) editor.go(place);
    },
  };
}

/** The name of a part, which leads to its field. */
export function partLink(name) {
  return h("button", { type: "button", class: "part-link", dir: "ltr", translate: "no", title: t("parts.go") }, breakable(name));
}

/** Where a text of any form, such as a curl command, names a field with its value: `{ start, end }`. */
export function placeInText(text, name) {
  const bare = name.split(".").at(-1).replace(/\[\d+\]$/, "").replace(/[^\w-]/g, "");
  if (!bare) return undefined;
  const found = new RegExp(String.raw`(?<![\w-])(\\?["']?)${bare}\1\s*[:=]\s*(?:\\?"(?:[^"\\]|\\.)*?\\?"|[^\s,&#'"}\]]+)`, "u").exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}
