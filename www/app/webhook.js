/** The third tool: whether a notification is genuine, and why not. */
import { DEEPER } from "./answer-question.js";
import { attempt } from "./attempt.js";
import { carryEvent, sameOutcome } from "./carried.js";
import { card, line, select } from "./controls.js";
import { debounce, fill, h, keepFocus } from "./dom.js";
import { editor } from "./editor.js";
import { judge } from "./event-verdict.js";
import { rich, saidPlainly, t } from "./i18n.js";
import { keysPanel } from "./keys.js";
import { linkParts, linkedTo, placeInText } from "./linked.js";
import { configuration, gateway, isHere } from "./library.js";
import { lacks } from "./next-step.js";
import { beginSample, isSample, makeOwn } from "./ownership.js";
import { readReceived, textsOf } from "./received.js";
import { sampleBar } from "./sample-bar.js";
import { Cancelled, ask, cancel, secondsOfDeeper } from "./search.js";
import { configOf, state } from "./state.js";
import { isGenuine } from "./trust.js";
import { webhookAnswer } from "./webhook-answer.js";
import { accountOf, webhookKinds } from "./webhooks.js";

const LINES = { url: 3, headers: 3, body: 9 };

export function webhookTool({ moved }) {
  const target = state.webhook;
  if (!webhookKinds.some(({ id }) => id === target.kind)) Object.assign(target, { kind: webhookKinds[0].id, sample: "", fields: {} });

  const soon = debounce(() => update(), 200);
  const later = () => {
    answer.outdated();
    seen = undefined;
    soon();
  };
  const answer = webhookAnswer({
    recheck: (seconds) => {
      target.fields.now = String(seconds);
      show();
      update();
    },
    deeper: () => update({ depth: DEEPER }),
  });
  const side = h("div", { class: "side" });
  /** What was done with a whole request. */
  const split = h("p", { class: "note", role: "status" });
  /** What stands in `side` now. */
  let keys;
  let bar;
  let samples;
  let texts;
  const replaces = () => isSample(target);
  /** The texts of which the page has shown that their signature belongs to them. */
  let proven;
  /** What the page says of the signature of the texts on the screen, for a link. */
  let seen;
  /** The number of the last update: an answer that comes after another one was asked for is dropped. */
  let turn = 0;
  const current = () => webhookKinds.find(({ id }) => id === target.kind);

  function show() {
    const kind = current();
    answer.showSender(target.sender);
    keys = keysPanel(kind.class, { target, edited, replaces, onchange: later });
    bar = sampleBar(target, { className: () => current().class, restored: () => {
      show();
      update();
    } });
    texts = Object.fromEntries(kind.fields.map((name) => [name, fieldOf(kind, name)]));
    const kindList = select({
      label: t("webhook.kind"),
      options: webhookKinds.map(({ id, title }) => ({ value: id, label: saidPlainly(title) })),
      value: kind.id,
      onchange: (id) => {
        beginSample(target);
        Object.assign(target, { kind: id, sample: "", fields: {}, sender: undefined });
        loadSample(Object.keys(current().samples)[0]);
        moved();
      },
    });
    samples = select({ label: t("pick.sample"), options: [], onchange: loadSample });
    listSamples();
    keepFocus(side, () => fill(side,
      card(t("webhook.start"), bar.element, h("div", { class: "picker picker-two" }, kindList.element, samples.element)).element,
      card(t("webhook.received"), h("p", { class: "field-hint" }, rich("webhook.whole")), Object.values(texts).map(({ element }) => element), split).element,
      keys.element));
  }

  function listSamples() {
    const known = Object.keys(current().samples);
    const shown = isSample(target) && known.includes(target.sample) ? target.sample : "";
    samples.set([...(shown ? [] : [{ value: "", label: t("webhook.own") }]), ...known.map((id) => ({ value: id, label: t(`webhook.sample.${id}`) }))], shown);
  }

  /** What stands on the screen of a sample is not the answer to what was typed. */
  function edited(name, text) {
    const parted = makeOwn(target, current().class);
    if (name) {
      target.fields[name] = text;
      target.linked = false;
      // Another event than the one that the sender saw.
      target.sender = undefined;
      answer.showSender(undefined);
    }
    bar.show();
    if (!parted) return;
    target.sample = "";
    for (const [name, made] of Object.entries(texts)) made.value = target.fields[name] ?? "";
    listSamples();
    keys.refresh();
    answer.empty();
  }

  function fieldOf(kind, name) {
    const change = (text) => {
      // A browser may tell of one paste twice.
      if (text === target.fields[name]) return;
      const request = name === "now" ? undefined : readReceived(text);
      edited(name, text);
      if (request) takeApart(kind, request);
      else if (name !== "now") fill(split);
      later();
    };
    const value = target.fields[name] ?? "";
    if (name === "now") return line({ label: t("webhook.now"), value, hint: t("webhook.nowHint"), optional: true, oninput: change, replaces });
    const label = name === "url" && !kind.fields.includes("body") ? t("webhook.query") : t(`webhook.${name}`);
    return editor({ label, language: name === "body" ? "json" : "any", rows: LINES[name], value, oninput: change, replaces });
  }

  /** A whole request was pasted into one of the fields: each gets what belongs to it. */
  function takeApart(kind, request) {
    Object.assign(target.fields, textsOf(kind, request));
    for (const [name, made] of Object.entries(texts)) made.value = target.fields[name] ?? "";
    fill(split, t(request.reparsed ? "webhook.reparsed" : "webhook.split"));
  }

  function loadSample(id) {
    const make = current().samples[id];
    if (!make || !isHere()) return;
    beginSample(target);
    Object.assign(target, { sample: id, sender: undefined });
    try {
      target.fields = make(gateway(current().class, configOf(current().class)));
    } catch (error) {
      // With a key that is refused there is nothing to sign a sample with; the form says which.
      target.fields = {};
      show();
      keys.setError(error);
      answer.refuse(error, current().class);
      return;
    }
    show();
    update();
  }

  /** `more` are options of the search, where a deeper one was asked for. */
  async function update(more) {
    soon.cancel();
    turn += 1;
    const own = turn;
    cancel();
    seen = undefined;
    keys.setError(undefined);
    if (!isHere()) return answer.say(t("status.loading"));
    const kind = current();
    const fields = { url: "", headers: "", body: "", now: "", ...target.fields };
    if (kind.fields.every((name) => fields[name].trim() === "")) {
      answer.empty();
      return answer.say(t("webhook.empty"));
    }
    let merchant;
    try {
      merchant = gateway(kind.class, accountOf(kind));
    } catch (error) {
      if (!lacks(error, kind.class)) keys.setError(error);
      return answer.refuse(error, kind.class);
    }
    const explanation = explanationOf(kind, merchant, fields);
    const judged = judge(kind, merchant, fields);
    const found = (judged.error && (await answerOf(kind, fields, more))) || {};
    if (own !== turn) return undefined;
    const genuine = judged.result ? judged.result.verified !== false : isGenuine(found.diagnosis);
    seen = sayOf(judged, found.diagnosis);
    proven = genuine && JSON.stringify(target.fields);
    return answer.show({ className: kind.class, judged, genuine, explanation, found });
  }

  /** `{ diagnosis, deeper }`: why the signature is not the one, if anything can be said about it; or `{ cancelled }`. */
  async function answerOf(kind, fields, more) {
    const { input, signature, options = {} } = attempt(() => kind.parts(fields)) ?? {};
    if (!signature) return undefined;
    answer.searching(cancel, more && secondsOfDeeper());
    try {
      return await ask({ class: kind.class, account: configuration(kind.class, accountOf(kind)), operation: kind.event, input, observed: signature, options: { ...options, ...more } });
    } catch (error) {
      if (error instanceof Cancelled) return { cancelled: true };
      if (error.code) return undefined;
      throw error;
    }
  }

  show();
  if (isSample(target) && Object.keys(target.fields).length === 0) loadSample(Object.keys(current().samples)[0]);
  else update();

  const work = h("div", { class: "work" }, side, answer.element);
  linkParts(work, linkedTo((name) => {
    const found = Object.values(texts).filter(({ point }) => point).map((made) => ({ editor: made, place: placeInText(made.value, name) }));
    return found.find(({ place }) => place) ?? found[0];
  }));
  return {
    element: work,
    place: () => ({ class: target.kind }),
    update,
    /** What was about to be computed would end the search of the tool that comes next. */
    close: soon.cancel,
    share: async () => {
      const kind = current();
      if (!seen) await update();
      const { input, signature } = attempt(() => (kind.carried ?? kind.parts)({ url: "", headers: "", body: "", now: "", ...target.fields })) ?? {};
      if (!input) return { left: [t("webhook.received")] };
      return { ...carryEvent(kind, { event: input, signature }, { proven: proven === JSON.stringify(target.fields), outcome: sameOutcome(kind, target.fields) }), diagnosis: seen };
    },
  };
}

/** What is said of the signature alone: its verdict and the causes, as a diagnosis has them. */
function sayOf({ signature, result }, diagnosis) {
  if (signature === "right" && result?.verified !== false) return { verdict: "valid", causes: [] };
  return signature === "wrong" ? (diagnosis ?? { verdict: "unexplained", causes: [] }) : undefined;
}

/** What the recipe is, when the texts are whole enough to tell. */
function explanationOf(kind, merchant, fields) {
  return attempt(() => {
    const { input, options } = kind.parts(fields);
    return merchant.explain(kind.event, input, options);
  });
}
