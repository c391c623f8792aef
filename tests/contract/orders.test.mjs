// `examples/cloudflare-orders` on workerd: 2,000 notifications with duplicates, reorderings and forgeries, and the
// runtime killed twice in between. Nothing is lost, nothing counts twice, and nothing that is forged counts.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare, Response } from "miniflare";
import { credentials, notifications } from "../../pkg/dist/sandbox.mjs";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const wrangler = JSON.parse(readFileSync(at("examples/cloudflare-orders/wrangler.json"), "utf8"));

const TOTAL = 2000;
const ORDERS = 300;
const FORGED = 300;
const AT_ONCE = 32;

/** In memory where there is such a folder: only the runtime is killed, so it keeps as much, without a wait for each write. */
const PLACE = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** What happens to an order, and what is true in the end. */
const LIVES = [["NEW", "PAID"], ["NEW", "PAID", "PARTIAL_REFUNDED", "REFUNDED"], ["NEW", "EXPIRED"], ["NEW", "FAILED", "PAID"]];
const STATES = { NEW: "new", PAID: "paid", PARTIAL_REFUNDED: "partially-refunded", REFUNDED: "refunded", EXPIRED: "expired", FAILED: "failed" };

/** Numbers from 0 to 1, the same in every run. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The deliveries in the order in which they arrive, and the events that they tell, as `reference STATE`. */
function traffic() {
  const next = random(7);
  const oneOf = (list) => list[Math.floor(next() * list.length)];
  const lives = new Map(Array.from({ length: ORDERS }, (_, number) => [`order-${number}`, LIVES[number % LIVES.length]]));
  const told = ([reference, life]) => life.map((orderStatus) => ({ reference, orderStatus }));
  const events = [...lives].flatMap(told);
  const genuine = events.map((event) => ({ ...event, forged: false }));
  const doubled = Array.from({ length: TOTAL - FORGED - events.length }, () => oneOf(genuine));
  // Of orders that exist and of others, with a signature of nobody.
  const forged = Array.from({ length: FORGED }, (_, number) => ({
    reference: number % 3 === 0 ? `stranger-${number}` : oneOf(events).reference, orderStatus: oneOf(Object.keys(STATES)), forged: true,
  }));
  const deliveries = [...genuine, ...doubled, ...forged].map((delivery) => ({ delivery, place: next() }));
  return { lives, events, deliveries: deliveries.sort((a, b) => a.place - b.place).map(({ delivery }) => delivery) };
}

/** The runtime with what it keeps in a folder, as `wrangler.json` describes it. */
async function runtime({ script, folder, shop }) {
  const [{ name: orders, class_name: className }] = wrangler.durable_objects.bindings;
  const [{ binding: events, queue }] = wrangler.queues.producers;
  const [consumer] = wrangler.queues.consumers;
  const { merchantCode, secureKey } = credentials.fawry;
  const miniflare = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.mjs", contents: script },
      { type: "CompiledWasm", path: "fawry.wasm", contents: readFileSync(at("pkg/dist/fawry.wasm")) },
    ],
    compatibilityDate: wrangler.compatibility_date,
    cf: false,
    // What the example logs of failures is of no interest here.
    handleRuntimeStdio() {},
    bindings: { FAWRY_MERCHANT_CODE: merchantCode, FAWRY_SECURE_KEYS: secureKey, REPEAT_SECONDS: "3" },
    durableObjects: { [orders]: { className, useSQLite: wrangler.migrations[0].new_sqlite_classes.includes(className) } },
    durableObjectsPersist: folder,
    queueProducers: { [events]: queue },
    queueConsumers: { [queue]: { maxBatchSize: consumer.max_batch_size, maxBatchTimeout: consumer.max_batch_timeout, maxRetries: consumer.max_retries } },
    serviceBindings: { [wrangler.services[0].binding]: shop },
  });
  await miniflare.ready;
  return miniflare;
}

test(`${TOTAL} notifications on a runtime that is killed twice`, { timeout: 120_000 }, async (t) => {
  const { outputFiles } = await build({
    entryPoints: [at(`examples/cloudflare-orders/${wrangler.main}`)], bundle: true, write: false, format: "esm", platform: "neutral",
    alias: { "tawqee/fawry": at("pkg/dist/fawry.workerd.js") }, external: ["./fawry.wasm", "cloudflare:workers"],
  });
  const { lives, events, deliveries } = traffic();
  assert.equal(deliveries.length, TOTAL);

  /** The shop keeps what it was told by its key, as it has to; some answers are failures, and those are told again. */
  const effects = new Map();
  const calls = { total: 0, failed: 0, repeated: 0 };
  const shop = async (request) => {
    const key = request.headers.get("idempotency-key");
    const { order, state } = await request.json();
    calls.total += 1;
    if (calls.total % 40 === 0) {
      calls.failed += 1;
      return new Response(null, { status: 503 });
    }
    if (effects.has(key)) calls.repeated += 1;
    effects.set(key, `${order} ${state}`);
    return new Response();
  };

  const folder = mkdtempSync(join(PLACE, "tawqee-orders-"));
  const script = outputFiles[0].text;
  let worker = await runtime({ script, folder, shop });
  t.after(async () => {
    await worker.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Delivers until it is answered, as Fawry does; gives the status. */
  const statuses = { 200: 0, 401: 0 };
  let again = 0;
  const deliver = async ({ reference, orderStatus, forged }) => {
    const message = notifications.fawry({ merchantRefNumber: reference, orderStatus, paymentMethod: "PAYATFAWRY" }, { forged });
    for (;;) {
      try {
        const { status } = await worker.dispatchFetch("https://shop.example/fawry", message);
        if (status in statuses) return (statuses[status] += 1);
      } catch {
        // The runtime is gone; its connection with it.
      }
      again += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  const started = performance.now();
  let delivered = 0;
  const waiting = [...deliveries];
  const sender = async () => {
    for (let delivery = waiting.shift(); delivery !== undefined; delivery = waiting.shift()) {
      await deliver(delivery);
      delivered += 1;
      if (delivered === Math.floor(TOTAL * 0.4) || delivered === Math.floor(TOTAL * 0.8)) {
        await worker.dispose();
        worker = await runtime({ script, folder, shop });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  const namespace = await worker.getDurableObjectNamespace(wrangler.durable_objects.bindings[0].name);
  const summaryOf = (reference) => namespace.get(namespace.idFromName(reference)).summary();
  const isOpen = async (reference) => (await summaryOf(reference)).events.some(({ isDone }) => isDone === 0);
  for (const reference of lives.keys()) {
    for (let waited = 0; (await isOpen(reference)) && waited < 30_000; waited += 100) await new Promise((resolve) => setTimeout(resolve, 100));
  }

  assert.deepEqual(statuses, { 200: TOTAL - FORGED, 401: FORGED });
  const expected = events.map(({ reference, orderStatus }) => `${reference} ${STATES[orderStatus]}`);
  assert.deepEqual([...effects.values()].sort(), expected.sort(), "every event has an effect, one, and nothing else has");
  for (const [reference, life] of lives) {
    const { state, events } = await summaryOf(reference);
    assert.equal(state, STATES[life.at(-1)], reference);
    assert.deepEqual(events.map(({ state, isDone }) => [state, isDone]), life.map((word) => [STATES[word], 1]), reference);
  }
  t.diagnostic(JSON.stringify({ ...calls, again, seconds: (performance.now() - started) / 1000 }));
});
