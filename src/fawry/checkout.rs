//! The link to Fawry's hosted payment page (express checkout).

use crate::declare::{
    Email, EpochMillis, Field, Flag, Id, Input, Kind, OpaqueNumber, OrDefault, Text, Url, answer, input,
};
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::config::CheckoutSignature;
use crate::fawry::items::{CheckoutItem, in_signing_order, refuse_repeated, sign_items, total};
use crate::fawry::words::{Family, Language, remark_contacts};
use crate::fawry::{Fawry, answer as reply};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};
use crate::signing::Recipe;
use crate::value::Value;

input! {
    /// Asks for a link to Fawry's hosted payment page.
    ///
    /// Signed: merchant code, reference, profile id, return URL, the items in sorted order, key. There is no
    /// amount: the total is the sum of price times quantity.
    pub struct CheckoutLink as "FawryCheckoutLinkInput" {
        /// Your reference, new for every attempt.
        merchant_ref_num: Id = "merchantRefNum",
        /// Your customer's id; signed when given.
        customer_profile_id: Option<Id> = "customerProfileId",
        /// Where the customer comes back to; absolute, signed with its query. Read what comes back with `verifyReturn`.
        return_url: Url = "returnUrl",
        /// At least one item; sent in the order in which they are signed.
        charge_items: Vec<CheckoutItem> = "chargeItems",
        /// The customer's name.
        customer_name: Option<Text> = "customerName",
        /// An Egyptian mobile number, as text: `01012345678`.
        customer_mobile: Option<OpaqueNumber> = "customerMobile",
        /// An e-mail address.
        customer_email: Option<Email> = "customerEmail",
        /// What is paid.
        description: Option<Text> = "description",
        /// The language of the page; `en-gb` is sent when it is left out.
        language: OrDefault<Language> = "language",
        /// Epoch milliseconds after which the order cannot be paid; sent as text.
        payment_expiry: Option<ExpiryText> = "paymentExpiry",
        /// Restricts the page to one method: `CashOnDelivery`, `PayAtFawry`, `MWALLET`, `CARD` or `VALU`.
        payment_method: Option<Text> = "paymentMethod",
        /// `true` only reserves the amount, for `captureAuthorization`.
        auth_capture_mode_payment: Option<Flag> = "authCaptureModePayment",
        /// Where to send the notifications about this order; absolute URL.
        order_web_hook_url: Option<Url> = "orderWebHookUrl",
    }
}

answer! {
    /// The hosted payment page.
    pub struct CheckoutLinkData as "FawryCheckoutLinkData" {
        /// Send the customer here.
        url: String = "url",
    }
}

/// Epoch milliseconds that are sent as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpiryText(EpochMillis);

impl Field for ExpiryText {
    const KIND: Kind = EpochMillis::KIND;

    fn parse(value: &Value) -> Result<Self> {
        EpochMillis::parse(value).map(Self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(self.0.as_str().into())
    }
}

impl Operation for CheckoutLink {
    type Gateway = Fawry;
    type Answer = CheckoutLinkData;
    const SPEC: &'static Spec = &Spec {
        name: "checkoutLink",
        method: Method::Post,
        path: "/fawrypay-api/api/payments/init",
        unsigned: None,
        options: &[],
        source: "FawryPay documentation, express checkout; docs/gateways/fawry.md#checkoutlink",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new(
        "Hosted page for two items",
        r#"{ "merchantRefNum": "2312465464", "customerProfileId": "1212",
            "returnUrl": "https://shop.example/return?id=7", "language": "en-gb",
            "chargeItems": [
                { "itemId": "6b5fdea340e31b3b0339d4d4ae5", "quantity": 2, "price": 50, "description": "Product" },
                { "itemId": "97092dd9e9c07888c7eef36", "quantity": 3, "price": "75.25", "description": "Another" }
            ] }"#,
    )];

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        refuse_repeated(&self.charge_items)?;
        let items = in_signing_order(&self.charge_items, fawry.config.item_order);
        let sorted = Self { charge_items: items.iter().map(|(_, item)| (*item).clone()).collect(), ..self.clone() };
        let recipe = match fawry.config.checkout_signature {
            Some(CheckoutSignature::Base) => self.base_recipe(fawry)?,
            _ => self.recipe(fawry, &items),
        };
        let mobile = self.customer_mobile.as_ref().map(OpaqueNumber::as_str);
        let recipe = remark_contacts(recipe, mobile, self.customer_email.as_ref().map(Email::as_str));
        let recipe = recipe.key("secureKey", fawry.key());
        Ok(Draft::new::<Self>(fawry).body(fawry.body_of(sorted.to_object())).signed(recipe))
    }

    /// The URL as plain text, sometimes as JSON; errors are JSON.
    fn read(_: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<CheckoutLinkData>> {
        let text = response.body.trim_start_matches('\u{feff}').trim();
        if text.starts_with('{') {
            return read_object(response);
        }
        if text.is_empty() {
            return reply::read(response);
        }
        let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let url = quoted.unwrap_or(text).replace("\\/", "/");
        if !response.is_success() || !is_https(&url) {
            return Err(not_a_url(response));
        }
        Ok(Outcome::Accepted { data: CheckoutLinkData { url }, raw: text.into() })
    }
}

