/** The visitor's last tries in the debugger, to go back to one. They are in the memory of this tab, without keys. */
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { titles } from "./causes.js";

const MOST = 8;
/** What a try is told apart by, and what is brought back of it. Other keys to try are keys. */
const TEXTS = ["mode", "class", "operation", "input", "options", "signature", "pasted"];

const tries = [];

/** Keeps a try with what was said of it; one with the same texts moves to the front. */
export function keepTry(target, diagnosis) {
  if (target.owner !== "own") return;
  const texts = Object.fromEntries(TEXTS.map((name) => [name, target[name]]));
  const same = tries.findIndex((other) => TEXTS.every((name) => other.texts[name] === texts[name]));
  if (same >= 0) tries.splice(same, 1);
  const { verdict, causes, operation = target.operation } = diagnosis;
  tries.unshift({ texts, verdict, causes, operation, time: new Date() });
  tries.length = Math.min(tries.length, MOST);
}

/** `restore(texts)` brings one back. */
export function recentTries(restore) {
  const list = h("ol", { class: "recent-list" });
  const element = h("details", { class: "more recent" }, h("summary", {}, t("recent.title")), h("p", { class: "field-hint" }, t("recent.keys")), list);
  return {
    element,
    show() {
      element.hidden = tries.length === 0;
      fill(list, tries.map(({ texts, verdict, causes, operation, time }) => h("li", {},
        h("button", { type: "button", class: "button recent-try", onclick: () => restore(texts) },
          h("bdi", {}, time.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" })), " · ",
          h("code", { dir: "ltr", translate: "no" }, `${texts.class}.${operation}`), " · ",
          verdict === "explained" ? titles(causes) : t(`sender.${verdict}`)))));
    },
  };
}
