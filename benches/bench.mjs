/** Measures the built package: sizes, cold start, calls, diagnoses. `cargo xtask bench` builds it first. */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as diagnose from "../pkg/dist/diagnose.mjs";
import * as tawqee from "../pkg/dist/index.mjs";
import * as byHand from "./by-hand.mjs";
import { diagnoses } from "./diagnosis.mjs";
import { inChromium } from "./in-chromium.mjs";

const credentials = { merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef" };
const fawry = new tawqee.Fawry({ ...credentials, environment: "staging" });

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}\n`);
sizes();
coldStart();
calls();
await searches();

/** What a user downloads, per entry: the module alone, and the file of an entry that holds it. */
function sizes() {
  const file = (name) => readFileSync(new URL(`../pkg/dist/${name}`, import.meta.url));
  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
  const rows = ["index", "fawry", "fatora", "pay3", "upayments", "diagnose"].map((entry) => {
    const module = file(`${entry === "index" ? "core" : entry}.wasm`);
    const script = file(`${entry}.workerd.js`);
    const inlined = file(`${entry}.mjs`);
    const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
    return [
      entry === "index" ? "tawqee" : `tawqee/${entry}`,
      kilobytes(module.length),
      kilobytes(zipped(module)),
      kilobytes(zipped(module) + zipped(script)),
      kilobytes(zipped(inlined)),
      kilobytes(brotliCompressSync(inlined).length),
    ];
  });
  table(["Size", "module", "gzip", "with script, gzip", "as one file, gzip", "brotli"], rows);
}

/** Medians over fresh processes, one kind after the other in each round. */
function coldStart() {
  const kinds = ["import", "require", "byHand", "empty"];
  const times = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < 15; round++) {
    for (const kind of kinds) {
      const script = new URL("cold.mjs", import.meta.url).pathname;
      times[kind].push(Number(execFileSync(process.execPath, [script, kind], { encoding: "utf8" })));
    }
  }
  const milliseconds = (kind) => `${median(times[kind]).toFixed(1)} ms`;
  table(
    ["Cold start to the first signed request", "median of 15"],
    [
      ["import", milliseconds("import")],
      ["require", milliseconds("require")],
      ["by hand on node:crypto", milliseconds("byHand")],
      ["an empty module", milliseconds("empty")],
    ],
  );
}

/** Nanoseconds per call of both ways, in turns, so that both meet the same machine. */
function calls() {
  const refund = { referenceNumber: "99900642041", refundAmount: "362.50", reason: "Item not as described" };
  const charge = {
    merchantRefNum: "23124654641",
    customerProfileId: "777777",
    customerName: "Ahmed Ali",
    customerMobile: "01234567891",
    customerEmail: "example@gmail.com",
    paymentMethod: "PAYATFAWRY",
    amount: "580.55",
    currencyCode: "EGP",
    language: "en-gb",
    description: "Example description",
    chargeItems: [{ itemId: "897fa8e81be26df25db592e81c31c", description: "Item", price: "580.55", quantity: 1 }],
  };
  const notification = fawry.signNotification({
    requestId: "c72827d0-84ea-4b88-92fb-7a21b7e2a7c5",
    fawryRefNumber: "970177",
    merchantRefNumber: "9708f1cea8b5426cb57922df51b7f790",
    paymentAmount: 152,
    orderAmount: 150,
    orderStatus: "PAID",
    paymentMethod: "PAYATFAWRY",
  });
  const many = Array(1000).fill(refund);
  sameRequest(fawry.refund(refund), byHand.refund(credentials, refund));
  sameRequest(fawry.charge(charge), byHand.charge(credentials, charge));
  strictEqual(fawry.signature("refund", refund), byHand.refundSignature(credentials, refund));

  const rows = [
    ["charge", () => fawry.charge(charge), () => byHand.charge(credentials, charge)],
    ["refund", () => fawry.refund(refund), () => byHand.refund(credentials, refund)],
    ["verifyNotification", () => fawry.verifyNotification(notification), () => byHand.verifyNotification(credentials, notification)],
    ["signature of a refund", () => fawry.signature("refund", refund), () => byHand.refundSignature(credentials, refund)],
    ["signMany(refund), each of 1,000", () => fawry.signMany("refund", many), () => many.map((one) => byHand.refundSignature(credentials, one)), 1000],
    ["buildMany(refund), each of 1,000", () => fawry.buildMany("refund", many), () => many.map((one) => byHand.refund(credentials, one)), 1000],
  ].map(([name, ours, theirs, batch = 1]) => {
    const [a, b] = compare(ours, theirs, batch);
    return [name, `${a.toFixed(0)} ns`, `${b.toFixed(0)} ns`, `${(a / b).toFixed(2)}x`];
  });
  table(["Calls", "tawqee", "by hand", "ratio"], rows);
}

/** Signatures that nothing explains: the whole space of mistakes and their pairs. */
async function searches() {
  const before = process.memoryUsage().external;
  const node = diagnoses(diagnose);
  const grown = process.memoryUsage().external - before;
  const browser = await inChromium();
  const milliseconds = (time) => `${time.toFixed(0)} ms`;
  table(
    ["Diagnosis without a cause", "candidates", "Node", "Chromium"],
    node.map(([name, candidates, time], index) => [
      name, String(candidates), milliseconds(time), browser ? milliseconds(browser[index][2]) : "not installed",
    ]),
  );
  console.log(`Memory outside JavaScript grew by ${(grown / 1024 / 1024).toFixed(1)} MiB during the diagnoses in Node.`);
}

/** What is compared must be the same work. */
function sameRequest(ours, theirs) {
  deepStrictEqual({ ...ours, body: JSON.parse(ours.body) }, { ...theirs, body: JSON.parse(theirs.body) });
}

function compare(ours, theirs, batch) {
  const times = [[], []];
  const repeats = Math.ceil(10_000 / batch);
  for (let round = 0; round < 12; round++) {
    [ours, theirs].forEach((call, which) => {
      const start = process.hrtime.bigint();
      for (let i = 0; i < repeats; i++) call();
      times[which].push(Number(process.hrtime.bigint() - start) / (repeats * batch));
    });
  }
  // The first rounds warm up.
  return times.map((each) => median(each.slice(2)));
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join("   ");
  console.log([line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n") + "\n");
}
