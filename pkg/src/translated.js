/** The glue of a module that was translated to JavaScript. It has the shape of the one that wasm-bindgen writes. */
import instantiate from "tawqee-translated";

let core;

export function initSync() {
  core = instantiate();
  return core;
}

export function __wbg_reset_state() {
  core = instantiate();
}

export const reserve = (bytes, words) => core.reserve(bytes, words);
export const run = (call, place, bytes, words, body) => core.run(call, place, bytes, words, body) !== 0;
export const textAt = () => core.textAt() >>> 0;
export const wordsAt = () => core.wordsAt() >>> 0;
