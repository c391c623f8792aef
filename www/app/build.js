/** The first tool: a request from its input, with everything that led to its signature. */
import { carryOperation } from "./carried.js";
import { card, codeBlock, copyButton } from "./controls.js";
import { code, debounce, fill, h } from "./dom.js";
import { rich, said, t } from "./i18n.js";
import { inputForm } from "./input-form.js";
import { keysPanel } from "./keys.js";
import { classOf, gateway, isHere, operationOf, redact, withTime } from "./library.js";
import { linkParts, linkedTo } from "./linked.js";
import { lacks, nextStep } from "./next-step.js";
import { isSample, makeOwn } from "./ownership.js";
import { operationPicker } from "./operation-picker.js";
import { signedView } from "./parts.js";
import { MASK } from "./privacy.js";
import { reproduceCard } from "./reproduce.js";
import { sampleBar } from "./sample-bar.js";
import { curl, fetchCall, httpMessage, packageCall } from "./snippets.js";
import { configOf, state, useSample } from "./state.js";
import { statusBar } from "./status-bar.js";
import { tabs } from "./tabs.js";

export function buildTool({ moved }) {
  const target = state.build;
  if (!target.input) useSample(target, target.class, target.operation, target.sample);

  const keysPlace = h("div", { class: "account" });
  let keys;
  const replaces = () => isSample(target);
  const bar = sampleBar(target, { className: () => target.class, restored: () => {
    showAll();
    moved();
    update();
  } });
  const soon = debounce(() => update(), 120);
  const later = () => {
    results.dataset.stale = "true";
    soon();
  };
  const form = inputForm(target, later, { edited, replaces });
  const picker = operationPicker(target, { onchange: () => {
    showAll();
    moved();
    update();
  } });

  const status = statusBar();
  const signed = card(t("build.signed"));
  const request = card(t("build.request"));
  const snippet = card(t("build.code"));
  const again = reproduceCard();
  const cards = [signed, request, snippet];
  const results = h("div", { class: "results" }, status.element, cards.map(({ element }) => element), again.element);

  let reveal = false;
  let language = "fetch";
  let shown;
  let copied = "";
  const masks = h("button", { type: "button", class: "button toggle", "aria-pressed": "false", onclick: () => {
    reveal = !reveal;
    masks.setAttribute("aria-pressed", String(reveal));
    showRequest();
  } }, t("build.reveal"));
  masks.hidden = true;
  request.actions.append(masks, copyButton(() => (shown ? httpMessage(visibleRequest()) : "")));
  const snippetBody = h("div");
  const snippetTabs = tabs({
    label: t("build.code"),
    entries: [["fetch", "fetch"], ["curl", "curl"], ["tawqee", "tawqee"]].map(([value, label]) => ({ value, label })),
    value: language,
    small: true,
    panel: snippetBody,
    onchange: (value) => {
      language = value;
      showSnippet();
    },
  });
  snippet.heading.after(snippetTabs);
  snippet.actions.append(copyButton(() => copied));
  snippet.body.append(snippetBody);

  /** What stands on the screen of a sample is not the answer to what was typed. */
  function edited(typed) {
    const parted = makeOwn(target, target.class, typed);
    bar.show();
    if (!parted) return;
    picker.show();
    form.show();
    keys.refresh();
    empty();
  }

  function showAll() {
    bar.show();
    picker.show();
    form.show();
    showKeys();
  }

  function showKeys() {
    keys = keysPanel(target.class, { target, edited, replaces, onchange: later });
    fill(keysPlace, keys.element);
  }

  // Hidden cards are emptied too: what is only hidden can still be found in the page.
  function empty() {
    shown = undefined;
    copied = "";
    for (const { element } of cards) element.hidden = true;
    fill(signed.body);
    fill(signed.actions);
    fill(request.body);
    fill(snippetBody);
    masks.hidden = true;
    again.show(undefined);
  }

  function update() {
    keys.setError(undefined);
    if (!isHere()) return refuse({ kind: "plain", content: t("status.loading") });
    if (target.input.trim() === "") {
      form.clear();
      empty();
      return refuse({ kind: "plain", content: t("input.empty") });
    }
    const read = form.read();
    if (read.error) return refuse({ kind: "bad", content: read.error });
    const operation = operationOf(target.class, target.operation);
    try {
      const merchant = gateway(target.class, configOf(target.class));
      const options = withTime(target.class, operation, read.options);
      const built = merchant[operation.name](read.input, options);
      shown = { request: built, explanation: explain(merchant, operation, read.input, options), operation };
    } catch (error) {
      if (error.code !== "INVALID_CONFIG") form.setError(error);
      else if (!lacks(error, target.class)) keys.setError(error);
      else empty();
      return refuse(nextStep(error, target.class));
    }
    results.dataset.stale = "false";
    for (const { element } of cards) element.hidden = false;
    const { explanation } = shown;
    if (explanation) status.set("good", rich("build.ok", { algorithm: explanation.algorithm, encoding: explanation.encoding }));
    else status.set("plain", t("build.unsigned"));
    showSigned();
    showRequest();
    again.show(explanation);
    return undefined;
  }

  function refuse({ kind, content }) {
    results.dataset.stale = "true";
    status.set(kind, content);
  }

  function showSigned() {
    const { explanation, operation } = shown;
    fill(signed.actions, explanation && copyButton(() => explanation.stringToSign, t("copy.string")));
    fill(signed.body, explanation ? signedView(explanation) : unsignedView(operation));
  }

  function visibleRequest() {
    return reveal ? shown.request : redact(shown.request);
  }

  function showRequest() {
    const message = visibleRequest();
    const masked = redact(shown.request);
    const secret = httpMessage(masked) !== httpMessage(shown.request);
    masks.hidden = !secret;
    fill(request.body,
      configOf(target.class).baseUrl && h("p", { class: "note note-warn" }, t("build.host"), " ", code(new URL(message.url).host)),
      requestView(message),
      secret && h("p", { class: "note mask-note" }, reveal ? "" : rich("build.masked", { mask: MASK })));
    showSnippet();
  }

  function showSnippet() {
    if (!shown) return;
    const message = visibleRequest();
    if (language === "curl") copied = curl(message);
    else if (language === "fetch") copied = fetchCall(message);
    else copied = packageCall({ className: target.class, operation: target.operation, fields: classOf(target.class).options.fields, config: configOf(target.class), input: target.input, options: target.options });
    fill(snippetBody, codeBlock(copied, language === "curl" ? "shell" : "js", t("build.code")));
  }

  const work = h("div", { class: "work" }, h("div", { class: "side" }, card(t("pick.title"), bar.element, picker.element, form.element).element, keysPlace), results);
  linkParts(work, linkedTo((name) => form.find(name)));
  showKeys();
  empty();
  update();
  return {
    element: work,
    place: () => ({ class: target.class, operation: target.operation }),
    share: () => carryOperation(target),
    update,
    close: soon.cancel,
  };
}

function explain(merchant, operation, input, options) {
  try {
    return merchant.explain(operation.name, input, options);
  } catch (error) {
    if (error.code === "UNSUPPORTED") return undefined;
    throw error;
  }
}

function unsignedView({ unsigned }) {
  return [h("p", { class: "note" }, t("build.unsigned")), unsigned && h("p", { class: "note" }, said(unsigned))];
}

function requestView({ method, url, headers, body }) {
  return h("div", { class: "request" },
    h("p", { class: "request-line", dir: "ltr" }, h("strong", { class: "method" }, method), " ", h("code", { translate: "no" }, url)),
    h("dl", { class: "headers", dir: "ltr" }, Object.entries(headers).map(([name, value]) => [h("dt", {}, code(name)), h("dd", {}, code(value))])),
    codeBlock(body ?? "", "json", t("build.body")));
}
