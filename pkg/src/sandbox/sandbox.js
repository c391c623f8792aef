/** A sandbox: gateways, orders, webhooks and faults put together, and what tests do with it. */
import { refusal } from "../tape/rules.js";
import { Cards } from "./cards.js";
import { Clock } from "./clock.js";
import { controls } from "./control.js";
import { accountsWith, configOf } from "./credentials.js";
import { Faults } from "./faults.js";
import { fatora } from "./fatora.js";
import { fawryInvoices } from "./fawry-invoices.js";
import { fawry } from "./fawry.js";
import { answered, callsOf, listen, referencesIn } from "./http.js";
import { LISTED, NotPossible, Orders, shownOrder } from "./orders.js";
import { pay3 } from "./pay3.js";
import { PREFIX, linkTo } from "./pages.js";
import { maskedBody, reasons, refusalIn } from "./reason.js";
import { openStore } from "./store.js";
import { upayments } from "./upayments.js";
import { Webhooks } from "./webhooks.js";
import { empty, json } from "./wire.js";

const GATEWAYS = { fawry, fawryInvoices, fatora, pay3, upayments };

const isSeconds = (value) => Number.isFinite(value) && value >= 0;

/** The rule of each option, and what to write instead. */
const OPTIONS = {
  port: [(value) => Number.isInteger(value) && value >= 0 && value <= 65_535, "pass a port, 0 for any that is free"],
  host: [(value) => typeof value === "string" && value !== "", "pass an address of this machine, such as 127.0.0.1"],
  credentials: [(value) => value !== null && typeof value === "object", "pass { fawry: { secureKey: \"…\" } }"],
  database: [() => true],
  webhook: [
    (value) => typeof value === "function" || (typeof value === "string" && /^https?:/.test(value) && URL.canParse(value)),
    "pass a URL, or a function that takes a Request and gives a Response",
  ],
  retrySeconds: [(value) => Array.isArray(value) && value.every(isSeconds), "pass a list of seconds: [1, 5, 30]"],
  lenient: [(value) => typeof value === "boolean", "pass true or false"],
  diagnose: [(value) => typeof value === "boolean", "pass true or false"],
  now: [(value) => typeof value === "function", "pass a function that gives Unix seconds"],
  onRequest: [(value) => typeof value === "function", "pass a function"],
};

export async function startSandbox(options = {}) {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(OPTIONS, name)) {
      throw refusal("UNKNOWN_FIELD", "is not an option of startSandbox", `these are: ${Object.keys(OPTIONS).join(", ")}`, `options.${name}`);
    }
    const [holds, hint] = OPTIONS[name];
    if (value !== undefined && !holds(value)) throw refusal("INVALID_FIELD", "is not valid", hint, `options.${name}`);
  }
  const sandbox = new Sandbox(options);
  await sandbox.listen();
  return sandbox.face();
}

class Sandbox {
  #options;
  #site = { url: "" };
  #requests = [];
  #count = 0;
  #reasonOf;
  #expiry;

