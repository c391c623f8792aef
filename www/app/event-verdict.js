/** The two verdicts on an event: whether its signature is right, and how old it is. They fail for different reasons. */
import { code, h } from "./dom.js";
import { rich, t } from "./i18n.js";
import { span } from "./time-span.js";

/**
 * `{ signature, age, result, error }`. `signature` is `right`, `wrong`, `missing` or `unread`; `age` in seconds where
 * the kind signs a time that can be read; `late` says that the time alone is refused. An event that is refused for
 * its time is verified once more as of that time, since the library looks at the time first.
 */
export function judge(kind, merchant, fields) {
  const sent = kind.time?.(fields);
  const now = fields.now.trim() ? Number(fields.now) : Math.floor(Date.now() / 1000);
  const age = sent === undefined ? undefined : now - sent;
  const verify = (texts) => {
    try {
      return { result: kind.verify(merchant, texts) };
    } catch (error) {
      return { error };
    }
  };
  const asked = verify(fields);
  const late = asked.error?.code === "TIMESTAMP_OUT_OF_RANGE";
  const { result, error } = late && sent !== undefined ? verify({ ...fields, now: String(sent) }) : asked;
  return { ...asked, sent, age, late, signature: result ? "right" : signatureOf(error) };
}

function signatureOf({ code: refusal }) {
  return { SIGNATURE_MISMATCH: "wrong", SIGNATURE_MISSING: "missing" }[refusal] ?? "unread";
}

/** Both verdicts as a list, with the button to look again as of the event's own time. */
export function verdictView({ signature, age, late }, { lang, recheck }) {
  return h("dl", { class: "verdicts" },
    h("dt", {}, t("webhook.signature")), h("dd", { class: `verdict-${signature}` }, t(`webhook.signature.${signature}`)),
    age !== undefined && [
      h("dt", {}, t("webhook.age")),
      h("dd", { class: late ? "verdict-late" : "" }, ageText(age, lang), late && [" ", t("webhook.late"), " ",
        h("button", { type: "button", class: "button", onclick: recheck }, t("webhook.recheck"))]),
    ]);
}

export function ageText(age, lang) {
  return rich(age < 0 ? "webhook.ahead" : "webhook.old", { span: span(Math.abs(age), lang) });
}

/** What the status line says of an event that only its time refuses. */
export function lateStatus({ age }, lang) {
  return [t("webhook.signature.right"), " ", ageText(age, lang), " ", code("TIMESTAMP_OUT_OF_RANGE")];
}
