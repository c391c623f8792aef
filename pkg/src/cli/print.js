/** Results as text. */
import { between, paint } from "./output.js";

const COLOURS = [36, 33, 35, 32];

export function printExplanation({ algorithm, encoding, parts, signature }) {
  const width = Math.max(...parts.map((part) => part.name.length));
  const rows = parts.map((part, index) => {
    const text = part.text === "" ? paint(2, "(nothing)") : paint(COLOURS[index % COLOURS.length], part.text);
    return `  ${part.name.padEnd(width)}  ${text}${part.note ? paint(2, `  ${part.note}`) : ""}`;
  });
  const joined = parts.map((part, index) => paint(COLOURS[index % COLOURS.length], part.text)).join(between);
  return [`${algorithm}, ${encoding}`, ...rows, `string to sign  ${joined}`, `signature       ${signature}`].join("\n");
}

export function printDiagnosis({ verdict, operation, causes, findings = [], checks, note, candidatesTried }) {
  const lines = [paint(1, operation ? `${operation}: ${verdict}` : verdict)];
  for (const cause of [...causes, ...findings, ...checks]) {
    lines.push("", `${paint(33, cause.title)} ${paint(2, `[${cause.id}]`)}`, `  ${cause.detail}`, `  ${paint(32, cause.fix)}`);
    if (cause.stringToSign) lines.push(`  ${paint(2, cause.stringToSign)}`);
  }
  if (note) lines.push("", note);
  else if (verdict === "unexplained" && candidatesTried > 0) lines.push("", "No usual mistake gives this signature; the key or the content is another one.");
  return [...lines, "", paint(2, `${candidatesTried} candidates tried`)].join("\n");
}

export function printResult(result) {
  const width = Math.max(...Object.keys(result).map((name) => name.length));
  const shown = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  return [paint(32, "verified"), ...Object.entries(result).map(([name, value]) => `  ${name.padEnd(width)}  ${shown(value)}`)].join("\n");
}

export function printKnownError(known) {
  return Object.entries(known).map(([name, value]) => `${name.padEnd(9)}  ${value}`).join("\n");
}
