/** `tawqee live`: asks a gateway's staging service what does no harm, and says whether it accepted the signature. */
import { writeFileSync } from "node:fs";

import catalog from "tawqee-catalog";

import * as tawqee from "../entries/diagnose.js";
import { send } from "../send/send.js";
import { configuration, secretsOf } from "./configuration.js";
import { CommandError } from "./errors.js";
import { variable } from "./names.js";
import { paint, write } from "./output.js";

const TIMEOUT_MS = 20_000;

/** Another last letter, by which a signature or key is wrong and keeps its form. */
const changed = (text) => text.replace(/[0-9A-Za-z](?=[^0-9A-Za-z]*$)/, (letter) => (letter === "a" ? "b" : "a"));

/** The same call with a wrong proof, which is in a header or in the query. */
const spoilt = ({ header, query }) => (request) => {
  if (header !== undefined) return { ...request, headers: { ...request.headers, [header]: changed(request.headers[header]) } };
  return { ...request, url: request.url.replace(new RegExp(`(?<=[?&]${query}=)[^&#]+`), changed) };
};

/**
 * For each gateway the calls, all of which read: one that is right and is made with a wrong proof too, and others.
 * `refusing` are the codes by which the gateway refuses a proof, and `unknown` those by which it says that there is no
 * such order.
 */
const CHECKS = Object.fromEntries(
  Object.entries(catalog.classes).flatMap(([className, { gateway, live: check, merchant }]) =>
    check === undefined ? [] : [[gateway, { ...check, className, merchant }]],
  ),
);

export async function live({ GATEWAY, values }) {
  const check = CHECKS[GATEWAY];
  const config = configOf(check, values);
  const gateway = new tawqee[check.className](config);
  if (check.needs !== undefined && config[check.needs] === undefined) {
    throw new CommandError(`there is no ${check.proof} without ${check.needs}: set ${variable(check.needs)}`, { code: "INVALID_CONFIG" });
  }
  const asked = { right: await ask(gateway, check.ask), wrong: await ask(gateway, check.ask, spoilt(check)), others: [] };
  for (const other of check.others ?? []) asked.others.push(await ask(gateway, other));
  const report = { ...head(GATEWAY, config), ...judged(check, asked) };
  const text = masked(JSON.stringify(report, undefined, 2), check, config);
  if (values.report !== undefined) save(values.report, text);
  write(values.json ? text : printed(JSON.parse(text), values.report));
  return report.verdict === "accepted" ? 0 : 1;
}

/** The account from the environment. Keys of production have no place in a check, and go to no unknown host. */
function configOf({ className }, values) {
  const config = configuration(className, values["config-fd"], process.env);
  if (values["base-url"] !== undefined) config.baseUrl = values["base-url"];
  if (["production", "live"].includes(config.environment)) {
    throw new CommandError(`the check is for staging, not for ${config.environment}: set TAWQEE_ENVIRONMENT`, { code: "INVALID_CONFIG" });
  }
  if (config.baseUrl !== undefined && !isLoopback(config.baseUrl)) {
    const hint = "leave it out: the keys go to the gateway's own host";
    throw new CommandError("a base URL of a check is on this machine", { code: "INVALID_CONFIG", hint });
  }
  return config;
}

function isLoopback(url) {
  return URL.canParse(url) && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(new URL(url).hostname);
}

/** Sends one call once; what came of it, without anything that was sent. */
async function ask(gateway, { operation, fields = [] }, spoil = (request) => request) {
  const request = spoil(gateway[operation](Object.fromEntries(fields)));
  const { pathname, host } = new URL(request.url);
  const seen = { operation, method: request.method, host, path: pathname };
  const read = (response) => {
    seen.status = response.status;
    return gateway[`read${operation[0].toUpperCase()}${operation.slice(1)}`](response);
  };
  try {
    const outcome = await send(request, read, { timeoutMs: TIMEOUT_MS, retries: 0, onAttempt: ({ elapsedMs }) => (seen.elapsedMs = elapsedMs) });
    const { code, message } = outcome.ok ? {} : outcome.error;
    return outcome.ok ? { ...seen, answer: "ok" } : { ...seen, answer: code, message };
  } catch (error) {
    return { ...seen, answer: error.code ?? "INTERNAL", message: error.message };
  }
}

/** What the answers say together: only two different answers prove that the proof was looked at. */
function judged({ proof, refusing, unknown }, { right, wrong, others }) {
  const isThere = right.answer === "ok" || unknown.includes(right.answer);
  const verdict = refusing.includes(right.answer)
    ? "refused"
    : isThere && refusing.includes(wrong.answer)
      ? "accepted"
      : "unclear";
  const statement = {
    accepted: `the ${proof} was accepted: the same call with a wrong one was refused`,
    refused: `the ${proof} was refused with ${right.answer}`,
    unclear: isThere ? `a wrong ${proof} was not refused, so nothing is proved` : `the gateway gave no answer that says it: ${right.answer}`,
  }[verdict];
  const sent = "as it should be";
  const calls = [{ ...right, sent }, { ...wrong, sent: `with a wrong ${proof}` }, ...others.map((it) => ({ ...it, sent }))];
  return { verdict, statement, calls };
}

function head(gateway, { environment, baseUrl }) {
  return {
    report: "tawqee live", gateway, environment: environment ?? null, againstSandbox: baseUrl !== undefined, date: new Date().toISOString(),
    tawqee: tawqee.version, node: process.version,
  };
}

/** The report without anything of the account, whatever a gateway repeats. */
function masked(text, { className, merchant = [] }, config) {
  const values = [...secretsOf(className, config).map(({ value }) => value), ...merchant.map((name) => config[name])];
  const known = values.filter((value) => typeof value === "string" && value !== "");
  return known.reduce((result, value) => result.replaceAll(JSON.stringify(value).slice(1, -1), "••••••••"), text);
}

function save(file, text) {
  try {
    writeFileSync(file, `${text}\n`);
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${error.code}`, { code: "UNWRITTEN", status: 1 });
  }
}

function printed({ verdict, statement, calls }, file) {
  const rows = calls.map(({ operation, sent, status = "", answer, message = "" }) => `  ${operation} ${sent}: ${status} ${answer} ${message}`.trimEnd());
  const saved = file === undefined ? "--report FILE writes it as a file without secrets, to be attached to a bug report" : `written to ${file}; it holds no secret`;
  return [`${paint(verdict === "accepted" ? 32 : 31, verdict)}: ${statement}`, ...rows, paint(2, saved)].join("\n");
}
