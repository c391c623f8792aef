import { Fawry } from "tawqee/fawry";

const fawry = new Fawry({
  merchantCode: "1tSa6uxz2nTwlaAmt38enA==",
  secureKey: "259af31fc2f74453b3a55739b21ae9ef",
  environment: "staging",
});

/** The signature of a refund, which `check.mjs` knows. */
export const signature = () => JSON.parse(fawry.refund({ referenceNumber: "931337410", refundAmount: "20.50" }).body).signature;
