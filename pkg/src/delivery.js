/** Events of which more than the body counts: their headers, and with some gateways the address and the time. */
import { bytesOf, headersOf, now } from "./convert.js";
import { TawqeeError } from "./errors.js";
import { received, signed } from "./gateway.js";

/**
 * Verifies what was received: `{ body, … }` with the members `beside`, which the core reads. `address` is what the
 * gateway calls the URL, where it signs one.
 */
export function delivered(gateway, name, delivery, beside, address) {
  const parts = [...["url", "headers"].filter((member) => beside.includes(member)), "body"].join(", ");
  const { className, gateway: of } = gateway.constructor;
  if (typeof delivery !== "object" || delivery === null || ArrayBuffer.isView(delivery)) {
    const hint = `pass { ${parts} }: ${className} ${signsToo(beside)}`;
    const message = "this is not what was received, but a part of it or nothing";
    throw new TawqeeError(message, { code: "INVALID_FIELD", gateway: of, field: "body", hint });
  }
  // A `Request` has members of these names, but its body is a stream and its URL that of the host.
  if (typeof delivery.text === "function") {
    const url = beside.includes("url");
    const hint = `pass { ${url ? "url, " : ""}headers: request.headers, body: await request.text() }${url ? ` with the ${address} as url` : ""}`;
    throw new TawqeeError("this is a request, not its parts", { code: "INVALID_FIELD", gateway: of, field: "body", hint });
  }
  const given = (member) => {
    if (member === "headers") return headersOf(delivery.headers);
    return member === "now" && delivery.now === undefined ? now() : delivery[member];
  };
  return received(gateway, name, delivery.body, Object.fromEntries(beside.map((member) => [member, given(member)])));
}

function signsToo(beside) {
  const signs = [beside.includes("url") && "the address", beside.includes("now") && "the time"].filter(Boolean);
  return signs.length > 0 ? `signs ${signs.join(" and ")} too` : "signs in a header";
}

/** Makes the headers of such an event, for tests of the caller's own handler. */
export function toDeliver(gateway, name, delivery, beside) {
  const { url, body, timestamp = now() } = delivery ?? {};
  return signed(gateway, name, { ...(beside.includes("url") && { url }), ...(beside.includes("now") && { timestamp }) }, bytesOf(body));
}
