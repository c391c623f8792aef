/** The sandbox on a SQLite file, killed and started again; `node tests/sandbox/load.mjs` does it with 10,000 charges. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { load, runtimeWithSqlite } from "../../sandbox/load.mjs";

test("a sandbox that is killed loses nothing, and sends nothing twice unmarked", { timeout: 120_000 }, async (t) => {
  const runtime = runtimeWithSqlite();
  if (runtime === undefined) return t.skip(`neither Node ${process.version} nor an installed Deno has node:sqlite`);
  const { orders, webhooks, repeats } = await load({ charges: 300, runtime });
  assert.deepEqual([orders, webhooks], [300, 600]);
  assert.ok(repeats > 0, "some were repeated");
});

/** Prints what became of two sandboxes on one file, one after the other, and of files that are none of theirs. */
const SCRIPT = `
import { readFileSync, writeFileSync } from "node:fs";
import { Fawry } from ${JSON.stringify(new URL("../../../pkg/dist/fawry.mjs", import.meta.url).href)};
import { startSandbox } from ${JSON.stringify(new URL("../../../pkg/dist/sandbox.mjs", import.meta.url).href)};
const [folder] = process.argv.slice(-1);
const database = folder + "/orders.db";
const refusal = (promise) => promise.then(() => "started", (error) => error.code + " " + error.field);
let status = 500;
let told = [];
const webhook = (request) => (told.push(request.headers.get("x-sandbox-repeat")), status);
const first = await startSandbox({ database, webhook });
const second = await refusal(startSandbox({ database }));
const item = { itemId: "1", description: "One", price: "1", quantity: 1 };
const request = new Fawry(first.config.fawry).charge({
  merchantRefNum: "kept", paymentMethod: "PayAtFawry", amount: "1", customerMobile: "01012345678", customerEmail: "a@shop.example",
  description: "Goods", language: "en-gb", chargeItems: [item],
});
await (await fetch(request.url, request)).text();
await first.settled();
await first.close();
status = 200;
const again = await startSandbox({ database, webhook });
await again.clock.advance(60);
const kept = [again.order("kept").state, again.webhooks[0].state, told];
await again.close();
writeFileSync(folder + "/text.db", "this is a text and not a database of anything".repeat(100));
const text = await refusal(startSandbox({ database: folder + "/text.db" }));
const bytes = readFileSync(database);
const middle = Math.floor(bytes.length / 2);
writeFileSync(folder + "/damaged.db", bytes.fill(255, middle - 4096, middle + 4096));
const damaged = await refusal(startSandbox({ database: folder + "/damaged.db" }));
const nowhere = await refusal(startSandbox({ database: folder + "/no/such/folder/orders.db" }));
console.log(JSON.stringify({ second, kept, text, damaged, nowhere }));
process.exit(0);
`;

test("a file keeps orders and webhooks, and belongs to one sandbox at a time", { timeout: 60_000 }, (t) => {
  const runtime = runtimeWithSqlite();
  if (runtime === undefined) return t.skip(`neither Node ${process.version} nor an installed Deno has node:sqlite`);
  const folder = mkdtempSync(join(tmpdir(), "tawqee-file-"));
  try {
    writeFileSync(join(folder, "script.mjs"), SCRIPT);
    const [command, ...args] = runtime;
    const { stdout, stderr } = spawnSync(command, [...args, join(folder, "script.mjs"), folder], { encoding: "utf8", timeout: 50_000 });
    const refused = "INVALID_FIELD database";
    assert.ok(stdout.startsWith("{"), stderr);
    assert.deepEqual(JSON.parse(stdout), { second: refused, kept: ["new", "delivered", [null, "true"]], text: refused, damaged: refused, nowhere: refused });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
