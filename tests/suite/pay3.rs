//! Pay3: webhooks as they arrive, and what is signed whatever the input.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use proptest::prelude::*;
use sha2::{Sha256, Sha384};
use tawqee::pay3::{Pay3, Webhook};
use tawqee::{Client, ErrorCode, Event, Object, State, Value};

const CONFIG: &str = r#"{"clientId":"client-123","secretKey":"test-secret","hostname":"merchant-demo",
    "accessToken":"token-abc","webhookSecret":"test-webhook-secret"}"#;

fn json(text: &str) -> Value {
    Value::parse(text).unwrap()
}

fn pay3() -> Pay3 {
    Pay3::new(&json(CONFIG)).unwrap()
}

fn pay3_with(changes: &[(&str, &str)]) -> Pay3 {
    let mut config = json(CONFIG).as_object().unwrap().clone();
    changes.iter().for_each(|(name, value)| config.set(name, json(value)));
    Pay3::new(&config.into()).unwrap()
}

/// The body of a webhook, made by primitives alone.
fn webhook(header: &str, claims: &str, key: &[u8]) -> String {
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let mac = Hmac::<Sha384>::new_from_slice(key).unwrap().chain_update(&input).finalize().into_bytes();
    format!(r#"{{"payload":"{input}.{}"}}"#, URL_SAFE_NO_PAD.encode(mac))
}

fn verified(claims: &str) -> Webhook {
    let body = webhook(r#"{"alg":"HS384"}"#, claims, b"test-webhook-secret");
    pay3().verify_webhook(body.as_bytes()).unwrap()
}

fn refused(body: &str) -> ErrorCode {
    let error = pay3().verify_webhook(body.as_bytes()).unwrap_err();
    assert!(!error.to_string().contains("test-webhook-secret"));
    assert!(error.hint_text().is_some() || error.code() == ErrorCode::MalformedBody, "{error}");
    error.code()
}

#[test]
fn known_webhooks() {
    let mut seen = (0, 0);
    for vector in json(include_str!("../vectors/pay3.json")).as_array().unwrap() {
        if vector.at("operation").and_then(Value::as_text) != Some("webhook") {
            continue;
        }
        let body = vector.at("body").and_then(Value::as_text).unwrap();
        let pay3 = Pay3::new(vector.at("config").unwrap()).unwrap();
        let event = Event { body: body.as_bytes().to_vec(), details: Value::Null };
        let result = pay3.event("verifyWebhook", &event);
        if let Some(code) = vector.at("refused").and_then(Value::as_text) {
            assert_eq!(result.unwrap_err().code().as_str(), code, "{vector:?}");
            seen.0 += 1;
            continue;
        }
        let result = result.unwrap();
        assert_eq!(result.at("state"), Some(&"paid".into()));
        assert_eq!(result.at("orderStatus"), Some(&"COMPLETED".into()));
        // The claims alone give back the whole token.
        let claims = result.at("claims").unwrap();
        let signed = pay3.event("signWebhook", &Event { body: Vec::new(), details: claims.clone() }).unwrap();
        assert_eq!(json(signed.as_text().unwrap()), json(body));
        let payload = json(body).at("payload").and_then(Value::as_text).unwrap().to_owned();
        let (input, signature) = payload.rsplit_once('.').unwrap();
        let explanation = pay3.explain("webhook", claims, &Value::Null).unwrap();
        assert_eq!((explanation.string_to_sign.as_str(), explanation.signature.as_str()), (input, signature));
        assert_eq!((explanation.algorithm.as_str(), explanation.encoding.as_str()), ("HS384", "base64url"));
        seen.1 += 1;
    }
    assert_eq!(seen, (4, 3));
}

#[test]
fn both_forms_of_the_claims_are_read() {
    let flat = verified(r#"{"orderType":"FIAT","orderId":"o-1","orderStatus":"FAILED","offerId":"f-1"}"#);
    assert_eq!((flat.state, flat.offer_id.as_deref()), (State::Failed, Some("f-1")));
    let nested = verified(
        r#"{"requestId":"r-1","data":{"orderType":"CHECKOUT","orderId":"o-1","orderStatus":"ORDER_PAYMENT_AWAITING"},
        "error":{"code":9004,"message":"partner"},"type":"pay3-sdk-transaction-status","orderStatus":"COMPLETED"}"#,
    );
    assert_eq!((nested.state, nested.order_type.as_deref()), (State::Pending, Some("CHECKOUT")));
    assert_eq!((nested.request_id.as_deref(), nested.order_id.as_deref()), (Some("r-1"), Some("o-1")));
    assert_eq!(nested.error.unwrap().code.as_deref(), Some("9004"));
    let login = verified(r#"{"requestId":"r-1","data":{"user":"u"},"type":"pay3-sdk-login-status"}"#);
    assert_eq!((login.state, login.order_id), (State::Unknown, None));
}

#[test]
fn without_its_secret_no_webhook_is_signed_or_believed() {
    let pay3 = Pay3::new(&json(r#"{"clientId":"c","secretKey":"s","hostname":"h","accessToken":"t"}"#)).unwrap();
    let claims = json(r#"{"orderId":"o-1"}"#);
    let signed = pay3.sign_webhook(&claims).unwrap_err();
    let explained = pay3.signature("webhook", &claims, &Value::Null).unwrap_err();
    let believed = pay3.verify_webhook(webhook(r#"{"alg":"HS384"}"#, "{}", b"").as_bytes()).unwrap_err();
    for error in [signed, explained, believed] {
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidConfig, Some("webhookSecret")), "{error}");
        assert_eq!(error.message(), "is needed for webhooks");
    }
}

#[test]
fn an_explanation_says_how_the_claims_are_written() {
    let parts = pay3().explain("webhook", &json(r#"{"orderId":"o-1"}"#), &Value::Null).unwrap().parts;
    let notes: Vec<_> = parts.iter().filter_map(|part| part.note.as_deref()).collect();
    assert_eq!(notes, [r#"{"alg":"HS384"} in Base64url"#, "the claims as compact JSON in Base64url"]);
}

#[test]
fn only_what_json_can_express_is_signed() {
    for number in ["NaN", "Infinity", "-Infinity"] {
        let claims: Object = [("orderId", Value::Number(number.into()))].into_iter().collect();
        let error = pay3().sign_webhook(&claims.into()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidField, "{number}");
    }
}

#[test]
fn whatever_carries_no_signature_says_what_to_do() {
    for operation in ["order", "cryptoOrder", "refundStatus", "executePayout"] {
        let input = json(r#"{"requestId":"r","token":"t"}"#);
        let input = if operation == "executePayout" { input } else { json(r#"{"requestId":"r"}"#) };
        let error = pay3().signature(operation, &input, &Value::Null).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Unsupported, "{operation}");
        assert_eq!(error.hint_text().unwrap().contains("stringToSign"), operation == "executePayout", "{error}");
    }
}

#[test]
fn a_delivery_is_recognised_when_it_comes_again() {
    let key = |order, kind, status| {
        let claims = format!(r#"{{"orderId":"{order}","orderType":"{kind}","orderStatus":"{status}"}}"#);
        verified(&claims).dedupe_key
    };
    let first = key("o-1", "FIAT", "COMPLETED");
    assert_eq!(first, verified(r#"{"orderStatus":"COMPLETED","orderType":"FIAT","orderId":"o-1"}"#).dedupe_key);
    for other in [key("o-2", "FIAT", "COMPLETED"), key("o-1", "CRYPTO", "COMPLETED"), key("o-1", "FIAT", "FAILED")] {
        assert_ne!(first, other);
    }
    assert_ne!(key("a\\\",\\\"b", "c", "d"), key("a", "b\\\",\\\"c", "d"));
    assert_ne!(verified(r#"{"requestId":"1"}"#).dedupe_key, verified(r#"{"requestId":"2"}"#).dedupe_key);
}

#[test]
fn verification_fails_closed() {
    let claims = r#"{"orderId":"o-1","orderStatus":"COMPLETED"}"#;
    let key = b"test-webhook-secret";
    let good = webhook(r#"{"alg":"HS384"}"#, claims, key);
    assert!(pay3().verify_webhook(good.as_bytes()).is_ok());
    let payload = json(&good).at("payload").and_then(Value::as_text).unwrap().to_owned();
    let body = |payload: &str| format!(r#"{{"payload":"{payload}"}}"#);

    for header in [
        r#"{"alg":"HS512"}"#,
        r#"{"alg":"RS384"}"#,
        r#"{"alg":"hs384"}"#,
        r#"{"alg":"none"}"#,
        r#"{"alg":["HS384"]}"#,
        r#"{"alg":"HS384","alg":"HS384"}"#,
        r#"{"alg":"HS384","crit":["exp"]}"#,
        r#"{"alg":"HS384","crit":null}"#,
        "{}",
        "[]",
        "HS384",
    ] {
        assert_eq!(refused(&webhook(header, claims, key)), ErrorCode::SignatureMismatch, "{header}");
    }
    assert!(pay3().verify_webhook(webhook(r#"{"typ":"JWT","alg":"HS384"}"#, claims, key).as_bytes()).is_ok());
    assert_eq!(refused(&webhook(r#"{"alg":"HS384"}"#, "", key)), ErrorCode::SignatureMismatch, "no claims");

    let (input, signature) = payload.rsplit_once('.').unwrap();
    for bad in [
        format!("{payload}=="),
        format!("{payload}."),
        format!("{payload}.{signature}"),
        format!("{input}."),
        format!("{input}.{}", &signature[..60]),
        format!(".{payload}"),
        input.to_owned(),
        payload.replace('.', ".."),
        format!("{input}. {signature}"),
    ] {
        assert_eq!(refused(&body(&bad)), ErrorCode::SignatureMismatch, "{bad}");
    }
    for missing in ["{}", r#"{"payload":""}"#, r#"{"payload":null}"#, r#"{"payload":{}}"#, r#"{"Payload":"a.b.c"}"#] {
        assert_eq!(refused(missing), ErrorCode::SignatureMissing, "{missing}");
    }
    for broken in ["", "payload", "[]", "null", &payload, &good[1..], r#"{"payload":"a","payload":"b"}"#] {
        assert_eq!(refused(broken), ErrorCode::MalformedBody, "{broken}");
    }
    assert_eq!(pay3().verify_webhook(b"\xff\xfe").unwrap_err().code(), ErrorCode::MalformedBody);
    for signed_nonsense in ["7", "[]", "{", r#"{"orderId":"1","orderId":"2"}"#] {
        let body = webhook(r#"{"alg":"HS384"}"#, signed_nonsense, key);
        assert_eq!(refused(&body), ErrorCode::MalformedBody, "{signed_nonsense}");
    }
}

#[test]
fn any_configured_secret_verifies_and_the_newest_signs() {
    let claims = json(r#"{"orderId":"o-1"}"#);
    let [old, new] = ["\"old\"", "\"new\""].map(|secret| pay3_with(&[("webhookSecret", secret)]));
    let both = pay3_with(&[("webhookSecret", r#"["new","old"]"#)]);
    for pay3 in [&old, &new] {
        assert!(both.verify_webhook(pay3.sign_webhook(&claims).unwrap().as_bytes()).is_ok());
    }
    let signed = both.sign_webhook(&claims).unwrap();
    assert!(new.verify_webhook(signed.as_bytes()).is_ok() && old.verify_webhook(signed.as_bytes()).is_err());

    let secret = format!("\"{}\"", STANDARD.encode("test-webhook-secret"));
    let encoded = pay3_with(&[("webhookSecret", &secret), ("webhookSecretEncoding", "\"base64\"")]);
    assert!(pay3().verify_webhook(encoded.sign_webhook(&claims).unwrap().as_bytes()).is_ok());

    let none = pay3_with(&[("webhookSecret", "null")]);
    for error in [none.verify_webhook(b"{}").unwrap_err(), none.sign_webhook(&claims).unwrap_err()] {
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidConfig, Some("webhookSecret")));
    }
    assert_eq!(both.sign_webhook(&json("[]")).unwrap_err().code(), ErrorCode::InvalidField);
}

#[test]
fn a_crypto_call_is_never_guessed_nor_sent_unsigned() {
    let wallet = r#""address":"w","currency":"usdc_amoy""#;
    for (operation, input) in [
        ("cryptoCheckout", format!(r#"{{"requestId":"r","amount":"1",{wallet}}}"#)),
        ("cryptoPayout", format!(r#"{{"requestId":"r","amount":"1","mode":"returnUrl",{wallet}}}"#)),
        ("executeCryptoPayout", r#"{"requestId":"r","token":"t"}"#.to_owned()),
        (
            "cryptoRefund",
            r#"{"requestId":"r","orderId":"o","fiatAmount":"35","fiatCurrency":"aed_ae","sponsorFee":true}"#.to_owned(),
        ),
    ] {
        let input = json(&input);
        let error = pay3().build(operation, &input, &Value::Null).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Unsupported, "{operation}");
        assert!(error.to_string().contains(operation) && error.to_string().contains("stringToSign"), "{error}");
        assert_eq!(pay3().signature(operation, &input, &Value::Null).unwrap_err().code(), ErrorCode::Unsupported);
        let options = json(r#"{"stringToSign":"any text"}"#);
        let key = Hmac::<Sha256>::new_from_slice(b"test-secret").unwrap().chain_update("any text").finalize();
        let signature = STANDARD.encode(key.into_bytes());
        assert_eq!(pay3().signature(operation, &input, &options).unwrap(), signature);
        let request = pay3().build(operation, &input, &options).unwrap();
        assert!(request.headers.contains(&("signature", signature)));
    }
}

#[test]
fn the_two_forms_of_a_crypto_amount_do_not_mix() {
    let options = json(r#"{"stringToSign":"s"}"#);
    let field = |operation: &str, fields: &str| {
        let input = json(&format!("{{{fields}}}"));
        pay3().build(operation, &input, &options).err().map(|error| error.field().unwrap_or_default().to_owned())
    };
    let checkout =
        |fields: &str| field("cryptoCheckout", &format!(r#""requestId":"r","address":"w","currency":"c"{fields}"#));
    assert_eq!(checkout(r#","amount":"1""#), None);
    assert_eq!(checkout(r#","fiatAmount":"1","fiatCurrency":"aed_ae""#), None);
    for (fields, at) in [
        ("", "amount"),
        (r#","fiatAmount":"1""#, "fiatCurrency"),
        (r#","fiatCurrency":"aed_ae""#, "fiatAmount"),
        (r#","amount":"1","fiatAmount":"1""#, "fiatAmount"),
        (r#","amount":"1","fiatCurrency":"aed_ae""#, "fiatCurrency"),
        (r#","fiatAmount":"1.005","fiatCurrency":"aed_ae""#, "fiatAmount"),
    ] {
        assert_eq!(checkout(fields).as_deref(), Some(at), "{fields}");
    }
    let refund =
        |fields: &str| field("cryptoRefund", &format!(r#""requestId":"r","orderId":"o","sponsorFee":true{fields}"#));
    assert_eq!(refund(r#","fiatAmount":"35","fiatCurrency":"aed_ae""#), None);
    assert_eq!(refund(r#","amount":"1.0","currency":"c","address":"w""#), None);
    for (fields, at) in [
        ("", "fiatAmount"),
        (r#","fiatAmount":"35""#, "fiatCurrency"),
        (r#","amount":"1.0","address":"w""#, "currency"),
        (r#","address":"w""#, "amount"),
        (r#","fiatAmount":"35","fiatCurrency":"aed_ae","amount":"1.0""#, "amount"),
        (r#","fiatAmount":"35","fiatCurrency":"aed_ae","address":"w""#, "address"),
    ] {
        assert_eq!(refund(fields).as_deref(), Some(at), "{fields}");
    }
    assert_eq!(field("cryptoRefund", r#""requestId":"r","orderId":"o""#).as_deref(), Some("sponsorFee"));
}

#[test]
fn a_token_is_needed_to_send_and_not_to_sign() {
    let pay3 = pay3_with(&[("accessToken", "null")]);
    let input = json(r#"{"fiatAmount":"0.02","requestId":"9824649238"}"#);
    assert_eq!(pay3.signature("refund", &input, &Value::Null).unwrap(), "XEqTOrwiP6tPQfQ0XOEyY/LdqhJ2mE/MZZL2ydHd4lo=");
    for (operation, input) in [("refund", input), ("order", json(r#"{"requestId":"r"}"#))] {
        let error = pay3.build(operation, &input, &Value::Null).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidConfig, Some("accessToken")));
    }
    let error = pay3.signature("order", &json(r#"{"requestId":"r"}"#), &Value::Null).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unsupported);
}

/// A text without the mark of a lost character, which inputs refuse.
fn any_text() -> impl Strategy<Value = String> {
    "[^\u{fffd}]{1,40}"
}

fn payout(fields: &[(&str, &str)]) -> Value {
    let mut input = json(
        r#"{"currencyId":"brl_bz","fiatAmount":"2.00","requestId":"900531","paymentMethodId":"p","email":"a@example.com"}"#,
    )
    .as_object()
    .unwrap()
    .clone();
    fields.iter().for_each(|(name, text)| input.set(name, *text));
    input.into()
}

fn string_to_sign(input: &Value) -> String {
    pay3().explain("payout", input, &Value::Null).unwrap().string_to_sign
}

proptest! {
    #![proptest_config(crate::thorough::thorough())]

    #[test]
    fn what_is_signed_is_what_is_sent(id in any_text(), currency in any_text(), cents in 1u64..100_000_000) {
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        let input = payout(&[("requestId", &id), ("currencyId", &currency), ("fiatAmount", &amount)]);
        let signed = string_to_sign(&input);
        prop_assert_eq!(&signed, &format!("currencyId={currency}&fiatAmount={amount}&requestId={id}"));
        let request = pay3().build("payout", &input, &Value::Null).unwrap();
        let body = json(&request.body.unwrap());
        for (name, text) in [("requestId", &id), ("currencyId", &currency), ("fiatAmount", &amount)] {
            prop_assert_eq!(body.at(name), Some(&Value::from(text.as_str())));
        }
        let mac = Hmac::<Sha256>::new_from_slice(b"test-secret").unwrap().chain_update(&signed).finalize();
        prop_assert!(request.headers.contains(&("signature", STANDARD.encode(mac.into_bytes()))));
    }

    #[test]
    fn signed_fields_count_and_others_do_not(text in any_text()) {
        let before = string_to_sign(&payout(&[]));
        for field in ["paymentMethodId", "email", "userId", "firstName", "lastName", "taxId", "pixKey", "mode"] {
            prop_assert_eq!(&string_to_sign(&payout(&[(field, &text)])), &before);
        }
        for (field, old) in [("requestId", "900531"), ("currencyId", "brl_bz")] {
            prop_assert_eq!(string_to_sign(&payout(&[(field, &text)])) == before, text == old);
        }
    }

    #[test]
    fn signed_claims_come_back_whole(name in any_text(), text in any_text(), status in any_text()) {
        prop_assume!(name != "orderStatus");
        let claims: Object = [(name, text), ("orderStatus".to_owned(), status)].into_iter().collect();
        let claims = Value::from(claims);
        let body = pay3().sign_webhook(&claims).unwrap();
        prop_assert_eq!(pay3().verify_webhook(body.as_bytes()).unwrap().claims, claims);
    }

    #[test]
    fn any_changed_letter_breaks_a_webhook(at in 12usize..200, letter in "[A-Za-z0-9_.-]") {
        let claims = json(r#"{"orderType":"FIAT","orderId":"7aed064b-cb2d-42f8-9560-77413dcc5fc4","orderStatus":"FAILED"}"#);
        let body = pay3().sign_webhook(&claims).unwrap();
        prop_assume!(at < body.len() - 2 && body[at..=at] != letter);
        let changed = format!("{}{letter}{}", &body[..at], &body[at + 1..]);
        prop_assert!(pay3().verify_webhook(changed.as_bytes()).is_err());
    }

    #[test]
    fn no_webhook_crashes_the_verifier(body in any::<Vec<u8>>(), header in any::<String>(), text in any::<String>()) {
        let _ = pay3().verify_webhook(&body);
        let signed = webhook(&header, &text, b"test-webhook-secret");
        let _ = pay3().verify_webhook(signed.as_bytes());
        let signed = webhook(r#"{"alg":"HS384"}"#, &text, b"test-webhook-secret");
        let _ = pay3().verify_webhook(signed.as_bytes());
    }
}
