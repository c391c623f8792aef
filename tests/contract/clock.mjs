/** The clock of requests and sandbox alike, in Unix seconds: on a slow machine the last request waits for minutes. */
export const SIGNED_AT = Math.floor(Date.now() / 1000);
