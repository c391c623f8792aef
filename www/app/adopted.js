/**
 * What the debugger takes over from a paste: its gateway, its environment and what it says of the account. What the
 * visitor chose or typed instead stays, as long as the paste says nothing else.
 */
import { secretNames } from "./library.js";
import { accountOfPaste, placeOfPaste } from "./paste.js";
import { configOf } from "./state.js";

/** The gateway to choose for what was pasted, if that is another one than before and than the one that is chosen. */
export function gatewayToChoose(target) {
  const { className } = placeOfPaste(target.pasted);
  const isNew = className !== target.recognised;
  target.recognised = className;
  return isNew && className !== target.class ? className : undefined;
}

/** Fills in what the paste says of the account and is no secret. `target.adopted` remembers it, to be replaced by the next. */
export function fillAccount(target) {
  const { environment } = placeOfPaste(target.pasted);
  const account = configOf(target.class);
  const before = target.adopted ?? {};
  const typed = Object.fromEntries(Object.entries(account).filter(([name, value]) => value !== before[name]));
  const said = Object.entries(accountOfPaste(target.pasted, typed)).filter(([name]) => !secretNames.has(name));
  const now = { ...Object.fromEntries(said), ...(environment && environment !== before.environment && { environment }) };
  Object.assign(account, now);
  target.adopted = { ...before, ...now };
}
