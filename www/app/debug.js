/** The second tool: why a signature is refused. From what was sent, or from an operation and its input. */
import { shareableConfig, signedView } from "./build.js";
import { compareView } from "./compare.js";
import { card, choice, errorContent, line, select, statusBar } from "./controls.js";
import { code, debounce, english, fill, h } from "./dom.js";
import { editor } from "./editor.js";
import { causeWords, t } from "./i18n.js";
import { inputForm } from "./input-form.js";
import { keysPanel } from "./keys.js";
import { can, classOf, classes, diagnoseRequest, gateway, operationOf, withTime } from "./library.js";
import { mistakes } from "./mistakes.js";
import { operationPicker } from "./operation-picker.js";
import { MASK, isDigest, withoutSecrets } from "./privacy.js";
import { curl } from "./snippets.js";
import { configOf, pretty, state, typedSecrets, useDemoAccount, useSample } from "./state.js";

export function debugTool({ moved }) {
  const target = state.debug;
  if (!can.diagnoseRequest) target.mode = "input";
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
    const extras = [own.element, can.diagnose && others.element];
    const question = target.mode === "paste" ? pasteFields() : inputFields();
    fill(side, card(t("debug.question"), startControls(), question, extras).element, keys.element);
  }

  function startControls() {
    const usable = can.diagnose ? mistakes.filter((found) => operationOf(found.class, found.operation).name === found.operation && classOf(found.class).class === found.class) : [];
    const wanted = select({
      label: t("debug.mistake"),
      value: target.mistake,
      options: [{ value: "", label: t("debug.mistakeNone") }, ...grouped(usable)],
      onchange: (id) => {
        loadMistake(usable.find((found) => found.id === id));
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
    return [usable.length > 0 && wanted.element, can.diagnoseRequest && mode];
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
    return [picker.element, form.element, signature.element];
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

  function otherKeys() {
    const list = target.otherKeys.split(/\s+/).filter(Boolean).map((key, index) => ({ label: t("debug.otherKey", { number: index + 1 }), key }));
    return list.length ? { otherKeys: list } : {};
  }

  function answerInput(merchant) {
    const read = form.read();
    if (read.error) return refuse(read.error);
    const options = withTime(target.class, operationOf(target.class, target.operation), read.options);
    const explanation = merchant.explain(target.operation, read.input, options);
    const observed = target.signature;
    const diagnosis = observed && can.diagnose ? merchant.diagnose(target.operation, read.input, observed, { ...options, ...otherKeys() }) : undefined;
    return showAnswer({ explanation, diagnosis, observed, input: read.input });
  }

  function answerPasted(merchant) {
    pasted.setError(undefined);
    if (target.pasted.trim() === "") return refuse(t("debug.empty"));
    const diagnosis = diagnoseRequest(merchant, target.pasted, otherKeys());
    return showAnswer({ explanation: diagnosis.explanation, diagnosis, observed: true, input: {} });
  }

  function showAnswer({ explanation, diagnosis, observed, input }) {
    results.dataset.stale = "false";
    showStatus(explanation, diagnosis, observed);
    const causes = diagnosis?.causes ?? [];
    const findings = diagnosis?.findings ?? [];
    const checks = diagnosis?.checks ?? [];
    reasons.element.hidden = [...causes, ...findings, ...checks].length === 0 && !diagnosis?.note;
    fill(reasons.body,
      causes.map(causeView),
      findings.length > 0 && findingsView(t("debug.findings"), findings),
      checks.length > 0 && findingsView(t("debug.checks"), checks),
      diagnosis?.note && h("p", { class: "note" }, english(diagnosis.note)));
    const theirs = target.own ? masked(target.own, explanation, input) : causes.find(({ stringToSign }) => stringToSign)?.stringToSign;
    compare.element.hidden = !theirs || !explanation;
    if (theirs && explanation) fill(compare.body, compareView(theirs, explanation.stringToSign));
    right.element.hidden = !explanation;
    if (explanation) fill(right.body, signedView(explanation));
  }

  function showStatus(explanation, diagnosis, observed) {
    const found = diagnosis?.operation ? [" ", code(diagnosis.operation)] : [];
    if (!observed) return status.set("plain", t(can.diagnose ? "debug.waiting" : "debug.explained"));
    if (!diagnosis) {
      const same = observed.trim().toLowerCase() === explanation.signature.toLowerCase();
      return status.set(same ? "good" : "bad", t(same ? "debug.valid" : "debug.differs"));
    }
    if (diagnosis.verdict === "valid") return status.set("good", t("debug.valid"), found);
    if (diagnosis.verdict === "explained") return status.set("warn", t("debug.found", { count: diagnosis.causes.length }), found);
    return status.set("bad", t("debug.unexplained", { count: diagnosis.candidatesTried.toLocaleString(state.lang) }), found);
  }

  function refuse(reason) {
    results.dataset.stale = "true";
    status.set("bad", t("build.stopped", { reason }));
  }

  show();
  const example = mistakes.find((found) => found.class === target.class && found.operation === target.operation);
  if (can.diagnose && example && !target.signature && !target.pasted) loadMistake(example);
  else update();

  return {
    element: h("div", { class: "work" }, side, results),
    place: () => ({ class: target.class, operation: target.operation }),
    share: () => ({
      mode: target.mode,
      ...(target.mode === "paste"
        ? { pasted: withoutSecrets(target.pasted, typedSecrets()) }
        : { input: withoutSecrets(target.input, typedSecrets()), options: withoutSecrets(target.options, typedSecrets()) }),
      ...(isDigest(target.signature.trim()) && { signature: target.signature.trim() }),
      config: shareableConfig(target.class),
    }),
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

export function causeView(cause) {
  const { id, kind, fields, detail } = cause;
  const { title, fix } = causeWords(cause);
  return h("article", { class: "cause" },
    h("h3", { class: "cause-title" }, title),
    h("p", { class: "cause-tags" },
      h("span", { class: `tag tag-${kind}` }, t(`cause.${kind}`)), " ",
      fields.map((field) => [code(field, "tag tag-field"), " "]),
      code(id, "cause-id")),
    h("p", { class: "cause-text" }, english(detail)),
    h("p", { class: "cause-fix" }, h("strong", {}, t("cause.fix")), " ", fix));
}

function findingsView(title, findings) {
  return h("div", { class: "findings" },
    h("h3", {}, title),
    h("ul", {}, findings.map((finding) =>
      h("li", {},
        h("strong", {}, english(finding.title)), " ",
        finding.field && [code(finding.field, "tag tag-field"), " "],
        h("p", {}, english(finding.detail), " ", english(finding.fix))))));
}
