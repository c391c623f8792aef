/** The command `tawqee`. What needs the core is imported when it is called for. */
import { parseArgs } from "node:util";

import catalog from "tawqee-catalog";

import { completion } from "./completion.js";
import { CommandError } from "./errors.js";
import { printFields, printList } from "./list.js";
import { named, nearest } from "./names.js";
import { write } from "./output.js";
import { report } from "./report.js";
import { CLASSES, COMMANDS, EVERYWHERE, GATEWAYS, OPTIONS, SHELLS, callsOf, usage } from "./usage.js";

async function run(argv) {
  const { values, positionals } = parse(argv);
  if (values.version) return write(catalog.version);
  if (values.help) return write(usage());
  const [word, ...words] = positionals;
  if (word === undefined) {
    if (values.json) throw new CommandError("which command?");
    console.error(usage());
    return 2;
  }
  const command = named("command", word, Object.keys(COMMANDS));
  const foreign = Object.keys(values).find((name) => !EVERYWHERE.includes(name) && !COMMANDS[command].options.includes(name));
  if (foreign !== undefined) throw new CommandError(`${command} has no option --${foreign}`);
  const given = { ...assigned(command, words, values), values };
  switch (command) {
    case "list":
      return write(printList(given.CLASS, values.json));
    case "fields":
      return write(printFields(given.CLASS, given.CALL, values.json));
    case "completion":
      return write(completion(given.SHELL));
    case "sandbox": {
      const { serve } = await import("./sandbox.js");
      return serve(given);
    }
    case "live": {
      const { live } = await import("./live.js");
      return live(given);
    }
    default: {
      const { call } = await import("./calls.js");
      return call(command, given);
    }
  }
}

/** The words of a command by what they stand for. */
function assigned(command, words, values) {
  const rest = [...words];
  const given = {};
  for (const kind of takenBy(command, rest, values)) {
    const name = kind.replace(/[[\]]/g, "");
    const value = rest.shift();
    if (value === undefined && name === kind) throw new CommandError(QUESTIONS[kind], { hint: hintFor(kind, given.CLASS) });
    if (value !== undefined) given[name] = valueOf(name, value, given.CLASS);
  }
  if (rest.length > 0) throw new CommandError(`too many arguments: ${rest[0]}`);
  return given;
}

/** `diagnose` takes a call with a signature, and what was sent without one. */
function takenBy(command, [className, word, behind], { signature }) {
  if (command !== "diagnose") return COMMANDS[command].takes;
  if (signature !== undefined) return ["CLASS", "CALL", "[FILE]"];
  if (className !== undefined && word !== undefined) {
    const calls = callsOf(named("class", className, CLASSES), "CALL");
    const isCall = calls.some((name) => name.toLowerCase() === word.toLowerCase());
    if (isCall || behind !== undefined) throw new CommandError("diagnose needs --signature with an operation or event");
  }
  return ["CLASS", "[FILE]"];
}

const QUESTIONS = {
  CLASS: "which class?",
  CALL: "which operation or event?",
  OPERATION: "which operation?",
  EVENT: "which event?",
  GATEWAY: "which gateway?",
  CODE: "which code?",
  SHELL: "which shell?",
};

const KINDS = { CLASS: "class", CALL: "operation or event", OPERATION: "operation", EVENT: "event", GATEWAY: "gateway", SHELL: "shell" };

function namesOf(kind, className) {
  return { CLASS: CLASSES, GATEWAY: GATEWAYS, SHELL: SHELLS }[kind] ?? callsOf(className, kind);
}

function hintFor(kind, className) {
  return KINDS[kind] && namesOf(kind, className).join(", ");
}

function valueOf(kind, word, className) {
  if (KINDS[kind] === undefined) return word;
  const names = namesOf(kind, className);
  const of = className === undefined ? "" : `${className} `;
  if (names.length === 0) throw new CommandError(`${className} has no ${KINDS[kind]}`);
  const isName = (text) => names.some((name) => name.toLowerCase() === text.toLowerCase());
  // As the methods of an instance are called: verifyWebhook, signWebhook.
  const event = word.replace(/^(?:verify|sign)(?=[A-Z])/, "");
  return named(`${of}${KINDS[kind]}`, isName(event) && !isName(word) ? event : word, names);
}

function parse(args) {
  const options = Object.entries(OPTIONS).map(([name, { value, many = false, short }]) => {
    return [name, { type: value === undefined ? "boolean" : "string", multiple: many, ...(short && { short }) }];
  });
  try {
    return parseArgs({ args, options: Object.fromEntries(options), allowPositionals: true });
  } catch (error) {
    const [, unknown] = /^Unknown option '-*([^']*)'/.exec(error.message) ?? [];
    if (unknown === undefined) throw new CommandError(error.message.split("\n")[0]);
    const meant = nearest(unknown, Object.keys(OPTIONS));
    throw new CommandError(`there is no option --${unknown}`, { hint: meant && `did you mean --${meant}?` });
  }
}

try {
  process.exitCode ||= (await run(process.argv.slice(2))) ?? 0;
} catch (error) {
  const status = report(error, process.argv.includes("--json"));
  if (status === undefined) throw error;
  process.exitCode = status;
}
