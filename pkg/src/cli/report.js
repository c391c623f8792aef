/** How a refusal is told. */
import catalog from "tawqee-catalog";

import { CommandError } from "./errors.js";
import { variable } from "./names.js";

/** The members of an error that `--json` shows. */
const MEMBERS = ["code", "message", "gateway", "operation", "field", "hint"];

/** Says on standard error why it failed. Returns the exit status, or undefined for what is a bug. */
export function report(error, isJson) {
  const isOwn = error instanceof CommandError;
  if (!isOwn && (typeof error?.code !== "string" || error instanceof TypeError)) return undefined;
  const set = variableOf(error);
  if (isJson) {
    const members = MEMBERS.filter((name) => error[name] !== undefined).map((name) => [name, error[name]]);
    console.error(JSON.stringify({ error: { ...Object.fromEntries(members), ...(set && { variable: set }) } }));
  } else {
    const code = error.code === "USAGE" ? "" : `${error.code}: `;
    console.error(`tawqee: ${code}${error.message}${set ? `; set ${set}` : ""}`);
    if (error.code === "USAGE") console.error("See tawqee --help.");
  }
  return isOwn ? error.status : error.field === "input" ? 2 : 1;
}

/** The environment variable of the option that is wrong or missing. */
function variableOf({ code, field }) {
  const [name] = /^\w*/.exec(field ?? "");
  const isOption = code === "INVALID_CONFIG" && Object.values(catalog.classes).some(({ options }) => options.some((it) => it.name === name));
  return isOption || name === "otherKeys" ? variable(name) : undefined;
}
