/** Where the command finds the configuration: the environment, or a file descriptor. Never the arguments. */
import { readFileSync } from "node:fs";

import classes from "tawqee-options";

import { UsageError } from "./usage.js";

/** The constructor options of a class. */
export function configuration(className, descriptor, environment) {
  const options = {};
  for (const name of classes[className] ?? []) {
    const value = environment[variable(name)];
    if (value === undefined) continue;
    options[name] = value.startsWith("{") || value.startsWith("[") ? parsed(value, variable(name)) : value;
  }
  return descriptor === undefined ? options : { ...options, ...described(descriptor) };
}

function described(descriptor) {
  if (!/^\d{1,9}$/.test(descriptor)) throw new UsageError("--config-fd takes the number of a file descriptor");
  return parsed(readFileSync(Number(descriptor), "utf8"), `file descriptor ${descriptor}`);
}

/** The parser's own message would quote the text, which holds secrets. */
function parsed(text, where) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${where} is not JSON`);
  }
}

/** `secureKey` is read from `TAWQEE_SECURE_KEY`. */
function variable(name) {
  return `TAWQEE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
