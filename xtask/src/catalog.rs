//! The core's declarations as data, for what is generated from them or checked against them.

use anyhow::Result;
use tawqee::Catalog;

use crate::project;
use crate::step::{step, write};

/// Writes the declarations for the demo and the tests, and as a script for the page.
pub(crate) fn build() -> Result<Catalog> {
    step("write the catalog", || {
        let catalog = tawqee::catalog();
        let json = serde_json::to_string_pretty(&catalog)?;
        write(&project::work("catalog.json"), format!("{json}\n"))?;
        write(&project::at("www/generated/catalog.js"), format!("export const catalog = {json};\n"))?;
        Ok(catalog)
    })
}
