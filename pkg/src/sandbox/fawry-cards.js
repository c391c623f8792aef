/** FawryPay's saved cards, of which nothing but a token, the first six and the last four digits is kept. */
import { FAWRY } from "./codes.js";
import { numberFor, parseJson, text } from "./wire.js";

/** The calls, with what those of the payments share. */
export function cardRoutes({ merchantCode, signed, done, refused, malformed, asked, clock, orders, link }) {
  function createCardToken({ body }) {
    const fields = parseJson(body);
    if (text(fields.merchantCode) !== merchantCode) return refused(9901, "Merchant code is blank or invalid");
    const failure = asked("card", fields.customerProfileId);
    if (failure) return refused(failure, FAWRY[failure], "CardTokenResponse");
    if (text(fields.cardNumber) === "" || text(fields.customerProfileId) === "") return malformed("a card and a customer are needed");
    const card = cardFor(fields.cardNumber, clock.ms());
    const customer = text(fields.customerProfileId);
    const saved = orders.kept("fawry-cards", customer) ?? [];
    if (!orders.isLenient && saved.some(({ token }) => token === card.token)) return refused(17003, FAWRY[17003], "CardTokenResponse");
    orders.keep("fawry-cards", customer, [...saved.filter(({ token }) => token !== card.token), card]);
    const redirectUrl = text(fields.returnUrl) || link({ gateway: "fawry", id: "card" });
    const next = fields.enable3ds === true ? { nextAction: { type: "THREE_D_SECURE", redirectUrl } } : {};
    return done("CardTokenResponse", { card, ...next });
  }

  const listCardTokens = signed({
    formula: (fields) => [merchantCode, fields.customerProfileId],
    answer(fields) {
      const instead = orders.isLenient ? [cardFor("4242424242424242", clock.ms())] : [];
      const saved = orders.kept("fawry-cards", fields.customerProfileId) ?? instead;
      return done("CustomerTokensResponse", { cards: saved.map(({ firstSixDigits, ...card }) => card) });
    },
  });

  const deleteCardToken = signed({
    formula: (fields) => [merchantCode, fields.customerProfileId, fields.cardToken],
    answer(fields) {
      const customer = text(fields.customerProfileId);
      const saved = orders.kept("fawry-cards", customer) ?? [];
      orders.keep("fawry-cards", customer, saved.filter(({ token }) => token !== text(fields.cardToken)));
      return done("ResponseDataModel");
    },
  });

  return {
    "createCardToken POST /ECommerceWeb/Fawry/cards/cardToken": createCardToken,
    "listCardTokens GET /ECommerceWeb/Fawry/cards/cardToken": listCardTokens,
    "deleteCardToken DELETE /ECommerceWeb/Fawry/cards/cardToken": deleteCardToken,
  };
}

const cardFor = (number, now) => ({
  token: numberFor(text(number), 16),
  creationDate: now,
  firstSixDigits: text(number).slice(0, 6),
  lastFourDigits: text(number).slice(-4),
  brand: "Visa Card",
});
