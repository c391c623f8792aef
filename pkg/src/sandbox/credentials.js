/** The accounts that a sandbox knows unless it is told others. They are public test values: nothing here opens anything. */
import { refusal } from "../tape/rules.js";

export const credentials = {
  fawry: {
    merchantCode: "1tSa6uxz2nTwlaAmt38enA==",
    secureKey: "259af31fc2f74453b3a55739b21ae9ef",
  },
  fawryInvoices: { token: "test-invoice-token" },
  fatora: { apiKey: "test-api-key", bearerToken: "test-jwt" },
  pay3: {
    clientId: "client-123",
    secretKey: "test-secret",
    accessToken: "token-abc",
    webhookSecret: "test-webhook-secret",
  },
  upayments: { token: "test-bearer-token", apiSecret: "test-api-secret" },
};

/** The accounts of a sandbox, some values of which may be given. */
export function accountsWith(given = {}) {
  for (const [gateway, account] of Object.entries(given)) {
    if (!Object.hasOwn(credentials, gateway)) {
      throw refusal("UNKNOWN_FIELD", "is no gateway", `one of ${Object.keys(credentials).join(", ")}`, `credentials.${gateway}`);
    }
    for (const [name, value] of Object.entries(account ?? {})) {
      const isKnown = Object.hasOwn(credentials[gateway], name);
      if (isKnown && (typeof value !== "string" || value === "")) {
        throw refusal("INVALID_FIELD", "is not text", "pass a test value; a sandbox needs no real key", `credentials.${gateway}.${name}`);
      }
    }
  }
  return Object.fromEntries(Object.entries(credentials).map(([gateway, account]) => {
    const own = Object.entries(given[gateway] ?? {}).filter(([name]) => Object.hasOwn(account, name));
    return [gateway, { ...account, ...Object.fromEntries(own) }];
  }));
}

/** What the constructors of the classes take to talk to the sandbox at a URL. */
export function configOf(accounts, url) {
  return {
    fawry: { ...accounts.fawry, environment: "staging", baseUrl: url },
    fawryInvoices: { ...accounts.fawryInvoices, environment: "staging", baseUrl: url },
    fatora: { ...accounts.fatora, baseUrl: `${url}/v1` },
    pay3: { ...accounts.pay3, baseUrl: url },
    upayments: { ...accounts.upayments, environment: "sandbox", baseUrl: `${url}/api/v1/` },
  };
}
