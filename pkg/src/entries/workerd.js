/** Cloudflare Workers: the runtime compiles no bytes, but imports a compiled module. */
import module from "./core.wasm";
import { start } from "../core.js";

start(module);

export * from "../index.js";
