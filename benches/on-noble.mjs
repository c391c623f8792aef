/** What is written by hand on `@noble/hashes`, which runs wherever JavaScript does. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { byHandOn } from "./by-hand/index.mjs";

const hash = (text) => bytesToHex(sha256(utf8ToBytes(text)));

function isSame(given, expected) {
  let different = given.length ^ expected.length;
  for (let at = 0; at < expected.length; at++) different |= given.charCodeAt(at) ^ expected.charCodeAt(at);
  return different === 0;
}

/** The functions of a merchant. */
export const byHandOnNoble = (credentials) => byHandOn(hash, isSame, credentials);
