export * from "../gateways/pay3.js";
export * from "../common.js";
