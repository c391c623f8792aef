/**
 * A script that compiles the module beside the main thread. Its bytes are text with one character for each, which
 * compresses better than Base64; the page's policy allows no connection, so there is nothing to stream from.
 */
export function asScript(bytes) {
  const escaped = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r" };
  const text = Buffer.from(bytes).toString("latin1").replace(/["\\\n\r]/g, (character) => escaped[character]);
  return `const text = "${text}";
const bytes = new Uint8Array(text.length);
for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at);
export default await WebAssembly.compile(bytes);
`;
}
