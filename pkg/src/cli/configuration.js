/** Where the command finds the configuration: the environment, or a file descriptor. Never the arguments. */
import { readFileSync } from "node:fs";

import classes from "tawqee-options";

/** The constructor options of a class. */
export function configuration(className, descriptor, environment) {
  const options = {};
  for (const name of classes[className] ?? []) {
    const value = environment[variable(name)];
    if (value !== undefined) options[name] = value.startsWith("{") || value.startsWith("[") ? JSON.parse(value) : value;
  }
  return descriptor === undefined ? options : { ...options, ...JSON.parse(readFileSync(Number(descriptor), "utf8")) };
}

/** `secureKey` is read from `TAWQEE_SECURE_KEY`. */
function variable(name) {
  return `TAWQEE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
