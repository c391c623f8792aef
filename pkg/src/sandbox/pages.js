/** The pages of the sandbox, in English and Arabic: an order to be paid, a card's 3-D Secure, and the list of orders. */

/** Everything that is the sandbox's own and no gateway's. */
export const PREFIX = "/_sandbox";

/** The code that a 3-D Secure page takes. */
export const CODE = "1234";

/** The address of the page of an order, or of a card that is being saved. */
export function linkTo(url, { gateway, id }, kind = "pages") {
  return `${url}${PREFIX}/${kind}/${gateway}/${id}`;
}

/** In one piece, and isolated, so that the digit stays on its side within Arabic. */
const SECURE = "\u20663\u2011D\u00a0Secure\u2069";

const NAMES = { fawry: "Fawry", fawryInvoices: "Fawry", fatora: "Fatora", pay3: "Pay3", upayments: "UPayments" };

const WORDS = {
  en: {
    title: "Payment", test: "Sandbox: nothing is paid here, and its keys are test values.", order: "Order", number: "Number", amount: "Amount",
    state: "State", pay: "Pay", challenge: `Pay with ${SECURE}`, fail: "Decline", expire: "Let it expire", other: "العربية",
    bank: SECURE, code: "Code of your bank", hint: `${CODE} is right, anything else is not.`, confirm: "Confirm", deny: "Fail the check", cancel: "Cancel",
    card: "Card", customer: "Customer",
    cards: { new: `waiting for ${SECURE}`, saved: "saved", failed: "not saved, the check failed", cancelled: "not saved, it was cancelled" },
    orders: "Orders", none: "No order was charged yet.", unknown: "There is no such order.", gateway: "Gateway",
    states: {
      new: "waiting for payment", authorized: "authorized", paid: "paid", failed: "failed", expired: "expired", cancelled: "cancelled",
      refunded: "refunded", "partially-refunded": "partly refunded",
    },
  },
  ar: {
    title: "الدفع", test: "بيئة تجريبية: لا يُدفع هنا شيء، ومفاتيحها قيم للاختبار.", order: "الطلب", number: "الرقم المرجعي", amount: "المبلغ",
    state: "الحالة", pay: "ادفع", challenge: `ادفع مع التحقق الثلاثي (${SECURE})`, fail: "ارفض الدفع", expire: "دع الطلب ينتهي", other: "English",
    bank: `التحقق الثلاثي (${SECURE})`, code: "رمز البنك", hint: `الرمز ${CODE} صحيح، وأي رمز آخر خطأ.`, confirm: "تأكيد", deny: "أفشل التحقق", cancel: "إلغاء",
    card: "البطاقة", customer: "العميل",
    cards: { new: "في انتظار التحقق", saved: "محفوظة", failed: "لم تُحفظ لفشل التحقق", cancelled: "لم تُحفظ لإلغاء التحقق" },
    orders: "الطلبات", none: "لا توجد طلبات بعد.", unknown: "لا يوجد طلب كهذا.", gateway: "البوابة",
    states: {
      new: "في انتظار الدفع", authorized: "محجوز", paid: "مدفوع", failed: "فشل الدفع", expired: "انتهت صلاحيته", cancelled: "ملغى",
      refunded: "مسترد", "partially-refunded": "مسترد جزئيًا",
    },
  },
};

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1f; background: #fff }
  .test { background: #fff3cd; border: 1px solid #d6b656; border-radius: .4rem; padding: .5rem .8rem }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem } dt { color: #565660 } dd { margin: 0; overflow-wrap: anywhere }
  button, input { font: inherit; padding: .5rem 1rem; border-radius: .4rem; border: 1px solid #6b6b76 }
  button { margin: .2rem 0; background: #f2f2f5; color: inherit; cursor: pointer } .main { background: #0a5c36; border-color: #0a5c36; color: #fff }
  form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center } label, form p { width: 100%; margin: 0 }
  table { border-collapse: collapse; width: 100% } td, th { text-align: start; padding: .3rem .4rem; border-bottom: 1px solid #d8d8de }
  td:first-child { overflow-wrap: anywhere } @media (max-width: 30rem) { table { font-size: .85rem } }
  a { color: #0b57a4 }`;

const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The language of a page: what its address says, then the browser. */
export function languageOf(query, headers) {
  if (Object.hasOwn(WORDS, query.lang ?? "")) return query.lang;
  return /^ar\b/i.test(headers["accept-language"] ?? "") ? "ar" : "en";
}

export function html(status, body, headers = {}) {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *";
  return { status, type: "text/html; charset=utf-8", headers: { "content-security-policy": policy, "cache-control": "no-store", ...headers }, body };
}

function page(language, title, content, other) {
  const words = WORDS[language];
  const otherLanguage = language === "ar" ? "en" : "ar";
  return `<!doctype html><html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<nav><a lang="${otherLanguage}" href="?lang=${otherLanguage}${other}">${words.other}</a></nav>
<main><h1>${escaped(title)}</h1><p class="test">${words.test}</p>${content}</main></body></html>`;
}

const list = (rows) => `<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd><bdi>${escaped(value)}</bdi></dd>`).join("")}</dl>`;

const ending = (digits) => `•••• ${digits}`;

/** The page on which an order is paid, declined, or left to expire; `isChallenge` shows the 3-D Secure page. */
export function orderPage(order, language, isChallenge) {
  const words = WORDS[language];
  const rows = list([
    [words.order, order.reference], [words.number, order.id], [words.amount, `${order.amount} ${order.currency ?? ""}`],
    ...(order.lastFourDigits ? [[words.card, ending(order.lastFourDigits)]] : []), [words.state, words.states[order.state]],
  ]);
  const isOpen = ["new", "authorized"].includes(order.state);
  const title = isChallenge ? `${NAMES[order.gateway]}: ${words.bank}` : `${NAMES[order.gateway]}: ${words.title}`;
  const form = !isOpen ? "" : isChallenge ? challengeForm(words, language) : choiceForm(words, language);
  return html(200, page(language, title, rows + form, isChallenge ? "&amp;step=3ds" : ""));
}

/** The 3-D Secure page of a card that is being saved. */
export function cardPage({ gateway, customer, card, state }, language) {
  const words = WORDS[language];
  const digits = card.lastFourDigits ?? card.number.slice(-4);
  const rows = list([[words.customer, customer], [words.card, ending(digits)], [words.state, words.cards[state]]]);
  return html(200, page(language, `${NAMES[gateway]}: ${words.bank}`, rows + (state === "new" ? challengeForm(words, language) : ""), ""));
}

const button = (action, label, isMain = false) => `<button name="action" value="${action}"${isMain ? " class=\"main\"" : ""}>${label}</button>`;

function choiceForm(words, language) {
  return `<form method="post" action="?lang=${language}">${button("pay", words.pay, true)}${button("challenge", words.challenge)}
${button("fail", words.fail)}${button("expire", words.expire)}</form>`;
}

function challengeForm(words, language) {
  return `<form method="post" action="?lang=${language}&amp;step=3ds"><label for="code">${words.code}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" aria-describedby="hint">${button("confirm", words.confirm, true)}
${button("deny", words.deny)}${button("cancel", words.cancel)}<p id="hint">${words.hint}</p></form>`;
}

export function unknownPage(language) {
  const words = WORDS[language];
  return html(404, page(language, words.title, `<p>${words.unknown}</p>`, ""));
}

/** The newest orders. */
export function ordersPage(orders, language) {
  const words = WORDS[language];
  const cells = (order) => [
    `<a href="${PREFIX}/pages/${order.gateway}/${encodeURIComponent(order.id)}?lang=${language}"><bdi>${escaped(order.reference)}</bdi></a>`,
    NAMES[order.gateway], `<bdi>${escaped(order.amount)} ${escaped(order.currency ?? "")}</bdi>`, words.states[order.state],
  ];
  const head = [words.order, words.gateway, words.amount, words.state].map((name) => `<th scope="col">${name}</th>`).join("");
  const rows = orders.map((order) => `<tr>${cells(order).map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("");
  const content = orders.length === 0 ? `<p>${words.none}</p>` : `<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
  return html(200, page(language, words.orders, content, ""));
}
