//! Explanations: what each part of a signature is, where it stands, and what was given for it.

use tawqee::{Client, ErrorCode, Explanation, Value, catalog, client};

fn json(text: &str) -> Value {
    Value::parse(text).unwrap()
}

fn of(class: &str, more: &str) -> Box<dyn Client> {
    let found = catalog().classes.into_iter().find(|known| known.class == class).unwrap();
    let mut config = json(found.config.get()).as_object().unwrap().clone();
    let more = json(more);
    more.as_object().unwrap().iter().for_each(|(name, value)| config.set(name, value.clone()));
    client(class, &config.into()).unwrap()
}

/// Name, what was given, what is hashed, whether it is secret, and the note.
type Row<'a> = (&'a str, Option<&'a str>, &'a str, bool, Option<&'a str>);

fn rows(explanation: &Explanation) -> Vec<Row<'_>> {
    let parts = explanation.parts.iter();
    parts
        .map(|part| {
            let given = part.given.as_ref().and_then(Value::as_text);
            (part.name.as_str(), given, part.text.as_str(), part.secret, part.note.as_deref())
        })
        .collect()
}

const MASK: &str = tawqee::MASK;

#[test]
fn a_part_is_what_was_given_and_what_is_hashed() {
    let fawry = of("Fawry", r#"{"merchantCode":"code","secureKey":"s3cr3t"}"#);
    let input = json(r#"{"referenceNumber":7,"refundAmount":"20.5","reason":"\ud83d\ude00!"}"#);
    let explanation = fawry.explain("refund", &input, &Value::Null).unwrap();
    assert_eq!(
        rows(&explanation),
        [
            ("merchantCode", Some("code"), "code", false, None),
            ("referenceNumber", Some("7"), "7", false, None),
            ("refundAmount", Some("20.5"), "20.50", false, Some("20.5 is written 20.50")),
            ("reason", Some("\u{1f600}!"), "\u{1f600}!", false, None),
            ("secureKey", Some(MASK), MASK, true, None),
        ]
    );
    assert_eq!(explanation.string_to_sign, format!("code720.50\u{1f600}!{MASK}"));
    // In units of UTF-16, as JavaScript counts.
    let places: Vec<_> = explanation.parts.iter().map(|part| (part.start, part.end)).collect();
    assert_eq!(places, [(0, 4), (4, 5), (5, 10), (10, 13), (13, 13 + MASK.encode_utf16().count() as u64)]);

    let input = json(r#"{"referenceNumber":"7","refundAmount":"20.50"}"#);
    let explanation = fawry.explain("refund", &input, &Value::Null).unwrap();
    assert_eq!(
        rows(&explanation)[2..4],
        [
            ("refundAmount", Some("20.50"), "20.50", false, None),
            ("reason", None, "", false, Some("absent: contributes nothing")),
        ]
    );
}

#[test]
fn a_raw_body_is_not_given_a_second_time() {
    let upayments = of("UPayments", r#"{"apiSecret":"s3cr3t"}"#);
    let input = json(r#"{"url":"https://shop.example/n?a=1","body":"{}"}"#);
    let explanation = upayments.explain("webhook", &input, &json(r#"{"timestamp":1718000000}"#)).unwrap();
    assert_eq!(
        rows(&explanation),
        [
            ("timestamp", Some("1718000000"), "1718000000", false, None),
            ("method", None, "POST", false, None),
            ("url", Some("https://shop.example/n?a=1"), "https://shop.example/n?a=1", false, None),
            ("body", None, "{}", false, None),
        ]
    );
}

#[test]
fn what_is_not_signed_says_why() {
    for (class, operation, input, says) in [
        ("Pay3", "order", r#"{"requestId":"r"}"#, "Pay3 signs no reads; they carry the access token alone"),
        ("Fawry", "installmentPlans", "{}", "Fawry lists installment plans without a signature"),
    ] {
        let error = of(class, "{}").explain(operation, &json(input), &Value::Null).unwrap_err();
        assert_eq!((error.code(), error.message()), (ErrorCode::Unsupported, says));
        assert!(error.hint_text().is_some());
    }
}
