/**
 * The longest searches that a diagnosis makes: signatures that no mistake gives, so that everything is tried.
 * It runs in Node and in a browser alike.
 */
const ITEM = { description: "Item", price: "30", quantity: 3 };

const CASES = [
  ["Fawry refund", "Fawry", "refund", { referenceNumber: "99900642041", refundAmount: "362.50", reason: "Item not as described" }],
  ["Fawry charge, card with 3-D Secure", "Fawry", "charge", {
    merchantRefNum: "23124654641", customerProfileId: "777777", paymentMethod: "CARD", amount: "580.55",
    customerMobile: "01234567891", customerEmail: "example@gmail.com", language: "en-gb", description: "Example",
    chargeItems: [{ itemId: "1", ...ITEM }], cardNumber: "4242424242424242", cardExpiryYear: "30", cardExpiryMonth: "05",
    cvv: "123", enable3DS: true, returnUrl: "https://shop.example/return",
  }],
  ["Fawry checkoutLink, 3 items", "Fawry", "checkoutLink", {
    merchantRefNum: "23124654641", customerProfileId: "1212", returnUrl: "https://shop.example/r?id=7",
    chargeItems: ["b10", "a2", "B1"].map((itemId) => ({ itemId, ...ITEM })),
  }],
  ["Fawry checkoutLink, 50 items", "Fawry", "checkoutLink", {
    merchantRefNum: "23124654641", returnUrl: "https://shop.example/r",
    chargeItems: Array.from({ length: 50 }, (_, index) => ({ itemId: `item-${index}`, ...ITEM })),
  }],
  ["UPayments charge", "UPayments", "charge", {
    order: { id: "2555", description: "Invoice #2555", currency: "KWD", amount: "1" }, language: "en",
    returnUrl: "https://example.com/success", cancelUrl: "https://example.com/cancel", notificationUrl: "https://example.com/notify",
  }],
];

/** `[name, candidates tried, milliseconds]` for each case; the median of five after one to warm up. */
export function diagnoses(tawqee) {
  const gateways = {
    Fawry: new tawqee.Fawry({ merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef", environment: "staging" }),
    UPayments: new tawqee.UPayments({ token: "test-bearer-token", apiSecret: "test-api-secret", environment: "sandbox" }),
  };
  const unexplained = { Fawry: "0".repeat(64), UPayments: `${"A".repeat(43)}=` };
  return CASES.map(([name, gateway, operation, input]) => {
    const run = () => gateways[gateway].diagnose(operation, input, unexplained[gateway], { ...(gateway === "UPayments" && { timestamp: 1718000000 }) });
    const { verdict, candidatesTried } = run();
    if (verdict !== "unexplained") throw new Error(`${name} is ${verdict}`);
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    });
    return [name, candidatesTried, times.sort((a, b) => a - b)[2]];
  });
}
