/**
 * A Cloudflare Worker that makes UPayments payment links and receives UPayments webhooks.
 * Secrets are bindings: UPAYMENTS_TOKEN and UPAYMENTS_API_SECRET. Tests point UPAYMENTS_BASE_URL at a server of their own.
 */
import { UPayments } from "tawqee";

const gatewayOf = (env) =>
  new UPayments({
    token: env.UPAYMENTS_TOKEN,
    apiSecret: env.UPAYMENTS_API_SECRET,
    environment: env.UPAYMENTS_ENVIRONMENT ?? "sandbox",
    baseUrl: env.UPAYMENTS_BASE_URL,
  });

async function pay(request, env) {
  const upayments = gatewayOf(env);
  const { orderId, amount } = await request.json();
  const origin = new URL(request.url).origin;
  const charge = upayments.charge({
    order: { id: orderId, description: `Order ${orderId}`, currency: "KWD", amount },
    language: "en",
    returnUrl: `${origin}/thanks`,
    cancelUrl: `${origin}/cancelled`,
    notificationUrl: `${origin}/webhook`,
  });
  const answer = await fetch(charge.url, charge);
  const outcome = upayments.readCharge({ status: answer.status, body: await answer.text() });
  return outcome.ok ? Response.redirect(outcome.data.link, 303) : Response.json(outcome.error, { status: 502 });
}

async function receive(request, env) {
  const event = gatewayOf(env).verifyWebhook({
    // Character for character the notificationUrl of the charge.
    url: `${new URL(request.url).origin}/webhook`,
    headers: request.headers,
    body: await request.text(),
  });
  // Store event.dedupeKey and act once, as ../cloudflare-orders does; confirm with paymentStatus before anything is delivered.
  console.log(event.state, event.requested_order_id);
  return new Response(null, { status: 200 });
}

export default {
  async fetch(request, env) {
    const route = `${request.method} ${new URL(request.url).pathname}`;
    try {
      if (route === "POST /pay") return await pay(request, env);
      if (route === "POST /webhook") return await receive(request, env);
      return new Response("not found", { status: 404 });
    } catch (error) {
      const status = error.code?.startsWith("SIGNATURE_") || error.code === "TIMESTAMP_OUT_OF_RANGE" ? 401 : 400;
      return Response.json({ code: error.code, message: error.message }, { status });
    }
  },
};
