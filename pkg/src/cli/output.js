/** Standard output: a result that nobody got must not pass for success. */

/** The exit status of a result that could not be written. */
export const UNWRITTEN = 3;

process.stdout.on("error", unwritten);

/** Writes a result with a line end. */
export function write(text) {
  try {
    process.stdout.write(`${text}\n`);
  } catch (error) {
    unwritten(error);
  }
}

/** A full disk is a failure; a reader that has seen enough (`| head`) is none. */
function unwritten(error) {
  if (error.code === "EPIPE") return;
  const message = `the result could not be written: ${error.message}`;
  const isJson = process.argv.includes("--json");
  console.error(isJson ? JSON.stringify({ error: { code: "UNWRITTEN", message } }) : `tawqee: ${message}`);
  process.exitCode = UNWRITTEN;
}

const isPlain = !process.stdout.isTTY || process.env.NO_COLOR !== undefined;

/** Colour on a terminal; plain in a pipe. */
export function paint(colour, text) {
  return isPlain ? text : `\u001b[${colour}m${text}\u001b[0m`;
}

/** What stands between coloured parts where there is no colour. */
export const between = isPlain ? "·" : "";
