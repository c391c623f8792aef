/**
 * `tawqee/unified`: one input for the refund and the status of a payment, whichever gateway took it. No gateway and no
 * module in it: it calls the instance that it is given.
 */
import { TawqeeError } from "../errors.js";

export { TawqeeError };

/** By `gateway.name`: which operation it is, and what its input is made of. */
const REFUNDS = {
  fawry: ({ paymentId, amount, reason }) => ["refund", { referenceNumber: paymentId, refundAmount: amount, reason }],
  fatora({ paymentId, merchantRef, whole }) {
    if (whole === true) return ["refund", { transaction_id: paymentId, order_id: merchantRef }];
    throw new TawqeeError("Fatora refunds the whole payment, never a part of it", {
      code: "UNSUPPORTED",
      gateway: "fatora",
      operation: "refund",
      field: "whole",
      hint: "pass whole: true where the amount is all that was paid",
    });
  },
  pay3: ({ merchantRef, amount }) => ["refund", { requestId: merchantRef, fiatAmount: amount }],
  upayments: ({ paymentId, amount, reason }) => ["refund", { orderId: paymentId, totalPrice: amount, refundReason: reason }],
};

const STATUSES = {
  fawry: {
    call: ({ merchantRef }) => ["paymentStatus", { merchantRefNumber: merchantRef }],
    told: (data) => [data.orderAmount, "EGP", data.merchantRefNumber, data.fawryRefNumber],
  },
  fatora: {
    call: ({ merchantRef, paymentId }) => ["verifyPayment", { order_id: merchantRef, transaction_id: paymentId }],
    told: (data) => [data.amount, data.currency, data.order_id, data.transaction_id],
  },
  pay3: {
    call: ({ merchantRef }) => ["order", { requestId: merchantRef }],
    told: (data) => [data.exchangeAmount, data.exchangeCurId, data.requestId, data.orderId],
  },
  upayments: {
    call: ({ paymentId }) => ["paymentStatus", { track_id: paymentId }],
    told: (data) => [data.total_price, data.currency_type, data.merchant_requested_order_id, data.refund_order_id],
  },
};

const REFUND_FIELDS = ["merchantRef", "paymentId", "amount", "reason", "whole"];
const STATUS_FIELDS = ["merchantRef", "paymentId"];

export function refund(gateway, input) {
  const adapter = adapterOf(gateway, REFUNDS, "refund");
  check(gateway, "refund", input, REFUND_FIELDS, ["merchantRef", "paymentId", "amount"]);
  return prepared(gateway, adapter(input), (outcome) => outcome);
}

export function paymentStatus(gateway, input) {
  const { call, told } = adapterOf(gateway, STATUSES, "paymentStatus");
  check(gateway, "paymentStatus", input, STATUS_FIELDS, ["merchantRef", "paymentId"]);
  return prepared(gateway, call(input), (outcome) => {
    if (!outcome.ok) return outcome;
    const [amount, currency, merchantRef, paymentId] = told(outcome.data);
    const known = Object.entries({ amount, currency, merchantRef, paymentId }).filter(([, value]) => value !== undefined);
    const data = { state: outcome.data.state, ...Object.fromEntries(known), payment: outcome.data };
    return { ...outcome, data };
  });
}

function prepared(gateway, [operation, fields], made) {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const reader = `read${operation[0].toUpperCase()}${operation.slice(1)}`;
  return { request: gateway[operation](given), read: (response) => made(gateway[reader](response)) };
}

/** An instance is known by its members: each entry of the package has classes of its own. */
function adapterOf(gateway, adapters, operation) {
  if (typeof gateway?.name !== "string" || !Object.hasOwn(adapters, gateway.name)) {
    const hint = `pass an instance of Fawry, Fatora, Pay3 or UPayments first: ${operation}(fawry, { … })`;
    throw new TawqeeError("gateway is not an instance of a gateway class", { code: "INVALID_FIELD", field: "gateway", hint });
  }
  if (typeof gateway.refund === "function") return adapters[gateway.name];
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
