//! Between JavaScript's values and the core's.

use js_sys::{
    Array, ArrayBuffer, BigInt, Boolean, Date, JsString, Map, Number, Object as JsObject, Promise, Reflect, RegExp, Set,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::characters::Odd;
use crate::error::{Error, Result};
use crate::value::{MAX_DEPTH, Object, Value, number_text};

use super::Thrown;

/// More elements than a list of any gateway holds. The length of an array may be any number whatever is in it.
const MAX_ELEMENTS: u32 = 10_000;

/// More values than an input of that many items has. One object may stand in many places, so that small data
/// reads as large data.
const MAX_VALUES: usize = 250_000;

/// More inputs than anyone needs at once: the results of a batch are in memory together.
const MAX_BATCH: u32 = 100_000;

/// Reads what a caller passed. Numbers become their shortest text, so that `580.55` stays `580.55`.
///
/// By hand rather than through serde, because a bigint keeps all its digits here and an error knows its path.
pub(super) fn from_js(js: &JsValue) -> Result<Value> {
    Reader { values: 0 }.read(js, 0)
}

/// Reads JSON text, in which every number keeps its digits. What is wrong is told without quoting the text.
pub(super) fn from_json(text: &str) -> Result<Value> {
    Value::parse(text).map_err(|why| {
        let start = text.trim_start_matches([' ', '\t', '\r', '\n']).chars().next();
        match start.filter(|character| *character != '"').and_then(Odd::of) {
            Some(odd) => Error::malformed_body(format!("is not JSON: it starts with {odd}"))
                .hint("save it as UTF-8 without a byte-order mark, and write JSON alone"),
            None => Error::malformed_body(why),
        }
    })
}

/// The inputs of a batch, each read when it is its turn.
pub(super) fn batch(inputs: &JsValue) -> Result<impl Iterator<Item = Result<Value>>> {
    if !Array::is_array(inputs) {
        return Err(Error::invalid("is not an array").at("inputs").hint("pass [input, input, …]"));
    }
    let array: Array = inputs.clone().unchecked_into();
    if array.length() > MAX_BATCH {
        let message = format!("has {} elements, at most {MAX_BATCH} are possible", array.length());
        return Err(Error::invalid(message).at("inputs").hint("split it into several calls"));
    }
    Ok((0..array.length()).map(move |index| from_js(&element(&array, index)?)))
}

/// One element of an array, which may have been left out.
fn element(array: &Array, index: u32) -> Result<JsValue> {
    let item = array.get(index);
    if item.is_undefined() && !Reflect::has(array, &index.into()).unwrap_or(true) {
        return Err(Error::invalid("is a hole in the array").hint("give every element; nothing was ever put here"));
    }
    Ok(item)
}

/// Counts what it has read.
struct Reader {
    values: usize,
}

impl Reader {
    fn read(&mut self, js: &JsValue, depth: usize) -> Result<Value> {
        if depth > MAX_DEPTH {
            return Err(Error::invalid(format!("nests deeper than {MAX_DEPTH} levels, or contains itself")));
        }
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(Error::invalid(format!(
                "is one value more than {MAX_VALUES}, the most that an input may hold"
            ))
            .hint("pass the fields of one call alone"));
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
            return self.list(js.unchecked_ref(), depth);
        }
        if js.is_bigint() {
            let digits = BigInt::from(js.clone()).to_string(10).ok().and_then(|text| text.as_string());
            return Ok(Value::Number(digits.unwrap_or_default()));
        }
        if js.is_function() || js.is_symbol() || is_no_record(js) {
            return Err(Error::invalid("is not plain data").hint(
                "pass strings, numbers, booleans, arrays and plain objects; write dates and decimals as strings",
            ));
        }
        self.record(js, depth)
    }

    fn list(&mut self, array: &Array, depth: usize) -> Result<Value> {
        let length = array.length();
        if length > MAX_ELEMENTS {
            return Err(Error::invalid(format!("has {length} elements, at most {MAX_ELEMENTS} are possible"))
                .hint("check how the array was made: its length is one more than the highest index that was set"));
        }
        let mut read = |index| self.read(&element(array, index)?, depth + 1);
        let item = |index| read(index).map_err(|error| error.at_index(index as usize));
        (0..length).map(item).collect::<Result<_>>().map(Value::Array)
    }

    fn record(&mut self, js: &JsValue, depth: usize) -> Result<Value> {
        let entries = match js.dyn_ref::<Map>() {
            Some(map) => Array::from(map),
            None => JsObject::entries(js.unchecked_ref()),
        };
        let mut object = Object::new();
        for entry in entries.iter() {
            let entry: Array = entry.unchecked_into();
            let name = entry.get(0).as_string().ok_or_else(|| Error::invalid("has a key that is not a string"))?;
            let value = self.read(&entry.get(1), depth + 1).map_err(|error| error.at(&name))?;
            object.push(name, value);
        }
        Ok(Value::Object(object))
    }
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
