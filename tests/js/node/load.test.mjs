/** The sandbox on a SQLite file, killed and started again; `node tests/sandbox/load.mjs` does it with 10,000 charges. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, runtimeWithSqlite } from "../../sandbox/load.mjs";

test("a sandbox that is killed loses nothing, and sends nothing twice unmarked", { timeout: 120_000 }, async (t) => {
  const runtime = runtimeWithSqlite();
  if (runtime === undefined) return t.skip(`neither Node ${process.version} nor an installed Deno has node:sqlite`);
  const { orders, webhooks } = await load({ charges: 300, runtime });
  assert.deepEqual([orders, webhooks], [300, 600]);
});
