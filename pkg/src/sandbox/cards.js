/** Saved cards, of which nothing but a token and some digits is kept, and the 3-D Secure that saving one may ask for. */
import { linkTo } from "./pages.js";

/** What becomes of a card when its 3-D Secure ends. */
const ENDS = { confirmed: "saved", failed: "failed", cancelled: "cancelled" };

export class Cards {
  #store;
  #urlOf;

  /** `urlOf` gives the URL of the sandbox. */
  constructor(store, urlOf) {
    this.#store = store;
    this.#urlOf = urlOf;
  }

  /** The cards of a customer; nothing when none was ever saved. */
  of(gateway, customer) {
    return this.#store.byId("card", `${gateway}:${customer}`);
  }

  /** Saves a card, in place of one with its token. */
  save(gateway, customer, card) {
    const others = (this.of(gateway, customer) ?? []).filter(({ token }) => token !== card.token);
    this.#keep("card", `${gateway}:${customer}`, [...others, card]);
    this.#keep("card-owner", `${gateway}:${card.token}`, customer);
  }

  remove(gateway, token, customer = this.#store.byId("card-owner", `${gateway}:${token}`)) {
    const cards = this.of(gateway, customer);
    if (cards) this.#keep("card", `${gateway}:${customer}`, cards.filter((card) => card.token !== token));
  }

  /** Lets the payer prove that a card is theirs before it is saved; the address of the page. */
  challenge(gateway, customer, card, returnUrl) {
    const id = this.#store.nextId("challenge");
    this.#keep("challenge", id, { gateway, id, customer, card, returnUrl, state: "new" });
    return linkTo(this.#urlOf(), { gateway, id }, "cards");
  }

  challenged(gateway, id) {
    const challenge = this.#store.byId("challenge", id);
    return challenge?.gateway === gateway ? challenge : undefined;
  }

  /** Ends a challenge, once: `confirmed`, `failed` or `cancelled`. */
  end(challenge, how) {
    if (challenge.state !== "new") return;
    challenge.state = ENDS[how];
    this.#keep("challenge", challenge.id, challenge);
    if (how === "confirmed") this.save(challenge.gateway, challenge.customer, challenge.card);
  }

  #keep(kind, key, value) {
    this.#store.transaction(() => {
      this.#store.remove(kind, key);
      this.#store.add(kind, key, value);
    });
  }
}
