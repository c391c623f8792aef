//! Stored cards and the customers they belong to.

use crate::table::kinds::{CardNumber, CardToken, Cvv, Url};
use crate::table::{Effect, Operation, Sample, answer, input, members};
use crate::upayments::answer::read_undocumented;
use crate::upayments::config::OPERATION;
use crate::upayments::types::{ExpiryNumber, UniqueToken};

input! {
    /// Registers a customer, under whose token cards can be stored.
    pub struct CreateCustomerToken as "UPaymentsCreateCustomerTokenInput" {
        /// A token of your choice, such as a mobile number; sent as text or number, as you give it.
        customer_unique_token: UniqueToken = "customerUniqueToken",
    }
}

answer! {
    /// A registered customer.
    pub struct CustomerToken as "UPaymentsCreateCustomerTokenData" {
        /// The token.
        customer_unique_token: Option<String> = "customerUniqueToken",
    }
}

/// `createCustomerToken`.
pub(super) static CREATE_CUSTOMER_TOKEN: Operation = Operation {
    name: "createCustomerToken",
    path: "/api/v1/create-customer-unique-token",
    input: CreateCustomerToken::SHAPE,
    answer: CustomerToken::SHAPE,
    effect: Effect::Writes,
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments plugins; docs/gateways/upayments.md#createcustomertoken",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new("Register a customer", r#"{ "customerUniqueToken": "96512345678" }"#),
        Sample::new("Register a customer by a number", r#"{ "customerUniqueToken": 96512345678 }"#),
    ],
    ..OPERATION
};

input! {
    /// Lists the stored cards of a customer.
    pub struct ListCustomerCards as "UPaymentsListCustomerCardsInput" {
        /// The customer's token.
        customer_unique_token: UniqueToken = "customerUniqueToken",
    }
}

answer! {
    /// The stored cards of a customer.
    pub struct CustomerCards as "UPaymentsListCustomerCardsData" {
        /// The cards.
        customer_cards: Vec<Card> = "customerCards",
    }
}

answer! {
    /// A stored card.
    pub struct Card as "UPaymentsCard" {
        /// `VISA`, for example.
        brand: Option<String> = "brand",
        /// The masked number.
        number: Option<String> = "number",
        /// `VISA`, for example.
        scheme: Option<String> = "scheme",
        /// What `autoDeduct` and `removeCard` take.
        token: Option<String> = "token",
    }
}

/// `listCustomerCards`.
pub(super) static LIST_CUSTOMER_CARDS: Operation = Operation {
    name: "listCustomerCards",
    path: "/api/v1/retrieve-customer-cards",
    input: ListCustomerCards::SHAPE,
    answer: CustomerCards::SHAPE,
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments OpenAPI copy; docs/gateways/upayments.md#listcustomercards",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("List the cards of a customer", r#"{ "customerUniqueToken": "96512345678" }"#)],
    ..OPERATION
};

input! {
    /// Opens a page on which a customer stores a card.
    pub struct AddCard as "UPaymentsAddCardInput" {
        /// The customer's token.
        customer_unique_token: UniqueToken = "customerUniqueToken",
        /// Where the customer returns to.
        return_url: Url = "returnUrl",
    }
}

answer! {
    /// The page on which a card is stored.
    pub struct CardPage as "UPaymentsAddCardData" {
        /// Send the customer here.
        link: Option<String> = "link",
    }
}

/// `addCard`.
pub(super) static ADD_CARD: Operation = Operation {
    name: "addCard",
    path: "/api/v1/add-card",
    input: AddCard::SHAPE,
    answer: CardPage::SHAPE,
    effect: Effect::Writes,
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments OpenAPI copy; docs/gateways/upayments.md#addcard",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Let a customer store a card",
        r#"{ "customerUniqueToken": "96512345678", "returnUrl": "https://example.com/cards" }"#,
    )],
    ..OPERATION
};

input! {
    /// Stores a card whose number the merchant knows.
    ///
    /// The number travels in the clear: only merchants whose systems may handle card data use this call, and such a
    /// request is logged with `redact` only.
    pub struct CreateTokenFromCard as "UPaymentsCreateTokenFromCardInput" {
        /// The card.
        card: NewCard = "card",
        /// The token of the customer whom it belongs to.
        customer_unique_token: UniqueToken = "customerUniqueToken",
    }
}

members! {
    /// A card.
    pub struct NewCard as "UPaymentsNewCard" {
        /// The number, as text.
        number: CardNumber = "number",
        /// When it expires.
        expiry: Expiry = "expiry",
        /// The security code, as text.
        security_code: Cvv = "securityCode",
    }
}

