/** The first tool: why a signature is refused. From what was sent, or from an operation and its input. */
import { fillAccount, gatewayToChoose } from "./adopted.js";
import { DEEPER } from "./answer-question.js";
import { carryOperation, carryPasted } from "./carried.js";
import { card, choice, errorContent, line, select } from "./controls.js";
import { debugAnswer } from "./debug-answer.js";
import { debounce, fill, h, keepFocus } from "./dom.js";
import { editor } from "./editor.js";
import { formsRead } from "./forms-read.js";
import { rich, t } from "./i18n.js";
import { inputForm } from "./input-form.js";
import { keysPanel } from "./keys.js";
import { linkParts, linkedTo, placeInText } from "./linked.js";
import { classOf, classes, configuration, gateway, isHere, operationOf, withTime } from "./library.js";
import { mistakeAt, mistakeCards, mistakeTexts } from "./mistake-cards.js";
import { mistakes } from "./mistakes.js";
import { lacks, nextStep } from "./next-step.js";
import { operationPicker } from "./operation-picker.js";
import { beginSample, isSample, makeOwn } from "./ownership.js";
import { accountForPaste, accountOfPaste } from "./paste.js";
import { keepTry, recentTries } from "./recent.js";
import { sampleBar } from "./sample-bar.js";
import { Cancelled, ask, cancel, secondsOfDeeper } from "./search.js";
import { configOf, otherKeys, state, useDemoAccount, useSample } from "./state.js";

