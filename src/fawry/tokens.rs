//! Card tokens: saving a card, listing what a customer has saved, deleting.

use crate::engine::Call;
use crate::error::{Error, Result};
use crate::fawry::charge::NextAction;
use crate::fawry::config::{
    BODY, DeleteTokenParams, DeleteTokenSignature, FawryConfig, MERCHANT_CODE, OPERATION, SECURE_KEY,
};
use crate::request::Method;
use crate::table::kinds::{
    CardNumber, CardToken, Cvv, Email, ExpiryMonth, ExpiryYear, Flag, Id, OpaqueNumber, Text, Url,
};
use crate::table::{Condition, Effect, Operation, Param, Part, Recipe, Sample, Send, answer, input};

input! {
    /// Saves a card and answers with its token. The request carries card data in the clear.
    pub struct CreateCardToken as "FawryCreateCardTokenInput" {
        /// Your id of the customer who owns the card.
        customer_profile_id: Id = "customerProfileId",
        /// An Egyptian mobile number, as text: `01012345678`.
        customer_mobile: OpaqueNumber = "customerMobile",
        /// An e-mail address.
        customer_email: Email = "customerEmail",
        /// Digits only.
        card_number: CardNumber = "cardNumber",
        /// The name on the card, or a label.
        card_alias: Option<Text> = "cardAlias",
        /// Two digits: `27`. A charge calls it `cardExpiryYear`.
        expiry_year: ExpiryYear = "expiryYear",
        /// Two digits: `05`. A charge calls it `cardExpiryMonth`.
        expiry_month: ExpiryMonth = "expiryMonth",
        /// The security code, as text because it may start with a zero.
        cvv: Cvv = "cvv",
        /// Whether it becomes the customer's usual card.
        is_default: Option<Flag> = "isDefault",
        /// Verify the card by 3-D Secure. A charge writes `enable3DS`, with capital letters.
        enable_3ds: Option<Flag> = "enable3ds",
        /// Where the customer comes back to from 3-D Secure; required with `enable3ds`.
        return_url: Option<Url> = "returnUrl",
    }
}

input! {
    /// Lists the saved cards of a customer.
    ///
    /// Signed: merchant code, profile id, key.
    pub struct ListCardTokens as "FawryListCardTokensInput" {
        /// Your id of the customer.
        customer_profile_id: Id = "customerProfileId",
    }
}

input! {
    /// Deletes a saved card.
    ///
    /// Signed: merchant code, profile id, token, key.
    pub struct DeleteCardToken as "FawryDeleteCardTokenInput" {
        /// Your id of the customer.
        customer_profile_id: Id = "customerProfileId",
        /// The token.
        card_token: CardToken = "cardToken",
    }
}

answer! {
    /// A saved card.
    pub struct CardTokenData as "FawryCreateCardTokenData" {
        /// The card; absent while 3-D Secure is pending.
        card: Option<SavedCard> = "card",
        /// Where to send the customer for 3-D Secure.
        next_action: Option<NextAction> = "nextAction",
        /// `CardTokenResponse`.
        kind: Option<String> = "type",
        /// `200`.
        status_code: Option<String> = "statusCode",
        /// Text for people, in Arabic or English.
        status_description: Option<String> = "statusDescription",
    }
}

answer! {
    /// The saved cards of a customer.
    pub struct CardTokensData as "FawryListCardTokensData" {
        /// One entry for each card.
        cards: Vec<SavedCard> = "cards",
        /// `CustomerTokensResponse`.
        kind: Option<String> = "type",
        /// `200`.
        status_code: Option<String> = "statusCode",
        /// Text for people, in Arabic or English.
        status_description: Option<String> = "statusDescription",
    }
}

