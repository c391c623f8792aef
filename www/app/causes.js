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

/** Those of one title stand together: a request may have a dozen fields under other names. */
export function findingsView(title, findings) {
  const kinds = [...new Set(findings.map((finding) => finding.title))];
  return h("div", { class: "findings" },
    h("h3", {}, title),
    h("ul", {}, kinds.map((kind) => {
      const found = findings.filter((finding) => finding.title === kind);
      return h("li", {}, h("strong", {}, said(kind)), " ", found.length === 1 ? findingView(found[0]) : h("ul", {}, found.map((finding) => h("li", {}, findingView(finding)))));
    })));
}

function findingView({ field, detail, fix }) {
  return [field && [code(field, "tag tag-field"), " "], h("p", {}, said(detail), " ", said(advice(fix)))];
}
