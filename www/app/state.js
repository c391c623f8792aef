/**
 * Everything that was typed. It lives in this module only: no storage, no cookies, and nothing secret in
 * the address. Closing the tab forgets it.
 */
import { writeJson } from "./json.js";
import { classOf, classes, operationOf } from "./library.js";

const first = classes[0];

export const state = {
  tool: "debug",
  lang: "en",
  theme: "auto",
  /** Constructor options of each class, as the form shows them: the demonstration's, and the visitor's own. */
  accounts: { sample: {}, own: {} },
  /** `owner` says whose account a tool uses; the rest of it is kept in `ownership.js`. */
  build: { owner: "sample", class: first.class, operation: first.operations[0].name, sample: 0, input: "", options: "" },
  debug: { owner: "sample", mode: "paste", class: first.class, operation: "refund", input: "", options: "", signature: "", pasted: "", own: "", otherKeys: "", mistake: "" },
  webhook: { owner: "sample", kind: "", sample: "", fields: {} },
};

/** The form's values of a class in the tool that is open. */
export function configOf(className) {
  if (state[state.tool].owner === "own") return ownAccount(className);
  state.accounts.sample[className] ??= asForm(classOf(className).config);
  return state.accounts.sample[className];
}

/** The visitor's account: at first empty but for what has no empty choice. */
export function ownAccount(className) {
  const { options, config } = classOf(className);
  const chosen = options.fields.filter(({ name, required, ts }) => required && name in config && ts.includes('"'));
  state.accounts.own[className] ??= Object.fromEntries(chosen.map(({ name }) => [name, String(config[name])]));
  return state.accounts.own[className];
}

/** The demonstration account without its secrets. */
export function publicDemoAccount(className) {
  const { options, config } = classOf(className);
  const secret = (name) => options.fields.some((field) => field.name === name && field.secret);
  return asForm(Object.fromEntries(Object.entries(config).filter(([name]) => !secret(name))));
}

/** Keys, tokens and passwords that were typed and replaced since: they may still stand in a text. */
const replaced = new Set();

/** Puts the demonstration account back, with what a sample needs beside it. */
export function useDemoAccount(className, more = {}) {
  typedSecrets().forEach((secret) => replaced.add(secret));
  state.accounts.sample[className] = asForm({ ...classOf(className).config, ...more });
}

/** Remembers a key that was typed in full, since the next one takes its place in the form. */
export function rememberSecret(text) {
  if (text) replaced.add(text);
}

export function asForm(config) {
  const text = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, text(value)]));
}

/** What was typed as a key, token or password of any class in this tab. */
export function typedSecrets() {
  const secrets = [...replaced];
  for (const { class: name, options } of classes) {
    for (const values of [state.accounts.sample[name] ?? {}, state.accounts.own[name] ?? {}]) {
      for (const field of options.fields) if (field.secret && values[field.name]) secrets.push(values[field.name]);
    }
  }
  return [...secrets, ...otherKeys()];
}

/** Other keys to try, as they were typed: with white space between them. */
export function otherKeys() {
  return state.debug.otherKeys.split(/\s+/).filter(Boolean);
}

export function useSample(target, className, operationName, index = 0) {
  const operation = operationOf(className, operationName);
  const sample = operation.samples[index] ?? operation.samples[0];
  Object.assign(target, { class: className, operation: operation.name, sample: operation.samples.indexOf(sample) });
  target.input = sample ? pretty(sample.input) : "{}";
  target.options = sample && Object.keys(sample.options ?? {}).length ? pretty(sample.options) : "";
}

export function pretty(value) {
  return writeJson(value, "  ");
}
