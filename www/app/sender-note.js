/** What the page of a link's sender said, as theirs: nothing of it was computed here. */
import { causeTitle, rich, t } from "./i18n.js";
import { fill, h } from "./dom.js";

export function senderNote() {
  const element = h("section", { class: "card sender", hidden: true });
  return {
    element,
    show(sender) {
      element.hidden = !sender;
      fill(element, sender && [
        h("p", {}, rich("sender.said", { verdict: h("strong", {}, t(`sender.${sender.verdict}`), sender.causes.length > 0 && ": ", sender.causes.map((id, index) => [index > 0 && " + ", causeTitle(id)])) })),
        h("p", { class: "note" }, t("sender.check")),
      ]);
    },
  };
}
