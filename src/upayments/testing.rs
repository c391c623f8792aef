//! What the tests of this folder share: a merchant, and calls by name at a fixed time.

use crate::client::Client;
use crate::error::{Error, Result};
use crate::request::HttpRequest;
use crate::signing::Recipe;
use crate::upayments::{CLASS, UPayments};
use crate::value::Value;

pub(super) fn sandbox() -> UPayments {
    UPayments::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap()
}

fn build(operation: &str, input: &str) -> Result<HttpRequest> {
    let options = Value::parse(r#"{"timestamp":1718000000}"#).unwrap();
    sandbox().build(operation, &Value::parse(input).unwrap(), &options)
}

pub(super) fn built(operation: &str, input: &str) -> HttpRequest {
    build(operation, input).unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn refusal(operation: &str, input: &str) -> Error {
    build(operation, input).unwrap_err()
}

pub(super) fn recipe_of(operation: &str, input: &str) -> Recipe {
    let options = Value::parse(r#"{"timestamp":1718000000}"#).unwrap();
    sandbox().recipe(operation, &Value::parse(input).unwrap(), &options).unwrap()
}
