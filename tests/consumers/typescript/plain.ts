import { Fawry, expectPayment } from "tawqee";
import { Fawry as One } from "tawqee/fawry";
import { diagnoseRequest } from "tawqee/diagnose";
import { send } from "tawqee/send";
import { refund } from "tawqee/unified";

const fawry = new Fawry({ merchantCode: "code", secureKey: "key", environment: "staging" });
const one = new One({ merchantCode: "code", secureKey: "key", environment: "staging" });
const call = refund(one, { merchantRef: "1", paymentId: "2", amount: 1 });
export const check = expectPayment(fawry.verifyNotification("{}"), { amount: "150.00" });
export const sent = send(call.request, call.read);
export { diagnoseRequest };
// @ts-expect-error a field is misspelt
fawry.refund({ referenceNumber: "931337410", refundAmount: "1", reasn: "damaged" });
