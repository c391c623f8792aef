// One message of each kind that a gateway sends on its own, signed by the sandbox.

import { credentials } from "../sandbox/credentials.mjs";
import { notification } from "../sandbox/fawry.mjs";
import { webhook } from "../sandbox/pay3.mjs";
import { webhookHeaders } from "../sandbox/upayments.mjs";

const payment = {
  requestId: "c72827d084ea4b88949d91dd2db4996e",
  fawryRefNumber: "970177",
  merchantRefNumber: "9708f1cea8b5426cb57922df51b7f790",
  paymentAmount: 152.5,
  orderAmount: 150,
  orderStatus: "PAID",
  paymentMethod: "PAYATFAWRY",
};

const claims = {
  requestId: "ed821e55-7084-467c-9e3f-4279e4d39c97",
  data: { orderType: "CHECKOUT", orderId: "9c4dd5b3-64de-4d94-b696-3e92cd6b12ba", orderStatus: "COMPLETED" },
  type: "pay3-sdk-transaction-status",
};

const received = '{"payment_id":"100326010000027219","result":"CAPTURED","track_id":"GWdK07j0XPriuCbzimCHh5MmyrZuSd2J"}';

/**
 * Each message as `verify(instance)`, as `forge(instance)` with one word changed on the way,
 * and as what `explain` takes.
 */
export function webhooks(now = Math.floor(Date.now() / 1000)) {
  const fawry = JSON.stringify(notification(credentials.fawry, payment));
  const pay3 = webhook(credentials.pay3, claims);
  const url = "https://example.com/notify";
  const headers = webhookHeaders(credentials.upayments, { url, body: received, timestamp: now });
  const upayments = { url, headers, body: received, now };
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
      forge: (instance) => instance.verifyWebhook(webhook({ webhookSecret: "another" }, claims)),
    },
    {
      class: "UPayments",
      name: "verifyWebhook",
      explained: ["webhook", { url, body: received }, { timestamp: now }],
      verify: (instance) => instance.verifyWebhook(upayments),
      forge: (instance) => instance.verifyWebhook({ ...upayments, body: received.replace("CAPTURED", "FAILED") }),
    },
  ];
}
