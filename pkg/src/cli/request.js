/** Requests that a person may look at: what `redact` leaves of them. */
import { redact } from "../common.js";
import { CommandError } from "./errors.js";

const MASK = "••••••••";

/** A request as data, masked; what could hide a secret from the masks is refused. */
export function masked(request) {
  const refuse = (what) => {
    const hint = "a request is { method, url, headers, body }, with the body as the text that is sent";
    throw new CommandError(what, { code: "NO_REQUEST", hint });
  };
  if (request === null || typeof request !== "object" || Array.isArray(request)) refuse("the input is no request");
  for (const [name, value] of Object.entries(request)) {
    if (name === "headers") {
      const isPlain = value !== null && typeof value === "object" && !Array.isArray(value);
      if (!isPlain || !Object.values(value).every((text) => typeof text === "string")) refuse("headers is no object of texts");
    } else if (!["method", "url", "body"].includes(name)) {
      refuse(`a request has no ${name}`);
    } else if (typeof value !== "string") {
      refuse(`${name} is not text`);
    }
  }
  return redact(request);
}

/** The places that are masked, each by its name: `authorization`, `cardNumber`. */
export function places({ url, headers, body }) {
  const parameters = (/\?(.*)/s.exec(url)?.[1] ?? "").split("&").filter((pair) => pair.endsWith(`=${MASK}`));
  const inBody = body === undefined ? [] : body === MASK ? ["the body"] : membersOf(JSON.parse(body));
  const inHeaders = Object.keys(headers).filter((name) => headers[name] === MASK);
  return [...inHeaders, ...parameters.map((pair) => pair.slice(0, -MASK.length - 1)), ...new Set(inBody)];
}

function membersOf(value) {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, member]) => (member === MASK ? [name] : membersOf(member)));
}
