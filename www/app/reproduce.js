/** The card with the formula as code that runs anywhere else: nobody has to believe the page. */
import { card, codeBlock, copyButton } from "./controls.js";
import { code, fill, h } from "./dom.js";
import { rich, t } from "./i18n.js";
import { generators, variables } from "./recipe-code.js";
import { tabs } from "./tabs.js";

const NAMES = { shell: "sha256sum", openssl: "openssl", php: "PHP", python: "Python", javascript: "JavaScript", java: "Java", csharp: "C#", go: "Go" };
const COLOURS = { shell: "shell", openssl: "shell" };

/** The language that was chosen last, in every tool. */
let language = "openssl";

export function reproduceCard() {
  const made = card(t("reproduce.title"));
  const place = h("div");
  let text = "";
  made.actions.append(copyButton(() => text));
  return {
    element: made.element,
    /** Without an explanation there is nothing to reproduce, and the card is empty and hidden. */
    show(explanation) {
      made.element.hidden = !explanation;
      text = "";
      fill(place);
      fill(made.body);
      if (!explanation) return;
      const known = Object.keys(NAMES).filter((name) => generators[name](explanation));
      if (!known.includes(language)) language = "openssl";
      const write = () => {
        text = generators[language](explanation);
        fill(place, codeBlock(text, COLOURS[language] ?? "js", NAMES[language]));
      };
      const list = tabs({
        label: t("reproduce.title"),
        entries: known.map((value) => ({ value, label: value === "shell" && explanation.algorithm === "MD5" ? "md5sum" : NAMES[value] })),
        value: language,
        small: true,
        panel: place,
        onchange: (chosen) => {
          language = chosen;
          write();
        },
      });
      const names = variables(explanation);
      fill(made.body, h("p", { class: "note" }, rich("reproduce.keys", { names: h("span", {}, names.map((name, index) => [index > 0 && " ", code(name)])) })), list, place);
      write();
    },
  };
}
