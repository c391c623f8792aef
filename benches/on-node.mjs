/** What is written by hand, on `node:crypto`: the same in Node, Bun and Deno. */
import { createHash, timingSafeEqual } from "node:crypto";
import { onDigest } from "./by-hand.mjs";

export const byHand = onDigest(
  (text) => createHash("sha256").update(text).digest("hex"),
  (one, other) => timingSafeEqual(Buffer.from(one), Buffer.from(other)),
);
