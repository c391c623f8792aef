/** The part of a shop that is tested: an order is paid once, whatever arrives how often and in which order. */
import { Fawry, expectPayment } from "tawqee";
import { send } from "tawqee/send";

export function createShop(config) {
  const fawry = new Fawry(config);
  const orders = new Map();
  const seen = new Set();

  return {
    orders,

    async charge(reference, amount) {
      const request = fawry.charge({
        merchantRefNum: reference, paymentMethod: "PayAtFawry", amount, customerMobile: "01012345678", customerEmail: "buyer@shop.example",
        description: `Order ${reference}`, language: "en-gb",
        chargeItems: [{ itemId: reference, description: `Order ${reference}`, price: amount, quantity: 1 }],
      });
      const outcome = await send(request, (response) => fawry.readCharge(response));
      if (!outcome.ok) throw new Error(outcome.error.code);
      orders.set(reference, { amount, number: outcome.data.referenceNumber, state: "new", paid: 0 });
    },

    async refund(reference, refundAmount) {
      const request = fawry.refund({ referenceNumber: orders.get(reference).number, refundAmount, reason: "returned" });
      return send(request, (response) => fawry.readRefund(response));
    },

    /** The handler of the notifications, as a route of any framework calls it: 200 ends the repeats. */
    async receive(request) {
      let notification;
      try {
        notification = fawry.verifyNotification(await request.text());
      } catch {
        return new Response(null, { status: 401 });
      }
      const order = orders.get(notification.merchantRefNumber);
      if (order === undefined || seen.has(notification.dedupeKey)) return new Response();
      seen.add(notification.dedupeKey);
      const isPaid = expectPayment(notification, { amount: order.amount }).ok;
      if (isPaid) order.paid += 1;
      // What comes late does not undo what is known already.
      if (!order.state.includes("refunded") || notification.state === "refunded") order.state = notification.state;
      return new Response();
    },
  };
}
