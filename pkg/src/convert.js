/** What callers may pass in more than one form. */
import { TawqeeError } from "./errors.js";
import { MAX_BYTES } from "./tape/rules.js";

const encoder = new TextEncoder();

/**
 * The bytes of a body: text, a typed array (a Node `Buffer` too) or an `ArrayBuffer`. Text that cannot be too long is
 * left as it is, and encoded where it goes.
 */
export function bytesOf(body) {
  if (typeof body === "string" && 3 * body.length <= MAX_BYTES) return body;
  // It is refused here, so that it is not even copied.
  if ((body?.byteLength ?? body?.length) > MAX_BYTES) throw tooLong();
  const bytes = asBytes(body);
  if (bytes.length > MAX_BYTES) throw tooLong();
  return bytes;
}

/** The same of something that was received, which cannot be nothing. */
export function receivedBytes(body) {
  const bytes = bytesOf(body);
  if (bytes.length > 0) return bytes;
  throw new TawqeeError("body is empty", {
    code: "MALFORMED_BODY",
    field: "body",
    hint: "if the gateway sent something, a parser has read it before: pass the raw body as it was received",
  });
}

function asBytes(body) {
  if (typeof body === "string") return encoder.encode(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (tagOf(body) === "ArrayBuffer") return new Uint8Array(body);
  throw new TawqeeError("body is neither text nor bytes", { code: "INVALID_FIELD", field: "body", hint: insteadOf(body) });
}

function tooLong() {
  const message = `body is longer than ${MAX_BYTES} bytes`;
  return new TawqeeError(message, { code: "MALFORMED_BODY", field: "body", status: 413 });
}

/** What to pass instead of what is no body. */
function insteadOf(body) {
  if (tagOf(body) === "URL") return "pass its text: url.href";
  if (tagOf(body) === "URLSearchParams") return "pass the query as it was received: url.search, or request.url in Node";
  if (typeof body?.text === "function") return "pass its raw text: await request.text()";
  if (typeof body?.pipe === "function" || typeof body?.getReader === "function") {
    return "read the stream first, and pass the bytes: in Node Buffer.concat(await Array.fromAsync(request)), or express.raw()";
  }
  return "pass the raw body as it was received, before any JSON parser: await request.text()";
}

function tagOf(value) {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** An argument that the core takes as text and nothing else. */
export function textOf(name, value) {
  if (typeof value === "string") return value;
  throw new TawqeeError(`${name} is not text`, { code: "INVALID_FIELD", field: name });
}

/** The status and text of an answer. */
export function responseOf(response) {
  const { status, body } = response ?? {};
  const isStatus = Number.isInteger(status) && status >= 100 && status <= 599;
  const hasOther = response?.data !== undefined || typeof response?.text === "function";
  if (isStatus && !hasOther && (body === undefined || body === null)) return { status, body: "" };
  if (isStatus && typeof body === "string") return { status, body: bounded(body) };
  throw new TawqeeError("a reader takes { status, body } with the HTTP status and the body as text", {
    code: "INVALID_FIELD",
    field: isStatus ? "body" : "status",
    hint:
      isStatus && response.data !== undefined
        ? "pass { status: response.status, body: response.data } with the data as text: axios parses it unless its transformResponse is []"
        : "pass { status: response.status, body: await response.text() }",
  });
}

/** An answer, and of one that is too long what it takes to refuse it: room that the core has made once stays. */
function bounded(text) {
  if (text.length <= MAX_BYTES) return text;
  // Half of a surrogate pair would be refused for that instead.
  return text.trim().slice(0, MAX_BYTES + 2).replace(/[\ud800-\udbff]$/, "");
}

/** Headers as a plain object, from a plain object, a `Headers` or a `Map`. */
export function headersOf(headers) {
  if (Array.isArray(headers) || typeof headers === "string") {
    throw new TawqeeError("headers are no object", {
      code: "INVALID_FIELD",
      field: "headers",
      hint: "pass request.headers, an object of names and values; of pairs, Object.fromEntries(pairs)",
    });
  }
  const pairs = typeof headers?.entries === "function" ? headers.entries() : Object.entries(headers ?? {});
  // Node gives a repeated header as an array.
  return Object.fromEntries([...pairs].map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]));
}

/** The time in Unix seconds. */
export function now() {
  return Math.floor(Date.now() / 1000);
}
