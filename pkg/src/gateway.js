/** What every gateway class does in the same way: hold a configuration and hand it to the core. */
import { call } from "./core.js";
import { TawqeeError } from "./errors.js";
import { bytesOf, responseOf, textOf } from "./convert.js";

/** Reads the private configuration; only this module can. */
let configOf;
let configure;

export class Gateway {
  /** Secrets included, which is why nothing but a call of the core ever sees it. */
  #config;

  static {
    configOf = (gateway) => gateway.#config;
    configure = (gateway, config) => {
      call("configure", gateway.constructor.className, config);
      gateway.#config = config;
    };
  }

  constructor(config) {
    if (config === null || typeof config !== "object") {
      const message = `${this.constructor.className} takes its configuration as an object`;
      throw new TawqeeError(message, { code: "INVALID_CONFIG", gateway: this.constructor.gateway });
    }
    configure(this, { ...config });
  }

  signature(operation, input = {}, options = undefined) {
    return perform(this, "signature", textOf("operation", operation), input, this.callOptions(options));
  }

  explain(operation, input = {}, options = undefined) {
    return perform(this, "explain", textOf("operation", operation), input, this.callOptions(options));
  }

  diagnose(operation, input, observedSignature, options) {
    textOf("observedSignature", observedSignature);
    return perform(this, "diagnose", textOf("operation", operation), input, observedSignature, this.callOptions(options));
  }

  signMany(operation, inputs, options) {
    return perform(this, "signMany", textOf("operation", operation), inputs, this.callOptions(options));
  }

  buildMany(operation, inputs, options) {
    return perform(this, "buildMany", textOf("operation", operation), inputs, this.callOptions(options));
  }

  /** What a class adds to the options of a call; UPayments adds the time. */
  callOptions(options) {
    return options;
  }
}

/** Calls a function of the core with the configuration of an instance. */
export function perform(gateway, name, ...args) {
  return call(name, gateway.constructor.className, configOf(gateway), ...args);
}

/** Verifies, reads or signs something that is not a request. */
export function event(gateway, name, body, details) {
  return perform(gateway, "event", name, bytesOf(body), details);
}

/** Gives a class a builder and a reader for each of its operations. */
export function defineOperations(Class, operations) {
  const define = (name, method) =>
    Object.defineProperty(Class.prototype, name, { value: method, writable: true, configurable: true });
  for (const operation of operations) {
    define(operation, function (input = {}, options) {
      return perform(this, "build", operation, input, this.callOptions(options));
    });
    define(`read${operation[0].toUpperCase()}${operation.slice(1)}`, function (response) {
      const { status, body } = responseOf(response);
      return perform(this, "read", operation, status, body);
    });
  }
}

/** Gives a class a token that can be replaced, since it expires, but never read. */
export function defineToken(Class, name) {
  Object.defineProperty(Class.prototype, name, {
    set(token) {
      configure(this, { ...configOf(this), [name]: token });
    },
    configurable: true,
  });
}
