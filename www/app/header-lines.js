/** Headers in the forms in which people have them, and a whole request that was received. */

const SHELL = /^\s*(?:-H|--header)[\s=]+(['"]?)([\s\S]*?)\1\s*\\?$/;
/** `HTTP_X_SIGNATURE=…`, as CGI, PHP, Python and Ruby name headers; also `[HTTP_X] => …` and `"HTTP_X" => "…",`. */
const SERVER = /^\s*[["']*(?:HTTP_([A-Z\d_]+)|(CONTENT_TYPE|CONTENT_LENGTH))[\]"']*\s*(?:=>|=|:)\s*(.*?)\s*$/;
const PLAIN = /^\s*["']?([\w!#$%&'*+.^`|~-]+?)["']?\s*:\s*(.*?)\s*$/;

/** `{ name: value }` with names in lower case, from header lines of any form or from JSON. */
export function headersOf(text) {
  if (/^\s*[[{]/.test(text) && !/^\s*\[\w+\]/.test(text)) return headersOfJson(JSON.parse(text));
  return Object.fromEntries(text.split("\n").flatMap(pairOf));
}

function pairOf(line) {
  const inner = SHELL.exec(line)?.[2] ?? line;
  const server = SERVER.exec(inner);
  if (server) return [[(server[1] ?? server[2]).replaceAll("_", "-").toLowerCase(), bare(server[3])]];
  const plain = PLAIN.exec(inner);
  return plain ? [[plain[1].toLowerCase(), bare(plain[2])]] : [];
}

/** An object of names, a list of pairs, or a flat list of names and values, as logs have them. */
export function headersOfJson(value) {
  const one = (text) => String(Array.isArray(text) ? text[0] : text);
  if (!Array.isArray(value)) return Object.fromEntries(Object.entries(value ?? {}).flatMap(([name, text]) => pairOf(`${name}: ${one(text)}`)));
  const flat = value.every((item) => typeof item === "string");
  const pairs = flat ? value.flatMap((name, at) => (at % 2 === 0 ? [[name, value[at + 1]]] : [])) : value.map((item) => (Array.isArray(item) ? item : [item.name ?? item.key, item.value]));
  return Object.fromEntries(pairs.map(([name, text]) => [String(name).toLowerCase(), one(text)]));
}

/** Without the quotes and the comma of a program's own notation. */
function bare(text) {
  const found = /^(["'])(.*)\1,?$/.exec(text);
  return (found ? found[2] : text).trim();
}
