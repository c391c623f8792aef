/** The second tool: why a signature is refused. From what was sent, or from an operation and its input. */
import { carryOperation, carryPasted } from "./carried.js";
import { causeView, findingsView, titles } from "./causes.js";
import { EVENT, REQUEST, compareView } from "./compare.js";
import { card, choice, errorContent, line, select, statusBar } from "./controls.js";
import { code, debounce, english, fill, h, keepFocus } from "./dom.js";
import { editor } from "./editor.js";
import { rich, t } from "./i18n.js";
import { inputForm } from "./input-form.js";
import { keysPanel } from "./keys.js";
import { classOf, classes, diagnoseRequest, gateway, operationOf, withTime } from "./library.js";
import { mistakes } from "./mistakes.js";
import { operationPicker } from "./operation-picker.js";
import { signedView } from "./parts.js";
import { MASK } from "./privacy.js";
import { curl } from "./snippets.js";
import { configOf, otherKeys, pretty, state, typedSecrets, useDemoAccount, useSample } from "./state.js";
import { isGenuine } from "./trust.js";
import { kindOf } from "./webhooks.js";

export function debugTool({ moved }) {
  const target = state.debug;
  if (!target.input) useSample(target, target.class, target.operation);

  const later = debounce(update, 250);
  const status = statusBar();
  const reasons = card(t("debug.causes"));
  const compare = card(t("debug.compare"));
  const right = card(t("debug.right"));
  const results = h("div", { class: "results" }, status.element, reasons.element, compare.element, right.element);
  const side = h("div", { class: "side" });
  let keys;
  let form;
  let pasted;
  /** The signature of which the diagnosis on the screen shows that it is a digest of what is there. */
  let proven;

  function show() {
    keys = keysPanel(target.class, later);
    const own = editor({
      label: t("debug.own"), language: "none", rows: 3, optional: t("optional"), hint: t("debug.ownHint"), value: target.own,
      oninput: (text) => { target.own = text; later(); },
    });
    const others = line({
      label: t("debug.otherKeys"), secret: true, optional: true, value: target.otherKeys, hint: t("debug.otherKeysHint"),
      oninput: (text) => { target.otherKeys = text; later(); },
    });
    const extras = [own.element, others.element];
    const question = target.mode === "paste" ? pasteFields() : inputFields();
    keepFocus(side, () => fill(side, card(t("debug.question"), startControls(), question, extras).element, keys.element));
  }

  function startControls() {
    const wanted = select({
      label: t("debug.mistake"),
      value: target.mistake,
      options: [{ value: "", label: t("debug.mistakeNone") }, ...grouped(mistakes)],
      onchange: (id) => {
        loadMistake(mistakes.find((found) => found.id === id));
      },
    });
    const mode = choice({
      label: t("debug.mode"),
      value: target.mode,
      options: [{ value: "input", label: t("debug.modeInput") }, { value: "paste", label: t("debug.modePaste") }],
      onchange: (chosen) => {
        target.mode = chosen;
        const found = mistakes.find(({ id }) => id === target.mistake);
        if (found) return loadMistake(found);
        show();
        return update();
      },
    });
    return [wanted.element, mode];
  }

  function loadMistake(found) {
    if (!found) {
      target.mistake = "";
      show();
      return;
    }
    useDemoAccount(found.class);
    const key = configOf(found.class)[found.mac ?? "secureKey"];
    const wrong = found.signature === "{signed}" ? found.signed.replace("{secureKey}", key) : found.signature;
    Object.assign(target, {
      class: found.class,
      operation: found.operation,
      mistake: found.id,
      input: pretty(found.input),
      options: found.options ? pretty(found.options) : "",
      signature: wrong,
      own: found.signed ?? "",
      otherKeys: "",
      pasted: curl(sentWrongly(found, wrong)),
    });
    show();
    moved();
    update();
  }

  function inputFields() {
    form = inputForm(target, later, { rows: 9 });
    const picker = operationPicker(target, { signedOnly: true, onchange: () => {
      Object.assign(target, { mistake: "", signature: "", own: "" });
      show();
      moved();
      update();
    } });
    const signature = editor({
      label: t("debug.signature"), language: "none", rows: 3, hint: t("debug.signatureHint"), value: target.signature,
      oninput: (text) => { target.signature = text; later(); },
    });
    return [picker, form.element, signature.element];
  }

  function pasteFields() {
    const owner = select({
      label: t("pick.gateway"),
      options: classes.filter(({ operations }) => operations.some(({ signed }) => signed)).map(({ class: name }) => ({ value: name, label: name, dir: "ltr" })),
      value: target.class,
      onchange: (name) => {
        const first = classOf(name).operations.find(({ signed }) => signed);
        useSample(target, name, first.name);
        Object.assign(target, { mistake: "", own: "" });
        show();
        moved();
        update();
      },
    });
    pasted = editor({
      label: t("debug.pasted"), language: "any", rows: 14, hint: t("debug.pastedHint"), value: target.pasted, placeholder: "curl -X POST 'https://…'",
      oninput: (text) => { target.pasted = text; later(); },
    });
    return [owner.element, pasted.element];
  }

  function update() {
    keys.setError(undefined);
    try {
      const merchant = gateway(target.class, configOf(target.class));
      return target.mode === "paste" ? answerPasted(merchant) : answerInput(merchant);
    } catch (error) {
      if (error.code === "INVALID_CONFIG") keys.setError(error);
      else if (target.mode === "paste") pasted.setError({ content: errorContent(error) });
      else form.setError(error);
      return refuse(error.field ? t("status.at", { field: error.field }) : error.message);
    }
  }

  function keysToTry() {
    const list = otherKeys().map((key, index) => ({ label: t("debug.otherKey", { number: index + 1 }), key }));
    return list.length ? { otherKeys: list } : {};
  }

  function answerInput(merchant) {
    const read = form.read();
    if (read.error) return refuse(read.error);
    const options = withTime(target.class, operationOf(target.class, target.operation), read.options);
    const explanation = merchant.explain(target.operation, read.input, options);
    const observed = target.signature;
    const diagnosis = observed ? merchant.diagnose(target.operation, read.input, observed, { ...options, ...keysToTry() }) : undefined;
    return showAnswer({ explanation, diagnosis, input: read.input });
  }

  function answerPasted(merchant) {
    pasted.setError(undefined);
    if (target.pasted.trim() === "") return refuse(t("debug.empty"));
    const diagnosis = diagnoseRequest(merchant, target.pasted, keysToTry());
    return showAnswer({ explanation: diagnosis.explanation, diagnosis, input: {} });
  }

  function showAnswer({ explanation, diagnosis, input }) {
    results.dataset.stale = "false";
    const event = kindOf(target.class, diagnosis?.operation);
    const genuine = !event || isGenuine(diagnosis);
    showStatus(diagnosis, genuine);
    proven = isGenuine(diagnosis) ? target.signature : undefined;
    const causes = diagnosis?.causes ?? [];
    const findings = diagnosis?.findings ?? [];
    const checks = diagnosis?.checks ?? [];
    reasons.element.hidden = [...causes, ...findings, ...checks].length === 0 && !diagnosis?.note && genuine;
    fill(reasons.body,
      !genuine && h("p", { class: "distrust" }, t("event.distrust")),
      causes.map(causeView),
      findings.length > 0 && findingsView(t("debug.findings"), findings),
      checks.length > 0 && findingsView(t("debug.checks"), checks),
      diagnosis?.note && h("p", { class: "note" }, english(diagnosis.note)));
    const theirs = target.own ? masked(target.own, explanation, input) : causes.find(({ stringToSign }) => stringToSign)?.stringToSign;
    // Emptied too: what is only hidden can still be found in the page.
    compare.element.hidden = !theirs;
    fill(compare.body, theirs && compareView(theirs, explanation?.stringToSign, event ? EVENT : REQUEST));
    right.element.hidden = !explanation;
    fill(right.heading, t(genuine ? "debug.right" : "event.parts"));
    fill(right.body, explanation && signedView(explanation, { offered: genuine }));
  }

  function showStatus(diagnosis, genuine) {
    const found = diagnosis?.operation ? [" ", code(diagnosis.operation)] : [];
    if (!diagnosis) return status.set("plain", t("debug.waiting"));
    if (diagnosis.verdict === "valid") return status.set("good", t("debug.valid"), found);
    if (!genuine) return status.set("bad", t("event.status"), found);
    if (diagnosis.verdict === "explained") return status.set("warn", rich("debug.found", { causes: titles(diagnosis.causes) }), found);
    if (diagnosis.verdict !== "unexplained") return status.set("plain", t("debug.unsigned"), found);
    return status.set("bad", t("debug.unexplained", { count: diagnosis.candidatesTried.toLocaleString(state.lang) }), found);
  }

  /** What the library read out of the paste; the text itself stays here. */
  function sharePasted() {
    return { left: [t("debug.pasted")], ...carryPasted(target.class, recognised()) };
  }

  function recognised() {
    try {
      return diagnoseRequest(gateway(target.class, configOf(target.class)), target.pasted, keysToTry());
    } catch {
      return undefined;
    }
  }

  function refuse(reason) {
    results.dataset.stale = "true";
    status.set("bad", t("build.stopped", { reason }));
  }

  show();
  const example = mistakes.find((found) => found.class === target.class && found.operation === target.operation);
  if (example && !target.signature && !target.pasted && !target.carried) loadMistake(example);
  else update();

  return {
    element: h("div", { class: "work" }, side, results),
    place: () => ({ class: target.class, operation: target.operation }),
    share: () => (target.mode === "paste" ? sharePasted() : carryOperation({ ...target, proven: proven === target.signature })),
  };
}

function grouped(list) {
  const names = [...new Set(list.map(({ class: name }) => name))];
  return names.map((name) => ({
    label: name,
    options: list.filter((found) => found.class === name).map(({ id }) => ({ value: id, label: t(`mistake.${id}`) })),
  }));
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

/** The caller's text with the secrets covered, to compare it with one that is covered too. */
function masked(text, explanation, input) {
  const secrets = [...typedSecrets(), ...(explanation?.parts ?? []).filter(({ secret }) => secret).map(({ name }) => input[name])];
  const placed = text.replace(/\{(?:secureKey|secretKey|apiSecret|webhookSecret)\}/g, MASK);
  return secrets.filter((secret) => typeof secret === "string" && secret.length > 2).reduce((safe, secret) => safe.replaceAll(secret, MASK), placed);
}
