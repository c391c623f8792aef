/** Cloudflare's workerd, through miniflare. */
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Miniflare } from "miniflare";
import { replay } from "../harness.mjs";
import { bundle } from "./bundle.mjs";

const script = await bundle("./worker.mjs", { format: "esm", conditions: ["workerd"], external: ["./*.wasm"] });
const dist = new URL("../../node_modules/tawqee/dist/", import.meta.url);
const module = (path) => ({ type: "CompiledWasm", path, contents: readFileSync(new URL(path, dist)) });

const miniflare = new Miniflare({
  modules: [
    { type: "ESModule", path: "worker.mjs", contents: script },
    module("core.wasm"),
    module("diagnose.wasm"),
  ],
  compatibilityDate: "2025-01-01",
  // Only what the code itself needs; nothing is fetched.
  cf: false,
});
try {
  const response = await miniflare.dispatchFetch("http://localhost/");
  replay(await response.json(), test);
} finally {
  await miniflare.dispose();
}
