/** Answers a question of the search. It runs in the worker, or in the page where there is none. */

/** How deep the search goes that is asked for after the usual one. */
export const DEEPER = 3;

/**
 * `{ diagnosis, deeper }`. A question is `{ class, account, options }` with `pasted`, or with `operation`, `input` and
 * `observed`. `deeper` says whether a deeper search is left to ask for.
 */
export function answerQuestion(tawqee, { class: name, account, options, pasted, operation, input, observed }) {
  const gateway = new tawqee[name](account);
  const diagnosis = pasted === undefined ? gateway.diagnose(operation, input, observed, options) : tawqee.diagnoseRequest(gateway, pasted, options);
  const deeper = diagnosis.verdict === "unexplained" && diagnosis.candidatesTried > 0 && options.depth === undefined && knowsDepth(tawqee);
  return { diagnosis, deeper };
}

/** A right signature is found before any search, so this asks for the option alone. */
function knowsDepth({ Fawry }) {
  const gateway = new Fawry({ merchantCode: "merchant", secureKey: "secure-key", environment: "staging" });
  const input = { referenceNumber: "1", refundAmount: "1" };
  try {
    gateway.diagnose("refund", input, gateway.signature("refund", input), { depth: DEEPER });
    return true;
  } catch (error) {
    if (error.code === "UNKNOWN_FIELD") return false;
    throw error;
  }
}
