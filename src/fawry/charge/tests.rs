use super::CHARGE;
use crate::client::Client;
use crate::fawry::Fawry;
use crate::fawry::testing::{build, fawry, fawry_with, json, read, refused, text};
use crate::secret::MASK;
use crate::value::Value;

const COMMON: &str = r#""merchantRefNum": "R1", "customerMobile": "01234567891", "customerEmail": "a@b.example",
    "amount": "20.5", "language": "en-gb", "description": "d",
    "chargeItems": [{ "itemId": "i", "description": "d", "price": "15.2", "quantity": 1 }]"#;

const CARD: &str = r#""cardNumber": "4242424242424242", "cardExpiryYear": "30", "cardExpiryMonth": "05", "cvv": "012""#;

fn input(method: &str, own: &str) -> String {
    let comma = if own.is_empty() { "" } else { "," };
    format!(r#"{{ {COMMON}, "paymentMethod": "{method}"{comma} {own} }}"#)
}

fn names(method: &str, own: &str) -> Vec<String> {
    let explanation = fawry().explain("charge", &json(&input(method, own)), &Value::Null).unwrap();
    let signed = explanation.parts.into_iter().filter(|part| !part.text.is_empty());
    signed.map(|part| part.name).skip(2).collect()
}

#[test]
fn every_form_signs_what_its_method_adds() {
    let token = r#""cardToken": "tok_1""#;
    let secure = r#""enable3DS": true, "returnUrl": "https://r.example/?a=1""#;
    let plain = ["paymentMethod", "amount", "secureKey"];
    let card = ["cardNumber", "cardExpiryYear", "cardExpiryMonth", "cvv"];
    for (method, own, signed) in [
        ("PayAtFawry", String::new(), vec![]),
        ("CASHONDELIVERY", String::new(), vec![]),
        ("MYFAWRY", String::new(), vec![]),
        ("MWALLET", String::new(), vec![]),
        ("SomethingNew", String::new(), vec![]),
        ("PayUsingCC", CARD.to_owned(), card.to_vec()),
        ("CARD", format!("{CARD}, {secure}"), [&card[..], &["returnUrl"]].concat()),
        ("CARD", token.to_owned(), vec!["cardToken"]),
        ("CARD", format!(r#"{token}, "cvv": "123""#), vec!["cardToken", "cvv"]),
        ("CARD", format!("{token}, {secure}"), vec!["cardToken", "returnUrl"]),
        ("MWALLET", r#""debitMobileWalletNo": "01012345678""#.to_owned(), vec!["debitMobileWalletNo"]),
        ("VALU", r#""valuCustomerCode": "010""#.to_owned(), vec!["valuCustomerCode"]),
        ("CARD", format!(r#"{CARD}, "installmentPlanId": 7"#), [&card[..], &["installmentPlanId"]].concat()),
        ("CARD", format!(r#"{token}, "installmentPlanId": "7", {secure}"#), vec!["cardToken", "installmentPlanId"]),
    ] {
        let expected = [&plain[..2], &signed, &plain[2..]].concat();
        assert_eq!(names(method, &own), expected, "{method} {own}");
    }
}

#[test]
fn wallets_and_valu_have_a_path_of_their_own() {
    let url = |fawry: &Fawry, method: &str, own: &str| build(fawry, "charge", &input(method, own)).unwrap().url;
    for (method, own) in [("MWALLET", ""), ("VALU", r#""valuCustomerCode": "010""#)] {
        assert!(url(&fawry(), method, own).ends_with("/ECommerceWeb/api/payments/charge"), "{method}");
    }
    assert!(url(&fawry(), "PayAtFawry", "").ends_with("/ECommerceWeb/Fawry/payments/charge"));
    let config = r#"{"merchantCode":"m","secureKey":"k","environment":"production","paths":{"charge":"/own"}}"#;
    let configured = Fawry::new(&json(config)).unwrap();
    assert_eq!(url(&configured, "MWALLET", ""), "https://www.atfawry.com/own");
    assert_eq!(url(&configured, "PayAtFawry", ""), "https://www.atfawry.com/own");
}

#[test]
fn a_field_of_another_method_is_named() {
    for (method, own, code, field) in [
        ("CARD", "", "MISSING_FIELD", "cardNumber"),
        ("PayUsingCC", "", "MISSING_FIELD", "cardNumber"),
        ("VALU", "", "MISSING_FIELD", "valuCustomerCode"),
        ("CARD", r#""cardNumber": "4242424242424242""#, "MISSING_FIELD", "cardExpiryYear"),
        ("CARD", r#""installmentPlanId": 7"#, "MISSING_FIELD", "cardNumber"),
        ("PayAtFawry", CARD, "INVALID_FIELD", "cardNumber"),
        ("MWALLET", r#""cardToken": "t""#, "INVALID_FIELD", "cardToken"),
        ("CARD", r#""debitMobileWalletNo": "01012345678""#, "INVALID_FIELD", "debitMobileWalletNo"),
        ("MWALLET", r#""valuCustomerCode": "010""#, "INVALID_FIELD", "valuCustomerCode"),
        ("PayAtFawry", r#""installmentPlanId": 7"#, "INVALID_FIELD", "installmentPlanId"),
        ("CARD", r#""cardToken": "t", "cardNumber": "4242424242424242""#, "INVALID_FIELD", "cardNumber"),
        ("New", r#""cardToken": "t", "valuCustomerCode": "0""#, "INVALID_FIELD", "valuCustomerCode"),
        ("New", r#""installmentPlanId": 7, "valuCustomerCode": "0""#, "INVALID_FIELD", "valuCustomerCode"),
        ("PayAtFawry", r#""cvv": "123""#, "INVALID_FIELD", "cvv"),
        ("PayAtFawry", r#""returnUrl": "https://r.example""#, "INVALID_FIELD", "returnUrl"),
        ("CARD", r#""cardToken": "t", "saveCardInfo": true"#, "INVALID_FIELD", "saveCardInfo"),
        ("CARD", r#""cardToken": "t", "enable3DS": true"#, "MISSING_FIELD", "returnUrl"),
        ("CARD", r#""cardToken": "t", "enable3DS": "true""#, "INVALID_FIELD", "enable3DS"),
        ("PayAtFawry", r#""authCaptureModePayment": true"#, "INVALID_FIELD", "authCaptureModePayment"),
        ("CARD", r#""cardTokn": "t""#, "UNKNOWN_FIELD", "cardTokn"),
        ("PayAtFawry", r#""merchantCode": "m""#, "UNKNOWN_FIELD", "merchantCode"),
        ("PayAtFawry", r#""extra": { "cvv": "123" }"#, "INVALID_FIELD", "extra.cvv"),
    ] {
        assert_eq!(refused(&fawry(), "charge", &input(method, own)), (code, field.to_owned()), "{method} {own}");
    }
}

#[test]
fn card_data_is_text_and_never_repeated() {
    let with = |name: &str, value: &str| {
        let mut fields = json(&input("CARD", CARD)).as_object().unwrap().clone();
        fields.set(name, json(value));
        fawry().build("charge", &fields.into(), &Value::Null).unwrap_err()
    };
    for (name, value, says) in [
        ("cardNumber", "4242424242424242", "leading zero"),
        ("cardNumber", r#""4242 4242 4242 4242""#, "12 to 19 digits"),
        ("cardNumber", r#""42424242424""#, "12 to 19 digits"),
        ("cardExpiryMonth", "5", "leading zero"),
        ("cardExpiryMonth", r#""13""#, "01 to 12"),
        ("cardExpiryMonth", r#""5""#, "two digits"),
        ("cardExpiryYear", r#""2030""#, "two digits"),
        ("cvv", "12", "leading zero"),
        ("cvv", r#""12""#, "three or four digits"),
        ("cvv", r#""١٢٣""#, "three or four digits"),
    ] {
        let error = with(name, value);
        assert_eq!((error.code().as_str(), error.field()), ("INVALID_FIELD", Some(name)), "{value}");
        assert!(error.to_string().contains(says), "{error}");
        let digits = value.trim_matches('"');
        assert!(digits.len() < 4 || !error.to_string().contains(digits), "{error}");
    }
    let explanation = fawry().explain("charge", &json(&input("CARD", CARD)), &Value::Null).unwrap();
    for part in explanation.parts.iter().filter(|part| part.secret) {
        assert!(part.text == MASK && part.given.as_ref().is_none_or(|given| given.as_text() == Some(MASK)));
    }
    assert_eq!(explanation.parts.iter().filter(|part| part.secret).count(), 5);
}

#[test]
fn common_rules() {
    let with = |name: &str, value: &str| {
        let mut fields = json(&input("PayAtFawry", "")).as_object().unwrap().clone();
        fields.set(name, json(value));
        let error = fawry().build("charge", &fields.into(), &Value::Null).unwrap_err();
        (
            error.code().as_str(),
            error.field().unwrap_or_default().to_owned(),
            error.hint_text().unwrap_or("").to_owned(),
        )
    };
    let item = |price: &str, quantity: &str| {
        format!(r#"[{{ "itemId": "i", "description": "d", "price": {price}, "quantity": {quantity} }}]"#)
    };
    for (name, value, code, field, hint) in [
        ("amount", "0", "INVALID_AMOUNT", "amount", "above zero"),
        ("amount", "580.555", "INVALID_AMOUNT", "amount", "round"),
        ("amount", r#""""#, "INVALID_AMOUNT", "amount", ""),
        ("merchantRefNum", r#""""#, "MISSING_FIELD", "merchantRefNum", ""),
        ("merchantRefNum", "9007199254740993", "INVALID_FIELD", "merchantRefNum", "string"),
        ("customerMobile", "1234567891", "INVALID_FIELD", "customerMobile", "quotation"),
        ("language", r#""fr-fr""#, "INVALID_FIELD", "language", "ar-eg or en-gb"),
        ("currencyCode", r#""USD""#, "INVALID_FIELD", "currencyCode", "EGP"),
        ("chargeItems", "{}", "INVALID_FIELD", "chargeItems", "[ ... ]"),
        ("chargeItems", "[]", "INVALID_FIELD", "chargeItems", "at least one"),
        ("chargeItems", &item("0", "1"), "INVALID_AMOUNT", "chargeItems[0].price", "above zero"),
        ("chargeItems", &item("1", "0"), "INVALID_FIELD", "chargeItems[0].quantity", "0.5"),
        ("chargeItems", &item("1", "1000000000000"), "INVALID_FIELD", "chargeItems[0].quantity", "units"),
        ("chargeItems", &item("1", "-1"), "INVALID_FIELD", "chargeItems[0].quantity", "0.5"),
        ("paymentExpiry", "1893456000", "INVALID_FIELD", "paymentExpiry", "milliseconds"),
        ("paymentExpiry", r#""soon""#, "INVALID_FIELD", "paymentExpiry", "Date.now()"),
        ("orderWebHookUrl", r#""/hook""#, "INVALID_FIELD", "orderWebHookUrl", "in full"),
        ("paymentMethod", "1", "INVALID_FIELD", "paymentMethod", "quotation"),
    ] {
        let (given_code, given_field, given_hint) = with(name, value);
        assert_eq!((given_code, given_field.as_str()), (code, field), "{name} {value}");
        assert!(given_hint.contains(hint), "{name} {value}: {given_hint}");
    }
}

#[test]
fn contact_fields_refuse_nothing_but_are_remarked_on() {
    let mut fields = json(&input("PayAtFawry", "")).as_object().unwrap().clone();
    fields.set("customerMobile", "+20 123");
    fields.set("customerEmail", "nobody");
    let odd = fawry().explain("charge", &fields.into(), &Value::Null).unwrap();
    let fine = fawry().explain("charge", &json(&input("PayAtFawry", "")), &Value::Null).unwrap();
    assert_eq!(odd.signature, fine.signature);
    let remarks = |explanation: &crate::Explanation| {
        let remarked =
            |part: &&crate::signing::ExplanationPart| part.name.starts_with("customer") && part.note.is_some();
        let names = explanation.parts.iter().filter(remarked).map(|part| part.name.clone());
        names.filter(|name| name != "customerProfileId").collect::<Vec<_>>()
    };
    assert_eq!(remarks(&odd), ["customerMobile", "customerEmail"]);
    assert!(remarks(&fine).is_empty());
    let unknown = fawry().explain("charge", &json(&input("payatfawry", "")), &Value::Null).unwrap();
    let method = unknown.parts.iter().find(|part| part.name == "paymentMethod").unwrap();
    assert!(method.note.as_ref().unwrap().contains("spelling"));
}

#[test]
fn the_base_reading_signs_every_method_alike() {
    let base = fawry_with("chargeSignature", "base");
    for (method, own) in
        [("CARD", CARD), ("CARD", ""), ("VALU", ""), ("MWALLET", r#""debitMobileWalletNo": "01012345678""#)]
    {
        let explanation = base.explain("charge", &json(&input(method, own)), &Value::Null).unwrap();
        assert_eq!(explanation.parts.last().unwrap().name, "secureKey");
        assert!(explanation.string_to_sign.starts_with(&format!("1tSa6uxz2nTwlaAmt38enA==R1{method}20.50{MASK}")));
    }
}

#[test]
fn amounts_are_strings_when_the_account_wants_them_so() {
    let body =
        build(&fawry_with("amountEncoding", "string"), "charge", &input("PayAtFawry", "")).unwrap().body.unwrap();
    assert!(body.contains(r#""amount":"20.50""#) && body.contains(r#""price":"15.20","quantity":1"#), "{body}");
    let body = build(&fawry(), "charge", &input("PayAtFawry", "")).unwrap().body.unwrap();
    assert!(body.contains(r#""amount":20.50,"currencyCode":"EGP""#) && body.contains(r#""price":15.20"#), "{body}");
}

#[test]
fn every_form_has_a_sample_that_builds() {
    for sample in CHARGE.samples {
        build(&fawry(), "charge", sample.input).unwrap_or_else(|error| panic!("{}: {error}", sample.title));
    }
    assert_eq!(CHARGE.samples.len(), CHARGE.forms.len());
}

#[test]
fn extra_fields_stand_before_the_signature() {
    let body = build(&fawry(), "charge", &input("PayAtFawry", r#""extra": { "newField": 1 }"#)).unwrap().body.unwrap();
    assert!(body.contains(r#""newField":1,"signature":"#), "{body}");
}

#[test]
fn the_fields_of_a_card_stand_in_the_documented_order() {
    let own = r#""returnUrl": "https://shop.example/r", "saveCardInfo": true, "enable3DS": true, "cvv": "123",
        "cardExpiryMonth": "05", "cardExpiryYear": "30", "cardNumber": "4242424242424242""#;
    let body = build(&fawry(), "charge", &input("CARD", own)).unwrap().body.unwrap();
    let rest = r#""cvv":"123","enable3DS":true,"saveCardInfo":true,"returnUrl":"https://shop.example/r","signature":"#;
    assert!(body.contains(rest), "{body}");
}

/// An answer that Fawry signed with the demonstration key.
fn signed_answer(order_status: &str, key: &str) -> String {
    let config = format!(r#"{{"merchantCode":"m","secureKey":"{key}","environment":"staging"}}"#);
    let mut fields = json(&format!(
        r#"{{"type":"ChargeResponse","referenceNumber":"963455678","merchantRefNumber":"R1","orderAmount":580.55,
            "paymentAmount":582.0,"fawryFees":1.45,"paymentMethod":"PayUsingCC","orderStatus":"{order_status}",
            "paymentTime":1718000000000,"customerMobile":"01000000000","customerMail":"buyer@shop.example",
            "authNumber":"100006","statusCode":200,"statusDescription":"Operation done successfully"}}"#
    ))
    .as_object()
    .unwrap()
    .clone();
    let sender = Fawry::new(&json(&config)).unwrap();
    fields.set("signature", sender.signature("return", &fields.clone().into(), &Value::Null).unwrap());
    Value::from(fields).to_json()
}

#[test]
fn an_accepted_charge_is_read_and_its_signature_checked() {
    let outcome = read(&fawry(), "charge", 200, &signed_answer("PAID", "259af31fc2f74453b3a55739b21ae9ef")).unwrap();
    for (path, expected) in [
        ("ok", "true"),
        ("data.state", "paid"),
        ("data.orderStatus", "PAID"),
        ("data.orderAmount", "580.55"),
        ("data.paymentAmount", "582.00"),
        ("data.referenceNumber", "963455678"),
        ("data.paymentTime", "1718000000000"),
        ("data.authNumber", "100006"),
        ("data.verified", "true"),
    ] {
        assert_eq!(text(&outcome, path), expected, "{path}");
    }
    assert_eq!(text(&outcome, "data.dedupeKey").len(), 64);
    let forged = read(&fawry(), "charge", 200, &signed_answer("PAID", "another key")).unwrap();
    assert_eq!((text(&forged, "ok").as_str(), text(&forged, "error.code").as_str()), ("false", "SIGNATURE_MISMATCH"));
    let placeholder = r#"{"type":"ChargeResponse","statusCode":"200","verified":true,"signature":"2ca4c078"}"#;
    assert_eq!(text(&read(&fawry(), "charge", 200, placeholder).unwrap(), "error.code"), "SIGNATURE_MISMATCH");
}

#[test]
fn short_answers_carry_no_signature() {
    let secure = r#"{"type":"ChargeResponse","nextAction":{"type":"THREE_D_SECURE","redirectUrl":"https://3ds.example"},
        "statusCode":200,"statusDescription":"ok","basketPayment":false,"verified":true,"dedupeKey":"x"}"#;
    let outcome = read(&fawry(), "charge", 200, secure).unwrap();
    assert_eq!(text(&outcome, "data.state"), "pending");
    assert_eq!(text(&outcome, "data.nextAction.redirectUrl"), "https://3ds.example");
    assert_eq!((text(&outcome, "data.verified").as_str(), text(&outcome, "data.dedupeKey").as_str()), ("false", ""));
    let reference = r#"{"type":"ChargeResponse ","referenceNumber":963455678,"merchantRefNumber":"R1",
        "expirationTime":1718000000000,"walletQr":"data:image/PNG;base64,AA","statusCode":"200"}"#;
    let outcome = read(&fawry(), "charge", 200, reference).unwrap();
    assert_eq!(text(&outcome, "data.state"), "new");
    assert_eq!(text(&outcome, "data.referenceNumber"), "963455678");
    assert_eq!(text(&outcome, "data.walletQr"), "data:image/PNG;base64,AA");
}

#[test]
fn a_failure_within_http_200_is_a_failure() {
    for (status, body, code, message) in [
        (200, r#"{"type":"ChargeResponse","statusCode":9946,"statusDescription":"bad"}"#, "9946", "bad"),
        (200, r#"{"type":"ChargeResponse","statusCode":"99951","statusDescription":"no"}"#, "99951", "no"),
        (400, r#"{"code":"9901","description":"d","reason":"r"}"#, "9901", "d"),
        (500, r#"{"message":"m"}"#, "500", "m"),
        (401, "", "401", "HTTP 401 without a body"),
    ] {
        let outcome = read(&fawry(), "charge", status, body).unwrap();
        assert_eq!(text(&outcome, "error.code"), code);
        assert_eq!(text(&outcome, "error.message"), message);
    }
    let meant = read(&fawry(), "charge", 200, r#"{"statusCode":9946}"#).unwrap();
    assert!(text(&meant, "error.hint").contains("other environment"));
    assert_eq!(text(&meant, "error.retryable"), "false");
    for (status, body) in [(200, "<html>"), (502, "<html>"), (200, ""), (200, "[]"), (200, "{}")] {
        let error = read(&fawry(), "charge", status, body).unwrap_err();
        assert_eq!(error.code().as_str(), "MALFORMED_RESPONSE", "{status} {body}");
    }
}

#[test]
fn a_state_without_a_word_is_what_the_answer_asks_for() {
    for (body, state) in [
        (r#"{"statusCode":200,"orderStatus":"PAID","referenceNumber":"1"}"#, "paid"),
        (r#"{"statusCode":200,"nextAction":{"type":"THREE_D_SECURE"},"referenceNumber":"1"}"#, "pending"),
        (r#"{"statusCode":200,"referenceNumber":"1"}"#, "new"),
        (r#"{"statusCode":200}"#, "unknown"),
    ] {
        let outcome = read(&fawry(), "charge", 200, body).unwrap();
        assert_eq!(text(&outcome, "data.state"), state, "{body}");
    }
}
