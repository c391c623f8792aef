/** Charges: one operation with a form for each way to pay, which decides what is signed beside the usual fields. */
import {
  UNUSUAL, absoluteUrl, digits, escaped, flag, identifier, isAbsent, millis, missing, optionalText, pounds, quantity, refuse,
  refuseValue, text, word,
} from "./checks.mjs";
import { MAX_ELEMENTS, extraMembers, fields, record } from "./record.mjs";

const CHARGE = fields([
  "merchantRefNum", "customerProfileId", "customerName", "customerMobile", "customerEmail", "paymentMethod", "amount",
  "currencyCode", "language", "chargeItems", "description", "paymentExpiry", "authCaptureModePayment", "orderWebHookUrl",
  "installmentPlanId", "cardToken", "cardNumber", "cardExpiryYear", "cardExpiryMonth", "cvv", "enable3DS", "saveCardInfo",
  "returnUrl", "debitMobileWalletNo", "valuCustomerCode",
], true);
const ITEM = fields(["itemId", "description", "price", "quantity"], false);

const PATH = "/ECommerceWeb/Fawry/payments/charge";
const WALLET_PATH = "/ECommerceWeb/api/payments/charge";

const LANGUAGES = new Set(["ar-eg", "en-gb"]);
const CURRENCIES = new Set(["EGP"]);

/** What each spelling of a payment method is. Others are taken too, as charges without fields of their own. */
const FAMILIES = new Map([
  ["PayAtFawry", "reference"], ["PAYATFAWRY", "reference"], ["CARD", "card"], ["PayUsingCC", "card"],
  ["MWALLET", "wallet"], ["WALLET", "wallet"], ["VALU", "valu"], ["CASHONDELIVERY", "cash"], ["CashOnDelivery", "cash"],
  ["CASH_ON_DELIVERY", "cash"], ["MYFAWRY", "app"],
]);

const CARD_NUMBER = /^\d{12,19}$/;
const YEAR = /^\d\d$/;
const MONTH = /^(?:0[1-9]|1[0-2])$/;
const CVV = /^\d{3,4}$/;
const WALLET = /^01[0125]\d{8}$/;

/** What is signed of a charge, and its body without the signature where that is wanted. */
export function prepareCharge({ merchantCode, secureKey, start }, input, wantsBody) {
  const given = record(input === undefined ? {} : input, CHARGE);
  let reference = identifier(given.merchantRefNum, "merchantRefNum");
  let profile = isAbsent(given.customerProfileId) ? "" : identifier(given.customerProfileId, "customerProfileId");
  let name = optionalText(given.customerName, "customerName");
  let mobile = text(given.customerMobile, "customerMobile");
  let email = text(given.customerEmail, "customerEmail");
  const method = text(given.paymentMethod, "paymentMethod");
  const amount = pounds(given.amount, "amount");
  const currency = word(given.currencyCode, CURRENCIES, "currencyCode", "EGP");
  const language = word(given.language, LANGUAGES, "language");
  const items = itemList(given.chargeItems);
  let description = text(given.description, "description");
  const expiry = millis(given.paymentExpiry, "paymentExpiry");
  const isAuthorization = flag(given.authCaptureModePayment, "authCaptureModePayment");
  let webHook = absoluteUrl(given.orderWebHookUrl, "orderWebHookUrl");
  const extra = given.extra === undefined ? "" : extraMembers(given.extra, CHARGE);
  const own = methodMembers(given, method, isAuthorization === "true");

  const signed = `${merchantCode}${reference}${profile}${method}${amount}${own.signed}${secureKey}`;
  let sentMethod = method;
  if (UNUSUAL.test(`${reference}${profile}${name}${mobile}${email}${method}${description}${webHook}`)) {
    reference = escaped(reference, "merchantRefNum");
    profile = escaped(profile, "customerProfileId");
    name = escaped(name, "customerName");
    mobile = escaped(mobile, "customerMobile");
    email = escaped(email, "customerEmail");
    sentMethod = escaped(method, "paymentMethod");
    description = escaped(description, "description");
    webHook = escaped(webHook, "orderWebHookUrl");
  }
  const path = method === "MWALLET" || method === "VALU" ? WALLET_PATH : PATH;
  if (!wantsBody) return { signed, path, body: "", extra };
  let body = `${start},"merchantRefNum":"${reference}"`;
  if (profile !== "") body += `,"customerProfileId":"${profile}"`;
  if (name !== "") body += `,"customerName":"${name}"`;
  body += `,"customerMobile":"${mobile}","customerEmail":"${email}","paymentMethod":"${sentMethod}","amount":${amount}`;
  body += `,"currencyCode":"${currency}","language":"${language}","chargeItems":[${items}],"description":"${description}"`;
  if (expiry !== "") body += `,"paymentExpiry":${expiry}`;
  if (isAuthorization !== "") body += `,"authCaptureModePayment":${isAuthorization}`;
  if (webHook !== "") body += `,"orderWebHookUrl":"${webHook}"`;
  return { signed, path, body: body + own.body, extra };
}

