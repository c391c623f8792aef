/** The form of an account: merchant code, keys, tokens, environment, and readings of the documentation. */
import { card, errorContent, line, select } from "./controls.js";
import { code, fill, h } from "./dom.js";
import { said, t } from "./i18n.js";
import { classOf } from "./library.js";
import { standing } from "./ownership.js";
import { configOf, rememberSecret } from "./state.js";

/** `edited` is called before a typed option is stored, since the account may become another by it. */
export function keysPanel(className, { target, edited, replaces, onchange }) {
  const { options, config } = classOf(className);
  const controls = new Map();
  const make = (field, withHelp) => {
    const made = control(field, configOf(className)[field.name] ?? "", {
      replaces,
      typed: (text) => {
        edited();
        configOf(className)[field.name] = text;
        onchange();
      },
      chosen: (text) => {
        configOf(className)[field.name] = text;
        onchange();
      },
    });
    if (withHelp) made.element.append(help(field.doc));
    controls.set(field.name, made);
    return made.element;
  };
  const [main, rest] = [true, false].map((wanted) =>
    options.fields.filter(({ name, required }) => (required || name in config) === wanted));
  const used = rest.some(({ name }) => configOf(className)[name]);
  const promise = h("span");
  const say = () => fill(promise, t(standing(target) === "sample" ? "keys.promise" : "keys.own"));
  say();

  const panel = card(t("keys.title"),
    h("p", { class: "note" }, h("span", { class: "lock", "aria-hidden": "true" }), promise),
    h("div", { class: "grid-fields" }, main.map((field) => make(field, false))),
    rest.length > 0 && h("details", { class: "more", open: used }, h("summary", {}, t("keys.more")), h("div", { class: "grid-fields" }, rest.map((field) => make(field, true)))));
  panel.element.classList.add("account");
  return {
    element: panel.element,
    /** Shows the account as it is now. */
    refresh() {
      say();
      for (const [name, made] of controls) made.value = configOf(className)[name] ?? "";
    },
    /** Shows an error at the option it names, and takes the last one away. */
    setError(error) {
      for (const [name, made] of controls) made.setError(error?.field?.split(/[.[]/)[0] === name ? errorContent(error, { atField: true }) : null);
      const wrong = controls.get(error?.field?.split(/[.[]/)[0]);
      const fold = wrong?.element.closest("details");
      if (fold) fold.open = true;
    },
  };
}

function control({ name, ts, secret, required }, value, { typed, chosen, replaces }) {
  const words = ts === "boolean" ? ["true", "false"] : [...ts.matchAll(/"([^"]+)"/g)].map(([, word]) => word);
  const face = code(name);
  if (words.length === 0) {
    const made = line({ label: name, face, value, secret, oninput: typed, replaces });
    if (secret) made.input.addEventListener("change", () => rememberSecret(made.input.value));
    return made;
  }
  const empty = required ? [] : [{ value: "", label: t("keys.default") }];
  const made = select({
    label: face,
    options: [...empty, ...words.map((word) => ({ value: word, label: word, dir: "ltr" }))],
    value,
    onchange: chosen,
  });
  const error = h("p", { class: "field-error" });
  made.element.append(error);
  return {
    element: made.element,
    set value(text) {
      made.control.value = text;
    },
    setError: (content) => error.replaceChildren(...(content ?? []).flat().filter(Boolean)),
  };
}

/** What the library's own documentation says about a field. */
function help(doc) {
  return h("p", { class: "field-hint" }, said(doc));
}
