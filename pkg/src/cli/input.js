/** Reads what a command is given: a file, or standard input. */
import { readFileSync } from "node:fs";
import { isatty } from "node:tty";

import { CommandError } from "./errors.js";

/** The bytes of a file; of standard input when there is no name, or `-`. */
export function bytesOf(file) {
  if (file !== undefined && file !== "-") return read(file, file);
  if (isatty(0)) {
    console.error(`tawqee: waiting for input, end it with ${process.platform === "win32" ? "Ctrl-Z and Enter" : "Ctrl-D"}`);
  }
  return read(0, "standard input");
}

/** The text of a file, which lost nothing on its way; a byte-order mark is left for the core to name. */
export function textOf(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(file));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError("the input is not UTF-8", { code: "UNREADABLE" });
  }
}

/** Everything that a file or file descriptor holds. */
export function read(from, name) {
  try {
    return readFileSync(from);
  } catch (error) {
    throw new CommandError(`${name} cannot be read: ${error.code}`, { code: "UNREADABLE" });
  }
}
