/** What a pasted request says of the account, so that a visitor has only the key to type. */

/** How the options stand in a request: as a member, a parameter or a header, whatever is quoted around it. */
const SAYS = {
  merchantCode: /\bmerchant(?:Code|Account)\b[\\"']*\s*[:=]\s*[\\"']*([^\\"'&\s,}]+)/u,
  clientId: /\bclientId\b[\\"']*\s*[:=]\s*[\\"']*([^\\"'&\s,}]+)/u,
  token: /\bBearer\s+([^\\"'\s]+)/iu,
  hostname: /\bhttps?:\/\/([\w-]+)\.pay3\.app\b/u,
};

/** The options that `account` lacks and `text` says. */
export function accountOfPaste(text, account) {
  const found = Object.entries(SAYS).flatMap(([name, pattern]) => {
    const value = account[name] ? undefined : pattern.exec(text)?.[1];
    return value ? [[name, decoded(value)]] : [];
  });
  return Object.fromEntries(found);
}

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
