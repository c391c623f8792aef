/** The string to sign, part by part. */
import { copyButton } from "./controls.js";
import { visible } from "./diff.js";
import { code, h } from "./dom.js";
import { said, t } from "./i18n.js";
import { partLink } from "./linked.js";

const HUES = 7;

/** The parts, the signature and the table of an explanation; the parts alone of a content that nobody signed. */
export function signedView(explanation, { offered = true } = {}) {
  return [
    partsView(explanation),
    offered && h("div", { class: "signature" },
      h("span", { class: "signature-label" }, explanation.algorithm, " · ", explanation.encoding),
      code(explanation.signature, "signature-text"),
      copyButton(() => explanation.signature)),
    partsTable(explanation),
  ];
}

/** Coloured pieces with the field's name on each; what contributes nothing is there too, as left out. */
function partsView({ parts }) {
  return h("ol", { class: "parts", dir: "ltr", "aria-label": t("parts.label") }, parts.map((part, index) =>
    h("li", { class: `part ${look(part, index)}`, "data-part": part.name },
      h("span", { class: "part-name" }, part.name),
      part.text === ""
        ? h("span", { class: "part-text part-none" }, t("parts.omitted"))
        : h("code", { class: "part-text", translate: "no" }, signs(part.text, true)))));
}

function look({ text, secret }, index) {
  return text === "" ? "part-omitted" : secret ? "part-secret" : `hue-${index % HUES}`;
}

/**
 * The same as a table: what was given, what is hashed of it, and why. On a narrow screen it is a list of cards, which the
 * style makes of it; a browser takes no table for one then, so that every element says what it is.
 */
function partsTable({ parts }) {
  const head = ["parts.field", "parts.given", "parts.hashed", "parts.source"];
  const named = (key, ...content) => h("td", { role: "cell", "data-head": t(key) }, content);
  return h("div", { class: "table-box", tabIndex: 0, role: "region", "aria-label": t("parts.table") },
    h("table", { class: "parts-table", role: "table" },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader" }, "#"), head.map((key) => h("th", { scope: "col", role: "columnheader" }, t(key))))),
      h("tbody", { role: "rowgroup" }, parts.map((part, index) =>
        h("tr", { role: "row", class: part.text === "" ? "row-omitted" : "", "data-part": part.name },
          h("td", { role: "cell", class: "row-number" }, h("span", { class: `swatch ${look(part, index)}`, "aria-hidden": "true" }), String(index + 1)),
          h("th", { scope: "row", role: "rowheader" }, partLink(part.name)),
          named("parts.given", given(part)),
          named("parts.hashed", part.text === "" ? h("span", { class: "faint" }, t("parts.omitted")) : code(short(part.text)),
            part.note && h("span", { class: "row-note" }, said(part.note))),
          named("parts.source", t(`source.${part.source}`)))))));
}

function given({ given: value }) {
  if (value === undefined || value === null) return h("span", { class: "faint" }, "—");
  return code(short(typeof value === "string" ? value : JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner))));
}

function short(text) {
  return text.length > 90 ? `${text.slice(0, 80)}…` : text;
}

/** A text in which characters that nobody sees are signs. A single space between letters may stay one. */
export function signs(text, keepSpaces = false) {
  const inner = text.trim();
  const start = text.indexOf(inner);
  let at = 0;
  return visible(text).map(({ text: piece, sign }) => {
    const within = at >= start && at < start + inner.length;
    at += piece.length;
    if (!sign || (keepSpaces && piece === " " && within)) return piece;
    // The sign is drawn by the style, so that what is copied is the character itself.
    return h("span", { class: "sign", role: "img", "aria-label": signName(piece, sign), "data-sign": sign }, h("span", {}, piece));
  });
}

function signName(piece, sign) {
  const names = { " ": "sign.space", "\t": "sign.tab", "\n": "sign.newline", "\r": "sign.return" };
  return names[piece] ? t(names[piece]) : sign;
}
