/** The same request with a signature that is right in shape and wrong in content, wherever it stands. */
export function forged(request, signature) {
  const wrong = (signature[0] === "a" ? "b" : "a") + signature.slice(1);
  const swapped = (text) => text.replaceAll(signature, wrong).replaceAll(encodeURIComponent(signature), encodeURIComponent(wrong));
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name, swapped(value)]);
  const copy = { ...request, url: swapped(request.url), headers: Object.fromEntries(headers) };
  if (request.body !== undefined) copy.body = swapped(request.body);
  if (JSON.stringify(copy) === JSON.stringify(request)) throw new Error("the signature is not in the request");
  return copy;
}
