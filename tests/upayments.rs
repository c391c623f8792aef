//! UPayments as its users call it: known requests, refusals, webhooks, and what holds for every input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(missing_docs)]

use proptest::prelude::*;
use tawqee::upayments::{DEFAULT_TOLERANCE_SECONDS, UPayments, Webhook};
use tawqee::{Client, Error, ErrorCode, Event, Gateway, HttpRequest, HttpResponse, Object, Value};

const NOW: u64 = 1_718_000_000;
const ORDER: &str = "mv1GZnrG2l20221010125525514466916867376022022026038648992c2755f2";
const URL: &str = "https://example.com/notify";
const PAID: &str =
    r#"{"payment_id":"100326010000027219","result":"CAPTURED","track_id":"GWdK07j0XPriuCbzimCHh5MmyrZuSd2J"}"#;
const PAID_SIGNATURE: &str = "OJpOVbwSZeHbIxfey56jo/6vId3upSyN9FrfAYN77nk=";

fn json(text: &str) -> Value {
    Value::parse(text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

fn merchant(more: &str) -> UPayments {
    let text = format!(r#"{{"token":"test-bearer-token","environment":"sandbox"{more}}}"#);
    UPayments::configure(&json(&text)).unwrap()
}

fn signing() -> UPayments {
    merchant(r#","apiSecret":"test-api-secret""#)
}

fn at_now() -> Value {
    json(r#"{"timestamp":1718000000}"#)
}

fn build(operation: &str, input: &str) -> Result<HttpRequest, Error> {
    signing().build(operation, &json(input), &at_now())
}

mod vectors {
    use super::*;

    fn text<'a>(vector: &'a Value, path: &str) -> &'a str {
        vector.at(path).and_then(Value::as_text).unwrap_or_default()
    }

    fn request_value(request: &HttpRequest) -> Value {
        let headers: Object = request.headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let mut value = Object::new();
        value.push("method", request.method.as_str());
        value.push("url", request.url.as_str());
        value.push("headers", headers);
        if let Some(body) = &request.body {
            value.push("body", body.as_str());
        }
        value.into()
    }

    #[test]
    fn every_known_signature_and_request() {
        let vectors = json(include_str!("vectors/upayments.json"));
        let (mut right, mut wrong, mut requests) = (0, 0, 0);
        for vector in vectors.as_array().unwrap() {
            let (name, operation) = (text(vector, "name"), text(vector, "operation"));
            let gateway = UPayments::configure(vector.at("config").unwrap()).unwrap();
            let (input, options) = (vector.at("input").unwrap(), vector.at("options").unwrap());
            let explanation = gateway.explain(operation, input, options).unwrap();
            let recipe = gateway.recipe(operation, input, options).unwrap();
            assert_eq!(recipe.matches(text(vector, "signature")), !name.contains("-mistake-"), "{name}");
            if name.contains("-mistake-") {
                wrong += 1;
                continue;
            }
            let shown = vector.at("maskedStringToSign").or_else(|| vector.at("stringToSign")).unwrap();
            assert_eq!(explanation.string_to_sign, shown.as_text().unwrap(), "{name}");
            assert_eq!(explanation.signature, text(vector, "signature"), "{name}");
            let names: Vec<&str> = explanation.parts.iter().map(|part| part.name.as_str()).collect();
            let target = if operation == "webhook" { "url" } else { "path" };
            assert_eq!(names, ["timestamp", "method", target, "body"], "{name}");
            if let Some(expected) = vector.at("request") {
                let request = gateway.build(operation, input, options).unwrap();
                assert_eq!(request_value(&request), *expected, "{name}");
                requests += 1;
            }
            right += 1;
        }
        assert!(right >= 27 && wrong >= 45 && requests >= 24, "{right} {wrong} {requests}");
    }

    #[test]
    fn every_operation_has_one() {
        let vectors = json(include_str!("vectors/upayments.json"));
        let has = |operation: &str| vectors.as_array().unwrap().iter().any(|v| text(v, "operation") == operation);
        for entry in UPayments::entries() {
            assert!(has(entry.spec.name), "{} has no vector", entry.spec.name);
        }
        assert_eq!(UPayments::entries().len(), 17);
    }

    #[test]
    fn every_sample_is_a_request() {
        let catalog = tawqee::catalog();
        let class = catalog.classes.iter().find(|class| class.class == "UPayments").unwrap();
        for call in &class.operations {
            for sample in &call.samples {
                let mut options = json(sample.options.get()).as_object().unwrap().clone();
                options.set("timestamp", "1718000000");
                let built = signing().build(call.name, &json(sample.input.get()), &options.into());
                assert!(built.is_ok(), "{} {}: {built:?}", call.name, sample.title);
            }
        }
    }
}

mod configuration {
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
            let error = UPayments::configure(&json(config)).unwrap_err();
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
            let gateway = UPayments::configure(&json(&config)).unwrap();
            assert_eq!(gateway.build("refund", &input, &at_now()).unwrap().url, url);
            let explanation = gateway.explain("refund", &input, &at_now()).unwrap();
            assert_eq!(explanation.parts[2].text, signed, "{url}");
        }
    }

    #[test]
    fn a_configured_path_keeps_its_parameter() {
        let gateway = merchant(r#","apiSecret":"s","paths":{"paymentStatus":"/api/v1/status/{track_id}"}"#);
        for (input, path) in
            [(r#"{"track_id":"t/1"}"#, "status/t%2F1"), (r#"{"session_id":"s"}"#, "status?session_id=s")]
        {
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
            merchant("")
                .signature("webhook", &json(r#"{"url":"https://a.example","body":"x"}"#), &at_now())
                .unwrap_err(),
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
}

mod fields {
    use super::*;

    #[test]
    fn what_a_refund_refuses() {
        use ErrorCode::{InvalidAmount, InvalidField, MissingField, UnknownField};
        let long = |length: usize| "ع".repeat(length);
        let with = |more: &str| format!(r#"{{"orderId":"{ORDER}","totalPrice":10,{more}}}"#);
        for (input, code, field) in [
            (r#"{"totalPrice":10}"#.to_owned(), MissingField, "orderId"),
            (r#"{"orderId":null,"totalPrice":10}"#.to_owned(), MissingField, "orderId"),
            (r#"{"orderId":"","totalPrice":10}"#.to_owned(), MissingField, "orderId"),
            (r#"{"orderId":12,"totalPrice":10}"#.to_owned(), InvalidField, "orderId"),
            (format!(r#"{{"orderId":"{}","totalPrice":10}}"#, long(256)), InvalidField, "orderId"),
            (format!(r#"{{"orderId":"{ORDER}"}}"#), MissingField, "totalPrice"),
            (format!(r#"{{"orderId":"{ORDER}","totalPrice":""}}"#), InvalidAmount, "totalPrice"),
            (format!(r#"{{"orderId":"{ORDER}","totalPrice":true}}"#), InvalidAmount, "totalPrice"),
            (with(&format!(r#""customerMobileNumber":"{}""#, "1".repeat(21))), InvalidField, "customerMobileNumber"),
            (with(&format!(r#""customerEmail":"{}""#, long(251))), InvalidField, "customerEmail"),
            (with(r#""requireApproval":"yes""#), InvalidField, "requireApproval"),
            (with(r#""orderID":"x""#), UnknownField, "orderID"),
            (with(r#""isMultivendorRefund":true"#), UnknownField, "isMultivendorRefund"),
            (with(r#""extra":{"orderId":"x"}"#), InvalidField, "extra.orderId"),
        ] {
            let error = build("refund", &input).unwrap_err();
            assert_eq!((error.code(), error.field()), (code, Some(field)), "{input}");
            assert_eq!((error.gateway(), error.operation()), (Some("upayments"), Some("refund")));
        }
        assert!(build("refund", &with(r#""customerMobileNumber":"+96512345678""#)).is_ok());
        let error = build("refund", &with(&format!(r#""refundReason":"{}""#, long(256)))).unwrap_err();
        assert!(error.message().contains("256 characters, at most 255"), "{error}");
        let error = build("refund", &with(r#""orderid":"x""#)).unwrap_err();
        assert_eq!(error.hint_text(), Some("did you mean orderId?"));
    }

    #[test]
    fn a_number_that_json_lacks_is_refused() {
        let mut extra = Object::new();
        extra.push("later", Value::Number("NaN".into()));
        let mut input = json(&format!(r#"{{"orderId":"{ORDER}","totalPrice":10}}"#)).as_object().unwrap().clone();
        input.push("extra", extra);
        let error = signing().build("refund", &input.into(), &at_now()).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, Some("extra")));
    }

    #[test]
    fn options_of_other_operations_are_refused() {
        let options = json(r#"{"timestamp":1718000000,"amountAsString":true}"#);
        let error = signing()
            .build("refund", &json(&format!(r#"{{"orderId":"{ORDER}","totalPrice":10}}"#)), &options)
            .unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::UnknownField, Some("options.amountAsString")));
    }
}

mod answers {
    use super::*;

    fn read(operation: &str, status: u16, body: &str) -> Result<Value, Error> {
        signing().read(operation, HttpResponse { status, body })
    }

    fn error_of(operation: &str, status: u16, body: &str) -> (String, String, bool) {
        let outcome = read(operation, status, body).unwrap();
        let text = |path: &str| outcome.at(path).and_then(Value::as_text).unwrap_or_default().to_owned();
        assert_eq!(outcome.at("ok"), Some(&Value::Bool(false)), "{body}");
        let retryable = outcome.at("error.retryable") == Some(&Value::Bool(true));
        (text("error.code"), text("error.message"), retryable)
    }

    #[test]
    fn a_refusal_says_what_the_gateway_said() {
        for (status, body, message) in [
            (401, r#"{"message":"Unauthorized"}"#, "Unauthorized"),
            (401, r#""Not a valid API request""#, "Not a valid API request"),
            (403, r#"{"message":"Forbidden"}"#, "Forbidden"),
            (
                422,
                r#"{"message":"The selected card.token is invalid.","errors":[]}"#,
                "The selected card.token is invalid.",
            ),
            (422, r#"{"errors":{"order.id":["required"]}}"#, r#"{"order.id":["required"]}"#),
            (200, r#"{"status":false,"message":"Order not found"}"#, "Order not found"),
            (201, r#"{"status":"false","message":"Order not found"}"#, "Order not found"),
            (200, r#"{"message":"Order not found"}"#, "Order not found"),
            (404, "", "HTTP 404 without a body"),
        ] {
            let (code, said, retryable) = error_of("refund", status, body);
            assert_eq!((code, said.as_str(), retryable), (status.to_string(), message, false), "{body}");
        }
        let raw = read("refund", 422, r#"{"message":"m","errors":{"order.id":["required"]}}"#).unwrap();
        assert!(raw.at("raw.errors").is_some());
        assert!(raw.at("error.hint").is_some());
    }

    #[test]
    fn only_what_does_no_harm_may_be_sent_again() {
        let moves_money = ["charge", "autoDeduct", "refund", "multivendorRefund"];
        let reads = [
            "paymentStatus",
            "depositStatus",
            "paymentButtons",
            "checkMerchant",
            "refundStatus",
            "checkRefund",
            "listCustomerCards",
        ];
        for entry in UPayments::entries() {
            let name = entry.spec.name;
            let again = |status| error_of(name, status, r#"{"message":"m"}"#).2;
            assert_eq!(again(429), !moves_money.contains(&name), "{name} 429");
            assert_eq!(again(503), reads.contains(&name), "{name} 503");
            assert!(!again(401) && !again(422), "{name}");
        }
    }

    #[test]
    fn what_is_no_answer_of_the_gateway_is_malformed() {
        for (status, body) in [
            (200, "<html><body>Blocked</body></html>"),
            (403, "<!DOCTYPE html>"),
            (200, ""),
            (200, "[]"),
            (200, "\"done\""),
            (200, r#"{"status":true,"status":false}"#),
        ] {
            let error = read("refund", status, body).unwrap_err();
            assert_eq!(error.code(), ErrorCode::MalformedResponse, "{body}");
            assert!(error.hint_text().unwrap().contains("allow-list"), "{error}");
        }
    }

    #[test]
    fn long_numbers_stay_text() {
        let body = r#"{"status":true,"data":{"refundArn":202311074314067023726014116806,"refundOrderId":"r"}}"#;
        let outcome = read("refund", 200, body).unwrap();
        let digits = "202311074314067023726014116806";
        assert_eq!(outcome.at("data.refundArn").unwrap().as_text(), Some(digits));
        assert_eq!(serde_json::to_value(outcome.at("raw.data").unwrap()).unwrap()["refundArn"], digits);
    }

    #[test]
    fn codes_are_known_by_table() {
        for code in ["401", "403", "422", "429", "00", "05", "51"] {
            let known = UPayments::ERRORS.iter().filter(|row| row.codes.contains(&code)).count();
            assert_eq!(known, 1, "{code}");
        }
    }
}

mod webhooks {
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
            paid_headers()
                .replace("X-Signature", "x-SIGNATURE")
                .replace(PAID_SIGNATURE, &format!(" {PAID_SIGNATURE} ")),
            format!(r#"{{"host":"example.com","x-timestamp":{NOW},"x-signature":"{PAID_SIGNATURE}"}}"#),
        ] {
            let notification = verify(PAID, &headers, &format!(r#","now":{NOW}"#)).unwrap();
            assert_eq!(notification.at("state").unwrap().as_text(), Some("paid"));
            assert_eq!(notification.at("track_id").unwrap().as_text(), Some("GWdK07j0XPriuCbzimCHh5MmyrZuSd2J"));
        }
    }

    #[test]
    fn the_order_of_checks() {
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
            ["", "hello", "[1]", "{", r#"{"a":1,"a":2}"#, "a=1&a=2", "a=%ff", "<p x=1>", "a=1&&b=2", &long, &deep]
        {
            let error = signed(body.as_bytes()).unwrap_err();
            assert_eq!(error.code(), ErrorCode::MalformedBody, "{} bytes", body.len());
        }
        assert_eq!(signed(b"{\"a\":\"\xff\"}").unwrap_err().code(), ErrorCode::MalformedBody);
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
}

fn printable() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 ع/\\\\\"'&=?#%+é漢-]{1,30}"
}

proptest! {
    #[test]
    fn every_change_of_a_request_changes_what_is_signed(
        order in printable(), other in printable(), price in 1u32..10_000_000, time in 1_000_000_000u64..9_999_999_999,
    ) {
        let input = |order: &str, price: u32| {
            let mut input = Object::new();
            input.push("orderId", order);
            input.push("totalPrice", format!("{}.{:02}", price / 100, price % 100));
            Value::from(input)
        };
        let signed = |input: &Value, time: u64| {
            let options = json(&format!(r#"{{"timestamp":{time}}}"#));
            signing().explain("refund", input, &options).unwrap().string_to_sign
        };
        let base = signed(&input(&order, price), time);
        prop_assert!(order == other || base != signed(&input(&other, price), time));
        prop_assert_ne!(&base, &signed(&input(&order, price + 1), time));
        prop_assert_ne!(&base, &signed(&input(&order, price), time - 1));
        let body = base.split_once("create-refund").unwrap().1;
        let body = json(body);
        prop_assert_eq!(body.at("orderId").unwrap().as_text().unwrap(), order.as_str());
    }

    #[test]
    fn a_path_value_stays_one_step_of_the_path(id in printable()) {
        let mut input = Object::new();
        input.push("track_id", id.as_str());
        let url = signing().build("paymentStatus", &input.into(), &at_now()).unwrap().url;
        let step = url.strip_prefix("https://sandboxapi.upayments.com/api/v1/get-payment-status/").unwrap();
        prop_assert!(step.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)), "{}", url);
    }

    #[test]
    fn a_signed_webhook_is_verified_and_a_changed_one_is_not(
        note in printable(), at in any::<prop::sample::Index>(), drift in -600i64..600,
    ) {
        let mut fields = json(PAID).as_object().unwrap().clone();
        fields.push("note", note.as_str());
        let body = Value::from(fields).to_json();
        let headers = signing().sign_webhook(URL, &body, NOW).unwrap();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let webhook = Webhook {
            url: URL,
            headers: &headers,
            body: body.as_bytes(),
            now: NOW.saturating_add_signed(drift),
            tolerance_seconds: DEFAULT_TOLERANCE_SECONDS,
        };
        let read = signing().verify_webhook(&webhook);
        if drift.unsigned_abs() > DEFAULT_TOLERANCE_SECONDS {
            prop_assert_eq!(read.unwrap_err().code(), ErrorCode::TimestampOutOfRange);
            return Ok(());
        }
        prop_assert!(read.is_ok());
        let mut changed = body.clone().into_bytes();
        let index = at.index(changed.len());
        changed[index] ^= 1;
        let error = signing().verify_webhook(&Webhook { body: &changed, ..webhook }).unwrap_err();
        prop_assert!(matches!(error.code(), ErrorCode::SignatureMismatch | ErrorCode::MalformedBody), "{}", error);
        let error = signing().verify_webhook(&Webhook { url: "https://example.com/notify/", ..webhook }).unwrap_err();
        prop_assert_eq!(error.code(), ErrorCode::SignatureMismatch);
    }

    #[test]
    fn one_wrong_digit_of_an_iban_is_found(at in 2usize..30, digit in 0u32..10) {
        let iban = "KW81CBKU0000000000001234560101";
        let mut wrong: Vec<char> = iban.chars().collect();
        wrong[at] = char::from_digit(digit, 10).unwrap();
        let wrong: String = wrong.into_iter().collect();
        let input = format!(
            r#"{{"order":{{"id":"1","description":"d","currency":"KWD","amount":1}},"language":"en",
                "extraMerchantData":[{{"amount":1,"ibanNumber":"{wrong}"}}],"returnUrl":"https://a.example/r",
                "cancelUrl":"https://a.example/c","notificationUrl":"https://a.example/n"}}"#
        );
        // A letter turned into a digit shifts the rest, which the check digits need not find.
        let letter = iban.chars().nth(at).unwrap().is_ascii_uppercase();
        prop_assume!(!letter);
        prop_assert_eq!(build("charge", &input).is_ok(), wrong == iban);
    }

    #[test]
    fn no_answer_and_no_webhook_is_too_strange(body in any::<String>(), status in 100u16..600) {
        let wrapped = format!(r#"{{"status":true,"data":{{"transaction":{{"result":{}}}}}}}"#, Value::from(body.as_str()).to_json());
        for entry in UPayments::entries() {
            let _ = signing().read(entry.spec.name, HttpResponse { status, body: &body });
            let read = signing().read(entry.spec.name, HttpResponse { status, body: &wrapped });
            prop_assert!(read.is_ok());
        }
        let headers = signing().sign_webhook(URL, &body, NOW).unwrap();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let webhook = Webhook { url: URL, headers: &headers, body: body.as_bytes(), now: NOW, tolerance_seconds: 0 };
        if let Err(error) = signing().verify_webhook(&webhook) {
            prop_assert_eq!(error.code(), ErrorCode::MalformedBody);
        }
    }
}
