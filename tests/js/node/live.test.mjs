/** `tawqee live` and `tawqee sandbox`, against each other. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { credentials, startSandbox } from "../../../pkg/dist/sandbox.mjs";
import { catalog } from "../../../www/generated/catalog.js";
import { COMMAND } from "./command.mjs";

let sandbox;
let folder;
before(async () => {
  sandbox = await startSandbox({ diagnose: false });
  folder = mkdtempSync(join(tmpdir(), "tawqee-live-"));
});
after(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

const ACCOUNTS = {
  fawry: { TAWQEE_MERCHANT_CODE: credentials.fawry.merchantCode, TAWQEE_SECURE_KEY: credentials.fawry.secureKey, TAWQEE_ENVIRONMENT: "staging" },
  fatora: { TAWQEE_API_KEY: credentials.fatora.apiKey },
  pay3: { TAWQEE_CLIENT_ID: credentials.pay3.clientId, TAWQEE_SECRET_KEY: credentials.pay3.secretKey, TAWQEE_ACCESS_TOKEN: credentials.pay3.accessToken },
  upayments: { TAWQEE_TOKEN: credentials.upayments.token, TAWQEE_API_SECRET: credentials.upayments.apiSecret, TAWQEE_ENVIRONMENT: "sandbox" },
};

/** Runs the command against the sandbox, which is in this process: it has to go on meanwhile. */
async function live(gateway, { env = ACCOUNTS[gateway], baseUrl = sandboxUrl(gateway), args = [] } = {}) {
  const base = baseUrl === null ? [] : ["--base-url", baseUrl];
  const child = spawn(process.execPath, [COMMAND, "live", gateway, "--json", ...base, ...args], { env: { PATH: process.env.PATH, ...env } });
  const said = { stdout: "", stderr: "" };
  for (const stream of Object.keys(said)) child[stream].setEncoding("utf8").on("data", (text) => (said[stream] += text));
  const [status] = await once(child, "close");
  for (const account of Object.values(ACCOUNTS)) {
    for (const [name, value] of Object.entries(account)) {
      if (name !== "TAWQEE_ENVIRONMENT") assert.ok(!`${said.stdout}${said.stderr}`.includes(value), `${name} was printed`);
    }
  }
  return { status, ...said, report: said.stdout && JSON.parse(said.stdout), error: said.stderr && JSON.parse(said.stderr).error };
}

const sandboxUrl = (gateway) => sandbox.config[gateway].baseUrl;

for (const gateway of new Set(catalog.classes.map((it) => it.gateway))) {
  test(`${gateway}: what is right is accepted, and nothing was written`, async () => {
    const file = join(folder, `${gateway}.json`);
    const { status, report, stderr } = await live(gateway, { args: ["--report", file] });
    assert.equal(status, 0, stderr);
    assert.equal(report.verdict, "accepted");
    assert.equal(report.againstSandbox, true);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), report);
    assert.deepEqual([sandbox.orders, sandbox.refunds, sandbox.webhooks], [[], [], []]);
    const operations = new Set(sandbox.requests.filter((it) => it.gateway === gateway).map(({ operation }) => operation));
    for (const operation of operations) assert.match(operation, /^(paymentStatus|installmentPlans|verifyPayment|order|refundStatus|paymentButtons)$/);
  });
}

test("fawry: another key is refused, and the report says so", async () => {
  const { status, report } = await live("fawry", { env: { ...ACCOUNTS.fawry, TAWQEE_SECURE_KEY: "another-key" } });
  assert.deepEqual([status, report.verdict, report.calls[0].answer], [1, "refused", "9946"]);
});

test("fawry: a gateway that looks at no signature proves nothing", async () => {
  sandbox.inject({ on: "fawry.paymentStatus", refuse: "9938", times: 2 });
  const { status, report } = await live("fawry");
  assert.deepEqual([status, report.verdict], [1, "unclear"]);
  assert.match(report.statement, /wrong signature was not refused/);
});

test("fawry: a gateway that is not there is unclear", async () => {
  const { status, report } = await live("fawry", { baseUrl: "http://127.0.0.1:1" });
  assert.deepEqual([status, report.verdict, report.calls[0].answer], [1, "unclear", "NETWORK"]);
});

test("keys of production are not taken, and none goes to another host", async () => {
  const production = await live("fawry", { env: { ...ACCOUNTS.fawry, TAWQEE_ENVIRONMENT: "production" } });
  assert.deepEqual([production.status, production.error.code], [2, "INVALID_CONFIG"]);
  for (const baseUrl of ["https://evil.example", "http://127.0.0.1.evil.example"]) {
    assert.equal((await live("fawry", { baseUrl })).error.code, "INVALID_CONFIG");
  }
  const given = await live("fawry", { baseUrl: null, env: { ...ACCOUNTS.fawry, TAWQEE_BASE_URL: "https://evil.example" } });
  assert.equal(given.error.code, "INVALID_CONFIG");
  const { TAWQEE_API_SECRET: _, ...unsigned } = ACCOUNTS.upayments;
  assert.equal((await live("upayments", { env: unsigned })).error.code, "INVALID_CONFIG");
});

test("the sandbox as a command listens, tells what it refuses, and stops", async () => {
  const child = spawn(process.execPath, [COMMAND, "sandbox", "--port", "0"], { env: { PATH: process.env.PATH } });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (said += text));
  while (!/_sandbox\/config/.test(said)) await once(child.stdout, "data");
  assert.match(said, /keys are public test values/);
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
  const answer = await fetch(`${url}/ECommerceWeb/Fawry/payments/refund`, { method: "POST", body: "{}" });
  assert.equal((await answer.json()).statusCode, 9901);
  while (!/9901 Merchant code is blank or invalid/.test(said)) await once(child.stdout, "data");
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [0, null]);
});
