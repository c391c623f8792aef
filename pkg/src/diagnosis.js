/** Why a signature is refused: a method more for every gateway class, and the same for what was really sent. */
import * as bindings from "tawqee-core";

import { headersOf, now, textOf } from "./convert.js";
import { TawqeeError } from "./errors.js";
import { Gateway, ask, defineMethod } from "./gateway.js";

/** What the core is asked, by its numbers. */
const Question = { Signature: 0, SignatureOfJson: 1, Request: 2 };

defineMethod(Gateway, "diagnose", function (operation, input, observedSignature, options) {
  return diagnose(this, Question.Signature, operation, input, observedSignature, options);
});

/** The same with the input as JSON text. */
export function diagnoseJson(gateway, operation, json, observedSignature, options) {
  return diagnose(gateway, Question.SignatureOfJson, operation, json, observedSignature, options);
}

function diagnose(gateway, question, operation, input, observedSignature, options) {
  textOf("observedSignature", observedSignature);
  const answer = answerTo(question);
  return ask(gateway, answer, textOf("operation", operation), input, gateway.callOptions(options), observedSignature);
}

function answerTo(question) {
  return (place, bytes, words) => bindings.diagnose(question, place, bytes, words);
}

export function diagnoseRequest(gateway, pasted, options) {
  if (!(gateway instanceof Gateway)) {
    const hint = "pass an instance of a class of tawqee/diagnose first: diagnoseRequest(fawry, pasted)";
    throw new TawqeeError("gateway is not an instance of a gateway class", { code: "INVALID_FIELD", field: "gateway", hint });
  }
  return ask(gateway, answerTo(Question.Request), shown(pasted), { ...options, now: options?.now ?? now() });
}

/** A `Headers` keeps its content out of sight of the core. */
function shown(pasted) {
  const headers = pasted?.headers;
  if (typeof headers?.entries !== "function" || Array.isArray(headers)) return pasted;
  return { ...pasted, headers: headersOf(headers) };
}
