import { afterAll, beforeAll, expect, test } from "vitest";
import { notifications, startSandbox } from "tawqee/sandbox";
import { createShop } from "./shop.mjs";

let sandbox;
let shop;
beforeAll(async () => {
  sandbox = await startSandbox({ webhook: (request) => shop.receive(request) });
  shop = createShop(sandbox.config.fawry);
});
afterAll(() => sandbox.close());

test("an order is charged, paid and refunded in part, but not above what was paid", async () => {
  await shop.charge("order-1", "150.00");
  await sandbox.pay("order-1");
  expect(shop.orders.get("order-1")).toMatchObject({ state: "paid", paid: 1 });

  expect((await shop.refund("order-1", "50.00")).data.status).toBe("completed");
  expect((await shop.refund("order-1", "100.01")).error.code).toBe("9935");
  expect(sandbox.refunds.map(({ amount }) => amount)).toEqual(["50.00"]);
});

test("a notification that arrives twice counts once", async () => {
  await shop.charge("order-2", "20.50");
  sandbox.inject({ webhook: "duplicate", reference: "order-2" });
  await sandbox.pay("order-2");
  await sandbox.settled();
  expect(sandbox.webhooks.filter(({ reference, event }) => reference === "order-2" && event === "paid")).toHaveLength(2);
  expect(shop.orders.get("order-2").paid).toBe(1);
});

test("a forged notification is refused", async () => {
  await shop.charge("order-3", "20.50");
  const forged = notifications.fawry({ merchantRefNumber: "order-3", orderAmount: 20.5 }, { forged: true });
  const response = await shop.receive(new Request("https://shop.example/notifications", forged));
  expect([response.status, shop.orders.get("order-3").state]).toEqual([401, "new"]);
});

test("a notification that arrives an hour late does not undo a refund", async () => {
  await shop.charge("order-4", "20.50");
  sandbox.inject({ webhook: "delay", seconds: 3600, reference: "order-4" });
  await sandbox.pay("order-4");
  await shop.refund("order-4", "20.50");
  await sandbox.clock.advance(3600);
  expect(shop.orders.get("order-4")).toMatchObject({ state: "refunded", paid: 1 });
});

test("a charge that the gateway refuses is no order", async () => {
  sandbox.inject({ on: "fawry.charge", refuse: "21010" });
  await expect(shop.charge("order-5", "1.00")).rejects.toThrow("21010");
});
