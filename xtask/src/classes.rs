//! The classes of the package, as JavaScript: for each a builder and a reader of every operation, which `define` makes of
//! their names, and a method for what it verifies, reads or signs beside them.

use serde_json::json;
use tawqee::{Class, MethodData, TakenData};

/// A script that exports classes. `tawqee-package` stands for `pkg/src`.
pub(crate) fn script<'a>(classes: impl Iterator<Item = &'a Class>) -> String {
    let classes: Vec<String> = classes.map(class).collect();
    format!("{IMPORTS}\n{}", classes.join("\n"))
}

/// What a bundle does not use of it is left out.
const IMPORTS: &str = "\
import { now } from \"tawqee-package/convert.js\";
import { delivered, toDeliver } from \"tawqee-package/delivery.js\";
import { Gateway, define, defineToken, received, signed } from \"tawqee-package/gateway.js\";
";

fn class(class: &Class) -> String {
    let name = class.class;
    let mut members = vec![format!("  static className = \"{name}\";\n  static gateway = \"{}\";\n", class.gateway)];
    if class.call_options.contains(&"timestamp") {
        members.push(WITH_TIME.to_owned());
    }
    members.extend(class.methods.iter().map(method));
    let mut script = format!("export class {name} extends Gateway {{\n{}}}\n\ndefine({name});\n", members.join("\n"));
    for token in &class.tokens {
        script.push_str(&format!("defineToken({name}, \"{token}\");\n"));
    }
    script
}

/// The core has no clock.
const WITH_TIME: &str = "  \
  callOptions(options) {
    return { ...options, timestamp: options?.timestamp ?? now() };
  }
";

fn method(method: &MethodData) -> String {
    let name = method.name;
    let (parameter, call) = match &method.takes {
        TakenData::Body { .. } => ("body", format!("received(this, \"{name}\", body)")),
        TakenData::Query { .. } => ("urlOrQuery", format!("received(this, \"{name}\", urlOrQuery)")),
        TakenData::Delivery { beside, address, .. } => {
            let beside = names(beside);
            ("delivery", format!("delivered(this, \"{name}\", delivery, {beside}, \"{address}\")"))
        }
        TakenData::Fields { .. } => ("fields", format!("signed(this, \"{name}\", fields)")),
        TakenData::ToDeliver { beside } => {
            let beside = names(beside);
            ("delivery", format!("toDeliver(this, \"{name}\", delivery, {beside})"))
        }
    };
    format!("  {name}({parameter}) {{\n    return {call};\n  }}\n")
}

fn names(members: &tawqee::Type) -> String {
    json!(members.fields.iter().map(|field| field.name).collect::<Vec<_>>()).to_string()
}
