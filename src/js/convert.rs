//! Between JavaScript's values and the core's.

use js_sys::{
    Array, ArrayBuffer, BigInt, Boolean, Date, JsString, Map, Number, Object as JsObject, Promise, RegExp, Set,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};
use crate::value::{MAX_DEPTH, Object, Value, number_text};

use super::Thrown;

/// Reads what a caller passed. Numbers become their shortest text, so that `580.55` stays `580.55`.
///
/// By hand rather than through serde, because a bigint keeps all its digits here and an error knows its path.
pub(super) fn from_js(js: &JsValue) -> Result<Value> {
    read(js, 0)
}

fn read(js: &JsValue, depth: usize) -> Result<Value> {
    if depth > MAX_DEPTH {
        return Err(Error::invalid(format!("nests deeper than {MAX_DEPTH} levels, or contains itself")));
    }
    if let Some(text) = js.as_string() {
        // Half of a surrogate pair becomes U+FFFD on its way here; a real U+FFFD is rare enough to look again.
        if text.contains('\u{fffd}') && !JsString::from(js.clone()).is_valid_utf16() {
            return Err(Error::invalid("holds half of a surrogate pair").hint("cut strings between characters"));
        }
        return Ok(Value::String(text));
    }
    if let Some(number) = js.as_f64() {
        return Ok(Value::Number(number_text(number)));
    }
    if js.is_undefined() || js.is_null() {
        return Ok(Value::Null);
    }
    if let Some(flag) = js.as_bool() {
        return Ok(Value::Bool(flag));
    }
    if Array::is_array(js) {
        let items = Array::from(js);
        let read_item = |(index, item): (usize, JsValue)| read(&item, depth + 1).map_err(|error| error.at_index(index));
        return items.iter().enumerate().map(read_item).collect::<Result<_>>().map(Value::Array);
    }
    if js.is_bigint() {
        let digits = BigInt::from(js.clone()).to_string(10).ok().and_then(|text| text.as_string());
        return Ok(Value::Number(digits.unwrap_or_default()));
    }
    if js.is_function() || js.is_symbol() || is_no_record(js) {
        return Err(Error::invalid("is not plain data")
            .hint("pass strings, numbers, booleans, arrays and plain objects; write dates and decimals as strings"));
    }
    let entries = match js.dyn_ref::<Map>() {
        Some(map) => Array::from(map),
        None => JsObject::entries(js.unchecked_ref()),
    };
    let mut object = Object::new();
    for entry in entries.iter() {
        let entry: Array = entry.unchecked_into();
        let name = entry.get(0).as_string().ok_or_else(|| Error::invalid("has a key that is not a string"))?;
        let value = read(&entry.get(1), depth + 1).map_err(|error| error.at(&name))?;
        object.push(name, value);
    }
    Ok(Value::Object(object))
}

/// Objects whose content is not in their properties, so that they would become `{}` unseen.
fn is_no_record(js: &JsValue) -> bool {
    js.is_instance_of::<Date>()
        || js.is_instance_of::<Set>()
        || js.is_instance_of::<Promise>()
        || js.is_instance_of::<RegExp>()
        || js.is_instance_of::<Number>()
        || js.is_instance_of::<JsString>()
        || js.is_instance_of::<Boolean>()
        || js.is_instance_of::<ArrayBuffer>()
        || ArrayBuffer::is_view(js)
}

/// Writes a result as plain JavaScript data.
pub(super) fn to_js(value: &impl Serialize) -> Thrown<JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// What the package turns into a `TawqeeError`.
#[derive(Serialize)]
struct View<'a> {
    code: &'static str,
    message: String,
    gateway: Option<&'static str>,
    operation: Option<&'static str>,
    field: Option<&'a str>,
    index: Option<usize>,
    hint: Option<&'a str>,
}

pub(super) fn thrown(error: Error) -> JsValue {
    let view = View {
        code: error.code().as_str(),
        message: error.to_string(),
        gateway: error.gateway(),
        operation: error.operation(),
        field: error.field(),
        index: error.index(),
        hint: error.hint_text(),
    };
    view.serialize(&serde_wasm_bindgen::Serializer::new()).unwrap_or(JsValue::NULL)
}
