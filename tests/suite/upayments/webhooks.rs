//! Webhooks as they arrive, and the ones that tests sign.

use super::*;

fn event(body: &str, headers: &str, more: &str) -> Event {
    let details = json(&format!(r#"{{"url":"{URL}","headers":{headers}{more}}}"#));
    Event { body: body.as_bytes().to_vec(), details }
}

fn verify(body: &str, headers: &str, more: &str) -> Result<Value, Error> {
    signing().event("verifyWebhook", &event(body, headers, more))
}

fn paid_headers() -> String {
    format!(r#"{{"X-Timestamp":"{NOW}","X-Signature":"{PAID_SIGNATURE}"}}"#)
}

#[test]
fn names_in_any_case_and_values_trimmed() {
    for headers in [
        paid_headers(),
        paid_headers().to_lowercase().replace(&PAID_SIGNATURE.to_lowercase(), PAID_SIGNATURE),
        paid_headers().replace("X-Signature", "x-SIGNATURE").replace(PAID_SIGNATURE, &format!(" {PAID_SIGNATURE} ")),
        format!(r#"{{"host":"example.com","x-timestamp":{NOW},"x-signature":"{PAID_SIGNATURE}"}}"#),
    ] {
        let notification = verify(PAID, &headers, &format!(r#","now":{NOW}"#)).unwrap();
        assert_eq!(notification.at("state").unwrap().as_text(), Some("paid"));
        assert_eq!(notification.at("track_id").unwrap().as_text(), Some("GWdK07j0XPriuCbzimCHh5MmyrZuSd2J"));
    }
}

#[test]
fn verification_fails_closed_in_this_order() {
    use ErrorCode::*;
    let now = |seconds: u64| format!(r#","now":{seconds}"#);
    let with = |signature: &str| format!(r#"{{"x-timestamp":"{NOW}","x-signature":"{signature}"}}"#);
    let failed = PAID.replace("CAPTURED", "FAILED");
    for (body, headers, more, code) in [
        (PAID, paid_headers(), now(NOW + 301), TimestampOutOfRange),
        (PAID, paid_headers(), now(NOW - 301), TimestampOutOfRange),
        (PAID, paid_headers(), now(NOW) + r#","toleranceSeconds":-1"#, InvalidField),
        (PAID, paid_headers(), now(NOW + 61) + r#","toleranceSeconds":60"#, TimestampOutOfRange),
        (PAID, paid_headers().replace("1718000000", "1718000000000"), now(NOW), TimestampOutOfRange),
        (failed.as_str(), paid_headers(), now(NOW), SignatureMismatch),
        (PAID, with("not base64"), now(NOW), SignatureMismatch),
        (PAID, with("AAAA"), now(NOW), SignatureMismatch),
        (PAID, with(""), now(NOW), SignatureMissing),
        (PAID, format!(r#"{{"x-timestamp":"{NOW}"}}"#), now(NOW), SignatureMissing),
        (PAID, format!(r#"{{"x-signature":"{PAID_SIGNATURE}"}}"#), now(NOW + 999), SignatureMissing),
        (PAID, "{}".to_owned(), now(NOW), SignatureMissing),
        (PAID, "null".to_owned(), now(NOW), MissingField),
        (PAID, paid_headers(), String::new(), MissingField),
        (PAID, paid_headers(), now(NOW * 1000), TimestampOutOfRange),
        ("no JSON", paid_headers(), now(NOW), SignatureMismatch),
    ] {
        let error = verify(body, &headers, &more).unwrap_err();
        assert_eq!(error.code(), code, "{headers} {more}: {error}");
        assert!(error.field().is_some(), "{error}");
    }
    for seconds in [NOW + 300, NOW - 300] {
        assert!(verify(PAID, &paid_headers(), &now(seconds)).is_ok());
    }
}

#[test]
fn a_time_is_told_by_its_side_of_the_clock() {
    for (now, told) in
        [(NOW + 301, "is 301 seconds before the clock, at most 300"), (NOW - 302, "is 302 seconds after")]
    {
        let error = verify(PAID, &paid_headers(), &format!(r#","now":{now}"#)).unwrap_err();
        assert!(error.message().contains(told), "{error}");
    }
    let exact = format!(r#","now":{NOW},"toleranceSeconds":0"#);
    assert!(verify(PAID, &paid_headers(), &exact).is_ok());
}

fn signed(body: &[u8]) -> Result<Value, Error> {
    let text = String::from_utf8_lossy(body);
    let details = json(&format!(r#"{{"url":"{URL}","timestamp":{NOW}}}"#));
    let headers = signing().event("signWebhook", &Event { body: text.as_bytes().to_vec(), details })?;
    let details = json(&format!(r#"{{"url":"{URL}","now":{NOW},"headers":{}}}"#, headers.to_json()));
    signing().event("verifyWebhook", &Event { body: body.to_vec(), details })
}

#[test]
fn a_form_is_read_like_json() {
    let form = "payment_id=101620726000342223&result=NOT+CAPTURED&track_id=019f&requested_order_id=LIVE-TEST-001\
        &transaction_date=2026-07-26+16%3A54%3A03&trn_udf=";
    let notification = signed(form.as_bytes()).unwrap();
    let text = |path: &str| notification.at(path).and_then(Value::as_text);
    assert_eq!(text("state"), Some("failed"));
    assert_eq!(text("requested_order_id"), Some("LIVE-TEST-001"));
    assert_eq!(text("transaction_date"), Some("2026-07-26 16:54:03"));
}

#[test]
fn what_cannot_be_read_is_malformed_even_when_signed() {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(1024 * 1024));
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(40), "]".repeat(40));
    for body in
        ["", "hello", "[1]", "{", r#"{"a":1,"a":2}"#, "a=1&a=2", "a=%ff", "<p x=1>", "=x", "a=1&&b=2", &long, &deep]
    {
        let error = signed(body.as_bytes()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::MalformedBody, "{} bytes", body.len());
    }
    assert_eq!(signed(b"{\"a\":\"\xff\"}").unwrap_err().code(), ErrorCode::MalformedBody);
}

#[test]
fn a_body_ends_at_a_mebibyte_whatever_its_signature_is() {
    let form = |length: usize| format!("a={}", "x".repeat(length - 2));
    assert!(signed(form(1024 * 1024).as_bytes()).is_ok());
    let headers = format!(r#"{{"x-timestamp":"{NOW}","x-signature":"AAAA"}}"#);
    for (length, code) in [(1024 * 1024, ErrorCode::SignatureMismatch), (1024 * 1024 + 1, ErrorCode::MalformedBody)] {
        let error = verify(&form(length), &headers, &format!(r#","now":{NOW}"#)).unwrap_err();
        assert_eq!(error.code(), code, "{length}");
    }
}

#[test]
fn every_name_of_a_payment_tells_events_apart() {
    let key = |body: &str| signed(body.as_bytes()).unwrap().at("dedupeKey").unwrap().as_text().unwrap().to_owned();
    for name in [
        "payment_id",
        "track_id",
        "tran_id",
        "order_id",
        "requested_order_id",
        "refund_order_id",
        "invoice_id",
        "receipt_id",
        "result",
    ] {
        let other = if name == "result" { "payment_id" } else { "result" };
        assert_ne!(key(&format!("{name}=1&{other}=x")), key(&format!("{name}=2&{other}=x")), "{name}");
    }
    assert_eq!(key("payment_id=1&auth=1"), key("payment_id=1&auth=2"));
}

#[test]
fn an_older_secret_still_verifies() {
    let both = merchant(r#","apiSecret":["newer","test-api-secret"]"#);
    let more = format!(r#","now":{NOW}"#);
    assert!(both.event("verifyWebhook", &event(PAID, &paid_headers(), &more)).is_ok());
    let other = merchant(r#","apiSecret":"newer""#);
    let error = other.event("verifyWebhook", &event(PAID, &paid_headers(), &more)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::SignatureMismatch);
    let none = merchant("").event("verifyWebhook", &event(PAID, &paid_headers(), &more)).unwrap_err();
    assert_eq!((none.code(), none.field()), (ErrorCode::InvalidConfig, Some("apiSecret")));
}

#[test]
fn the_same_event_has_the_same_key() {
    let key = |body: &str| signed(body.as_bytes()).unwrap().at("dedupeKey").unwrap().as_text().unwrap().to_owned();
    assert_eq!(key(PAID), key(&PAID.replace(',', ", ")));
    assert_eq!(key(PAID), key(&PAID.replace("}", r#","transaction_date":"2026-01-01"}"#)));
    assert_eq!(
        key(PAID),
        key("result=CAPTURED&payment_id=100326010000027219&trackId=GWdK07j0XPriuCbzimCHh5MmyrZuSd2J")
    );
    assert_ne!(key(PAID), key(&PAID.replace("CAPTURED", "NOT CAPTURED")));
    assert_ne!(key(PAID), key(&PAID.replace("GWdK", "GWdL")));
    assert_ne!(key(r#"{"a":1}"#), key(r#"{"a":2}"#));
}

#[test]
fn other_events_do_not_exist() {
    for call in ["verifyNotification", "readReturn"] {
        assert_eq!(signing().event(call, &Event::default()).unwrap_err().code(), ErrorCode::Unsupported);
    }
    let error = signing().signature("notification", &json("{}"), &at_now()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unsupported);
    for (input, field) in [
        ("{}", "url"),
        (r#"{"url":"/notify","body":"x"}"#, "url"),
        (r#"{"url":"https://a.example"}"#, "body"),
        (r#"{"url":"https://a.example","body":{}}"#, "body"),
    ] {
        assert_eq!(
            signing().signature("webhook", &json(input), &at_now()).unwrap_err().field(),
            Some(field),
            "{input}"
        );
    }
}
