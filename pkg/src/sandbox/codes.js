/** The error codes that the gateways document, with the words that the sandbox answers. */

const BANK = "Refused by the issuing bank";

/** FawryPay: those of the requests first, then those of cards. */
export const FAWRY = {
  400: "Bad request",
  9901: "Merchant code is blank or invalid",
  9903: "Hosted checkout is not enabled",
  9929: "Signature is blank or invalid",
  9935: "Refund amount exceeded",
  9938: "Order not found",
  9944: "Reference number is blank",
  9946: "Signature is blank or invalid",
  9954: "Order is not paid",
  9984: "Order is already cancelled",
  10045: "paymentMethod is mandatory",
  17003: "Card token already exists",
  21004: "Invalid amount",
  21010: "Amount not allowed",
  55006: "Unauthorized card",
  ...same(BANK, 99901, 99905, 99937, 99939, 99970, 99971, 99975),
  99903: "Incorrect transaction details",
  99904: "Lost or stolen card",
  ...same("Card flagged as fraudulent", 99906, 99934, 99959, 99967),
  99907: "Declined by the issuer",
  ...same("Transaction failed", 99908, 99910),
  99912: "Error while processing the card",
  99913: "Incorrect amount",
  99914: "Invalid card",
  99915: "Card issuer not found",
  99922: "Issuer not responding",
  ...same("Account configuration error", 99930, 99958),
  ...same("Card not allowed", 99931, 99942, 99957),
  ...same("Lost or stolen card", 99941, 99943),
  99949: "Online transactions are not allowed for this card",
  99951: "Insufficient funds",
  99954: "Expired card",
  99955: "Wrong PIN",
  99956: "Card not found",
  ...same("Card limit exceeded", 99961, 99965),
  99962: "Card not valid in this region",
  99963: "Security check violated",
  ...same("Transaction error", 99976, 99977, 99978, 99979, 99980, 99981, 99984, 99987),
  99985: "Amount not allowed",
  ...same("Technical error", 99986, 99988, 99989, 99994, 99996),
  99991: "Bank could not be contacted",
  99992: "Routing error",
};

/** Cancelling an unpaid order has codes of its own. */
export const FAWRY_CANCEL = { 400: "Order is already paid", 401: "Unauthorized", 404: "Order not found", 9984: "Order is already cancelled" };

export const FAWRY_INVOICES = { 400: "Bad request", 401: "Unauthorized" };

export const FATORA = {
  400: "bad request",
  401: "The API key is not valid",
  403: "The API key is inactive",
  404: "not found",
  406: "not acceptable",
  409: "the client already exists",
  415: "the body is not JSON",
  422: "business validation failed",
  429: "too many requests",
  500: "server error",
};

export const PAY3 = {
  401: "Client verification failed",
  7001: "Order already exists for given requestId",
  9004: "Error at the payment partner",
  9006: "Refund transaction needs attention",
};

export const UPAYMENTS = {
  200: "Order not found",
  401: "Unauthorized",
  403: "Forbidden",
  422: "The given data was invalid.",
  429: "Too Many Attempts.",
};

function same(words, ...codes) {
  return Object.fromEntries(codes.map((code) => [code, words]));
}
