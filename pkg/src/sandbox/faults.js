/** Failures that a test asks for: of calls, and of webhooks. */
import { refusal } from "../tape/rules.js";

const WEBHOOKS = ["duplicate", "delay", "reorder", "forge", "lose"];
const LOST = [500, 502, 503, 504, "connection"];

/** The rule of each member that says what goes wrong, and what to write instead. */
const KINDS = {
  refuse: [(value) => typeof value === "string" || Number.isInteger(value), "pass an error code of the gateway, such as \"99951\""],
  delayMs: [(value) => Number.isFinite(value) && value >= 0 && value <= 600_000, "pass milliseconds, 0 to 600000"],
  lose: [(value) => LOST.includes(value), `pass one of ${LOST.join(", ")}`],
  webhook: [(value) => WEBHOOKS.includes(value), `pass one of ${WEBHOOKS.join(", ")}`],
};

const OTHERS = {
  on: [(value) => typeof value === "string", "pass a gateway or one of its operations: \"fawry\", \"fawry.charge\""],
  reference: [(value) => typeof value === "string", "pass your reference of the order, as text"],
  times: [(value) => value === Infinity || (Number.isInteger(value) && value >= 1), "pass a whole number, 1 or more, or Infinity"],
  seconds: [(value) => Number.isFinite(value) && value >= 0, "pass seconds, 0 or more"],
};

export class Faults {
  #list = [];
  #gateways;

  /** `gateways` has, by name, the operations and the documented codes of each, and those of single operations. */
  constructor(gateways) {
    this.#gateways = gateways;
  }

  add(fault) {
    const checked = { times: 1, ...this.#check(fault) };
    this.#list.push(checked);
    return { remove: () => void (this.#list = this.#list.filter((it) => it !== checked)) };
  }

  clear() {
    this.#list = [];
  }

  list() {
    return this.#list.map((fault) => ({ ...fault }));
  }

  /** What is to go wrong with a call; `references` are those that stand in it. */
  ofCall(gateway, operation, references) {
    const suits = ({ webhook, on, reference }) =>
      webhook === undefined &&
      (on === undefined || on === gateway || on === `${gateway}.${operation}`) &&
      (reference === undefined || references.includes(reference));
    return this.#take(suits);
  }

  ofWebhook({ gateway, reference: own }) {
    return this.#take(({ webhook, on, reference }) =>
      webhook !== undefined && (on === undefined || on === gateway) && (reference === undefined || reference === own),
    );
  }

  #take(suits) {
    const fault = this.#list.find(suits);
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times <= 0) this.#list = this.#list.filter((it) => it !== fault);
    return fault;
  }

  #check(fault) {
    if (fault === null || typeof fault !== "object") {
      throw refusal("INVALID_FIELD", "is no object", "pass { on: \"fawry.charge\", refuse: \"99951\" }", "fault");
    }
    const rules = { ...KINDS, ...OTHERS };
    for (const [name, value] of Object.entries(fault)) {
      if (!Object.hasOwn(rules, name)) throw refusal("UNKNOWN_FIELD", "is not known", `one of ${Object.keys(rules).join(", ")}`, `fault.${name}`);
      const [holds, hint] = rules[name];
      if (value !== undefined && !holds(value)) throw refusal("INVALID_FIELD", "is not valid", hint, `fault.${name}`);
    }
    const kinds = Object.keys(KINDS).filter((name) => fault[name] !== undefined);
    if (kinds.length !== 1) throw refusal("INVALID_FIELD", "says not what goes wrong", `one of ${Object.keys(KINDS).join(", ")}`, "fault");
    if (fault.webhook === "delay" && fault.seconds === undefined) throw refusal("MISSING_FIELD", "is needed", OTHERS.seconds[1], "fault.seconds");
    this.#checkPlace(fault);
    return fault;
  }

  #checkPlace({ on, refuse, webhook }) {
    if (on === undefined) {
      if (refuse === undefined) return;
      throw refusal("MISSING_FIELD", "is needed with refuse", "codes belong to a gateway: on: \"fawry.charge\"", "fault.on");
    }
    const [gateway, operation] = on.split(".");
    const known = Object.hasOwn(this.#gateways, gateway) ? this.#gateways[gateway] : undefined;
    if (known === undefined) throw refusal("INVALID_FIELD", `${on} is no gateway`, `one of ${Object.keys(this.#gateways).join(", ")}`, "fault.on");
    if (operation !== undefined && (webhook !== undefined || !known.operations.includes(operation))) {
      const hint = webhook === undefined ? `one of ${known.operations.join(", ")}` : "a webhook belongs to no operation: write the gateway alone";
      throw refusal("INVALID_FIELD", `${on} is no operation`, hint, "fault.on");
    }
    const codes = [...new Set([...known.codes, ...(known.ownCodes[operation] ?? [])])];
    if (refuse !== undefined && !codes.includes(String(refuse))) {
      throw refusal("INVALID_FIELD", `${refuse} is no documented code`, `one of ${codes.join(", ")}`, "fault.refuse");
    }
  }
}