  constructor(options) {
    this.#options = { port: 0, host: "127.0.0.1", lenient: false, diagnose: true, ...defined(options) };
    const { credentials, database, now, lenient, webhook, retrySeconds } = this.#options;
    this.accounts = accountsWith(credentials);
    this.clock = new Clock(now);
    this.store = openStore(database);
    this.orders = new Orders(this.store, this.clock, { isLenient: lenient, announce: (order) => this.webhooks.announce(order) });
    this.cards = new Cards(this.store, () => this.#site.url);
    const shared = { clock: this.clock, orders: this.orders, cards: this.cards, link: (order) => linkTo(this.#site.url, order) };
    this.gateways = Object.fromEntries(Object.entries(GATEWAYS).map(([name, make]) => [name, make(this.accounts[name], shared)]));
    const known = Object.entries(this.gateways).map(([name, { routes, codes, ownCodes = {} }]) => {
      return [name, { codes, ownCodes, operations: [...new Set(Object.keys(routes).map((route) => route.split(" ")[0]))] }];
    });
    this.faults = new Faults(Object.fromEntries(known));
    const { store, clock, gateways, faults } = this;
    this.webhooks = new Webhooks({ store, clock, gateways, faults, target: webhook, retrySeconds });
    this.clock.whenMoved(() => this.#catchUp());
    this.callOf = callsOf(this.gateways);
  }

  async listen() {
    const control = controls(this);
    try {
      this.#site = await listen(this.#options, (request) => {
        const [path] = request.target.split("?");
        if (path === "/favicon.ico") return empty(204);
        return path === "/" || `${path}/`.startsWith(`${PREFIX}/`) ? control(request) : this.#answer(request);
      });
    } catch (error) {
      this.store.close();
      const hint = error.code === "EADDRINUSE" ? "pass another port, or 0 for any that is free" : "pass an address of this machine";
      throw refusal("INVALID_FIELD", `cannot be listened on: ${error.code}`, hint, error.code === "EADDRINUSE" ? "options.port" : "options.host");
    }
    this.config = configOf(this.accounts, this.#site.url);
    this.#reasonOf = this.#options.diagnose ? reasons(this.config, () => this.clock.now()) : async () => undefined;
    // What a sandbox on the same file had not sent goes out now.
    this.#expiry = setInterval(() => this.#catchUp(), 1000);
    this.#expiry.unref?.();
    this.webhooks.settled();
  }

  get url() {
    return this.#site.url;
  }

  /** Whether other machines reach it. */
  get isOpen() {
    return this.#site.isOpen;
  }

  async #catchUp() {
    this.orders.expire();
    await this.webhooks.settled();
  }

  async #answer(request) {
    this.orders.expire();
    const call = this.callOf(request);
    const started = performance.now();
    if (call === undefined) {
      const answer = json(404, { message: `the sandbox has no ${request.method} ${request.target.split("?")[0]}` });
      await this.#note({ call: {}, request, answer, started });
      return answer;
    }
    const { gateway, operation } = call;
    const fault = this.faults.ofCall(gateway, operation, referencesIn(request, call.params));
    if (fault?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    const answer = fault?.refuse === undefined
      ? answered(this.gateways[gateway], call, request)
      : this.gateways[gateway].refuse(String(fault.refuse), operation);
    await this.#note({ call, request, answer, fault, started });
    if (fault?.lose === "connection") return "connection";
    return fault?.lose === undefined ? answer : { status: fault.lose, type: "text/html", body: `<h1>${fault.lose}</h1>` };
  }

  /** Writes a call into the log, the newest of which are kept. */
  async #note({ call: { gateway, operation }, request, answer, fault, started }) {
    const found = refusalIn(answer);
    const { method, target, headers, body } = request;
    const entry = {
      id: String((this.#count += 1)), at: this.clock.ms(), ...(gateway && { gateway, operation }), method, path: target.split("?")[0],
      body: maskedBody(body), status: typeof fault?.lose === "number" ? fault.lose : answer.status,
      ...(fault && { fault: kindOf(fault) }),
    };
    if (found) {
      const sent = { method, url: this.url + target, headers, ...(body !== "" && { body }) };
      const isJudged = gateway !== undefined && fault?.refuse === undefined;
      const reason = isJudged ? await this.#reasonOf(gateway, sent) : fault && "a fault that was injected";
      entry.refusal = { ...found, reason: reason ?? found.message };
    }
    entry.elapsedMs = Math.round(performance.now() - started);
    this.#requests.push(entry);
    if (this.#requests.length > LISTED) this.#requests.shift();
    this.#options.onRequest?.(entry);
  }

  requests() {
    return [...this.#requests];
  }

  /** Changes an order as its payer or the time would, and sends the webhook of it. */
  async change(reference, state, { gateway, ...rest } = {}) {
    const [foreign] = Object.keys(rest);
    if (foreign !== undefined) throw refusal("UNKNOWN_FIELD", "is not an option", "pass { gateway: \"fawry\" }, or nothing", `options.${foreign}`);
    this.orders.expire();
    const order = this.orders.named(reference, gateway);
    try {
      this.orders.change(order, state);
    } catch (error) {
      if (error instanceof NotPossible) throw refusal("INVALID_FIELD", error.message, `it cannot become ${state}`, "reference");
      throw error;
    }
    await this.webhooks.attempted(order);
    return shownOrder(this.url, order);
  }

  async repeat(id) {
    const sent = await this.webhooks.repeat(id);
    if (sent === undefined) throw refusal("INVALID_FIELD", "is no webhook that can be sent", "pass the id of one of sandbox.webhooks", "id");
    return sent;
  }

  async close() {
    clearInterval(this.#expiry);
    this.webhooks.close();
    await this.#site.close();
    this.store.close();
  }

  /** What users get. */
  face() {
    const { clock, faults, orders, webhooks } = this;
    const own = this;
    return {
      url: this.url,
      port: this.#site.port,
      credentials: this.accounts,
      config: this.config,
      clock: { now: () => clock.now(), advance: (seconds) => clock.advance(seconds), set: (seconds) => clock.set(seconds) },
      pay: (reference, options) => this.change(reference, "paid", options),
      fail: (reference, options) => this.change(reference, "failed", options),
      expire: (reference, options) => this.change(reference, "expired", options),
      order: (reference, { gateway } = {}) => shownOrder(own.url, orders.named(reference, gateway)),
      inject: (fault) => faults.add(fault),
      clearFaults: () => faults.clear(),
      repeat: (id) => this.repeat(id),
      settled: () => webhooks.settled(),
      close: () => this.close(),
      get orders() {
        return orders.list().map((order) => shownOrder(own.url, order));
      },
      get refunds() {
        return orders.refunds();
      },
      get webhooks() {
        return webhooks.list();
      },
      get requests() {
        return own.requests();
      },
    };
  }
}

const defined = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

const kindOf = ({ refuse, delayMs, lose }) =>
  refuse !== undefined ? `refuse ${refuse}` : lose !== undefined ? `lose ${lose}` : `delay ${delayMs} ms`;
