/** The third tool: whether a notification is genuine, and why not. */
import { carryEvent, sameOutcome } from "./carried.js";
import { causeView } from "./causes.js";
import { EVENT, compareView } from "./compare.js";
import { card, errorContent, line, select, statusBar } from "./controls.js";
import { code, debounce, fill, h, keepFocus } from "./dom.js";
import { editor } from "./editor.js";
import { t } from "./i18n.js";
import { keysPanel } from "./keys.js";
import { gateway } from "./library.js";
import { signedView } from "./parts.js";
import { configOf, state } from "./state.js";
import { isGenuine } from "./trust.js";
import { webhookKinds } from "./webhooks.js";

const LINES = { url: 3, headers: 3, body: 9 };

export function webhookTool({ moved }) {
  const target = state.webhook;
  if (!webhookKinds.some(({ id }) => id === target.kind)) Object.assign(target, { kind: webhookKinds[0].id, sample: "", fields: {} });

  const later = debounce(update, 200);
  const status = statusBar();
  const verdict = card(t("webhook.verdict"));
  const compare = card(t("debug.compare"));
  const right = card(t("webhook.right"));
  const results = h("div", { class: "results" }, status.element, verdict.element, compare.element, right.element);
  const side = h("div", { class: "side" });
  let keys;
  /** The texts of which the page has shown that their signature belongs to them. */
  let proven;
  const current = () => webhookKinds.find(({ id }) => id === target.kind);

  function show() {
    const kind = current();
    keys = keysPanel(kind.class, later);
    const kindList = select({
      label: t("webhook.kind"),
      options: webhookKinds.map(({ id }) => ({ value: id, label: t(`webhook.kind.${id}`) })),
      value: kind.id,
      onchange: (id) => {
        Object.assign(target, { kind: id, sample: "", fields: {} });
        loadSample(Object.keys(current().samples)[0]);
        moved();
      },
    });
    const sampleList = select({
      label: t("pick.sample"),
      options: [...(target.sample in kind.samples ? [] : [{ value: "", label: t("webhook.own") }]), ...Object.keys(kind.samples).map((id) => ({ value: id, label: t(`webhook.sample.${id}`) }))],
      value: target.sample in kind.samples ? target.sample : "",
      onchange: loadSample,
    });
    keepFocus(side, () => fill(side,
      card(t("webhook.start"), h("div", { class: "picker picker-two" }, kindList.element, sampleList.element)).element,
      card(t("webhook.received"), kind.fields.map((name) => fieldOf(kind, name).element)).element,
      keys.element));
  }

  function fieldOf(kind, name) {
    const change = (text) => {
      target.fields[name] = text;
      later();
    };
    const value = target.fields[name] ?? "";
    if (name === "now") return line({ label: t("webhook.now"), value, hint: t("webhook.nowHint"), optional: true, oninput: change });
    const label = name === "url" && kind.id !== "upayments" ? t("webhook.query") : t(`webhook.${name}`);
    return editor({ label, language: name === "body" ? "json" : "any", rows: LINES[name], value, oninput: change });
  }

  function loadSample(id) {
    const make = current().samples[id];
    if (!make) return;
    target.sample = id;
    try {
      target.fields = make(gateway(current().class, configOf(current().class)));
    } catch (error) {
      // With a key that is refused there is nothing to sign a sample with; the form says which.
      target.fields = {};
      show();
      keys.setError(error);
      refuse(error);
      return;
    }
    show();
    update();
  }

  function update() {
    keys.setError(undefined);
    const kind = current();
    const fields = { url: "", headers: "", body: "", now: "", ...target.fields };
    showCompare(undefined);
    let merchant;
    try {
      merchant = gateway(kind.class, configOf(kind.class));
    } catch (error) {
      keys.setError(error);
      showRight(undefined);
      refuse(error);
      return;
    }
    const explanation = explanationOf(kind, merchant, fields);
    try {
      const result = kind.verify(merchant, fields);
      const genuine = result.verified !== false;
      proven = genuine && JSON.stringify(target.fields);
      showRight(explanation, genuine);
      status.set(genuine ? "good" : "warn", t(genuine ? "webhook.verified" : "webhook.unverified"));
      fill(verdict.body, resultTable(result));
    } catch (error) {
      const diagnosis = diagnosisOf(kind, merchant, fields);
      const genuine = isGenuine(diagnosis);
      proven = genuine && JSON.stringify(target.fields);
      showRight(explanation, genuine);
      refuse(error);
      showWhy(error, diagnosis, explanation);
    }
  }

  function refuse(error) {
    status.set("bad", t("webhook.refused"), " ", code(error.code ?? "ERROR"));
    fill(verdict.body, h("p", { class: "refusal" }, errorContent(error)));
  }

  function showWhy({ code: refusal = "" }, diagnosis, explanation) {
    if (refusal.startsWith("SIGNATURE") && !isGenuine(diagnosis)) verdict.body.append(h("p", { class: "distrust" }, t("event.distrust")));
    if (!diagnosis || diagnosis.verdict === "valid") return;
    verdict.body.append(...(diagnosis.causes.length
      ? diagnosis.causes.map(causeView)
      : [h("p", { class: "note" }, t("event.unexplained", { count: diagnosis.candidatesTried.toLocaleString(state.lang) }))]));
    const theirs = diagnosis.causes.find(({ stringToSign }) => stringToSign)?.stringToSign;
    showCompare(theirs, explanation);
  }

  // Hidden cards are emptied too: what is only hidden can still be found in the page.
  function showCompare(theirs, explanation) {
    compare.element.hidden = !theirs;
    fill(compare.body, theirs && compareView(theirs, explanation?.stringToSign, EVENT));
  }

  function showRight(explanation, genuine = false) {
    right.element.hidden = !explanation;
    fill(right.heading, t(genuine ? "webhook.right" : "event.parts"));
    fill(right.body, explanation && signedView(explanation, { offered: genuine }));
  }

  show();
  if (Object.keys(target.fields).length === 0) loadSample(Object.keys(current().samples)[0]);
  else update();

  return {
    element: h("div", { class: "work" }, side, results),
    place: () => ({ class: target.kind }),
    share: () => {
      const kind = current();
      const { input, signature } = attempt(() => (kind.carried ?? kind.parts)({ url: "", headers: "", body: "", now: "", ...target.fields })) ?? {};
      if (!input) return { left: [t("webhook.received")] };
      return carryEvent(kind, { event: input, signature }, { proven: proven === JSON.stringify(target.fields), outcome: sameOutcome(kind, target.fields) });
    },
  };
}

/** What the recipe is, when the texts are whole enough to tell. */
function explanationOf(kind, merchant, fields) {
  return attempt(() => {
    const { input, options } = kind.parts(fields);
    return merchant.explain(kind.event, input, options);
  });
}

function diagnosisOf(kind, merchant, fields) {
  return attempt(() => {
    const { input, signature, options } = kind.parts(fields);
    return signature ? merchant.diagnose(kind.event, input, signature, options) : undefined;
  });
}

/** Nothing more can be said about a text that cannot be read; the refusal has said why. */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function resultTable(result) {
  const text = (value) => (typeof value === "string" ? value : JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner)));
  return h("div", { class: "table-box", tabIndex: 0, role: "region", "aria-label": t("webhook.fields") },
    h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("webhook.field")), h("th", { scope: "col" }, t("webhook.value")))),
      h("tbody", {}, Object.entries(result).filter(([, value]) => value !== undefined && value !== null).map(([name, value]) =>
        h("tr", {}, h("th", { scope: "row" }, code(name)), h("td", {}, code(text(value))))))));
}
