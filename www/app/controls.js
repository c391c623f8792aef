/** Labelled controls, and the small parts that every tool shows. */
import { code, fill, h, newId } from "./dom.js";
import { advice } from "./hints.js";
import { painted } from "./highlight.js";
import { maybe, said, t } from "./i18n.js";
import { announce } from "./live.js";

export function select({ label, options, value, onchange }) {
  const id = newId("select");
  const control = h("select", { id, "data-control": typeof label === "string" ? label : label.textContent, onchange: () => onchange(control.value) });
  const set = (entries, chosen) => {
    const make = ({ value: own, label: text, dir }) => h("option", { value: own, selected: own === chosen, dir }, text);
    fill(control, entries.map((entry) => (entry.options ? grouped(entry, make) : make(entry))));
  };
  set(options, value);
  return { element: h("div", { class: "field" }, h("label", { htmlFor: id }, label), control), control, set };
}

function grouped({ label, options }, make) {
  return h("optgroup", { label }, options.map(make));
}

/** One line of text; what is secret is a password field, which no browser is asked to remember. */
export function line({ label, face = label, value, secret, optional, hint, oninput, replaces, placeholder }) {
  const id = newId("line");
  const error = h("p", { class: "field-error", id: `${id}-error` });
  const input = h("input", {
    id,
    class: "line",
    type: secret ? "password" : "text",
    dir: "ltr",
    "data-control": label,
    autocomplete: secret ? "new-password" : "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": `${id}-error${hint ? ` ${id}-hint` : ""}`,
    placeholder,
    value,
    oninput: () => oninput(input.value),
    onpaste: (event) => replaceSample(event, replaces),
  });
  const reveal = secret && h("button", {
    type: "button",
    class: "reveal",
    "aria-pressed": "false",
    "aria-label": t("keys.show", { label }),
    onclick: () => {
      const hidden = input.type === "password";
      input.type = hidden ? "text" : "password";
      reveal.setAttribute("aria-pressed", String(hidden));
    },
  }, eye());
  const element = h(
    "div",
    { class: "field" },
    h("div", { class: "field-head" }, h("label", { htmlFor: id }, face), optional && h("span", { class: "optional" }, t("optional"))),
    h("div", { class: "line-box" }, input, reveal),
    hint && h("p", { class: "field-hint", id: `${id}-hint` }, hint),
    error,
  );
  return {
    element,
    input,
    set value(text) {
      if (text !== input.value) input.value = text;
    },
    setError(content) {
      input.setAttribute("aria-invalid", content ? "true" : "false");
      fill(error, content ?? []);
    },
  };
}

/** A paste takes the place of a whole sample, even where the caret only stands in it. `replaces` says of the text whether. */
export function replaceSample({ target, clipboardData }, replaces) {
  if (target.selectionStart === target.selectionEnd && replaces?.(clipboardData?.getData("text") ?? "")) target.select();
}

function eye() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  for (const path of ["M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z", "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z"]) {
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    shape.setAttribute("d", path);
    svg.append(shape);
  }
  return svg;
}

/** Choices of which exactly one holds, as a row of radio buttons. */
export function choice({ label, options, value, onchange }) {
  const name = newId("choice");
  return h(
    "fieldset",
    { class: "choice" },
    h("legend", { class: "hidden" }, label),
    options.map(({ value: own, label: text }) =>
      h("label", { class: "choice-option" },
        h("input", { type: "radio", name, value: own, "data-control": `${label} ${own}`, checked: own === value, onchange: () => onchange(own) }),
        h("span", {}, text))),
  );
}

export function card(title, ...children) {
  const heading = h("h2", { class: "card-title" }, title);
  const actions = h("div", { class: "card-actions" });
  const body = h("div", { class: "card-body" }, children);
  return { element: h("section", { class: "card" }, h("header", { class: "card-head" }, heading, actions), body), heading, actions, body };
}

/** Copies what `text` gives at that moment. */
export function copyButton(text, label = t("copy")) {
  const face = h("span", {}, label);
  let timer;
  const button = h("button", {
    type: "button",
    class: "button copy",
    onclick: async () => {
      // What is grey answers other texts than those that stand there now.
      const said = t(button.closest("[data-stale=true]") ? "copy.stale" : (await copy(text())) ? "copied" : "copy.failed");
      fill(face, said);
      announce(said, 0);
      clearTimeout(timer);
      timer = setTimeout(() => fill(face, label), 1600);
    },
  }, face);
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** For a page that was opened as a file or over plain HTTP, where there is no clipboard API. */
function copyBySelection(text) {
  const area = h("textarea", { value: text, class: "offscreen", "aria-hidden": "true", tabIndex: -1 });
  const focused = document.activeElement;
  // Nothing outside an open dialog can be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return done;
}

/** Code that is shown and not edited. */
export function codeBlock(text, language, label) {
  return h("pre", { class: "code", dir: "ltr", translate: "no", tabIndex: 0, role: "region", "aria-label": label }, h("code", {}, painted(text, language)));
}

/** What an error of the library says: at its field, or with the field's name. */
export function errorContent(error, { atField = false } = {}) {
  const kind = maybe(`error.${error.code}`);
  return [
    kind && h("strong", { class: "error-kind" }, kind),
    error.field && !atField && code(error.field, "error-field"),
    " ",
    sentences(error),
  ];
}

/** The message of an error and its hint as sentences. */
export function sentences(error) {
  const hint = error.hint && advice(error.hint);
  return [said(`${sentence(error)}.`), hint && [" ", said(hint, "error-hint")]];
}

/** The message without what is shown beside it: operation and field in front, the hint in brackets behind. */
function sentence({ operation, field, hint, message }) {
  let bare = message;
  for (const prefix of [`${operation}: `, `${field}: `, `${field} `]) if (bare.startsWith(prefix)) bare = bare.slice(prefix.length);
  if (hint && bare.endsWith(` (${hint})`)) bare = bare.slice(0, -hint.length - 3);
  return capital(bare);
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1).replace(/\.$/, "");
}
