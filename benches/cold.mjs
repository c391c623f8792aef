/** One fresh process: the time from before the import to the first signed request, in milliseconds. */
import { createRequire } from "node:module";

const credentials = { merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef" };
const input = { referenceNumber: "99900642041", refundAmount: "362.50", reason: "Item not as described" };
const starts = {
  async import() {
    const { Fawry } = await import("../pkg/dist/index.mjs");
    new Fawry({ ...credentials, environment: "staging" }).refund(input);
  },
  require() {
    const { Fawry } = createRequire(import.meta.url)("../pkg/dist/index.cjs");
    new Fawry({ ...credentials, environment: "staging" }).refund(input);
  },
  async byHand() {
    const { refund } = await import("./by-hand.mjs");
    refund(credentials, input);
  },
  async empty() {
    await import("data:text/javascript,");
  },
};

const start = performance.now();
await starts[process.argv[2]]();
console.log(performance.now() - start);
