//! Diagnosis of what was pasted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(missing_docs)]

use tawqee::{Client, RequestDiagnosis, Value, client};

fn fawry() -> Box<dyn Client> {
    let config = r#"{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==","secureKey":"259af31fc2f74453b3a55739b21ae9ef","environment":"staging"}"#;
    client("Fawry", &Value::parse(config).unwrap()).unwrap()
}

fn upayments() -> Box<dyn Client> {
    let config = r#"{"token":"test-bearer-token","apiSecret":"test-api-secret","environment":"sandbox"}"#;
    client("UPayments", &Value::parse(config).unwrap()).unwrap()
}

fn pay3() -> Box<dyn Client> {
    let config = r#"{"clientId":"client-123","secretKey":"test-secret","accessToken":"token-abc","webhookSecret":"test-webhook-secret","hostname":"merchant-demo"}"#;
    client("Pay3", &Value::parse(config).unwrap()).unwrap()
}

fn diagnosed(client: &dyn Client, pasted: &str) -> RequestDiagnosis {
    let diagnosis = client.diagnose_request(&pasted.into(), &Value::Null).unwrap();
    let shown = format!("{diagnosis:?}");
    for secret in
        ["259af31fc2f74453b3a55739b21ae9ef", "test-api-secret", "test-bearer-token", "token-abc", "test-secret"]
    {
        assert!(!shown.contains(secret), "{shown}");
    }
    diagnosis
}

fn causes(diagnosis: &RequestDiagnosis) -> Vec<&str> {
    diagnosis.causes.iter().map(|cause| cause.id.as_str()).collect()
}

fn findings(diagnosis: &RequestDiagnosis) -> Vec<&str> {
    diagnosis.findings.iter().map(|finding| finding.id.as_str()).collect()
}

const URL: &str = "https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/refund";

/// The signature of the sample refund: 362.50 and a reason.
const RIGHT: &str = "e83ed86b45484086fbfa444ebc52c611af7da9233ca09e9e76e3ecca5296c4e5";

fn refund(amount: &str, signature: &str) -> String {
    format!(
        r#"{{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==","referenceNumber":"99900642041","refundAmount":{amount},"reason":"Item not as described","signature":"{signature}"}}"#
    )
}

#[test]
fn a_curl_command_with_an_unpadded_amount_is_explained() {
    let request = fawry();
    // SHA-256 of 1tSa6uxz2nTwlaAmt38enA==99900642041362.5Item not as described + key, by another tool.
    let wrong = "8ac35094e6a8456e67b4276157d5db64828962c68ace057671bf9236cc24b9e5";
    let pasted = format!("curl -X POST '{URL}' -H 'Content-Type: application/json' -d '{}'", refund("362.5", wrong));
    let diagnosis = diagnosed(request.as_ref(), &pasted);
    assert_eq!(diagnosis.operation.as_deref(), Some("refund"));
    assert_eq!(diagnosis.verdict.as_str(), "explained");
    assert_eq!(causes(&diagnosis), ["amount-not-padded"]);
    assert_eq!(findings(&diagnosis), ["amount-text-differs"]);
    assert_eq!(diagnosis.explanation.unwrap().signature, RIGHT);
}

#[test]
fn what_differs_is_reported_although_the_signature_is_right() {
    let diagnosis = diagnosed(fawry().as_ref(), &refund("362.5", RIGHT));
    assert_eq!((diagnosis.verdict.as_str(), findings(&diagnosis)), ("valid", vec!["amount-text-differs"]));
    assert_eq!(diagnosis.findings[0].field.as_deref(), Some("refundAmount"));
    assert!(diagnosis.checks.iter().any(|check| check.id == "check-environment"));

    let diagnosis = diagnosed(fawry().as_ref(), &refund("362.50", RIGHT));
    assert_eq!((diagnosis.verdict.as_str(), findings(&diagnosis)), ("valid", vec![]));
}

#[test]
fn another_host_path_method_and_account_are_found() {
    let http = format!(
        "GET /ECommerceWeb//Fawry/payments/refund HTTP/1.1\nHost: www.atfawry.com\n\n{}",
        refund("362.50", RIGHT).replace("1tSa6uxz2nTwlaAmt38enA==", "other")
    );
    let diagnosis = diagnosed(fawry().as_ref(), &http);
    assert_eq!(
        findings(&diagnosis),
        ["wrong-method", "wrong-host", "wrong-path", "missing-header", "wrong-account"],
        "{diagnosis:?}"
    );
}

