// One request of every operation, written by hand from the gateways' documentation and signed
// here with node:crypto: what the sandbox and the OpenAPI documents are themselves tested with.

import { createHash, createHmac } from "node:crypto";
import { credentials } from "../../pkg/dist/sandbox.mjs";
import { SIGNED_AT } from "./clock.mjs";

const JSON_TYPE = { accept: "application/json", "content-type": "application/json" };
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest("base64");

/** The same request with a signature that is right in shape and wrong in content. */
export function forged(request) {
  const flip = (match) => (match[0] === "a" ? "b" : "a") + match.slice(1);
  const copy = { ...request, headers: { ...request.headers } };
  if (copy.headers.signature) copy.headers.signature = flip(copy.headers.signature);
  else if (copy.headers["x-signature"]) copy.headers["x-signature"] = flip(copy.headers["x-signature"]);
  else if (/[0-9a-f]{64}/.test(copy.body ?? "")) copy.body = copy.body.replace(/[0-9a-f]{64}/, flip);
  else if (/[0-9a-f]{64}/.test(copy.url)) copy.url = copy.url.replace(/[0-9a-f]{64}/, flip);
  else return undefined;
  return copy;
}

function fawrySeed() {
  return [
    ["charge", charge("PayAtFawry")],
    ["charge", charge("CASH_ON_DELIVERY")],
    ["charge", charge("CARD", card, "42424242424242422105123")],
    ["charge", charge("MWALLET")],
    ["charge", charge("VALU", { valuCustomerCode: "01000000000" }, "01000000000")],
    ["refund", fawry("Fawry/payments/refund", { referenceNumber: "931337410", refundAmount: 20.5 }, "93133741020.50")],
    ["cancelUnpaidOrder", cancelUnpaidOrder()],
    ["paymentStatus", fawryQuery("GET", "Fawry/payments/status/v2", { merchantRefNumber: "23124654641" })],
    ["installmentPlans", { method: "GET", url: `/ECommerceWeb/api/merchant/installment-plans?${plans()}` }],
  ];
}

function fawryRest() {
  const url = "https://shop.example/r?id=7";
  const card3ds = { ...card, enable3DS: true, returnUrl: url };
  const wallet = { debitMobileWalletNo: "01012345678" };
  const merchantRefNum = "23124654641";
  return [
    ["charge", charge("MYFAWRY")],
    ["charge", charge("CARD", card3ds, `42424242424242422105123${url}`)],
    ["charge", charge("CARD", { cardToken: "tok_1", cvv: "123" }, "tok_1123")],
    ["charge", charge("CARD", { ...card, installmentPlanId: 1201 }, "424242424242424221051231201")],
    ["chargeWallet", charge("MWALLET", {}, "", "api")],
    ["chargeWallet", charge("MWALLET", wallet, "01012345678", "api")],
    ["chargeWallet", charge("VALU", { valuCustomerCode: "01000000000" }, "01000000000", "api")],
    ["checkoutLink", checkoutLink(url)],
    ["paymentStatusV1", fawryQuery("GET", "Fawry/payments/status", { merchantRefNumber: "23124654641" })],
    ["captureAuthorization", authorization("capture", { merchantRefNum, captureAmount: 75 }, "75.00")],
    ["cancelAuthorization", authorization("cancel", { merchantRefNum }, "")],
    ["createCardToken", createCardToken()],
    ["listCardTokens", fawryQuery("GET", "Fawry/cards/cardToken", { customerProfileId: "777777" })],
    [
      "deleteCardToken",
      fawryQuery("DELETE", "Fawry/cards/cardToken", { customerProfileId: "777777", cardToken: "tok_1" }),
    ],
  ];
}