fn read_object(response: HttpResponse<'_>) -> Result<Outcome<CheckoutLinkData>> {
    let Some(raw @ Value::Object(_)) = response.json()? else { return reply::read(response) };
    let url = ["redirectUrl", "nextAction.redirectUrl"].iter().find_map(|path| raw.at(path)?.as_text());
    let code = raw.as_object().and_then(reply::result_code);
    match url.filter(|url| code.is_none_or(|code| code == "200") && is_https(url)) {
        Some(url) => Ok(Outcome::Accepted { data: CheckoutLinkData { url: url.to_owned() }, raw }),
        None if code == Some("200") => Err(not_a_url(response)),
        None => reply::read(response),
    }
}

fn is_https(text: &str) -> bool {
    let host = text.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty()) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn not_a_url(response: HttpResponse<'_>) -> Error {
    let start: String = response.body.chars().take(60).filter(|character| !character.is_control()).collect();
    let message = format!("the answer (HTTP {}) is no https URL; it starts with {start:?}", response.status);
    Error::new(ErrorCode::MalformedResponse, message)
        .hint("a proxy, firewall or IP allow-list may have answered instead of the gateway; check the host too")
}

impl CheckoutLink {
    fn recipe(&self, fawry: &Fawry, items: &[(usize, &CheckoutItem)]) -> Recipe {
        let recipe = Recipe::sha256()
            .config("merchantCode", fawry.merchant_code())
            .input("merchantRefNum", self.merchant_ref_num.as_str())
            .optional("customerProfileId", self.customer_profile_id.as_ref().map(Id::as_str))
            .input("returnUrl", self.return_url.as_str());
        sign_items(recipe, items)
    }

    /// The formula of a charge, over the total of the items.
    fn base_recipe(&self, fawry: &Fawry) -> Result<Recipe> {
        let method = self.payment_method.as_ref().map(Text::as_str);
        let recipe = Recipe::sha256()
            .config("merchantCode", fawry.merchant_code())
            .input("merchantRefNum", self.merchant_ref_num.as_str())
            .optional("customerProfileId", self.customer_profile_id.as_ref().map(Id::as_str))
            .optional("paymentMethod", method);
        let recipe = match method.map(Family::of) {
            Some(None) => recipe.note("not a spelling that the documentation or an integration uses"),
            _ => recipe,
        };
        Ok(recipe.amount("amount", &total(&self.charge_items)?).note("the sum of price times quantity"))
    }
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{build, fawry, fawry_with, json, read, refused, text};
    use crate::operation::Client;
    use crate::value::Value;

