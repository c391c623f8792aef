/** The known signatures of all gateways. */
import fatora from "../vectors/fatora.json" with { type: "json" };
import fawry from "../vectors/fawry.json" with { type: "json" };
import pay3 from "../vectors/pay3.json" with { type: "json" };
import upayments from "../vectors/upayments.json" with { type: "json" };

export const vectors = [...fatora, ...fawry, ...pay3, ...upayments];
