/** A whole request in one text: raw HTTP, a curl command, or an entry of a log as JSON, taken apart for the fields of an event. */
import { headersOf, headersOfJson } from "./header-lines.js";

/** `{ url, headers, body, reparsed }`, or nothing. `reparsed` says that the body was an object, so its bytes are not known. */
export function readReceived(text) {
  const trimmed = text.trim();
  if (/^(?:GET|POST|PUT) \S+ HTTP\/[\d.]+\s*\n/.test(trimmed)) return ofHttp(text.trimStart());
  if (/^curl\s/.test(trimmed)) return ofCurl(trimmed);
  return trimmed.startsWith("{") ? ofLog(trimmed) : undefined;
}

function ofHttp(text) {
  const [head, ...rest] = text.split(/\r?\n\r?\n/);
  const [first, ...lines] = head.split(/\r?\n/);
  const headers = headersOf(lines.join("\n"));
  return { url: whole(first.split(" ")[1], headers), headers, body: cut(rest.join("\n\n"), headers) };
}

/** The line break that an editor or a terminal puts behind a body is none of it, if the length says so. */
function cut(body, headers) {
  const length = Number(headers["content-length"]);
  const bytes = new TextEncoder().encode(body).length;
  const ended = body.replace(/\r?\n$/, "");
  return Number.isInteger(length) && bytes > length && new TextEncoder().encode(ended).length === length ? ended : body;
}

function ofCurl(text) {
  const words = shellWords(text.replace(/\\\r?\n/g, " "));
  const headers = {};
  let [url, body] = ["", ""];
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at];
    if (["-H", "--header"].includes(word)) Object.assign(headers, headersOf(words[(at += 1)] ?? ""));
    else if (/^(?:-d|--data(?:-raw|-binary|-ascii)?)$/.test(word)) body = words[(at += 1)] ?? "";
    else if (["-X", "--request", "--url"].includes(word)) {
      at += 1;
      if (word === "--url") url = words[at];
    } else if (!word.startsWith("-")) url ||= word;
  }
  return { url, headers, body };
}

/** Words as a shell parts them: in single quotes nothing is special, in double quotes a backslash is. */
function shellWords(text) {
  const pieces = /\s*((?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[^\s'"\\])+)/gy;
  return [...text.matchAll(pieces)].map(([, word]) => word.replace(/'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])/g,
    (_, single, double, escaped) => single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped));
}

const BODY = ["rawBody", "raw_body", "body", "requestBody", "request_body", "data"];
const HEADERS = ["headers", "requestHeaders", "request_headers", "header", "multiValueHeaders"];
const URL_ = ["url", "originalUrl", "uri", "request_uri", "rawPath", "path"];
/** Under which the request stands in an entry that tells more. */
const WITHIN = ["request", "req", "http", "httpRequest", "message", "event"];

function ofLog(text) {
  let entry;
  try {
    entry = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = [entry, ...WITHIN.map((name) => entry?.[name])].find((part) => HEADERS.some((name) => part?.[name] && typeof part[name] === "object") && BODY.some((name) => name in part));
  if (!found) return undefined;
  const of = (names) => found[names.find((name) => found[name] !== undefined && found[name] !== null)];
  const headers = headersOfJson(of(HEADERS));
  const given = of(BODY);
  const reparsed = typeof given === "object";
  const body = reparsed ? JSON.stringify(given) : found.isBase64Encoded ? fromBase64(given) : String(given);
  const query = found.rawQueryString ? `?${found.rawQueryString}` : "";
  return { url: whole(`${of(URL_) ?? ""}${query}`, headers), headers, body, ...(reparsed && { reparsed }) };
}

function fromBase64(text) {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
}

/** A path with the host that the request was sent to; gateways call by HTTPS. */
function whole(target, headers) {
  const host = headers["x-forwarded-host"] ?? headers.host;
  return target.startsWith("/") && host ? `https://${host}${target}` : target;
}

/** The texts for the fields of a kind. Where the kind has one field, an address is what has the parameters. */
export function textsOf(kind, { url, headers, body }) {
  const parameters = url.includes("?") || !body ? url : `?${body.trim()}`;
  const texts = {
    url: kind.fields.includes("body") ? url : parameters,
    headers: Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join("\n"),
    body,
  };
  return Object.fromEntries(kind.fields.filter((name) => name in texts).map((name) => [name, texts[name]]));
}
