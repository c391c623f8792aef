/** Refunds: signed are merchant code, reference, amount, reason, key. */
import { UNUSUAL, escaped, identifier, optionalText, pounds } from "./checks.mjs";
import { extraMembers, fields, record } from "./record.mjs";

const REFUND = fields(["referenceNumber", "refundAmount", "reason"], true);
const PATH = "/ECommerceWeb/Fawry/payments/refund";

/** What is signed of a refund, and its body without the signature where that is wanted. */
export function prepareRefund({ merchantCode, secureKey, start }, input, wantsBody) {
  const given = record(input === undefined ? {} : input, REFUND);
  let reference = identifier(given.referenceNumber, "referenceNumber");
  const amount = pounds(given.refundAmount, "refundAmount");
  let reason = optionalText(given.reason, "reason");
  const signed = `${merchantCode}${reference}${amount}${reason}${secureKey}`;
  if (UNUSUAL.test(signed)) {
    reference = escaped(reference, "referenceNumber");
    reason = escaped(reason, "reason");
  }
  const extra = given.extra === undefined ? "" : extraMembers(given.extra, REFUND);
  if (!wantsBody) return { signed, path: PATH, body: "", extra };
  const body = `${start},"referenceNumber":"${reference}","refundAmount":${amount}${reason === "" ? "" : `,"reason":"${reason}"`}`;
  return { signed, path: PATH, body, extra };
}
