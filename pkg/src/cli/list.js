/** `list` and `fields`: the declarations, as text and as JSON. */
import catalog from "tawqee-catalog";

import { variable } from "./names.js";
import { paint } from "./output.js";
import { CLASSES, table } from "./usage.js";

/** The operations and events of a class, or of all of them; the configuration of one that is named. */
export function printList(className, isJson) {
  const names = className === undefined ? CLASSES : [className];
  if (isJson) return JSON.stringify(Object.fromEntries(names.map((name) => [name, listed(name)])), undefined, 2);
  const lists = names.map((name) => {
    const { gateway, operations, events } = listed(name);
    const rows = (calls) => table(Object.entries(calls));
    const lines = [`${paint(1, name)} (gateway ${gateway})`, rows(operations)];
    if (Object.keys(events).length > 0) lines.push(" events", rows(events));
    return lines.join("\n");
  });
  if (className !== undefined) lists.push([" configuration, from the environment", ...listed(className).configuration.map(printField)].join("\n"));
  return lists.join("\n\n");
}

function listed(name) {
  const { gateway, operations, events, options } = catalog.classes[name];
  const summaries = (calls) => Object.fromEntries(Object.entries(calls).map(([call, { summary }]) => [call, summary]));
  const configuration = options.map((field) => ({ ...described(field), variable: variable(field.name) }));
  return { gateway, operations: summaries(operations), events: summaries(events), configuration };
}

/** The input of an operation or event, and the options of the call. */
export function printFields(className, name, isJson) {
  const input = inputOf(className, name);
  if (isJson) return JSON.stringify(input, undefined, 2);
  const lines = [`${paint(1, `${className} ${name}`)}: ${input.summary}`, ""];
  lines.push(...input.fields.map(printField));
  for (const { name: form, doc, when, fields } of input.forms) lines.push("", ` ${form}, ${when}: ${doc}`, ...fields.map(printField));
  if (input.fields.length === 0) lines.push(` ${input.signed ? "takes what arrived" : "no fields"}`);
  lines.push("", ` ${signing(input)}`);
  if (input.options.length > 0) lines.push("", " options of the call, --option NAME=VALUE", ...input.options.map(printField));
  if (input.sample !== undefined) lines.push("", ` for example: ${input.sample}`);
  return lines.join("\n");
}

function inputOf(className, call) {
  const { operations, events } = catalog.classes[className];
  const { summary, unsigned, signs = [], fields = [], forms = [], options = [], sample } = operations[call] ?? events[call];
  const ofForms = new Set(forms.flatMap((form) => (form.fields ?? []).map((field) => field.name)));
  return {
    class: className,
    name: call,
    summary,
    signed: unsigned === undefined,
    ...(unsigned === undefined ? { signs } : { unsigned }),
    // What some of the forms have is told with them.
    fields: allOf(fields.filter(({ name }) => !ofForms.has(name)), signs),
    forms: forms.map((form) => ({
      name: form.name,
      doc: oneLine(form.doc),
      when: `${form.tag} ${form.tagValues.join(" or ")}`,
      fields: allOf(form.fields ?? [], form.signs ?? []),
    })),
    options: catalog.callOptions.filter(({ name }) => options.includes(name)).map((field) => described(field)),
    sample,
  };
}

/** Fields and their members, by their paths. A list's elements are signed by theirs: `chargeItems.price`. */
function allOf(fields, signs, parent = { path: "", key: "" }) {
  return fields.flatMap((field) => {
    const key = `${parent.key}${field.name}`;
    const path = `${parent.path}${field.name}`;
    const inside = { path: `${path}${field.list ? "[]" : ""}.`, key: `${key}.` };
    const isSigned = signs.includes("*") || signs.includes(key);
    return [{ ...described(field), name: path, signed: isSigned }, ...allOf(field.members?.fields ?? [], signs, inside)];
  });
}

function described({ name, ts, list = false, required = false, secret = false, rule = "", doc = "" }) {
  // A union of literals says its rule itself.
  return { name, type: list ? `${ts}[]` : ts, required, secret, rule: ts.includes('"') ? "" : rule, doc: oneLine(doc) };
}

function oneLine(doc = "") {
  return doc.split("\n\n")[0].replaceAll("\n", " ");
}

function printField({ name, variable: set, type, required, signed, secret, rule, doc }) {
  const marks = [type, required ? "required" : "optional", signed && "signed", secret && "secret", rule].filter(Boolean);
  return `  ${paint(36, set ?? name)}  ${marks.join(", ")}\n      ${set ? `${name}: ` : ""}${doc}`;
}

function signing({ signed, unsigned, signs, options }) {
  if (!signed) return `not signed: ${unsigned}`;
  if (signs.includes("*")) return "signed: the whole request, when the account has a secret to sign with";
  if (signs.length > 0) return `signed: ${signs.join(", ")}`;
  return `signed: ${options.some(({ name }) => name === "stringToSign") ? "the option stringToSign" : "no field"}`;
}
