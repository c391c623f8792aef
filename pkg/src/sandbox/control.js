/** What is below `/_sandbox`: the pages, and what tests in any language call. Answers are JSON. */
import { TawqeeError } from "../errors.js";
import { refusal } from "../tape/rules.js";
import { NotPossible, shownOrder } from "./orders.js";
import { CODE, PREFIX, cardPage, languageOf, orderPage, ordersPage, unknownPage } from "./pages.js";
import { isLoopback } from "./webhooks.js";
import { BadQuery, decodeQuery, json } from "./wire.js";

const STATES = new Map([["pay", "paid"], ["fail", "failed"], ["expire", "expired"]]);

/** How the 3-D Secure page is left without a code. */
const ENDS = new Map([["deny", "failed"], ["cancel", "cancelled"]]);

/** Answers a request for what is the sandbox's own. */
export function controls(sandbox) {
  return async (request) => {
    try {
      const foreign = foreignTo(sandbox, request);
      if (foreign !== undefined) return problem(403, foreign);
      return (await (pages(sandbox, request) ?? calls(sandbox, request))) ?? problem(404, "there is no such control; docs/sandbox.md lists them");
    } catch (error) {
      if (error instanceof TawqeeError) return problem(error.field === "reference" && /is no order/.test(error.message) ? 404 : 400, error.message, error);
      const isUnreadable = [SyntaxError, URIError, BadQuery].some((kind) => error instanceof kind);
      if (isUnreadable) return problem(400, "the request is not readable: JSON is expected");
      throw error;
    }
  };
}

const problem = (status, message, { code = "INVALID_FIELD", field, hint } = {}) => json(status, { error: { code, message, field, hint } });

/** A web page of somebody else must not reach the sandbox of a developer, by its own form or by a changed name server. */
function foreignTo({ isOpen }, { method, headers }) {
  const { host = "", origin } = headers;
  if (!isOpen && !isLoopback(`http://${host}`)) return `the host ${host} is not this machine`;
  if (method === "GET" || origin === undefined || origin === `http://${host}`) return undefined;
  return `the page ${origin} is not the sandbox's`;
}

function pages(sandbox, { method, target, headers, body }) {
  const [path] = target.split("?");
  const query = decodeQuery(target);
  const language = languageOf(query, headers);
  if (["/", PREFIX, `${PREFIX}/`].includes(path)) return ordersPage(sandbox.orders.list(100).reverse(), language);
  const [, kind, gateway, id] = /^\/_sandbox\/(pages|cards)\/(\w+)\/([^/]+)$/.exec(path) ?? [];
  if (gateway === undefined) return undefined;
  if (kind === "cards") {
    const challenge = sandbox.cards.challenged(gateway, id);
    if (challenge === undefined) return unknownPage(language);
    return method === "POST" ? endedCard(sandbox, challenge, new URLSearchParams(body)) : cardPage(challenge, language);
  }
  const order = sandbox.orders.find(gateway, decodeURIComponent(id));
  if (order === undefined) return unknownPage(language);
  if (method !== "POST") return orderPage(order, language, order.page === "3ds" || query.step === "3ds");
  return acted(sandbox, order, new URLSearchParams(body), { path, language });
}

const to = (location) => ({ status: 303, headers: { location }, body: "" });

/** What a button of the 3-D Secure page says; nothing for another action. */
function endOf(form) {
  const action = form.get("action");
  // An Arabic keyboard may write Arabic digits.
  const code = form.get("code")?.trim().replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660);
  if (action === "confirm") return code === CODE ? "confirmed" : "failed";
  return ENDS.get(action);
}

/** Ends the 3-D Secure of a card that is being saved, and sends the browser where the gateway would. */
function endedCard({ cards, gateways }, challenge, form) {
  const how = endOf(form);
  if (how === undefined) return problem(400, "action is none of confirm, deny, cancel", { field: "action" });
  cards.end(challenge, how);
  return to(gateways[challenge.gateway].cardReturnTo(challenge));
}

/** Fawry does not document what becomes of an order whose payer gives up; the others have a word for it. */
const GIVEN_UP = { fawry: "failed", fawryInvoices: "failed" };

/** Does what a button says, and sends the browser where the gateway would. */
async function acted(sandbox, order, form, { path, language }) {
  const action = form.get("action");
  if (action === "challenge") return to(`${path}?lang=${language}&step=3ds`);
  const ended = { confirmed: "paid", failed: "failed", cancelled: GIVEN_UP[order.gateway] ?? "cancelled" }[endOf(form)];
  const state = ended ?? STATES.get(action);
  if (state === undefined) return problem(400, "action is none of pay, challenge, confirm, deny, cancel, fail, expire", { field: "action" });
  try {
    sandbox.orders.change(order, state);
    await sandbox.webhooks.attempted(order);
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    // Another window was faster: the page shows what became of it.
    return to(`${path}?lang=${language}`);
  }
  return to(sandbox.gateways[order.gateway].returnTo?.(order) ?? `${path}?lang=${language}`);
}

async function calls(sandbox, { method, target, body }) {
  const path = target.split("?")[0].slice(PREFIX.length);
  const [, reference, action] = /^\/orders\/([^/]+)(?:\/(pay|fail|expire))?$/.exec(path) ?? [];
  const { gateway } = decodeQuery(target);
  if (reference !== undefined) {
    const named = decodeURIComponent(reference);
    if (method === "GET" && action === undefined) return json(200, shownOrder(sandbox.url, sandbox.orders.named(named, gateway)));
    if (method === "POST" && action !== undefined) return json(200, await sandbox.change(named, STATES.get(action), { gateway }));
    return undefined;
  }
  const [, webhook] = /^\/webhooks\/(\d+)\/repeat$/.exec(path) ?? [];
  if (webhook !== undefined && method === "POST") return json(200, await sandbox.repeat(webhook));
  return CALLS[`${method} ${path}`]?.(sandbox, body);
}

const CALLS = {
  "GET /orders": ({ orders, url }) => json(200, orders.list().map((order) => shownOrder(url, order))),
  "GET /refunds": ({ orders }) => json(200, orders.refunds()),
  "GET /webhooks": ({ webhooks }) => json(200, webhooks.list()),
  "GET /requests": (sandbox) => json(200, sandbox.requests()),
  "GET /config": ({ config }) => json(200, config),
  "GET /clock": ({ clock }) => json(200, { now: clock.now() }),
  "GET /faults": ({ faults }) => json(200, faults.list()),
  "POST /faults"({ faults }, body) {
    faults.add(JSON.parse(body));
    return json(201, faults.list());
  },
  "DELETE /faults"({ faults }) {
    faults.clear();
    return json(200, []);
  },
  async "POST /clock"({ clock }, body) {
    const { advanceSeconds, now } = JSON.parse(body) ?? {};
    if (advanceSeconds === undefined && now === undefined) {
      throw refusal("MISSING_FIELD", "is needed", "write { \"advanceSeconds\": 60 } or { \"now\": 1718000000 }", "advanceSeconds");
    }
    await (advanceSeconds === undefined ? clock.set(now) : clock.advance(advanceSeconds));
    return json(200, { now: clock.now() });
  },
};
