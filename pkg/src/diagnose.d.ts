/**
 * Diagnoses what was really sent: a curl command, raw HTTP, a body in any form, a URL, the code or the log of a client
 * (`fetch`, axios, requests, Guzzle), a HAR or Postman export, or a request. It need not be valid.
 * Says which operation it is, which mistakes explain its signature, what else differs from what the gateway
 * documents, and what an answer means that was pasted with it. Throws `MALFORMED_BODY` when it belongs to no operation of the gateway.
 * `now` is the clock in Unix seconds, against which times in the request are held; it is read when it is absent.
 */
export declare function diagnoseRequest<G extends $Classes>(
  gateway: G,
  pasted: string | HttpRequest | Record<string, unknown>,
  options?: OptionsOf<OptionNames<G> | "otherKeys" | "depth"> & { now?: number },
): RequestDiagnosis;
