//! The TypeScript types: `pkg/src/types.d.ts`, written by hand, and after it what the core declares.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use anyhow::Result;
use tawqee::{Call, Catalog, Class, FieldData, Type};

use crate::project;
use crate::step::{step, write};

/// Writes the types of the package, once for each module format.
pub(crate) fn build(catalog: &Catalog) -> Result<()> {
    step("write the types", || {
        let written = fs::read_to_string(project::at("pkg/src/types.d.ts"))?;
        let types = format!("{written}\n{}", Types::default().all(catalog));
        for file in ["index.d.ts", "index.d.cts"] {
            write(&project::at("pkg/dist").join(file), &types)?;
        }
        Ok(())
    })
}

/// The generated text, and the names of the types already in it: operations share nested types.
#[derive(Default)]
struct Types {
    text: String,
    names: BTreeSet<&'static str>,
}

impl Types {
    fn all(mut self, catalog: &Catalog) -> String {
        self.interface(&catalog.options, Direction::In);
        for result in &catalog.results {
            self.interface(result, Direction::Out);
        }
        for class in &catalog.classes {
            self.class(class);
        }
        self.text
    }

    fn class(&mut self, class: &Class) {
        self.interface(&class.options, Direction::In);
        for call in &class.operations {
            self.interface(&call.input, Direction::In);
            if let Some(answer) = &call.answer {
                self.interface(answer, Direction::Out);
            }
        }

        let name = class.class;
        self.line(&format!("/** The inputs of {name}'s signed operations, by name. */"));
        self.line(&format!("export interface {name}SignedInputs {{"));
        for call in class.operations.iter().filter(|call| call.signed) {
            self.line(&format!("  {}: {};", call.name, call.input.name));
        }
        self.line("}\n");

        self.doc(&class.options.doc, "", "");
        self.line(&format!("export declare class {name} {{"));
        self.line(&format!("  constructor(config: {});", class.options.name));
        for call in &class.operations {
            self.builder(call);
            self.reader(call);
        }
        self.text.push_str(&GENERIC_METHODS.replace("$Inputs", &format!("{name}SignedInputs")));
        self.line("}\n");
    }

    fn builder(&mut self, call: &Call) {
        let signed = call.unsigned.map(|reason| format!("\n\nNot signed: {reason}")).unwrap_or_default();
        let endpoint = format!("`{} {}`{signed}\n\nSource: {}", call.method, call.path, call.source);
        self.doc(&format!("{}\n\n{endpoint}", call.input.doc), "", "  ");
        let optional = if call.input.fields.iter().any(|field| field.required) { "" } else { "?" };
        let options = match call.options.as_slice() {
            [] => String::new(),
            names => format!(", options?: Pick<CallOptions, {}>", union(names)),
        };
        let (name, input) = (call.name, call.input.name);
        self.line(&format!("  {name}(input{optional}: {input}{options}): HttpRequest;"));
    }

    fn reader(&mut self, call: &Call) {
        let data = call.answer.as_ref().map_or("Record<string, never>", |answer| answer.name);
        self.line(&format!("  /** Reads the answer to `{}`. */", call.name));
        self.line(&format!("  read{}(response: HttpResponse): Outcome<{data}>;", capitalised(call.name)));
    }

    fn interface(&mut self, declared: &Type, direction: Direction) {
        if !self.names.insert(declared.name) {
            return;
        }
        for members in declared.fields.iter().filter_map(|field| field.members.as_ref()) {
            self.interface(members, direction);
        }
        self.doc(&declared.doc, "", "");
        self.line(&format!("export interface {} {{", declared.name));
        for field in &declared.fields {
            self.member(field, direction);
        }
        if declared.name.ends_with("Input") {
            self.line("  /** Fields that the gateway added later; passed through unsigned and unchecked. */");
            self.line("  extra?: Record<string, unknown>;");
        }
        self.line("}\n");
    }

    fn member(&mut self, field: &FieldData, direction: Direction) {
        // A union of literals says its rule itself.
        let rule = if field.ts.contains('"') { "" } else { field.rule };
        self.doc(&field.doc, rule, "  ");
        let optional = if field.required { "" } else { "?" };
        let element = field.ts;
        let kind = match (field.list, direction) {
            (false, _) => element.to_owned(),
            (true, Direction::In) => format!("ReadonlyArray<{element}>"),
            (true, Direction::Out) => format!("Array<{element}>"),
        };
        self.line(&format!("  {}{optional}: {kind};", property(field.name)));
    }

    fn doc(&mut self, doc: &str, rule: &str, indent: &str) {
        let mut doc = doc.replace("*/", "*\\/");
        if !rule.is_empty() {
            let _ = write!(doc, "\n\nRule: {rule}.");
        }
        let lines: Vec<&str> = doc.lines().collect();
        match lines.as_slice() {
            [] => {}
            [one] => self.line(&format!("{indent}/** {one} */")),
            many => {
                self.line(&format!("{indent}/**"));
                for line in many {
                    self.line(format!("{indent} * {line}").trim_end());
                }
                self.line(&format!("{indent} */"));
            }
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// Whether users write a type or read it.
#[derive(Clone, Copy)]
enum Direction {
    In,
    Out,
}

/// What every gateway class has, typed by the inputs of its own signed operations.
const GENERIC_METHODS: &str = "  /** The signature of an operation's request. */
  signature<K extends keyof $Inputs>(operation: K, input: $Inputs[K], options?: CallOptions): string;
  /** What is signed, part by part, with secrets masked. */
  explain<K extends keyof $Inputs>(operation: K, input: $Inputs[K], options?: CallOptions): Explanation;
";

fn union(names: &[&str]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" | ")
}

/// A property name, quoted where TypeScript needs it.
fn property(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$');
    if plain { name.to_owned() } else { format!("{name:?}") }
}

fn capitalised(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + characters.as_str())
}
