/** What every gateway class does in the same way: hold a configuration and hand it to the core. */
import operations from "tawqee-operations";

import { warnOfKeys } from "./browser.js";
import { Call, configuration, run, runMany, tell } from "./core.js";
import { TawqeeError } from "./errors.js";
import { receivedBytes, responseOf, textOf } from "./convert.js";

/** Reads the private configuration, as it was given and as it crosses; only this module can. */
let givenTo;
let tapeOf;
let configure;

export class Gateway {
  /** Secrets included, which is why nothing but a call of the core ever sees it. */
  #config;
  #tape;

  static {
    givenTo = (gateway) => gateway.#config;
    tapeOf = (gateway) => gateway.#tape;
    configure = (gateway, config) => {
      const tape = configuration(config);
      run(Call.Configure, placeOf(gateway), tape);
      gateway.#config = config;
      gateway.#tape = tape;
      // Only the e-invoice API has a class that may hold no secret yet.
      const { className } = gateway.constructor;
      if (className !== "FawryInvoices" || config.token !== undefined) warnOfKeys(className);
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
    return perform(this, Call.Signature, textOf("operation", operation), input, this.callOptions(options));
  }

  explain(operation, input = {}, options = undefined) {
    return perform(this, Call.Explain, textOf("operation", operation), input, this.callOptions(options));
  }

  signMany(operation, inputs, options) {
    return performMany(this, Call.SignMany, textOf("operation", operation), inputs, this.callOptions(options));
  }

  buildMany(operation, inputs, options) {
    return performMany(this, Call.BuildMany, textOf("operation", operation), inputs, this.callOptions(options));
  }

  /** What a class adds to the options of a call; UPayments adds the time. */
  callOptions(options) {
    return options;
  }
}

/** Calls the core with the configuration of an instance. */
export function perform(gateway, call, name, third, fourth, body) {
  return run(call, placeOf(gateway), tapeOf(gateway), name, third, fourth, body);
}

function performMany(gateway, call, name, inputs, options) {
  return runMany(call, placeOf(gateway), tapeOf(gateway), name, inputs, options);
}

/** The same for what answers with JavaScript data. */
export function ask(gateway, answer, ...values) {
  return tell(answer, placeOf(gateway), tapeOf(gateway), ...values);
}

/** The place of the class in the core's list. */
function placeOf(gateway) {
  return gateway.constructor.place;
}

/** Verifies or reads something that was received. */
export function received(gateway, name, body, details) {
  return perform(gateway, Call.Event, name, details, undefined, receivedBytes(body));
}

/** Signs something that is not a request, for tests of the caller's own handler. */
export function signed(gateway, name, details, bytes) {
  return perform(gateway, Call.Event, name, details, undefined, bytes);
}

/** Gives a class its place in the core, and a builder and a reader for each of its operations. */
export function define(Class) {
  Class.place = Object.keys(operations).indexOf(Class.className);
  defineMethod(Class, "name", Class.gateway);
  for (const operation of operations[Class.className]) {
    defineMethod(Class, operation, function (input = {}, options) {
      return perform(this, Call.Build, operation, input, this.callOptions(options));
    });
    defineMethod(Class, `read${operation[0].toUpperCase()}${operation.slice(1)}`, function (response) {
      const { status, body } = responseOf(response);
      return perform(this, Call.Read, operation, status, body);
    });
  }
}

/** Gives a class a method, as its own declaration would; or another member that all its instances have. */
export function defineMethod(Class, name, value) {
  Object.defineProperty(Class.prototype, name, { value, writable: true, configurable: true });
}

/** Gives a class a token that can be replaced, since it expires, but never read. */
export function defineToken(Class, name) {
  Object.defineProperty(Class.prototype, name, {
    set(token) {
      configure(this, { ...givenTo(this), [name]: token });
    },
    configurable: true,
  });
}
