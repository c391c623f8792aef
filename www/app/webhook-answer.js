/** What the third tool says of an event: its verdicts, what it holds, why its signature is not right, and what that must cover. */
import { causeView } from "./causes.js";
import { EVENT, compareView } from "./compare.js";
import { card, errorContent } from "./controls.js";
import { code, fill, h } from "./dom.js";
import { lateStatus, verdictView } from "./event-verdict.js";
import { maybe, rich, t } from "./i18n.js";
import { checklist, lacks, nextStep } from "./next-step.js";
import { signedView } from "./parts.js";
import { senderNote } from "./sender-note.js";
import { state } from "./state.js";
import { statusBar } from "./status-bar.js";
import { isGenuine } from "./trust.js";

/** `recheck(seconds)` verifies once more as of a time, `deeper` starts the deeper search. */
export function webhookAnswer({ recheck, deeper }) {
  const status = statusBar();
  const verdict = card(t("webhook.verdict"));
  const compare = card(t("debug.compare"));
  const right = card(t("webhook.right"));
  const sender = senderNote();
  const cards = [verdict, compare, right];
  const element = h("div", { class: "results" }, status.element, sender.element, cards.map((made) => made.element));

  /** Hidden cards are emptied too: what is only hidden can still be found in the page. */
  function empty() {
    for (const made of cards) {
      made.element.hidden = true;
      fill(made.body);
    }
  }

  /** `judged` is of `event-verdict.js`; `found` is the answer of the search, `{ diagnosis, deeper }` or `{ cancelled }`. */
  function show({ className, judged, genuine, explanation, found }) {
    const { result, error } = judged;
    element.dataset.stale = "false";
    empty();
    verdict.element.hidden = false;
    showRight(explanation, genuine);
    if (result) {
      status.set(genuine ? "good" : "warn", t(genuine ? "webhook.verified" : "webhook.unverified"));
      fill(verdict.body, genuine && verdicts(judged), resultTable(result));
      return;
    }
    refuse(error, className);
    if (judged.signature !== "unread") verdict.body.prepend(verdicts(judged));
    if (judged.late && judged.signature === "right") status.set("warn", lateStatus(judged, state.lang));
    else showWhy(error, found, explanation);
  }

  function verdicts(judged) {
    return verdictView(judged, { lang: state.lang, recheck: () => recheck(judged.sent) });
  }

  function refuse(error, className) {
    const { kind, content } = nextStep(error, className);
    const lacking = lacks(error, className);
    verdict.element.hidden = lacking;
    if (lacking) return status.set(kind, content);
    const reason = maybe(`error.${error.code}`);
    status.set("bad", ...(reason ? [rich("webhook.refused", { reason }), " ", code(error.code)] : [t("webhook.unreadable")]));
    fill(verdict.body, h("p", { class: "refusal" }, reason ? errorContent(error) : t("webhook.unreadable")));
    return undefined;
  }

  function showWhy({ code: refusal = "" }, { diagnosis, deeper: canGoDeeper, cancelled }, explanation) {
    if (/^SIGNATURE|^TIMESTAMP/.test(refusal) && !isGenuine(diagnosis)) verdict.body.append(h("p", { class: "distrust" }, t("event.distrust")));
    if (cancelled) verdict.body.append(h("p", { class: "note" }, t("search.cancelled")));
    if (!diagnosis || diagnosis.verdict === "valid") return;
    verdict.body.append(...(diagnosis.causes.length
      ? diagnosis.causes.map(causeView)
      : [h("p", { class: "note" }, diagnosis.candidatesTried ? rich("event.unexplained", { count: diagnosis.candidatesTried }) : t("event.untried")), checklist(["key", "environment", "raw"])]));
    if (canGoDeeper) verdict.body.append(h("p", {}, h("button", { type: "button", class: "button", "data-control": "deeper", onclick: deeper }, t("search.deeper"))));
    const theirs = diagnosis.causes.find(({ stringToSign }) => stringToSign)?.stringToSign;
    compare.element.hidden = !theirs;
    fill(compare.body, theirs && compareView(theirs, explanation, EVENT, diagnosis.causes.flatMap(({ fields }) => fields)));
  }

  function showRight(explanation, genuine) {
    right.element.hidden = !explanation;
    fill(right.heading, t(genuine ? "webhook.right" : "event.parts"));
    fill(right.body, explanation && signedView(explanation, { offered: genuine }));
  }

  function outdated() {
    element.dataset.stale = "true";
  }

  empty();
  return {
    element,
    show,
    empty,
    outdated,
    showSender: sender.show,
    say: (content) => status.set("plain", content),
    /** Before anything could be verified. */
    refuse: (error, className) => {
      empty();
      refuse(error, className);
    },
    /** Says so once a search takes longer than a moment. `cancel` ends it, `most` are the seconds that it takes at most. */
    searching(cancel, most) {
      outdated();
      status.busy({ cancel, most });
    },
  };
}

function resultTable(result) {
  const text = (value) => (typeof value === "string" ? value : JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner)));
  return h("div", { class: "table-box", tabIndex: 0, role: "region", "aria-label": t("webhook.fields") },
    h("table", { class: "values" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("webhook.field")), h("th", { scope: "col" }, t("webhook.value")))),
      h("tbody", {}, Object.entries(result).filter(([, value]) => value !== undefined && value !== null).map(([name, value]) =>
        h("tr", {}, h("th", { scope: "row" }, code(name)), h("td", {}, code(text(value))))))));
}