answer! {
    /// What Fawry tells about a saved card.
    pub struct SavedCard as "FawrySavedCard" {
        /// `cardToken` of a charge.
        token: Option<String> = "token",
        /// Epoch milliseconds.
        creation_date: Option<u64> = "creationDate",
        /// To show the customer which card it is.
        last_four_digits: Option<String> = "lastFourDigits",
        /// The beginning of the card number.
        first_six_digits: Option<String> = "firstSixDigits",
        /// `Visa Card`, for example.
        brand: Option<String> = "brand",
    }
}

answer! {
    /// A deleted card.
    pub struct CardTokenDeleted as "FawryDeleteCardTokenData" {
        /// The kind of answer.
        kind: Option<String> = "type",
        /// `200`.
        status_code: Option<String> = "statusCode",
        /// Text for people, in Arabic or English.
        status_description: Option<String> = "statusDescription",
    }
}

/// What all three have in common.
const CARD_TOKEN: Operation = Operation { path: "/ECommerceWeb/Fawry/cards/cardToken", ..OPERATION };

/// `createCardToken`.
pub(super) static CREATE_CARD_TOKEN: Operation = Operation {
    name: "createCardToken",
    unsigned: Some("Fawry documents no signature for saving a card"),
    input: CreateCardToken::SHAPE,
    check: Some(check),
    answer: CardTokenData::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, create and use token; docs/gateways/fawry.md#createcardtoken",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Save a card",
        r#"{ "customerProfileId": "777777", "customerMobile": "01234567891", "customerEmail": "example@gmail.com",
            "cardNumber": "4242424242424242", "cardAlias": "Ahmed Ali", "expiryYear": "30", "expiryMonth": "05",
            "cvv": "123", "isDefault": true, "enable3ds": true, "returnUrl": "https://shop.example/saved" }"#,
    )],
    ..CARD_TOKEN
};

fn check(call: &mut Call<'_>) -> Result<()> {
    if call.input.is_set(CreateCardToken::KEY.enable_3ds) && !call.input.has(CreateCardToken::KEY.return_url) {
        return Err(Error::missing("returnUrl").hint("3-D Secure sends the customer there"));
    }
    Ok(())
}

/// `listCardTokens`.
pub(super) static LIST_CARD_TOKENS: Operation = Operation {
    name: "listCardTokens",
    method: Method::Get,
    input: ListCardTokens::SHAPE,
    send: Send::query(&[
        Param::setting("merchantCode", FawryConfig::KEY.merchant_code),
        Param::field(ListCardTokens::KEY.customer_profile_id),
    ]),
    recipe: Some(&LIST),
    answer: CardTokensData::SHAPE,
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, manage card tokens; docs/gateways/fawry.md#listcardtokens",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Saved cards of a customer", r#"{ "customerProfileId": "777777" }"#)],
    ..CARD_TOKEN
};

const LIST: Recipe = Recipe::sha256(&[MERCHANT_CODE, Part::Field(ListCardTokens::KEY.customer_profile_id), SECURE_KEY]);

/// `deleteCardToken`.
pub(super) static DELETE_CARD_TOKEN: Operation = Operation {
    name: "deleteCardToken",
    method: Method::Delete,
    input: DeleteCardToken::SHAPE,
    send: Send::query(&[
        Param::setting("merchantCode", FawryConfig::KEY.merchant_code),
        Param::field(DeleteCardToken::KEY.customer_profile_id),
        Param::field(DeleteCardToken::KEY.card_token),
    ]),
    send_instead: Some((Condition::Is(FawryConfig::KEY.delete_token_params, DeleteTokenParams::Body.as_str()), BODY)),
    recipe: Some(&DELETE),
    answer: CardTokenDeleted::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, manage card tokens; docs/gateways/fawry.md#deletecardtoken",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Delete a saved card",
        r#"{ "customerProfileId": "777777", "cardToken": "4242424242424242" }"#,
    )],
    ..CARD_TOKEN
};

