/** Node, Deno, Bun, browsers and bundlers: the bytes of the core are in the file itself. */
import bytes from "tawqee-core.wasm";
import { start } from "../core.js";

start(bytes);

export * from "../index.js";
