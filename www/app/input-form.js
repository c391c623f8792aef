/** The input of an operation as JSON, with what its fields mean and errors shown at the field. */
import { errorContent } from "./controls.js";
import { code, fill, h } from "./dom.js";
import { editor } from "./editor.js";
import { rich, said, t } from "./i18n.js";
import { lineOf, placeOf, readJson } from "./json.js";
import { operationOf, optionNames } from "./library.js";

/** `edited(name)` is called before an edit is made known, since it may empty the other texts of a sample. */
export function inputForm(target, onchange, { rows = 14, edited, replaces }) {
  const whole = (text) => replaces() && /^\s*[{[]/.test(text);
  const help = h("p", { class: "caret-help" });
  const input = editor({
    label: t("input.label"),
    language: "json",
    value: target.input,
    rows,
    help,
    replaces: whole,
    placeholder: t("input.empty"),
    oninput: (text) => {
      target.input = text;
      edited("input");
      explainField();
      onchange();
    },
    oncaret: () => explainField(),
  });
  const options = editor({
    label: t("input.options"),
    language: "json",
    value: target.options,
    rows: 4,
    replaces: whole,
    optional: t("optional"),
    oninput: (text) => {
      target.options = text;
      edited("options");
      onchange();
    },
  });
  const optionsBox = h("details", { class: "more" }, h("summary", {}, t("input.options")), h("p", { class: "field-hint" }), options.element);
  const fields = h("details", { class: "more" });

  /** The documentation of the field in which the caret stands. */
  function explainField() {
    const at = input.area.selectionStart;
    const { places } = readJson(target.input);
    const inside = [...(places ?? [])].filter(([, { key, start, end }]) => (key?.start ?? start) <= at && at <= end);
    const path = inside.sort(([, a], [, b]) => (a.end - (a.key?.start ?? a.start)) - (b.end - (b.key?.start ?? b.start)))[0]?.[0];
    const field = path && fieldAt(operationOf(target.class, target.operation).input, path);
    fill(help, field ? fieldHelp(field) : h("span", { class: "faint" }, t("input.caret")));
  }

  function show() {
    const operation = operationOf(target.class, target.operation);
    const names = optionNames(target.class, operation);
    const type = operation.input;
    input.value = target.input;
    options.value = target.options;
    optionsBox.hidden = names.length === 0;
    // What is being typed in stays open.
    optionsBox.open = target.options !== "" || optionsBox.contains(document.activeElement);
    fill(optionsBox.querySelector(".field-hint"), t("input.optionsHint"), " ", names.map((name) => [code(name), " "]));
    fill(fields, h("summary", {}, rich("input.fields", { count: type.fields.length })),
      h("dl", { class: "field-list" }, fieldRows(type)));
    explainField();
  }

  show();
  return {
    element: h("div", { class: "stack" }, input.element, fields, optionsBox),
    show,
    /** `{ input, options }`, or as `error` what the status line says of what stands in the way, which is already shown. */
    read() {
      this.clear();
      const found = parse(target.input.trim() === "" ? "{}" : target.input, input);
      const chosen = parse(target.options.trim() === "" ? "{}" : target.options, options);
      return found.error || chosen.error ? { error: found.error ?? chosen.error } : { input: found.value, options: chosen.value };
    },
    /** Shows an error of the library where it belongs. */
    setError(error) {
      const names = optionNames(target.class, operationOf(target.class, target.operation));
      const isOption = error.field && names.includes(error.field.split(/[.[]/)[0]) && !readJson(target.input).places?.has(error.field);
      const [form, text] = isOption ? [options, target.options] : [input, target.input];
      const { places } = readJson(text);
      const place = error.field && places && placeOf(places, error.field);
      form.setError({ content: errorContent(error), place: place && (error.code === "UNKNOWN_FIELD" ? place.key ?? place : place) });
      if (isOption) optionsBox.open = true;
    },
    /** The editor and place of a field: `{ editor, place }`, with no place if there is none. */
    find(path) {
      const placeIn = (made) => {
        const place = readJson(made.value).places?.get(path);
        return place?.key ? { start: place.key.start, end: place.end } : place;
      };
      const found = [input, options].map((made) => ({ editor: made, place: placeIn(made) }));
      return found.find(({ place }) => place) ?? { editor: input };
    },
    clear() {
      input.setError(undefined);
      options.setError(undefined);
    },
  };
}

function parse(text, form) {
  const found = readJson(text);
  if (found.error) {
    const { reason, at } = found.error;
    const message = rich(`json.${reason}`);
    form.setError({
      content: [h("strong", { class: "error-kind" }, rich("json.broken", { line: lineOf(text, at) })), " ", message],
      place: { start: at, end: at + 1 },
    });
    return { error: rich("status.json", { line: lineOf(text, at) }) };
  }
  return found;
}

function fieldAt({ fields }, path) {
  const [name, ...rest] = path.split(".").map((step) => step.replace(/\[\d+\]$/, ""));
  const field = fields.find((known) => known.name === name);
  return field && rest.length && field.members ? fieldAt(field.members, rest.join(".")) : rest.length ? undefined : field;
}

function fieldHelp({ name, doc, required, rule, secret }) {
  return [code(name, "caret-name"), " ", tags({ required, secret }), said(doc), rule && [" (", said(rule), ")"]];
}

function tags({ required, secret }) {
  return [required && h("span", { class: "tag" }, t("field.required")), " ", secret && h("span", { class: "tag tag-secret" }, t("field.secret")), " "];
}

function fieldRows({ fields }, prefix = "") {
  return fields.map((field) => [
    h("dt", {}, code(prefix + field.name), " ", tags(field)),
    h("dd", {}, said(field.doc), field.rule && h("span", { class: "faint" }, " (", said(field.rule), ")")),
    field.members && fieldRows(field.members, `${prefix}${field.name}${field.list ? "[]" : ""}.`),
  ]);
}
