/** One exchange: a request goes out once, and the text of its answer comes back. */
import { TawqeeError } from "../errors.js";
import { MAX_BYTES, refusal } from "../tape/rules.js";

/** The text of the answer. Its status and `Retry-After` are in `seen` as soon as they are known. */
export async function exchange(request, { fetch, signal, timeoutMs }, seen) {
  const control = new AbortController();
  const late = () => control.abort(new TawqeeError(`no complete answer within ${timeoutMs} ms`, { code: "TIMEOUT" }));
  const stop = () => control.abort(aborted(signal));
  const timer = setTimeout(late, timeoutMs);
  signal?.addEventListener("abort", stop);
  try {
    // A client that ignores the signal is not waited for.
    return await unlessAborted(control.signal, answerTo(request, fetch, control.signal, seen));
  } catch (error) {
    if (control.signal.aborted) throw control.signal.reason;
    throw error instanceof TawqeeError ? error : noAnswer(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

async function answerTo({ method, url, headers, body }, fetch, signal, seen) {
  const init = { method, headers: { ...headers }, redirect: "manual", signal };
  if (body !== undefined) init.body = body;
  const response = await fetch(url, init);
  if (typeof response?.status !== "number" || typeof response.headers?.get !== "function") {
    const hint = "wrap another client: viaAxios(axios), viaGot(got), viaUndici(undici)";
    throw refusal("INVALID_FIELD", "gives no Response", hint, "options.fetch");
  }
  const { status } = response;
  // Browsers hide a redirect that is not followed behind the status 0.
  if (status !== 0) seen.status = status;
  seen.retryAfter = response.headers.get("retry-after");
  if (status === 0 || (status >= 300 && status < 400)) {
    const hint = "check baseUrl and paths: a signed request is not sent to another address";
    throw new TawqeeError("the answer is a redirect, which is not followed", { code: "MALFORMED_RESPONSE", hint });
  }
  return textOf(response);
}

/** The body as text, of no more bytes than a reader takes. */
async function textOf(response) {
  const { body } = response;
  if (body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of chunksOf(response)) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw new TawqeeError(`the answer is longer than ${MAX_BYTES} bytes`, { code: "MALFORMED_RESPONSE" });
    }
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Not every runtime can iterate over a stream, and some clients have no stream. */
async function* chunksOf(response) {
  const { body } = response;
  if (typeof body?.[Symbol.asyncIterator] === "function") {
    yield* body;
    return;
  }
  if (typeof body?.getReader !== "function") {
    yield typeof body === "string" ? body : await response.text();
    return;
  }
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    // What is too long is not downloaded to its end.
    reader.cancel().catch(() => {});
  }
}

/** Settles as the promise does, or fails as soon as the signal is aborted. */
export function unlessAborted(signal, promise) {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
    if (signal.aborted) stop();
  });
}

/** The caller's own signal ended the call. */
export function aborted(signal) {
  return new TawqeeError("the call was aborted by its signal", { code: "ABORTED", cause: signal.reason });
}

/** Errors of clients hold the whole request, body and keys too: of these, only a code goes on. */
function noAnswer(error) {
  const codes = [error?.code, error?.cause?.code, error?.name];
  const code = codes.find((code) => typeof code === "string" && /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(code));
  return new TawqeeError(`the connection failed before the answer was complete (${code ?? "unknown"})`, { code: "NETWORK" });
}
