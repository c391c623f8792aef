//! Diagnosis of what was pasted.

use tawqee::{Client, Object, RequestDiagnosis, Value, client};

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
    assert_eq!(findings(&diagnosis), [""; 0]);
    assert_eq!(diagnosis.explanation.unwrap().signature, RIGHT);
}

#[test]
fn what_differs_is_reported_although_the_signature_is_right() {
    // JSON.stringify writes 362.5; a parser reads the same number.
    for number in ["362.5", "362.50", "362.500", "3.625e2"] {
        let diagnosis = diagnosed(fawry().as_ref(), &refund(number, RIGHT));
        assert_eq!((diagnosis.verdict.as_str(), findings(&diagnosis)), ("valid", vec![]), "{number}");
    }
    let diagnosis = diagnosed(fawry().as_ref(), &refund("\"362.5\"", RIGHT));
    assert_eq!((diagnosis.verdict.as_str(), findings(&diagnosis)), ("valid", vec!["amount-text-differs"]));
    assert_eq!(diagnosis.findings[0].field.as_deref(), Some("refundAmount"));
    assert!(diagnosis.checks.iter().any(|check| check.id == "check-environment"));
    assert!(diagnosis.findings[0].detail.contains("362.5 in the request and 362.50 in the signature"));
}

#[test]
fn what_was_sent_as_it_was_signed_has_no_finding_about_it() {
    // SHA-256 over the unpadded amount, which is also the text that is sent.
    let wrong = "8ac35094e6a8456e67b4276157d5db64828962c68ace057671bf9236cc24b9e5";
    let diagnosis = diagnosed(fawry().as_ref(), &refund("\"362.5\"", wrong));
    assert_eq!((causes(&diagnosis), findings(&diagnosis)), (vec!["amount-not-padded"], vec![]));
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
    assert_eq!((diagnosis.operation.as_deref(), causes(&diagnosis)), (Some("notification"), vec!["content-changed"]));

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

/// A request of this library with something changed.
fn sent(client: &dyn Client, operation: &str, input: &str, change: impl FnOnce(&mut Object)) -> Value {
    let options = Value::parse(r#"{"timestamp":1718000000}"#).unwrap();
    let options =
        if client.build(operation, &Value::parse(input).unwrap(), &options).is_ok() { options } else { Value::Null };
    let built = client.build(operation, &Value::parse(input).unwrap(), &options).unwrap();
    let headers: Object = built.headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut request = Object::new();
    request.push("method", built.method.as_str());
    request.push("url", built.url);
    request.push("headers", headers);
    request.push("body", built.body.map_or(Value::Null, |body| Value::parse(&body).unwrap_or_else(|_| body.into())));
    change(&mut request);
    request.into()
}

/// Changes an object of a request.
fn within(request: &mut Object, name: &str, change: impl FnOnce(Object) -> Object) {
    let object = request.get(name).and_then(Value::as_object).cloned().unwrap();
    request.set(name, change(object));
}

fn without(request: &mut Object, place: &str, name: &str) {
    within(request, place, |object| object.into_iter().filter(|(known, _)| known != name).collect());
}

fn with(request: &mut Object, place: &str, name: &str, value: &str) {
    within(request, place, |mut object| {
        object.set(name, value);
        object
    });
}

const CHARGE: &str = r#"{"merchantRefNum":"23124654641","customerMobile":"01234567891","customerEmail":"a@example.com","paymentMethod":"PayAtFawry","amount":"580.55","language":"en-gb","chargeItems":[{"itemId":"1","description":"d","price":"580.55","quantity":1}],"description":"d","paymentExpiry":1718000000000}"#;
const REFUND: &str = r#"{"referenceNumber":"99900642041","refundAmount":"362.50"}"#;
const PAY3_REFUND: &str = r#"{"fiatAmount":"0.02","requestId":"9824649238"}"#;
const UPAYMENTS_REFUND: &str =
    r#"{"orderId":"mv1GZnrG2l20221010125525514466916867376022022026038648992c2755f2","totalPrice":"10"}"#;

/// The verdict and the findings with their fields.
fn answer(client: &dyn Client, pasted: &Value, now: u64) -> (&'static str, Vec<(String, String)>) {
    let options: Object = [("now", Value::Number(now.to_string()))].into_iter().collect();
    let diagnosis = client.diagnose_request(pasted, &options.into()).unwrap();
    let findings = diagnosis.findings.into_iter().map(|finding| (finding.id, finding.field.unwrap_or_default()));
    (diagnosis.verdict.as_str(), findings.collect())
}

#[test]
fn a_right_signature_hides_nothing_that_the_gateway_refuses() {
    let (fawry, pay3, upayments) = (fawry(), pay3(), upayments());
    let (fawry, pay3, upayments) = (fawry.as_ref(), pay3.as_ref(), upayments.as_ref());
    let now = 1_718_000_010;
    for (client, operation, input) in [
        (fawry, "refund", REFUND),
        (pay3, "refund", PAY3_REFUND),
        (pay3, "refundStatus", r#"{"requestId":"1"}"#),
        (upayments, "refund", UPAYMENTS_REFUND),
        (fawry, "installmentPlans", "{}"),
        (fawry, "captureAuthorization", r#"{"merchantRefNum":"1"}"#),
        (fawry, "deleteCardToken", r#"{"customerProfileId":"1","cardToken":"t"}"#),
        (upayments, "paymentStatus", r#"{"track_id":"1"}"#),
    ] {
        let (verdict, findings) = answer(client, &sent(client, operation, input, |_| {}), now);
        assert!(findings.is_empty(), "{operation} {verdict}: {findings:?}");
    }
    let check = |client: &dyn Client, pasted: &Value, now: u64, id: &str, field: &str| {
        let (verdict, findings) = answer(client, pasted, now);
        assert_eq!((verdict, findings), ("valid", vec![(id.to_owned(), field.to_owned())]));
    };
    // What the instance adds is absent.
    let pasted = sent(fawry, "refund", REFUND, |request| without(request, "body", "merchantCode"));
    check(fawry, &pasted, now, "field-missing", "merchantCode");
    let status = r#"{"merchantRefNumber":"23124654641"}"#;
    let pasted = sent(fawry, "paymentStatus", status, |request| {
        let url = request.get("url").and_then(Value::as_text).unwrap();
        let (path, query) = url.split_once('?').unwrap();
        let rest: Vec<_> = query.split('&').filter(|pair| !pair.starts_with("merchantCode")).collect();
        let url = format!("{path}?{}", rest.join("&"));
        request.set("url", url);
    });
    check(fawry, &pasted, now, "field-missing", "merchantCode");
    let pasted = sent(pay3, "refund", PAY3_REFUND, |request| without(request, "body", "clientId"));
    check(pay3, &pasted, now, "field-missing", "clientId");
    // The signature stands at another place.
    let pasted = sent(pay3, "refund", PAY3_REFUND, |request| {
        let signature = request.get("headers").unwrap().at("signature").unwrap().as_text().unwrap().to_owned();
        without(request, "headers", "signature");
        with(request, "body", "signature", &signature);
    });
    check(pay3, &pasted, now, "signature-misplaced", "signature");
    for (name, place) in [("requestSignature", "body"), ("signature", "headers"), ("x-fawry-signature", "headers")] {
        let pasted = sent(fawry, "charge", CHARGE, |request| {
            let signature = request.get("body").unwrap().at("signature").unwrap().as_text().unwrap().to_owned();
            without(request, "body", "signature");
            with(request, place, name, &signature);
        });
        check(fawry, &pasted, 1_717_000_000, "signature-misplaced", "signature");
    }
    let pasted = sent(fawry, "refund", REFUND, |request| with(request, "headers", "x-fawry-signature", "00"));
    check(fawry, &pasted, now, "unknown-header", "x-fawry-signature");
    // Times have run out.
    let pasted = sent(fawry, "charge", CHARGE, |_| {});
    check(fawry, &pasted, now, "expiry-passed", "paymentExpiry");
    let pasted = sent(upayments, "refund", UPAYMENTS_REFUND, |_| {});
    check(upayments, &pasted, 1_718_000_600, "timestamp-out-of-range", "x-timestamp");
    // The bytes are declared to be others.
    for (header, value, id) in [
        ("content-type", "application/json; charset=windows-1256", "wrong-charset"),
        ("content-encoding", "gzip", "content-encoding"),
    ] {
        let pasted = sent(fawry, "refund", REFUND, |request| with(request, "headers", header, value));
        check(fawry, &pasted, now, id, header);
    }
    let pasted = sent(fawry, "refund", REFUND, |request| {
        with(request, "headers", "content-type", "application/json;charset=UTF-8");
    });
    assert_eq!(answer(fawry, &pasted, now), ("valid", vec![]));
    // A missing signed time is a missing header, whatever the clock says.
    let pasted = sent(upayments, "refund", UPAYMENTS_REFUND, |request| without(request, "headers", "x-timestamp"));
    let (_, findings) = answer(upayments, &pasted, now);
    assert_eq!(findings, [("missing-header".to_owned(), "x-timestamp".to_owned())]);
}

#[test]
fn a_notification_is_signed_in_its_body_and_a_webhook_in_time() {
    let body = r#"{"fawryRefNumber":"970177","merchantRefNumber":"M1","paymentAmount":152.0,"orderAmount":150.0,"orderStatus":"PAID","paymentMethod":"PAYATFAWRY"}"#;
    let signature = fawry().signature("notification", &Value::parse(body).unwrap(), &Value::Null).unwrap();
    let signed = body.replace("}", &format!(r#","messageSignature":"{signature}"}}"#));
    let http =
        |body: &str| format!("POST /notify HTTP/1.1\nHost: shop.example\nX-Fawry-Signature: {signature}\n\n{body}");
    let diagnosis = diagnosed(fawry().as_ref(), &http(&signed));
    assert_eq!((diagnosis.verdict.as_str(), findings(&diagnosis)), ("valid", vec!["unknown-header"]));
    let diagnosis = diagnosed(fawry().as_ref(), &http(body));
    assert_eq!(
        (diagnosis.verdict.as_str(), findings(&diagnosis)),
        ("unexplained", vec!["unknown-header", "signature-missing"])
    );
    assert!(diagnosis.explanation.is_none());

    let input = Value::parse(r#"{"url":"https://example.com/notify","body":"{}"}"#).unwrap();
    let options = Value::parse(r#"{"timestamp":1718000000}"#).unwrap();
    let signature = upayments().signature("webhook", &input, &options).unwrap();
    let webhook =
        format!("POST /notify HTTP/1.1\nHost: example.com\nX-Timestamp: 1718000000\nX-Signature: {signature}\n\n{{}}");
    for (now, expected) in [(1_718_000_200, vec![]), (1_718_000_600, vec!["timestamp-out-of-range".to_owned()])] {
        let (verdict, findings) = answer(upayments().as_ref(), &webhook.as_str().into(), now);
        let ids: Vec<_> = findings.into_iter().map(|(id, _)| id).collect();
        assert_eq!((verdict, ids), ("valid", expected));
    }
}

#[test]
fn right_requests_of_every_operation_have_no_findings() {
    for class in tawqee::catalog().classes {
        let client = client(class.class, &Value::parse(class.config.get()).unwrap()).unwrap();
        for call in &class.operations {
            for sample in &call.samples {
                let input = Value::parse(sample.input.get()).unwrap();
                let mut options = Value::parse(sample.options.get()).unwrap().as_object().cloned().unwrap();
                if class.class == "UPayments" {
                    options.set("timestamp", "1718000000");
                }
                let options = Value::from(options);
                let built = client.build(call.name, &input, &options).unwrap();
                let mut request = Object::new();
                request.push("method", built.method.as_str());
                request.push("url", built.url);
                request.push(
                    "headers",
                    built.headers.iter().map(|(name, text)| (*name, text.as_str())).collect::<Object>(),
                );
                request.push("body", built.body.map_or(Value::Null, Value::from));
                let diagnosis = client.diagnose_request(&request.into(), &options).unwrap();
                let name = format!("{} {} ({})", class.class, call.name, sample.title);
                assert_eq!(diagnosis.operation.as_deref(), Some(call.name), "{name}");
                assert_eq!(findings(&diagnosis), [""; 0], "{name}: {diagnosis:?}");
                let expected = if diagnosis.note.is_some() { "unexplained" } else { "valid" };
                assert_eq!(diagnosis.verdict.as_str(), expected, "{name}");
            }
        }
    }
}

#[test]
fn headers_that_the_script_does_not_show_are_not_missing() {
    let body = refund("362.50", RIGHT);
    for (headers, expected) in [
        ("headers: new Headers({ 'Content-Type': 'application/json' })", vec![]),
        ("headers: new Headers(known)", vec!["value-not-shown"]),
        ("headers", vec!["value-not-shown"]),
        ("headers: makeHeaders(token, 1)", vec!["value-not-shown"]),
        ("headers: new Headers()", vec!["missing-header"]),
    ] {
        let script = format!("fetch('{URL}', {{ method: 'POST', {headers}, body: JSON.stringify({body}) }})");
        let diagnosis = diagnosed(fawry().as_ref(), &script);
        assert_eq!((diagnosis.verdict.as_str(), findings(&diagnosis)), ("valid", expected), "{headers}");
    }
}

#[test]
fn options_of_curl_do_not_hide_another_host_or_path() {
    let body = refund("362.50", RIGHT);
    let url = "https://www.atfawry.com/ECommerceWeb//Fawry/payments/refund";
    for options in ["--retry 3", "--connect-timeout 5 -s", "-o out.json --max-time=3", "--limit-rate 1k | jq ."] {
        let pasted = format!("curl -X POST -H 'content-type: application/json' -d '{body}' {url} {options}");
        let diagnosis = diagnosed(fawry().as_ref(), &pasted);
        assert_eq!(findings(&diagnosis), ["wrong-host", "wrong-path"], "{options}");
        assert!(diagnosis.findings[1].detail.contains("/ECommerceWeb//Fawry/payments/refund;"));
    }
    let diagnosis = diagnosed(fawry().as_ref(), &format!("curl {URL} --json @refund.json"));
    assert_eq!((diagnosis.operation.as_deref(), findings(&diagnosis)), (Some("refund"), vec!["body-not-shown"]));
    let diagnosis = diagnosed(fawry().as_ref(), &format!("curl {URL} --json '{body}' --next https://b.example"));
    assert_eq!((diagnosis.verdict.as_str(), findings(&diagnosis)), ("valid", vec!["only-first-request"]));
    let diagnosis = diagnosed(fawry().as_ref(), &format!("curl {URL} -d '{body}'"));
    assert_eq!((diagnosis.verdict.as_str(), findings(&diagnosis)), ("valid", vec!["wrong-content-type"]));
}

#[test]
fn repeated_fields_are_one_finding_and_very_many_an_error() {
    let status = "https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/status/v2?merchantCode=1tSa6uxz2nTwlaAmt38enA==&merchantRefNumber=1";
    let repeated = "&merchantRefNumber=2".repeat(100);
    let diagnosis = diagnosed(fawry().as_ref(), &format!("{status}{repeated}"));
    assert_eq!(findings(&diagnosis), ["repeated-field", "signature-missing"]);
    let error = fawry()
        .diagnose_request(&format!("{status}{}", "&a=1".repeat(100_000)).as_str().into(), &Value::Null)
        .unwrap_err();
    assert_eq!((error.code(), error.message()), (tawqee::ErrorCode::MalformedBody, "has more than 200 fields"));
    assert!(error.hint_text().is_some());
}

#[test]
fn what_may_be_handed_on_is_declared_and_no_secret() {
    let key = "259af31fc2f74453b3a55739b21ae9ef";
    let signature = "a".repeat(64);
    let url = "https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/charge";
    let body = format!(
        r#"{{"merchantRefNum":"M1","cvv":"938","cardNumber":"5555555555554444","note":"x","description":"see {key}",
            "chargeItems":[{{"itemId":"1","description":"{key}","price":1,"quantity":1}}],"signature":"{signature}"}}"#
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
