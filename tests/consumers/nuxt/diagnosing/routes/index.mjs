import { eventHandler } from "h3";
import { Fawry } from "tawqee/diagnose";
import { signature } from "../../common/sample.mjs";

const fawry = new Fawry({ merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef", environment: "staging" });

/** The known signature, and what a diagnosis says of it. */
export default eventHandler(() => {
  const { verdict } = fawry.diagnose("refund", { referenceNumber: "931337410", refundAmount: "20.50" }, signature());
  return `${verdict} ${signature()}`;
});
