/** What every entry of the package exports beside its gateways. */
import { textOf } from "./convert.js";
import { Call, runAlone, version } from "./core.js";
import { TawqeeError } from "./errors.js";

export { TawqeeError, version };

export function canonicalAmount(amount, currency = "EGP") {
  return runAlone(Call.CanonicalAmount, textOf("currency", currency), amount);
}

export function expectPayment(result, expected) {
  return runAlone(Call.ExpectPayment, null, result, expected);
}

export function describeError(gateway, code) {
  return runAlone(Call.DescribeError, textOf("gateway", gateway), typeof code === "number" ? String(code) : textOf("code", code)) ?? undefined;
}

export function redact(request) {
  return runAlone(Call.Redact, null, request);
}
