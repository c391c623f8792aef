/**
 * The compiled module as a script that compiles it beside the main thread. Its bytes are text with one character for
 * each, which compresses better than Base64; the page's policy allows no connection, so there is nothing to stream from.
 */

/** Stands for the text while the script is bundled: a bundler would write it in its own way, with more escapes. */
const TEXT = "TEXT_OF_THE_MODULE";
/** Bytes that would have to be escaped, in a script or in the HTML around it. */
const AWKWARD = [0x00, 0x0a, 0x0d, 0x22, 0x5c];
const PRINTABLE = [0x23, 0x7e];

/** The script without the text, which `withText` puts in. */
export function asScript(bytes) {
  return `const text = ${TEXT};
const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
for (const [one, other] of ${JSON.stringify(exchanged(bytes))}) [table[one], table[other]] = [other, one];
const bytes = new Uint8Array(text.length);
for (let at = 0; at < bytes.length; at++) bytes[at] = table[text.charCodeAt(at)];
export default await WebAssembly.compile(bytes);
`;
}

/** A bundle that has the script in it, whole. */
export function withText(bundle, bytes) {
  const other = new Map(exchanged(bytes).flatMap(([one, rare]) => [[one, rare], [rare, one]]));
  const text = Buffer.from(bytes.map((byte) => other.get(byte) ?? byte)).toString("latin1");
  const escaped = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\0": "\\x00", "<!": "<\\!" };
  return bundle.replace(TEXT, () => `"${text.replace(/["\\\n\r\0]|<!/g, (found) => escaped[found])}"`);
}

/** Each awkward byte is exchanged for one that hardly occurs: pairs of the two. */
function exchanged(bytes) {
  const times = new Array(256).fill(0);
  for (const byte of bytes) times[byte] += 1;
  const [first, last] = PRINTABLE;
  const rare = [...times.keys()].slice(first, last + 1).filter((byte) => !AWKWARD.includes(byte)).sort((one, other) => times[one] - times[other]);
  return AWKWARD.map((byte, index) => [byte, rare[index]]);
}
