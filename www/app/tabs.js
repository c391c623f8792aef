/** Tabs as screen readers know them: one stop for Tab, arrows to move, in the direction of reading. */
import { h, newId } from "./dom.js";

export function tabs({ label, entries, value, panel, small = false, onchange }) {
  const stem = newId("tab");
  panel.id ||= `${stem}-panel`;
  panel.setAttribute("role", "tabpanel");
  const buttons = entries.map(({ value: own, label: text }) =>
    h("button", { type: "button", role: "tab", id: `${stem}-${own}`, class: "tab", "aria-controls": panel.id, onclick: () => choose(own), dir: small ? "ltr" : undefined }, text));

  function choose(chosen, focus = false) {
    mark(chosen);
    if (focus) buttons[entries.findIndex((entry) => entry.value === chosen)].focus();
    onchange(chosen);
  }

  function mark(chosen) {
    entries.forEach((entry, index) => {
      const selected = entry.value === chosen;
      buttons[index].setAttribute("aria-selected", String(selected));
      buttons[index].tabIndex = selected ? 0 : -1;
      if (selected) panel.setAttribute("aria-labelledby", buttons[index].id);
    });
  }

  const element = h("div", {
    role: "tablist",
    class: small ? "tabs tabs-small" : "tabs",
    "aria-label": label,
    onkeydown: (event) => {
      const forward = getComputedStyle(element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      const steps = { [forward]: 1, [forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"]: -1 };
      const current = buttons.indexOf(document.activeElement);
      const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1
        : event.key in steps ? (current + steps[event.key] + buttons.length) % buttons.length : undefined;
      if (next === undefined) return;
      event.preventDefault();
      choose(entries[next].value, true);
    },
  }, buttons);
  mark(value);
  return element;
}
