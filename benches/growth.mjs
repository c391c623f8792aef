/** Memory over many calls, and time per input over the length of batches and of lists: both should be flat. */
import { charge, credentials, refund } from "./samples.mjs";

const CALLS = 1_000_000;
/** What settles before memory is looked at. */
const FIRST = 100_000;

/** `{ memory, batches, items }`; times are nanoseconds, the least of three. */
export function growth(tawqee) {
  const fawry = new tawqee.Fawry({ ...credentials, environment: "staging" });
  const mixed = (calls) => {
    for (let i = 0; i < calls / 5; i++) {
      fawry.charge(charge);
      fawry.refund(refund);
      fawry.signature("refund", refund);
      tawqee.canonicalAmount("1.5", "EGP");
      try {
        fawry.refund({ ...refund, refundAmount: "1,5" });
      } catch (error) {
        if (!(error instanceof tawqee.TawqeeError)) throw error;
      }
    }
  };
  mixed(FIRST);
  const before = process.memoryUsage();
  mixed(CALLS);
  const after = process.memoryUsage();
  const outside = (usage) => usage.external + usage.arrayBuffers;
  const memory = { calls: CALLS, mebibytes: (outside(after) - outside(before)) / 1024 / 1024 };
  const batches = [10, 100, 1000, 10_000, 100_000].map((length) => {
    const many = Array(length).fill(refund);
    return { length, each: least(() => fawry.buildMany("refund", many)) / length };
  });
  const items = [1, 10, 100, 1000].map((length) => {
    const chargeItems = Array.from({ length }, (_, index) => ({ itemId: `item-${index}`, description: "Item", price: "30", quantity: 3 }));
    const input = { merchantRefNum: "23124654641", returnUrl: "https://shop.example/r", chargeItems };
    return { length, each: least(() => fawry.checkoutLink(input)) / length };
  });
  return { memory, batches, items };
}

function least(call) {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    call();
    return (performance.now() - start) * 1e6;
  });
  return Math.min(...times);
}
