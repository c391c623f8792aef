/**
 * The address of a state: `#/build/Fawry/refund?lang=ar&d=…`.
 *
 * Only the fragment is used, which browsers do not send to a server. What `d` may hold is decided in `carried.js`.
 */
import { readJson, writeJson } from "./json.js";

export function readAddress(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [tool, className, operation] = path.split("/").map(decodeURIComponent);
  const parameters = new URLSearchParams(query);
  return { tool, class: className, operation, lang: parameters.get("lang"), data: unpack(parameters.get("d")) };
}

export function addressOf({ tool, class: className, operation, lang, data }) {
  const path = [tool, className, operation].filter(Boolean).map(encodeURIComponent).join("/");
  const query = [lang && `lang=${lang}`, data && `d=${pack(data)}`].filter(Boolean).join("&");
  return `#/${path}${query && `?${query}`}`;
}

function pack(data) {
  const bytes = new TextEncoder().encode(writeJson(data));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** A link may be cut or made by hand: anything unreadable is nothing. */
function unpack(packed) {
  if (!packed) return undefined;
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const { value } = readJson(new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0))));
    return value && typeof value === "object" ? value : undefined;
  } catch {
    return undefined;
  }
}
