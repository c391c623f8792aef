/**
 * A shop's backend on Node: it charges, refunds and receives notifications through FawryPay.
 *
 *   FAWRY_MERCHANT_CODE=… FAWRY_SECURE_KEY=… node server.mjs
 */
import { createServer } from "node:http";
import { Fawry, expectPayment } from "tawqee";

const fawry = new Fawry({
  merchantCode: process.env.FAWRY_MERCHANT_CODE,
  secureKey: process.env.FAWRY_SECURE_KEY,
  environment: process.env.FAWRY_ENVIRONMENT ?? "staging",
  // Tests point this at a server of their own on loopback.
  baseUrl: process.env.FAWRY_BASE_URL,
});

/** What the shop expects to be paid, by its own reference. A real shop asks its database. */
const orders = new Map();

/** Sends a request that Tawqee built. Timeouts, retries and logs are yours to add here. */
async function send(request, read) {
  const response = await fetch(request.url, { ...request, signal: AbortSignal.timeout(20_000) });
  return read({ status: response.status, body: await response.text() });
}

const routes = {
  async "POST /orders"(body) {
    const { reference, amount, mobile, email } = JSON.parse(body);
    orders.set(reference, { amount, paid: false });
    const request = fawry.charge({
      merchantRefNum: reference,
      paymentMethod: "PayAtFawry",
      amount,
      customerMobile: mobile,
      customerEmail: email,
      description: `Order ${reference}`,
      language: "en-gb",
      chargeItems: [{ itemId: reference, description: `Order ${reference}`, price: amount, quantity: 1 }],
    });
    const outcome = await send(request, (response) => fawry.readCharge(response));
    return outcome.ok ? [201, { payWith: outcome.data.referenceNumber }] : [502, outcome.error];
  },

  async "POST /refunds"(body) {
    const { referenceNumber, amount, reason } = JSON.parse(body);
    const request = fawry.refund({ referenceNumber, refundAmount: amount, reason });
    const outcome = await send(request, (response) => fawry.readRefund(response));
    return outcome.ok ? [200, outcome.data] : [502, outcome.error];
  },

  /** Fawry delivers again until it gets a 200, so this must do no harm when it runs twice. */
  async "POST /fawry/notifications"(body) {
    const notification = fawry.verifyNotification(body);
    const order = orders.get(notification.merchantRefNumber);
    if (order && expectPayment(notification, { amount: order.amount }).ok) order.paid = true;
    return [200];
  },

  async "GET /orders"() {
    return [200, Object.fromEntries(orders)];
  },
};

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const server = createServer(async (request, response) => {
  const route = routes[`${request.method} ${request.url}`];
  const [status, result] = route
    ? await route(await readBody(request)).catch((error) => [
        error.code?.startsWith("SIGNATURE_") ? 401 : 400,
        { code: error.code, message: error.message },
      ])
    : [404, { message: "no such route" }];
  response.writeHead(status, { "content-type": "application/json" });
  response.end(result === undefined ? "" : JSON.stringify(result));
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
