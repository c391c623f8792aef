/** The command `tawqee`: what it prints, how it exits, and where it takes secrets from. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, openSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { ACCOUNT, COMMAND, INPUT, KEY, tawqee } from "./command.mjs";

const RIGHT = "e83ed86b45484086fbfa444ebc52c611af7da9233ca09e9e76e3ecca5296c4e5";

test("sign prints the signature alone", () => {
  assert.deepEqual(tawqee(["sign", "Fawry", "refund"]), { status: 0, stdout: `${RIGHT}\n`, stderr: "" });
});

test("explain separates and masks the parts", () => {
  const { status, stdout } = tawqee(["explain", "Fawry", "refund"]);
  assert.equal(status, 0);
  assert.match(stdout, /362\.50/);
  assert.match(stdout, /1tSa6uxz2nTwlaAmt38enA==·99900642041·362\.50·Item not as described·••••••••/);
});

test("--json gives what the package gives", () => {
  const explanation = JSON.parse(tawqee(["explain", "Fawry", "refund", "--json"]).stdout);
  assert.equal(explanation.signature, RIGHT);
  assert.equal(explanation.parts.at(-1).text, "••••••••");
});

test("diagnose says that a right signature is right", () => {
  const { status, stdout } = tawqee(["diagnose", "Fawry", "refund", "--signature", RIGHT]);
  assert.equal(status, 0);
  assert.match(stdout, /^valid/);
});

test("diagnose names the mistake, also from a pasted request", () => {
  assert.equal(signed("362.50"), RIGHT);
  const wrong = signed("362.5");
  const named = tawqee(["diagnose", "Fawry", "refund", "--signature", wrong]);
  assert.equal(named.status, 1);
  assert.match(named.stdout, /amount-not-padded/);

  const body = JSON.stringify({ merchantCode: ACCOUNT.TAWQEE_MERCHANT_CODE, ...JSON.parse(INPUT), signature: wrong });
  const curl = `curl -X POST 'https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/refund' -H 'content-type: application/json' -d '${body}'`;
  const pasted = tawqee(["diagnose", "Fawry"], { input: curl });
  assert.equal(pasted.status, 1);
  assert.match(pasted.stdout, /refund/);
  assert.match(pasted.stdout, /amount-not-padded/);
});

test("verify believes what is signed and nothing else", () => {
  const body = JSON.stringify({
    fawryRefNumber: "970177", merchantRefNumber: "9708f1cea8b5426cb57922df51b7f790", paymentAmount: 152, orderAmount: 150,
    orderStatus: "NEW", paymentMethod: "PAYATFAWRY",
    messageSignature: "b8a6a2c80a4af71d531df07177a83cad18e0f7570bfd7351f5f56388d0bfe4e8",
  });
  const env = { ...ACCOUNT, TAWQEE_SECURE_KEY: "fawry_secure_key" };
  const verified = tawqee(["verify", "Fawry", "notification"], { input: body, env });
  assert.equal(verified.status, 0);
  assert.match(verified.stdout, /^verified/);
  const forged = tawqee(["verify", "Fawry", "notification"], { input: body.replace("NEW", "PAID"), env });
  assert.equal(forged.status, 1);
  assert.match(forged.stderr, /SIGNATURE_MISMATCH/);
});

test("the configuration comes from a file descriptor too", () => {
  const folder = mkdtempSync(join(tmpdir(), "tawqee-"));
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify({ merchantCode: ACCOUNT.TAWQEE_MERCHANT_CODE, secureKey: KEY, environment: "staging" }));
  const stdio = ["pipe", "pipe", "pipe", openSync(file, "r")];
  assert.equal(tawqee(["sign", "Fawry", "refund", "--config-fd", "3"], { env: {}, stdio }).stdout, `${RIGHT}\n`);
});

test("a configuration that is not JSON is refused without quoting it", () => {
  const folder = mkdtempSync(join(tmpdir(), "tawqee-"));
  const file = join(folder, "config.json");
  writeFileSync(file, `{"secureKey":"${KEY}`);
  const stdio = ["pipe", "pipe", "pipe", openSync(file, "r")];
  const fromDescriptor = tawqee(["sign", "Fawry", "refund", "--config-fd", "3"], { env: {}, stdio });
  const fromEnvironment = tawqee(["sign", "Fawry", "refund"], { env: { ...ACCOUNT, TAWQEE_SECURE_KEY: `[${KEY}` } });
  for (const [{ status, stderr }, where] of [[fromDescriptor, /file descriptor 3 is not JSON/], [fromEnvironment, /TAWQEE_SECURE_KEY is not JSON/]]) {
    assert.equal(status, 2);
    assert.match(stderr, where);
  }
});

test("diagnose asks for the signature instead of reading the operation as a file", () => {
  for (const args of [["refund"], ["refund", "input.json"], ["notification"]]) {
    const { status, stderr } = tawqee(["diagnose", "Fawry", ...args]);
    assert.equal(status, 2);
    assert.match(stderr, /needs --signature/);
  }
});

test("a diagnosis says what else to look at, and when there was nothing to search", () => {
  assert.match(tawqee(["diagnose", "Fawry", "refund", "--signature", RIGHT]).stdout, /check-environment/);
  const plans = "https://atfawry.fawrystaging.com/ECommerceWeb/api/merchant/installment-plans?merchantCode=1";
  const { stdout } = tawqee(["diagnose", "Fawry"], { input: plans });
  assert.match(stdout, /carries no signature/);
  assert.doesNotMatch(stdout, /No usual mistake/);
});

test("the input is read digit by digit, and nothing in it may stand twice", () => {
  const sign = (input) => tawqee(["sign", "Fawry", "refund"], { input });
  const refund = (amount) => `{"referenceNumber":"99900642041","refundAmount":${amount},"reason":"Item not as described"}`;
  assert.equal(sign(refund("362.5000")).stdout, `${RIGHT}\n`);
  const cases = [
    [refund("2.5000000000000000001"), 1, /INVALID_AMOUNT.*refundAmount/],
    [refund('1,"refundAmount":362.5'), 2, /MALFORMED_BODY.*refundAmount.*twice/],
    [`\ufeff${INPUT}`, 2, /MALFORMED_BODY.*byte-order mark, U\+FEFF/],
    [`\u201c${INPUT}`, 2, /typographic quotation mark/],
    [Buffer.from(INPUT, "utf16le"), 2, /MALFORMED_BODY.*not JSON/],
    [Buffer.from([0x7b, 0xff]), 2, /not UTF-8/],
  ];
  for (const [input, status, says] of cases) {
    const { status: exit, stdout, stderr } = sign(input);
    assert.deepEqual([exit, stdout], [status, ""], stderr);
    assert.match(stderr, says);
  }
  for (const args of [["explain", "Fawry", "refund"], ["diagnose", "Fawry", "refund", "--signature", RIGHT]]) {
    assert.match(tawqee(args, { input: refund('1,"refundAmount":362.5') }).stderr, /MALFORMED_BODY.*twice/);
  }
});

test("a result that cannot be written is no success", { skip: !existsSync("/dev/full") }, () => {
  for (const args of [["sign", "Fawry", "refund"], ["explain", "Fawry", "refund", "--json"], ["--help"]]) {
    const { status, stderr } = tawqee(args, { stdio: ["pipe", openSync("/dev/full", "w"), "pipe"] });
    assert.equal(status, 3, args.join(" "));
    assert.match(stderr, args.includes("--json") ? /^\{"error":\{"code":"UNWRITTEN",.*ENOSPC/ : /^tawqee: the result could not be written: .*ENOSPC/);
  }
});

test("a reader that has seen enough is no failure", { skip: process.platform === "win32" }, () => {
  const script = '{ "$0" "$1" --help; echo "exit $?" >&2; } | exec 0<&-';
  const { stderr } = spawnSync("sh", ["-c", script, process.execPath, COMMAND], { encoding: "utf8" });
  assert.equal(stderr, "exit 0\n");
});

test("a webhook of UPayments needs its address", () => {
  const env = { TAWQEE_TOKEN: "token", TAWQEE_API_SECRET: "secret", TAWQEE_ENVIRONMENT: "sandbox" };
  const { status, stderr } = tawqee(["verify", "UPayments", "webhook"], { env, input: "{}" });
  assert.equal(status, 2);
  assert.match(stderr, /^tawqee: .*--url/);
  const unsigned = tawqee(["verify", "UPayments", "webhook", "--url", "https://shop.example/hook"], { env, input: "{}" });
  assert.equal(unsigned.status, 1);
  assert.match(unsigned.stderr, /SIGNATURE_MISSING.*x-timestamp/);
  const needless = tawqee(["verify", "Fawry", "notification", "--url", "https://shop.example/hook"], { input: "{}" });
  assert.equal(needless.status, 2);
  assert.match(needless.stderr, /--url.*UPayments/);
});

test("what is not understood exits with 2, what is refused with 1", () => {
  for (const args of [["frob"], ["sign"], ["sign", "Stripe", "refund"], ["sign", "Fawry"], ["sign", "Fawry", "refund", "--secureKey", "k"]]) {
    const { status, stderr } = tawqee(args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, /^tawqee: [^\n]+\nSee tawqee --help.\n$/);
  }
  assert.equal(tawqee(["sign", "Fawry", "refund", "no-such-file.json"]).status, 2);
  assert.equal(tawqee(["sign", "Fawry", "refund"], { input: "{" }).status, 2);
  const refused = tawqee(["sign", "Fawry", "refund"], { input: '{"referenceNumber":"1","refundAmount":"1,234.50"}' });
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /INVALID_AMOUNT.*refundAmount.*1234\.50/);
  assert.match(tawqee(["sign", "Fawry", "refund"], { env: {} }).stderr, /INVALID_CONFIG: merchantCode.*; set TAWQEE_MERCHANT_CODE\n/);
});

test("build shows a request with its secrets masked, and says which", () => {
  const fawry = tawqee(["build", "fawry", "REFUND"]);
  assert.deepEqual([fawry.status, fawry.stderr], [0, ""]);
  const { method, url, headers, body } = JSON.parse(fawry.stdout);
  assert.deepEqual([method, url], ["POST", "https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/refund"]);
  assert.equal(headers["content-type"], "application/json");
  assert.match(body, /"refundAmount":362\.50,.*"signature":"e83ed86b/);

  const env = { TAWQEE_API_KEY: "fatora-key-1" };
  const input = JSON.stringify({ transaction_id: "t-1", order_id: "o-1" });
  const fatora = tawqee(["build", "Fatora", "refund"], { env, input });
  assert.equal(JSON.parse(fatora.stdout).headers.api_key, "••••••••");
  assert.equal(fatora.stderr, "tawqee: masked: api_key (--curl gives the command that sends it)\n");
});

test("build reads every digit too", () => {
  const build = (amount) => tawqee(["build", "Fawry", "refund"], { input: `{"referenceNumber":"1","refundAmount":${amount}}` });
  assert.match(build("362.5000").stdout, /362\.50/);
  assert.match(build("2.5000000000000000001").stderr, /INVALID_AMOUNT.*refundAmount/);
  assert.match(build('1,"refundAmount":2').stderr, /MALFORMED_BODY.*twice/);
});

test("--curl sends exactly the bytes, with the secrets from the environment", { skip: process.platform === "win32" }, () => {
  const reason = `it's "$HOME" \`id\` \\ ! توقيع\n@file`;
  const input = JSON.stringify({ referenceNumber: "1", refundAmount: "2.5", reason });
  const request = JSON.parse(tawqee(["build", "Fawry", "refund"], { input }).stdout);
  const sent = asSent(tawqee(["build", "Fawry", "refund", "--curl"], { input }).stdout, {});
  assert.deepEqual(sent, ["--globoff", "--request", "POST", "--url", request.url, ...headersOf(request), "--data-raw", request.body]);

  const env = { TAWQEE_API_KEY: "it's-$a-key" };
  const fatora = tawqee(["build", "Fatora", "refund", "--curl"], { env, input: '{"transaction_id":"t-1","order_id":"o-1"}' });
  assert.doesNotMatch(fatora.stdout, /a-key/);
  assert.match(fatora.stdout, /"\$TAWQEE_API_KEY"/);
  assert.ok(asSent(fatora.stdout, env).includes("api_key: it's-$a-key"));
});

test("--curl does not write card data to a terminal, and says where it writes it", { skip: !existsSync("/dev/ptmx") }, () => {
  const input = JSON.stringify({
    customerProfileId: "7", customerMobile: "01012345678", customerEmail: "a@example.com", cardNumber: "4242424242424242",
    expiryYear: "29", expiryMonth: "05", cvv: "123",
  });
  const args = ["build", "Fawry", "createCardToken", "--curl"];
  const written = tawqee(args, { input });
  assert.equal(written.status, 0, written.stderr);
  assert.match(written.stdout, /4242424242424242/);
  assert.match(written.stderr, /^tawqee: in the clear: .*cardNumber.*cvv/);
  const refused = tawqee(args, { input, stdio: ["pipe", openSync("/dev/ptmx", "r+"), "pipe"] });
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /^tawqee: IN_THE_CLEAR: .*cardNumber.*terminal/);
  assert.doesNotMatch(refused.stderr, /4242/);
});

test("redact masks a request, and refuses what its masks would not reach", () => {
  const redact = (request) => tawqee(["redact"], { input: JSON.stringify(request) });
  const request = {
    method: "POST", url: "https://a.example/x?cardToken=tok-1", headers: { Authorization: "Bearer jwt-1" },
    body: JSON.stringify({ cardNumber: "4242424242424242", amount: "1.00" }),
  };
  const { status, stdout } = redact(request);
  assert.equal(status, 0);
  assert.doesNotMatch(stdout, /tok-1|jwt-1|4242/);
  assert.match(JSON.parse(stdout).body, /"amount":"1.00"/);
  for (const [odd, says] of [
    [{ ...request, body: { cardNumber: "4242424242424242" } }, /body is not text/],
    [{ ...request, headers: [["authorization", "Bearer jwt-1"]] }, /headers/],
    [{ ...request, data: "4242424242424242" }, /has no data/],
    [[request], /no request/],
  ]) {
    const refused = redact(odd);
    assert.deepEqual([refused.status, refused.stdout], [2, ""]);
    assert.match(refused.stderr, says);
    assert.doesNotMatch(refused.stderr, /4242|jwt-1/);
  }
});

test("describe-error says what is known about a code", () => {
  const { status, stdout } = tawqee(["describe-error", "Fawry", "9935"]);
  assert.equal(status, 0);
  assert.match(stdout, /meaning +refund amount exceeded/);
  const unknown = tawqee(["describe-error", "pay3", "9935"]);
  assert.deepEqual([unknown.status, unknown.stdout], [1, "nothing is known about 9935 of pay3\n"]);
});

test("diagnose tries the keys of TAWQEE_OTHER_KEYS, which are taken from nowhere else", () => {
  const env = { ...ACCOUNT, TAWQEE_SECURE_KEY: "another-key-of-production" };
  const args = ["diagnose", "Fawry", "refund", "--signature", RIGHT];
  assert.doesNotMatch(tawqee(args, { env }).stdout, /staging key/);
  const keys = JSON.stringify([{ label: "staging key", key: KEY }]);
  assert.match(tawqee(args, { env: { ...env, TAWQEE_OTHER_KEYS: keys } }).stdout, /staging key/);
  const odd = tawqee(args, { env: { ...env, TAWQEE_OTHER_KEYS: `[${KEY}` } });
  assert.deepEqual([odd.status, /TAWQEE_OTHER_KEYS is not JSON/.test(odd.stderr)], [2, true]);
  const argument = tawqee([...args, "--option", "otherKeys=x"], { env });
  assert.deepEqual([argument.status, /TAWQEE_OTHER_KEYS/.test(argument.stderr)], [2, true]);
});

/** What curl gets as its arguments when a shell runs a command. */
function asSent(command, env) {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const { stdout } = spawnSync("sh", ["-c", script], { encoding: "utf8", env: { PATH: process.env.PATH, ...env } });
  return stdout.split("\0").slice(0, -1);
}

function headersOf({ headers }) {
  return Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]);
}

/** A refund signed by hand over the amount as it is given. */
function signed(amount) {
  const text = `${ACCOUNT.TAWQEE_MERCHANT_CODE}99900642041${amount}Item not as described${KEY}`;
  return createHash("sha256").update(text).digest("hex");
}
