/** What the command does not understand. */
export class UsageError extends Error {}
