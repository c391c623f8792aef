/** What the debugger says of a signature: how things stand, why, the two texts compared, and the right one. */
import { causeView, findingsView, titles } from "./causes.js";
import { EVENT, REQUEST, compareView } from "./compare.js";
import { card } from "./controls.js";
import { code, fill, h } from "./dom.js";
import { rich, said, t } from "./i18n.js";
import { checklist } from "./next-step.js";
import { senderNote } from "./sender-note.js";
import { signedView } from "./parts.js";
import { reproduceCard } from "./reproduce.js";
import { MASK } from "./privacy.js";
import { typedSecrets } from "./state.js";
import { statusBar } from "./status-bar.js";
import { isGenuine } from "./trust.js";
import { kindOf } from "./webhooks.js";

/** `deeper` starts the deeper search. */
export function debugAnswer(target, { deeper }) {
  const status = statusBar();
  const reasons = card(t("debug.causes"));
  const compare = card(t("debug.compare"));
  const right = card(t("debug.right"));
  const again = reproduceCard();
  const sender = senderNote();
  const cards = [reasons, compare, right];
  const element = h("div", { class: "results" }, status.element, sender.element, cards.map((made) => made.element), again.element);
  /** The signature of which the diagnosis on the screen shows that it is a digest of what is there. */
  let proven;
  /** The diagnosis on the screen. */
  let current;

  function show({ explanation, diagnosis, input, deeper: canGoDeeper }) {
    current = diagnosis;
    element.dataset.stale = "false";
    const event = kindOf(target.class, diagnosis?.operation);
    const genuine = !event || isGenuine(diagnosis);
    showStatus(diagnosis, genuine);
    proven = isGenuine(diagnosis) ? target.signature : undefined;
    const { causes = [], findings = [], checks = [], note } = diagnosis ?? {};
    // A body that cannot be read, for instance: what stands in the way is the next step.
    const unexplained = diagnosis?.verdict === "unexplained" && !isUnsigned(diagnosis);
    const untried = unexplained && diagnosis.candidatesTried === 0 && findings.length > 0;
    const lost = unexplained && !untried;
    reasons.element.hidden = [...causes, ...findings, ...checks].length === 0 && !lost && !note && genuine;
    fill(reasons.body,
      !genuine && h("p", { class: "distrust" }, t("event.distrust")),
      causes.map(causeView),
      findings.length > 0 && findingsView(t(untried ? "debug.obstacles" : diagnosis.verdict === "valid" ? "debug.maybe" : "debug.findings"), findings),
      checks.length > 0 && findingsView(t("debug.checks"), checks),
      lost && checklist(event ? ["key", "environment", "raw"] : ["key", "environment", "hashed", "sent"]),
      canGoDeeper && h("p", {}, h("button", { type: "button", class: "button", "data-control": "deeper", onclick: deeper }, t("search.deeper"))),
      note && h("p", { class: "note" }, said(note)));
    const theirs = target.own ? masked(target.own, explanation, input) : causes.find(({ stringToSign }) => stringToSign)?.stringToSign;
    // Emptied too: what is only hidden can still be found in the page.
    compare.element.hidden = !theirs;
    fill(compare.body, theirs && compareView(theirs, explanation, event ? EVENT : REQUEST, causes.flatMap(({ fields }) => fields)));
    right.element.hidden = !explanation;
    fill(right.heading, t(genuine ? "debug.right" : "event.parts"));
    fill(right.body, explanation && signedView(explanation, { offered: genuine }));
    again.show(genuine ? explanation : undefined);
  }

  function showStatus(diagnosis, genuine) {
    const found = diagnosis?.operation ? [" ", code(diagnosis.operation)] : [];
    if (!diagnosis) return status.set("plain", t("debug.waiting"));
    if (diagnosis.verdict === "valid") return status.set("good", t("debug.valid"), diagnosis.findings?.length > 0 && [" ", t("debug.validBut")], found);
    if (!genuine) return status.set("bad", t("event.status"), found);
    if (diagnosis.verdict === "explained") return status.set("warn", rich("debug.found", { causes: titles(diagnosis.causes) }), found);
    if (isUnsigned(diagnosis)) return status.set("plain", t("debug.unsigned"), found);
    if (diagnosis.candidatesTried === 0) return status.set("bad", t("debug.untried"), found);
    return status.set("bad", rich("debug.unexplained", { count: diagnosis.candidatesTried }), found);
  }

  function outdated() {
    element.dataset.stale = "true";
  }

  function empty() {
    current = undefined;
    proven = undefined;
    again.show(undefined);
    for (const made of cards) {
      made.element.hidden = true;
      fill(made.body);
    }
  }

  empty();
  return {
    element,
    show,
    empty,
    outdated,
    showSender: sender.show,
    /** Says so once a search takes longer than a moment. `cancel` ends it, `most` are the seconds that it takes at most. */
    searching(cancel, most) {
      outdated();
      status.busy({ cancel, most });
    },
    refuse({ kind, content }) {
      outdated();
      status.set(kind, content);
    },
    /** Of the texts as they are now, and nothing while they are not yet looked at. */
    diagnosis: () => (element.dataset.stale === "true" ? undefined : current),
    proves: (signature) => proven === signature,
  };
}

function isUnsigned({ verdict, findings = [] }) {
  return !["valid", "explained", "unexplained"].includes(verdict) || findings.some(({ id }) => id === "signature-missing");
}

/** The caller's text with the secrets covered, to compare it with one that is covered too. */
function masked(text, explanation, input) {
  const secrets = [...typedSecrets(), ...(explanation?.parts ?? []).filter(({ secret }) => secret).map(({ name }) => input[name])];
  const placed = text.replace(/\{(?:secureKey|secretKey|apiSecret|webhookSecret)\}/g, MASK);
  return secrets.filter((secret) => typeof secret === "string" && secret.length > 2).reduce((safe, secret) => safe.replaceAll(secret, MASK), placed);
}
