// What the compiler says. Each comment `says:` holds a part of the error of the line behind it, `says before 7:` one that
// newer versions word otherwise.
import { Fatora, Fawry, FawryInvoices, Pay3, UPayments, expectPayment } from "tawqee";
import { Fatora as DiagnosingFatora } from "tawqee/diagnose";
import type { FawryChargeInput, FawryNotification, Pay3Webhook, UPaymentsNotification } from "tawqee";
import type { DiagnosedCause } from "tawqee/diagnose";

const fawry = new Fawry({ merchantCode: "code", secureKey: "key", environment: "staging" });
const invoices = new FawryInvoices({ environment: "staging" });
const fatora = new Fatora({ apiKey: "key" });
const pay3 = new Pay3({ clientId: "id", secretKey: "secret", hostname: "demo" });
const order = {
  merchantRefNum: "1",
  customerMobile: "01234567891",
  customerEmail: "a@example.com",
  amount: "1",
  description: "Goods",
  language: "en-gb",
  chargeItems: [],
} as const;
const expiry = { paymentMethod: "CARD", cardExpiryYear: "29", cardExpiryMonth: "05" } as const;
const card = { ...order, ...expiry, cardNumber: "4242424242424242", cvv: "123" } as const;
declare const enable3DS: boolean;

// The field that is missing in the form that is meant.
// says: 'cvv' is missing in type {…} but required in type 'FawryCardCharge'
fawry.charge({ ...order, ...expiry, cardNumber: "4242424242424242" });
// says: following properties from type 'FawryCardCharge': cardNumber, cardExpiryYear, cardExpiryMonth, cvv
fawry.charge({ ...order, paymentMethod: "CARD" });
// says: 'returnUrl' is missing in type {…} but required in type 'FawrySecureCardCharge'
fawry.charge({ ...card, enable3DS: true });
// says: 'returnUrl' is missing in type {…} but required in type 'FawrySecureCardCharge'
fawry.charge({ ...card, enable3DS });
// says: 'returnUrl' is missing in type {…} but required in type 'FawrySecureCardTokenCharge'
fawry.charge({ ...order, paymentMethod: "CARD", cardToken: "token", enable3DS: true });
// says: 'cvv' is missing in type {…} but required in type 'FawryInstallmentCharge'
fawry.charge({ ...order, ...expiry, cardNumber: "4242424242424242", installmentPlanId: 7 });
// says: 'valuCustomerCode' is missing in type {…} but required in type 'FawryValuCharge'
fawry.charge({ ...order, paymentMethod: "VALU" });
// says: 'language' is missing in type {…} but required in type 'FawryReferenceCharge'
fawry.charge({ merchantRefNum: "1", customerMobile: "0", customerEmail: "a", amount: "1", description: "a", chargeItems: [], paymentMethod: "PayAtFawry" });
// says: 'paymentMethod' is missing
fawry.charge({ ...order });
// says: Did you mean '"CARD"'?
fawry.charge({ ...card, paymentMethod: "card" });
// says: is not assignable to type '"this form of a charge has no such field"'
fawry.charge({ ...order, paymentMethod: "PayAtFawry", cardNumber: "4242424242424242" });
// says: is not assignable to type '"this form of a charge has no such field"'
fawry.charge({ ...order, paymentMethod: "MWALLET", custmerName: "Ali" });
// says: is not assignable to type
fawry.charge({ ...card, cardToken: "token" });

// says: is not assignable to type '"leave it out: the instance writes it"'
fawry.charge({ ...card, signature: "abc" });

// The same of an input that is declared before it is passed; TypeScript 7 orders the forms by their names.
// says before 7: 'cvv' is missing in type {…} but required in type 'FawryCardCharge'
export const declared: FawryChargeInput = { ...order, ...expiry, cardNumber: "4242424242424242" };

// What is expected of a payment, and of which.
declare const notification: FawryNotification;
declare const reference: string | undefined;
declare const webhook: Pay3Webhook | UPaymentsNotification;
// says: 'undefined' is not assignable to type '"may be undefined: give it a value, or leave it out"'
expectPayment(notification, { amount: 1, merchantRef: undefined });
// says: is not assignable to type '"may be undefined: give it a value, or leave it out"'
expectPayment(notification, { amount: 1, merchantRef: reference });
// says: "only amount, currency and merchantRef can be expected"
expectPayment(notification, { amount: 1, merchantref: "1" });
// says: 'amount' is missing
expectPayment(notification, {});
// says: type 'VerifiedPayment'
expectPayment({ state: "paid" } as const, { amount: 1 });
// says: type 'VerifiedPayment'
expectPayment(fawry.verifyReturn("?"), { amount: 1 });
// says: no amount: ask for the status of the payment, and compare that
expectPayment(webhook, { amount: 1 });

// What is not there.
// says: 'signature' does not exist on type 'Fatora'
fatora.signature("refund", {});
// says: 'explain' does not exist on type 'FawryInvoices'
invoices.explain("login", {});
// says: 'diagnose' does not exist on type 'Fatora'
new DiagnosingFatora({ apiKey: "key" }).diagnose("refund", {}, "00");
// says: Expected 2 arguments, but got 3
fawry.signature("refund", { referenceNumber: "1", refundAmount: 1 }, {});
// says: 'timestamp' does not exist
fatora.collectPayment({ card_token: "t", order_id: "1", amount: 1 }, { timestamp: 1 });
// says: Expected 2 arguments, but got 3
pay3.explain("payout", {} as never, {});

// Ids and fields that are words.
declare const cause: DiagnosedCause;
// says: no overlap
if (cause.id === "amount-not-paded") void 0;
// says: missing the following properties from type 'FawrySignedNotification': merchantRefNumber, paymentAmount
fawry.signNotification({ fawryRefNumber: "970177", orderAmount: 150, orderStatus: "PAID", paymentMethod: "CARD" });
// says: 'orderStatus' is missing in type {…} but required in type 'Pay3Claims'
pay3.signWebhook({ orderId: "1", orderType: "FIAT" });
// says: 'requestId' is missing in type {…} but required in type 'Pay3NestedClaims'
pay3.signWebhook({ data: { orderId: "1", orderType: "FIAT", orderStatus: "COMPLETED" } });
// says: is not assignable to type 'RawBody'
new UPayments({ token: "t", environment: "sandbox" }).signWebhook({ url: "https://shop.example", body: {} });
