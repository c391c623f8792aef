/** What a pasted request says of the account, so that a visitor has only the key to type. */

/** What stands between a name and its value: of a member, a parameter or a header, also as `print_r` and `var_dump` write it. */
const IS = String.raw`\b[\\"'\]]*\s*(?:=>|[:=])\s*(?:string\(\d+\)\s*)?`;
/** What is in quotation marks, or else has a digit: all other words are names of variables or of places to fill in. */
const VALUE = String.raw`(?:\\?["']([^\\"'\s{}$<>]+)(?=\\?["'])|(?=[\w+/=%-]*\d)([\w+/=%-]+)(?![.\w(\[]))`;

/** How the options stand in a request. */
const SAYS = {
  merchantCode: new RegExp(String.raw`\bmerchant(?:Code|Account)${IS}${VALUE}`, "iu"),
  clientId: new RegExp(String.raw`\bclientId${IS}${VALUE}`, "iu"),
  token: /\bBearer\s+([^\\"'\s]+)/iu,
  hostname: /\bhttps?:\/\/([\w-]+)\.pay3\.app\b/u,
};

/** The options that `account` lacks and `text` says. */
export function accountOfPaste(text, account) {
  const found = Object.entries(SAYS).flatMap(([name, pattern]) => {
    const [, quoted, bare] = (!account[name] && pattern.exec(text)) || [];
    const value = quoted ?? bare;
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
