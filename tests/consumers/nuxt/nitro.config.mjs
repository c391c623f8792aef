/** The diagnosis has no form without a module, so Nitro has to bundle one. */
const diagnosing = process.env.DIAGNOSE === "1";

export default {
  srcDir: diagnosing ? "diagnosing" : "server",
  compatibilityDate: "2025-01-01",
  experimental: { wasm: diagnosing },
};
