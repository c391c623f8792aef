/** Where the command finds the configuration: the environment, or a file descriptor. Never the arguments. */
import { readFileSync } from "node:fs";

import classes from "tawqee-options";

import { call } from "../core.js";
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

/** The parser's own message could quote the text, which holds secrets. */
function parsed(text, where) {
  try {
    return call("parseJson", text);
  } catch {
    throw new UsageError(`${where} is not JSON; look for a byte-order mark, a comma too many and a name given twice`);
  }
}

/** `secureKey` is read from `TAWQEE_SECURE_KEY`. */
function variable(name) {
  return `TAWQEE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
