/** Notifications: nothing of them is believed before the signature over their fields is checked. */
import { decimals, isAbsent, refuse } from "./checks.mjs";
import { Exact, parse } from "./json.mjs";

const MAX_BYTES = 1024 * 1024;

const STATES = new Map([
  ["NEW", "new"], ["UNPAID", "new"], ["PAID", "paid"], ["CANCELED", "cancelled"], ["CANCELLED", "cancelled"], ["REFUNDED", "refunded"],
  ["PARTIAL_REFUNDED", "partially-refunded"], ["EXPIRED", "expired"], ["FAILED", "failed"],
]);

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A verified notification: the fields that are known, the state, and a key that repeated deliveries share. */
export function readNotification({ keys }, body, hash, equal) {
  const fields = parse(textOfBody(body));
  const { messageSignature, fawryRefNumber, merchantRefNumber, orderStatus, paymentMethod, paymentRefrenceNumber } = fields;
  const given = textOf(messageSignature);
  if (given === undefined) refuse("SIGNATURE_MISSING", "messageSignature", undefined, "is absent, so nothing proves who sent this", "refuse it: Fawry signs all of them");
  const fawryReference = signedText(fawryRefNumber, "fawryRefNumber");
  const reference = signedText(merchantRefNumber, "merchantRefNumber");
  const paymentAmount = signedPounds(fields.paymentAmount, "paymentAmount");
  const orderAmount = signedPounds(fields.orderAmount, "orderAmount");
  const status = signedText(orderStatus, "orderStatus");
  const method = signedText(paymentMethod, "paymentMethod");
  const payment = isAbsent(paymentRefrenceNumber) ? "" : signedText(paymentRefrenceNumber, "paymentRefrenceNumber");
  const signed = fawryReference + reference + paymentAmount + orderAmount + status + method + payment;
  const signature = given.toLowerCase();
  let fits = false;
  // Every key is tried, so that the time does not tell which one fits.
  for (const key of keys) fits = equal(signature, hash(signed + key)) || fits;
  if (!fits) refuse("SIGNATURE_MISMATCH", "messageSignature", undefined, "does not belong to this content and key", "check that the key is the one of this environment");

  const result = {
    state: STATES.get(status) ?? stateOf(status), orderStatus: status, dedupeKey: hash(signed), fawryRefNumber: fawryReference,
    merchantRefNumber: reference, orderAmount, paymentAmount, paymentMethod: method,
  };
  if (payment !== "") result.paymentRefrenceNumber = payment;
  setText(result, "requestId", fields.requestId);
  setPounds(result, "fawryFees", fields.fawryFees);
  setPounds(result, "shippingFees", fields.shippingFees);
  setText(result, "customerName", fields.customerName);
  setText(result, "customerMobile", fields.customerMobile);
  setText(result, "customerMail", fields.customerMail);
  setText(result, "customerMerchantId", textOf(fields.customerMerchantId) ?? fields.customerProfileId);
  setCount(result, "paymentTime", fields.paymentTime);
  setCount(result, "orderExpiryDate", countOf(fields.orderExpiryDate) ?? fields.expirationTime);
  setText(result, "authNumber", fields.authNumber);
  result.orderItems = itemsOf(fields.orderItems);
  setText(result, "failureErrorCode", fields.failureErrorCode);
  setText(result, "failureReason", fields.failureReason);
  setPounds(result, "installmentInterestAmount", fields.installmentInterestAmount);
  setCount(result, "installmentMonths", fields.installmentMonths);
  setJson(result, "threeDSInfo", fields.threeDSInfo);
  setJson(result, "invoiceInfo", fields.invoiceInfo);
  setText(result, "statusDescription", fields.statusDescription);
  return result;
}

/** A body as text: strictly UTF-8, without a byte-order mark and white space around it. */
function textOfBody(body) {
  if (typeof body !== "string") return trimmed(decoded(body));
  // A UTF-16 unit is one to three bytes.
  if (body.length > MAX_BYTES || (3 * body.length > MAX_BYTES && new TextEncoder().encode(body).length > MAX_BYTES)) tooLong();
  return trimmed(body.isWellFormed() ? body : body.toWellFormed());
}

function decoded(body) {
  const isBytes = ArrayBuffer.isView(body) || body instanceof ArrayBuffer;
  if (!isBytes) refuse("INVALID_FIELD", "body", undefined, "is neither text nor bytes", "pass the raw body as it was received, before any JSON parser");
  if (body.byteLength > MAX_BYTES) tooLong();
  try {
    return strict.decode(body);
  } catch {
    return refuse("MALFORMED_BODY", "body", undefined, "is not UTF-8");
  }
}

function trimmed(text) {
  if (text.charCodeAt(0) === 123 && text.charCodeAt(text.length - 1) === 125) return text;
  return text.replace(/^\ufeff+/, "").replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
}

function tooLong() {
  refuse("MALFORMED_BODY", "body", undefined, `is longer than ${MAX_BYTES} bytes`);
}

/** The text of a text or number; nothing for everything else, an empty text too. */
function textOf(value) {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (typeof value === "number") return String(value);
  return value instanceof Exact ? value.digits : undefined;
}

function signedText(value, name) {
  return textOf(value) ?? refuse("MALFORMED_BODY", name, undefined, "is required, as text", "pass everything that was received, unchanged");
}

function signedPounds(value, name) {
  return poundsOf(value) ?? refuse("MALFORMED_BODY", name, undefined, "is required, as an amount with two decimals", "pass everything that was received, unchanged");
}

function poundsOf(value) {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 1e12) return `${value}.00`;
  return value instanceof Exact ? decimals(value.written()) : decimals(value);
}

function countOf(value) {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  const text = textOf(value);
  if (text === undefined || !/^\+?\d+$/.test(text)) return undefined;
  const count = BigInt(text.replace("+", ""));
  if (count >= 1n << 64n) return undefined;
  return count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : String(count);
}

function setText(result, name, value) {
  const text = textOf(value);
  if (text !== undefined) result[name] = text;
}

function setPounds(result, name, value) {
  const amount = value === undefined ? undefined : poundsOf(value);
  if (amount !== undefined) result[name] = amount;
}

function setCount(result, name, value) {
  const count = countOf(value);
  if (count !== undefined) result[name] = count;
}

function setJson(result, name, value) {
  if (!isAbsent(value)) result[name] = plainly(value);
}

/** A number as JavaScript has it, where it has it: what a double would round stays text. */
function plainly(value) {
  if (value instanceof Exact) return value.number();
  if (Array.isArray(value)) return value.map(plainly);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plainly(held)]));
}

function itemsOf(list) {
  const items = [];
  if (!Array.isArray(list)) return items;
  for (const { itemCode, price, quantity } of list.filter((item) => item !== null && typeof item === "object" && !Array.isArray(item) && !(item instanceof Exact))) {
    const item = {};
    setText(item, "itemCode", itemCode);
    setPounds(item, "price", price);
    setText(item, "quantity", quantity);
    items.push(item);
  }
  return items;
}

/** In any letter case, of ASCII alone: `paıd` is not `PAID`. */
function stateOf(status) {
  return (/^[A-Za-z_]+$/.test(status) && STATES.get(status.toUpperCase())) || "unknown";
}
