//! Requests that the gateway would refuse are diagnosed all the same: what is refused is a finding beside the verdict.

use tawqee::{Client, Object, Value, client};

const KEY: &str = "259af31fc2f74453b3a55739b21ae9ef";
const CODE: &str = "1tSa6uxz2nTwlaAmt38enA==";
const HOST: &str = "https://atfawry.fawrystaging.com";
const CHARGE: &str = "/ECommerceWeb/Fawry/payments/charge";
const INIT: &str = "/fawrypay-api/api/payments/init";
const CARD_TOKEN: &str = "/ECommerceWeb/Fawry/cards/cardToken";

fn fawry() -> Box<dyn Client> {
    let config = format!(r#"{{"merchantCode":"{CODE}","secureKey":"{KEY}","environment":"staging"}}"#);
    client("Fawry", &Value::parse(&config).unwrap()).unwrap()
}

fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// A charge by reference as it should be, without its signature.
fn charge() -> Object {
    let text = r#"{"merchantRefNum":"23124654641","customerProfileId":"777777","customerMobile":"01234567891",
        "customerEmail":"example@gmail.com","paymentMethod":"PayAtFawry","amount":580.55,"currencyCode":"EGP",
        "language":"en-gb","chargeItems":[{"itemId":"897fa8e8","description":"Item","price":580.55,"quantity":1}],
        "description":"Order 7"}"#;
    Value::parse(text).unwrap().as_object().unwrap().clone()
}

fn without(object: Object, name: &str) -> Object {
    object.into_iter().filter(|(known, _)| known != name).collect()
}

fn with(mut object: Object, name: &str, value: impl Into<Value>) -> Object {
    object.set(name, value);
    object
}

fn json(text: &str) -> Value {
    Value::parse(text).unwrap()
}

