/** Vercel's edge runtime: a compiled module is imported with `?module`. */
import module from "./core.wasm?module";
import { start } from "../core.js";

start(module);

export * from "../index.js";
