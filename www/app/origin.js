/** Where the values of a link come from: whether the account is the demonstration's, and what the sender's page said. */
import { classOf } from "./library.js";
import { configOf } from "./state.js";

const VERDICTS = ["valid", "explained", "unexplained"];
const MOST_CAUSES = 4;

/** `{ demo, sender }` for a link: never a text of the sender's, only names that the library has. */
export function originOf(className, diagnosis) {
  const { options, config } = classOf(className);
  const values = configOf(className);
  const secrets = options.fields.filter(({ secret, name }) => secret && (config[name] ?? values[name] ?? "") !== "");
  const demo = secrets.every(({ name }) => (values[name] ?? "") === String(config[name] ?? ""));
  const sender = diagnosis && VERDICTS.includes(diagnosis.verdict) && { verdict: diagnosis.verdict, causes: diagnosis.causes.map(({ id }) => id).slice(0, MOST_CAUSES) };
  return { ...(demo && { demo: true }), ...(sender && { sender }) };
}

/** The same out of a link, as far as it makes sense. */
export function broughtOrigin({ demo, sender } = {}) {
  const causes = Array.isArray(sender?.causes) ? sender.causes.filter((id) => typeof id === "string" && /^[a-z\d-]{3,60}$/.test(id)).slice(0, MOST_CAUSES) : [];
  return { demo: demo === true, sender: VERDICTS.includes(sender?.verdict) ? { verdict: sender.verdict, causes } : undefined };
}
