/** Two strings to sign under each other, with what differs marked in both; or the first alone, if the right one is not known. */
import { h } from "./dom.js";
import { diff } from "./diff.js";
import { signs } from "./parts.js";
import { t } from "./i18n.js";

export function compareView(theirs, right) {
  if (right === undefined) return h("div", { class: "compare" }, row(t("diff.theirs"), signs(theirs)));
  const runs = diff(theirs, right);
  const pieces = (without) => runs.map(({ kind, text }) => piece(kind, text, without));
  const same = runs.every(({ kind }) => kind === "same");
  return h("div", { class: "compare" },
    row(t("diff.theirs"), pieces("added")),
    row(t("diff.right"), pieces("removed")),
    h("p", { class: "compare-sum" }, same ? t("diff.same") : t("diff.count", counts(runs))));
}

function row(label, content) {
  return h("div", { class: "compare-row" },
    h("span", { class: "compare-label" }, label),
    h("code", { class: "compare-text", dir: "ltr", translate: "no" }, content));
}

/** What the other text has more of leaves a gap in this one. */
function piece(kind, text, without) {
  if (kind === without) return h("span", { class: "gap", "aria-hidden": "true" });
  return h({ same: "span", removed: "del", added: "ins" }[kind], {}, signs(text));
}

function counts(runs) {
  const of = (wanted) => runs.filter(({ kind }) => kind === wanted).reduce((sum, { text }) => sum + [...text].length, 0);
  return { removed: of("removed"), added: of("added") };
}
