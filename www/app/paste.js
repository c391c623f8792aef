/** What a pasted request says of the account, so that a visitor has only the key to type. */
import { classes } from "./library.js";

/** What stands between a name and its value: of a member, a parameter or a header, also as `print_r` and `var_dump` write it. */
const IS = String.raw`\b[\\"'\]]*\s*(?:=>|[:=])\s*(?:string\(\d+\)\s*)?`;
/** What is in quotation marks, or else has a digit: all other words are names of variables or of places to fill in. */
const VALUE = String.raw`(?:\\?["']([^\\"'\s{}$<>]+)(?=\\?["'])|(?=[\w+/=%-]*\d)([\w+/=%-]+)(?![.\w(\[]))`;

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const oneOf = (texts) => `(?:${texts.map(escaped).join("|")})`;

/** How a setting stands in a paste. */
function said({ names, behind, hostOf }) {
  if (names) return new RegExp(String.raw`\b${oneOf(names)}${IS}${VALUE}`, "iu");
  if (behind) return new RegExp(String.raw`\b${behind}\s+([^\\"'\s]+)`, "iu");
  return new RegExp(String.raw`\bhttps?://([\w-]+)${escaped(hostOf)}\b`, "u");
}

const SAYS = Object.fromEntries(classes.flatMap(({ pasted }) => pasted.settings.map(([name, where]) => [name, said(where)])));

/** Patterns by a name, of lists of texts; none of an empty list. */
function patterns(lists, written) {
  return Object.fromEntries(lists.filter(([, texts]) => texts.length > 0).map(([name, texts]) => [name, new RegExp(written(texts), "iu")]));
}

/** All hosts of the same owner. */
const domain = (host) => (host.startsWith(".") ? escaped(host) : String.raw`\b${escaped(host.split(".").slice(-2).join("."))}`);

/** The signs of each gateway, by class: those of its hosts and paths count before names, which others may use too. */
const PLACES = patterns(
  classes.map(({ class: name, pasted: { hosts, paths } }) => [name, [...hosts.map(([, host]) => String.raw`${domain(host)}\b`), ...paths.map(escaped)]]),
  (found) => found.join("|"),
);
const NAMES = patterns(classes.map(({ class: name, pasted }) => [name, pasted.names]), (names) => String.raw`(?<![a-z])${oneOf(names)}\b`);
/** By class and environment, the hosts. */
const HOSTS = Object.fromEntries(
  classes.map(({ class: name, pasted: { hosts } }) => {
    const environments = [...new Set(hosts.map(([environment]) => environment))].filter(Boolean);
    const of = (environment) => hosts.filter(([it]) => it === environment).map(([, host]) => host);
    return [name, patterns(environments.map((it) => [it, of(it)]), (found) => String.raw`(?<![\w.-])${oneOf(found)}\b`)];
  }),
);

/** `{ className, environment }` as far as a paste says them, and says one of each. */
export function placeOfPaste(text) {
  const only = (signs = {}) => {
    const found = Object.keys(signs).filter((name) => signs[name].test(text));
    return found.length === 1 ? found[0] : undefined;
  };
  const className = only(PLACES) ?? only(NAMES);
  return { className, environment: className && only(HOSTS[className]) };
}

/** An account in which nothing lacks but what a signature is made with, so that a visitor is asked for that alone, and for a key in any case. */
export function accountForPaste({ options, config, signsWith }, values, text) {
  const key = options.fields.find(({ name, secret }) => secret && signsWith.includes(name))?.name;
  if (key && !values[key] && /signature/iu.test(text)) throw Object.assign(new Error("is required"), { code: "INVALID_CONFIG", field: key });
  const spare = options.fields.filter(({ name, required }) => required && name in config && !signsWith.includes(name) && !values[name]);
  return { ...Object.fromEntries(spare.map(({ name }) => [name, "unused"])), ...filled(values) };
}

const filled = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

/** The options that `account` lacks and `text` says. */
export function accountOfPaste(text, account) {
  const found = Object.entries(SAYS).flatMap(([name, pattern]) => {
    const [, quoted, bare] = (!account[name] && pattern.exec(text)) || [];
    const value = quoted ?? bare;
    return value ? [[name, decoded(value)]] : [];
  });
  return Object.fromEntries(found);
}

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