export function debugTool({ moved }) {
  const target = state.debug;
  const soon = debounce(() => update(), 250);
  const later = () => {
    answer.outdated();
    soon();
  };
  const answer = debugAnswer(target, { deeper: () => update({ depth: DEEPER }) });
  const side = h("div", { class: "side" });
  const cards = h("div");
  const recent = recentTries(restore);
  const replaces = () => isSample(target);
  /** What stands in `side` now. */
  let keys;
  let form;
  let picker;
  let bar;
  let editors;
  /** The number of the last update: an answer that comes after another one was asked for is dropped. */
  let turn = 0;

  function show() {
    answer.showSender(target.sender);
    bar = sampleBar(target, { className: () => target.class, restored: () => {
      show();
      moved();
      update();
    } });
    recent.show();
    editors = {};
    form = undefined;
    picker = undefined;
    keys = keysPanel(target.class, { target, edited, replaces, onchange: later });
    const question = target.mode === "paste" ? pasteFields() : inputFields();
    const more = [
      text("own", { label: t("debug.own"), rows: 3, optional: t("optional"), hint: t("debug.ownHint") }),
      text("otherKeys", { label: t("debug.otherKeys"), make: line, secret: true, optional: true, hint: t("debug.otherKeysHint") }),
    ];
    const rest = card(t("debug.more"), more);
    rest.element.classList.add("rest");
    keepFocus(side, () => fill(side,
      card(t("debug.question"), bar.element, modeChoice(), question, recent.element).element,
      keys.element,
      rest.element));
    fill(cards, mistakeCards(target.mistake));
  }

  /** One text of the tool. */
  function text(name, { make = editor, ...options }) {
    editors[name] = make({
      language: "none",
      value: target[name],
      replaces,
      oninput: (typed) => {
        target[name] = typed;
        edited(name);
        if (name === "pasted") adopt();
        later();
      },
      ...options,
    });
    return editors[name].element;
  }

  /** What stands on the screen of a sample is not the answer to what was typed. */
  function edited(typed) {
    answer.outdated();
    // Another request than the one that the sender saw.
    if (typed) showSender(undefined);
    const parted = makeOwn(target, target.class, typed);
    bar.show();
    if (!parted) return;
    target.recognised = undefined;
    for (const [name, made] of Object.entries(editors)) made.value = target[name];
    form?.show();
    picker?.show();
    keys.refresh();
    answer.empty();
    fill(cards, mistakeCards(""));
    moved();
  }

  /** What a paste says of its gateway and account is chosen and filled in. */
  function adopt() {
    const className = gatewayToChoose(target);
    if (className) {
      chooseGateway(className);
      show();
      moved();
    }
    fillAccount(target);
    keys.refresh();
  }

  /** The paste stays; it is read as one of that gateway. */
  function chooseGateway(name) {
    Object.assign(target, { class: name, operation: classOf(name).operations.find(({ signed }) => signed).name, removed: undefined, adopted: undefined });
  }

  /** A try from before, with the keys that are typed now. */
  function restore(texts) {
    makeOwn(target, texts.class, "input");
    Object.assign(target, texts, { own: "", mistake: "", removed: undefined, recognised: undefined });
    showSender(undefined);
    show();
    moved();
    update();
  }

  function showSender(sender) {
    target.sender = sender;
    answer.showSender(sender);
  }

  function modeChoice() {
    return choice({
      label: t("debug.mode"),
      value: target.mode,
      options: [{ value: "paste", label: t("debug.modePaste") }, { value: "input", label: t("debug.modeInput") }],
      onchange: (chosen) => {
        target.mode = chosen;
        show();
        moved();
        update();
      },
    });
  }

  function loadMistake(found, { named = true } = {}) {
    showSender(undefined);
    beginSample(target);
    useDemoAccount(found.class);
    Object.assign(target, mistakeTexts(found), { mistake: named ? found.id : "" });
    show();
    moved();
    update();
  }

  function inputFields() {
    form = inputForm(target, later, { rows: 9, edited, replaces });
    picker = operationPicker(target, { signedOnly: true, onchange: () => {
      Object.assign(target, { mistake: "", signature: "", own: "", pasted: "" });
      show();
      moved();
      update();
    } });
    return [picker.element, form.element, text("signature", { label: t("debug.signature"), rows: 3, hint: rich("debug.signatureHint") })];
  }

  function pasteFields() {
    const owner = select({
      label: t("pick.gateway"),
      options: classes.filter(({ operations }) => operations.some(({ signed }) => signed)).map(({ class: name }) => ({ value: name, label: name, dir: "ltr" })),
      value: target.class,
      onchange: (name) => {
        const sample = isSample(target) && mistakes.find((found) => found.class === name);
        if (sample) return loadMistake(sample, { named: false });
        chooseGateway(name);
        show();
        moved();
        return update();
      },
    });
    return [owner.element, text("pasted", { label: t("debug.pasted"), language: "any", rows: 14, hint: rich("debug.pastedHint"), placeholder: "curl -X POST 'https://…'" }), formsRead()];
  }

  async function update(more) {
    soon.cancel();
    turn += 1;
    const own = turn;
    cancel();
    keys.setError(undefined);
    form?.clear();
    editors.pasted?.setError(undefined);
    if (!isHere()) return answer.refuse({ kind: "plain", content: t("status.loading") });
    const wanted = target.mode === "paste" ? "pasted" : "input";
    if (target[wanted].trim() === "") {
      answer.empty();
      return answer.refuse({ kind: "plain", content: t(wanted === "pasted" ? "debug.empty" : "input.empty") });
    }
    try {
      const { question, explanation, input } = target.mode === "paste" ? pastedQuestion(more) : inputQuestion(more);
      if (!question) return explanation && answer.show({ explanation, input });
      answer.searching(cancel, more && secondsOfDeeper());
      const { diagnosis, deeper } = await ask(question);
      if (own !== turn) return undefined;
      keepTry(target, diagnosis);
      recent.show();
      return answer.show({ explanation: explanation ?? diagnosis.explanation, diagnosis, input, deeper });
    } catch (error) {
      return own === turn && showError(error);
    }
  }

  function showError(error) {
    if (error instanceof Cancelled) return answer.refuse({ kind: "plain", content: t("search.cancelled") });
    if (lacks(error, target.class)) answer.empty();
    else if (error.code === "INVALID_CONFIG") keys.setError(error);
    else if (target.mode === "paste") editors.pasted.setError({ content: errorContent(error) });
    else form.setError(error);
    return answer.refuse(nextStep(error, target.class));
  }

  function keysToTry() {
    const list = otherKeys().map((key, index) => ({ label: t("debug.otherKey", { number: index + 1 }), key }));
    return list.length ? { otherKeys: list } : {};
  }

  /** `{ question, explanation, input }`: nothing to show if the input cannot be read, nothing to ask without a signature. */
  function inputQuestion(more) {
    const merchant = gateway(target.class, configOf(target.class));
    const read = form.read();
    if (read.error) {
      answer.refuse({ kind: "bad", content: read.error });
      return {};
    }
    const options = withTime(target.class, operationOf(target.class, target.operation), read.options);
    const explanation = merchant.explain(target.operation, read.input, options);
    const question = target.signature && {
      class: target.class,
      account: configuration(target.class, configOf(target.class)),
      operation: target.operation,
      input: read.input,
      observed: target.signature,
      options: { ...options, ...keysToTry(), ...more },
    };
    return { question, explanation, input: read.input };
  }

  /** What an account needs and a request says, such as a token, need not be typed once more. */
  function pastedQuestion(more) {
    const account = accountForPaste(classOf(target.class), { ...configOf(target.class), ...accountOfPaste(target.pasted, configOf(target.class)) }, target.pasted);
    const question = { class: target.class, account: configuration(target.class, account), pasted: target.pasted, options: { ...keysToTry(), ...more } };
    return { question, input: {} };
  }

  /** What the library read out of the paste; the text itself stays here. */
  async function share() {
    const place = { class: target.class, operation: target.mode === "input" ? target.operation : undefined };
    if (!answer.diagnosis()) await update();
    const seen = { diagnosis: answer.diagnosis() };
    if (target.mode === "input") return { ...place, ...seen, ...carryOperation({ ...target, proven: answer.proves(target.signature) }) };
    return { ...place, ...seen, left: [t("debug.pasted")], ...carryPasted(target.class, answer.diagnosis()) };
  }

  /** Where a part of the string to sign stands in what was typed. */
  const find = (name) => (form ? form.find(name) : { editor: editors.pasted, place: placeInText(target.pasted, name) });

  open();
  /** A card that was asked for, what was there before, or at first a sample, so that a diagnosis is seen at once. */
  function open() {
    if (!isHere()) {
      show();
      return update();
    }
    const asked = mistakeAt(target.asked);
    target.asked = undefined;
    if (asked && !(isSample(target) && target.mistake === asked.id)) return loadMistake(asked);
    if (!target.input && isSample(target)) useSample(target, target.class, target.operation);
    const first = mistakes.find((found) => found.class === target.class && found.operation === target.operation)
      ?? (target.mode === "paste" && mistakes.find((found) => found.class === target.class));
    if (first && isSample(target) && !target.signature && !target.pasted) return loadMistake(first, { named: false });
    show();
    return update();
  }

  const work = h("div", { class: "work work-debug" }, side, answer.element);
  linkParts(work, linkedTo(find));
  return {
    element: h("div", { class: "stack-wide" }, work, cards),
    place: () => (target.mistake ? { class: "mistake", operation: target.mistake } : { class: target.class, operation: target.mode === "input" ? target.operation : undefined }),
    share,
    update,
    /** What was about to be computed would end the search of the tool that comes next. */
    close: soon.cancel,
  };
}
