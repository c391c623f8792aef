/** Runs the suite where there is no test runner, and brings the results to one. */
import { suite } from "./suite/index.mjs";

/** Runs the suite on the spot; the results are plain data that can leave a worker or a page. */
export function collect(entries, vectors) {
  const results = [];
  const test = (name, check) => {
    try {
      check();
      results.push({ name });
    } catch (error) {
      results.push({ name, error: error?.stack ?? String(error) });
    }
  };
  suite(entries, { vectors, test });
  return results;
}

/** Gives collected results to a test runner. */
export function replay(results, test) {
  for (const { name, error } of results) {
    test(name, () => {
      if (error) throw new Error(error);
    });
  }
}

/** Prints collected results with the closing lines of Node's runner; true when all passed. */
export function print(results) {
  const failed = results.filter(({ error }) => error);
  for (const { name, error } of failed) console.log(`not ok - ${name}\n${error}`);
  console.log(`# pass ${results.length - failed.length}\n# fail ${failed.length}`);
  return results.length > 0 && failed.length === 0;
}
