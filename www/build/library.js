/** The library of the page, its module, and the script of the worker that searches with both. */
export * from "../../pkg/dist/diagnose.workerd.js";
export { default as module } from "../../pkg/dist/diagnose.wasm";
export { default as workerScript } from "worker-script";
