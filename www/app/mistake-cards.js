/** The frequent mistakes as cards, each a link to its own address, and the texts that the debugger shows of one. */
import { code, h } from "./dom.js";
import { t } from "./i18n.js";
import { gateway } from "./library.js";
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

/** With the demonstration account in place: what was sent, as input and as a command, and what was signed. */
export function mistakeTexts(found) {
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
