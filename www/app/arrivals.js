/** The ways in which an event arrives, by what the library's method takes: the texts to paste, and what they are made of. */
import { attempt } from "./attempt.js";
import { headersOf } from "./header-lines.js";

/** Where a gateway sends the samples that are signed with their address. */
const ADDRESS = "https://example.com/notify";

export const urlWith = (fields) => `https://shop.example/paid?${new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== undefined))}`;

/**
 * `fields` are the texts to paste. `verify` calls the library; `parts` takes input, signature and options out of the texts,
 * `time` the Unix seconds that are signed. `carried` are the fields and the signature for a link (those of `parts`, where
 * it is absent), and `write` makes the texts of them again.
 */
export function arrival(method, takes) {
  if (takes.as === "delivery") return delivery(method, takes);
  return takes.as === "query" ? query(method, takes) : body(method, takes);
}

function body(method, { signature: name }) {
  return {
    fields: ["body"],
    verify: (gateway, { body: text }) => gateway[method](text),
    parts: ({ body: text }) => parted(name, JSON.parse(text)),
    write: ({ event, signature }) => ({ body: JSON.stringify({ ...event, [name]: signature }) }),
  };
}

function query(method, { signature: name, json }) {
  const read = (text) => (json && text.trim().startsWith("{") ? JSON.parse(text) : parameters(text));
  const kind = { fields: ["url"], verify: (gateway, { url }) => gateway[method](url) };
  if (!name) return { ...kind, carried: ({ url }) => ({ input: read(url) }), write: ({ event }) => ({ url: urlWith(event) }) };
  return {
    ...kind,
    parts: ({ url }) => parted(name, read(url)),
    write: ({ event, signature }) => ({ url: urlWith({ ...event, [name]: signature }) }),
  };
}

function parted(name, { [name]: signature, ...input }) {
  return { input, signature };
}

function parameters(urlOrQuery) {
  return Object.fromEntries(new URLSearchParams(urlOrQuery.trim().replace(/^[^?]*\?/, "").replace(/#.*$/, "")));
}

function delivery(method, { beside, signature: name, time }) {
  const has = (member) => beside.fields.some((field) => field.name === member);
  const [hasUrl, hasTime] = [has("url"), has("now")];
  const address = (url) => (hasUrl ? { url } : {});
  return {
    fields: [...(hasUrl ? ["url"] : []), "headers", "body", ...(hasTime ? ["now"] : [])],
    verify: (gateway, { url, headers, body: text, now }) =>
      gateway[method]({ ...address(url), headers: headersOf(headers), body: text, ...(hasTime && now.trim() && { now: Number(now) }) }),
    ...(hasTime && {
      time: ({ headers }) => {
        const text = attempt(() => headersOf(headers)[time]) ?? "";
        return /^\d{10}$/.test(text) ? Number(text) : undefined;
      },
    }),
    parts: ({ url, headers, body: text }) => {
      const known = headersOf(headers);
      return { input: { ...address(url), body: text }, signature: known[name], ...(hasTime && { options: { timestamp: known[time] } }) };
    },
    carried: ({ url, headers, body: text, now }) => {
      const known = headersOf(headers);
      return { input: { ...address(url), ...(hasTime && { timestamp: known[time], now }), body: JSON.parse(text) }, signature: known[name] };
    },
    write: ({ event: { url = "", timestamp, now = "", body: sent = {} }, signature }) => ({
      ...address(url),
      headers: lines([...(hasTime ? [[time, timestamp]] : []), [name, signature]]),
      body: JSON.stringify(sent),
      ...(hasTime && { now }),
    }),
  };
}

const lines = (headers) => headers.filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`).join("\n");

/**
 * One that is right, one of which a field was changed, one without a signature, and of a delivery more. `sign` is the method
 * of the gateway that makes one, where there is one.
 */
export function defaultSamples(kind, { sign, sample = {}, change }) {
  if (kind.fields.includes("headers")) return deliveries(kind, { sign, sent: typeof sample.body === "string" ? JSON.parse(sample.body) : sample, change });
  const other = change ?? changeOf(sample);
  const valid = (gateway) => (sign ? { body: gateway[sign](sample) } : kind.write({ event: sample, signature: gateway.signature(kind.event, sample) }));
  const parts = (gateway) => kind.parts(valid(gateway));
  return {
    valid,
    changed: (gateway) => {
      const { input, signature } = parts(gateway);
      return kind.write({ event: { ...input, ...other }, signature });
    },
    unsigned: (gateway) => kind.write({ event: parts(gateway).input }),
  };
}

function deliveries(kind, { sign, sent, change = changeOf(sent) }) {
  const text = JSON.stringify(sent);
  const made = (gateway, age = 0) => {
    const now = Math.floor(Date.now() / 1000);
    const headers = gateway[sign]({ url: ADDRESS, body: text, timestamp: now - age });
    const texts = { url: ADDRESS, headers: lines(Object.entries(headers)), body: text, now: String(now) };
    return Object.fromEntries(kind.fields.map((name) => [name, texts[name]]));
  };
  return {
    valid: (gateway) => made(gateway),
    changed: (gateway) => ({ ...made(gateway), body: JSON.stringify({ ...sent, ...change }) }),
    serialised: (gateway) => ({ ...made(gateway), body: text.replaceAll('":', '": ').replaceAll(',"', ', "') }),
    ...(kind.time && { old: (gateway) => made(gateway, 3600) }),
    unsigned: (gateway) => ({ ...made(gateway), headers: "content-type: application/json" }),
  };
}

/** Another text or number in the first member that is one. */
function changeOf(fields) {
  const [name, value] = Object.entries(fields).find(([, member]) => ["string", "number"].includes(typeof member)) ?? [];
  return name === undefined ? {} : { [name]: typeof value === "number" ? value + 1 : `1${value}` };
}
