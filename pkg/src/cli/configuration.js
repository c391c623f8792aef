/** Where the command finds the configuration: the environment, or a file descriptor. Never the arguments. */
import catalog from "tawqee-catalog";

import { Call, runAlone } from "../core.js";
import { CommandError } from "./errors.js";
import { read } from "./input.js";
import { variable } from "./names.js";

/** The constructor options of a class. */
export function configuration(className, descriptor, environment) {
  const options = {};
  for (const { name } of catalog.classes[className].options) {
    const value = environment[variable(name)];
    if (value === undefined) continue;
    options[name] = value.startsWith("{") || value.startsWith("[") ? parsed(value, variable(name)) : value;
  }
  return descriptor === undefined ? options : { ...options, ...described(descriptor) };
}

/** The variables that hold what is secret in a configuration. */
export function secretsOf(className, options) {
  const secrets = catalog.classes[className].options.filter(({ name, secret }) => secret && options[name] !== undefined);
  return secrets.flatMap(({ name }) => [options[name]].flat().map((value) => ({ variable: variable(name), value })));
}

/** Further keys for a diagnosis. */
export function otherKeys(environment) {
  const name = variable("otherKeys");
  return environment[name] === undefined ? undefined : parsed(environment[name], name);
}

function described(descriptor) {
  if (!/^\d{1,9}$/.test(descriptor)) throw new CommandError("--config-fd takes the number of a file descriptor");
  const name = `file descriptor ${descriptor}`;
  return parsed(read(Number(descriptor), name).toString(), name);
}

/** JSON, read strictly. The parser's own message could quote the text, which holds secrets. */
export function parsed(text, where) {
  try {
    return runAlone(Call.ParseJson, text);
  } catch {
    const hint = "look for a byte-order mark, a comma too many and a name given twice";
    throw new CommandError(`${where} is not JSON`, { code: "NO_JSON", hint });
  }
}
