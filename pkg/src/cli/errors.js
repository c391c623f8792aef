/** What the command refuses itself. */

/** What the command does not understand: the arguments, unless another code says what it is. */
export class CommandError extends Error {
  constructor(message, { code = "USAGE", status = 2, hint } = {}) {
    super(hint === undefined ? message : `${message} (${hint})`);
    this.code = code;
    this.status = status;
    this.hint = hint;
  }
}
