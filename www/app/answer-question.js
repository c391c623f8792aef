/** Answers a question of the search. It runs in the worker, or in the page where there is none. */

/** How deep the search goes that is asked for after the usual one. */
export const DEEPER = 3;

/**
 * `{ diagnosis, deeper, milliseconds }`. A question is `{ class, account, options }` with `pasted`, or with `operation`,
 * `input` and `observed`. `deeper` says whether a deeper search is left to ask for, `milliseconds` how long this one took.
 */
export function answerQuestion(tawqee, { class: name, account, options, pasted, operation, input, observed }) {
  const gateway = new tawqee[name](account);
  const start = performance.now();
  const diagnosis = pasted === undefined ? gateway.diagnose(operation, input, observed, options) : tawqee.diagnoseRequest(gateway, pasted, options);
  const milliseconds = performance.now() - start;
  const deeper = diagnosis.verdict === "unexplained" && diagnosis.candidatesTried > 0 && options.depth === undefined;
  return { diagnosis, deeper, milliseconds };
}
