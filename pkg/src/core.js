/**
 * The one instance of the core, and the way to call it.
 *
 * Its functions keep nothing between calls, so an instance that has trapped is simply replaced.
 */
import * as bindings from "tawqee-core";
import module from "tawqee-core.wasm";

import { TawqeeError, asTawqeeError } from "./errors.js";

bindings.initSync({ module });

/** Calls a function of the core by its name. */
export function call(name, ...args) {
  try {
    return bindings[name](...args);
  } catch (error) {
    if (!isTrap(error)) throw asTawqeeError(error);
    bindings.__wbg_reset_state();
    const message = "Tawqee failed inside; this is a bug worth reporting. It works on.";
    throw new TawqeeError(message, { code: "INTERNAL", cause: error });
  }
}

/**
 * A panic, a failed allocation or an overflown stack. The instance may be in any state after it.
 * Engines report the overflow as their own error: V8 and JavaScriptCore as a `RangeError`,
 * SpiderMonkey as an `InternalError`.
 */
function isTrap(error) {
  return (
    error instanceof WebAssembly.RuntimeError ||
    error instanceof RangeError ||
    error?.name === "InternalError"
  );
}