function itemList(list) {
  if (!Array.isArray(list)) {
    if (isAbsent(list)) missing("chargeItems");
    refuseValue(list, "chargeItems", undefined, "INVALID_FIELD", "is not an array", "write [ ... ] even around a single element");
  }
  const { length } = list;
  if (length === 0) refuse("INVALID_FIELD", "chargeItems", undefined, "is empty", "give at least one element");
  if (length > MAX_ELEMENTS) refuse("INVALID_FIELD", "chargeItems", undefined, `has more than ${MAX_ELEMENTS} elements`, "send several requests");
  let items = "";
  for (let index = 0; index < length; index++) {
    const item = record(list[index], ITEM, index);
    let id = identifier(item.itemId, "itemId", index);
    let description = text(item.description, "description", index);
    if (UNUSUAL.test(id + description)) {
      id = escaped(id, "itemId", index);
      description = escaped(description, "description", index);
    }
    if (index > 0) items += ",";
    items += `{"itemId":"${id}","description":"${description}","price":${pounds(item.price, "price", index)},"quantity":${quantity(item.quantity, "quantity", index)}}`;
  }
  return items;
}

const NOTHING = { signed: "", body: "" };

/** What a way to pay adds to the signed text and to the body; refuses the fields of another, and a second one. */
function methodMembers(given, method, isAuthorization) {
  const family = FAMILIES.get(method);
  const hasOwn =
    family === "card" || family === "valu" || family === "wallet" || given.installmentPlanId !== undefined || given.cardToken !== undefined ||
    given.cardNumber !== undefined || given.cardExpiryYear !== undefined || given.cardExpiryMonth !== undefined || given.cvv !== undefined ||
    given.enable3DS !== undefined || given.saveCardInfo !== undefined || given.returnUrl !== undefined ||
    given.debitMobileWalletNo !== undefined || given.valuCustomerCode !== undefined;
  // Most charges are paid by reference.
  if (hasOwn) return ownMembers(given, method, family, isAuthorization);
  if (isAuthorization && family !== undefined) notAnAuthorization("only card charges can be authorized first and captured later");
  return NOTHING;
}

/** The fields that belong to ways to pay, and those of each way, in the order in which they are sent. */
const OWN = ["installmentPlanId", "cardToken", "cardNumber", "cardExpiryYear", "cardExpiryMonth", "cvv", "enable3DS", "saveCardInfo", "returnUrl", "debitMobileWalletNo", "valuCustomerCode"];
const CARD = ["cardNumber", "cardExpiryYear", "cardExpiryMonth", "cvv"];
const FORMS = {
  card: { takes: new Set([...CARD, "enable3DS", "saveCardInfo", "returnUrl"]), needs: CARD, signs: CARD },
  secureCard: { takes: new Set([...CARD, "enable3DS", "saveCardInfo", "returnUrl"]), needs: [...CARD, "returnUrl"], signs: [...CARD, "returnUrl"] },
  token: { takes: new Set(["cardToken", "cvv", "enable3DS", "returnUrl"]), needs: ["cardToken"], signs: ["cardToken", "cvv"] },
  secureToken: { takes: new Set(["cardToken", "cvv", "enable3DS", "returnUrl"]), needs: ["cardToken", "returnUrl"], signs: ["cardToken", "cvv", "returnUrl"] },
  installment: { takes: new Set(["installmentPlanId", ...CARD, "enable3DS", "saveCardInfo", "returnUrl"]), needs: ["installmentPlanId", ...CARD], signs: [...CARD, "installmentPlanId"] },
  tokenInstallment: { takes: new Set(["installmentPlanId", "cardToken", "cvv", "enable3DS", "returnUrl"]), needs: ["installmentPlanId", "cardToken"], signs: ["cardToken", "cvv", "installmentPlanId"] },
  wallet: { takes: new Set(["debitMobileWalletNo"]), needs: ["debitMobileWalletNo"], signs: ["debitMobileWalletNo"] },
  valu: { takes: new Set(["valuCustomerCode"]), needs: ["valuCustomerCode"], signs: ["valuCustomerCode"] },
  none: { takes: new Set(), needs: [], signs: [] },
};
const DECIDING = [["installmentPlanId", "card"], ["cardToken", "card"], ["cardNumber", "card"], ["debitMobileWalletNo", "wallet"], ["valuCustomerCode", "valu"]];
const BARE = new Set(["enable3DS", "saveCardInfo", "installmentPlanId"]);

