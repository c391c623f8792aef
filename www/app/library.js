/** The library and its catalog, as the page uses them. The library is large, and the page stands before it is there. */
import { catalog } from "../generated/catalog.js";

export { catalog };

let tawqee;

/** The page is made to be given keys, and connects to nothing. */
globalThis.TAWQEE_ALLOW_KEYS_IN_BROWSER = true;

/** Done once the library can be called. */
export const arrived = import("../../pkg/dist/diagnose.mjs").then((found) => {
  tawqee = found;
});

export const isHere = () => tawqee !== undefined;

/** All of it, for the search; in the page with its compiled `module` and the `workerScript`. */
export const library = () => tawqee;

export const classes = catalog.classes;

export function classOf(name) {
  return classes.find((found) => found.class === name) ?? classes[0];
}

export function operationOf(className, name) {
  const { operations } = classOf(className);
  return operations.find((found) => found.name === name) ?? operations[0];
}

/** A gateway from the values of a form: what was left empty is left out, unless it must be there. */
export function gateway(className, values) {
  return new tawqee[className](configuration(className, values));
}

/** The same as the object that a constructor takes. */
export function configuration(className, values) {
  const { options } = classOf(className);
  const config = {};
  for (const { name, required, ts } of options.fields) {
    const text = values[name] ?? "";
    if (text === "" && !required) continue;
    config[name] = ts.startsWith("Record") ? readRecord(name, text) : ts === "boolean" ? text === "true" : text;
  }
  return config;
}

function readRecord(name, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw Object.assign(new Error("is not a JSON object"), { code: "INVALID_CONFIG", field: name, hint: '{ "refund": "/path" }' });
  }
}

export const redact = (value) => tawqee.redact(value);
export const diagnoseRequest = (...question) => tawqee.diagnoseRequest(...question);

/** The names of the options that a call understands. */
export function optionNames(className, operation) {
  return [...new Set([...operation.options, ...classOf(className).callOptions])];
}

/** The options of a call, with the time filled in once, so that request and explanation agree. */
export function withTime(className, operation, options) {
  if (!optionNames(className, operation).includes("timestamp") || options.timestamp !== undefined) return options;
  return { ...options, timestamp: Math.floor(Date.now() / 1000) };
}

/** The names of fields that hold a secret in any input, configuration or header. */
export const secretNames = new Set([
  ...catalog.secretHeaders, "set-cookie", "proxy-authorization",
]);

function collect({ fields }) {
  for (const { name, secret, members } of fields) {
    if (secret) secretNames.add(name);
    if (members) collect(members);
  }
}
for (const { options, operations } of classes) {
  collect(options);
  for (const { input } of operations) collect(input);
}
