// The same through `require`.
import tawqee = require("tawqee");

const fawry = new tawqee.Fawry({ merchantCode: "code", secureKey: "key", environment: "production" });
const request: tawqee.HttpRequest = fawry.refund({ referenceNumber: 931337410, refundAmount: 20n });
void [request, tawqee.version];

// @ts-expect-error a field is misspelt
fawry.refund({ referenceNumber: "931337410", refundAmount: "1", reasn: "damaged" });
