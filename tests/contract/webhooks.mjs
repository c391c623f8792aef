// One message of each kind that a gateway sends on its own, signed by the sandbox.

import { notifications } from "../../pkg/dist/sandbox.mjs";

const payment = {
  requestId: "c72827d084ea4b88949d91dd2db4996e",
  fawryRefNumber: "970177",
  merchantRefNumber: "9708f1cea8b5426cb57922df51b7f790",
  paymentAmount: 152.5,
  orderAmount: 150,
  orderStatus: "PAID",
  paymentMethod: "PAYATFAWRY",
  paymentRefrenceNumber: "100162801",
};

const claims = {
  requestId: "ed821e55-7084-467c-9e3f-4279e4d39c97",
  data: { orderType: "CHECKOUT", orderId: "9c4dd5b3-64de-4d94-b696-3e92cd6b12ba", orderStatus: "COMPLETED" },
  type: "pay3-sdk-transaction-status",
};

const received = { payment_id: "100326010000027219", result: "CAPTURED", track_id: "GWdK07j0XPriuCbzimCHh5MmyrZuSd2J" };

/**
 * Each message as `verify(instance)`, as `forge(instance)` with one word changed on the way,
 * and as what `explain` takes.
 */
export function webhooks(now = Math.floor(Date.now() / 1000)) {
  const { body: fawry } = notifications.fawry(payment);
  const { body: pay3 } = notifications.pay3(claims);
  const { body: another } = notifications.pay3(claims, { credentials: { pay3: { webhookSecret: "another" } } });
  const url = "https://example.com/notify";
  const { headers, body } = notifications.upayments(received, { url, timestamp: now });
  const upayments = { url, headers, body, now };
  return [
    {
      class: "Fawry",
      name: "verifyNotification",
      explained: ["notification", payment],
      verify: (instance) => instance.verifyNotification(fawry),
      forge: (instance) => instance.verifyNotification(fawry.replace("PAID", "NEW")),
    },
    {
      class: "Pay3",
      name: "verifyWebhook",
      explained: ["webhook", claims],
      verify: (instance) => instance.verifyWebhook(pay3),
      forge: (instance) => instance.verifyWebhook(another),
    },
    {
      class: "UPayments",
      name: "verifyWebhook",
      explained: ["webhook", { url, body }, { timestamp: now }],
      verify: (instance) => instance.verifyWebhook(upayments),
      forge: (instance) => instance.verifyWebhook({ ...upayments, body: body.replace("CAPTURED", "FAILED") }),
    },
  ];
}
