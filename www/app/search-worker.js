/** The search, beside the page. The first message brings the compiled module, the others are questions. */
import { answerQuestion } from "./answer-question.js";

let library;

addEventListener("message", async ({ data: { module, question } }) => {
  if (module) {
    globalThis.tawqeeModule = module;
    library = import("../../pkg/dist/diagnose.mjs");
    return;
  }
  try {
    postMessage({ answer: answerQuestion(await library, question) });
  } catch (error) {
    // Of an error only its message would cross.
    postMessage({ error: { message: error.message, ...error } });
  }
});
