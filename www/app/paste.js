/** What a pasted request says of the account, so that a visitor has only the key to type. */

/** What stands between a name and its value: of a member, a parameter or a header, also as `print_r` and `var_dump` write it. */
const IS = String.raw`\b[\\"'\]]*\s*(?:=>|[:=])\s*(?:string\(\d+\)\s*)?`;
/** What is in quotation marks, or else has a digit: all other words are names of variables or of places to fill in. */
const VALUE = String.raw`(?:\\?["']([^\\"'\s{}$<>]+)(?=\\?["'])|(?=[\w+/=%-]*\d)([\w+/=%-]+)(?![.\w(\[]))`;

/** How the options stand in a request. */
const SAYS = {
  merchantCode: new RegExp(String.raw`\bmerchant(?:Code|Account)${IS}${VALUE}`, "iu"),
  clientId: new RegExp(String.raw`\bclient[-_]?id${IS}${VALUE}`, "iu"),
  token: /\bBearer\s+([^\\"'\s]+)/iu,
  hostname: /\bhttps?:\/\/([\w-]+)\.pay3\.app\b/u,
};

/** The signs of each gateway, by class: those of its hosts and paths count before names, which others may use too. */
const PLACES = {
  Fawry: /\batfawry\.com\b|\bfawrystaging\.com\b|\/ECommerceWeb\/|\/fawrypay-api\//iu,
  Pay3: /\.pay3\.app\b|\/v1\/client\/(?:fiat|crypto|order)/iu,
  UPayments: /\bupayments\.com\b|\/api\/v1\/(?:charge|create-refund|get-payment-status)\b/iu,
};
const NAMES = {
  Fawry: /\bmerchantRefNum|\bfawryRefNumber\b|\bmessageSignature\b|\bchargeItems\b|\bmerchantAccount\b/iu,
  Pay3: /(?<![a-z])access[-_]token\b|\bfiat(?:Amount|Currency)\b/iu,
  UPayments: /(?<![a-z])x[-_]signature\b/iu,
};
/** By class and environment, the hosts. */
const HOSTS = {
  Fawry: { staging: /\batfawry\.fawrystaging\.com\b/iu, production: /(?<![\w.-])(?:www\.)?atfawry\.com\b/iu },
  UPayments: { sandbox: /\bsandboxapi\.upayments\.com\b/iu, dev: /\bdev-apiv2api\.upayments\.com\b/iu, live: /(?<![\w-])apiv2api\.upayments\.com\b/iu },
};

/** `{ className, environment }` as far as a paste says them, and says one of each. */
export function placeOfPaste(text) {
  const only = (signs = {}) => {
    const found = Object.keys(signs).filter((name) => signs[name].test(text));
    return found.length === 1 ? found[0] : undefined;
  };
  const className = only(PLACES) ?? only(NAMES);
  return { className, environment: className && only(HOSTS[className]) };
}

/** What a signature is made with; whatever else an account must have has no part in one. */
const SIGNS = ["merchantCode", "secureKey", "secretKey", "apiSecret"];

/** An account in which nothing lacks but what signs, so that a visitor is asked for that alone, and for a key in any case. */
export function accountForPaste({ options, config }, values, text) {
  const key = options.fields.find(({ name, secret }) => secret && SIGNS.includes(name))?.name;
  if (key && !values[key] && /signature/iu.test(text)) throw Object.assign(new Error("is required"), { code: "INVALID_CONFIG", field: key });
  const spare = options.fields.filter(({ name, required }) => required && name in config && !SIGNS.includes(name) && !values[name]);
  return { ...Object.fromEntries(spare.map(({ name }) => [name, "unused"])), ...filled(values) };
}

const filled = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

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
