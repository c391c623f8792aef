// What a TypeScript user may write through `import`, and what the compiler must refuse.
import { Fawry, Fatora, Pay3, TawqeeError, UPayments, canonicalAmount, diagnoseRequest, redact, version } from "tawqee";
import type { FawryRefundData, FawryRefundInput, HttpRequest, Outcome, PaymentState } from "tawqee";

const fawry = new Fawry({ merchantCode: "code", secureKey: ["new", "old"], environment: "staging" });

const input: FawryRefundInput = { referenceNumber: "931337410", refundAmount: 20.5 };
const request: HttpRequest = fawry.refund({ ...input, reason: "damaged", extra: { later: true } });
const masked: HttpRequest = redact(request);
const outcome: Outcome<FawryRefundData> = fawry.readRefund({ status: 200, body: "{}" });

if (outcome.ok) {
  const amount: string | undefined = outcome.data.amount;
  // @ts-expect-error the status of a refund is one of a few words
  const wrong: "done" = outcome.data.status;
  void [amount, wrong];
} else {
  const retryable: boolean = outcome.error.retryable;
  // @ts-expect-error a refusal has no data
  void [retryable, outcome.data];
}

const { algorithm, encoding, parts } = fawry.explain("refund", input);
const digest: "SHA-256" | "MD5" | "HMAC-SHA256" | "HS384" = algorithm;
const written: "hex" | "base64" | "base64url" = encoding;
const sources: Array<"input" | "config" | "option" | "constant"> = parts.map(({ source }) => source);
void [digest, written, sources];

const signature: string = fawry.signature("refund", input);
const masks: string = fawry.explain("refund", input).stringToSign;
const amounts: string[] = [canonicalAmount("1"), canonicalAmount(1n, "KWD"), canonicalAmount(1.5)];
const states: PaymentState[] = ["paid", "partially-refunded"];
void [masked, signature, masks, amounts, states, version.length];

try {
  fawry.refund(input);
} catch (error) {
  if (error instanceof TawqeeError && error.code === "MISSING_FIELD") void error.field?.length;
  // @ts-expect-error no such code
  if (error instanceof TawqeeError && error.code === "MISSING") void 0;
}

// @ts-expect-error a required field is missing
fawry.refund({ referenceNumber: "931337410" });
// @ts-expect-error a field is misspelt
fawry.refund({ referenceNumber: "931337410", refundAmount: "1", reasn: "damaged" });
// @ts-expect-error an amount is no boolean
fawry.refund({ referenceNumber: "931337410", refundAmount: true });
// @ts-expect-error an input is not optional where a field is required
fawry.refund();
// @ts-expect-error no such operation
fawry.signature("refunds", input);
// @ts-expect-error no such environment
new Fawry({ merchantCode: "code", secureKey: "key", environment: "test" });
// @ts-expect-error the key is missing
new Fawry({ merchantCode: "code", environment: "staging" });

// The options of a call are those that it understands.
const upayments = new UPayments({ token: "token", apiSecret: "secret", environment: "sandbox" });
const pay3 = new Pay3({ clientId: "id", secretKey: "secret", hostname: "demo" });
const fatora = new Fatora({ apiKey: "key" });
const otherKeys = [{ label: "staging key", key: "key" }];
upayments.signature("refund", { orderId: "1", totalPrice: 1 }, { timestamp: 1718000000, allowThreeDecimals: true });
upayments.signature("webhook", { url: "https://shop.example", body: "{}" }, { timestamp: 1718000000 });
pay3.buildMany("executeCryptoPayout", [], { stringToSign: "text" });
pay3.explain("refund", { fiatAmount: 1, requestId: "1" }, { parentAmount: 1 });
fatora.collectPayment({ card_token: "t", order_id: "1", amount: 1 }, { currency: "KWD" });
fawry.diagnose("refund", input, "00", { otherKeys: [] });
diagnoseRequest(upayments, "curl", { timestamp: 1718000000, otherKeys });
diagnoseRequest(fatora, "curl", { orderIdOnly: true });
declare const either: Fawry | Pay3;
diagnoseRequest(either, "curl", { otherKeys });

// @ts-expect-error Fawry signs no time
fawry.signature("refund", input, { timestamp: 1718000000 });
// @ts-expect-error Fawry signs no time
fawry.explain("notification", {} as never, { timestamp: 1718000000 });
// @ts-expect-error Fawry signs no time
fawry.diagnose("refund", input, "00", { timestamp: 1718000000 });
// @ts-expect-error Fawry signs no time
diagnoseRequest(fawry, "curl", { timestamp: 1718000000 });
// @ts-expect-error only a diagnosis tries other keys
fawry.signature("refund", input, { otherKeys });
// @ts-expect-error an option of another call
upayments.signature("paymentButtons", {}, { allowThreeDecimals: true });
// @ts-expect-error no such option
fawry.explain("refund", input, { time: 1718000000 });

// An error for tests of one's own handlers.
const boom: TawqeeError = new TawqeeError("boom", { code: "INVALID_AMOUNT", field: "amount", cause: new Error("why") });
void [boom, new TawqeeError("boom").code];
// @ts-expect-error no such code
new TawqeeError("boom", { code: "BOOM" });
// @ts-expect-error the message comes first
new TawqeeError({ code: "INTERNAL", message: "boom" });
