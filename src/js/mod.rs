//! The WebAssembly face: conversions and error mapping, no logic.
//!
//! Every function is stateless. The configuration comes with each call and is wiped after it, so no secret
//! stays in linear memory and a replaced instance loses nothing.

mod convert;

use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::declare::Lenient;
use crate::error::{ErrorCode, Result};
use crate::gateways;
use crate::operation::{Client, Event};
use crate::request::{HttpResponse, redact_value};
use crate::value::Value;
use convert::{batch, from_js, from_json, thrown, to_js};

type Thrown<T> = std::result::Result<T, JsValue>;

fn with_client<T>(class: &str, config: &JsValue, call: impl FnOnce(&dyn Client) -> Result<T>) -> Thrown<T> {
    let run = || {
        let config = from_js(config).map_err(|error| error.with_code(ErrorCode::InvalidConfig))?;
        let config = Zeroizing::new(config);
        call(gateways::client(class, &config)?.as_ref())
    };
    run().map_err(thrown)
}

/// One call for each element of an array; the first invalid one says its index.
fn for_each<T>(inputs: &JsValue, call: impl Fn(&Value) -> Result<T>) -> Result<Vec<T>> {
    let one = |(index, input): (usize, Result<Value>)| {
        input.and_then(|input| call(&input)).map_err(|error| error.in_batch(index))
    };
    batch(inputs)?.enumerate().map(one).collect()
}

/// Checks a configuration.
#[wasm_bindgen]
pub fn configure(class: &str, config: &JsValue) -> Thrown<()> {
    with_client(class, config, |_| Ok(()))
}

/// Builds one request.
#[wasm_bindgen]
pub fn build(class: &str, config: &JsValue, operation: &str, input: &JsValue, options: &JsValue) -> Thrown<JsValue> {
    let request = with_client(class, config, |client| client.build(operation, &from_js(input)?, &from_js(options)?))?;
    to_js(&request.to_value())
}

/// Builds a request for each input.
#[wasm_bindgen(js_name = buildMany)]
pub fn build_many(
    class: &str,
    config: &JsValue,
    operation: &str,
    inputs: &JsValue,
    options: &JsValue,
) -> Thrown<JsValue> {
    let requests = with_client(class, config, |client| {
        client.knows(operation)?;
        let options = from_js(options)?;
        for_each(inputs, |input| Ok(client.build(operation, input, &options)?.to_value()))
    })?;
    to_js(&Value::Array(requests))
}

/// The signature of one input.
#[wasm_bindgen]
pub fn signature(class: &str, config: &JsValue, operation: &str, input: &JsValue, options: &JsValue) -> Thrown<String> {
    with_client(class, config, |client| client.signature(operation, &from_js(input)?, &from_js(options)?))
}

/// The signature of each input.
#[wasm_bindgen(js_name = signMany)]
pub fn sign_many(
    class: &str,
    config: &JsValue,
    operation: &str,
    inputs: &JsValue,
    options: &JsValue,
) -> Thrown<JsValue> {
    let signatures = with_client(class, config, |client| {
        let options = from_js(options)?;
        for_each(inputs, |input| client.signature(operation, input, &options))
    })?;
    to_js(&Value::from(signatures))
}

/// How the signature of one input comes about.
#[wasm_bindgen]
pub fn explain(class: &str, config: &JsValue, operation: &str, input: &JsValue, options: &JsValue) -> Thrown<JsValue> {
    let explanation =
        with_client(class, config, |client| client.explain(operation, &from_js(input)?, &from_js(options)?))?;
    to_js(&explanation)
}

/// Names the mistakes that explain an observed signature.
#[wasm_bindgen]
pub fn diagnose(
    class: &str,
    config: &JsValue,
    operation: &str,
    input: &JsValue,
    observed: &str,
    options: &JsValue,
) -> Thrown<JsValue> {
    let diagnosis = with_client(class, config, |client| {
        client.diagnose(operation, &from_js(input)?, observed, &Zeroizing::new(from_js(options)?))
    })?;
    to_js(&diagnosis)
}

/// The same, from what was sent.
#[wasm_bindgen(js_name = diagnoseRequest)]
pub fn diagnose_request(class: &str, config: &JsValue, pasted: &JsValue, options: &JsValue) -> Thrown<JsValue> {
    let diagnosis = with_client(class, config, |client| {
        client.diagnose_request(&from_js(pasted)?, &Zeroizing::new(from_js(options)?))
    })?;
    to_js(&diagnosis)
}

/// `signature`, `explain` or `diagnose` of an input as JSON text: JavaScript's own parser would round its numbers
/// and drop what stands twice. For the command.
#[wasm_bindgen(js_name = ofJson)]
pub fn of_json(
    class: &str,
    config: &JsValue,
    call: &str,
    operation: &str,
    json: &str,
    options: &JsValue,
    observed: &str,
) -> Thrown<JsValue> {
    let result = with_client(class, config, |client| {
        let input = from_json(json).map_err(|error| error.at("input"))?;
        let options = Zeroizing::new(from_js(options)?);
        Ok(match call {
            "signature" => Value::from(client.signature(operation, &input, &options)?),
            "explain" => client.explain(operation, &input, &options)?.to_value(),
            _ => client.diagnose(operation, &input, observed, &options)?.to_value(),
        })
    })?;
    to_js(&result)
}

/// Reads JSON text as strictly, where no number matters. For the command's configuration.
#[wasm_bindgen(js_name = parseJson)]
pub fn parse_json(json: &str) -> Thrown<JsValue> {
    to_js(&from_json(json).map_err(thrown)?)
}

/// Reads an answer.
#[wasm_bindgen]
pub fn read(class: &str, config: &JsValue, operation: &str, status: u16, body: &str) -> Thrown<JsValue> {
    let outcome = with_client(class, config, |client| client.read(operation, HttpResponse { status, body }))?;
    to_js(&outcome)
}

/// Verifies, reads or signs an event.
#[wasm_bindgen]
pub fn event(class: &str, config: &JsValue, call: &str, body: Vec<u8>, details: &JsValue) -> Thrown<JsValue> {
    let result = with_client(class, config, |client| client.event(call, &Event { body, details: from_js(details)? }))?;
    to_js(&result)
}

/// The canonical text of an amount.
#[wasm_bindgen(js_name = canonicalAmount)]
pub fn canonical_amount(amount: &JsValue, currency: &str) -> Thrown<String> {
    let run = || Amount::from_value(&from_js(amount)?)?.in_currency(currency);
    run().map_err(thrown)
}

/// Compares a verified result with what the merchant expected.
#[wasm_bindgen(js_name = expectPayment)]
pub fn expect_payment(result: &JsValue, expected: &JsValue) -> Thrown<JsValue> {
    let run = || crate::expect::expect_payment(&from_js(result)?, &from_js(expected)?);
    to_js(&run().map_err(thrown)?)
}

/// What is known about an error code of a gateway; `undefined` when nothing is.
#[wasm_bindgen(js_name = describeError)]
pub fn describe_error(gateway: &str, code: &str) -> Thrown<JsValue> {
    gateways::describe_error(gateway, code).map_or(Ok(JsValue::UNDEFINED), |known| to_js(&known))
}

/// A copy of a request that is safe to log.
#[wasm_bindgen]
pub fn redact(request: &JsValue) -> Thrown<JsValue> {
    to_js(&redact_value(&from_js(request).map_err(thrown)?))
}

/// The version of the package.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The engine's own Unicode normalisation.
pub(crate) fn normalized(text: &str, form: &str) -> String {
    js_sys::JsString::from(text).normalize(form).into()
}
