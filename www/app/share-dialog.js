/** Shows what a link will hold before it is copied. */
import { copyButton } from "./controls.js";
import { breakable, code, h, newId } from "./dom.js";
import { causeTitle, t } from "./i18n.js";
import { writeJson } from "./json.js";

/** `shared` is what the tool's `share` gives; `address` the link. The keyboard returns to where it was. */
export function openShareDialog({ place, data, left, address }) {
  const id = newId("share");
  const dialog = h("dialog", { class: "share", "aria-labelledby": id, onclose: () => dialog.remove() },
    h("h2", { class: "card-title", id }, t("share.title")),
    h("div", { class: "table-box share-box", tabIndex: 0, role: "region", "aria-label": t("share.title") },
      h("table", { class: "share-table" }, h("tbody", {}, [...place, ...rows(data)].map(([name, value]) =>
        h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, typeof value === "string" ? code(value) : value)))))),
    left.length > 0 && h("p", { class: "note" }, t("share.left"), " ", left.map((name) => [code(name, "tag"), " "])),
    h("p", { class: "note" }, t("share.never")),
    h("div", { class: "share-actions" },
      copyButton(() => address, t("share.copy")),
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("share.close"))));
  document.getElementById("app").append(dialog);
  dialog.showModal();
  dialog.querySelector(".copy").focus();
}

/** One row for each value that the link carries; what is words of the page is no code. */
function rows(data) {
  if (!data) return [[t("share.input"), h("span", {}, t("share.nothing"))]];
  const { input, options, event, signature, account, demo, sender } = data;
  const members = (object = {}) => Object.entries(object).map(([name, value]) => [code(breakable(name)), typeof value === "string" ? value : writeJson(value)]);
  return [...members(input ?? event), ...members(options), ...(signature ? [[t("share.signature"), signature]] : []), ...members(account), ...(sender ? [[t("share.verdict"), h("span", {}, [t(`sender.${sender.verdict}`), ...sender.causes.map(causeTitle)].join(" · "))]] : []), ...(demo ? [[t("share.demo"), "demo"]] : [])];
}
