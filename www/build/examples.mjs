/**
 * An example of each cause that has no card among the frequent mistakes, so that each has an address of its own:
 * a signature that a test of the library diagnoses, for a request of the demonstration account or for an event.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { mistakes } from "../app/mistakes.js";
import { causes } from "../app/strings/causes.ar.js";

const HABITS = fileURLToPath(new URL("../../tests/habits.json", import.meta.url));

/** What arrives of an event, with the signature in its place. */
const ARRIVING = {
  notification: (input, signature) => JSON.stringify({ ...input, messageSignature: signature }),
  notificationV1: (input, signature) => `https://shop.example/fawry?${new URLSearchParams({ ...input, MessageSignature: signature })}`,
  webhook: (input, signature) => JSON.stringify({ payload: `${segment({ alg: "HS384" })}.${segment(input)}.${signature}` }),
};

const segment = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** `{ requests: { name: { class, operation, input, options } }, causes: { id: { of, signature } | { class, pasted } } }` */
export async function examples() {
  const { requests, cases } = JSON.parse(await readFile(HABITS, "utf8"));
  const shown = new Set(mistakes.map(({ id }) => id));
  const found = { requests: {}, causes: {} };
  for (const id of Object.keys(causes).filter((cause) => !shown.has(cause))) {
    const alone = cases.filter((one) => one.causes.length === 1 && one.causes[0] === id);
    const one = alone.find(({ request }) => !(requests[request].operation in ARRIVING)) ?? alone[0];
    if (!one) throw new Error(`${id} has no example in tests/habits.json`);
    const { class: className, operation, input, options } = requests[one.request];
    const arriving = ARRIVING[operation];
    if (arriving) {
      found.causes[id] = { class: className, pasted: arriving(input, one.observed) };
    } else {
      found.requests[one.request] = { class: className, operation, input, ...(Object.keys(options).length > 0 && { options }) };
      found.causes[id] = { of: one.request, signature: one.observed };
    }
  }
  return found;
}
