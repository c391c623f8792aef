/** Everything that a paste may be, folded below its field. */
import { h } from "./dom.js";
import { rich, t } from "./i18n.js";

const FORMS = ["command", "http", "body", "code", "log", "export"];

export function formsRead() {
  return h("details", { class: "more" },
    h("summary", {}, t("debug.forms")),
    h("ul", { class: "forms-read" }, FORMS.map((form) => h("li", {}, rich(`debug.forms.${form}`)))));
}
