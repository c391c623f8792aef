/** The command `tawqee` as something to find one's way in: lists, names, errors, completion, and a quick start. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { catalog } from "../../../www/generated/catalog.js";
import { ACCOUNT, COMMAND, tawqee } from "./command.mjs";

test("list shows classes, operations and events, and the configuration of one class", () => {
  const all = tawqee(["list"]).stdout;
  assert.match(all, /^FawryInvoices \(gateway fawry\)$/m);
  assert.match(all, /^  refund +Refunds all or part of a paid order\.$/m);
  assert.match(all, /^  webhook +A webhook/m);
  const one = tawqee(["list", "fawry"]).stdout;
  assert.match(one, /TAWQEE_SECURE_KEY  .*required.*secret/);
  assert.doesNotMatch(one, /autoDeduct/);
  const data = JSON.parse(tawqee(["list", "--json"]).stdout);
  assert.deepEqual(Object.keys(data), catalog.classes.map((it) => it.class));
  assert.equal(data.UPayments.configuration[0].variable, "TAWQEE_TOKEN");
});

test("fields shows every field with its rule, and what is signed", () => {
  const { stdout } = tawqee(["fields", "fawry", "Refund"]);
  assert.match(stdout, /^  refundAmount  Amount, required, signed, above zero, two decimals\n      EGP/m);
  assert.match(stdout, /^  reason  string, optional, signed$/m);
  assert.match(stdout, /for example: \{"referenceNumber"/);

  const charge = JSON.parse(tawqee(["fields", "Fawry", "charge", "--json"]).stdout);
  const place = (fields, name) => fields.find((field) => field.name === name);
  assert.equal(place(charge.fields, "chargeItems[].price").signed, false);
  assert.equal(place(charge.fields, "cardNumber"), undefined);
  const [card, secure] = ["FawryCardCharge", "FawrySecureCardCharge"].map((name) => place(charge.forms, name).fields);
  assert.ok(place(card, "cardNumber").required && place(card, "cardNumber").signed && place(card, "cardNumber").secret);
  assert.deepEqual([place(card, "returnUrl").signed, place(secure, "returnUrl").signed], [false, true]);

  assert.match(tawqee(["fields", "Fawry", "checkoutLink"]).stdout, /chargeItems\[\]\.price  .*signed/);
  const refund = tawqee(["fields", "UPayments", "refund"]).stdout;
  assert.match(refund, /refundReason  .*signed/);
  assert.match(refund, /options of the call[^]*timestamp[^]*allowThreeDecimals/);
  assert.match(tawqee(["fields", "Fatora", "refund"]).stdout, /not signed: Fatora signs nothing/);
  assert.match(tawqee(["fields", "Fawry", "notification"]).stdout, /signed: fawryRefNumber,/);
});

test("names are understood in any letter case, and misspelt ones get a suggestion", () => {
  const env = { ...ACCOUNT };
  assert.equal(tawqee(["SIGN", "fawry", "REFUND"], { env }).status, 0);
  for (const [args, says] of [
    [["sgin", "Fawry", "refund"], /no command sgin \(did you mean sign\?\)/],
    [["sign", "UPayment", "refund"], /no class UPayment \(did you mean UPayments\?\)/],
    [["sign", "Fawry", "refnd"], /no Fawry operation or event refnd \(did you mean refund\?\)/],
    [["verify", "Fawry", "notifcation"], /did you mean notification\?/],
    [["verify", "Fatora", "return"], /Fatora has no event/],
    [["describe-error", "fatoora", "1"], /did you mean fatora\?/],
    [["sign", "Fawry", "refund", "--optoin", "a=b"], /no option --optoin \(did you mean --option\?\)/],
    [["sign", "Fawry", "refund", "--url", "x"], /sign has no option --url/],
    [["list", "Fawry", "refund"], /too many arguments: refund/],
  ]) {
    const { status, stderr } = tawqee(args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, says);
  }
});

test("--json tells errors as data, with the environment variable to set", () => {
  const errorOf = (args, given) => {
    const { status, stdout, stderr } = tawqee([...args, "--json"], given);
    assert.equal(stdout, "");
    return { status, ...JSON.parse(stderr).error };
  };
  const usage = errorOf(["sign", "Fawry", "refnd"]);
  assert.deepEqual([usage.status, usage.code, usage.hint], [2, "USAGE", "did you mean refund?"]);
  assert.deepEqual([errorOf([]).status, errorOf(["--nonsense"]).status], [2, 2]);
  const refused = errorOf(["sign", "Fawry", "refund"], { input: '{"referenceNumber":"1","refundAmount":"1,234.50"}' });
  assert.deepEqual([refused.status, refused.code, refused.field], [1, "INVALID_AMOUNT", "refundAmount"]);
  const bare = errorOf(["sign", "Fawry", "refund"], { env: { ...ACCOUNT, TAWQEE_SECURE_KEY: "" } });
  assert.deepEqual([bare.code, bare.field, bare.variable], ["INVALID_CONFIG", "secureKey", "TAWQEE_SECURE_KEY"]);
  const token = errorOf(["build", "Fatora", "createInvoice"], { env: { TAWQEE_API_KEY: "k-1" }, input: '{"amount":"100","description":"d"}' });
  assert.deepEqual([token.code, token.variable], ["INVALID_CONFIG", "TAWQEE_BEARER_TOKEN"]);
});

test("events are found by the names of the methods too", () => {
  const body = tawqee(["sign", "Pay3", "signWebhook"], { input: '{"orderId":"1","orderType":"FIAT","orderStatus":"COMPLETED"}' });
  assert.notEqual(body.status, 2, body.stderr);
  assert.match(tawqee(["verify", "Fawry", "verifyNotification"], { input: "{}" }).stderr, /SIGNATURE_MISSING/);
  assert.match(tawqee(["fields", "Fatora", "verifyPayment"]).stdout, /^Fatora verifyPayment/);
});

test("usage is shown on request, and when there is no command", () => {
  const help = tawqee(["--help"]);
  assert.equal(help.status, 0);
  for (const said of [/tawqee describe-error GATEWAY CODE/, /--config-fd N/, /TAWQEE_OTHER_KEYS/, /Exit status: 0 .*; 1 .*; 2 /]) {
    assert.match(help.stdout, said);
  }
  const none = tawqee([]);
  assert.deepEqual([none.status, none.stdout, none.stderr], [2, "", help.stdout]);
});

test("what needs no core neither loads nor misses it", () => {
  const alone = join(mkdtempSync(join(tmpdir(), "tawqee-")), "cli.mjs");
  copyFileSync(COMMAND, alone);
  for (const args of [["--version"], ["--help"], ["list"], ["fields", "Pay3", "refund"], ["completion", "bash"]]) {
    assert.deepEqual(tawqee(args, { command: alone }), tawqee(args), args.join(" "));
  }
  assert.equal(tawqee(["frob"], { command: alone }).status, 2);
  assert.match(tawqee(["sign", "Fawry", "refund"], { command: alone }).stderr, /diagnose\.wasm/);
});

test("it says that it waits for a terminal", { skip: !existsSync("/dev/ptmx") }, async () => {
  const terminal = openSync("/dev/ptmx", "r+");
  const child = spawn(process.execPath, [COMMAND, "sign", "Fawry", "refund"], { env: ACCOUNT, stdio: [terminal, "pipe", "pipe"] });
  try {
    const [said] = await Promise.race([once(child.stderr, "data"), once(child, "exit")]);
    assert.match(String(said), /^tawqee: waiting for input, end it with Ctrl-D/);
  } finally {
    child.kill("SIGKILL");
  }
});

test("completion knows commands, classes, operations and options", { skip: !has("bash") }, () => {
  const script = tawqee(["completion", "bash"]).stdout;
  const complete = (...words) => {
    const tail = `COMP_WORDS=(${["tawqee", ...words].map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _tawqee; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return spawnSync("bash", ["-c", `${script}\n${tail}`], { encoding: "utf8" }).stdout.split("\n").slice(0, -1);
  };
  assert.deepEqual(complete("d"), ["diagnose", "describe-error"]);
  assert.deepEqual(complete("sign", "F"), ["Fawry", "FawryInvoices", "Fatora"]);
  assert.deepEqual(complete("sign", "fawry", "refu"), ["refund"]);
  assert.deepEqual(complete("--json", "sign", "--option", "a=b", "Pay3", "w"), ["webhook"]);
  assert.deepEqual(complete("verify", "Fawry", ""), ["notification", "notificationV1", "return"]);
  assert.deepEqual(complete("describe-error", "f"), ["fawry", "fatora"]);
  assert.deepEqual(complete("verify", "Fawry", "return", "--he"), ["--header", "--help"]);
  assert.deepEqual(complete("sign", "Fawry", "refund", ""), [""]);
});

test("fish completes the same, and offers files only where one may stand", { skip: !has("fish") }, () => {
  const script = tawqee(["completion", "fish"]).stdout;
  const complete = (line) => {
    const { stdout } = spawnSync("fish", ["--no-config", "-c", `${script}\ncomplete -C '${line}'`], { encoding: "utf8" });
    return stdout.split("\n").slice(0, -1).map((candidate) => candidate.split("\t")[0]).sort();
  };
  assert.deepEqual(complete("tawqee d"), ["describe-error", "diagnose"]);
  assert.deepEqual(complete("tawqee sign F"), ["Fatora", "Fawry", "FawryInvoices"]);
  assert.deepEqual(complete("tawqee sign fawry refu"), ["refund"]);
  assert.deepEqual(complete("tawqee verify Fawry "), ["notification", "notificationV1", "return"]);
  assert.deepEqual(complete("tawqee sign Fawry refund --he"), ["--help"]);
});

test("zsh completes by the same words", { skip: !has("zsh") }, () => {
  const script = tawqee(["completion", "zsh"]).stdout;
  // `compadd` offers candidates to the editor of lines, which a script has not.
  const complete = (...words) => {
    const line = ["tawqee", ...words].map((word) => `'${word}'`).join(" ");
    const lines = ["compdef() { }", "compadd() { shift; print -l -- $@ }", "_files() { print files }", script];
    lines.push(`words=(${line}); CURRENT=${words.length + 1}; _tawqee`);
    const { stdout, stderr } = spawnSync("zsh", ["-f", "-c", lines.join("\n")], { encoding: "utf8" });
    assert.equal(stderr, "");
    return stdout.split("\n").slice(0, -1);
  };
  assert.deepEqual(complete("sign", "fawry", "refu"), complete("sign", "Fawry", ""));
  assert.ok(complete("sign", "fawry", "refu").includes("refund"));
  assert.deepEqual(complete("verify", "Fawry", ""), ["notification", "notificationV1", "return"]);
  assert.deepEqual(complete("sign", "Fawry", "refund", ""), ["files"]);
});

test("there is a completion script for three shells", () => {
  for (const shell of ["zsh", "fish"]) {
    const { status, stdout } = tawqee(["completion", shell]);
    assert.equal(status, 0);
    assert.match(stdout, /refund/);
  }
  assert.match(tawqee(["completion", "tcsh"]).stderr, /no shell tcsh \(bash, zsh, fish\)|did you mean/);
});

function has(program) {
  return spawnSync(program, ["--version"]).status === 0;
}
