/** The built command as a program, with the account that the tests of it share. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const COMMAND = fileURLToPath(new URL("../../../pkg/dist/cli.js", import.meta.url));
export const KEY = "259af31fc2f74453b3a55739b21ae9ef";
export const ACCOUNT = { TAWQEE_MERCHANT_CODE: "1tSa6uxz2nTwlaAmt38enA==", TAWQEE_SECURE_KEY: KEY, TAWQEE_ENVIRONMENT: "staging" };
export const INPUT = JSON.stringify({ referenceNumber: "99900642041", refundAmount: 362.5, reason: "Item not as described" });

/** Runs the command; a key must never be in what it prints. */
export function tawqee(args, { input = INPUT, env = ACCOUNT, stdio = ["pipe", "pipe", "pipe"], command = COMMAND } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    input,
    env: { PATH: process.env.PATH, ...env },
    encoding: "utf8",
    stdio,
  });
  assert.ok(!`${stdout}${stderr}`.includes(KEY), "the key was printed");
  return { status, stdout, stderr };
}
