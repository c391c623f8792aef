// Wrong signatures as Node makes them: `node habits.mjs`. One JSON object for each line, as in habits.json.

import { createHash, createHmac } from 'node:crypto';

const code = '1tSa6uxz2nTwlaAmt38enA==';
const key = '259af31fc2f74453b3a55739b21ae9ef';
const [ref, profile, mobile, email, method, amount] = ['23124654641', '777777', '01234567891', 'a@example.com', 'PayAtFawry', 1580.5];

const hash = (text, encoding = 'hex') => createHash('sha256').update(text).digest(encoding);
const say = (name, request, observed, ...causes) => console.log(JSON.stringify({ case: name, request, observed, causes }));

// Public integrations.
const items = [{ itemId: '9', description: 'd', price: 790.25, quantity: 2 }];
const described = items.map((item) => `${item.itemId},${item.description},${item.price},${item.quantity}`).join('|');
say(
  'bars between what is sent, items by commas, no profile',
  'charge without profile',
  hash(`${code}|${ref}|${mobile}|${email}|${amount}|en-gb|d|${described}|${key}`),
  'all-fields-signed',
  'separators-added',
);
say('bars around a reference', 'status', hash(`${code}|${ref}|${key}`), 'separators-added');
say('no method, no profile', 'charge', hash(`${code}${ref}${amount.toFixed(2)}${key}`), 'formula-of-another-operation');
say('no method, raw amount', 'charge without profile', hash(`${code}${ref}${amount}${key}`), 'field-left-out', 'amount-not-padded');
say('the formula of a status', 'charge', hash(`${code}${ref}${key}`), 'formula-of-another-operation');
say('reference first, no method', 'charge without profile', hash(`${ref}${code}${amount.toFixed(2)}${key}`), 'field-left-out', 'fields-swapped');
const itemPart = items.map((item) => `${item.itemId}${item.quantity}${item.price.toFixed(2)}`).join('');
say('items behind the amount', 'charge', hash(`${code}${ref}${profile}${method}${amount.toFixed(2)}${itemPart}${key}`), 'items-added');
say('email for the profile, no method', 'charge', hash(`${code}${ref}${email}${amount.toFixed(2)}${key}`), 'field-replaced', 'field-left-out');
const received = { fawryRefNumber: '970177', merchantRefNumber: '9708f1ce', paymentAmount: 840.5, orderAmount: 835, orderStatus: 'PAID', paymentMethod: 'PAYATFAWRY', paymentRefrenceNumber: '88001' };
const misread = received.merchantRefNum ?? '';
say(
  'two misspelt names, raw amounts',
  'notification',
  hash(received.fawryRefNumber + misread + received.paymentAmount + received.orderAmount + received.orderStatus + received.paymentMethod + (received.paymentReferenceNumber ?? '') + key),
  'content-changed',
  'amount-not-padded',
);
say(
  'code, misspelt names as undefined',
  'notification',
  hash(`${received.merchantCode}${received.merchantRefNum}${received.amount}${key}`),
  'content-changed',
);
say(
  'bars between code, references, status and amount',
  'notification',
  hash(`${received.merchantCode}|${received.merchantRefNumber}|${received.fawryRefNumber}|${received.status}|${received.amount}|${key}`),
  'content-changed',
);

// What the language does.
const later = async (value) => value;
const text = (changes = {}) => {
  const { c = code, r = ref, p = profile, m = method, a = amount.toFixed(2), k = key } = changes;
  return `${c}${r}${p}${m}${a}${k}`;
};
say('a key that was not awaited', 'charge', hash(text({ k: later(key) })), 'key-as-word');
say('a profile that was not awaited', 'charge', hash(text({ p: later(profile) })), 'field-as-word');
say('a function for the amount', 'charge', hash(text({ a: amount.toFixed })), 'field-as-word');
say('a list in template form', 'charge', hash([code, ref, profile, method, amount.toFixed(2), key].toString()), 'separators-added');
say('Base64 without padding', 'charge', hash(text(), 'base64url'), 'base64-instead-of-hex');
say('hexadecimal of hexadecimal', 'charge', Buffer.from(hash(text())).toString('hex'), 'signature-altered');
say('Base64 of hexadecimal', 'charge', Buffer.from(hash(text())).toString('base64'), 'base64-of-hex');
const digest = createHash('sha256').update(text()).digest();
say('an object of CryptoJS', 'charge', JSON.stringify({ words: Array.from({ length: 8 }, (_, at) => digest.readInt32BE(4 * at)), sigBytes: 32 }), 'signature-altered');
say('the JSON of a buffer', 'charge', JSON.stringify(digest), 'signature-altered');
say('an HMAC with the arguments of PHP', 'charge', createHmac('sha256', text({ k: '' })).update(key).digest('hex'), 'key-and-text-swapped');
const reason = 'المنتج تالف';
say('Arabic as Latin-1', 'refund in Arabic', createHash('sha256').update(`${code}9313374101362.50${reason}${key}`, 'latin1').digest('hex'), 'other-charset');
say('amount in a currency', 'charge', hash(text({ a: amount.toLocaleString('en-EG', { style: 'currency', currency: 'EGP' }) })), 'amount-with-currency');
say('amount in Arabic', 'charge', hash(text({ a: amount.toLocaleString('ar-EG') })), 'arabic-indic-digits');
say('precision', 'charge', hash(text({ a: amount.toPrecision(4) })), 'amount-rounded');
say('the JSON of the amount twice', 'charge', hash(text({ a: JSON.stringify(amount.toFixed(2)) })), 'text-quoted');
const json = '{"orderId":"mv1GZnrG2l2022","totalPrice":10.00}';
const hmac = (text) => createHmac('sha256', 'test-api-secret').update(text).digest('base64');
say('nanoseconds', 'UPayments refund', hmac(`1718000000000000000POSTcreate-refund${json}`), 'time-format');
say('microseconds', 'UPayments refund', hmac(`1718000000000000POSTcreate-refund${json}`), 'time-format');
say('a Date', 'UPayments refund', hmac(`${new Date(1718000000000).toISOString()}POSTcreate-refund${json}`), 'time-format');
say('dots between the parts', 'UPayments refund', hmac(`1718000000.POST.create-refund.${json}`), 'separators-added');
say('line feeds between the parts', 'UPayments refund', hmac(`1718000000\nPOST\ncreate-refund\n${json}`), 'separators-added');
say('pretty JSON', 'UPayments refund', hmac(`1718000000POSTcreate-refund${JSON.stringify({ orderId: 'mv1GZnrG2l2022', totalPrice: 10 }, null, 2)}`), 'body-serialised-again');
