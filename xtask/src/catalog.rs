//! The core's declarations as data, for what is generated from them or checked against them.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Map, Value, json};
use tawqee::{Catalog, Class};

use crate::project;
use crate::step::{step, write};

/// The names of the operations of each class, for the JavaScript classes.
pub(crate) fn operations() -> PathBuf {
    project::work("operations.json")
}

/// The names of the constructor options of each class, for the command.
pub(crate) fn options() -> PathBuf {
    project::work("options.json")
}

/// Writes the declarations for the demo and the tests, as a script for the page, and the names of the
/// operations for the package.
pub(crate) fn build() -> Result<Catalog> {
    step("write the catalog", || {
        let catalog = tawqee::catalog();
        let json = serde_json::to_string_pretty(&catalog)?;
        write(&project::work("catalog.json"), format!("{json}\n"))?;
        write(&project::at("www/generated/catalog.js"), format!("export const catalog = {json};\n"))?;
        write(&operations(), by_class(&catalog, |class| class.operations.iter().map(|call| call.name).collect()))?;
        write(&options(), by_class(&catalog, |class| class.options.fields.iter().map(|field| field.name).collect()))?;
        Ok(catalog)
    })
}

/// A JSON object of names, by class.
fn by_class(catalog: &Catalog, names: impl Fn(&Class) -> Vec<&'static str>) -> String {
    let classes: Map<String, Value> =
        catalog.classes.iter().map(|class| (class.class.to_owned(), json!(names(class)))).collect();
    Value::from(classes).to_string()
}
