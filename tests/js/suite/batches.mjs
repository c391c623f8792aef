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
    const dated = [...inputs, { ...inputs[0], reason: new Date() }];
    refused(tawqee, () => fawry.signMany("refund", dated), { code: "INVALID_FIELD", index: 3, field: "reason" }, "a date");
  });
  test("a batch may be long, but not longer than memory", () => {
    same(fawry.signMany("refund", Array(100_000).fill(inputs[0])).length, 100_000);
    for (const length of [100_001, 4_000_000_000]) {
      const sparse = Object.assign([], { length });
      refused(tawqee, () => fawry.signMany("refund", sparse), { code: "INVALID_FIELD", field: "inputs" }, "signMany");
    }
    refused(tawqee, () => fawry.signMany("refund", "x"), { code: "INVALID_FIELD", field: "inputs" }, "no array");
  });
  test("a hole in a batch is refused with its index", () => {
    refused(tawqee, () => fawry.buildMany("refund", [inputs[0], , inputs[2]]), { code: "INVALID_FIELD", index: 1 }, "buildMany");
  });
}
