export * from "../gateways/fatora.js";
export * from "../gateways/fawry.js";
export * from "../gateways/pay3.js";
export * from "../gateways/upayments.js";
export * from "../common.js";
