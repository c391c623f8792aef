export * from "../gateways/fatora.js";
export * from "../common.js";
