const { Fawry, TawqeeError } = require("tawqee");

test("a refund is signed, and what arrives is verified", () => {
  const fawry = new Fawry({ merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef", environment: "staging" });
  console.log(fawry.signature("refund", { referenceNumber: "931337410", refundAmount: "20.50" }));
  const body = fawry.signNotification({
    fawryRefNumber: "1", merchantRefNumber: "r", paymentAmount: 2, orderAmount: 2, orderStatus: "PAID", paymentMethod: "CARD",
  });
  expect(fawry.verifyNotification(Buffer.from(body)).state).toBe("paid");
  expect(() => fawry.refund({})).toThrow(TawqeeError);
});
