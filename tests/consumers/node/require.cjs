const { Fawry } = require("tawqee/fawry");

const fawry = new Fawry({ merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef", environment: "staging" });
console.log(fawry.signature("refund", { referenceNumber: "931337410", refundAmount: "20.50" }));
