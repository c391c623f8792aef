//! The classes as Rust users make them.

use tawqee::fawry::{Environment, Fawry, Refund};
use tawqee::upayments::{self, UPayments};
use tawqee::{Client, ErrorCode, Object, Value};

#[test]
fn a_class_is_built_from_its_settings() {
    let staging = Fawry::builder("code", "key").environment(Environment::Staging).build().unwrap();
    let text = Fawry::builder("code", vec!["key", "old"]).environment("staging").build().unwrap();
    let json = r#"{"merchantCode":"code","secureKey":"key","environment":"staging"}"#;
    let data = Fawry::new(&Value::parse(json).unwrap()).unwrap();
    let refund = Refund::new().reference_number("1").refund_amount("2.5").reason("r");
    let request = staging.refund(&refund).unwrap();
    assert!(request.url.starts_with("https://atfawry.fawrystaging.com/"), "{}", request.url);
    assert_eq!(request, text.refund(&refund).unwrap());
    assert_eq!(request, data.refund(&refund).unwrap());
    let live = UPayments::builder("token").environment(upayments::Environment::Live).build().unwrap();
    let plans = live.build("paymentButtons", &Value::Object(Object::new()), &Value::Null);
    assert!(plans.unwrap().url.starts_with("https://apiv2api.upayments.com/"));
}

#[test]
fn a_builder_names_the_setting_that_is_missing_or_wrong() {
    let missing = Fawry::builder("code", "key").build().unwrap_err();
    assert_eq!((missing.code(), missing.field()), (ErrorCode::InvalidConfig, Some("environment")));
    let wrong = Fawry::builder("code", "key").environment("test").build().unwrap_err();
    assert_eq!((wrong.code(), wrong.field()), (ErrorCode::InvalidConfig, Some("environment")));
    let blank = Fawry::builder("code", " key").environment(Environment::Staging).build().unwrap_err();
    assert_eq!(blank.field(), Some("secureKey"));
}
