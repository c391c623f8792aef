/** The sandbox over HTTP: finds what a request asks for, and what is to go wrong with it. */
import { createServer } from "node:http";
import { isLoopback } from "./webhooks.js";
import { BadQuery, decodeQuery, json, parseJson } from "./wire.js";

/** More than any gateway takes. */
const MAX_BODY = 1024 * 1024;

/** All addresses of a machine, and the one of them that it reaches itself by. */
const EVERY = new Map([["0.0.0.0", "127.0.0.1"], ["::", "::1"]]);

/** Listens, and gives the URL and how to stop. `answer(request)` gives status, headers and body. */
export async function listen({ port, host }, answer) {
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    const { method, url: target, headers } = incoming;
    // A full disk, for one, is told to the client, and the sandbox goes on.
    const result = await answer({ method, target, headers, body: body ?? "", isTooLong: body === undefined }).catch(failed);
    if (result === "connection") return incoming.socket.destroy();
    outgoing.writeHead(result.status, { ...(result.type && { "content-type": result.type }), ...result.headers });
    outgoing.end(result.body);
  });
  // A connection that closes just when a slow machine uses it again would fail that request.
  server.keepAliveTimeout = 10 * 60_000;
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: own } = server.address();
  return {
    port: own,
    url: urlOf(EVERY.get(host) ?? host, own),
    isOpen: !isLoopback(urlOf(host, own)),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const urlOf = (host, port) => `http://${host.includes(":") ? `[${host}]` : host}:${port}`;

function failed(error) {
  return json(500, { message: `the sandbox failed inside: ${error.message}` });
}

/** The body as text; nothing when it is too long, of which the rest is left unread. */
async function bodyOf(incoming) {
  const chunks = [];
  let length = 0;
  try {
    for await (const chunk of incoming) {
      length += chunk.length;
      if (length <= MAX_BODY) chunks.push(chunk);
    }
  } catch {
    // The client went away; nobody reads the answer.
  }
  return length > MAX_BODY ? undefined : Buffer.concat(chunks).toString("utf8");
}

/** The calls of all gateways by method and path. */
export function callsOf(gateways) {
  const routes = Object.entries(gateways).flatMap(([gateway, { routes }]) =>
    Object.entries(routes).map(([route, answer]) => ({ gateway, answer, ...compiled(route) })),
  );
  return ({ method, target }) => {
    const [path] = target.split("?");
    for (const route of routes) {
      const match = route.method === method && route.pattern.exec(path);
      if (match) return { ...route, params: match.groups ?? {} };
    }
    return undefined;
  };
}

/** `refund POST /invoices/{id}/refund` as its parts, the path as an expression with a named group. */
function compiled(route) {
  const [operation, method, path] = route.split(" ");
  const source = path.replace(/[.]/g, "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return { operation, method, pattern: new RegExp(`^${source}$`) };
}

/** What a gateway answers; what it cannot read is refused by its own documented error. */
export function answered(gateway, call, request) {
  if (request.isTooLong) return gateway.unreadable("the body is too long", { isJson: true });
  try {
    const params = Object.fromEntries(Object.entries(call.params).map(([name, value]) => [name, decodeURIComponent(value)]));
    return call.answer({ ...request, params, query: decodeQuery(request.target) });
  } catch (error) {
    if (error instanceof SyntaxError) return gateway.unreadable("the body is not JSON", { isJson: false });
    if (error instanceof URIError || error instanceof BadQuery) return gateway.unreadable("the address is not percent-encoded rightly", { isJson: true });
    if (error instanceof RangeError) return gateway.unreadable("the body is nested too deeply", { isJson: true });
    // What stands in place of a list or an object has no such members.
    if (error instanceof TypeError) return gateway.unreadable("a field is not of its type", { isJson: true });
    return failed(error);
  }
}

/** Every text that stands in a call, by which a fault finds its order. */
export function referencesIn({ target, body }, params) {
  const found = new Set(Object.values(params).map(lenient));
  const values = (value) => {
    if (value === null || typeof value !== "object") return void found.add(String(value));
    if (typeof value.text === "string") return void found.add(value.text);
    Object.values(value).forEach(values);
  };
  try {
    values(decodeQuery(target));
    values(parseJson(body));
  } catch {
    // Judged by the gateway.
  }
  return [...found];
}

function lenient(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
