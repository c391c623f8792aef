/** The command `tawqee`: signs, explains, diagnoses and verifies in a terminal. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { perform } from "../gateway.js";
import * as tawqee from "../index.js";
import { configuration } from "./configuration.js";
import { UNWRITTEN, printDiagnosis, printExplanation, printResult, write } from "./print.js";
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

Exit status: 0 done, valid or verified; 1 refused, wrong or explained; 2 not understood; ${UNWRITTEN} the result could
not be written.`;

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
  sign({ ofInput, print }) {
    print(ofInput("signature"), (signature) => signature);
  },

  explain({ ofInput, print }) {
    print(ofInput("explain"), printExplanation);
  },

  diagnose({ gateway, operation, ofInput, text, options, values, print }) {
    const diagnosis = operation
      ? ofInput("diagnose", values.signature)
      : tawqee.diagnoseRequest(gateway, text(), options);
    print(diagnosis, printDiagnosis);
    return diagnosis.verdict === "valid" && !diagnosis.findings?.length ? 0 : 1;
  },

  verify({ gateway, operation: event, bytes, values, print }) {
    const method = VERIFIERS[event];
    if (typeof gateway[method] !== "function") throw new UsageError(`${gateway.constructor.className} has no event ${event}`);
    print(gateway[method](received(gateway, values, bytes)), printResult);
  },
};

const VERIFIERS = {
  notification: "verifyNotification",
  notificationV1: "verifyNotificationV1",
  return: "verifyReturn",
  webhook: "verifyWebhook",
};

/** What a verifier takes: the body, for UPayments with what else it signs. */
function received(gateway, { url, header, now }, bytes) {
  if (gateway instanceof tawqee.UPayments) {
    if (url === undefined) throw new UsageError("UPayments signs the address of a webhook: give it with --url");
    return { url, headers: headers(header), body: bytes(), now: now === undefined ? undefined : Number(now) };
  }
  if (url !== undefined || now !== undefined || header.length > 0) {
    throw new UsageError("--url, --header and --now belong to a webhook of UPayments");
  }
  return bytes();
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

/** Text that lost nothing on its way; a byte-order mark is left for the core to name. */
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError("the input is not UTF-8");
  }
}

function run(argv) {
  const { values, positionals } = parse(argv);
  if (values.version) return write(tawqee.version);
  if (values.help) return write(USAGE);
  const [command, className, ...rest] = positionals;
  if (!Object.hasOwn(COMMANDS, command ?? "")) throw new UsageError(command ? `no command ${command}` : "which command?");
  const Class = tawqee[className];
  if (typeof Class?.className !== "string") throw new UsageError("which class?");
  const isPasted = command === "diagnose" && values.signature === undefined;
  const operation = isPasted ? undefined : rest.shift();
  if (!isPasted && !operation) throw new UsageError("which operation?");
  if (isPasted && (rest.length > 1 || isOperation(Class, rest[0]))) throw new UsageError("diagnose needs --signature");
  if (rest.length > 1) throw new UsageError(`too many arguments: ${rest[1]}`);
  const gateway = new Class(configuration(className, values["config-fd"], process.env));
  const options = callOptions(values.option);
  const bytes = () => readFileSync(rest[0] === undefined || rest[0] === "-" ? 0 : rest[0]);
  const text = () => textOf(bytes());
  return COMMANDS[command]({
    gateway,
    operation,
    bytes,
    text,
    options,
    // As text: the core reads every digit of a number, and refuses what stands twice.
    ofInput: (call, observed = "") =>
      perform(gateway, "ofJson", call, operation, text(), gateway.callOptions(options), observed),
    values,
    print: (result, asText) => write(values.json ? JSON.stringify(result, undefined, 2) : asText(result)),
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
  const status = run(process.argv.slice(2)) ?? 0;
  process.exitCode ||= status;
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`tawqee: ${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (typeof error?.code === "string") {
    console.error(`tawqee: ${error.code}: ${error.message}`);
    process.exitCode = error.field === "input" ? 2 : 1;
  } else {
    throw error;
  }
}
