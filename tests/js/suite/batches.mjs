/** Many at once: the same results in one crossing, or none. */
import { FAWRY, refused, same } from "./support.mjs";

export function batches(tawqee, { test }) {
  const fawry = new tawqee.Fawry(FAWRY);
  const inputs = [1, 2, 3].map((number) => ({ referenceNumber: `93133741${number}`, refundAmount: `${number}.50` }));

  test("many signatures are those of the single calls", () => {
    same(fawry.signMany("refund", inputs), inputs.map((input) => fawry.signature("refund", input)));
  });
  test("many requests are those of the single calls", () => {
    same(fawry.buildMany("refund", inputs), inputs.map((input) => fawry.refund(input)));
    same(fawry.buildMany("refund", []), []);
  });
  test("an invalid element is named by its index", () => {
    const bad = [...inputs, { referenceNumber: "1", refundAmount: "1.005" }];
    refused(tawqee, () => fawry.buildMany("refund", bad), { code: "INVALID_AMOUNT", index: 3 }, "buildMany");
    refused(tawqee, () => fawry.signMany("refund", bad), { code: "INVALID_AMOUNT", index: 3 }, "signMany");
  });
}
