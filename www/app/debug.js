/** The first tool: why a signature is refused. From what was sent, or from an operation and its input. */
import { attempt } from "./attempt.js";
import { carryOperation, carryPasted } from "./carried.js";
import { card, choice, errorContent, line, select } from "./controls.js";
import { debugAnswer } from "./debug-answer.js";
import { debounce, fill, h, keepFocus } from "./dom.js";
import { editor } from "./editor.js";
import { rich, t } from "./i18n.js";
import { inputForm } from "./input-form.js";
import { keysPanel } from "./keys.js";
import { classOf, classes, diagnoseRequest, gateway, operationOf, withTime } from "./library.js";
import { mistakeCards, mistakeTexts } from "./mistake-cards.js";
import { mistakes } from "./mistakes.js";
import { lacks, nextStep } from "./next-step.js";
import { operationPicker } from "./operation-picker.js";
import { beginSample, isSample, makeOwn } from "./ownership.js";
import { accountOfPaste } from "./paste.js";
import { sampleBar } from "./sample-bar.js";
import { configOf, otherKeys, state, useDemoAccount, useSample } from "./state.js";

export function debugTool({ moved }) {
  const target = state.debug;
  const later = debounce(update, 250);
  const answer = debugAnswer(target);
  const side = h("div", { class: "side" });
  const cards = h("div");
  const replaces = () => isSample(target);
  /** What stands in `side` now. */
  let keys;
  let form;
  let picker;
  let bar;
  let editors;

  function show() {
    bar = sampleBar(target, { className: () => target.class, restored: () => {
      show();
      moved();
      update();
    } });
    editors = {};
    form = undefined;
    picker = undefined;
    keys = keysPanel(target.class, { target, edited, replaces, onchange: later });
    const question = target.mode === "paste" ? pasteFields() : inputFields();
    const more = [
      text("own", { label: t("debug.own"), rows: 3, optional: t("optional"), hint: t("debug.ownHint") }),
      text("otherKeys", { label: t("debug.otherKeys"), make: line, secret: true, optional: true, hint: t("debug.otherKeysHint") }),
    ];
    keepFocus(side, () => fill(side,
      card(t("debug.question"), bar.element, modeChoice(), question).element,
      keys.element,
      card(t("debug.more"), more).element));
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
        later();
      },
      ...options,
    });
    return editors[name].element;
  }

  /** What stands on the screen of a sample is not the answer to what was typed. */
  function edited(typed) {
    if (!makeOwn(target, target.class, typed)) return;
    for (const [name, made] of Object.entries(editors)) made.value = target[name];
    bar.show();
    form?.show();
    picker?.show();
    keys.refresh();
    answer.empty();
    fill(cards, mistakeCards(""));
    moved();
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
        // The paste stays; it is read as one of the other gateway.
        Object.assign(target, { class: name, operation: classOf(name).operations.find(({ signed }) => signed).name, removed: undefined });
        show();
        moved();
        return update();
      },
    });
    return [owner.element, text("pasted", { label: t("debug.pasted"), language: "any", rows: 14, hint: rich("debug.pastedHint"), placeholder: "curl -X POST 'https://…'" })];
  }

  function update() {
    keys.setError(undefined);
    form?.clear();
    editors.pasted?.setError(undefined);
    const wanted = target.mode === "paste" ? "pasted" : "input";
    if (target[wanted].trim() === "") {
      answer.empty();
      return answer.refuse({ kind: "plain", content: t(wanted === "pasted" ? "debug.empty" : "input.empty") });
    }
    try {
      return target.mode === "paste" ? answerPasted() : answerInput();
    } catch (error) {
      if (lacks(error, target.class)) answer.empty();
      else if (error.code === "INVALID_CONFIG") keys.setError(error);
      else if (target.mode === "paste") editors.pasted.setError({ content: errorContent(error) });
      else form.setError(error);
      return answer.refuse(nextStep(error, target.class));
    }
  }

  function keysToTry() {
    const list = otherKeys().map((key, index) => ({ label: t("debug.otherKey", { number: index + 1 }), key }));
    return list.length ? { otherKeys: list } : {};
  }

  function answerInput() {
    const merchant = gateway(target.class, configOf(target.class));
    const read = form.read();
    if (read.error) return answer.refuse({ kind: "bad", content: read.error });
    const options = withTime(target.class, operationOf(target.class, target.operation), read.options);
    const explanation = merchant.explain(target.operation, read.input, options);
    const observed = target.signature;
    const diagnosis = observed ? merchant.diagnose(target.operation, read.input, observed, { ...options, ...keysToTry() }) : undefined;
    return answer.show({ explanation, diagnosis, input: read.input });
  }

  function answerPasted() {
    const diagnosis = diagnosePasted();
    return answer.show({ explanation: diagnosis.explanation, diagnosis, input: {} });
  }

  /** What an account needs and a request says, such as the merchant code, need not be typed once more. */
  function diagnosePasted() {
    const account = { ...configOf(target.class), ...accountOfPaste(target.pasted, configOf(target.class)) };
    return diagnoseRequest(gateway(target.class, account), target.pasted, keysToTry());
  }

  /** What the library read out of the paste; the text itself stays here. */
  function share() {
    const place = { class: target.class, operation: target.mode === "input" ? target.operation : undefined };
    if (target.mode === "input") return { ...place, ...carryOperation({ ...target, proven: answer.proves(target.signature) }) };
    return { ...place, left: [t("debug.pasted")], ...carryPasted(target.class, attempt(diagnosePasted)) };
  }

  open();
  /** A card that was asked for, what was there before, or at first a sample, so that a diagnosis is seen at once. */
  function open() {
    const asked = mistakes.find(({ id }) => id === target.asked);
    target.asked = undefined;
    if (asked && !(isSample(target) && target.mistake === asked.id)) return loadMistake(asked);
    if (!target.input && isSample(target)) useSample(target, target.class, target.operation);
    const first = mistakes.find((found) => found.class === target.class && found.operation === target.operation)
      ?? (target.mode === "paste" && mistakes.find((found) => found.class === target.class));
    if (first && isSample(target) && !target.signature && !target.pasted) return loadMistake(first, { named: false });
    show();
    return update();
  }

  return {
    element: h("div", { class: "stack-wide" }, h("div", { class: "work" }, side, answer.element), cards),
    place: () => (target.mistake ? { class: "mistake", operation: target.mistake } : { class: target.class, operation: target.mode === "input" ? target.operation : undefined }),
    share,
  };
}
