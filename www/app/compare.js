/** Two strings to sign under each other, with what differs marked in both; or the first alone, if the other is not known. */
import { h } from "./dom.js";
import { diff } from "./diff.js";
import { signs } from "./parts.js";
import { count, rich, t } from "./i18n.js";

/** Of a request: what its sender signed, and what is right. */
export const REQUEST = { first: "diff.theirs", second: "diff.right", count: "diff.count", look: "" };
/** Of an event neither side is a mistake of ours, and what was received is not right because it arrived. */
export const EVENT = { first: "event.signed", second: "event.received", count: "event.count", look: "compare-event" };

export function compareView(theirs, right, sides = REQUEST) {
  if (right === undefined) return h("div", { class: "compare" }, row(t(sides.first), signs(theirs)));
  const runs = diff(theirs, right);
  const pieces = (without) => runs.map(({ kind, text }) => piece(kind, text, without));
  const same = runs.every(({ kind }) => kind === "same");
  return h("div", { class: `compare ${sides.look}` },
    row(t(sides.first), pieces("added")),
    row(t(sides.second), pieces("removed")),
    h("p", { class: "compare-sum" }, same ? t("diff.same") : rich(sides.count, counts(runs))));
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
  return { removed: count(of("removed")), added: count(of("added")) };
}
