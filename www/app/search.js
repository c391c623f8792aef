/**
 * Asks the search, which runs in a worker, so that a page is never blocked by it. The worker is made of a text in this
 * page: so it has the page's policy, and works in the copy as one file. Where no worker can be made, the page searches.
 */
import { answerQuestion } from "./answer-question.js";
import { library } from "./library.js";

/** Thrown to who waits for an answer that another question or `cancel` took the place of. */
export class Cancelled extends Error {}

/** How many times as long as the usual search the deeper one takes at most, as the library limits the two. */
export const TIMES_LONGER = 48;

let worker;
let waiting;
let impossible = false;
/** How long the last search took after which a deeper one could be asked for. */
let usual;

/** The answer to a question; the one that was being looked for is given up. */
export async function ask(question) {
  cancel();
  const answer = await answerOf(question);
  if (answer.deeper) usual = answer.milliseconds;
  return answer;
}

/** About how many seconds the deeper search takes at most on this device, as measured by the usual one before it. */
export function secondsOfDeeper() {
  if (usual === undefined) return undefined;
  const seconds = Math.ceil((usual * TIMES_LONGER) / 1000);
  return seconds > 10 ? Math.ceil(seconds / 5) * 5 : seconds;
}

function answerOf(question) {
  worker ??= impossible ? undefined : start();
  if (!worker) return inPage(question);
  return new Promise((resolve, reject) => {
    waiting = { question, resolve, reject };
    worker.postMessage({ question });
  });
}

/** Gives up what is being looked for. A search cannot be interrupted, but its worker can be ended. */
export function cancel() {
  if (!waiting) return;
  worker?.terminate();
  worker = undefined;
  settle("reject", new Cancelled());
}

function settle(how, value) {
  const { [how]: tell } = waiting;
  waiting = undefined;
  tell(value);
}

function start() {
  try {
    const made = new Worker(address());
    made.addEventListener("message", ({ data: { answer, error } }) => {
      if (error) settle("reject", Object.assign(new Error(error.message), error));
      else settle("resolve", answer);
    });
    made.addEventListener("error", () => {
      impossible = true;
      worker = undefined;
      if (waiting) inPage(waiting.question).then((answer) => settle("resolve", answer), (error) => settle("reject", error));
    });
    made.postMessage({ module: library().module });
    return made;
  } catch {
    impossible = true;
    return undefined;
  }
}

/** After a pause, in which the page shows that it is searching. */
async function inPage(question) {
  await new Promise((painted) => setTimeout(painted, 30));
  return answerQuestion(library(), question);
}

let own;
/** The address of the worker's script: the only one that the page trusts. */
function address() {
  if (own) return own;
  const made = URL.createObjectURL(new Blob([library().workerScript], { type: "text/javascript" }));
  own = globalThis.trustedTypes?.createPolicy("tawqee", { createScriptURL: () => made }).createScriptURL("") ?? made;
  return own;
}
