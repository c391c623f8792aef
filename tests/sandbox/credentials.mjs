// The accounts that the sandbox knows. They are public test values: nothing here opens anything.

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
