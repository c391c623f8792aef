/** `EDGE` is set for the runtimes that compile no module from bytes. */
export default { srcDir: "server", compatibilityDate: "2025-01-01", experimental: { wasm: process.env.EDGE === "1" } };
