// What a TypeScript user may write through `import`, and what the compiler must refuse.
import {
  Fawry, FawryInvoices, Fatora, Pay3, TawqeeError, UPayments, canonicalAmount, describeError, expectPayment, redact, version,
} from "tawqee";
import * as diagnose from "tawqee/diagnose";
import { diagnoseRequest } from "tawqee/diagnose";
import * as only from "tawqee/fawry";
import { Pay3 as NoPay3 } from "tawqee/fawry";
import { credentials, notifications, startSandbox } from "tawqee/sandbox";
import type { Sandbox, SandboxOrder, SandboxWebhook } from "tawqee/sandbox";
import { send, viaAxios, viaGot, viaUndici } from "tawqee/send";
import { paymentStatus, refund } from "tawqee/unified";
import type {
  ExpectedPayment, FawryChargeInput, FawryNotification, FawryRefundData, FawryRefundInput, HttpRequest, Outcome,
  PaymentState,
} from "tawqee";

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
  void [retryable, outcome.data.amount];
}

// An outcome may be taken apart.
const { ok, data, error } = fawry.readRefund({ status: 200, body: "{}" });
if (ok) void data.status.length;
else void error.code.length;

// What was signed is there, and only what is verified is compared.
const notification = fawry.verifyNotification("{}");
const signed: string[] = [notification.orderAmount, notification.merchantRefNumber, notification.fawryRefNumber];
const older = fawry.verifyNotificationV1("?");
signed.push(older.Amount, older.MerchantRefNo, notification.orderStatus, notification.dedupeKey);
const check = expectPayment(notification, { amount: 150, merchantRef: "1" });
const { reason } = check;
if (!check.ok) void [check.expected, check.actual, reason?.length];
declare const asked: ExpectedPayment;
expectPayment(older, asked);
const statusOutcome = fawry.readPaymentStatus({ status: 200, body: "{}" });
if (statusOutcome.ok) expectPayment(statusOutcome.data, { amount: "1", currency: "EGP" });
expectPayment({ state: "paid", orderAmount: "1.00" } as FawryNotification, { amount: 1n });
void signed;

// A class has the name by which errors are described.
const named: "fawry" = fawry.name;
void describeError(named, 9935);
declare const any: Fawry | UPayments;
void describeError(any.name, "1");

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
  if (error instanceof TawqeeError) void ({ status: error.status } satisfies { status: 400 | 401 | 413 | 500 });
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

// Whether a card is checked with 3-D Secure is often a setting.
const card = {
  merchantRefNum: "1",
  customerProfileId: "7",
  customerMobile: "01234567891",
  customerEmail: "a@example.com",
  amount: "1",
  description: "Goods",
  language: "en-gb",
  chargeItems: [{ itemId: "1", description: "One", price: "1", quantity: 1 }],
  paymentMethod: "CARD",
  cardNumber: "4242424242424242",
  cardExpiryYear: "29",
  cardExpiryMonth: "05",
  cvv: "123",
} as const;
declare const enable3DS: boolean;
fawry.charge({ ...card, enable3DS, returnUrl: "https://shop.example" });
fawry.charge({ ...card, enable3DS: true, returnUrl: "https://shop.example" });
fawry.charge({ ...card, enable3DS: false });
fawry.charge(card);
// @ts-expect-error 3-D Secure needs the address to come back to
fawry.charge({ ...card, enable3DS: true });
// @ts-expect-error so does what may be 3-D Secure
fawry.charge({ ...card, enable3DS });

// A charge may come from elsewhere.
const charge = (input: FawryChargeInput): HttpRequest => fawry.charge(input);
const wrapped = (input: Parameters<Fawry["charge"]>[0]): HttpRequest => fawry.charge(input);
void [charge, wrapped, fawry.buildMany("charge", [card])];

// Events are signed from typed fields, others beside them.
fawry.signNotification({
  fawryRefNumber: 970177, merchantRefNumber: "1", paymentAmount: 152, orderAmount: "150.00", orderStatus: "PAID",
  paymentMethod: "CARD", requestId: "1",
});

