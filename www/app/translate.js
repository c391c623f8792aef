/** Translates what the library says, from lists of texts and templates such as those in `strings`. */
import { PLACE, counted } from "./plural.js";

const PLACES = new RegExp(PLACE, "g");

/**
 * `translate(text)` gives the translation, with code between backticks, or nothing if there is none. `library` are
 * whole texts, `templates` those with something filled in, `words` translations of what is filled in.
 */
export function translator({ library, templates, words }) {
  const fitting = new RegExpList(templates);
  const word = (found) => (Object.hasOwn(words, found) ? words[found] : undefined);

  function translate(text) {
    const bare = text.replace(/\.$/, "");
    const stop = bare === text ? "" : ".";
    const ended = (whole) => (/[؟?!]$/.test(whole) ? whole : whole + stop);
    if (Object.hasOwn(library, text)) return library[text];
    const whole = fitting.fill(bare, (found) => word(found) ?? translate(found) ?? asCode(found));
    if (whole !== undefined) return ended(whole);
    const parts = sentences(text);
    const translated = parts.length > 1 ? parts.map(translate) : [];
    if (parts.length > 1 && translated.every(Boolean)) return translated.join(" ");
    return afterName(bare, ended);
  }

  /** What breaks a rule begins with the name of its field. */
  function afterName(bare, ended) {
    const [name, ...rest] = bare.split(" ");
    const said = /^[\w.[\]-]+$/.test(name) && fitting.fill(rest.join(" "), (found) => word(found) ?? asCode(found));
    return said ? ended(`\`${name}\` ${said}`) : undefined;
  }

  return translate;
}

/** Values as code; of a list each, with the word between the last two. */
function asCode(text) {
  const between = { or: " أو ", and: " و" };
  const list = /^(\S+(?:, \S+)*) (or|and) (\S+)$/.exec(text);
  const code = (value) => `\`${value}\``;
  if (/^[\w.[\]]+(?:, [\w.[\]]+)+$/.test(text)) return text.split(", ").map(code).join("، ");
  if (!list) return code(text);
  return [...list[1].split(", "), list[3]].map(code).join(between[list[2]]);
}

function sentences(text) {
  return text.split(/(?<=\.) (?=[A-Z])/);
}

class RegExpList {
  #entries;

  constructor(templates) {
    this.#entries = templates.map(([from, to]) => [new RegExp(`^${from.split("{}").map(escaped).join("(.+?)")}$`, "su"), to]);
  }

  fill(text, write) {
    for (const [pattern, to] of this.#entries) {
      // The first letter is a capital where it begins a sentence.
      const found = pattern.exec(text) ?? pattern.exec(text[0]?.toLowerCase() + text.slice(1));
      if (found) return filled(to, found, write);
    }
    return undefined;
  }
}

/** A place within code takes what was found as it is. */
function filled(text, found, write) {
  const pieces = text.split(/(`[^`]+`)/);
  return pieces.map((piece) => piece.replace(PLACES, (_, place, forms) => {
    const value = piece.startsWith("`") ? found[place] : write(found[place]);
    return forms ? counted(found[place], value, forms).join("") : value;
  })).join("");
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
