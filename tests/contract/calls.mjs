// Every sample of every operation in the catalog as a call through the built package.

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SIGNED_AT } from "./clock.mjs";
import { knowsMethod } from "./known.mjs";
import { MERCHANTS_OWN, documentOf } from "./prism.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Where Cargo and `cargo xtask` build. */
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");

/** The built package and the catalog of its operations. */
export async function load() {
  try {
    const tawqee = await import(new URL("../../pkg/dist/index.mjs", import.meta.url).href);
    const catalog = JSON.parse(await readFile(resolve(target, "tawqee/catalog.json"), "utf8"));
    return { tawqee, catalog };
  } catch (cause) {
    throw new Error("The package is not built; run `cargo xtask build` first.", { cause });
  }
}

/**
 * The calls of one operation: each sample through each OpenAPI document that describes it.
 * `urls` are the base URLs of the documents.
 */
export function callsOf({ tawqee, cls, operation, urls }) {
  return operation.samples.flatMap((sample) =>
    routes(cls.class, operation.name, sample.input ?? {}).map(({ contract, config }) => {
      const { hostname, ...account } = cls.config;
      const instance = new tawqee[cls.class]({ ...account, ...config, baseUrl: urls[contract] });
      return new Call(cls, instance, operation, sample, contract);
    }),
  );
}

/** One sample, ready to be sent. */
export class Call {
  constructor(cls, instance, operation, { title, input, options }, contract) {
    Object.assign(this, { cls, instance, operation, title, contract, input: input ?? {} });
    // The sandbox refuses old requests like the gateways do, and a sample's own time is old.
    const { timestamp, ...rest } = options ?? {};
    const time = cls.callOptions.includes("timestamp") ? { timestamp: SIGNED_AT } : {};
    this.options = { ...rest, ...time };
  }

  build() {
    return this.instance[this.operation.name](this.input, this.options);
  }

  /** How the signature comes about, or nothing where the request carries none. */
  explain() {
    if (!this.operation.signed) return undefined;
    try {
      return this.instance.explain(this.operation.name, this.input, this.options);
    } catch (error) {
      if (error.code === "UNSUPPORTED") return undefined;
      throw error;
    }
  }

  read(response) {
    const { name } = this.operation;
    return this.instance[`read${name[0].toUpperCase()}${name.slice(1)}`](response);
  }

  /** Sends a request of this call and reads the answer. */
  async send(request = this.build()) {
    const answer = await fetch(request.url, request);
    const response = { status: answer.status, body: await answer.text() };
    return { response, outcome: this.read(response) };
  }
}

const SEED_OPERATIONS = ["refund", "cancelUnpaidOrder", "paymentStatus", "installmentPlans"];

/**
 * The documents that describe a call. The merchant's own OpenAPI document of Fawry comes first,
 * taken verbatim; it knows one path for every charge.
 */
function routes(name, operation, input) {
  if (name !== "Fawry") return [{ contract: documentOf(name) }];
  const routes = [{ contract: "fawry-extended" }];
  if (operation === "charge" && knowsMethod(MERCHANTS_OWN, input)) {
    const wallet = ["MWALLET", "VALU"].includes(input.paymentMethod);
    const config = wallet ? { paths: { charge: "/ECommerceWeb/Fawry/payments/charge" } } : {};
    routes.unshift({ contract: MERCHANTS_OWN, config });
  } else if (SEED_OPERATIONS.includes(operation)) {
    routes.unshift({ contract: MERCHANTS_OWN });
  }
  return routes;
}
