//! The README's table of operations comes from the declarations: `UPDATE=1 cargo test --test suite readme` writes it. The
//! other pages are written by hand, and name everything that is declared.

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

#[test]
fn every_operation_is_on_the_page_of_its_gateway() {
    for class in tawqee::catalog().classes {
        let page = format!("docs/gateways/{}.md", class.gateway);
        let text = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{page}: {error}"));
        for call in class.operations {
            let row = format!("\n| [`{}`](#{})", call.name, call.name.to_lowercase());
            assert!(text.contains(&row), "{page} has no row of {} in the table of operations", call.name);
            let heading = format!("\n### {}\n", call.name);
            assert!(text.contains(&heading), "{page} has no section with the heading {}", call.name);
        }
    }
}

#[test]
fn every_gateway_is_named_where_the_gateways_are_listed() {
    for class in tawqee::catalog().classes {
        let (name, gateway) = (class.class, class.gateway);
        let page = format!("{gateway}.md");
        let entry = format!("`tawqee/{gateway}`");
        for (file, named) in [
            ("Cargo.toml", gateway),
            ("src/lib.rs", gateway),
            ("pkg/package.json", gateway),
            ("README.md", &entry),
            ("docs/gateways/README.md", name),
            ("docs/gateways/README.md", &page),
        ] {
            assert!(fs::read_to_string(file).unwrap().contains(named), "{file} does not name {named}");
        }
    }
    let classes = tawqee::catalog().classes;
    for class in classes.iter().filter(|class| class.class.to_lowercase() == class.gateway) {
        assert!(
            fs::read_to_string("pkg/README.md").unwrap().contains(class.class),
            "pkg/README.md has no {}",
            class.class
        );
        // What registries show.
        for file in ["Cargo.toml", "pkg/package.json"] {
            let text = fs::read_to_string(file).unwrap();
            let description =
                text.lines().find(|line| line.contains("description") && line.contains("Builds")).unwrap();
            assert!(description.contains(class.class), "the description in {file} does not name {}", class.class);
        }
    }
}
