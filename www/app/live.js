/** Says results to screen readers, once typing has paused. */
import { h } from "./dom.js";

export const region = h("p", { class: "hidden", role: "status", "aria-live": "polite" });

let timer;
export function announce(text, milliseconds = 900) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    region.textContent = text;
  }, milliseconds);
}