members! {
    /// When a card expires.
    pub struct Expiry as "UPaymentsExpiry" {
        /// 1 to 12.
        month: ExpiryNumber<1, 12> = "month",
        /// The last two digits of the year.
        year: ExpiryNumber<0, 99> = "year",
    }
}

/// `createTokenFromCard`.
pub(super) static CREATE_TOKEN_FROM_CARD: Operation = Operation {
    name: "createTokenFromCard",
    path: "/api/v1/create-token-from-card",
    input: CreateTokenFromCard::SHAPE,
    answer: Card::SHAPE,
    effect: Effect::Writes,
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments SDKs; docs/gateways/upayments.md#createtokenfromcard",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Store a card",
        r#"{
            "card": { "number": "5123450000000008", "expiry": { "month": 1, "year": 39 }, "securityCode": "100" },
            "customerUniqueToken": "96512345678"
        }"#,
    )],
    ..OPERATION
};

input! {
    /// Removes a stored card.
    pub struct RemoveCard as "UPaymentsRemoveCardInput" {
        /// The card's token.
        token: CardToken = "token",
    }
}

answer! {
    /// UPayments documents no answer; what it sends stays in `raw`.
    pub struct CardRemoved as "UPaymentsRemoveCardData" {}
}

/// `removeCard`.
pub(super) static REMOVE_CARD: Operation = Operation {
    name: "removeCard",
    path: "/api/v1/remove-card",
    input: RemoveCard::SHAPE,
    answer: CardRemoved::SHAPE,
    read: read_undocumented,
    effect: Effect::Writes,
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments SDKs; docs/gateways/upayments.md#removecard",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Remove a card", r#"{ "token": "5123450000000008" }"#)],
    ..OPERATION
};

#[cfg(test)]
mod tests {
    use crate::error::ErrorCode;
    use crate::request::HttpResponse;
    use crate::upayments::{built, recipe_of, refusal, sandbox};
    use crate::value::Value;

    fn card(month: &str, year: &str) -> String {
        format!(
            r#"{{"card":{{"number":"5123450000000008","expiry":{{"month":{month},"year":{year}}},"securityCode":"100"}},
                "customerUniqueToken":1}}"#
        )
    }

    #[test]
    fn the_expiry_is_two_numbers() {
        let body = built("createTokenFromCard", &card("\"05\"", "27")).body.unwrap();
        assert!(body.contains(r#""expiry":{"month":5,"year":27}"#), "{body}");
        for (month, year) in [("13", "27"), ("0", "27"), ("5", "2027"), ("5", "-1"), ("5.5", "27"), ("true", "27")] {
            let error = refusal("createTokenFromCard", &card(month, year));
            assert_eq!(error.code(), ErrorCode::InvalidField, "{month}/{year}");
        }
    }

    #[test]
    fn card_data_is_never_shown() {
        let recipe = recipe_of("createTokenFromCard", &card("1", "39"));
        let shown = Value::parse(&serde_json::to_string(&recipe.explain(&Value::Null)).unwrap()).unwrap().to_json();
        let request = format!("{:?}", built("createTokenFromCard", &card("1", "39")));
        let misspelt = refusal("createTokenFromCard", &card("1", "39").replace("securityCode", "cvv")).to_string();
        for text in [shown, request, misspelt] {
            assert!(!text.contains("5123450000000008") && !text.contains("\"100\""), "{text}");
        }
        assert!(recipe.masked_string_to_sign().contains("customerUniqueToken"));
    }

    #[test]
    fn a_customer_token_keeps_its_type() {
        for token in ["\"0965\"", "96512345678"] {
            let body = built("listCustomerCards", &format!(r#"{{"customerUniqueToken":{token}}}"#)).body.unwrap();
            assert_eq!(body, format!(r#"{{"customerUniqueToken":{token}}}"#));
        }
        for token in ["1.5", "9007199254740993", "true", "-1"] {
            let error = refusal("listCustomerCards", &format!(r#"{{"customerUniqueToken":{token}}}"#));
            assert_eq!(error.code(), ErrorCode::InvalidField, "{token}");
        }
    }

    #[test]
    fn a_removed_card_needs_no_answer() {
        for (body, ok) in [("", true), ("{}", true), (r#"{"status":true}"#, true), (r#"{"status":false}"#, false)] {
            let outcome = sandbox().read_remove_card(HttpResponse { status: 200, body }).unwrap();
            assert_eq!(outcome.data().is_some(), ok, "{body}");
        }
        let outcome = sandbox().read_remove_card(HttpResponse { status: 404, body: "" }).unwrap();
        assert_eq!(outcome.error().unwrap().code, "404");
    }
}
