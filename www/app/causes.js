/** What a diagnosis says: causes, what else gives the same bytes, and findings. */
import { code, h } from "./dom.js";
import { advice } from "./hints.js";
import { causeWords, said, t } from "./i18n.js";

/** Several causes are mistakes that were made together. */
export function titles(causes) {
  return causes.map((cause, index) => [index > 0 && " + ", causeWords(cause).title]);
}

export function causeView(cause) {
  const { id, kind, fields, alternatives = [] } = cause;
  const { title, fix, detail } = causeWords(cause);
  return h("article", { class: "cause" },
    h("h3", { class: "cause-title" }, title),
    h("p", { class: "cause-tags" }, h("span", { class: `tag tag-${kind}` }, t(`cause.${kind}`)), " ", fieldTags(fields), code(id, "cause-id")),
    detail && h("p", { class: "cause-text" }, detail),
    h("p", { class: "cause-fix" }, h("strong", {}, t("cause.fix")), " ", fix),
    alternatives?.length > 0 && h("div", { class: "cause-same" },
      h("p", {}, t("cause.same")),
      h("ul", {}, alternatives.map((other) => h("li", {}, causeWords(other).title, " ", fieldTags(other.fields), code(other.id, "cause-id"))))));
}

function fieldTags(fields = []) {
  return fields.map((field) => [code(field, "tag tag-field"), " "]);
}

export function findingsView(title, findings) {
  return h("div", { class: "findings" },
    h("h3", {}, title),
    h("ul", {}, findings.map((finding) =>
      h("li", {},
        h("strong", {}, said(finding.title)), " ",
        finding.field && [code(finding.field, "tag tag-field"), " "],
        h("p", {}, said(finding.detail), " ", said(advice(finding.fix)))))));
}
