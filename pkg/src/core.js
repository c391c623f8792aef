/**
 * The one instance of the core, and the way to call it.
 *
 * Its functions keep nothing between calls, so an instance that has trapped is simply replaced.
 */
import * as bindings from "tawqee-core";
// The bytes themselves, or the module that the runtime compiled: the build decides for each entry.
import module from "tawqee-core.wasm";

bindings.initSync({ module });

/** Calls a function of the core by its name. What the core throws for bad input passes through. */
export function call(name, ...args) {
  try {
    return bindings[name](...args);
  } catch (error) {
    if (!isTrap(error)) throw error;
    bindings.__wbg_reset_state();
    throw crashed(error);
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

function crashed(cause) {
  const error = new Error("Tawqee failed inside; this is a bug worth reporting. It works on.", { cause });
  return Object.assign(error, { name: "TawqeeError", code: "INTERNAL" });
}
