/** Says once that keys are in a web page, where whoever opens it can read them. */

/** Where a page is under development. */
const LOCAL = /^(.+\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/;

let isSaid = false;

export function warnOfKeys(className) {
  // A worker has no window, and Jest's jsdom is on localhost. Files and the pages of an app are none of the web.
  const { protocol, hostname } = globalThis.window?.location ?? {};
  if (isSaid || globalThis.TAWQEE_ALLOW_KEYS_IN_BROWSER || !/^https?:$/.test(protocol) || LOCAL.test(hostname)) return;
  isSaid = true;
  console.warn(
    `Tawqee: the keys of ${className} are in a web page, and whoever opens it can read them. Make requests on your server. ` +
      "If these keys may be seen there, set globalThis.TAWQEE_ALLOW_KEYS_IN_BROWSER = true before.",
  );
}
