/**
 * Everything that was typed. It lives in this module only: no storage, no cookies, and nothing secret in
 * the address. Closing the tab forgets it.
 */
import { classOf, classes, operationOf } from "./library.js";

const first = classes[0];

export const state = {
  tool: "build",
  lang: "en",
  theme: "auto",
  /** Constructor options of each class, as the form shows them. */
  configs: {},
  build: { class: first.class, operation: first.operations[0].name, sample: 0, input: "", options: "" },
  debug: { mode: "input", class: first.class, operation: "refund", input: "", options: "", signature: "", pasted: "", own: "", otherKeys: "", mistake: "" },
  webhook: { kind: "", sample: "", fields: {} },
};

/** The form's values of a class, at first those of the demonstration account. */
export function configOf(className) {
  state.configs[className] ??= asForm(classOf(className).config);
  return state.configs[className];
}

/** Puts the demonstration account back, with what a sample needs beside it. */
export function useDemoAccount(className, more = {}) {
  state.configs[className] = asForm({ ...classOf(className).config, ...more });
}

function asForm(config) {
  const text = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, text(value)]));
}

/** What was typed as a key, token or password of any class. */
export function typedSecrets() {
  const secrets = [];
  for (const { class: name, options } of classes) {
    const values = state.configs[name] ?? {};
    for (const field of options.fields) if (field.secret && values[field.name]) secrets.push(values[field.name]);
  }
  for (const line of state.debug.otherKeys.split("\n")) if (line.trim()) secrets.push(line.trim());
  return secrets;
}

export function useSample(target, className, operationName, index = 0) {
  const operation = operationOf(className, operationName);
  const sample = operation.samples[index] ?? operation.samples[0];
  Object.assign(target, { class: className, operation: operation.name, sample: operation.samples.indexOf(sample) });
  target.input = sample ? pretty(sample.input) : "{}";
  target.options = sample && Object.keys(sample.options ?? {}).length ? pretty(sample.options) : "";
}

export function pretty(value) {
  return JSON.stringify(value, null, 2);
}
