//! The link to Fawry's hosted payment page (express checkout).

use crate::document::{DocumentBuf, Item};
use crate::engine::{Call, Response, Row, Verdict};
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::answer as reply;
use crate::fawry::config::{CheckoutSignature, FawryConfig, MERCHANT_CODE, OPERATION, SECURE_KEY};
use crate::fawry::items::{CheckoutItem, put_in_signing_order};
use crate::fawry::words::{self, Language};
use crate::request::is_secure;
use crate::signing::Role;
use crate::table::kinds::{Email, EpochMillisText, Flag, Id, OpaqueNumber, OrDefault, Text, Url};
use crate::table::{Condition, Operation, Part, Recipe, Sample, answer, input};
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
        payment_expiry: Option<EpochMillisText> = "paymentExpiry",
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

/// `checkoutLink`.
pub(super) static CHECKOUT_LINK: Operation = Operation {
    name: "checkoutLink",
    path: "/fawrypay-api/api/payments/init",
    input: CheckoutLink::SHAPE,
    check: Some(|call| put_in_signing_order(call, CheckoutLink::KEY.charge_items, CheckoutItem::KEY.item_id)),
    recipe: Some(&RECIPE),
    recipe_instead: Some((
        Condition::Is(FawryConfig::KEY.checkout_signature, CheckoutSignature::Base.as_str()),
        &BASE_RECIPE,
    )),
    answer: CheckoutLinkData::SHAPE,
    read,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, express checkout; docs/gateways/fawry.md#checkoutlink",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Hosted page for two items",
        r#"{ "merchantRefNum": "2312465464", "customerProfileId": "1212",
            "returnUrl": "https://shop.example/return?id=7", "language": "en-gb",
            "chargeItems": [
                { "itemId": "6b5fdea340e31b3b0339d4d4ae5", "quantity": 2, "price": 50, "description": "Product" },
                { "itemId": "97092dd9e9c07888c7eef36", "quantity": 3, "price": "75.25", "description": "Another" }
            ] }"#,
    )],
    ..OPERATION
};

const ODD_MOBILE: Part =
    Part::Remark("customerMobile", |call| words::odd_mobile(call.input.text(CheckoutLink::KEY.customer_mobile)));

const ODD_EMAIL: Part =
    Part::Remark("customerEmail", |call| words::odd_email(call.input.text(CheckoutLink::KEY.customer_email)));

const RECIPE: Recipe = Recipe::sha256(&[
    MERCHANT_CODE,
    Part::Field(CheckoutLink::KEY.merchant_ref_num),
    Part::Field(CheckoutLink::KEY.customer_profile_id),
    Part::Field(CheckoutLink::KEY.return_url),
    Part::Items(
        CheckoutLink::KEY.charge_items,
        &[CheckoutItem::KEY.item_id, CheckoutItem::KEY.quantity, CheckoutItem::KEY.price],
    ),
    ODD_MOBILE,
    ODD_EMAIL,
    SECURE_KEY,
]);

/// The formula of a charge, over the total of the items.
const BASE_RECIPE: Recipe = Recipe::sha256(&[
    MERCHANT_CODE,
    Part::Field(CheckoutLink::KEY.merchant_ref_num),
    Part::Field(CheckoutLink::KEY.customer_profile_id),
    Part::Field(CheckoutLink::KEY.payment_method),
    Part::Note(|call| words::unknown_spelling(call.input.text(CheckoutLink::KEY.payment_method))),
    Part::Computed { name: "amount", role: Role::Amount, text: total, note: "the sum of price times quantity" },
    ODD_MOBILE,
    ODD_EMAIL,
    SECURE_KEY,
]);

/// The sum of price times quantity.
fn total(call: &Call<'_>) -> Result<String> {
    let piastres = |item: Row<'_, '_>| {
        let price: u64 = item.text(CheckoutItem::KEY.price)?.replace('.', "").parse().ok()?;
        price.checked_mul(item.text(CheckoutItem::KEY.quantity)?.parse().ok()?)
    };
    let mut items = call.input.rows(CheckoutLink::KEY.charge_items);
    let sum = items.try_fold(0_u64, |sum, item| sum.checked_add(piastres(item)?));
    sum.map(|sum| format!("{}.{:02}", sum / 100, sum % 100))
        .ok_or_else(|| Error::new(ErrorCode::InvalidAmount, "adds up to more than can be paid").at("chargeItems"))
}

/// The URL as plain text, sometimes as JSON; errors are JSON.
fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    let text = response.text();
    if text.starts_with('{') {
        return read_object(response);
    }
    if text.is_empty() {
        return reply::read(response);
    }
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let url = quoted.unwrap_or(text).replace("\\/", "/");
    if !response.is_success() || !is_link(&url) {
        return Err(not_a_url(response));
    }
    response.take(DocumentBuf::from(&Value::from(text)))?;
    reply::accepted_as(response, "url", url)
}

fn read_object<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    let Some(object) = response.json()?.filter(|body| body.is_object()) else { return reply::read(response) };
    let url_of = |object: Item<'a>| object.get("redirectUrl").and_then(Item::as_text);
    let url = url_of(object).or_else(|| url_of(object.get("nextAction")?));
    let code = reply::result_code(object);
    match url.filter(|url| code.is_none_or(|code| code == "200") && is_link(url)) {
        Some(url) => reply::accepted_as(response, "url", url),
        None if code == Some("200") => Err(not_a_url(response)),
        None => reply::read(response),
    }
}

/// An address that a customer may be sent to, as strict as a base URL is: https, or http on loopback.
fn is_link(text: &str) -> bool {
    is_secure(text) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn not_a_url(response: &Response<'_>) -> Error {
    let start: String = response.body.chars().take(60).filter(|character| !character.is_control()).collect();
    let message = format!("the answer (HTTP {}) is no https URL; it starts with {start:?}", response.status);
    Error::new(ErrorCode::MalformedResponse, message)
        .hint("a proxy, firewall or IP allow-list may have answered instead of the gateway; check the host too")
}

#[cfg(test)]
mod tests {
    use crate::client::Client;
    use crate::fawry::testing::{build, fawry, fawry_with, json, read, refused, text};
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
        for url in ["http://127.0.0.1:8080/pay/1?lang=ar", "http://localhost/pay", "http://[::1]:1/pay"] {
            let outcomes = [url.to_owned(), format!(r#"{{"redirectUrl":"{url}"}}"#)];
            for body in outcomes {
                assert_eq!(text(&read(&fawry(), "checkoutLink", 200, &body).unwrap(), "data.url"), url);
            }
        }
    }

    #[test]
    fn an_unclear_order_is_noted_at_the_ids_alone() {
        let notes = |ids: [&str; 2]| {
            let input = INPUT.replace("b10", ids[0]).replace("a2", ids[1]);
            let parts = fawry().explain("checkoutLink", &json(&input), &Value::Null).unwrap().parts;
            let noted =
                parts.into_iter().filter(|part| part.note.as_ref().is_some_and(|note| note.contains("sorting")));
            noted.map(|part| part.name).collect::<Vec<_>>()
        };
        assert_eq!(notes(["9", "10"]), ["chargeItems[1].itemId", "chargeItems[0].itemId"]);
        assert!(notes(["a1", "a2"]).is_empty());
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
            (200, "http://127.0.0.1.pay.example/x"),
            (200, "http://localhost:1@pay.example/x"),
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
