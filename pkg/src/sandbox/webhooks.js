/**
 * What the gateways send on their own. A delivery is stored with the change that caused it, and an attempt is stored
 * before it is made: after a crash nothing is lost, and what may have arrived before is sent as a repeat.
 */
import { unlessAborted } from "../send/exchange.js";
import { LISTED } from "./orders.js";

/** How many are on their way at once. */
const AT_ONCE = 16;
const TIMEOUT_MS = 10_000;

/**
 * Seconds before each repeat. Fawry documents that everything but a 200 is repeated, Pay3 that it repeats ten times;
 * neither says when, so the times are ours. Of the others no repeat is documented.
 */
const TIMES = [10, 30, 60, 300, 600, 1800, 3600, 7200, 14_400, 28_800];
const REPEATS = { fawry: TIMES, pay3: TIMES };

export class Webhooks {
  #store;
  #clock;
  #gateways;
  #faults;
  #target;
  #repeats;
  /** Orders with a delivery on its way, and what wait for first attempts. */
  #underWay = new Map();
  #first = new Map();
  /** What ends the exchanges that are under way. */
  #exchanges = new Set();
  #timer;
  #closed = false;

  /** `target` is a URL or a function that takes a `Request`; `retrySeconds` replaces the times of all gateways. */
  constructor({ store, clock, gateways, faults, target, retrySeconds }) {
    this.#store = store;
    this.#clock = clock;
    this.#gateways = gateways;
    this.#faults = faults;
    this.#target = target;
    this.#repeats = (gateway) => retrySeconds ?? REPEATS[gateway] ?? [];
  }

  /** Queues what the gateway sends about an order as it is now. Called within a transaction. */
  announce(order) {
    const event = this.#gateways[order.gateway].eventOf?.(order);
    if (event === undefined) return;
    const url = this.#addressOf(event.url);
    const delivery = {
      gateway: order.gateway, orderId: order.id, reference: order.reference, event: order.state, state: "waiting",
      url, signedUrl: event.url ?? url, body: event.body, attempts: [], isRepeat: false,
    };
    this.#release(order);
    this.#add(delivery, this.#faults.ofWebhook(order));
    this.#wake();
  }

