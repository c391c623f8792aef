/** What is built and signed in the measurements. The credentials are those of the documentation's examples. */
export const credentials = { merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef" };

export const refund = { referenceNumber: "99900642041", refundAmount: "362.50", reason: "Item not as described" };

export const charge = {
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

export const notification = {
  requestId: "c72827d0-84ea-4b88-92fb-7a21b7e2a7c5",
  fawryRefNumber: "970177",
  merchantRefNumber: "9708f1cea8b5426cb57922df51b7f790",
  paymentAmount: 152,
  orderAmount: 150,
  orderStatus: "PAID",
  paymentMethod: "PAYATFAWRY",
};