// The options of a call are those that it understands.
const upayments = new UPayments({ token: "token", apiSecret: "secret", environment: "sandbox" });
const pay3 = new Pay3({ clientId: "id", secretKey: "secret", hostname: "demo" });
const fatora = new Fatora({ apiKey: "key" });
const otherKeys = [{ label: "staging key", key: "key" }];
upayments.signature("refund", { orderId: "1", totalPrice: 1 }, { timestamp: 1718000000, allowThreeDecimals: true });
upayments.signature("webhook", { url: "https://shop.example", body: "{}" }, { timestamp: 1718000000 });
pay3.buildMany("executeCryptoPayout", [], { stringToSign: "text" });
pay3.signWebhook({ orderId: "1", orderType: "FIAT", orderStatus: "COMPLETED" });
pay3.signWebhook({ requestId: "1", data: { orderId: "1", orderType: "FIAT", orderStatus: "COMPLETED" } });
pay3.explain("refund", { fiatAmount: 1, requestId: "1" }, { parentAmount: 1 });
fatora.collectPayment({ card_token: "t", order_id: "1", amount: 1 }, { currency: "KWD" });

// @ts-expect-error Fawry signs no time
fawry.signature("refund", input, { timestamp: 1718000000 });
// @ts-expect-error Fawry signs no time
fawry.explain("notification", {} as never, { timestamp: 1718000000 });
// @ts-expect-error only a diagnosis tries other keys
fawry.signature("refund", input, { otherKeys });
// @ts-expect-error an option of another call
upayments.signature("paymentButtons", {}, { allowThreeDecimals: true });
// @ts-expect-error no such option
fawry.explain("refund", input, { time: 1718000000 });

// Only the entry with the diagnosis has one, and its classes are those of the others with a method more.
const account = { merchantCode: "code", secureKey: "key", environment: "staging" } as const;
const diagnosing = new diagnose.Fawry(account);
const found: diagnose.Diagnosis = diagnosing.diagnose("refund", input, "00", { otherKeys: [] });
const plain: Fawry = diagnosing;
declare const clock: diagnose.UPayments;
declare const either: diagnose.Fawry | diagnose.Pay3;
declare const qatar: diagnose.Fatora;
diagnoseRequest(clock, "curl", { timestamp: 1718000000, otherKeys });
diagnoseRequest(qatar, "curl", { orderIdOnly: true });
diagnoseRequest(either, "curl", { otherKeys });
// @ts-expect-error no diagnosis in this entry
fawry.diagnose("refund", input, "00");
// @ts-expect-error no diagnosis in this entry
diagnoseRequest(fawry, "curl");
// @ts-expect-error Fawry signs no time
diagnosing.diagnose("refund", input, "00", { timestamp: 1718000000 });
// @ts-expect-error Fawry signs no time
diagnoseRequest(diagnosing, "curl", { timestamp: 1718000000 });

// An entry with one gateway has it, and the types of the others alone.
const alone: Fawry = new only.Fawry(account);
const refunded: only.FawryRefundInput = input;
// @ts-expect-error another gateway
new NoPay3({ clientId: "id", secretKey: "secret", hostname: "demo" });
void [found, plain, alone, refunded];

// An error for tests of one's own handlers.
const boom: TawqeeError = new TawqeeError("boom", { code: "INVALID_AMOUNT", field: "amount", cause: new Error("why") });
void [boom, new TawqeeError("boom").code, new TawqeeError("long", { code: "MALFORMED_BODY", status: 413 }).status];
// @ts-expect-error no such code
new TawqeeError("boom", { code: "BOOM" });
// @ts-expect-error the message comes first
new TawqeeError({ code: "INTERNAL", message: "boom" });