  #add(delivery, fault) {
    delivery.id = this.#store.nextId("webhook");
    const now = this.#clock.ms();
    let due = now;
    if (fault?.webhook === "lose") [delivery.state, due] = ["lost", undefined];
    else if (delivery.url === undefined) [delivery.state, due] = ["no-address", undefined];
    else if (fault?.webhook === "reorder") [delivery.state, due] = ["held", undefined];
    else if (fault?.webhook === "delay") {
      due = now + fault.seconds * 1000;
      delivery.signedAt = Math.floor(now / 1000);
    } else if (fault?.webhook === "forge") delivery.isForged = true;
    else if (fault?.webhook === "duplicate") delivery.isDoubled = true;
    this.#store.add("webhook", delivery.id, delivery, { due, reference: delivery.state === "held" ? laneOf(delivery) : undefined });
    if (due === now) this.#expect(delivery);
  }

  /** What was held back of an order goes out after its next one. */
  #release(order) {
    const held = this.#store.byReference("webhook", laneOf({ gateway: order.gateway, orderId: order.id }));
    if (held?.state !== "held") return;
    held.state = "waiting";
    this.#store.save("webhook", held.id, held, this.#clock.ms() + 1);
  }

  /** The address of the order itself where it is on this machine, so that tests send nothing anywhere else. */
  #addressOf(own) {
    if (own !== undefined && isLoopback(own) && typeof this.#target !== "function") return own;
    return typeof this.#target === "function" ? (own ?? "http://127.0.0.1/webhook") : this.#target;
  }

  #expect({ id, ...delivery }) {
    const lane = laneOf(delivery);
    const entry = {};
    entry.done = new Promise((resolve) => (entry.resolve = resolve));
    this.#first.set(id, { lane, ...entry });
  }

  /** When every first attempt for an order, of those that are due, has been made. */
  async attempted({ gateway, id }) {
    const lane = laneOf({ gateway, orderId: id });
    this.#send();
    await Promise.all([...this.#first.values()].filter((entry) => entry.lane === lane).map(({ done }) => done));
  }

  /** Sends everything that is due, also what becomes due by that. */
  async settled() {
    this.#send();
    while (this.#underWay.size > 0) {
      await Promise.race(this.#underWay.values());
      this.#send();
    }
  }

  /** Sends a delivery once more, marked as a repeat. */
  async repeat(id) {
    const delivery = this.#store.byId("webhook", id);
    if (delivery === undefined || delivery.url === undefined) return undefined;
    const lane = laneOf(delivery);
    while (this.#underWay.has(lane)) await this.#underWay.get(lane);
    await this.#attempt(this.#store.byId("webhook", id));
    return this.shown(this.#store.byId("webhook", id));
  }

  list() {
    return this.#store.newest("webhook", LISTED).map((delivery) => this.shown(delivery));
  }

  /** What users see of a delivery. */
  shown({ id, gateway, reference, event, state, url, body, attempts, isRepeat, ...rest }) {
    const last = attempts.at(-1);
    const signedAt = rest.signedAt ?? (last && Math.floor(last.at / 1000));
    const headers = this.#headersOf({ id, gateway, body, ...rest, signedAt }, Math.max(1, attempts.length), isRepeat);
    const sent = this.#bodyOf({ gateway, body, ...rest });
    return { id, gateway, reference, event, state, method: "POST", url, headers, body: sent, attempts, repeat: isRepeat || attempts.length > 1 };
  }

  #wake() {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    const wait = this.#store.nextDue("webhook") - this.#clock.ms();
    if (wait === Infinity) return;
    this.#timer = setTimeout(() => this.#send(), Math.min(Math.max(wait, 0), 60_000));
    this.#timer.unref?.();
  }

  #send() {
    if (this.#closed) return;
    for (const delivery of this.#store.due("webhook", this.#clock.ms(), 4 * AT_ONCE)) {
      const lane = laneOf(delivery);
      if (this.#underWay.size >= AT_ONCE) break;
      if (this.#underWay.has(lane)) continue;
      const sent = this.#attempt(delivery).finally(() => {
        this.#underWay.delete(lane);
        this.#first.get(delivery.id)?.resolve();
        this.#first.delete(delivery.id);
        this.#send();
      });
      this.#underWay.set(lane, sent);
    }
    if (this.#underWay.size < AT_ONCE) this.#wakeLater();
  }

  #wakeLater() {
    // What is due already has its turn when its order's delivery has ended.
    if (this.#underWay.size === 0 || this.#store.nextDue("webhook") > this.#clock.ms()) this.#wake();
  }

  async #attempt(delivery) {
    const attempt = { at: this.#clock.ms() };
    delivery.attempts.push(attempt);
    this.#store.save("webhook", delivery.id, delivery, attempt.at);
    const result = await this.#exchange(delivery);
    if (this.#closed) return;
    Object.assign(attempt, result);
    const isDelivered = result.status === 200;
    const wait = isDelivered ? undefined : this.#repeats(delivery.gateway)[delivery.attempts.length - 1];
    if (delivery.state !== "delivered") delivery.state = isDelivered ? "delivered" : wait === undefined ? "given-up" : "waiting";
    const due = delivery.state === "waiting" ? this.#clock.ms() + wait * 1000 : undefined;
    this.#store.transaction(() => {
      this.#store.save("webhook", delivery.id, delivery, due);
      if (!isDelivered || delivery.isDoubled !== true || delivery.attempts.length > 1) return;
      this.#add({ ...delivery, attempts: [], state: "waiting", isRepeat: true, isDoubled: false }, undefined);
    });
  }

  async #exchange(delivery) {
    const headers = this.#headersOf(delivery, delivery.attempts.length, delivery.isRepeat);
    const control = new AbortController();
    const { signal } = control;
    const timer = setTimeout(() => control.abort(new DOMException("no answer", "TimeoutError")), TIMEOUT_MS);
    this.#exchanges.add(control);
    const init = { method: "POST", headers, body: this.#bodyOf(delivery), redirect: "manual", signal };
    try {
      const isFunction = typeof this.#target === "function";
      const sent = isFunction ? this.#target(new Request(delivery.url, init)) : fetch(delivery.url, init);
      // A function need not look at the signal.
      const answer = await unlessAborted(signal, Promise.resolve(sent));
      const status = typeof answer === "number" ? answer : answer?.status;
      await answer?.body?.cancel?.().catch(() => {});
      return Number.isInteger(status) ? { status } : { error: "the function gave no Response" };
    } catch (error) {
      return { error: String(error?.cause?.code ?? error?.name ?? "Error") };
    } finally {
      clearTimeout(timer);
      this.#exchanges.delete(control);
    }
  }

  /** What the gateway does not send itself says which delivery it is, and whether it may have arrived before. */
  #headersOf(delivery, attempt, isRepeat) {
    const timestamp = delivery.signedAt ?? this.#clock.now();
    const signed = this.#gateways[delivery.gateway].headersOf?.({ ...delivery, timestamp }) ?? {};
    if (delivery.isForged && signed["x-signature"]) signed["x-signature"] = flipped(signed["x-signature"]);
    return {
      "content-type": "application/json", ...signed,
      "x-sandbox-delivery": String(delivery.id), "x-sandbox-attempt": String(attempt),
      ...((isRepeat || attempt > 1) && { "x-sandbox-repeat": "true" }),
    };
  }

  #bodyOf({ gateway, body, isForged }) {
    return isForged ? (this.#gateways[gateway].forged?.(body) ?? body) : body;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#exchanges.forEach((control) => control.abort());
    this.#first.forEach(({ resolve }) => resolve());
  }
}

const laneOf = ({ gateway, orderId }) => `${gateway}:${orderId}`;

/** The text with another first character. */
export function flipped(text) {
  return (text[0] === "a" ? "b" : "a") + text.slice(1);
}

export function isLoopback(url) {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