const post = (url, body, headers = {}) => ({
  method: "POST",
  url,
  headers: { ...JSON_TYPE, ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

function fawry(path, fields, signed) {
  const { merchantCode, secureKey } = credentials.fawry;
  const signature = sha256(merchantCode + signed + secureKey);
  return post(`/ECommerceWeb/${path}`, { merchantCode, ...fields, signature });
}

function fawryQuery(method, path, fields) {
  const { merchantCode, secureKey } = credentials.fawry;
  const signature = sha256(merchantCode + Object.values(fields).join("") + secureKey);
  const query = Object.entries({ merchantCode, ...fields, signature }).map((pair) => pair.join("="));
  return { method, url: `/ECommerceWeb/${path}?${query.join("&")}`, headers: { accept: "application/json" } };
}

export function charge(paymentMethod, extra = {}, signed = "", path = "Fawry") {
  const fields = {
    merchantRefNum: "23124654641",
    customerProfileId: "777777",
    customerMobile: "01234567891",
    customerEmail: "example@gmail.com",
    paymentMethod,
    amount: 580.55,
    currencyCode: "EGP",
    language: "en-gb",
    chargeItems: [{ itemId: "897fa8e8", description: "Item Description", price: 580.55, quantity: 1 }],
    description: "example description",
    ...extra,
  };
  return fawry(`${path}/payments/charge`, fields, `23124654641777777${paymentMethod}580.55${signed}`);
}

export const card = {
  cardNumber: "4242424242424242",
  cardExpiryYear: "21",
  cardExpiryMonth: "05",
  cvv: "123",
};

function cancelUnpaidOrder() {
  const { merchantCode, secureKey } = credentials.fawry;
  const signature = sha256(`100162801${merchantCode}en-gb${secureKey}`);
  const body = { orderRefNo: "100162801", merchantAccount: merchantCode, lang: "en-gb", signature };
  return post("/ECommerceWeb/api/orders/cancel-unpaid-order", body);
}

function plans() {
  const { merchantCode } = credentials.fawry;
  return `merchantCode=${merchantCode}&accountNumber=${merchantCode}`;
}

/** The items are listed and signed in the byte order of their ids. */
function checkoutLink(returnUrl) {
  const { merchantCode, secureKey } = credentials.fawry;
  const item = (itemId, quantity, price) => ({ itemId, quantity, price, description: itemId });
  const signature = sha256(`${merchantCode}231246546411212${returnUrl}B1330.00a2220.50b10110.00${secureKey}`);
  return post("/fawrypay-api/api/payments/init", {
    merchantCode,
    merchantRefNum: "23124654641",
    customerProfileId: "1212",
    returnUrl,
    chargeItems: [item("B1", 3, 30), item("a2", 2, 20.5), item("b10", 1, 10)],
    language: "en-gb",
    signature,
  });
}

function authorization(action, fields, amount) {
  const { merchantCode, secureKey } = credentials.fawry;
  const requestSignature = sha256(fields.merchantRefNum + amount + merchantCode + secureKey);
  return post(`/ECommerceWeb/api/payment/${action}`, { merchantCode, ...fields, requestSignature });
}

const createCardToken = () =>
  post("/ECommerceWeb/Fawry/cards/cardToken", {
    merchantCode: credentials.fawry.merchantCode,
    customerProfileId: "777777",
    customerMobile: "01234567891",
    customerEmail: "example@gmail.com",
    cardNumber: "4005550000000001",
    expiryYear: "26",
    expiryMonth: "05",
    cvv: "123",
  });

function fawryInvoices() {
  const authorization = `Bearer ${credentials.fawryInvoices.token}`;
  const dates = {
    sendingDate: "2026-01-31",
    expiryDate: "2026-02-28T22:00:00.000Z",
    releaseDate: "2026-01-31T22:00:00.000Z",
    note: "January",
  };
  const signedIn = (path, body) => post(`/invoice-api/invoices/${path}`, body, { authorization });
  const read = (path) => ({ method: "GET", url: `/invoice-api/invoices/${path}`, headers: { authorization } });
  const customer = { name: "Mona", mobile: "01234567891" };
  return [
    ["login", post("/user-api/auth/login", { userIdentifier: "merchant", password: "secret" })],
    ["refreshToken", post("/user-api/auth/token/refresh", "eyJhbGciOiJIUzI1NiJ9.e30.abc-_")],
    ["createInvoice", signedIn("single", { customer, amount: 362.5, ...dates })],
    ["createPaymentLink", signedIn("payment-link", { ...dates, amount: 362.5 })],
    ["invoiceDetails", read("4828660/details")],
    ["invoiceStatistics", read("statistics")],
    ["cancelInvoices", signedIn("cancel", ["4828660", "6877150"])],
    [
      "refundInvoice",
      signedIn("4828660/refund", { amount: 362.5, reason: "returned", orderReferenceNumber: "9990064204" }),
    ],
  ].map(([name, request]) => [name, fixedAmounts(request)]);
}

/** The amounts of an invoice stand in the body with two decimals, as the library writes them. */
const fixedAmounts = (request) => ({ ...request, body: request.body?.replace("362.5,", "362.50,").replace("362.5}", "362.50}") });

function fatora() {
  const { apiKey, bearerToken } = credentials.fatora;
  const pay = (path, body) => post(`/payments/${path}`, body, { api_key: apiKey });
  const ids = { transaction_id: "123456789", order_id: "123456789" };
  const urls = '"success_url":"https://example.com/s","failure_url":"https://example.com/f"';
  return [
    ["checkout", pay("checkout", `{"amount":123.10,"currency":"QAR","order_id":"123456",${urls}}`)],
    ["collectPayment", pay("collect-payment", '{"card_token":"ab+c/d","order_id":"123456789","amount":123.45}')],
    ["verifyPayment", pay("verify", { order_id: "123456789", transaction_id: "123456789" })],
    ["refund", pay("refund", ids)],
    ["authorize", { method: "POST", url: "/Authorization/Authorize", headers: { api_key: apiKey } }],
    [
      "createInvoice",
      post("/invoices", '{"amount":100.00,"description":"Sample"}', { authorization: `Bearer ${bearerToken}` }),
    ],
  ];
}

function pay3() {
  const { clientId, secretKey, accessToken } = credentials.pay3;
  const requestId = "889938983";
  const send = (path, fields, signed) =>
    post(`/v1/client/${path}`, { ...fields, requestId, clientId }, {
      "access-token": accessToken,
      ...(signed && { signature: hmac(secretKey, signed) }),
    });
  const read = (path) => ({
    method: "GET",
    url: `/v1/client/${path}?requestId=${requestId}&clientId=${clientId}`,
    headers: { "access-token": accessToken, accept: "application/json" },
  });
  const order = { currencyId: "inr_in", fiatAmount: "10.00", paymentMethodId: "all", email: "a@example.com" };
  const long = `currencyId=inr_in&fiatAmount=10.00&requestId=${requestId}`;
  const crypto = { amount: "1.0", currency: "usdc_sepolia", address: "0x5290" };
  const chosen = `amount=1.0&currency=usdc_sepolia&requestId=${requestId}`;
  const token = { token: "b0a3d2f0-0000-4000-8000-000000000000" };
  return [
    ["refund", send("fiat-refund", { fiatAmount: "0.02" }, `fiatAmount=0.02&requestId=${requestId}`)],
    ["refundStatus", read("fiat-refunds")],
    ["checkout", send("checkout/create-order", order, long)],
    ["payout", send("payout/create-order", order, long)],
    ["executePayout", send("payout/execute", token)],
    ["cryptoCheckout", send("crypto-checkout/create-order", crypto, chosen)],
    ["cryptoPayout", send("crypto-payout/create-order", { ...crypto, mode: "createEstimate" }, chosen)],
    ["executeCryptoPayout", send("crypto-payout/execute", token, `token=${token.token}&requestId=${requestId}`)],
    ["cryptoRefund", send("crypto-refund/create-order", { ...crypto, orderId: "o-1", sponsorFee: false }, chosen)],
    ["order", read("orders")],
    ["cryptoOrder", read("crypto-orders")],
  ];
}

export function upaymentsRequest(method, path, body = "", timestamp = SIGNED_AT) {
  const { token, apiSecret } = credentials.upayments;
  return {
    method,
    url: path,
    headers: {
      ...JSON_TYPE,
      authorization: `Bearer ${token}`,
      "x-timestamp": String(timestamp),
      "x-signature": hmac(apiSecret, timestamp + method + path + body),
    },
    ...(method === "POST" && { body }),
  };
}

function upayments() {
  const send = (path, body) => upaymentsRequest("POST", path, typeof body === "string" ? body : JSON.stringify(body));
  const read = (path) => upaymentsRequest("GET", path);
  const order = '{"id":"2555","description":"Invoice","currency":"KWD","amount":1.000}';
  const urls = '"returnUrl":"https://a.example/s","cancelUrl":"https://a.example/c","notificationUrl":"https://a.example/n"';
  const ids = { orderId: "k4eJmnNR", refundOrderId: "HsUDgrRt" };
  const vendor = {
    refundRequestId: "cDg2RTY1Yjc5aw==",
    ibanNumber: "KW91KFHO0000000000051010173254",
    totalPaid: "50.000",
    refundedAmount: 0,
    remainingLimit: 50,
    amountToRefund: 5,
    merchantType: "vendor",
  };
  const cardToSave = { number: card.cardNumber, expiry: { month: 5, year: 26 }, securityCode: "123" };
  return [
    ["charge", send("charge", `{"order":${order},"language":"en",${urls}}`)],
    ["paymentStatusByTrackId", read("get-payment-status/a%2Fb%20c")],
    ["paymentStatusByReference", read("get-payment-status?session_id=202616520226074512")],
    ["depositStatus", read("get-deposit-status/t1")],
    ["paymentButtons", read("check-payment-button-status")],
    ["checkMerchant", send("check-merchant-api-key", { apiKey: "key" })],
    ["refund", send("create-refund", '{"orderId":"mv1GZnrG2l","totalPrice":10.00}')],
    ["refund", send("create-refund", '{"orderId":"mv1GZnrG2l-vendors","totalPrice":10.00}')],
    ["multivendorRefund", send("create-multivendor-refund", { orderId: "x9", isMultivendorRefund: true, refundPayload: [vendor] })],
    ["refundStatus", read("check-refund-status/k4eJmnNR")],
    ["checkRefund", read("check-refund/k4eJmnNR")],
    ["deleteRefund", send("delete-refund", ids)],
    ["deleteMultivendorRefund", send("delete-multivendor-refund", { generatedInvoiceId: "7", refundArn: "30", ...ids })],
    ["autoDeduct", send("auto-deduct", `{"order":${order},"language":"en","card":{"token":"t"}}`)],
    ["createCustomerToken", send("create-customer-unique-token", { customerUniqueToken: "96512345678" })],
    ["listCustomerCards", send("retrieve-customer-cards", { customerUniqueToken: "96512345678" })],
    ["addCard", send("add-card", { customerUniqueToken: "96512345678", returnUrl: "https://a.example/r" })],
    ["createTokenFromCard", send("create-token-from-card", { card: cardToSave, customerUniqueToken: 96512345678 })],
    ["removeCard", send("remove-card", { token: "t" })],
  ];
}

/** The requests of each document: `[operationId, request]`, the URL relative to the base. */
export const requests = {
  Fawry: fawrySeed(),
  FawryExtended: [...fawrySeed(), ...fawryRest()],
  FawryInvoices: fawryInvoices(),
  Fatora: fatora(),
  Pay3: pay3(),
  UPayments: upayments(),
};
