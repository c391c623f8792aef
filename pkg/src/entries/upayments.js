export * from "../gateways/upayments.js";
export * from "../common.js";