function ownMembers(given, method, family, isAuthorization) {
  const plan = given.installmentPlanId;
  const own = {
    installmentPlanId: isAbsent(plan) ? "" : identifier(plan, "installmentPlanId"),
    cardToken: optionalText(given.cardToken, "cardToken"),
    cardNumber: digits(given.cardNumber, CARD_NUMBER, "12 to 19 digits", "cardNumber"),
    cardExpiryYear: digits(given.cardExpiryYear, YEAR, "two digits", "cardExpiryYear"),
    cardExpiryMonth: digits(given.cardExpiryMonth, MONTH, "two digits, 01 to 12", "cardExpiryMonth"),
    cvv: digits(given.cvv, CVV, "three or four digits", "cvv"),
    enable3DS: flag(given.enable3DS, "enable3DS"),
    saveCardInfo: flag(given.saveCardInfo, "saveCardInfo"),
    returnUrl: absoluteUrl(given.returnUrl, "returnUrl"),
    debitMobileWalletNo: digits(given.debitMobileWalletNo, WALLET, "010, 011, 012 or 015 and eight digits", "debitMobileWalletNo"),
    valuCustomerCode: optionalText(given.valuCustomerCode, "valuCustomerCode"),
  };
  const texts = [own.installmentPlanId, own.cardToken, own.returnUrl, own.valuCustomerCode];
  const isUnusual = UNUSUAL.test(texts.join(""));
  if (isUnusual) for (const name of OWN) escaped(own[name], name);
  for (const [name, belongs] of DECIDING) {
    if (own[name] !== "" && family !== undefined && belongs !== family) refuse("INVALID_FIELD", name, undefined, `does not belong to a ${method} charge`, "leave it out, or change paymentMethod");
  }
  const form = FORMS[formOf(own)];
  for (const name of Object.keys(given)) {
    if (own[name] && !form.takes.has(name)) refuse("INVALID_FIELD", name, undefined, "does not belong to a charge by this method", "leave it out");
  }
  for (const name of form.needs) if (own[name] === "") missing(name);
  const byCard = own.cardNumber !== "" || own.cardToken !== "";
  const isPlain = form === FORMS.none;
  if (family === "card" && isPlain) missing("cardNumber");
  if (family === "valu" && isPlain) missing("valuCustomerCode");
  if (isAuthorization && family !== undefined && family !== "card") notAnAuthorization("only card charges can be authorized first and captured later");
  if (isAuthorization && !isPlain && !(byCard && own.installmentPlanId === "")) notAnAuthorization("installments and wallets cannot be authorized first");

  let signed = "";
  for (const name of form.signs) signed += own[name];
  let body = "";
  for (const name of OWN) {
    const value = own[name];
    if (value === "") continue;
    // A plan that was given as a number stays one.
    const isBare = BARE.has(name) && (name !== "installmentPlanId" || typeof plan !== "string");
    body += `,"${name}":${isBare ? value : `"${isUnusual ? escaped(value, name) : value}"`}`;
  }
  return { signed, body };
}

function formOf(own) {
  const secure = own.enable3DS === "true";
  if (own.installmentPlanId !== "") return own.cardToken !== "" ? "tokenInstallment" : "installment";
  if (own.cardToken !== "") return secure ? "secureToken" : "token";
  if (own.cardNumber !== "") return secure ? "secureCard" : "card";
  if (own.debitMobileWalletNo !== "") return "wallet";
  return own.valuCustomerCode !== "" ? "valu" : "none";
}

function notAnAuthorization(message) {
  refuse("INVALID_FIELD", "authCaptureModePayment", undefined, message, "leave it out");
}
