/** Two strings to sign, part by part, with what differs marked in both; or the first alone, if the other is not known. */
import { byPart, placesOf } from "./by-part.js";
import { h } from "./dom.js";
import { rich, t } from "./i18n.js";
import { partLink } from "./linked.js";
import { signs } from "./parts.js";

/** Of a request: what its sender signed, and what is right. */
export const REQUEST = { first: "diff.theirs", second: "diff.right", count: "diff.count", look: "" };
/** Of an event neither side is a mistake of ours, and what was received is not right because it arrived. */
export const EVENT = { first: "event.signed", second: "event.received", count: "event.count", look: "compare-event" };

/** `fields` are those that the causes of the difference name. */
export function compareView(theirs, explanation, sides = REQUEST, fields = []) {
  if (!explanation) return h("div", { class: "compare" }, h("p", { class: "compare-label" }, t(sides.first)), cell(signs(theirs)));
  const places = placesOf(theirs, explanation.parts);
  if (places && !isSorted(places)) return orderView(explanation.parts, places, sides);
  const rows = byPart(theirs, explanation.parts, fields);
  const runs = rows.flatMap((row) => row.runs);
  const [changed, alike] = [true, false].map((wanted) => rows.filter((row) => row.changed === wanted));
  return tableView(sides, [...changed, ...alike].map(rowView), changed.length === 0 ? t("diff.same") : rich(sides.count, counts(runs)));
}

function tableView(sides, rows, sum) {
  return h("div", { class: `compare ${sides.look}` },
    h("div", { class: "table-box", tabIndex: 0, role: "region", "aria-label": t("diff.table") },
      h("table", {},
        h("thead", {}, h("tr", {}, ["parts.field", sides.first, sides.second].map((key) => h("th", { scope: "col" }, t(key))))),
        h("tbody", {}, rows))),
    h("p", { class: "compare-sum" }, sum));
}

/** Where only the order differs, the places of the parts say so, and the characters would not. */
function orderView(parts, places, sides) {
  const right = placesOf(parts.map(({ text }) => text).join(""), parts);
  const rows = parts.map((part, index) => {
    const [theirs, ours] = [places[index], right[index]];
    return h("tr", { class: theirs === ours ? "row-alike" : "row-changed", "data-part": part.name },
      h("th", { scope: "row" }, partLink(part.name)),
      [theirs, ours].map((place) => h("td", {}, place
        ? [h("span", { class: "place" }, String(place)), cell(signs(part.text, true))]
        : h("span", { class: "faint" }, t("parts.omitted")))));
  });
  return tableView(sides, rows, t("diff.order"));
}

/** Whether the places of what is not left out follow each other. */
function isSorted(places) {
  const known = places.filter(Boolean);
  return known.every((place, index) => place === index + 1);
}

function rowView({ part, runs, changed }) {
  const pieces = (without) => runs.map(({ kind, text }) => piece(kind, text, without, !changed));
  return h("tr", { class: changed ? "row-changed" : "row-alike", "data-part": part.name },
    h("th", { scope: "row" }, partLink(part.name)),
    ["added", "removed"].map((without) => h("td", {},
      runs.some(({ kind }) => kind !== without) ? cell(pieces(without)) : h("span", { class: "faint" }, t("parts.omitted")))));
}

function cell(content) {
  return h("code", { class: "compare-text", dir: "ltr", translate: "no" }, content);
}

/** What the other text has more of leaves a gap in this one. */
function piece(kind, text, without, keepSpaces) {
  if (kind === without) return h("span", { class: "gap", "aria-hidden": "true" });
  return h({ same: "span", removed: "del", added: "ins" }[kind], {}, signs(text, keepSpaces));
}

function counts(runs) {
  const of = (wanted) => runs.filter(({ kind }) => kind === wanted).reduce((sum, { text }) => sum + [...text].length, 0);
  return { removed: of("removed"), added: of("added") };
}
