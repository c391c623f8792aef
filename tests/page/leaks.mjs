/** Whether a text gives a secret away, in any spelling that can be undone. Written without the page's own code. */
const base64 = (text) => [0, 1, 2].map((before) => {
  const packed = Buffer.from("x".repeat(before) + text).toString("base64").replace(/=+$/, "");
  // The characters around it may share bits with what stands beside it.
  return packed.slice(Math.ceil((before * 8) / 6), Math.floor(((before + Buffer.byteLength(text)) * 8) / 6));
});

export function spellings(secret) {
  const packed = base64(secret);
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    ...packed,
    ...packed.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
    Buffer.from(secret).toString("hex"),
  ];
}

export function leaks(text, secret) {
  const lower = text.toLowerCase();
  return spellings(secret).filter((spelling) => lower.includes(spelling.toLowerCase()));
}

/** Keys as gateways give them out, none of them real. */
export const KEYS = [
  "9b1f0c44d2a84e7f8a6b3c5d7e9f0a1b",
  "3f2b8c1e-7d44-4c19-9a55-0b6e1d2f3a4c",
  "Zm9vYmFyLWtleS1ub3QtcmVhbA+/x7Q9aB3=",
  "sk_test_51abcdefGHIJ0987klmnop",
];
