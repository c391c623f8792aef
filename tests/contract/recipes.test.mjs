// The recipes in `examples/recipes` on their runtimes: webhooks of the sandbox arrive as raw bodies, count once, are
// believed with either key of a rotation, and with no other.

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { EdgeVM } from "@edge-runtime/vm";
import { build } from "esbuild";
import { Fawry } from "../../pkg/dist/index.mjs";
import { credentials, notifications, startSandbox } from "../../pkg/dist/sandbox.mjs";
import { installed } from "./packed.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const OLD = "the key before the rotation";
const { merchantCode, secureKey } = credentials.fawry;
const ACCOUNT = { FAWRY_MERCHANT_CODE: merchantCode, FAWRY_SECURE_KEYS: `${secureKey},${OLD}` };

let project;
before(() => {
  project = installed("recipes");
  Object.assign(process.env, ACCOUNT);
});
after(() => project.remove());

/** A recipe that listens, as a program of a runtime. */
async function program([command, ...args], name, env = {}) {
  const child = spawn(command, [...args, join(project.folder, name)], {
    cwd: project.folder, env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: "0", ...ACCOUNT, ...env }, stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (said += text));
  while (!/listening on \S+\n/.test(said)) await Promise.race([once(child.stdout, "data"), once(child, "exit").then(([code]) => assert.fail(`${name} ended with ${code}`))]);
  const [, url] = /listening on (\S+)/.exec(said);
  return {
    target: `${url}/fawry`,
    deliver: (message) => fetch(`${url}/fawry`, message),
    said: () => said,
    async stop() {
      child.kill();
      await once(child, "exit");
    },
  };
}

/** A recipe that exports what handles a request, in this process. */
async function handled(name, handlerOf) {
  const exported = await import(`${pathToFileURL(join(project.folder, `${name}.mjs`)).href}?${name}`);
  const handle = handlerOf(exported);
  return { target: handle, deliver: (message) => handle(new Request("https://shop.example/fawry", message)), ...spoken(), stop() {} };
}

/** What the recipes say in this process. */
function spoken() {
  const lines = [];
  const { log } = console;
  console.log = (...words) => lines.push(words.join(" "));
  return { said: () => lines.join("\n"), stopListening: () => (console.log = log) };
}

function check(name, start) {
  test(name, async (t) => {
    const recipe = await start(t);
    if (recipe === undefined) return;
    const sandbox = await startSandbox({ webhook: recipe.target, diagnose: false });
    try {
      const fawry = new Fawry(sandbox.config.fawry);
      const reference = `${name.replace(/\W+/g, "-")}-1`;
      const request = fawry.charge({
        merchantRefNum: reference, paymentMethod: "PayAtFawry", amount: "150.50", customerMobile: "01012345678", customerEmail: "a@shop.example",
        description: "طلب", language: "ar-eg", chargeItems: [{ itemId: "1", description: "طلب", price: "150.50", quantity: 1 }],
        // Where a function takes the place of a server, the address tells its router the path.
        ...(typeof recipe.target === "function" && { orderWebHookUrl: "https://shop.example/fawry" }),
      });
      assert.equal((await fetch(request.url, request)).status, 200);
      sandbox.inject({ webhook: "duplicate", reference, times: 2 });
      await sandbox.pay(reference);
      await sandbox.settled();
      assert.deepEqual(sandbox.webhooks.map(({ state }) => state), ["delivered", "delivered", "delivered"]);

      const message = (secureKey) => notifications.fawry({ merchantRefNumber: `${reference}-rotated` }, { credentials: { fawry: { secureKey } } });
      assert.equal((await recipe.deliver(message(OLD))).status, 200);
      assert.equal((await recipe.deliver(message("a key of nobody"))).status, 401);
      assert.equal((await recipe.deliver(notifications.fawry({}, { forged: true }))).status, 401);
      assert.equal((await recipe.deliver({ method: "POST", headers: { "content-type": "application/json" }, body: "no JSON" })).status, 400);
      // Some frameworks know of no other type than JSON.
      assert.ok([400, 415].includes((await recipe.deliver({ method: "POST", body: "no JSON" })).status));
      const paid = recipe.said().split("\n").filter((line) => line.startsWith("paid "));
      assert.deepEqual(paid, [`paid ${reference}`, `paid ${reference}-rotated`]);
    } finally {
      recipe.stopListening?.();
      await recipe.stop();
      await sandbox.close();
    }
  });
}

