//! Card tokens: saving a card, listing what a customer has saved, deleting.

use crate::declare::{
    CardNumber, CardToken, Cvv, Email, ExpiryMonth, ExpiryYear, Flag, Id, Input, OpaqueNumber, Text, Url, answer, input,
};
use crate::error::{Error, Result};
use crate::fawry::charge::NextAction;
use crate::fawry::config::{DeleteTokenParams, DeleteTokenSignature};
use crate::fawry::{Fawry, answer as reply};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};
use crate::signing::Recipe;

const PATH: &str = "/ECommerceWeb/Fawry/cards/cardToken";

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

impl Operation for CreateCardToken {
    type Gateway = Fawry;
    type Answer = CardTokenData;
    const SPEC: &'static Spec = &Spec {
        name: "createCardToken",
        method: Method::Post,
        path: PATH,
        unsigned: Some("Fawry documents no signature for saving a card"),
        options: &[],
        source: "FawryPay documentation, create and use token; docs/gateways/fawry.md#createcardtoken",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new(
        "Save a card",
        r#"{ "customerProfileId": "777777", "customerMobile": "01234567891", "customerEmail": "example@gmail.com",
            "cardNumber": "4242424242424242", "cardAlias": "Ahmed Ali", "expiryYear": "30", "expiryMonth": "05",
            "cvv": "123", "isDefault": true, "enable3ds": true, "returnUrl": "https://shop.example/saved" }"#,
    )];

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        if Options::is_set(self.enable_3ds) && self.return_url.is_none() {
            return Err(Error::missing("returnUrl").hint("3-D Secure sends the customer there"));
        }
        Ok(Draft::new::<Self>(fawry).body(fawry.body_of(self.to_object())))
    }

    fn read(_: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<CardTokenData>> {
        reply::read(response)
    }
}

impl Operation for ListCardTokens {
    type Gateway = Fawry;
    type Answer = CardTokensData;
    const SPEC: &'static Spec = &Spec {
        name: "listCardTokens",
        method: Method::Get,
        path: PATH,
        unsigned: None,
        options: &[],
        source: "FawryPay documentation, manage card tokens; docs/gateways/fawry.md#listcardtokens",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("Saved cards of a customer", r#"{ "customerProfileId": "777777" }"#)];

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        let recipe = Recipe::sha256()
            .config("merchantCode", fawry.merchant_code())
            .input("customerProfileId", self.customer_profile_id.as_str())
            .key("secureKey", fawry.key());
        Ok(Draft::new::<Self>(fawry)
            .query("merchantCode", fawry.merchant_code())
            .query("customerProfileId", self.customer_profile_id.as_str())
            .query_extra(&self.extra)
            .signed(recipe))
    }

    fn read(_: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<CardTokensData>> {
        reply::read(response)
    }
}

impl Operation for DeleteCardToken {
    type Gateway = Fawry;
    type Answer = CardTokenDeleted;
    const SPEC: &'static Spec = &Spec {
        name: "deleteCardToken",
        method: Method::Delete,
        path: PATH,
        unsigned: None,
        options: &[],
        source: "FawryPay documentation, manage card tokens; docs/gateways/fawry.md#deletecardtoken",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("Delete a saved card", r#"{ "customerProfileId": "777777", "cardToken": "4242424242424242" }"#)];

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        let mut recipe = Recipe::sha256()
            .config("merchantCode", fawry.merchant_code())
            .input("customerProfileId", self.customer_profile_id.as_str());
        if fawry.config.delete_token_signature != Some(DeleteTokenSignature::WithoutToken) {
            recipe = recipe.input("cardToken", self.card_token.as_str()).secret();
        }
        let draft = Draft::new::<Self>(fawry).signed(recipe.key("secureKey", fawry.key()));
        if fawry.config.delete_token_params == Some(DeleteTokenParams::Body) {
            return Ok(draft.body(fawry.body_of(self.to_object())));
        }
        Ok(draft
            .query("merchantCode", fawry.merchant_code())
            .query("customerProfileId", self.customer_profile_id.as_str())
            .query("cardToken", self.card_token.as_str())
            .query_extra(&self.extra))
    }

    fn read(_: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<CardTokenDeleted>> {
        reply::read(response)
    }
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{build, fawry, fawry_with, json, read, refused, text};
    use crate::operation::Client;
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
