/** The same request with a signature that is right in shape and wrong in content. */
export function forged(request) {
  const flip = (match) => (match[0] === "a" ? "b" : "a") + match.slice(1);
  const copy = { ...request, headers: { ...request.headers } };
  if (copy.headers.signature) copy.headers.signature = flip(copy.headers.signature);
  else if (copy.headers["x-signature"]) copy.headers["x-signature"] = flip(copy.headers["x-signature"]);
  else if (/[0-9a-f]{64}/.test(copy.body ?? "")) copy.body = copy.body.replace(/[0-9a-f]{64}/, flip);
  else if (/[0-9a-f]{64}/.test(copy.url)) copy.url = copy.url.replace(/[0-9a-f]{64}/, flip);
  else return undefined;
  return copy;
}
