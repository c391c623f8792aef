/** The command `tawqee`: signs, explains, diagnoses and verifies in a terminal. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import * as tawqee from "tawqee";

import { configuration } from "./configuration.js";
import { printDiagnosis, printExplanation, printResult } from "./print.js";
import { UsageError } from "./usage.js";

const USAGE = `usage:
  tawqee sign     CLASS OPERATION [FILE]                     the signature of an input
  tawqee explain  CLASS OPERATION [FILE]                     how it comes about, part by part
  tawqee diagnose CLASS OPERATION [FILE] --signature TEXT    which mistake gives this signature
  tawqee diagnose CLASS [FILE]                               the same, from what was sent: curl, raw HTTP, JSON, URL
  tawqee verify   CLASS EVENT [FILE] [--url URL] [--header 'NAME: VALUE' ...] [--now SECONDS]

CLASS      Fawry, FawryInvoices, Fatora, Pay3 or UPayments
EVENT      notification, notificationV1, return, webhook
FILE       JSON input or raw body; standard input when absent or -

Keys and tokens are read from the environment (TAWQEE_SECURE_KEY, TAWQEE_MERCHANT_CODE, TAWQEE_API_SECRET, … one
variable for each constructor option), or as a JSON object from a file descriptor with --config-fd N. They are
never taken from arguments, which other users of the machine can see.

  --option NAME=VALUE   an option of the call: --option timestamp=1718000000
  --json                print JSON
  --version, --help

Exit status: 0 done, valid or verified; 1 refused, wrong or explained; 2 not understood.`;

const OPTIONS = {
  signature: { type: "string" },
  url: { type: "string" },
  header: { type: "string", multiple: true, default: [] },
  now: { type: "string" },
  option: { type: "string", multiple: true, default: [] },
  "config-fd": { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false },
};

const COMMANDS = {
  sign({ gateway, operation, input, options, print }) {
    print(gateway.signature(operation, input(), options), (signature) => signature);
  },

  explain({ gateway, operation, input, options, print }) {
    print(gateway.explain(operation, input(), options), printExplanation);
  },

  diagnose({ gateway, operation, input, text, options, values, print }) {
    const diagnosis = operation
      ? gateway.diagnose(operation, input(), values.signature, options)
      : tawqee.diagnoseRequest(gateway, text(), options);
    print(diagnosis, printDiagnosis);
    return diagnosis.verdict === "valid" && !diagnosis.findings?.length ? 0 : 1;
  },

  verify({ gateway, operation: event, text, values, print }) {
    const verify = VERIFIERS[event];
    if (!verify?.in(gateway)) throw new UsageError(`${gateway.constructor.name} has no event ${event}`);
    print(verify.run(gateway, text(), values), printResult);
  },
};

const VERIFIERS = {
  notification: verifier("verifyNotification"),
  notificationV1: verifier("verifyNotificationV1"),
  return: verifier("verifyReturn"),
  webhook: verifier("verifyWebhook", (body, { url, header, now }) => {
    if (url === undefined) return body;
    return { url, body, headers: headers(header), now: now === undefined ? undefined : Number(now) };
  }),
};

function verifier(method, argument = (body) => body) {
  return {
    in: (gateway) => typeof gateway[method] === "function",
    run: (gateway, body, values) => gateway[method](argument(body, values)),
  };
}

function headers(lines) {
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      if (colon < 1) throw new UsageError("a header is written 'NAME: VALUE'");
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}

/** Options of a call; numbers and booleans are JSON, everything else is text. */
function callOptions(pairs) {
  const options = pairs.map((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 1) throw new UsageError("an option is written NAME=VALUE");
    const value = pair.slice(equals + 1);
    return [pair.slice(0, equals), /^(true|false|\d{1,15})$/.test(value) ? JSON.parse(value) : value];
  });
  return options.length > 0 ? Object.fromEntries(options) : undefined;
}

function parseInput(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError("the input is not JSON");
  }
}

function run(argv) {
  const { values, positionals } = parse(argv);
  if (values.version) return console.log(tawqee.version);
  if (values.help) return console.log(USAGE);
  const [command, className, ...rest] = positionals;
  if (!Object.hasOwn(COMMANDS, command ?? "")) throw new UsageError(command ? `no command ${command}` : "which command?");
  const Class = tawqee[className];
  if (typeof Class?.className !== "string") throw new UsageError("which class?");
  const isPasted = command === "diagnose" && values.signature === undefined;
  const operation = isPasted ? undefined : rest.shift();
  if (!isPasted && !operation) throw new UsageError("which operation?");
  if (isPasted && (rest.length > 1 || isOperation(Class, rest[0]))) throw new UsageError("diagnose needs --signature");
  if (rest.length > 1) throw new UsageError(`too many arguments: ${rest[1]}`);
  const text = () => readFileSync(rest[0] === undefined || rest[0] === "-" ? 0 : rest[0], "utf8");
  return COMMANDS[command]({
    gateway: new Class(configuration(className, values["config-fd"], process.env)),
    operation,
    text,
    input: () => parseInput(text()),
    options: callOptions(values.option),
    values,
    print: (result, asText) => console.log(values.json ? JSON.stringify(result, undefined, 2) : asText(result)),
  });
}

/** Whether a word is an operation or event of a class, rather than a file. */
function isOperation(Class, word) {
  return word !== undefined && (Object.hasOwn(Class.prototype, word) || Object.hasOwn(VERIFIERS, word));
}

function parse(argv) {
  try {
    return parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

try {
  process.exitCode = run(process.argv.slice(2)) ?? 0;
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`tawqee: ${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (typeof error?.code === "string") {
    console.error(`tawqee: ${error.code}: ${error.message}`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
