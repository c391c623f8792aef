/** The commands and their options as data: for the parser, for `--help` and for completion. */
import catalog from "tawqee-catalog";

import { UNWRITTEN } from "./output.js";

/** What may stand in place of an argument. */
export const CLASSES = Object.keys(catalog.classes);
export const GATEWAYS = [...new Set(Object.values(catalog.classes).map((known) => known.gateway))];
export const SHELLS = ["bash", "zsh", "fish"];

const CALL = ["option", "config-fd"];

/** In the order of `--help`. An argument in brackets may be left out. */
export const COMMANDS = {
  list: { takes: ["[CLASS]"], options: [], does: "classes, their operations and events; of one class its configuration too" },
  fields: { takes: ["CLASS", "CALL"], options: [], does: "the input of an operation or event: types, rules, what is signed" },
  build: { takes: ["CLASS", "OPERATION", "[FILE]"], options: ["curl", ...CALL], does: "the request, secrets masked; --curl: the command that sends it" },
  sign: { takes: ["CLASS", "CALL", "[FILE]"], options: CALL, does: "the signature of an input" },
  explain: { takes: ["CLASS", "CALL", "[FILE]"], options: CALL, does: "how it comes about, part by part" },
  diagnose: {
    takes: ["CLASS", "[CALL]", "[FILE]"],
    options: ["signature", ...CALL],
    does: "which mistake gives --signature; without CALL, from what was sent: curl, raw HTTP, JSON, URL",
  },
  verify: { takes: ["CLASS", "EVENT", "[FILE]"], options: ["url", "header", "now", "config-fd"], does: "what a notification, webhook or return proves" },
  redact: { takes: ["[FILE]"], options: [], does: "a request as JSON, with its secrets masked" },
  "describe-error": { takes: ["GATEWAY", "CODE"], options: [], does: "what is known about an error code of a gateway" },
  sandbox: { takes: [], options: ["port", "host", "webhook", "database"], does: "the four gateways on a port of this machine, for tests" },
  live: { takes: ["GATEWAY"], options: ["report", "base-url", "config-fd"], does: "whether staging accepts the signature, by calls that only read" },
  completion: { takes: ["SHELL"], options: [], does: "a completion script for bash, zsh or fish" },
};

/** The options; those without a `value` are switches. */
export const OPTIONS = {
  signature: { value: "TEXT", does: "the signature that was refused" },
  curl: { does: "a curl command for a POSIX shell, with the account's secrets as environment variables" },
  option: { value: "NAME=VALUE", many: true, does: "an option of the call: --option timestamp=1718000000" },
  url: { value: "URL", does: "the address of a webhook, where it is signed" },
  header: { value: "'NAME: VALUE'", many: true, does: "a header of a webhook" },
  now: { value: "SECONDS", does: "the time in Unix seconds by which a webhook is judged; the clock without it" },
  "config-fd": { value: "N", does: "the configuration as a JSON object from a file descriptor" },
  port: { value: "NUMBER", does: "where the sandbox listens; 7420 without it, 0 for any free port" },
  host: { value: "ADDRESS", does: "the address it listens on; 127.0.0.1 without it" },
  webhook: { value: "URL", does: "where it sends webhooks" },
  database: { value: "FILE", does: "a SQLite file for its orders, where the runtime has node:sqlite" },
  report: { value: "FILE", does: "writes the result of a live check, without secrets" },
  "base-url": { value: "URL", does: "an address on this machine, such as a sandbox, instead of the gateway's" },
  json: { does: "JSON instead of text, errors on standard error too" },
  help: { short: "h", does: "this text" },
  version: { does: "the version" },
};

/** The options that every command has. */
export const EVERYWHERE = ["json", "help", "version"];

/** The names of the calls of a class, by what an argument may be. */
export function callsOf(className, kind) {
  const { operations, events, methods = {} } = catalog.classes[className];
  const arriving = Object.values(methods).flatMap(({ verifies }) => verifies ?? []);
  return { OPERATION: Object.keys(operations), EVENT: arriving, CALL: [...Object.keys(operations), ...Object.keys(events)] }[kind];
}

export function usage() {
  const commands = Object.entries(COMMANDS).map(([name, { takes, does }]) => [`tawqee ${[name, ...takes].join(" ")}`, does]);
  const options = Object.entries(OPTIONS).map(([name, { value, does }]) => [`--${name}${value ? ` ${value}` : ""}`, does]);
  return `usage:
${table(commands)}

CLASS    ${CLASSES.join(", ")}
CALL     an OPERATION or EVENT of the class: tawqee list CLASS. Names are understood in any letter case.
FILE     JSON input, raw body or request; standard input when absent or -
GATEWAY  ${GATEWAYS.join(", ")}

options:
${table(options)}

Keys and tokens are read from the environment, one variable for each option of the class (TAWQEE_SECURE_KEY,
TAWQEE_MERCHANT_CODE, …: tawqee list CLASS), or with --config-fd. They are never taken from arguments, which other users
of the machine can see. Further keys for diagnose: TAWQEE_OTHER_KEYS='[{"label":"staging key","key":"…"}]'.

Exit status: 0 done, valid or verified; 1 refused, wrong, explained or not known; 2 not understood; ${UNWRITTEN} the result could
not be written.`;
}

/** Rows of two columns. */
export function table(rows) {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`.trimEnd()).join("\n");
}
