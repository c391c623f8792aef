// Sends every sample of every operation through Prism to the sandbox, with the built package,
// and shows what was signed, what was answered and how it was read.

import { startSandbox } from "../../pkg/dist/sandbox.mjs";
import { callsOf, load } from "./calls.mjs";
import { SIGNED_AT } from "./clock.mjs";
import { forged } from "./forged.mjs";
import { startPrism } from "./prism.mjs";
import { bold, clip, dim, folded, green, line, pad, progress, red, signedParts } from "./terminal.mjs";
import { webhooks } from "./webhooks.mjs";

// The left column holds names and titles; what is signed begins after it and the word `sign`.
const LABEL = 26;
const INDENT = 4 + LABEL + 5;
const LONGEST_TARGET = 56;

const started = performance.now();
const { tawqee, catalog } = await load();
const sandbox = await startSandbox({ lenient: true, diagnose: false, now: () => SIGNED_AT });
const prism = await startPrism(sandbox.url);

const groups = catalog.classes.map((cls) => ({
  cls,
  calls: cls.operations.flatMap((operation) =>
    // The first document is enough for a demonstration; the tests go through all of them.
    uniqueBy(callsOf({ tawqee, cls, operation, urls: prism.urls }), ({ title }) => title),
  ),
}));
const total = groups.reduce((sum, { calls }) => sum + calls.length, 0);
const targetWidth = Math.max(...groups.flatMap(({ calls }) => calls.map((call) => target(call).length)));

line();
line(bold(`Tawqee ${catalog.version}`));
line(dim("Every request is signed by the package, validated by Prism and checked by a sandbox of the gateway."));

const failed = [];
let sent = 0;
let unsignedBefore;
for (const { cls, calls } of groups) {
  const described = [...new Set(calls.map(({ contract }) => contract))].join(" and ");
  const counted = `${count(cls.operations.length, "operation")}, ${count(calls.length, "request")}`;
  heading(cls.class, `${counted}, by the contract ${described}`);
  unsignedBefore = undefined;
  for (const call of calls) {
    progress(`  ${(sent += 1)}/${total}  ${cls.class}.${call.operation.name}`);
    await show(cls, call);
  }
}

heading("Webhooks", "signed by the gateway's side, verified by the package");
const messages = webhooks().filter(({ class: name }) => catalog.classes.some((cls) => cls.class === name));
for (const message of messages) await showWebhook(message);

heading("Refused on purpose", "one character of the signature changed");
for (const { cls, calls } of groups) await showRefusal(cls, calls);

await prism.close();
await sandbox.close();

const seconds = ((performance.now() - started) / 1000).toFixed(1);
line();
if (failed.length === 0) {
  const operations = catalog.classes.reduce((sum, cls) => sum + cls.operations.length, 0);
  line(green(bold(`${count(sent, "request")} of ${count(operations, "operation")} accepted, ${count(messages.length, "webhook")} verified`)) + dim(`  ${seconds} s`));
} else {
  line(red(bold(`${failed.length} of ${sent + messages.length} failed: ${failed.join(", ")}`)));
  process.exitCode = 1;
}

async function show(cls, call) {
  const result = await attempt(async () => {
    const explanation = call.explain();
    return { explanation, ...(await call.send()) };
  });
  const { explanation, response, outcome } = result;
  const status = response ? String(response.status) : "   ";
  report({
    name: `${cls.class}.${call.operation.name}`,
    label: call.operation.name,
    middle: `${pad(target(call), targetWidth)}  ${status}`,
    ok: outcome?.ok === true,
    verdict: outcome ? read(outcome, response) : result.error,
    title: call.title,
    signing: explanation
      ? { parts: explanation.parts, signature: explanation.signature }
      : { unsigned: call.operation.unsigned ?? "nothing is signed in this form of the call" },
  });
}

async function showWebhook({ class: name, name: method, explained, verify }) {
  const cls = catalog.classes.find((it) => it.class === name);
  const result = await attempt(() => {
    const instance = new tawqee[name](cls.config);
    return { explanation: instance.explain(...explained), verified: verify(instance) };
  });
  report({
    name: `${name}.${method}`,
    label: method,
    middle: pad("POST   to the merchant", targetWidth + 5),
    ok: result.verified !== undefined,
    verdict: result.error ?? `verified, ${result.verified.state}`,
    title: name,
    signing: result.explanation ?? { unsigned: "" },
  });
}

/** The first signed call once more with its signature changed: the sandbox must not accept it. */
async function showRefusal(cls, calls) {
  const call = calls.find((it) => it.explain());
  if (!call) return;
  const { response, outcome, error } = await attempt(() => call.send(forged(call.build(), call.explain().signature)));
  report({
    name: `${cls.class}.${call.operation.name} with a changed signature`,
    label: `${cls.class}.${call.operation.name}`,
    middle: `${pad(target(call), targetWidth)}  ${response?.status ?? ""}`,
    ok: outcome?.ok === false,
    verdict: error ?? (outcome.ok ? "accepted" : `refused  ${outcome.error.code} ${outcome.error.meaning ?? outcome.error.message}`),
  });
}

/** One block: what was called and came of it; what was signed; the signature. */
function report({ name, label, middle, ok, verdict, title, signing }) {
  if (!ok) failed.push(name);
  line(`  ${ok ? green("✓") : red("✗")} ${bold(pad(label, LABEL))}${middle}  ${ok ? green(verdict) : red(verdict)}`);
  if (!signing) return;
  if (signing.unsigned !== undefined) {
    // A gateway that signs nothing says why once.
    const why = signing.unsigned === unsignedBefore ? "" : `--   ${signing.unsigned}`;
    unsignedBefore = signing.unsigned;
    return line(`    ${dim(pad(title, LABEL) + why)}`);
  }
  const [above, below] = folded(title, LABEL - 2).map((text) => `    ${dim(pad(text, LABEL))}`);
  line(`${above}${dim("sign")} ${signedParts(signing.parts, INDENT)}`);
  line(`${below}${dim("=")}    ${signing.signature}`);
}

function heading(title, detail) {
  line();
  line(`${bold(title)}  ${dim(detail)}`);
}

/** Method and path as they are sent, without the query. */
function target(call) {
  const { method, path } = call.operation;
  const sent = attemptNow(() => new URL(call.build().url).pathname) ?? path;
  return clip(`${pad(method, 6)} ${sent}`, LONGEST_TARGET);
}

/** What the reader made of the answer, in a few words. */
function read(outcome, { body }) {
  if (!outcome.ok) {
    const { code, message } = outcome.error;
    return `${code} ${message} ${clip(body.replaceAll("\n", " "), 200)}`;
  }
  const { data } = outcome;
  if (data.plans) return count(data.plans.length, "plan");
  if (data.cards ?? data.customerCards) return count((data.cards ?? data.customerCards).length, "card");
  const words = ["state", "status"].map((key) => data[key]);
  const names = ["referenceNumber", "refundId", "url", "checkout_url", "link", "invoiceNumber", "orderId", "trackId"];
  const name = names.map((key) => data[key]).find((value) => typeof value === "string");
  const told = [words.find((value) => typeof value === "string"), name && clip(name, 36)].filter(Boolean);
  return told.join("  ") || "accepted";
}

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    return { error: `${error.code ?? error.name} ${error.message}` };
  }
}

function attemptNow(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function uniqueBy(list, key) {
  const seen = new Set();
  return list.filter((item) => !seen.has(key(item)) && seen.add(key(item)));
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
