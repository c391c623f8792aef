/** Says of a value whether it may stand in a link: what is a secret, holds one, or may be one, may not. */

export const MASK = "••••••••";

/** A shorter secret could occur in anything; it is only compared whole. */
const SHORTEST_PART = 4;
const CARD_NUMBER = /(?<!\d)[2-9](?:[ -]?\d){11,18}(?!\d)/gu;
/** Whole values of the shapes in which keys and tokens are given out: hexadecimal, UUID, Base64, JWT. */
const KEY_SHAPES = [
  /^[0-9a-f]{24,}$/iu,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu,
  /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{20,}$/u,
  /^(?=(?:\D*\d){4})(?=.*[a-z])[\w-]{20,}$/iu,
  /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/u,
];
/** What follows a name such as `secureKey`, `FAWRY_SECURE_KEY`, `x-api-key`, `authorization` or `token`, in code and shells. */
const NAMED = /([\w.-]*(?:key|secret|token|passw|pwd|auth|cookie|credential)[\w.-]*)[\\"'`\])]*\s*(?:=>|:=|[:=,])?\s*(?:(?:Bearer|Basic)\s+)?[\\"'`(]*([^\s"'`&,;)}\]\\]{6,})/giu;

/** `holds(text)` says whether a text is or holds one of the secrets, also encoded, or a card number. */
export function watchFor(secrets) {
  // What is decoded comes out as bytes, one character each.
  const spellings = secrets.map((secret) => secret.trim()).filter(Boolean).flatMap((secret) => [secret, bytes(secret)]);
  const known = [...new Set(spellings.map((secret) => secret.toLowerCase()))];
  const long = known.filter((secret) => secret.length >= SHORTEST_PART);
  return function holds(text) {
    // By chance the digits of a wallet's address may be those of a card.
    const mayHoldCard = !isWallet(text);
    return readings(text).some((reading) => {
      const plain = reading.toLowerCase();
      return known.includes(plain.trim()) || long.some((secret) => plain.includes(secret)) || (mayHoldCard && holdsCardNumber(reading));
    });
  };
}

/** Whether a text is the account of a blockchain, which is public; a private key is longer. */
export function isWallet(text) {
  return /^0x[0-9a-f]{40}$/iu.test(text);
}

/** Whether a text that people write freely looks like a key instead. */
export function looksLikeKey(text) {
  return KEY_SHAPES.some((shape) => shape.test(text.trim()));
}

/** `[name, value]` of what stands under the name of a key or token in a text that somebody pasted. */
export function namedSecrets(text) {
  return [...text.matchAll(NAMED)].map(([, name, value]) => [name, value]);
}

/** The text and what it becomes when percent-encoding, Base64 and hexadecimal are taken off it, twice at most. */
function readings(text, depth = 2) {
  const found = [text, text.replace(/[\s-]/gu, "")];
  if (depth === 0) return found;
  const inner = [decodedPercent(text)];
  for (const [run] of text.matchAll(/[\w+/-]{6,}/gu)) {
    // Where the run begins within a longer one is not known.
    for (let skip = 0; skip < 4; skip += 1) inner.push(decodedBase64(run.slice(skip)));
    if (/^(?:[0-9a-f]{2})+$/iu.test(run)) inner.push(run.replace(/../gu, (pair) => String.fromCharCode(parseInt(pair, 16))));
  }
  const news = inner.filter((reading) => reading && reading !== text);
  // What decodes to noise holds no further encoding.
  return [...found, ...news.flatMap((reading) => (isPrintable(reading) ? readings(reading, depth - 1) : [reading]))];
}

function isPrintable(text) {
  return text.replace(/[\x20-\x7e]/gu, "").length * 5 < text.length;
}

function bytes(text) {
  return String.fromCharCode(...new TextEncoder().encode(text.slice(0, 4096)));
}

function decodedPercent(text) {
  return text.replace(/\+/gu, " ").replace(/%([0-9a-f]{2})/giu, (_, pair) => String.fromCharCode(parseInt(pair, 16)));
}

function decodedBase64(run) {
  const letters = run.replaceAll("-", "+").replaceAll("_", "/");
  try {
    return atob(letters.slice(0, letters.length - (letters.length % 4 === 1 ? 1 : 0)));
  } catch {
    return "";
  }
}

/** Whether a text has the shape of a signature: a digest in hexadecimal or Base64. */
export function isDigest(text) {
  if (/^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/iu.test(text)) return true;
  const [letters, padding] = [text.replace(/=+$/u, ""), text.length - text.replace(/=+$/u, "").length];
  const fits = padding === 0 || (letters.length + padding) % 4 === 0;
  return /^[\w+/-]+={0,2}$/u.test(text) && fits && [22, 27, 43, 64, 86].includes(letters.length) && /[A-Z]/u.test(text) && /[a-z]/u.test(text) && /[\d+/_-]/u.test(text);
}

/** A key often has 128 bits, as an MD5 digest has: a signature of that length needs more than its shape. */
export function mayBeKey(text) {
  return [22, 32].includes(text.replace(/=+$/u, "").length);
}

/** The check digit that every card number carries. */
function holdsCardNumber(text) {
  return [...text.matchAll(CARD_NUMBER)].some(([run]) => {
    const digits = [...run].filter((character) => character >= "0" && character <= "9").map(Number).reverse();
    return digits.reduce((total, digit, index) => total + (index % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0) % 10 === 0;
  });
}
