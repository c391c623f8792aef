//! The README's table of operations comes from the declarations. `UPDATE=1 cargo test --test suite readme` writes it.

use std::fmt::Write;
use std::fs;

const PATH: &str = "README.md";

fn table() -> String {
    let mut text = String::from("\n| Class | Operation | Request | Signed |\n|---|---|---|---|\n");
    for class in tawqee::catalog().classes {
        for call in class.operations {
            let signed = if call.signed { "yes" } else { "no" };
            let page = format!("docs/gateways/{}.md#{}", class.gateway, call.name.to_lowercase());
            let (class, name) = (class.class, call.name);
            writeln!(text, "| {class} | [`{name}`]({page}) | `{} {}` | {signed} |", call.method, call.path).unwrap();
        }
    }
    text.push('\n');
    text
}

#[test]
fn the_table_of_operations_is_the_declared_one() {
    let readme = fs::read_to_string(PATH).unwrap();
    let (before, rest) = readme.split_once("<!-- operations -->").unwrap();
    let (written, after) = rest.split_once("<!-- /operations -->").unwrap();
    let declared = table();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(PATH, format!("{before}<!-- operations -->{declared}<!-- /operations -->{after}")).unwrap();
        return;
    }
    assert_eq!(written, declared, "run UPDATE=1 cargo test --test suite readme");
}
