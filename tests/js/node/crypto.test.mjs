/** Signatures against the platform's own crypto: the vectors', and those of made-up inputs by the documented formulas. */
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as tawqee from "../../../pkg/dist/index.mjs";
import { Random } from "../model/random.mjs";
import { vectors } from "../vectors.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const { classes } = JSON.parse(readFileSync(resolve(target, "tawqee/catalog.json"), "utf8"));

const DIGESTS = {
  "sha256-hex": (text) => createHash("sha256").update(text).digest("hex"),
  "md5-hex": (text) => createHash("md5").update(text).digest("hex"),
  "hmac-sha256-base64": (text, key) => createHmac("sha256", key).update(text).digest("base64"),
};

/** A mistake may lie in the digest itself, so only the right ones are computed again. */
const signed = vectors.filter(({ name, stringToSign }) => stringToSign && !name.includes("-mistake-"));

for (const { name, digest, stringToSign, signature, config } of signed) {
  test(`${name}: the vector itself is right`, () => {
    assert.equal(DIGESTS[digest](stringToSign, config.apiSecret ?? config.secretKey), signature);
  });
}

/** Each model makes an input, and what must come out by the formula as the gateway documents it. */
const random = new Random(Number(process.env.SEED ?? 42));
const MODELS = {};
for (const gateway of new Set(classes.map((known) => known.gateway))) {
  const model = new URL(`../model/${gateway}.mjs`, import.meta.url);
  if (existsSync(model)) Object.assign(MODELS, (await import(model))[gateway](tawqee, random));
}

/** Signatures of each model; `ROUNDS=200000 node --test tests/js/node/crypto.test.mjs` is the long run. */
const ROUNDS = Number(process.env.ROUNDS ?? 1000);

/** How many of them are also built, and their signature looked for where it is sent. */
const BUILT = 16;

/** Requires what the model says of one input. */
function check({ of, operation, input, options, expected, body, fields, forged, verify }, round) {
  assert.equal(of.signature(operation, input, options), expected);
  if (verify !== undefined) {
    assert.ok(verify(fields).dedupeKey);
    if (round % BUILT === 0) assert.throws(() => verify(forged), { code: "SIGNATURE_MISMATCH" });
  } else if (round % BUILT === 0 && of[operation] !== undefined) {
    const request = of[operation](input, options);
    const sent = [request.headers["x-signature"], request.headers.signature, new URL(request.url).searchParams.get("signature"), ...signaturesIn(request.body)];
    assert.ok(sent.includes(expected), `it is not in ${JSON.stringify(request)}`);
    if (body) assert.equal(request.body, body);
  }
}

/** What Fawry's bodies carry it as. */
function signaturesIn(body) {
  const fields = body ? JSON.parse(body) : {};
  return [fields.signature, fields.requestSignature];
}

for (const [name, model] of Object.entries(MODELS)) {
  test(`${name}: ${ROUNDS} made-up inputs are signed as node:crypto signs them`, () => {
    for (let round = 0; round < ROUNDS; round++) {
      const before = random.state;
      const made = model();
      try {
        check(made, round);
      } catch (error) {
        const { operation, input, options } = made;
        error.message = `round ${round}, SEED=${before}, ${operation} ${JSON.stringify(input)} ${JSON.stringify(options)}: ${error.message}`;
        throw error;
      }
    }
  });
}

test("every signed operation and event has a model", () => {
  const signed = classes.flatMap(({ class: name, operations, events }) => [
    ...operations.filter(({ signed }) => signed).map((operation) => `${name} ${operation.name}`),
    ...events.map((event) => `${name} ${event.name}`),
  ]);
  assert.ok(signed.length > 35, `${signed.length}`);
  assert.deepEqual(signed.filter((name) => MODELS[name] === undefined), []);
});
