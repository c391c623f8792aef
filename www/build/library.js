/** The library of the page and its module, which the worker of the search is given too. */
export * from "../../pkg/dist/diagnose.workerd.js";
export { default as module } from "../../pkg/dist/diagnose.wasm";
