/** The frequent mistakes as cards, each a link to its own address, and the texts that the debugger shows of one. */
import examples from "examples-of-causes";

import { code, h } from "./dom.js";
import { t } from "./i18n.js";
import { classOf, gateway } from "./library.js";
import { mistakes } from "./mistakes.js";
import { addressOf } from "./share.js";
import { curl } from "./snippets.js";
import { configOf, pretty } from "./state.js";

export function mistakeCards(current) {
  return h("nav", { class: "mistakes", "aria-labelledby": "mistakes" },
    h("h2", { class: "card-title", id: "mistakes" }, t("debug.mistakes")),
    h("ul", { class: "mistake-list", onkeydown: walk }, mistakes.map(({ id, class: name, operation }) =>
      h("li", {}, h("a", { class: "mistake", href: addressOf({ tool: "debug", class: "mistake", operation: id }), "aria-current": id === current ? "true" : undefined },
        h("span", { class: "mistake-name" }, t(`mistake.${id}`)),
        code(`${name}.${operation}`))))));
}

/** Arrow keys walk the cards, in the direction of reading; each stays a link of its own for Tab. */
function walk(event) {
  const links = [...event.currentTarget.querySelectorAll("a")];
  const at = links.indexOf(event.target);
  const row = links.findIndex((link) => link.offsetTop > links[0].offsetTop);
  const columns = row > 0 ? row : links.length;
  const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
  const next = { ArrowRight: at + forward, ArrowLeft: at - forward, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: links.length - 1 }[event.key];
  if (at < 0 || !links[next]) return;
  event.preventDefault();
  links[next].focus();
}

/** The mistake or cause at an address, as its card or example has it. */
export function mistakeAt(id) {
  const found = mistakes.find((mistake) => mistake.id === id);
  const example = Object.hasOwn(examples.causes, id ?? "") ? examples.causes[id] : undefined;
  return found ?? (example && { id, ...examples.requests[example.of], ...example });
}

/** With the demonstration account in place: what was sent, as input and as a command, and what was signed. */
export function mistakeTexts(found) {
  if (found.pasted) return eventTexts(found);
  const key = configOf(found.class)[found.mac ?? "secureKey"];
  const wrong = found.signature === "{signed}" ? found.signed.replace("{secureKey}", key) : found.signature;
  return {
    class: found.class,
    operation: found.operation,
    input: pretty(found.input),
    options: found.options ? pretty(found.options) : "",
    signature: wrong,
    own: found.signed ?? "",
    otherKeys: "",
    pasted: curl(sentWrongly(found, wrong)),
  };
}

/** What arrived of an event. */
function eventTexts({ class: name, pasted }) {
  const { name: operation } = classOf(name).operations.find(({ signed }) => signed);
  return { mode: "paste", class: name, operation, input: "", options: "", signature: "", own: "", otherKeys: "", pasted };
}

/** The request as it would have been sent with the wrong signature. */
function sentWrongly({ class: className, operation, input, options }, wrong) {
  const merchant = gateway(className, configOf(className));
  const good = merchant.signature(operation, input, options);
  const request = merchant[operation](input, options);
  const swap = (text) => text?.replaceAll(good, wrong);
  return {
    ...request,
    url: swap(request.url),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, swap(value)])),
    ...(request.body !== undefined && { body: swap(request.body) }),
  };
}
