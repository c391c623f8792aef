export interface Fatora {
  /** The JWT of `authorize`. It can be replaced, never read. */
  set bearerToken(token: string);
  /** Reads what the browser brought back. Nothing in it is signed: confirm with `verifyPayment`. */
  readReturn(urlOrQuery: string): FatoraReturn;
}
