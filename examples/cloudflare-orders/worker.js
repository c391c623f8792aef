/**
 * Notifications of Fawry on Cloudflare Workers: each event of an order counts once, in whatever order and however often
 * it arrives, and whenever the runtime is restarted.
 *
 *   1. The Worker believes what is signed, and answers 200 only when the order's Durable Object has stored the event.
 *   2. The object hands what is to be done to a Queue, again until it was done.
 *   3. The consumer of the Queue does it, and tells the object.
 *
 * Secrets are bindings: FAWRY_MERCHANT_CODE, and FAWRY_SECURE_KEYS with the newest key first, separated by commas.
 */
import { Fawry } from "tawqee/fawry";

export { Order } from "./order.js";

const gatewayOf = ({ FAWRY_MERCHANT_CODE, FAWRY_SECURE_KEYS, FAWRY_ENVIRONMENT = "staging" }) =>
  new Fawry({ merchantCode: FAWRY_MERCHANT_CODE, secureKey: FAWRY_SECURE_KEYS.split(","), environment: FAWRY_ENVIRONMENT });

async function receive(request, env) {
  let notification;
  try {
    notification = gatewayOf(env).verifyNotification(await request.text());
  } catch (error) {
    return new Response(null, { status: error.code?.startsWith("SIGNATURE_") ? 401 : 400 });
  }
  const { merchantRefNumber: order, dedupeKey: key, state, orderAmount: amount } = notification;
  // What fails here is answered with 500, and Fawry sends it again.
  await orderOf(env, order).take({ order, key, state, amount });
  return new Response();
}

/**
 * Does what an event asks for. The shop may be told twice when the runtime ends right after it was told, so it does
 * nothing for an `idempotency-key` that it has seen.
 */
async function act(env, { order, key, state, amount }) {
  const response = await env.SHOP.fetch("https://shop/events", {
    method: "POST", headers: { "idempotency-key": key }, body: JSON.stringify({ order, state, amount }),
  });
  if (!response.ok) throw new Error(`the shop answered ${response.status}`);
}

const orderOf = (env, reference) => env.ORDERS.get(env.ORDERS.idFromName(reference));

export default {
  async fetch(request, env) {
    const route = `${request.method} ${new URL(request.url).pathname}`;
    return route === "POST /fawry" ? receive(request, env) : new Response("not found", { status: 404 });
  },

  async queue(batch, env) {
    await Promise.all(batch.messages.map(async (message) => {
      const order = orderOf(env, message.body.order);
      try {
        if (!(await order.isDone(message.body.key))) {
          await act(env, message.body);
          await order.done(message.body.key);
        }
        message.ack();
      } catch (error) {
        console.error(error.message);
        message.retry();
      }
    }));
  },
};
