/**
 * What a careful developer writes without Tawqee: the same checks, amounts and formulas by hand, on a digest of the
 * runtime. It is only here to be measured against; the formulas are those of docs/gateways/fawry.md.
 */

/** Two decimals, or an error; never a rounded amount. */
function pounds(amount) {
  const text = typeof amount === "number" || typeof amount === "bigint" ? String(amount) : amount;
  const match = typeof text === "string" && /^(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (!match) throw new TypeError(`not an amount in pounds: ${text}`);
  return `${match[1].replace(/^0+(?=\d)/, "")}.${(match[2] ?? "").padEnd(2, "0")}`;
}

function positive(amount) {
  const text = pounds(amount);
  if (!/[1-9]/.test(text)) throw new RangeError("the amount is zero");
  return text;
}

/** Checks the names and types of the fields of an object. */
function check(input, shape) {
  if (input === null || typeof input !== "object" || Array.isArray(input)) throw new TypeError("not an object");
  for (const name of Object.keys(input)) if (!(name in shape)) throw new TypeError(`unknown field ${name}`);
  for (const [name, required] of Object.entries(shape)) {
    if (required && (input[name] === undefined || input[name] === null || input[name] === "")) throw new TypeError(`${name} is missing`);
  }
}

function text(value, name) {
  if (value === undefined || value === null) return "";
  if (typeof value === "string" && !/[\r\n\0]/.test(value)) return value;
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  throw new TypeError(`${name} is not text`);
}

/** Members in order, absent ones left out; amounts are written as the token that was signed. */
function body(members) {
  const written = members.filter(([, value]) => value !== undefined).map(([name, value]) => `${JSON.stringify(name)}:${value}`);
  return `{${written.join(",")}}`;
}

const quoted = (value) => (value === undefined ? undefined : JSON.stringify(value));

function post(url, body) {
  return { method: "POST", url, headers: { "content-type": "application/json", accept: "application/json" }, body };
}

const HOST = "https://atfawry.fawrystaging.com";
const REFUND = { referenceNumber: true, refundAmount: true, reason: false };

/** The functions on a digest: text to lower-case hexadecimal, at once. `equal` compares in constant time. */
export function onDigest(hash, equal) {
  return {
    refundSignature: (credentials, input) => hash(preparedRefund(credentials, input).text),
    refund: (credentials, input) => finished(preparedRefund(credentials, input), hash),
    charge: (credentials, input) => finished(preparedCharge(credentials, input), hash),
    verifyNotification: (credentials, raw) => verifyNotification(credentials, raw, hash, equal),
  };
}

/** The same on WebCrypto, whose digest has to be awaited. */
export const onWebCrypto = {
  refundSignature: async (credentials, input) => webHash(preparedRefund(credentials, input).text),
  refund: async (credentials, input) => awaited(preparedRefund(credentials, input)),
  charge: async (credentials, input) => awaited(preparedCharge(credentials, input)),
};

const finished = ({ text, finish }, hash) => finish(hash(text));
const awaited = async ({ text, finish }) => finish(await webHash(text));

const utf8 = new TextEncoder();

async function webHash(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  let hex = "";
  for (const byte of digest) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

function preparedRefund({ merchantCode, secureKey }, input) {
  check(input, REFUND);
  const reference = text(input.referenceNumber, "referenceNumber");
  const amount = positive(input.refundAmount);
  const reason = text(input.reason, "reason");
  const finish = (signature) => {
    const members = [
      ["merchantCode", quoted(merchantCode)],
      ["referenceNumber", quoted(reference)],
      ["refundAmount", amount],
      ["reason", reason ? quoted(reason) : undefined],
      ["signature", quoted(signature)],
    ];
    return post(`${HOST}/ECommerceWeb/Fawry/payments/refund`, body(members));
  };
  return { text: merchantCode + reference + amount + reason + secureKey, finish };
}

const CHARGE = {
  merchantRefNum: true,
  customerProfileId: false,
  customerName: false,
  customerMobile: true,
  customerEmail: true,
  paymentMethod: true,
  amount: true,
  currencyCode: false,
  language: false,
  description: true,
  paymentExpiry: false,
  chargeItems: true,
};
const ITEM = { itemId: true, description: false, price: true, quantity: true };

function preparedCharge({ merchantCode, secureKey }, input) {
  check(input, CHARGE);
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(input.customerEmail)) throw new TypeError("customerEmail is no address");
  if (!Array.isArray(input.chargeItems) || input.chargeItems.length === 0) throw new TypeError("chargeItems is empty");
  const items = input.chargeItems.map((item) => {
    check(item, ITEM);
    const members = [
      ["itemId", quoted(text(item.itemId, "itemId"))],
      ["description", item.description === undefined ? undefined : quoted(text(item.description, "description"))],
      ["price", positive(item.price)],
      ["quantity", Number.isSafeInteger(item.quantity) && item.quantity > 0 ? String(item.quantity) : pounds("bad")],
    ];
    return body(members);
  });
  const amount = positive(input.amount);
  const fields = Object.fromEntries(
    Object.keys(CHARGE)
      .filter((name) => name !== "amount" && name !== "chargeItems" && input[name] !== undefined)
      .map((name) => [name, text(input[name], name)]),
  );
  const { merchantRefNum, customerProfileId = "", paymentMethod } = fields;
  const finish = (signature) => {
    const members = [
      ["merchantCode", quoted(merchantCode)],
      ...Object.entries(fields).map(([name, value]) => [name, quoted(value)]),
      ["amount", amount],
      ["chargeItems", `[${items.join(",")}]`],
      ["signature", quoted(signature)],
    ];
    return post(`${HOST}/ECommerceWeb/Fawry/payments/charge`, body(members));
  };
  return { text: merchantCode + merchantRefNum + customerProfileId + paymentMethod + amount + secureKey, finish };
}

const STATES = { NEW: "new", UNPAID: "new", PAID: "paid", CANCELED: "cancelled", EXPIRED: "expired", REFUNDED: "refunded", FAILED: "failed" };

function verifyNotification({ secureKey }, raw, hash, equal) {
  if (raw.length > 1024 * 1024) throw new RangeError("too long");
  const fields = JSON.parse(raw);
  const { fawryRefNumber, merchantRefNumber, orderStatus, paymentMethod, paymentRefrenceNumber, messageSignature } = fields;
  if (!messageSignature) throw new TypeError("no signature");
  const paymentAmount = pounds(fields.paymentAmount);
  const orderAmount = pounds(fields.orderAmount);
  for (const value of [fawryRefNumber, merchantRefNumber, orderStatus, paymentMethod]) if (!value) throw new TypeError("a field is missing");
  const expected = hash(
    `${fawryRefNumber}${merchantRefNumber}${paymentAmount}${orderAmount}${orderStatus}${paymentMethod}${paymentRefrenceNumber ?? ""}${secureKey}`,
  );
  const given = String(messageSignature).toLowerCase();
  if (given.length !== expected.length || !equal(given, expected)) throw new TypeError("wrong signature");
  const state = STATES[orderStatus.toUpperCase()] ?? "unknown";
  const dedupeKey = hash([fawryRefNumber, merchantRefNumber, orderStatus, paymentAmount].join("\n"));
  return { ...fields, paymentAmount, orderAmount, state, dedupeKey };
}
