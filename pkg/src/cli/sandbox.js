/** `tawqee sandbox`: the four gateways on a port of this machine, until it is stopped. */
import { CommandError } from "./errors.js";
import { paint, write } from "./output.js";

/** The port without `--port`, the same every time so that it can stand in a configuration. */
const PORT = "7420";

export async function serve({ values: { port = PORT, host, webhook, database, json } }) {
  if (!/^\d{1,5}$/.test(port)) throw new CommandError("--port takes a number, 0 for any port that is free");
  const { startSandbox } = await import("./sandbox.mjs");
  const onRequest = (entry) => write(json ? JSON.stringify(entry) : line(entry));
  const sandbox = await startSandbox({ port: Number(port), host, webhook, database, onRequest });
  const isOpen = host !== undefined && !/^(127\.|localhost$|::1$)/.test(host);
  write(json ? JSON.stringify({ url: sandbox.url }) : greeting(sandbox, { webhook, database, isOpen }));
  await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
  });
  await sandbox.close();
}

function greeting({ url }, { webhook, database, isOpen }) {
  return `sandbox of Fawry, Fatora, Pay3 and UPayments: ${url}
Its keys are public test values: nothing is paid, and no real key belongs here.${isOpen ? "\nOther machines can reach it." : ""}
  orders and payment pages   ${url}/_sandbox/
  accounts for a client      ${url}/_sandbox/config
  webhooks go to             ${webhook ?? "an order's own address on this machine; --webhook URL for the others"}
  orders are kept in         ${database ?? "memory; --database FILE keeps them"}`;
}

function line({ method, path, gateway, operation, status, refusal, fault }) {
  const head = `${method} ${path}  ${paint(2, gateway ? `${gateway}.${operation}` : "no gateway")}  ${status}${fault ? paint(33, `  ${fault}`) : ""}`;
  if (refusal === undefined) return head;
  const reason = refusal.reason === refusal.message ? "" : `\n  ${refusal.reason.replaceAll("\n", "\n  ")}`;
  return `${head}\n  ${paint(31, `${refusal.code} ${refusal.message}`)}${reason}`;
}
