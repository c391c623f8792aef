// How the demo looks: colours on a terminal that wants them, plain text anywhere else.

const { stdout, env } = process;
const live = stdout.isTTY === true && env.TERM !== "dumb";
const coloured = live && !env.NO_COLOR;

const paint = (code) => (text) => (coloured && text !== "" ? `\x1b[${code}m${text}\x1b[0m` : text);

export const bold = paint("1");
export const dim = paint("2");
export const red = paint("31");
export const green = paint("32");
const alternating = [paint("36"), paint("33")];

const visible = (text) => text.replace(/\x1b\[[0-9;]*m/g, "");
export const pad = (text, width) => text + " ".repeat(Math.max(0, width - visible(text).length));
export const clip = (text, width) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/** A text on two lines of `width`, broken between words. */
export function folded(text, width) {
  if (text.length <= width) return [text, ""];
  const cut = text.lastIndexOf(" ", width);
  return cut < 0 ? [clip(text, width), ""] : [text.slice(0, cut), clip(text.slice(cut + 1), width)];
}

/** A line that is replaced by the next one; a pipe does not get it. */
export function progress(text) {
  if (live) stdout.write(`\r\x1b[2K${dim(clip(text, (stdout.columns ?? 80) - 1))}`);
}

export function line(text = "") {
  stdout.write(`${live ? "\r\x1b[2K" : ""}${text.trimEnd()}\n`);
}

/**
 * The parts of a string to sign, their boundaries visible: a dim dot between neighbours, and
 * colours that alternate. A long string goes on below itself, `indent` columns in.
 */
export function signedParts(parts, indent) {
  const room = live ? Math.max(20, (stdout.columns ?? 80) - indent) : Infinity;
  let shown = "";
  let used = 0;
  const put = (text, colour) => {
    for (let rest = text; rest !== ""; ) {
      if (used >= room) {
        shown += `\n${" ".repeat(indent)}`;
        used = 0;
      }
      const fitting = rest.slice(0, room - used);
      shown += colour(fitting);
      used += fitting.length;
      rest = rest.slice(fitting.length);
    }
  };
  parts
    .filter(({ text }) => text !== "")
    .forEach(({ text, secret }, index) => {
      if (index > 0) put("·", dim);
      put(text, secret ? dim : alternating[index % 2]);
    });
  return shown;
}
