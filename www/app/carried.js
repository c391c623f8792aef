/** What a link carries of each tool, and what it brings back: only what was parsed, and of that only what is allowed. */
import { allowed, mayShare, secretValues } from "./allowed.js";
import { readJson } from "./json.js";
import { catalog, classOf, gateway, operationOf, optionNames } from "./library.js";
import { isDigest, mayBeKey, namedSecrets, watchFor } from "./privacy.js";
import { asForm, configOf, pretty, state, typedSecrets } from "./state.js";
import { isGenuine } from "./trust.js";
import { accountOf, eventFields, kindOf } from "./webhooks.js";

/**
 * `{ data, left }` of an operation with texts of JSON, or with the values that the library read out of a paste.
 * `proven` says that the signature is a digest of this very request, whatever its length.
 */
export function carryOperation({ class: className, operation: name, input, options, signature = "", proven = false, account: read }) {
  const operation = operationOf(className, name);
  const [given, chosen] = [valueOf(input), valueOf(options)];
  if (!given) return { left: ["input"] };
  const fields = operation.input.fields;
  const holds = watch(fields, secretValues(fields, given));
  const found = allowed(fields, given, holds);
  const kept = allowed(optionFields(className, operation), chosen, holds);
  const own = account(className, holds, read);
  const shown = carriedSignature(signature, holds, proven);
  return {
    data: {
      input: found.value,
      ...(Object.keys(kept.value).length > 0 && { options: kept.value }),
      ...(shown && { signature: shown }),
      ...(Object.keys(own.value).length > 0 && { account: own.value }),
    },
    left: [...found.left, ...kept.left, ...own.left, ...(signature && !shown ? ["signature"] : [])],
  };
}

/** The same of an event; `outcome` tells what verifying its texts comes to. */
export function carryEvent(kind, { event, signature = "" }, { proven = false, outcome } = {}) {
  const fields = eventFields(kind);
  const holds = watch(fields, secretValues(fields, event));
  const found = allowed(fields, event, holds);
  if (Object.keys(found.value).length === 0) return { left: found.left };
  const own = account(kind.class, holds);
  const shown = carriedSignature(signature, holds, proven);
  // A signature over characters that the link does not carry would tell another story where it is opened.
  const same = !shown || !outcome || outcome(kind.write({ event: found.value, signature: shown }));
  return {
    data: {
      event: found.value,
      ...(shown && same && { signature: shown }),
      ...(Object.keys(own.value).length > 0 && { account: own.value }),
    },
    left: [...found.left, ...own.left, ...(signature && !(shown && same) ? ["signature"] : [])],
  };
}

/** The same of a paste, by what the library read out of it, and the place where the link opens. */
export function carryPasted(className, read) {
  if (!read?.operation) return undefined;
  const { operation, input, signature, explanation } = read;
  const parts = (source) => (explanation?.parts ?? []).filter((part) => part.source === source && !part.secret && part.text !== "");
  const values = (source) => Object.fromEntries(parts(source).map(({ name, given, text }) => [name, given ?? text]));
  const found = { signature, proven: isGenuine(read) };
  const kind = kindOf(className, operation);
  if (!kind) return { operation, ...carryOperation({ class: className, operation, input, options: values("option"), account: values("config"), ...found }) };
  // An event whose body is signed as text has no parts that are fields.
  return { tool: "webhook", class: kind.id, ...(!kind.carried && carryEvent(kind, { event: values("input"), signature }, found)) };
}

/** `{ input, options, signature, account }` as texts for the forms, as far as a link makes sense; it never sets a key. */
export function broughtOperation(className, name, data) {
  const operation = operationOf(className, name);
  const brought = (fields, value) => (isObject(value) ? allowed(fields, value, never).value : undefined);
  const input = brought(operation.input.fields, data.input);
  const options = brought(optionFields(className, operation), data.options);
  return {
    input: input && pretty(input),
    options: options && Object.keys(options).length > 0 ? pretty(options) : "",
    signature: broughtSignature(data),
    account: broughtAccount(className, data),
  };
}

/** `{ fields, account }` of an event. */
export function broughtEvent(kind, data) {
  if (!isObject(data?.event)) return { fields: undefined, account: {} };
  const event = allowed(eventFields(kind), data.event, never).value;
  return { fields: kind.write({ event, signature: broughtSignature(data) || undefined }), account: broughtAccount(kind.class, data) };
}

const never = () => false;
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Knows every secret of the session: what was typed as one, what a pasted text names as one, and `more`. */
function watch(fields, more) {
  const declared = new Set(names(fields));
  const pasted = [state.debug.pasted, state.debug.own, ...Object.values(state.webhook.fields)].flatMap(namedSecrets);
  return watchFor([...typedSecrets(), ...more, ...pasted.filter(([name]) => !declared.has(name)).map(([, value]) => value)]);
}

function names(fields) {
  return fields.flatMap(({ name, secret, members }) => [...(secret ? [] : [name]), ...(members ? names(members.fields) : [])]);
}

function valueOf(given) {
  if (typeof given !== "string") return isObject(given) ? given : undefined;
  const { value } = readJson(given.trim() === "" ? "{}" : given);
  return isObject(value) ? value : undefined;
}

function optionFields(className, operation) {
  const known = optionNames(className, operation);
  return catalog.options.fields.filter(({ name }) => known.includes(name));
}

function carriedSignature(text, holds, proven) {
  const bare = text.trim();
  return isDigest(bare) && !holds(bare) && (proven || !mayBeKey(bare)) ? bare : "";
}

function broughtSignature({ signature }) {
  return typeof signature === "string" && isDigest(signature) ? signature : "";
}

/** The options of an account that differ from the demonstration's and are no secret; `read` are those of a paste. */
function account(className, holds, read = {}) {
  const { options, config } = classOf(className);
  const usual = asForm(config);
  const left = [];
  const value = {};
  for (const field of options.fields) {
    const text = read[field.name] ?? configOf(className)[field.name] ?? "";
    if (text === "" || text === (usual[field.name] ?? "")) continue;
    if (!field.secret && fits(className, field, text) && mayShare(field.name, text, holds)) value[field.name] = text;
    else left.push(field.name);
  }
  return { value, left };
}

function broughtAccount(className, data) {
  const { fields } = classOf(className).options;
  const given = isObject(data.account) ? data.account : {};
  const usable = fields.filter((field) => !field.secret && typeof given[field.name] === "string" && fits(className, field, given[field.name]));
  return Object.fromEntries(usable.map(({ name }) => [name, given[name]]));
}

/** One of the words that an option knows; of paths those of this gateway's operations. */
function fits(className, { ts }, text) {
  const words = ts === "boolean" ? ["true", "false"] : [...ts.matchAll(/"([^"]+)"/g)].map(([, word]) => word);
  if (words.length > 0) return text === "" || words.includes(text);
  if (!ts.startsWith("Record")) return true;
  const { value } = readJson(text);
  const known = classOf(className).operations.map(({ name }) => name);
  return isObject(value) && Object.entries(value).every(([name, path]) => known.includes(name) && typeof path === "string" && /^\/[a-z\d/{}_.-]{0,80}$/iu.test(path));
}

/** Whether the library says the same of two sets of texts of an event. */
export function sameOutcome(kind, fields) {
  const outcome = (texts) => {
    try {
      return kind.verify(gateway(kind.class, accountOf(kind)), { url: "", headers: "", body: "", now: "", ...texts }).verified ?? true;
    } catch (error) {
      return error.code;
    }
  };
  const here = outcome(fields);
  return (texts) => outcome(texts) === here;
}