const DELETE: Recipe = Recipe::sha256(&[
    MERCHANT_CODE,
    Part::Field(DeleteCardToken::KEY.customer_profile_id),
    Part::When(
        Condition::IsNot(FawryConfig::KEY.delete_token_signature, DeleteTokenSignature::WithoutToken.as_str()),
        &[Part::Field(DeleteCardToken::KEY.card_token)],
    ),
    SECURE_KEY,
]);

#[cfg(test)]
mod tests {
    use crate::client::Client;
    use crate::fawry::testing::{build, fawry, fawry_with, json, read, refused, text};
    use crate::value::Value;

    #[test]
    fn a_saved_card_is_read() {
        let body = r#"{"type":"CardTokenResponse","card":{"token":"tok","creationDate":1718000000000,"lastFourDigits":"4242",
            "firstSixDigits":"424242","brand":"Visa Card"},"statusCode":200,"statusDescription":"ok"}"#;
        assert_eq!(text(&read(&fawry(), "createCardToken", 200, body).unwrap(), "data.card.token"), "tok");
        let body = r#"{"type":"CustomerTokensResponse","cards":[{"token":"a"},{"token":"b","brand":"Meeza"}],"statusCode":200}"#;
        let outcome = read(&fawry(), "listCardTokens", 200, body).unwrap();
        assert_eq!(
            (text(&outcome, "data.cards[1].brand").as_str(), text(&outcome, "data.cards[0].token").as_str()),
            ("Meeza", "a")
        );
        assert_eq!(text(&read(&fawry(), "deleteCardToken", 200, r#"{"statusCode":200}"#).unwrap(), "ok"), "true");
        let known = read(&fawry(), "createCardToken", 200, r#"{"statusCode":17003}"#).unwrap();
        assert_eq!(
            (text(&known, "error.meaning").as_str(), text(&known, "error.retryable").as_str()),
            ("card token already exists", "false")
        );
    }

    #[test]
    fn saving_a_card_needs_a_way_back_from_3d_secure() {
        let input = r#"{ "customerProfileId": "7", "customerMobile": "01012345678", "customerEmail": "a@b.example",
            "cardNumber": "4242424242424242", "expiryYear": "30", "expiryMonth": "05", "cvv": "123", "enable3ds": true }"#;
        assert_eq!(refused(&fawry(), "createCardToken", input), ("MISSING_FIELD", "returnUrl".to_owned()));
        assert!(build(&fawry(), "createCardToken", &input.replace("true", "false")).is_ok());
        assert_eq!(
            refused(&fawry(), "createCardToken", &input.replace("expiryYear", "cardExpiryYear")).0,
            "UNKNOWN_FIELD"
        );
        let error =
            fawry().explain("createCardToken", &json(&input.replace("true", "false")), &Value::Null).unwrap_err();
        assert_eq!((error.code().as_str(), error.hint_text().is_some()), ("UNSUPPORTED", true));
        let unknown = fawry().signature("notifications", &json("{}"), &Value::Null).unwrap_err();
        assert_eq!((unknown.code().as_str(), unknown.hint_text().is_some()), ("UNSUPPORTED", true));
    }

    #[test]
    fn deleting_has_two_readings_of_formula_and_place() {
        let input = r#"{ "customerProfileId": "7", "cardToken": "tok" }"#;
        let string_to_sign =
            |fawry: &dyn Client| fawry.explain("deleteCardToken", &json(input), &Value::Null).unwrap().parts.len();
        assert_eq!(string_to_sign(&fawry()), 4);
        assert_eq!(string_to_sign(&fawry_with("deleteTokenSignature", "withoutToken")), 3);
        let query = build(&fawry(), "deleteCardToken", input).unwrap();
        assert!(query.url.contains("cardToken=tok&signature=") && query.body.is_none());
        let body = build(&fawry_with("deleteTokenParams", "body"), "deleteCardToken", input).unwrap();
        assert!(!body.url.contains('?') && body.body.unwrap().contains(r#""cardToken":"tok","signature":""#));
    }
}
