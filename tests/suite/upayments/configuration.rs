//! What a configuration decides and refuses.

use super::*;

#[test]
fn what_is_refused() {
    for (config, field) in [
        (r#"{"environment":"sandbox"}"#, "token"),
        (r#"{"token":"Bearer abc","environment":"sandbox"}"#, "token"),
        (r#"{"token":"bearer abc","environment":"sandbox"}"#, "token"),
        (r#"{"token":" abc","environment":"sandbox"}"#, "token"),
        (r#"{"token":"abc\n","environment":"sandbox"}"#, "token"),
        (r#"{"token":"\"abc\"","environment":"sandbox"}"#, "token"),
        (r#"{"token":"abc"}"#, "environment"),
        (r#"{"token":"abc","environment":"production"}"#, "environment"),
        (r#"{"token":"abc","environment":"live","apiSecret":"s "}"#, "apiSecret"),
        (r#"{"token":"abc","environment":"live","apiSecret":["s",""]}"#, "apiSecret[1]"),
        (r#"{"token":"abc","environment":"live","baseUrl":"http://a.example"}"#, "baseUrl"),
        (r#"{"token":"abc","environment":"live","paths":{"refunds":"/x"}}"#, "paths"),
        (r#"{"token":"abc","environment":"live","paths":{"refund":"x"}}"#, "paths.refund"),
        (r#"{"token":"abc","environment":"live","paths":{"refundStatus":"/api/v1/x"}}"#, "paths.refundStatus"),
        (r#"{"token":"abc","environment":"live","secret":"s"}"#, "secret"),
    ] {
        let error = UPayments::new(&json(config)).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidConfig, Some(field)), "{config}");
        assert_eq!(error.gateway(), Some("upayments"));
        assert!(!error.to_string().contains("abc"), "{error}");
    }
}

#[test]
fn hosts_and_paths() {
    let input = json(&format!(r#"{{"orderId":"{ORDER}","totalPrice":10}}"#));
    for (config, url, signed) in [
        (r#""environment":"live""#, "https://apiv2api.upayments.com/api/v1/create-refund", "create-refund"),
        (r#""environment":"dev""#, "https://dev-apiv2api.upayments.com/api/v1/create-refund", "create-refund"),
        (
            r#""environment":"live","baseUrl":"http://127.0.0.1:8080/api/v1""#,
            "http://127.0.0.1:8080/api/v1/create-refund",
            "create-refund",
        ),
        (
            r#""environment":"live","baseUrl":"https://proxy.example/pay/""#,
            "https://proxy.example/pay/create-refund",
            "create-refund",
        ),
        (
            r#""environment":"live","paths":{"refund":"/api/v1/create-refund-2"}"#,
            "https://apiv2api.upayments.com/api/v1/create-refund-2",
            "create-refund-2",
        ),
        (
            r#""environment":"live","baseUrl":"https://proxy.example/pay/","paths":{"refund":"/pay/v3/refund"}"#,
            "https://proxy.example/pay/v3/refund",
            "v3/refund",
        ),
        (
            r#""environment":"live","baseUrl":"https://proxy.example/pay/","paths":{"refund":"/payments/refund"}"#,
            "https://proxy.example/payments/refund",
            "payments/refund",
        ),
    ] {
        let config = format!(r#"{{"token":"abc","apiSecret":"s",{config}}}"#);
        let gateway = UPayments::new(&json(&config)).unwrap();
        assert_eq!(gateway.build("refund", &input, &at_now()).unwrap().url, url);
        let explanation = gateway.explain("refund", &input, &at_now()).unwrap();
        assert_eq!(explanation.parts[2].text, signed, "{url}");
    }
}

#[test]
fn a_configured_path_keeps_its_parameter() {
    let gateway = merchant(r#","apiSecret":"s","paths":{"paymentStatus":"/api/v1/status/{track_id}"}"#);
    for (input, path) in [(r#"{"track_id":"t/1"}"#, "status/t%2F1"), (r#"{"session_id":"s"}"#, "status?session_id=s")] {
        let request = gateway.build("paymentStatus", &json(input), &at_now()).unwrap();
        assert_eq!(request.url, format!("https://sandboxapi.upayments.com/api/v1/{path}"));
    }
}

#[test]
fn without_a_secret_nothing_is_signed() {
    let input = json(&format!(r#"{{"orderId":"{ORDER}","totalPrice":10}}"#));
    let request = merchant("").build("refund", &input, &Value::Null).unwrap();
    let names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["authorization", "accept", "content-type"]);
    for error in [
        merchant("").signature("refund", &input, &at_now()).unwrap_err(),
        merchant("").explain("refund", &input, &at_now()).unwrap_err(),
        merchant("").signature("webhook", &json(r#"{"url":"https://a.example","body":"x"}"#), &at_now()).unwrap_err(),
    ] {
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidConfig, Some("apiSecret")));
    }
}

#[test]
fn with_a_secret_the_time_is_needed() {
    let input = json(&format!(r#"{{"orderId":"{ORDER}","totalPrice":10}}"#));
    for (options, code) in [
        ("null", ErrorCode::MissingField),
        ("{}", ErrorCode::MissingField),
        (r#"{"timestamp":1718000000000}"#, ErrorCode::TimestampOutOfRange),
        (r#"{"timestamp":"now"}"#, ErrorCode::TimestampOutOfRange),
    ] {
        let error = signing().build("refund", &input, &json(options)).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some("options.timestamp")), "{options}");
    }
}

#[test]
fn the_first_of_several_secrets_signs() {
    let both = merchant(r#","apiSecret":["test-api-secret","older"]"#);
    let input = json(&format!(r#"{{"orderId":"{ORDER}","totalPrice":10}}"#));
    let [one, other] = [both, signing()].map(|gateway| gateway.signature("refund", &input, &at_now()).unwrap());
    assert_eq!(one, other);
}