// Sending gives the outcome of the reader, typed by it.
declare const clients: {
  fetch(input: string | { url: string }, init?: { method?: string; body?: string | null }): Promise<{
    status: number; headers: { get(name: string): string | null }; body: { getReader(): unknown } | null;
  }>;
  axios: { request<T = unknown, R = { status: number; headers: { etag?: string }; data: T }>(config: { url?: string; data?: T }): Promise<R> };
  got: { stream(url: string, options: { method?: string }): { on(event: string): void } };
  undici: { request(url: string, options?: { method: string }): Promise<{ statusCode: number; headers: Record<string, string>; body: unknown }> };
};
const sent: Outcome<FawryRefundData> = await send(request, (response) => fawry.readRefund(response), { fetch: clients.fetch });
if (sent.ok) void sent.data.refundId;
const status = await send(request, (response) => fawry.readPaymentStatus(response), {
  fetch: viaAxios(clients.axios),
  timeoutMs: 10_000,
  retries: 0,
  backoffMs: 100,
  maxDelayMs: 1000,
  onAttempt: ({ attempt, request: { method, url, headers }, status, error, delayMs, elapsedMs }) =>
    [attempt, method, url, headers.length, status?.toFixed(), error?.code, error?.retryable, delayMs, elapsedMs],
  ensure: async () => "not-happened",
});
void [status, viaGot(clients.got), viaUndici(clients.undici)];
try {
  await send(request, (response) => fawry.readRefund(response), { repeatable: true });
} catch (error) {
  if (error instanceof TawqeeError && error.code === "ALREADY_HAPPENED") void (error.happened === "happened");
}
// @ts-expect-error a reader gives an outcome
void send(request, (response) => response.body);
// @ts-expect-error an input is no request
void send(input, (response) => fawry.readRefund(response));
// @ts-expect-error no such option
void send(request, (response) => fawry.readRefund(response), { timeout: 10 });
// @ts-expect-error one of three words
void send(request, (response) => fawry.readRefund(response), { ensure: async () => "done" });
// @ts-expect-error axios has an adapter
void send(request, (response) => fawry.readRefund(response), { fetch: clients.axios });

// One input for every gateway.
declare const several: Fawry | Fatora | Pay3 | UPayments;
const refunding = refund(several, { merchantRef: "1", paymentId: "2", amount: "1.5", reason: "damaged", whole: true });
const refundOutcome = await send(refunding.request, refunding.read);
if (refundOutcome.ok) void refundOutcome.data.status.length;
const asking = paymentStatus(diagnosing, { merchantRef: "1", paymentId: "2" });
const paymentOutcome = asking.read({ status: 200, body: "{}" });
if (paymentOutcome.ok) expectPayment(paymentOutcome.data.payment, { amount: "1.5", merchantRef: "1" });
// @ts-expect-error both numbers are needed, since some gateways ask for the one and some for the other
refund(fawry, { merchantRef: "1", amount: 1 });
// @ts-expect-error e-invoices have their own numbers
paymentStatus(new FawryInvoices({ environment: "staging" }), { merchantRef: "1", paymentId: "2" });

// The sandbox: its configuration is that of the classes.
const sandbox: Sandbox = await startSandbox({
  port: 0, webhook: async (request) => ({ status: (await request.text()).length > 0 ? 200 : 400 }), retrySeconds: [1, 5],
  credentials: { fawry: { secureKey: "test" } }, onRequest: ({ refusal }) => void refusal?.reason,
});
void [new Fawry(sandbox.config.fawry), new UPayments(sandbox.config.upayments), new Pay3(sandbox.config.pay3), new Fatora(sandbox.config.fatora)];
const paid: SandboxOrder = await sandbox.pay("order-1", { gateway: "fawry" });
const told: SandboxWebhook[] = sandbox.webhooks;
sandbox.inject({ on: "fawry.charge", refuse: "99951", times: 2 });
sandbox.inject({ lose: 502 });
sandbox.inject({ lose: "connection", reference: "order-1" }).remove();
sandbox.inject({ webhook: "delay", seconds: 60 });
await sandbox.clock.advance(60);
const message = notifications.fawry({ orderStatus: "PAID", orderAmount: 20.5 }, { forged: true });
const signedOver: string = notifications.upayments({ result: "CAPTURED" }, { url: "https://shop.example" }).body;
void [paid.state === "partially-refunded", told[0]?.attempts[0]?.status, message.body, signedOver, credentials.pay3.webhookSecret];
// @ts-expect-error no such gateway
void sandbox.pay("order-1", { gateway: "stripe" });
// @ts-expect-error codes belong to a gateway
sandbox.inject({ refuse: "99951" });
// @ts-expect-error a delay needs its length
sandbox.inject({ webhook: "delay" });
// @ts-expect-error no such option
void startSandbox({ hostname: "127.0.0.1" });
// @ts-expect-error the address is signed
notifications.upayments({ result: "CAPTURED" });
// @ts-expect-error no such status
notifications.fawry({ orderStatus: "Paid" });

globalThis.TAWQEE_ALLOW_KEYS_IN_BROWSER = true;
// @ts-expect-error it is a yes or a no
globalThis.TAWQEE_ALLOW_KEYS_IN_BROWSER = "yes";
