/** What FawryPay sends on its own, and says again when it is asked for a status. */
import { createHash } from "node:crypto";
import { decimal, numberFor, text, uuidFor } from "./wire.js";

/** Fawry's words for the states of an order. */
export const WORDS = {
  new: "NEW", authorized: "NEW", paid: "PAID", failed: "FAILED", expired: "EXPIRED", cancelled: "CANCELED",
  refunded: "REFUNDED", "partially-refunded": "PARTIAL_REFUNDED",
};

export const sha256 = (value) => createHash("sha256").update(value, "utf8").digest("hex");
export const money = (value) => decimal(value, 2);

/** What a notification says about an order; its `requestId` is that of the change, whatever is sent again. */
export function notificationFields(order) {
  const paymentAmount = Number(order.amount) + (order.fees ?? 0);
  return {
    requestId: uuidFor(`${order.id} ${order.state} ${order.refunds.length}`).replaceAll("-", ""),
    fawryRefNumber: order.id,
    merchantRefNumber: order.reference,
    customerMobile: order.mobile,
    customerMail: order.mail,
    paymentAmount,
    orderAmount: Number(order.amount),
    fawryFees: order.fees ?? 0,
    orderStatus: WORDS[order.state],
    paymentMethod: order.method,
    paymentTime: order.updatedAt,
    ...(["new", "authorized"].includes(order.state) ? {} : { paymentRefrenceNumber: numberFor(order.id, 10) }),
    ...(order.expiresAt && { orderExpiryDate: order.expiresAt }),
    orderItems: [],
  };
}

/** The body of a notification V2, and of a status answer: the fields with `messageSignature`. */
export function notification({ secureKey }, fields) {
  const messageSignature = sha256(
    [
      fields.fawryRefNumber,
      fields.merchantRefNumber,
      money(fields.paymentAmount),
      money(fields.orderAmount),
      fields.orderStatus,
      fields.paymentMethod,
      fields.paymentRefrenceNumber,
    ].map(text).join("") + secureKey,
  );
  return { ...fields, messageSignature };
}
