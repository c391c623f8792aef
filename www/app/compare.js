/** Two strings to sign under each other, with what differs marked in both. */
import { h } from "./dom.js";
import { diff } from "./diff.js";
import { signs } from "./parts.js";
import { t } from "./i18n.js";

export function compareView(theirs, right, labels = { theirs: t("diff.theirs"), right: t("diff.right") }) {
  const runs = diff(theirs, right);
  const same = runs.every(({ kind }) => kind === "same");
  const row = (label, without) =>
    h("div", { class: "compare-row" },
      h("span", { class: "compare-label" }, label),
      h("code", { class: "compare-text", dir: "ltr", translate: "no" },
        runs.map(({ kind, text }) => piece(kind, text, without))));
  return h("div", { class: "compare" },
    row(labels.theirs, "added"),
    row(labels.right, "removed"),
    h("p", { class: "compare-sum" }, same ? t("diff.same") : t("diff.count", counts(runs))));
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