/// Each way to be imperfect where nothing is signed, and the field that is named.
fn imperfect() -> Vec<(&'static str, Object, &'static str)> {
    vec![
        ("no language", without(charge(), "language"), "language"),
        ("another language", with(charge(), "language", "ar"), "language"),
        ("no mobile number", with(charge(), "customerMobile", ""), "customerMobile"),
        ("a mobile number as a number", with(charge(), "customerMobile", json("1234567891")), "customerMobile"),
        ("no e-mail address", without(charge(), "customerEmail"), "customerEmail"),
        ("no items", without(charge(), "chargeItems"), "chargeItems"),
        ("an empty list of items", with(charge(), "chargeItems", json("[]")), "chargeItems"),
        (
            "an item without a description",
            with(charge(), "chargeItems", json(r#"[{"itemId":"1","description":null,"price":1,"quantity":1}]"#)),
            "chargeItems[0].description",
        ),
        (
            "an item with a picture",
            with(
                charge(),
                "chargeItems",
                json(r#"[{"itemId":"1","description":"d","price":1,"quantity":1,"imageUrl":"x"}]"#),
            ),
            "chargeItems[0].imageUrl",
        ),
        (
            "a price with three decimals",
            with(charge(), "chargeItems", json(r#"[{"itemId":"1","description":"d","price":1.005,"quantity":1}]"#)),
            "chargeItems[0].price",
        ),
        ("another currency", with(charge(), "currencyCode", "USD"), "currencyCode"),
        ("a field of another method", with(charge(), "returnUrl", "https://shop.example/return"), "returnUrl"),
        ("no description", without(charge(), "description"), "description"),
        ("a time in words", with(charge(), "paymentExpiry", "tomorrow"), "paymentExpiry"),
    ]
}

#[test]
fn what_is_not_signed_keeps_nothing_from_being_diagnosed() {
    let right = sha256(&format!("{CODE}23124654641777777PayAtFawry580.55{KEY}"));
    let without_profile = sha256(&format!("{CODE}23124654641PayAtFawry580.55{KEY}"));
    for (how, input, field) in imperfect() {
        for (signature, verdict, cause) in
            [(&right, "valid", None), (&without_profile, "explained", Some("field-left-out"))]
        {
            let diagnosis = fawry().diagnose("charge", &input.clone().into(), signature, &Value::Null).unwrap();
            assert_eq!(diagnosis.verdict.as_str(), verdict, "{how}");
            assert_eq!(diagnosis.causes.first().map(|cause| cause.id.as_str()), cause, "{how}");
            let named: Vec<_> = diagnosis.findings.iter().filter_map(|finding| finding.field.as_deref()).collect();
            assert_eq!(named, [field], "{how}");

            let body = with(with(input.clone(), "merchantCode", CODE), "signature", signature.as_str());
            let request: Object =
                [("url", Value::from(format!("{HOST}{CHARGE}"))), ("body", Value::from(body))].into_iter().collect();
            let diagnosis = fawry().diagnose_request(&request.into(), &Value::Null).unwrap();
            assert_eq!(diagnosis.verdict.as_str(), verdict, "{how}");
            assert!(
                diagnosis.findings.iter().any(|finding| finding.field.as_deref() == Some(field)),
                "{how}: {diagnosis:?}"
            );
            assert_eq!(diagnosis.operation.as_deref(), Some("charge"), "{how}");
            assert_eq!(diagnosis.explanation.unwrap().signature, right, "{how}");
        }
    }
}

#[test]
fn every_refusal_is_told_and_each_once() {
    let items = json(r#"[{"itemId":"1","price":1,"quantity":1},{"itemId":"2","price":1,"quantity":1}]"#);
    let input =
        with(with(without(without(charge(), "customerEmail"), "description"), "language", "ar"), "chargeItems", items);
    let right = sha256(&format!("{CODE}23124654641777777PayAtFawry580.55{KEY}"));
    let diagnosis = fawry().diagnose("charge", &input.into(), &right, &Value::Null).unwrap();
    let named: Vec<_> = diagnosis.findings.iter().filter_map(|finding| finding.field.as_deref()).collect();
    assert_eq!(named, ["customerEmail", "language", "chargeItems[0].description", "description"]);
}

#[test]
fn a_signed_field_that_is_absent_or_refused_is_searched_without_and_as_it_stands() {
    // The reference was read under another name: nothing was sent and nothing hashed.
    let input = without(charge(), "merchantRefNum");
    let signature = sha256(&format!("{CODE}777777PayAtFawry580.55{KEY}"));
    let diagnosis = fawry().diagnose("charge", &input.clone().into(), &signature, &Value::Null).unwrap();
    assert_eq!((diagnosis.verdict.as_str(), diagnosis.findings[0].field.as_deref()), ("valid", Some("merchantRefNum")));
    let body = with(with(input, "merchantCode", CODE), "signature", signature.as_str());
    let request: Object =
        [("url", Value::from(format!("{HOST}{CHARGE}"))), ("body", Value::from(body))].into_iter().collect();
    let diagnosis = fawry().diagnose_request(&request.into(), &Value::Null).unwrap();
    assert_eq!(diagnosis.verdict.as_str(), "valid");
    assert!(diagnosis.explanation.is_none(), "without the reference there is no right signature");

    for amount in ["580.555", "EGP 580.55", "580,55", "0"] {
        let input = with(charge(), "amount", amount);
        let hashed = if amount == "0" { "0.00" } else { amount };
        let signature = sha256(&format!("{CODE}23124654641777777PayAtFawry{hashed}{KEY}"));
        let diagnosis = fawry().diagnose("charge", &input.into(), &signature, &Value::Null).unwrap();
        let fields: Vec<_> = diagnosis.findings.iter().filter_map(|finding| finding.field.as_deref()).collect();
        assert_eq!((diagnosis.verdict.as_str(), fields), ("valid", vec!["amount"]), "{amount}");
    }
}

#[test]
fn what_the_caller_can_put_right_is_still_an_error() {
    let code = |operation: &str, input: Value, options: Value| {
        fawry().diagnose(operation, &input, "x", &options).unwrap_err().code().as_str()
    };
    assert_eq!(code("chrge", charge().into(), Value::Null), "UNSUPPORTED");
    assert_eq!(code("charge", "text".into(), Value::Null), "INVALID_FIELD");
    assert_eq!(code("charge", charge().into(), json(r#"{"unheardOf":1}"#)), "UNKNOWN_FIELD");
    assert_eq!(code("installmentPlans", json("{}"), Value::Null), "UNSUPPORTED");
    let config = r#"{"token":"test-bearer-token","apiSecret":"test-api-secret","environment":"sandbox"}"#;
    let upayments = client("UPayments", &json(config)).unwrap();
    let error =
        upayments.diagnose("refund", &json(r#"{"orderId":"1","totalPrice":1}"#), "x", &Value::Null).unwrap_err();
    assert_eq!(error.field(), Some("options.timestamp"));
}

#[test]
fn fields_under_other_names_count_and_are_told() {
    let right = sha256(&format!("{CODE}23124654641777777PayAtFawry580.55{KEY}"));
    for (name, other) in [
        ("merchantRefNum", "merchantRefNumber"),
        ("merchantRefNum", "merchant_ref_num"),
        ("merchantRefNum", "MerchantRefNum"),
        ("amount", "orderAmount"),
        ("amount", "paymentAmount"),
        ("customerProfileId", "customerMerchantId"),
        ("customerProfileId", "customer_profile_id"),
        ("paymentMethod", "payment_method"),
        ("customerMobile", "customer_phone"),
        ("customerEmail", "customerMail"),
        ("chargeItems", "orderItems"),
        ("language", "lang"),
    ] {
        let value = charge().get(name).cloned().unwrap();
        let input = with(without(charge(), name), other, value);
        let diagnosis = fawry().diagnose("charge", &input.clone().into(), &right, &Value::Null).unwrap();
        let told: Vec<_> =
            diagnosis.findings.iter().map(|finding| (finding.id.as_str(), finding.field.as_deref())).collect();
        assert_eq!(diagnosis.verdict.as_str(), "valid", "{other}");
        assert_eq!(told, [("field-under-another-name", Some(name))], "{other}");
        assert!(diagnosis.findings[0].detail.contains(other), "{other}");

        let body = with(with(input, "merchantCode", CODE), "signature", right.as_str());
        let diagnosis = fawry().diagnose_request(&body.into(), &Value::Null).unwrap();
        let told: Vec<_> =
            diagnosis.findings.iter().map(|finding| (finding.id.as_str(), finding.field.as_deref())).collect();
        assert_eq!((diagnosis.verdict.as_str(), diagnosis.operation.as_deref()), ("valid", Some("charge")), "{other}");
        assert_eq!(told, [("field-under-another-name", Some(name))], "{other}");
    }
    let items = json(
        r#"[{"productSKU":"1","description":"d","unit_price":1,"qty":1},{"productSKU":"2","description":"d","unit_price":1,"qty":1}]"#,
    );
    let diagnosis =
        fawry().diagnose("charge", &with(charge(), "chargeItems", items).into(), &right, &Value::Null).unwrap();
    let told: Vec<_> = diagnosis.findings.iter().filter_map(|finding| finding.field.as_deref()).collect();
    assert_eq!(told, ["chargeItems.itemId", "chargeItems.price", "chargeItems.quantity"]);
    // A field that is there under its own name is not another one too.
    let both = with(charge(), "merchantRefNumber", "5");
    let diagnosis = fawry().diagnose("charge", &both.into(), &right, &Value::Null).unwrap();
    assert_eq!(diagnosis.findings[0].id, "field-refused");
}

#[test]
fn the_operation_is_what_was_signed_and_sent() {
    let right = sha256(&format!("{CODE}23124654641777777PayAtFawry580.55{KEY}"));
    let unpadded = sha256(&format!("{CODE}23124654641777777PayAtFawry580.550{KEY}"));
    let token = "b5sshhdsl98df96200f254c19b2718f8";
    let by_token = sha256(&format!("{CODE}23124654641777777CARD580.55{token}{KEY}"));
    let charge_by_token = with(with(charge(), "paymentMethod", "CARD"), "cardToken", token);
    for (path, input, signature, verdict, other) in [
        (INIT, charge(), &right, "valid", "checkoutLink"),
        (INIT, charge(), &unpadded, "explained", "checkoutLink"),
        (INIT, without(without(charge(), "language"), "customerEmail"), &right, "valid", "checkoutLink"),
        (CARD_TOKEN, charge_by_token, &by_token, "valid", "createCardToken"),
    ] {
        let body = with(with(input, "merchantCode", CODE), "signature", signature.as_str());
        let curl =
            format!("curl -H 'content-type: application/json' '{HOST}{path}' -d '{}'", Value::from(body).to_json());
        let diagnosis = fawry().diagnose_request(&curl.as_str().into(), &Value::Null).unwrap();
        assert_eq!((diagnosis.operation.as_deref(), diagnosis.verdict.as_str()), (Some("charge"), verdict), "{path}");
        let wrong = diagnosis.findings.iter().find(|finding| finding.id == "wrong-path").unwrap();
        assert!(wrong.detail.starts_with(&format!("This is charge, sent to the path of {other}.")), "{}", wrong.detail);
    }
}

#[test]
fn a_request_of_another_gateway_is_said_to_be_one() {
    let order = r#"{"order":{"id":"1","description":"d","currency":"KWD","amount":1},"language":"en","returnUrl":"https://a.example/r","cancelUrl":"https://a.example/c","notificationUrl":"https://a.example/n"}"#;
    for (pasted, says) in [
        (format!("curl https://apiv2api.upayments.com/api/v1/charge -d '{order}'"), "UPayments request (charge)"),
        (order.to_owned(), "UPayments request (charge)"),
        ("POST https://merchant-demo.pay3.app/v1/client/fiat-refund\n\n{\"requestId\":\"1\",\"fiatAmount\":\"1.00\"}".to_owned(), "Pay3 request"),
        (format!("{HOST}/invoice-api/invoices/statistics"), "FawryInvoices request (invoiceStatistics)"),
    ] {
        let diagnosis = fawry().diagnose_request(&pasted.as_str().into(), &Value::Null).unwrap();
        assert_eq!(diagnosis.operation, None, "{pasted}");
        assert_eq!(diagnosis.findings[0].id, "other-gateway", "{pasted}");
        assert!(diagnosis.findings[0].detail.contains(says), "{}", diagnosis.findings[0].detail);
        assert!(diagnosis.note.is_some() && diagnosis.candidates_tried == 0);
    }
}
