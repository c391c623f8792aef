export * from "../gateways/fawry.js";
export * from "../common.js";
