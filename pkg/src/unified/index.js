/**
 * `tawqee/unified`: one input for the refund and the status of a payment, whichever gateway took it. No gateway and no
 * module in it: it calls the instance that it is given.
 */
import gateways from "tawqee-unified";

import { TawqeeError } from "../errors.js";

export { TawqeeError };

const REFUND_FIELDS = ["merchantRef", "paymentId", "amount", "reason", "whole"];
const STATUS_FIELDS = ["merchantRef", "paymentId"];

export function refund(gateway, input) {
  const { refund: call, wholeOnly, className } = callsOf(gateway, "refund");
  check(gateway, "refund", input, REFUND_FIELDS, ["merchantRef", "paymentId", "amount"]);
  if (wholeOnly && input.whole !== true) {
    throw new TawqeeError(`${className} refunds the whole payment, never a part of it`, {
      code: "UNSUPPORTED",
      gateway: gateway.name,
      operation: "refund",
      field: "whole",
      hint: "pass whole: true where the amount is all that was paid",
    });
  }
  return prepared(gateway, call, input, (outcome) => outcome);
}

export function paymentStatus(gateway, input) {
  const { status, told, currency } = callsOf(gateway, "paymentStatus");
  check(gateway, "paymentStatus", input, STATUS_FIELDS, ["merchantRef", "paymentId"]);
  return prepared(gateway, status, input, (outcome) => {
    if (!outcome.ok) return outcome;
    const found = { amount: undefined, currency, ...Object.fromEntries(told.map(([name, member]) => [name, outcome.data[member]])) };
    const known = Object.entries(found).filter(([, value]) => value !== undefined);
    const data = { state: outcome.data.state, ...Object.fromEntries(known), payment: outcome.data };
    return { ...outcome, data };
  });
}

/** `fields` are those of the operation, each with the one of ours that it is made of. */
function prepared(gateway, { operation, fields }, input, made) {
  const given = fields.map(([name, own]) => [name, input[own]]).filter(([, value]) => value !== undefined);
  const reader = `read${operation[0].toUpperCase()}${operation.slice(1)}`;
  return { request: gateway[operation](Object.fromEntries(given)), read: (response) => made(gateway[reader](response)) };
}

/** An instance is known by its members: each entry of the package has classes of its own. */
function callsOf(gateway, operation) {
  if (typeof gateway?.name !== "string" || !Object.hasOwn(gateways, gateway.name)) {
    const names = Object.values(gateways).map(({ className }) => className);
    const hint = `pass an instance of ${names.slice(0, -1).join(", ")} or ${names.at(-1)} first: ${operation}(fawry, { … })`;
    throw new TawqeeError("gateway is not an instance of a gateway class", { code: "INVALID_FIELD", field: "gateway", hint });
  }
  if (typeof gateway.refund === "function") return gateways[gateway.name];
  throw new TawqeeError("e-invoices are paid and refunded as a whole, by their own numbers", {
    code: "UNSUPPORTED",
    gateway: gateway.name,
    operation,
    hint: "call refundInvoice and invoiceDetails of FawryInvoices, or pass the Fawry instance that took the payment",
  });
}

function check(gateway, operation, input, known, required) {
  const refuse = (code, field, message, hint) => {
    throw new TawqeeError(`${operation}: ${field} ${message}`, { code, gateway: gateway.name, operation, field, hint });
  };
  if (input === null || typeof input !== "object") {
    refuse("INVALID_FIELD", "input", "is no object", `pass { ${required.join(", ")} }`);
  }
  const stranger = Object.keys(input).find((name) => !known.includes(name));
  if (stranger !== undefined) refuse("UNKNOWN_FIELD", stranger, "is no field of it", `it takes ${known.join(", ")}`);
  const missing = required.find((name) => input[name] === undefined || input[name] === null || input[name] === "");
  if (missing !== undefined) {
    const hint = "give it for every gateway: one that does not need it leaves it out";
    refuse("MISSING_FIELD", missing, "is required", hint);
  }
}