#[test]
fn a_status_url_is_recognised_by_its_path() {
    let url = "https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/status/v2?merchantCode=1tSa6uxz2nTwlaAmt38enA%3D%3D&merchantRefNumber=23124654641&signature=";
    let right = fawry()
        .signature("paymentStatus", &Value::parse(r#"{"merchantRefNumber":"23124654641"}"#).unwrap(), &Value::Null)
        .unwrap();
    let diagnosis = diagnosed(fawry().as_ref(), &format!("{url}{right}"));
    assert_eq!((diagnosis.operation.as_deref(), diagnosis.verdict.as_str()), (Some("paymentStatus"), "valid"));
}

#[test]
fn upayments_signs_the_body_that_was_sent() {
    let order = "mv1GZnrG2l20221010125525514466916867376022022026038648992c2755f2";
    let request = |body: &str, signature: &str| {
        format!(
            "curl https://sandboxapi.upayments.com/api/v1/create-refund -H 'Authorization: test-bearer-token' \
             -H 'Content-Type: application/json' -H 'X-Timestamp: 1718000000' -H 'X-Signature: {signature}' -d '{body}'"
        )
    };
    // The specification's signatures of the body with 10, and of the one with 10.00.
    let short = format!(r#"{{"orderId":"{order}","totalPrice":10}}"#);
    let diagnosis = diagnosed(upayments().as_ref(), &request(&short, "ZUkBUXNXBKqEgygNN/jbIRj37AUozrCznPsthbzwOfg="));
    assert_eq!(diagnosis.verdict.as_str(), "valid", "{diagnosis:?}");
    assert!(findings(&diagnosis).contains(&"wrong-token"));
    let diagnosis = diagnosed(upayments().as_ref(), &request(&short, "ydhFGLEh+L1spGstBmNRHmu3ATiPiu1to97dF+PtdCY="));
    assert_eq!(causes(&diagnosis), ["body-serialised-again"], "{diagnosis:?}");
}

#[test]
fn a_fetch_call_to_pay3_is_read() {
    let script = r#"await fetch("https://merchant-demo.pay3.app/v1/client/fiat-refund", {
        method: "POST",
        headers: { signature: "OmbRoLw5esvoEVtSei0chP0ZJVP4zBwj6G0kE3p1zs4=", "access-token": "Bearer token-abc", "Content-Type": "application/json" },
        body: JSON.stringify({ fiatAmount: "0.02", requestId: '9824649238', clientId: "client-123" }),
    });"#;
    let diagnosis = diagnosed(pay3().as_ref(), script);
    assert_eq!((diagnosis.operation.as_deref(), causes(&diagnosis)), (Some("refund"), vec!["names-in-other-case"]));
    assert_eq!(findings(&diagnosis), ["wrong-token"]);
}

#[test]
fn a_charge_with_one_object_for_its_items_is_diagnosed_all_the_same() {
    let body = r#"{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==","merchantRefNum":"23124654641","customerProfileId":"777777",
        "customerMobile":"01234567891","customerEmail":"a@example.com","paymentMethod":"PayAtFawry","amount":580.55,
        "language":"en-gb","description":"d","paymentExpiry":1700000000,"colour":"red",
        "chargeItems":{"itemId":"1","description":"d","price":580.55,"quantity":1},
        "signature":"761b54af6d4a6c9be866334a1aa98b37064a740337f4151e1abc2c21b7b9cc2b"}"#;
    let diagnosis = diagnosed(fawry().as_ref(), body);
    assert_eq!(diagnosis.operation.as_deref(), Some("charge"));
    assert_eq!(diagnosis.verdict.as_str(), "valid", "{diagnosis:?}");
    assert_eq!(findings(&diagnosis), ["unknown-field", "object-instead-of-array", "field-refused"]);
}

