/**
 * Whose values a tool shows: those of a sample, with the demonstration account, or the visitor's own. The first edit
 * of a sample parts them: what was typed stays, the rest goes, and can be brought back. What a visitor typed is set
 * aside when a sample takes its place.
 */
import { configOf, ownAccount, state } from "./state.js";

/** The texts of each tool, empty. */
const EMPTY = {
  build: { input: "", options: "" },
  debug: { input: "", options: "", signature: "", pasted: "", own: "", otherKeys: "" },
  webhook: { fields: {} },
};
const nameOf = (target) => Object.keys(EMPTY).find((name) => state[name] === target);

/** Whether the next edit or paste takes the place of a sample. */
export function isSample(target) {
  return target.owner === "sample" && !target.mixed;
}

/** Before a sample is shown: keeps what the visitor typed, to bring it back. */
export function beginSample(target) {
  if (target.owner === "own") target.aside = { ...target, aside: undefined, removed: undefined };
  Object.assign(target, { owner: "sample", mixed: false, linked: false, removed: undefined });
}

/**
 * On an edit of the text `typed`, or of an option of the account (nothing): empties the other texts of a sample and
 * takes the visitor's account. Says whether it did. The texts of a webhook are one, of which the tool keeps its part.
 */
export function makeOwn(target, className, typed) {
  if (typed) target.linked = false;
  if (!isSample(target)) return false;
  const empty = EMPTY[nameOf(target)];
  const removed = Object.fromEntries(Object.keys(empty).filter((name) => name !== typed).map((name) => [name, target[name]]));
  Object.assign(target, empty, typed && { [typed]: target[typed] }, {
    owner: "own",
    mistake: "",
    aside: undefined,
    removed: { texts: removed, account: { ...ownAccount(className) } },
  });
  return true;
}

/** Brings back what was taken away: the sample's other values beside what was typed, or the visitor's own. */
export function undo(target, className) {
  if (target.aside) {
    Object.assign(target, target.aside, { aside: undefined });
    return;
  }
  const { texts, account } = target.removed;
  const typed = Object.entries(ownAccount(className)).filter(([name, text]) => text !== "" && text !== account[name] && text !== target.adopted?.[name]);
  Object.assign(target, { owner: "sample", mixed: true, removed: undefined });
  for (const [name, text] of Object.entries(texts)) target[name] = name === "fields" ? { ...text, ...filled(target.fields) } : target[name] || text;
  Object.assign(configOf(className), Object.fromEntries(typed));
}

/** `sample`, `mixed`, `link`, `cleared` or `own`, for the words that say so. */
export function standing(target) {
  if (target.owner === "sample") return target.mixed ? "mixed" : "sample";
  if (target.linked) return "link";
  return target.removed ? "cleared" : "own";
}

export function canUndo(target) {
  return Boolean(target.aside || target.removed);
}

const filled = (fields) => Object.fromEntries(Object.entries(fields).filter(([, text]) => text));
