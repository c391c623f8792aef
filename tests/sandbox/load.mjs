// Charges with webhooks in one run, the sandbox killed in the middle and started again on its SQLite file:
//
//   node tests/sandbox/load.mjs [charges]
//
// Checks that no order and no webhook is lost, that nothing is sent twice without being marked as a repeat, and that
// memory stays flat. The sandbox runs on this Node when it has node:sqlite, otherwise on Deno.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fawry } from "../../pkg/dist/fawry.mjs";
import { credentials } from "../../pkg/dist/sandbox.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const AT_ONCE = 32;

/** The words that start a runtime with node:sqlite; nothing where there is none. */
export function runtimeWithSqlite() {
  if (process.getBuiltinModule?.("node:sqlite")) return [process.execPath];
  const folder = join(root, "node_modules/@deno");
  const paths = existsSync(folder) ? readdirSync(folder).flatMap((name) => [join(folder, name, "deno"), join(folder, name, "deno.exe")]) : [];
  const deno = paths.find((path) => {
    try {
      return execFileSync(path, ["--version"], { stdio: ["ignore", "pipe", "ignore"] }).length > 0;
    } catch {
      return false;
    }
  });
  return deno && [deno, "run", "--no-lock", "--no-remote", "-A"];
}

/** Runs it; `progress` is told what happens. Throws when something is lost or sent twice unmarked. */
export async function load({ charges, runtime, progress = () => {} }) {
  const folder = mkdtempSync(join(tmpdir(), "tawqee-load-"));
  const received = await receiver();
  const sandbox = new Process(runtime, join(folder, "orders.db"), received.url);
  try {
    await sandbox.start();
    const samples = [];
    let done = 0;
    const references = Array.from({ length: charges }, (_, at) => `load-${at}`);
    const worker = async () => {
      for (let reference = references.pop(); reference !== undefined; reference = references.pop()) {
        await untilPaid(sandbox, reference);
        done += 1;
        if (done % Math.ceil(charges / 20) === 0) {
          samples.push(sandbox.memory());
          progress(`${done} orders, ${samples.at(-1) ?? "?"} MiB`);
        }
        if (done === Math.floor(charges / 2)) {
          progress("killed");
          await sandbox.kill();
          await sandbox.start();
          samples.length = 0;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await received.complete(charges);
    return { ...received.judge(charges), ...memoryOf(samples) };
  } finally {
    await sandbox.kill();
    received.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a merchant does whose gateway may go away at any moment: ask, and charge only what is not there. */
async function untilPaid(sandbox, reference) {
  for (;;) {
    try {
      await sandbox.up;
      const fawry = new Fawry({ ...credentials.fawry, environment: "staging", baseUrl: sandbox.url });
      const status = await exchange(fawry.paymentStatus({ merchantRefNumber: reference }), (r) => fawry.readPaymentStatus(r));
      if (status.data?.state === "paid") return;
      if (status.error?.code === "9938") await exchange(fawry.charge(chargeOf(reference)), (r) => fawry.readCharge(r));
      await fetch(`${sandbox.url}/_sandbox/orders/${reference}/pay`, { method: "POST" });
    } catch (error) {
      // Killed in between; fetch has no other failures here.
      if (!(error instanceof TypeError) && error.code !== "MALFORMED_RESPONSE") throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function exchange(request, read) {
  const response = await fetch(request.url, request);
  return read({ status: response.status, body: await response.text() });
}

const chargeOf = (merchantRefNum) => ({
  merchantRefNum, paymentMethod: "PayAtFawry", amount: "150.50", customerMobile: "01012345678", customerEmail: "a@shop.example",
  description: "Goods", language: "en-gb", chargeItems: [{ itemId: "1", description: "One", price: "150.50", quantity: 1 }],
});

/** The sandbox as a process of its own, at one address whatever happens to it. */
class Process {
  #command;
  #file;
  #webhook;
  #child;
  #port = "0";
  #isUp = () => {};
  /** Resolves when it can be asked. */
  up = Promise.resolve();

  constructor(command, file, webhook) {
    [this.#command, this.#file, this.#webhook] = [command, file, webhook];
  }

  async start() {
    await this.#started();
    this.#isUp();
  }

  async #started() {
    const [command, ...args] = this.#command;
    const options = ["sandbox", "--json", "--port", this.#port, "--webhook", this.#webhook, "--database", this.#file];
    this.#child = spawn(command, [...args, join(root, "pkg/dist/cli.js"), ...options], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    const ended = once(this.#child, "exit").then(([code]) => Promise.reject(new Error(`the sandbox ended with ${code}`)));
    ended.catch(() => {});
    this.#child.stdout.setEncoding("utf8");
    while (!said.includes("\n")) {
      const [text] = await Promise.race([once(this.#child.stdout, "data"), ended]);
      said += text;
    }
    this.#child.stdout.resume();
    this.url = JSON.parse(said.split("\n")[0]).url;
    this.#port = new URL(this.url).port;
  }

  async kill() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.up = new Promise((resolve) => (this.#isUp = resolve));
    this.#child.kill("SIGKILL");
    await once(this.#child, "exit");
  }

  /** What the process occupies, in MiB; nothing where the system does not say. */
  memory() {
    try {
      return Math.round(Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${this.#child.pid}/status`, "utf8"))[1]) / 1024);
    } catch {
      return undefined;
    }
  }
}

/** Takes webhooks, but fails to at the first attempt of some, so that the sandbox has to repeat them. */
async function receiver() {
  const fawry = new Fawry({ ...credentials.fawry, environment: "staging" });
  const seen = new Map();
  const taken = new Set();
  const numbers = new Map();
  let unmarked = 0;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { merchantRefNumber, state, fawryRefNumber } = fawry.verifyNotification(Buffer.concat(chunks));
    const key = `${merchantRefNumber} ${state}`;
    const isRepeat = request.headers["x-sandbox-repeat"] === "true";
    if (seen.has(key) && !isRepeat) unmarked += 1;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    numbers.set(merchantRefNumber, (numbers.get(merchantRefNumber) ?? new Set()).add(fawryRefNumber));
    const fails = !isRepeat && seen.size % 50 === 0;
    if (!fails) taken.add(key);
    response.writeHead(fails ? 503 : 200).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async complete(charges) {
      for (let waited = 0; taken.size < 2 * charges && waited < 60_000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    judge(charges) {
      const doubled = [...numbers.values()].filter((set) => set.size > 1).length;
      const repeats = [...seen.values()].reduce((sum, times) => sum + times - 1, 0);
      if (taken.size !== 2 * charges) throw new Error(`${2 * charges - taken.size} webhooks were lost`);
      if (doubled > 0) throw new Error(`${doubled} orders were charged twice`);
      if (unmarked > 0) throw new Error(`${unmarked} webhooks were sent twice without a mark`);
      return { orders: charges, webhooks: taken.size, repeats };
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Memory after the restart: its first quarter, its end, and that it does not grow with the orders. */
function memoryOf(samples) {
  const known = samples.filter((sample) => sample !== undefined);
  if (known.length < 4) return {};
  const [early, late] = [known[Math.floor(known.length / 4)], known.at(-1)];
  if (late > 1.5 * early + 20) throw new Error(`memory grew from ${early} to ${late} MiB`);
  return { earlyMiB: early, lateMiB: late };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const runtime = runtimeWithSqlite();
  if (runtime === undefined) {
    console.error("neither this Node nor an installed Deno has node:sqlite");
    process.exit(1);
  }
  const started = performance.now();
  const result = await load({ charges: Number(process.argv[2] ?? 10_000), runtime, progress: (text) => console.log(text) });
  console.log({ ...result, seconds: Math.round((performance.now() - started) / 1000) });
}
