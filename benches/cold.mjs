/** One fresh process: the time from before the import to the first signed request, in milliseconds. */
import { createRequire } from "node:module";
import { credentials, refund as input } from "./samples.mjs";

/** Where what is written by hand lies in one file each, as the package does. */
const bundled = process.argv[3];

const starts = {
  async import() {
    const { Fawry } = await import("../pkg/dist/index.mjs");
    new Fawry({ ...credentials, environment: "staging" }).refund(input);
  },
  async gateway() {
    const { Fawry } = await import("../pkg/dist/fawry.mjs");
    new Fawry({ ...credentials, environment: "staging" }).refund(input);
  },
  require() {
    const { Fawry } = createRequire(import.meta.url)("../pkg/dist/index.cjs");
    new Fawry({ ...credentials, environment: "staging" }).refund(input);
  },
  async byHand() {
    const { byHand } = await import(`${bundled}/on-node.mjs`);
    byHand(credentials).refund(input);
  },
  async noble() {
    const { byHandOnNoble } = await import(`${bundled}/on-noble.mjs`);
    byHandOnNoble(credentials).refund(input);
  },
  async empty() {
    await import("data:text/javascript,");
  },
};

const start = performance.now();
await starts[process.argv[2]]();
console.log(performance.now() - start);
