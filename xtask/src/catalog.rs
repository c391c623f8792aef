//! The core's declarations as data, for what is generated from them or checked against them.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use tawqee::{Call, Catalog, Class};

use crate::classes;
use crate::entries::ENTRIES;
use crate::project;
use crate::step::{step, write};

/// What the command knows without the core: classes, operations, fields and events.
pub(crate) fn command() -> PathBuf {
    project::work("command.json")
}

/// What `tawqee/unified` calls.
pub(crate) fn unified() -> PathBuf {
    project::work("unified.json")
}

/// Writes the declarations for the demo and the tests, as a script for the page, the classes and the names of their
/// operations for the package, and an extract for the command.
pub(crate) fn build() -> Result<Catalog> {
    step("write the catalog", || {
        let catalog = tawqee::catalog();
        let json = serde_json::to_string_pretty(&catalog)?;
        write(&project::work("catalog.json"), format!("{json}\n"))?;
        write(&project::at("www/generated/catalog.js"), format!("export const catalog = {json};\n"))?;
        for entry in ENTRIES.iter() {
            let classes = || catalog.classes.iter().filter(|class| entry.holds(class));
            write(&entry.operations(), operations(classes()))?;
            write(&entry.classes(), classes::script(classes()))?;
        }
        write(&command(), for_command(&catalog).to_string())?;
        write(&unified(), for_unified(&catalog)?.to_string())?;
        Ok(catalog)
    })
}

/// The names of the operations by class, as JSON.
fn operations<'a>(classes: impl Iterator<Item = &'a Class>) -> String {
    let names = |class: &Class| class.operations.iter().map(|call| call.name).collect::<Vec<_>>();
    let names: Map<String, Value> = classes.map(|class| (class.class.to_owned(), json!(names(class)))).collect();
    Value::from(names).to_string()
}

/// By `gateway.name`: the operations, what their fields are made of, and what the answer of the status tells.
fn for_unified(catalog: &Catalog) -> Result<Value> {
    let mut gateways = Map::new();
    for class in &catalog.classes {
        if let Some(calls) = &class.unified {
            let mut row = slim(serde_json::to_value(calls)?);
            row.as_object_mut().context("no calls")?.insert("className".to_owned(), json!(class.class));
            gateways.insert(class.gateway.to_owned(), row);
        }
    }
    Ok(gateways.into())
}

fn for_command(catalog: &Catalog) -> Value {
    let classes: Map<String, Value> =
        catalog.classes.iter().map(|class| (class.class.to_owned(), class_for_command(class))).collect();
    slim(json!({ "version": catalog.version, "callOptions": catalog.options.fields, "classes": classes }))
}

fn class_for_command(class: &Class) -> Value {
    let operation = |call: &Call| {
        let options: Vec<_> = class.call_options.iter().chain(&call.options).collect();
        json!({
            "summary": call.summary,
            "unsigned": call.unsigned,
            "signs": call.signs,
            "fields": call.input.fields,
            "forms": call.variants,
            "options": options,
            "sample": call.samples.first().map(|sample| sample.input.get()),
        })
    };
    let operations: Map<String, Value> =
        class.operations.iter().map(|call| (call.name.to_owned(), operation(call))).collect();
    let events = class.events.iter().map(|event| {
        let fields = event.input.as_ref().map(|input| &input.fields);
        let sample = event.sample.input.get();
        let value = json!({ "summary": event.summary, "signs": event.signs, "fields": fields, "sample": sample });
        (event.name.to_owned(), value)
    });
    let events: Map<String, Value> = events.collect();
    let methods = class.methods.iter().map(|method| {
        let verifies = (!method.title.is_empty()).then_some(method.event);
        (method.name.to_owned(), json!({ "verifies": verifies, "takes": method.takes }))
    });
    json!({
        "gateway": class.gateway,
        "options": class.options.fields,
        "operations": operations,
        "events": events,
        "methods": methods.collect::<Map<_, _>>(),
        "merchant": class.merchant,
        "live": class.live,
    })
}

/// Without members that are absent, empty or false.
fn slim(value: Value) -> Value {
    let says = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        _ => true,
    };
    match value {
        Value::Object(members) => {
            let slimmed = members.into_iter().map(|(name, member)| (name, slim(member)));
            Value::Object(slimmed.filter(|(_, member)| says(member)).collect())
        }
        Value::Array(elements) => elements.into_iter().map(slim).collect(),
        other => other,
    }
}