    const INPUT: &str = r#"{ "merchantRefNum": "R1", "returnUrl": "https://r.example/?a=1", "chargeItems": [
        { "itemId": "b10", "quantity": 1, "price": "10", "description": "x" },
        { "itemId": "a2", "quantity": 2, "price": "20.5", "description": "y" }] }"#;

    #[test]
    fn a_link_comes_as_text_or_as_json() {
        for body in [
            "https://pay.example/x?y=1",
            " \"https://pay.example/x?y=1\"\n",
            "\"https:\\/\\/pay.example\\/x?y=1\"",
            r#"{"redirectUrl":"https://pay.example/x?y=1"}"#,
            r#"{"statusCode":200,"nextAction":{"redirectUrl":"https://pay.example/x?y=1"}}"#,
        ] {
            assert_eq!(
                text(&read(&fawry(), "checkoutLink", 200, body).unwrap(), "data.url"),
                "https://pay.example/x?y=1",
                "{body}"
            );
        }
    }

    #[test]
    fn errors_are_json_and_anything_else_is_not_fawrys() {
        let body = r#"{"statusCode":9946,"statusDescription":"bad","redirectUrl":"https://pay.example"}"#;
        assert_eq!(text(&read(&fawry(), "checkoutLink", 200, body).unwrap(), "error.code"), "9946");
        assert_eq!(text(&read(&fawry(), "checkoutLink", 503, "").unwrap(), "error.code"), "503");
        for (status, body) in [
            (200, ""),
            (200, "<html>"),
            (200, "http://pay.example"),
            (200, "https://"),
            (500, "https://pay.example"),
            (200, "https://pay.example/a b"),
            (200, r#"{"statusCode":200}"#),
            (200, "{"),
        ] {
            let error = read(&fawry(), "checkoutLink", status, body).unwrap_err();
            assert_eq!(error.code().as_str(), "MALFORMED_RESPONSE", "{body}");
        }
    }

    #[test]
    fn items_are_signed_and_sent_in_one_order() {
        let ids = |fawry: &dyn Client| {
            let explanation = fawry.explain("checkoutLink", &json(INPUT), &Value::Null).unwrap();
            let ids =
                explanation.parts.iter().filter(|part| part.name.ends_with("itemId")).map(|part| part.text.clone());
            let body = build(fawry, "checkoutLink", INPUT).unwrap().body.unwrap();
            let first = if body.find("b10") < body.find("a2") { "b10" } else { "a2" };
            let ids: Vec<String> = ids.collect();
            assert_eq!(ids.first().unwrap(), first);
            ids
        };
        assert_eq!(ids(&fawry()), ["a2", "b10"]);
        assert_eq!(ids(&fawry_with("itemOrder", "given")), ["b10", "a2"]);
        let explanation = fawry().explain("checkoutLink", &json(INPUT), &Value::Null).unwrap();
        let price = explanation.parts.iter().find(|part| part.name == "chargeItems[1].price").unwrap();
        assert_eq!((price.text.as_str(), price.given.as_ref().unwrap().as_text()), ("20.50", Some("20.5")));
    }

    #[test]
    fn the_base_reading_signs_the_total() {
        let base = fawry_with("checkoutSignature", "base");
        let explanation = base.explain("checkoutLink", &json(INPUT), &Value::Null).unwrap();
        assert!(
            explanation.string_to_sign.starts_with("1tSa6uxz2nTwlaAmt38enA==R151.00"),
            "{}",
            explanation.string_to_sign
        );
        let default = fawry().explain("checkoutLink", &json(INPUT), &Value::Null).unwrap();
        assert!(default.string_to_sign.contains("R1https://r.example/?a=1a2220.50b10110.00"));
    }

    #[test]
    fn the_host_of_production_has_no_www() {
        let config = r#"{"merchantCode":"m","secureKey":"k","environment":"production"}"#;
        let production = crate::fawry::Fawry::new(&json(config)).unwrap();
        let url = |operation, input| build(&production, operation, input).unwrap().url;
        assert_eq!(url("checkoutLink", INPUT), "https://atfawry.com/fawrypay-api/api/payments/init");
        assert!(url("installmentPlans", "{}").starts_with("https://www.atfawry.com/"));
    }

    #[test]
    fn rules() {
        let with = |name: &str, value: &str| {
            let mut fields = json(INPUT).as_object().unwrap().clone();
            fields.set(name, json(value));
            refused(&fawry(), "checkoutLink", &Value::from(fields).to_json())
        };
        let item = |id: &str, quantity: &str| {
            format!(r#"{{ "itemId": "{id}", "quantity": {quantity}, "price": 1, "description": "d" }}"#)
        };
        for (name, value, code, field) in [
            ("returnUrl", r#""/relative""#.to_owned(), "INVALID_FIELD", "returnUrl"),
            ("returnUrl", r#""https://a b""#.to_owned(), "INVALID_FIELD", "returnUrl"),
            (
                "chargeItems",
                format!("[{}, {}]", item("a", "1"), item("a", "2")),
                "INVALID_FIELD",
                "chargeItems[1].itemId",
            ),
            ("chargeItems", format!("[{}]", item("a", "1.5")), "INVALID_FIELD", "chargeItems[0].quantity"),
            ("chargeItems", format!("[{}]", item("", "1")), "MISSING_FIELD", "chargeItems[0].itemId"),
            ("language", r#""en""#.to_owned(), "INVALID_FIELD", "language"),
            ("amount", "5".to_owned(), "UNKNOWN_FIELD", "amount"),
        ] {
            assert_eq!(with(name, &value), (code, field.to_owned()), "{name} {value}");
        }
        let mut fields = json(INPUT).as_object().unwrap().clone();
        fields.set("paymentExpiry", json("1893456000000"));
        fields.set("language", "ar-eg");
        let body = build(&fawry(), "checkoutLink", &Value::from(fields).to_json()).unwrap().body.unwrap();
        assert!(body.contains(r#""language":"ar-eg","paymentExpiry":"1893456000000""#), "{body}");
        assert!(build(&fawry(), "checkoutLink", INPUT).unwrap().body.unwrap().contains(r#""language":"en-gb""#));
    }
}
