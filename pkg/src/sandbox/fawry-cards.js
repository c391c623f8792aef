/** FawryPay's saved cards. */
import { FAWRY } from "./codes.js";
import { numberFor, parseJson, text } from "./wire.js";

/** The calls, with what those of the payments share. */
export function cardRoutes({ merchantCode, signed, done, refused, malformed, asked, clock, orders, cards }) {
  function createCardToken({ body }) {
    const fields = parseJson(body);
    if (text(fields.merchantCode) !== merchantCode) return refused(9901, "Merchant code is blank or invalid");
    const failure = asked("card", fields.customerProfileId);
    if (failure) return refused(failure, FAWRY[failure], "CardTokenResponse");
    if (text(fields.cardNumber) === "" || text(fields.customerProfileId) === "") return malformed("a card and a customer are needed");
    const card = cardFor(fields.cardNumber, clock.ms());
    const customer = text(fields.customerProfileId);
    const saved = cards.of("fawry", customer) ?? [];
    if (!orders.isLenient && saved.some(({ token }) => token === card.token)) return refused(17003, FAWRY[17003], "CardTokenResponse");
    if (fields.enable3ds !== true) {
      cards.save("fawry", customer, card);
      return done("CardTokenResponse", { card });
    }
    if (text(fields.returnUrl) === "") return malformed("returnUrl is missing");
    const redirectUrl = cards.challenge("fawry", customer, card, text(fields.returnUrl));
    return done("CardTokenResponse", { card, nextAction: { type: "THREE_D_SECURE", redirectUrl } });
  }

  const listCardTokens = signed({
    formula: (fields) => [merchantCode, fields.customerProfileId],
    answer(fields) {
      const instead = orders.isLenient ? [cardFor("4242424242424242", clock.ms())] : [];
      const saved = cards.of("fawry", fields.customerProfileId) ?? instead;
      return done("CustomerTokensResponse", { cards: saved.map(({ firstSixDigits, ...card }) => card) });
    },
  });

  const deleteCardToken = signed({
    formula: (fields) => [merchantCode, fields.customerProfileId, fields.cardToken],
    answer(fields) {
      cards.remove("fawry", text(fields.cardToken), text(fields.customerProfileId));
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
