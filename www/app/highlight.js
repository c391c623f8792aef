/** Colours for what is shown as code. A light reading of the text: wrong code is coloured too. */

const QUOTED = String.raw`"(?:\\.|[^"\\\n])*"`;
/** The closing quote may not be typed yet. */
const STRING = `${QUOTED}?`;
const GRAMMARS = {
  json: [
    ["name", String.raw`${QUOTED}(?=\s*:)`],
    ["string", STRING],
    ["number", String.raw`-?\b\d[\w.+-]*`],
    ["word", String.raw`\b(?:true|false|null)\b`],
  ],
  js: [
    ["note", String.raw`//[^\n]*`],
    ["string", String.raw`${STRING}|'(?:\\.|[^'\\\n])*'?`],
    ["word", String.raw`\b(?:import|from|const|new|await|async|return|true|false|null)\b`],
    ["name", String.raw`\b[A-Za-z_$][\w$]*(?=\s*:)`],
    ["number", String.raw`\b\d[\w.]*`],
  ],
  shell: [
    ["string", String.raw`'[^']*'?|${STRING}`],
    ["word", String.raw`\bcurl\b`],
    ["name", String.raw`(?<=\s)--?[\w-]+`],
  ],
  // A request in any form that people paste.
  any: [
    ["string", String.raw`'[^'\n]*'|${STRING}`],
    ["word", String.raw`\b(?:curl|fetch|GET|POST|DELETE)\b`],
    ["name", String.raw`(?<=\s)--?[A-Za-z][\w-]*|^[\w-]+(?=:\s)`],
  ],
};

const readers = Object.fromEntries(
  Object.entries(GRAMMARS).map(([language, rules]) => [
    language,
    new RegExp(rules.map(([kind, rule]) => `(?<${kind}>${rule})`).join("|"), "gmu"),
  ]),
);

/** `[{ kind, start, end }]` of what is coloured. */
function tokens(text, language) {
  const found = [];
  for (const match of text.matchAll(readers[language])) {
    const [kind] = Object.entries(match.groups).find(([, group]) => group !== undefined);
    if (match[0]) found.push({ kind, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** The text as nodes, coloured, with `marks` (`[{ start, end, look }]`) around what stands out. */
export function painted(text, language, marks = []) {
  const fragment = document.createDocumentFragment();
  const cuts = new Set([0, text.length]);
  const found = language in readers ? tokens(text, language) : [];
  for (const { start, end } of [...found, ...marks]) cuts.add(start).add(end);
  const edges = [...cuts].sort((a, b) => a - b);
  let next = 0;
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const [start, end] = [edges[index], edges[index + 1]];
    while (next < found.length && found[next].end <= start) next += 1;
    const token = found[next] && found[next].start <= start ? found[next].kind : "";
    const looks = marks.filter((mark) => mark.start <= start && end <= mark.end).map(({ look }) => look);
    const piece = text.slice(start, end);
    if (!token && looks.length === 0) {
      fragment.append(piece);
      continue;
    }
    const span = document.createElement("span");
    span.className = [token && `token-${token}`, ...looks].filter(Boolean).join(" ");
    span.textContent = piece;
    fragment.append(span);
  }
  return fragment;
}
