/** Assertions and gateways for the parts of the suite. */

/** The credentials of the samples. */
export const FAWRY = {
  merchantCode: "1tSa6uxz2nTwlaAmt38enA==",
  secureKey: "259af31fc2f74453b3a55739b21ae9ef",
  environment: "staging",
};
export const INVOICES = { environment: "staging", token: "test-invoice-token" };
export const FATORA = { apiKey: "test-api-key", bearerToken: "test-jwt" };
export const PAY3 = {
  clientId: "client-123",
  secretKey: "test-secret",
  accessToken: "token-abc",
  webhookSecret: "test-webhook-secret",
  hostname: "merchant-demo",
};
export const UPAYMENTS = { token: "test-bearer-token", apiSecret: "test-api-secret", environment: "sandbox" };

/** Fails unless both are the same data. */
export function same(actual, expected, what = "value") {
  const [found, wanted] = [actual, expected].map((value) => JSON.stringify(value, sorted));
  if (found !== wanted) throw new Error(`${what}: expected ${wanted}, found ${found}`);
}

/** Fails unless it is true. */
export function truly(condition, what) {
  if (!condition) throw new Error(what);
}

/** Runs what must be refused, checks the error's members, and returns it. */
export function refused(tawqee, call, expected, what) {
  let error;
  try {
    call();
  } catch (thrown) {
    error = thrown;
  }
  truly(error, `${what}: nothing was thrown`);
  truly(error instanceof tawqee.TawqeeError, `${what}: not a TawqeeError but ${error?.stack}`);
  truly(error instanceof Error && error.name === "TawqeeError", `${what}: the name is ${error.name}`);
  for (const [member, value] of Object.entries(expected)) same(error[member], value, `${what}: ${member} of ${error.message}`);
  return error;
}

function sorted(_, value) {
  const isObject = value && typeof value === "object" && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
