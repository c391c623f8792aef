/** Takes secrets out of texts before they leave the page in a link. */
import { classOf, secretNames } from "./library.js";
import { configOf, typedSecrets } from "./state.js";

export const MASK = "••••••••";

const named = [...secretNames].map((name) => name.replace(/[^\w-]/g, "\\$&")).join("|");

/** `"cvv": "123"`, `"number": 4242`, also inside a quoted or escaped body, and whole objects such as `card`. */
const MEMBERS = new RegExp(String.raw`(\\*["'])(${named})\1(\s*:\s*)(\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\[[^\]]*\]|\\*"(?:[^"\\]|\\[^"])*\\*"|\\*'[^']*'|[^\s,}\]]+)`, "giu");
/** `cardToken=tok` in a URL or form. */
const PARAMETERS = new RegExp(String.raw`([?&\s'"]|^)(${named})=([^&\s'"#]*)`, "gimu");
/** `authorization: Bearer …` on a line of its own or in a quoted `-H` argument. */
const HEADERS = new RegExp(String.raw`(^|['"\s])(${named})(\s*:\s*)([^'"\n{[]+)`, "gimu");
const BEARER = /\b(Bearer|Basic)\s+[^\s'"]+/giu;
const USER = /(\s(?:-u|--user|-b|--cookie)\s+)('[^']*'|"[^"]*"|\S+)/gu;
const DIGITS = /\d(?:[ -]?\d){11,18}/gu;

/** `known` are secrets that were typed into the page; they go wherever they stand. */
export function withoutSecrets(text, known = []) {
  let safe = text;
  for (const secret of known) {
    if (secret.length >= 3) safe = safe.replaceAll(secret, MASK).replaceAll(encodeURIComponent(secret), MASK);
  }
  return safe
    .replace(MEMBERS, (_, quote, name, colon) => `${quote}${name}${quote}${colon}${quote}${MASK}${quote}`)
    .replace(PARAMETERS, (_, before, name) => `${before}${name}=${MASK}`)
    .replace(HEADERS, (_, before, name, colon) => `${before}${name}${colon}${MASK}`)
    .replace(BEARER, (_, scheme) => `${scheme} ${MASK}`)
    .replace(USER, (_, flag) => `${flag}'${MASK}'`)
    .replace(DIGITS, (digits) => (isCardNumber(digits) ? MASK : digits));
}

/** Whether a text has the shape of a signature, which alone is no secret: digests in hex or Base64. */
export function isDigest(text) {
  return /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/iu.test(text)
    || (/^[\w+/-]{22,88}={0,2}$/u.test(text) && ![...text].every((character) => /\d/u.test(character)) && isDecodedDigest(text));
}

function isDecodedDigest(text) {
  const letters = text.replace(/=+$/u, "").length;
  return [22, 27, 43, 64, 86].includes(letters) && /[A-Z]/u.test(text) && /[a-z]/u.test(text);
}

/** The check digit that every card number carries. */
function isCardNumber(text) {
  const digits = [...text].filter((character) => character >= "0" && character <= "9").map(Number).reverse();
  const sum = digits.reduce((total, digit, index) => total + (index % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0);
  return digits.length >= 12 && sum % 10 === 0;
}

/** The options of an account without keys and tokens. */
export function shareableConfig(className) {
  const secret = new Set(classOf(className).options.fields.filter((field) => field.secret).map(({ name }) => name));
  const known = typedSecrets();
  return Object.fromEntries(Object.entries(configOf(className))
    .filter(([name, value]) => value !== "" && !secret.has(name))
    .map(([name, value]) => [name, withoutSecrets(value, known)]));
}
