/** What the library needs of its host. It stands in front of everything else in every bundle. */
if (typeof WebAssembly === "undefined") {
  throw new Error(
    "Tawqee needs WebAssembly, which this runtime does not have (React Native's Hermes, for one): call it on your server",
  );
}

/** Jest's jsdom environment hides these two, which Node has. */
const host = globalThis.TextDecoder === undefined ? globalThis.process?.getBuiltinModule?.("node:util") : globalThis;

export const { TextDecoder, TextEncoder } = host ?? globalThis;
