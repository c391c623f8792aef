// A sandbox of the four gateways on one loopback port. It is written from the gateways'
// documentation with node:crypto alone and shares nothing with the library that it checks:
// it recomputes every signature from the bytes that arrived, refuses what is wrong the way
// the gateway does, and signs its answers where the gateway does.
//
//   node tests/sandbox/server.mjs [port]

import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { credentials as demo } from "./credentials.mjs";
import { fatora } from "./fatora.mjs";
import { fawryInvoices } from "./fawry-invoices.mjs";
import { fawry } from "./fawry.mjs";
import { pay3 } from "./pay3.mjs";
import { upayments } from "./upayments.mjs";
import { json } from "./wire.mjs";

const gateways = { fawry, fawryInvoices, fatora, pay3, upayments };

/**
 * Starts the sandbox on a loopback port and returns its address and how to stop it.
 * `now` is the sandbox's clock in Unix seconds, for requests that were signed at another time.
 */
export async function startSandbox({ port = 0, credentials = demo, now = () => Date.now() / 1000 } = {}) {
  const routes = Object.entries(gateways).flatMap(([name, gateway]) =>
    Object.entries(gateway(credentials[name], now)).map(([route, answer]) => ({ ...compile(route), answer })),
  );
  const server = createServer(async (incoming, outgoing) => {
    const answer = await handle(routes, incoming);
    outgoing.writeHead(answer.status, answer.type ? { "content-type": answer.type } : {});
    outgoing.end(answer.body);
  });
  // A connection that closes just when a slow machine uses it again would fail that request.
  server.keepAliveTimeout = 10 * 60_000;
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handle(routes, incoming) {
  const target = new URL(incoming.url, "http://sandbox");
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  for (const route of routes) {
    const match = route.method === incoming.method && route.pattern.exec(target.pathname);
    if (!match) continue;
    try {
      return await route.answer({
        method: incoming.method,
        target: incoming.url,
        params: Object.fromEntries(
          Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
        ),
        query: decodeQuery(target.search),
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      });
    } catch (error) {
      return json(400, { message: `the sandbox cannot read this request: ${error.message}` });
    }
  }
  return json(404, { message: `the sandbox has no ${incoming.method} ${target.pathname}` });
}

/** `POST /invoices/{id}/refund` as a method and an expression with a named group. */
function compile(route) {
  const [method, path] = route.split(" ");
  const source = path.replace(/[.]/g, "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return { method, pattern: new RegExp(`^${source}$`) };
}

/** Percent-decoding only: merchants send `+` as itself. */
function decodeQuery(search) {
  const pairs = search.slice(1).split("&").filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const split = pair.indexOf("=");
      const name = split < 0 ? pair : pair.slice(0, split);
      return [decodeURIComponent(name), decodeURIComponent(split < 0 ? "" : pair.slice(split + 1))];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startSandbox({ port: Number(process.argv[2] ?? 0) });
  console.log(`sandbox of Fawry, Fatora, Pay3 and UPayments: ${url}`);
}
