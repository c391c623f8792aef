/** The value of some work, or nothing: nothing more can be said about a text that cannot be read. */
export function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
