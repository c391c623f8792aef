// The programs in `examples/`, run as they are against the sandbox.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { Fawry, UPayments } from "../../pkg/dist/index.mjs";
import { credentials, startSandbox } from "../../pkg/dist/sandbox.mjs";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A bundle of an example, with the package as it was built. */
async function bundled(entry, options) {
  const { outputFiles } = await build({
    entryPoints: [at(entry)], bundle: true, write: false, format: "esm", platform: "node", ...options,
  });
  return outputFiles[0].text;
}

let sandbox;
before(async () => void (sandbox = await startSandbox({ lenient: true, diagnose: false })));
after(() => sandbox.close());

test("the Node backend charges, refunds, and believes signed notifications only", async () => {
  const script = await bundled("examples/node-backend/server.mjs", { alias: { tawqee: at("pkg/dist/index.mjs") } });
  const { merchantCode, secureKey } = credentials.fawry;
  const backend = spawn(process.execPath, ["--input-type=module", "-"], {
    env: { FAWRY_MERCHANT_CODE: merchantCode, FAWRY_SECURE_KEY: secureKey, FAWRY_BASE_URL: sandbox.url, PORT: "0" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    backend.stdin.end(script);
    const [line] = await once(backend.stdout, "data");
    const url = /http:\S+/.exec(line)[0];
    const post = (path, body) => fetch(`${url}${path}`, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });

    const order = { reference: "order-7", amount: "150.00", mobile: "01012345678", email: "buyer@shop.example" };
    const charged = await post("/orders", order);
    assert.equal(charged.status, 201);
    assert.ok((await charged.json()).payWith);

    const refunded = await post("/refunds", { referenceNumber: "99900642041", amount: "20.5", reason: "damaged" });
    assert.deepEqual([refunded.status, (await refunded.json()).status], [200, "completed"]);
    assert.equal((await post("/refunds", { referenceNumber: "1", amount: "1,5" })).status, 400);

    const fields = {
      fawryRefNumber: "970177", merchantRefNumber: "order-7", paymentAmount: 152, orderAmount: 150, orderStatus: "PAID",
      paymentMethod: "PAYATFAWRY",
    };
    const paid = async () => (await (await fetch(`${url}/orders`)).json())["order-7"].paid;
    const notification = new Fawry({ merchantCode, secureKey, environment: "staging" }).signNotification(fields);
    assert.equal((await post("/fawry/notifications", notification.replace("order-7", "order-8"))).status, 401);
    assert.equal(await paid(), false);
    assert.equal((await post("/fawry/notifications", notification)).status, 200);
    assert.equal(await paid(), true);
  } finally {
    backend.kill();
    await once(backend, "exit");
  }
});

test("the worker redirects to a payment link and believes signed webhooks only", async () => {
  const script = await bundled("examples/cloudflare-worker/worker.js", {
    alias: { tawqee: at("pkg/dist/index.workerd.js") }, platform: "neutral", external: ["./core.wasm"],
  });
  const { token, apiSecret } = credentials.upayments;
  const worker = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.mjs", contents: script },
      { type: "CompiledWasm", path: "core.wasm", contents: readFileSync(at("pkg/dist/core.wasm")) },
    ],
    compatibilityDate: "2025-01-01",
    cf: false,
    bindings: { UPAYMENTS_TOKEN: token, UPAYMENTS_API_SECRET: apiSecret, UPAYMENTS_BASE_URL: `${sandbox.url}/api/v1/` },
  });
  try {
    const order = JSON.stringify({ orderId: "2555", amount: "1" });
    const link = await worker.dispatchFetch("https://shop.example/pay", { method: "POST", body: order, redirect: "manual" });
    assert.equal(link.status, 303, await link.text());
    assert.match(link.headers.get("location"), /\?session_id=\d+$/);

    const body = '{"payment_id":"1","result":"CAPTURED","requested_order_id":"2555"}';
    const signer = new UPayments({ token, apiSecret, environment: "sandbox" });
    const headers = signer.signWebhook({ url: "https://shop.example/webhook", body });
    const receive = (text) => worker.dispatchFetch("https://shop.example/webhook", { method: "POST", headers, body: text });
    assert.equal((await receive(body)).status, 200);
    assert.equal((await receive(body.replace("2555", "2556"))).status, 401);
  } finally {
    await worker.dispose();
  }
});
