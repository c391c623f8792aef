/** Orders of all gateways, and what may become of them. */
import { refusal } from "../tape/rules.js";
import { credentials } from "./credentials.js";
import { linkTo } from "./pages.js";
import { numberFor } from "./wire.js";

/** How many of the newest records a list shows. */
export const LISTED = 1000;

/** From which states an order can get into another one. */
const FROM = {
  authorized: ["new"],
  paid: ["new", "authorized", "failed"],
  failed: ["new", "authorized"],
  expired: ["new"],
  cancelled: ["new", "authorized"],
};

const ALL = Object.keys(credentials);

/** A change that the state of an order does not allow. */
export class NotPossible extends Error {}

export class Orders {
  #store;
  #clock;
  #announce;
  isLenient;

  /** `announce(order)` queues the webhook of a change; it is called within the transaction of that change. */
  constructor(store, clock, { isLenient, announce }) {
    this.#store = store;
    this.#clock = clock;
    this.#announce = announce;
    this.isLenient = isLenient;
  }

  /**
   * A new order. `digits` is the length of the gateway's number for it, unless `make` gives another form of id.
   * `amount` is decimal text, `expiresAt` Unix milliseconds.
   */
  open({ gateway, reference, digits, make = (seed) => numberFor(seed, digits), state = "new", ...rest }) {
    const id = this.#freshId(gateway, reference, make);
    const order = {
      gateway, id, reference, state, ...rest,
      createdAt: this.#clock.ms(), updatedAt: this.#clock.ms(), refunded: "0", refunds: [],
    };
    this.#store.transaction(() => {
      this.#store.add("order", keyOf(gateway, id), order, { reference: keyOf(gateway, reference), due: dueOf(order) });
      this.#announce(order);
    });
    return order;
  }

  /** The same id for the same reference in every run, another one for a second order with it. */
  #freshId(gateway, reference, make) {
    for (let again = 0; ; again++) {
      const id = make(again === 0 ? reference : `${reference}#${again}`);
      if (this.#store.byId("order", keyOf(gateway, id)) === undefined) return id;
    }
  }

  /** By the gateway's number, or the newest with the merchant's reference. */
  find(gateway, key) {
    return this.#store.byId("order", keyOf(gateway, key)) ?? this.#store.byReference("order", keyOf(gateway, key));
  }

  /** The order that a test means: `reference` is either side's, `gateway` is needed when several have it. */
  named(reference, gateway) {
    if (typeof reference !== "string" || reference === "") {
      throw refusal("INVALID_FIELD", "is not text", "pass your reference of the order, or the gateway's number", "reference");
    }
    if (gateway !== undefined && !ALL.includes(gateway)) {
      throw refusal("INVALID_FIELD", "is no gateway", `one of ${ALL.join(", ")}`, "gateway");
    }
    const found = (gateway === undefined ? ALL : [gateway]).map((name) => this.find(name, reference)).filter(Boolean);
    if (found.length === 1) return found[0];
    if (found.length > 1) {
      const names = found.map((order) => order.gateway).join(" and ");
      throw refusal("INVALID_FIELD", `${reference} is an order of ${names}`, "pass { gateway } behind it", "gateway");
    }
    const known = this.list(5).map((order) => order.reference);
    const hint = known.length > 0 ? `the newest orders are ${known.join(", ")}` : "no order was charged yet";
    throw refusal("INVALID_FIELD", `${reference} is no order of this sandbox`, hint, "reference");
  }

  /** Brings an order into another state, with what else changes. */
  change(order, state, changes = {}) {
    if (!FROM[state].includes(order.state)) throw new NotPossible(`the order ${order.reference} is ${order.state}`);
    return this.#save(Object.assign(order, changes, { state }));
  }

  /** Refunds an amount, as decimal text; `undefined` is all that is left. Gives the refund. */
  refund(order, amount, id) {
    if (!["paid", "partially-refunded"].includes(order.state)) throw new NotPossible(`the order ${order.reference} is ${order.state}`);
    const left = units(order.amount) - units(order.refunded);
    const asked = amount === undefined ? left : units(amount);
    if (asked > left || asked === 0n) throw new NotPossible(`${textOf(left, order.amount)} of the order ${order.reference} is left`);
    const refund = {
      gateway: order.gateway, id, orderId: order.id, reference: order.reference, amount: textOf(asked, order.amount), at: this.#clock.ms(),
    };
    order.refunded = textOf(units(order.refunded) + asked, order.amount);
    order.refunds.push(refund);
    order.state = asked === left ? "refunded" : "partially-refunded";
    this.#save(order, () => this.#store.add("refund", this.#store.nextId("refund"), refund));
    return refund;
  }

  #save(order, also = () => {}) {
    order.updatedAt = this.#clock.ms();
    this.#store.transaction(() => {
      this.#store.save("order", keyOf(order.gateway, order.id), order, dueOf(order));
      also();
      this.#announce(order);
    });
    return order;
  }

  /** Lets the orders expire whose time is over. */
  expire() {
    for (;;) {
      const over = this.#store.due("order", this.#clock.ms(), 100);
      if (over.length === 0) return;
      over.forEach((order) => this.change(order, "expired"));
    }
  }

  list(limit = LISTED) {
    return this.#store.newest("order", limit);
  }

  refunds() {
    return this.#store.newest("refund", LISTED);
  }
}

/** What users see of an order. */
export function shownOrder(url, { gateway, id, reference, state, amount, currency, refunded, createdAt, updatedAt, expiresAt }) {
  const page = linkTo(url, { gateway, id });
  return { gateway, id, reference, state, amount, currency, refunded, createdAt, updatedAt, ...(expiresAt && { expiresAt }), page };
}

const keyOf = (gateway, key) => `${gateway}:${key}`;
const dueOf = ({ state, expiresAt }) => (state === "new" ? expiresAt : undefined);

const SCALE = 3;

/** Thousandths, which every amount of these gateways is a whole number of. */
export function units(amount) {
  const [whole, fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(SCALE, "0").slice(0, SCALE));
}

/** Thousandths as decimal text with the decimals of another amount. */
function textOf(amount, like) {
  const decimals = like.split(".")[1]?.length ?? 0;
  const digits = String(amount).padStart(SCALE + 1, "0");
  const fraction = digits.slice(-SCALE).slice(0, decimals);
  return digits.slice(0, -SCALE) + (decimals > 0 ? `.${fraction.padEnd(decimals, "0")}` : "");
}
