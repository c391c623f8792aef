// Prism in proxy mode in front of the sandbox, one listener for each OpenAPI document.
// A request or an answer that does not fit its document is refused with a problem report.
//
// Prism's own HTTP server parses a body and writes it again, which turns a signed `10.00` into
// `10`. So Prism decides here, and the bytes travel as they came in both directions.

import { readdirSync } from "node:fs";
import { createServer, request as send } from "node:http";
import { fileURLToPath } from "node:url";
import { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";

const folder = fileURLToPath(new URL("../contracts/", import.meta.url));
const ENDING = ".openapi.yml";

/** The names of the OpenAPI documents in `tests/contracts`. */
export const documents = readdirSync(folder).filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length));

/** Fawry's own description, taken verbatim; `fawry-extended` has what it leaves out. */
export const MERCHANTS_OWN = "fawrypay-server-api";

/** The document of a class, which is called like it: `fawry-invoices` is that of `FawryInvoices`. */
export function documentOf(className) {
  const found = documents.find((name) => name.replaceAll("-", "") === className.toLowerCase());
  if (found === undefined) throw new Error(`tests/contracts has no document with the name of ${className}`);
  return found;
}

/** What a document describes: operations with `method`, `path` and `servers`. */
export function operationsOf(name) {
  return getHttpOperationsFromSpec(`${folder}${name}${ENDING}`);
}

/** Starts Prism in front of `upstream`; `urls` holds the base URL of each document. */
export async function startPrism(upstream) {
  const listeners = await Promise.all(
    documents.map(async (name) => [name, await listen(name, upstream)]),
  );
  const urls = Object.fromEntries(listeners.map(([name, { url }]) => [name, url]));
  return { urls, close: () => Promise.all(listeners.map(([, { close }]) => close())) };
}

async function listen(document, upstream) {
  const operations = await operationsOf(document);
  const basePath = new URL(operations[0].servers[0].url).pathname.replace(/\/$/, "");
  const prism = createInstance(
    {
      isProxy: true,
      upstream: new URL(upstream),
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: true,
      mock: { dynamic: false },
    },
    { logger: silent, forward: forwardBytes },
  );
  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const answer = await proxy(prism, operations, basePath, incoming, Buffer.concat(chunks));
    outgoing.writeHead(answer.status, answer.headers);
    outgoing.end(answer.bytes);
  });
  // A connection that closes just when a slow machine uses it again would fail that request.
  server.keepAliveTimeout = 10 * 60_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${basePath}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function proxy(prism, operations, basePath, incoming, bytes) {
  const target = new URL(incoming.url, "http://prism");
  if (!target.pathname.startsWith(basePath)) return problem(404, `${target.pathname} is not below ${basePath}`);
  const result = await prism.request(
    {
      method: incoming.method.toLowerCase(),
      url: { path: target.pathname.slice(basePath.length), query: Object.fromEntries(target.searchParams) },
      headers: incoming.headers,
      body: parsed(bytes, incoming.headers["content-type"]),
      target: incoming.url,
      bytes,
    },
    operations,
  )();
  if (result._tag === "Left") {
    const { status = 500, detail, message, additional } = result.left;
    return problem(status, detail ?? message, additional?.validation);
  }
  const { output, validations } = result.right;
  return validations.output.length === 0
    ? { status: output.statusCode, headers: output.headers, bytes: output.bytes }
    : problem(500, "The answer does not fit the document", validations.output);
}

/** What Prism calls to reach the upstream: refuses what did not validate, and changes no byte. */
function forwardBytes({ data, validations }, upstream) {
  return () => async () => {
    if (validations.length > 0) {
      const security = validations.find(({ code }) => code === 401);
      const status = security ? 401 : 422;
      const detail = security ? "The credentials are missing" : "The request does not fit the document";
      return { _tag: "Left", left: { status, detail, additional: { validation: validations } } };
    }
    try {
      return { _tag: "Right", right: await exchange(upstream, data) };
    } catch (left) {
      return { _tag: "Left", left };
    }
  };
}

function exchange(upstream, { method, target, headers, bytes }) {
  return new Promise((resolve, reject) => {
    const { host, ...kept } = headers;
    const outgoing = send(new URL(upstream).origin, { method, path: target, headers: kept, agent: false });
    outgoing.on("error", reject);
    outgoing.on("response", async (answer) => {
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      const received = Buffer.concat(chunks);
      const { connection, "transfer-encoding": _, ...answered } = answer.headers;
      resolve({
        statusCode: answer.statusCode,
        headers: answered,
        body: parsed(received, answer.headers["content-type"]),
        bytes: received,
      });
    });
    outgoing.end(bytes);
  });
}

/** A body as Prism validates it: JSON where it is JSON, otherwise the text. */
function parsed(bytes, contentType = "") {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString("utf8");
  if (!/\bjson\b/.test(contentType)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const problem = (status, detail, validation = []) => ({
  status,
  headers: { "content-type": "application/problem+json" },
  bytes: JSON.stringify({ type: "https://stoplight.io/prism/errors", status, detail, validation }),
});

const silent = Object.fromEntries(
  ["trace", "debug", "info", "warn", "error", "fatal", "success"].map((level) => [level, () => {}]),
);
silent.child = () => silent;
