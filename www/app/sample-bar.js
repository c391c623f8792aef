/** One line that says whose values a tool shows. Its height is kept, so that nothing moves when it says something else. */
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { canUndo, standing, undo } from "./ownership.js";

/** `restored` is called once `undo` has changed the texts. */
export function sampleBar(target, { className, restored }) {
  const text = h("p", { class: "sample-text" });
  const button = h("button", { type: "button", class: "button", "data-control": "sample", onclick: () => {
    undo(target, className());
    restored();
    // The button is gone, and the keyboard would be nowhere.
    if (!button.isConnected || button.hidden) document.getElementById("tool").focus({ preventScroll: true });
  } });
  const element = h("div", { class: "sample-bar" }, text, button);
  const show = () => {
    element.dataset.standing = standing(target);
    fill(text, t(`sample.${standing(target)}`));
    fill(button, t(target.aside ? "sample.back" : "sample.undo"));
    button.hidden = !canUndo(target);
  };
  show();
  return { element, show };
}