#[test]
fn a_number_for_a_text_keeps_nothing_from_being_diagnosed() {
    let body = r#"{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==","merchantRefNum":"1","customerMobile":"01234567891","customerEmail":"a@example.com","paymentMethod":"CARD","amount":20.50,"language":"en-gb","chargeItems":[{"itemId":"9","description":"d","price":20.50,"quantity":1}],"description":"d","cardNumber":4242424242424242,"cardExpiryYear":30,"cardExpiryMonth":12,"cvv":123,"signature":"SIGNATURE"}"#;
    let input = Value::parse(r#"{"merchantRefNum":"1","customerMobile":"01234567891","customerEmail":"a@example.com","paymentMethod":"CARD","amount":"20.50","language":"en-gb","chargeItems":[{"itemId":"9","description":"d","price":"20.50","quantity":1}],"description":"d","cardNumber":"4242424242424242","cardExpiryYear":"30","cardExpiryMonth":"12","cvv":"123"}"#).unwrap();
    let signature = fawry().signature("charge", &input, &Value::Null).unwrap();
    let diagnosis = diagnosed(fawry().as_ref(), &body.replace("SIGNATURE", &signature));
    assert_eq!((diagnosis.operation.as_deref(), diagnosis.verdict.as_str()), (Some("charge"), "valid"));
    assert_eq!(findings(&diagnosis)[..4], ["field-refused"; 4]);
    assert!(!format!("{diagnosis:?}").contains("4242424242424242"));
}

#[test]
fn webhooks_and_notifications_are_recognised() {
    let notification = r#"{"requestId":"c72827d084ea4b88949d91dd2db4996e","fawryRefNumber":"970177","merchantRefNumber":"9708f1cea8b5426cb57922df51b7f790","paymentAmount":152.0,"orderAmount":150.0,"orderStatus":"NEW","paymentMethod":"PAYATFAWRY","messageSignature":"b0175565323e464b01dc9407160368af5568196997fb6e379374a4f4fbbcf587"}"#;
    let config = r#"{"merchantCode":"merchant_code","secureKey":"fawry_secure_key","environment":"staging"}"#;
    let fawry = client("Fawry", &Value::parse(config).unwrap()).unwrap();
    let diagnosis = diagnosed(fawry.as_ref(), notification);
    assert_eq!((diagnosis.operation.as_deref(), causes(&diagnosis)), (Some("notification"), vec!["field-left-out"]));

    let webhook = "POST /notify HTTP/1.1\nHost: example.com\nX-Timestamp: 1718000000\nX-Signature: PXZ8+VPIA7kuo3BnwJE6OjQRJcGRreT/yhYiehv0+/s=\n\n{\"payment_id\":\"100326010000027219\",\"result\":\"CAPTURED\",\"track_id\":\"GWdK07j0XPriuCbzimCHh5MmyrZuSd2J\"}";
    let diagnosis = diagnosed(upayments().as_ref(), webhook);
    assert_eq!((diagnosis.operation.as_deref(), causes(&diagnosis)), (Some("webhook"), vec!["url-differs"]));

    let api_secret = r#"{"payload":"eyJhbGciOiJIUzM4NCJ9.eyJvcmRlclR5cGUiOiJGSUFUIiwib3JkZXJJZCI6IjdhZWQwNjRiLWNiMmQtNDJmOC05NTYwLTc3NDEzZGNjNWZjNCIsIm9yZGVyU3RhdHVzIjoiQ09NUExFVEVEIiwib2ZmZXJJZCI6IjMzMGNkNGJiLTE4YTUtNGVkZC1hMWY0LWNkMzczMzU2ZGEwOCJ9.2KLiM9BLLcDLSfA6mPAn4Imk1rIO3dTmtAUFhOVMIfjHCLoDJK7CG9JpJ1PLFPnJ"}"#;
    let diagnosis = diagnosed(pay3().as_ref(), api_secret);
    assert_eq!((diagnosis.operation.as_deref(), causes(&diagnosis)), (Some("webhook"), vec!["other-setting-as-key"]));
}

#[test]
fn what_is_no_request_is_refused() {
    for pasted in ["", "hello there", "curl", "{\"a\":1}", "https://example.com/"] {
        let error = fawry().diagnose_request(&pasted.into(), &Value::Null).unwrap_err();
        assert_eq!(error.code(), tawqee::ErrorCode::MalformedBody, "{pasted}");
        assert!(error.hint_text().is_some(), "{pasted}");
    }
    let unsigned = "https://atfawry.fawrystaging.com/ECommerceWeb/api/merchant/installment-plans?merchantCode=1";
    let diagnosis = diagnosed(fawry().as_ref(), unsigned);
    assert!(diagnosis.note.is_some_and(|note| note.contains("no signature")));
}

#[test]
fn what_may_be_handed_on_is_declared_and_no_secret() {
    let key = "259af31fc2f74453b3a55739b21ae9ef";
    let signature = "a".repeat(64);
    let url = "https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/charge";
    let body = format!(
        r#"{{"merchantRefNum":"M1","cvv":"938","cardNumber":"5555555555554444","note":"x","description":"see {key}",
            "chargeItems":[{{"itemId":"1","description":"{key}","price":1,"quantity":1,"unknown":2}}],"signature":"{signature}"}}"#
    );
    let diagnosis = diagnosed(&*fawry(), &format!("curl '{url}' --data-raw '{body}'"));
    let input = diagnosis.input.unwrap().to_json();
    assert_eq!(input, r#"{"merchantRefNum":"M1","chargeItems":[{"itemId":"1","price":1,"quantity":1}]}"#);
    assert_eq!(diagnosis.signature.as_deref(), Some(signature.as_str()));

    for observed in [format!("M1{key}"), key.to_owned(), "no digest".to_owned()] {
        let body = format!(r#"{{"merchantRefNum":"M1","signature":"{observed}"}}"#);
        assert_eq!(diagnosed(&*fawry(), &format!("curl '{url}' --data-raw '{body}'")).signature, None);
    }
}
