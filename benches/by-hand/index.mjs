/**
 * What a careful developer writes without Tawqee, for one gateway and for speed: the same checks, amounts and formulas
 * on a digest of the runtime, every refusal with code, path and hint. It is only here to be measured against;
 * tests/js/node/by-hand.test.mjs holds both to the same requests and the same refusals.
 *
 * Left out on purpose, all to its advantage: readings of the configuration other than the default (`baseUrl`, `paths`,
 * `chargeSignature`, `amountEncoding`), options of a call, explanations, every operation and gateway but these, the
 * wiping of keys and cards after a call (JavaScript's strings cannot be wiped), a limit on all text of one call, members
 * that somebody has added to `Object.prototype` unseen, and the path below a field that takes no object (`reason.a` is
 * told as `reason`).
 */
import { prepareCharge } from "./charge.mjs";
import { isOdd, refuse } from "./checks.mjs";
import { readNotification } from "./notification.mjs";
import { prepareRefund } from "./refund.mjs";

const HOST = "https://atfawry.fawrystaging.com";
const MAX_BATCH = 100_000;

/** What every call needs of a merchant, made once: the keys, newest first, and how each body begins. */
function account({ merchantCode, secureKey }) {
  const keys = Array.isArray(secureKey) ? secureKey : [secureKey];
  for (const text of [merchantCode, ...keys]) {
    if (typeof text !== "string" || text === "" || isOdd(text)) refuse("INVALID_CONFIG", "merchantCode", undefined, "is no code or key");
  }
  return { merchantCode, keys, secureKey: keys[0], start: `{"merchantCode":${JSON.stringify(merchantCode)}` };
}

const PREPARE = new Map([["refund", prepareRefund], ["charge", prepareCharge]]);

function preparer(operation) {
  const prepare = PREPARE.get(operation);
  return prepare ?? refuse("UNSUPPORTED", undefined, undefined, "Fawry has no such operation");
}

/** The functions of a merchant on a digest: text to lower-case hexadecimal, at once. `equal` compares two of those in constant time. */
export function byHandOn(hash, equal, credentials) {
  const own = account(credentials);
  const build = (prepare, input) => {
    const prepared = prepare(own, input, true);
    return request(prepared, hash(prepared.signed));
  };
  const sign = (prepare, input) => hash(prepare(own, input, false).signed);
  return {
    charge: (input) => build(prepareCharge, input),
    refund: (input) => build(prepareRefund, input),
    signature: (operation, input) => sign(preparer(operation), input),
    verifyNotification: (body) => readNotification(own, body, hash, equal),
    buildMany: (operation, inputs) => many(preparer(operation), inputs, build),
    signMany: (operation, inputs) => many(preparer(operation), inputs, sign),
  };
}

/** The same on a digest that has to be awaited. */
export function byHandAwaiting(hash, credentials) {
  const own = account(credentials);
  return {
    async charge(input) {
      const prepared = prepareCharge(own, input, true);
      return request(prepared, await hash(prepared.signed));
    },
    async refund(input) {
      const prepared = prepareRefund(own, input, true);
      return request(prepared, await hash(prepared.signed));
    },
    signature: async (operation, input) => hash(preparer(operation)(own, input, false).signed),
  };
}

function request({ path, body, extra }, signature) {
  return {
    method: "POST",
    url: HOST + path,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: `${body}${extra},"signature":"${signature}"}`,
  };
}

function many(prepare, inputs, each) {
  if (!Array.isArray(inputs) || inputs.length > MAX_BATCH) refuse("INVALID_FIELD", "inputs", undefined, "is no array of inputs");
  const results = new Array(inputs.length);
  let index = 0;
  try {
    for (; index < inputs.length; index++) results[index] = each(prepare, inputs[index]);
  } catch (error) {
    error.index = index;
    throw error;
  }
  return results;
}
