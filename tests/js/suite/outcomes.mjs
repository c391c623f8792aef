/** Requests of the refunds of all gateways, and their answers as outcomes. */
import { FATORA, FAWRY, INVOICES, PAY3, UPAYMENTS, same, truly } from "./support.mjs";

export function outcomes(tawqee, { test }) {
  const fawry = () => new tawqee.Fawry(FAWRY);
  const answer = (status, body) => ({ status, body: typeof body === "string" ? body : JSON.stringify(body) });

  test("Fawry's refund is ready for fetch", () => {
    const request = fawry().refund({ referenceNumber: "99900642041", refundAmount: 362.5, reason: "Item not as described" });
    same(request.method, "POST");
    same(request.url, "https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/refund");
    same(request.headers["content-type"].startsWith("application/json"), true);
    for (const name of Object.keys(request.headers)) same(name, name.toLowerCase());
    truly(request.body.includes('"refundAmount":362.50'), "the token in the body is the token that was signed");
    same(JSON.parse(request.body), {
      merchantCode: FAWRY.merchantCode,
      referenceNumber: "99900642041",
      refundAmount: 362.5,
      reason: "Item not as described",
      signature: "e83ed86b45484086fbfa444ebc52c611af7da9233ca09e9e76e3ecca5296c4e5",
    });
  });
  test("Fawry's accepted refund", () => {
    const outcome = fawry().readRefund(answer(200, { type: "ResponseDataModel", statusCode: 200, statusDescription: "Done" }));
    same(outcome.ok, true);
    same(outcome.data.status, "completed");
    same(outcome.raw.statusCode, 200);
  });
  test("Fawry's refused refund", () => {
    const outcome = fawry().readRefund(answer(200, { type: "ResponseDataModel", statusCode: 9935, statusDescription: "No" }));
    same(outcome.ok, false);
    same(outcome.error.code, "9935");
    same(typeof outcome.error.retryable, "boolean");
  });
  test("an integer that a double cannot hold stays exact in raw", () => {
    const outcome = fawry().readRefund(answer(200, '{"statusCode":200,"statusDescription":"Done","id":9007199254740993}'));
    same(outcome.raw.id, "9007199254740993");
  });

  test("an e-invoice refund is created by an empty answer", () => {
    const invoices = new tawqee.FawryInvoices(INVOICES);
    const input = { invoiceNumber: "4828660", amount: "20.5", reason: "damaged", orderReferenceNumber: "963" };
    const request = invoices.refundInvoice(input);
    truly(request.url.endsWith("/invoice-api/invoices/4828660/refund"), request.url);
    same(request.headers.authorization, `Bearer ${INVOICES.token}`);
    const outcome = invoices.readRefundInvoice(answer(200, ""));
    same([outcome.ok, outcome.data.status, outcome.raw], [true, "created", null]);
  });
  test("Fatora's refund that takes weeks is pending", () => {
    const fatora = new tawqee.Fatora(FATORA);
    const request = fatora.refund({ transaction_id: "t-1", order_id: "o-1" });
    same(request.headers.api_key, FATORA.apiKey);
    same(JSON.parse(request.body), { transaction_id: "t-1", order_id: "o-1" });
    const result = { refund_status: "under_proccession", mode: "test", refund_transaction_id: 77 };
    const outcome = fatora.readRefund(answer(200, { status: "SUCCESS", result }));
    same([outcome.ok, outcome.data.status, outcome.data.refundId], [true, "pending", "77"]);
    same(fatora.readRefund(answer(200, { status: "ERROR", error: "Invalid API Key" })).ok, false);
  });
  test("Pay3's refund is created", () => {
    const pay3 = new tawqee.Pay3(PAY3);
    const request = pay3.refund({ fiatAmount: "0.02", requestId: "r-1" });
    same(JSON.parse(request.body).clientId, PAY3.clientId);
    const body = { requestId: "r-1", refundId: "7aed064b", fiatAmount: "0.02", status: "REFUND_CREATED" };
    const outcome = pay3.readRefund(answer(200, body));
    same([outcome.ok, outcome.data.status, outcome.data.refundId, outcome.data.amount], [true, "created", "7aed064b", "0.02"]);
    const refusal = pay3.readRefund(answer(401, { error: { code: "7001", message: "Order already exists" } }));
    same([refusal.ok, refusal.error.code], [false, "7001"]);
  });
  test("UPayments' refund of a multi-vendor order asks for the vendors' amounts", () => {
    const upayments = new tawqee.UPayments(UPAYMENTS);
    const request = upayments.refund({ orderId: "o-1", totalPrice: 10 });
    truly(request.body.includes('"totalPrice":10.00'), request.body);
    const data = { orderId: "o-1", isMultivendorRefund: true, refundPayload: [] };
    const outcome = upayments.readRefund(answer(200, { status: true, message: "success", data }));
    same([outcome.ok, outcome.data.status], [true, "needs-vendor-amounts"]);
  });
}
