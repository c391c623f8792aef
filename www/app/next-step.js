/** What is said when there is no answer yet: what the visitor does next. */
import { sentences } from "./controls.js";
import { code, h } from "./dom.js";
import { rich, t } from "./i18n.js";
import { configOf } from "./state.js";

/**
 * `{ kind, content }` for the status line, from an error of the library. What has not been typed is no mistake:
 * it is `plain`, and nothing turns red.
 */
export function nextStep(error, className) {
  if (lacks(error, className)) return { kind: "plain", content: rich("status.type", { field: toField(error.field) }) };
  const step = error.code === "MISSING_FIELD" ? "status.add" : "status.check";
  return { kind: "bad", content: error.field ? rich(step, { field: code(error.field) }) : sentences(error) };
}

/** The name of an option of the account, which leads to where it is typed. */
function toField(name) {
  return h("button", { type: "button", class: "status-field", dir: "ltr", translate: "no", onclick: () => document.querySelector(`.account [data-control="${CSS.escape(name)}"]`)?.focus() }, name);
}

/** Whether an error names an option of the account that is still empty. */
export function lacks({ code: kind, field }, className) {
  return kind === "INVALID_CONFIG" && field !== undefined && (configOf(className)[field] ?? "") === "";
}

/** For a signature that nothing explains. `steps` are the ends of the texts' names. */
export function checklist(steps) {
  return h("div", { class: "findings" },
    h("h3", {}, t("next.title")),
    h("ul", {}, steps.map((step) => h("li", {}, t(`next.${step}`)))));
}
