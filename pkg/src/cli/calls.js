/** The commands that need the core. */
import { isatty } from "node:tty";

import catalog from "tawqee-catalog";

import { Call } from "../core.js";
import { diagnoseJson } from "../diagnosis.js";
import { perform } from "../gateway.js";
import * as tawqee from "../entries/diagnose.js";
import { configuration, otherKeys, parsed, secretsOf } from "./configuration.js";
import { curl } from "./curl.js";
import { CommandError } from "./errors.js";
import { bytesOf, textOf } from "./input.js";
import { write } from "./output.js";
import { printDiagnosis, printExplanation, printKnownError, printResult } from "./print.js";
import { masked, places } from "./request.js";

const COMMANDS = {
  build(given) {
    const { gateway, config, values } = configured(given);
    const request = ofJson(Call.BuildOfJson, given.OPERATION, gateway, given);
    const shown = masked(request);
    if (!values.curl) {
      say(places(shown), "masked", "--curl gives the command that sends it");
      return write(JSON.stringify(shown, undefined, 2));
    }
    // The headers hold nothing but secrets of the account, which are variables in the command.
    const inTheClear = places({ ...shown, headers: {} });
    if (inTheClear.length > 0 && isatty(1)) {
      const hint = "redirect it to a file, or into the shell that runs it";
      const message = `${inTheClear.join(", ")} would be in the clear, and is not written to a terminal`;
      throw new CommandError(message, { code: "IN_THE_CLEAR", status: 1, hint });
    }
    say(inTheClear, "in the clear");
    return print(given, curl(request, secretsOf(given.CLASS, config)), (command) => command);
  },

  sign(given) {
    print(given, ofJson(Call.SignatureOfJson, given.CALL, configured(given).gateway, given), (signature) => signature);
  },

  explain(given) {
    print(given, ofJson(Call.ExplainOfJson, given.CALL, configured(given).gateway, given), printExplanation);
  },

  diagnose(given) {
    const { gateway, values } = configured(given);
    const keys = otherKeys(process.env);
    const options = { ...callOptions(values.option), ...(keys === undefined ? {} : { otherKeys: keys }) };
    const text = textOf(given.FILE);
    const diagnosis =
      given.CALL === undefined
        ? tawqee.diagnoseRequest(gateway, text, options)
        : diagnoseJson(gateway, given.CALL, text, values.signature, options);
    print(given, diagnosis, printDiagnosis);
    return diagnosis.verdict === "valid" && !diagnosis.findings?.length ? 0 : 1;
  },

  verify(given) {
    const { gateway } = configured(given);
    const { methods } = catalog.classes[given.CLASS];
    const method = Object.keys(methods).find((name) => methods[name].verifies === given.EVENT);
    print(given, gateway[method](received(method, given)), printResult);
  },

  redact(given) {
    write(JSON.stringify(masked(parsed(textOf(given.FILE), "the input")), undefined, 2));
  },

  "describe-error"(given) {
    const known = tawqee.describeError(given.GATEWAY, given.CODE);
    print(given, known ?? null, () => (known ? printKnownError(known) : `nothing is known about ${given.CODE} of ${given.GATEWAY}`));
    return known ? 0 : 1;
  },
};

/** Carries out a command; the exit status, if it is not 0. */
export function call(command, given) {
  return COMMANDS[command](given);
}

function configured({ CLASS, values }) {
  const config = configuration(CLASS, values["config-fd"], process.env);
  return { config, gateway: new tawqee[CLASS](config), values };
}

/** Hands the input over as text: the core reads every digit of a number, and refuses what stands twice. */
function ofJson(what, name, gateway, { FILE, values }) {
  return perform(gateway, what, name, textOf(FILE), gateway.callOptions(callOptions(values.option)));
}

function print({ values }, result, asText) {
  write(values.json ? JSON.stringify(result, undefined, 2) : asText(result));
}

/** Says beside a result what it holds or leaves out. */
function say(names, what, hint) {
  if (names.length > 0) console.error(`tawqee: ${what}: ${names.join(", ")}${hint ? ` (${hint})` : ""}`);
}

/** What a verifier takes: the body, or what was received with it. */
function received(method, { CLASS, FILE, values: { url, header = [], now } }) {
  const { takes } = catalog.classes[CLASS].methods[method];
  if (takes.as !== "delivery") {
    if (url !== undefined || now !== undefined || header.length > 0) {
      throw new CommandError(`--url, --header and --now belong to a webhook of ${delivering().join(", ")}`);
    }
    return bytesOf(FILE);
  }
  const beside = takes.beside.fields.map(({ name }) => name);
  if (beside.includes("url") && url === undefined) throw new CommandError(`${CLASS} signs the address of a webhook: give it with --url`);
  if (now !== undefined && !/^\d{1,15}$/.test(now)) throw new CommandError("--now takes Unix seconds");
  return { url, headers: headers(header), body: bytesOf(FILE), now: now === undefined ? undefined : Number(now) };
}

/** The classes whose events are more than a body. */
function delivering() {
  const isDelivery = ({ methods = {} }) => Object.values(methods).some(({ takes }) => takes.as === "delivery");
  return Object.keys(catalog.classes).filter((name) => isDelivery(catalog.classes[name]));
}

function headers(lines) {
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      if (colon < 1) throw new CommandError("a header is written 'NAME: VALUE'");
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}

/** Options of a call; numbers and booleans are JSON, everything else is text. */
function callOptions(pairs = []) {
  const options = pairs.map((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 1) throw new CommandError("an option is written NAME=VALUE");
    const name = pair.slice(0, equals);
    if (name === "otherKeys") throw new CommandError("keys are not taken from arguments: set TAWQEE_OTHER_KEYS");
    const value = pair.slice(equals + 1);
    return [name, /^(true|false|\d{1,15})$/.test(value) ? JSON.parse(value) : value];
  });
  return options.length > 0 ? Object.fromEntries(options) : undefined;
}