describe("a recipe receives webhooks", () => {
  before(() => {
    const { status, stdout } = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc")], { cwd: project.folder, encoding: "utf8" });
    assert.equal(status, 0, stdout);
  });
  const node = [process.execPath];
  const binary = binaryOf("@deno", "deno", "deno.exe");
  const deno = [binary, "run", "--no-lock", "--no-remote", "-A"];
  const NO_DENO = binary === undefined && "no Deno for this machine in node_modules/@deno";
  check("Express", () => program(node, "express.mjs"));
  check("Fastify", () => program(node, "fastify.mjs"));
  for (const platform of ["express", "fastify"]) {
    check(`NestJS on ${platform}`, () => program(node, "dist/nest.js", { PLATFORM: platform }));
  }
  check("Hono", () => handled("hono", ({ default: app }) => (request) => app.fetch(request)));
  check("Next.js", () => handled("next", ({ POST }) => POST));
  check("AWS Lambda", () =>
    handled("lambda", ({ handler }) => async (request) => {
      const body = Buffer.from(await request.arrayBuffer()).toString("base64");
      return { status: (await handler({ body, isBase64Encoded: true })).statusCode };
    }),
  );
  check("Deno, with its events in a SQLite file", (t) => {
    if (NO_DENO) return void t.skip(NO_DENO);
    return program(deno, "deno.mjs", { DATABASE: join(project.folder, "events.db") });
  });
  check("Bun", (t) => {
    const bun = binaryOf("@oven", "bin/bun", "bin/bun.exe");
    if (bun === undefined) return void t.skip("no Bun for this machine in node_modules/@oven");
    return program([bun, "run"], "bun.mjs");
  });

  test("a database of events remembers across a restart", { skip: NO_DENO }, async () => {
    const file = join(project.folder, "restarted.db");
    for (const expected of [1, 0]) {
      const recipe = await program(deno, "deno.mjs", { DATABASE: file });
      try {
        assert.equal((await recipe.deliver(notifications.fawry({ merchantRefNumber: "restarted" }))).status, 200);
        assert.equal(recipe.said().split("\n").filter((line) => line === "paid restarted").length, expected);
      } finally {
        await recipe.stop();
      }
    }
  });
});

test("the recipe of Next.js on the edge, in an edge runtime", async () => {
  const { outputFiles } = await build({
    entryPoints: [join(project.folder, "next-edge.mjs")], bundle: true, write: false, format: "iife", globalName: "route",
    conditions: ["import"], platform: "neutral",
  });
  const vm = new EdgeVM({ initialCode: outputFiles[0].text });
  const said = [];
  const keys = new Set();
  const store = { has: async (key) => keys.has(key), add: async (key) => keys.add(key) };
  const config = { merchantCode, secureKey: [secureKey, OLD], environment: "staging" };
  const post = vm.evaluate("route.routeOf")({ config, store, act: async ({ merchantRefNumber }) => said.push(merchantRefNumber) });
  const deliver = async ({ method, headers, body }) => {
    const EdgeRequest = vm.evaluate("Request");
    return (await post(new EdgeRequest("https://shop.example/api/fawry", { method, headers, body }))).status;
  };
  const message = notifications.fawry({ merchantRefNumber: "edge-1" });
  assert.deepEqual([await deliver(message), await deliver(message)], [200, 200]);
  assert.equal(await deliver(notifications.fawry({}, { forged: true })), 401);
  assert.deepEqual(said, ["edge-1"]);
});

test("a user's suite with Vitest passes, and is short", () => {
  const vitest = installed("vitest");
  try {
    const output = execFileSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", vitest.folder], {
      cwd: vitest.folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" },
    });
    assert.match(output, /5 passed/);
    const lines = readFileSync(join(root, "examples/vitest/shop.test.mjs"), "utf8").trimEnd().split("\n").length;
    assert.ok(lines < 60, `${lines} lines`);
  } finally {
    vitest.remove();
  }
});

/** The program itself of a runtime that npm installed: its command would leave a child behind when it is stopped. */
function binaryOf(scope, ...places) {
  const folder = join(root, "node_modules", scope);
  if (!existsSync(folder)) return undefined;
  const paths = readdirSync(folder).flatMap((name) => places.map((place) => join(folder, name, place)));
  return paths.find((path) => {
    try {
      return execFileSync(path, ["--version"], { stdio: ["ignore", "pipe", "ignore"] }).length > 0;
    } catch {
      return false;
    }
  });
}
