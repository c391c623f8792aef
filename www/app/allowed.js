/**
 * The one way into a link: a value goes in if its field is declared and not secret, and if nothing about it
 * says that it is or holds a secret. What is in doubt stays out.
 */
import { secretNames } from "./library.js";
import { isWallet, looksLikeKey } from "./privacy.js";

/** Names whose values are numbers of orders, payments, items and the like, which look as random as a key. */
const REFERENCE = /(?:ids?|no|num(?:ber)?s?|code|arn|ref|reference)$/iu;
const KEY_NAME = /key|secret|token|passw|pwd|auth|sig/iu;
const LONGEST = 2000;
const SHORTEST_SECRET = 6;
const MAX_ITEMS = 500;

/** Whether a declared field holds keys, tokens, passwords or card data. */
export const isSecret = ({ name, secret }) => secret || secretNames.has(name);

/**
 * `{ value, left }`: the members that may be shared, in the order in which they were given, and the paths of
 * those that may not. `holds` is `watchFor(…)` of the secrets that are known.
 */
export function allowed(fields, given, holds, path = "") {
  const left = [];
  const value = {};
  for (const [name, member] of Object.entries(given ?? {})) {
    if (member === undefined) continue;
    const field = fields.find((known) => known.name === name);
    const at = path + name;
    const found = field && !isSecret(field) ? element(field, member, holds, at) : undefined;
    if (found) left.push(...found.left);
    if (found && found.value !== undefined) value[name] = found.value;
    else if (field && !found?.left.length) left.push(at);
  }
  return { value, left };
}

function element(field, value, holds, at) {
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item, index) => element({ ...field, list: false }, item, holds, `${at}[${index}]`));
    return { value: items.map((item) => item.value).filter((item) => item !== undefined), left: items.flatMap((item) => (item.value === undefined && !item.left.length ? [at] : item.left)) };
  }
  if (value !== null && typeof value === "object") {
    // A type without declared members may hold anything.
    return field.members ? allowed(field.members.fields, value, holds, `${at}.`) : { left: [] };
  }
  return !field.members && mayShare(field.name, value, holds) ? { value, left: [] } : { left: [] };
}

/** Whether one value of a declared field may be shared. */
export function mayShare(name, value, holds) {
  if (value === null || typeof value === "boolean") return true;
  if (!["string", "number", "bigint"].includes(typeof value)) return false;
  const text = String(value);
  if (text.length > LONGEST || holds(text)) return false;
  if (/^[a-z][a-z\d+.-]*:\/\//iu.test(text.trim())) return plainUrl(text);
  return REFERENCE.test(name) || isWallet(text) || !text.split(/[\s"'`=:;,]+/u).concat(text).some(looksLikeKey);
}

/** A URL without a user, and without anything in path, query or fragment that could be a token. */
function plainUrl(text) {
  let url;
  try {
    url = new URL(text.trim());
  } catch {
    return false;
  }
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))];
  return !url.username && !url.password
    && !parameters.some(([name, value]) => KEY_NAME.test(name) || looksLikeKey(value) || looksLikeKey(name))
    && !url.pathname.split("/").some(looksLikeKey);
}

/** Every text and number that stands where secrets stand: it is one wherever else it stands, too. */
export function secretValues(fields, given) {
  return Object.entries(given ?? {}).flatMap(([name, member]) => {
    const field = fields.find((known) => known.name === name);
    if (field ? isSecret(field) : KEY_NAME.test(name)) return leaves(member).filter((text) => text.length >= SHORTEST_SECRET);
    if (!field) return leaves(member).filter(looksLikeKey);
    return [member].flat().flatMap((item) => (field.members && item && typeof item === "object" ? secretValues(field.members.fields, item) : []));
  });
}

function leaves(value) {
  if (value !== null && typeof value === "object") return Object.values(value).flatMap(leaves);
  return ["string", "number", "bigint"].includes(typeof value) ? [String(value)] : [];
}
