/** The line above the results that says how things stand. */
import { fill, h } from "./dom.js";
import { rich, t } from "./i18n.js";
import { announce } from "./live.js";
import { span } from "./time-span.js";

/** Its height does not change. */
export function statusBar() {
  const text = h("p", { class: "status-text" });
  // On a narrow screen the results are below the input.
  const jump = h("button", { type: "button", class: "button jump", onclick: () => {
    const [first] = [...element.parentElement.querySelectorAll(".card")].filter((found) => !found.hidden);
    first?.scrollIntoView();
  } }, t("status.jump"));
  const element = h("div", { class: "status" }, text, jump);
  let waiting;
  let ticking;
  const settle = () => {
    clearTimeout(waiting);
    clearInterval(ticking);
    delete element.dataset.busy;
  };
  return {
    element,
    /**
     * Says that something is being searched. What was said stays for a moment, since most answers come within it. With
     * `most` the bar shows the seconds that have gone by, of those that it takes at most; `cancel` ends the search.
     */
    busy({ cancel, most }) {
      settle();
      element.dataset.busy = "true";
      const start = performance.now();
      waiting = setTimeout(() => {
        const bar = h("progress", { "aria-label": t("search.running"), max: most });
        element.dataset.kind = "plain";
        fill(text, t("search.running"), " ", bar, " ",
          most && [h("span", { class: "status-note" }, rich("search.most", { span: span(most, document.documentElement.lang) })), " "],
          h("button", { type: "button", class: "button", "data-control": "cancel", onclick: cancel }, t("search.cancel")));
        announce(t("search.running"), 0);
        if (!most) return;
        const tick = () => {
          const gone = (performance.now() - start) / 1000;
          if (gone < most) bar.value = gone;
          // It was a guess, and a wrong one.
          else bar.removeAttribute("value");
        };
        tick();
        ticking = setInterval(tick, 250);
      }, 300);
    },
    set(kind, ...content) {
      settle();
      element.dataset.kind = kind;
      fill(text, content);
      announce(text.textContent);
    },
  };
}
