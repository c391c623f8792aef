//! The TypeScript types: those written by hand in `pkg/src`, and what the core declares.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use anyhow::Result;
use tawqee::{Call, Catalog, Class, FieldData, Type};

use crate::entries::{DIAGNOSE, ENTRIES, Entry, INDEX, PLAIN};
use crate::project;
use crate::step::{step, write};

/// Writes the types of every entry, once for each module format.
pub(crate) fn build(catalog: &Catalog) -> Result<()> {
    step("write the types", || {
        for (format, index) in [("d.ts", "./index.js"), ("d.cts", "./index.cjs")] {
            for entry in &ENTRIES {
                let types = match entry.name {
                    INDEX => Types::default().all(catalog)?,
                    DIAGNOSE => Types::default().diagnosis(catalog, index)?,
                    _ => of_gateway(entry, catalog, index),
                };
                write(&project::at("pkg/dist").join(format!("{}.{format}", entry.name)), types)?;
            }
            for name in PLAIN {
                let types = fs::read_to_string(project::at(&format!("pkg/src/{name}.d.ts")))?;
                // Written by hand beside `types.d.ts`, which begins the types of `tawqee`.
                let types = types.replace("./types.js", index);
                write(&project::at("pkg/dist").join(format!("{name}.{format}")), types)?;
            }
        }
        Ok(())
    })
}

/// The types of an entry with one gateway: what the whole package calls by the same names.
fn of_gateway(entry: &Entry, catalog: &Catalog, index: &str) -> String {
    let classes = catalog.classes.iter().filter(|class| entry.holds(class)).map(|class| class.class);
    let values = classes.chain(SHARED).collect::<Vec<_>>().join(", ");
    format!("export {{ {values} }} from \"{index}\";\nexport type * from \"{index}\";\n")
}

/// What every entry exports beside its gateways; see `pkg/src/common.js`.
const SHARED: [&str; 6] = ["TawqeeError", "canonicalAmount", "describeError", "expectPayment", "redact", "version"];

/// The generated text, and the names of the types already in it: operations share nested types.
#[derive(Default)]
struct Types {
    text: String,
    names: BTreeSet<&'static str>,
}

impl Types {
    /// The types written by hand, and after them what the core declares.
    fn all(mut self, catalog: &Catalog) -> Result<String> {
        self.text = fs::read_to_string(project::at("pkg/src/types.d.ts"))?;
        self.line("");
        self.interface(&catalog.options, Direction::In);
        for result in &catalog.results {
            self.interface(result, Direction::Out);
        }
        for class in &catalog.classes {
            self.class(class);
        }
        self.line("/** The names of the options that the calls of a gateway understand. */");
        self.line("export type OptionNames<G> =");
        for name in catalog.classes.iter().map(|class| class.class) {
            self.line(&format!("  G extends {name} ? {name}OptionNames[keyof {name}OptionNames] :"));
        }
        self.line("  never;");
        Ok(self.text)
    }

    /// What the entry with the diagnosis has more: a method in every class, and what it gives.
    fn diagnosis(mut self, catalog: &Catalog, index: &str) -> Result<String> {
        let classes = || catalog.classes.iter().map(|class| class.class);
        let mut imported: Vec<String> =
            ["Explanation", "HttpRequest", "OptionNames", "OptionsOf"].map(Into::into).into();
        imported.extend(classes().flat_map(|name| [format!("{name}SignedInputs"), format!("{name}OptionNames")]));
        let plain: Vec<_> = classes().map(|name| format!("{name} as Plain{name}")).collect();
        self.line(&format!("import {{ {} }} from \"{index}\";", plain.join(", ")));
        self.line(&format!("import type {{ {} }} from \"{index}\";\n", imported.join(", ")));
        self.line(&format!("export * from \"{index}\";\n"));
        // They are imported already.
        self.names.insert("Explanation");
        self.names.insert("ExplanationPart");
        for result in &catalog.diagnosis {
            self.interface(result, Direction::Out);
        }
        for name in classes() {
            self.line(&format!("/** `{name}` with a diagnosis. */"));
            self.line(&format!("export declare class {name} extends Plain{name} {{"));
            self.text.push_str(&DIAGNOSE_METHOD.replace("$Class", name));
            self.line("}\n");
        }
        self.text.push_str(&fs::read_to_string(project::at("pkg/src/diagnose.d.ts"))?);
        Ok(self.text)
    }

    fn class(&mut self, class: &Class) {
        self.interface(&class.options, Direction::In);
        for result in &class.results {
            self.interface(result, Direction::Out);
        }
        for call in &class.operations {
            self.input(call);
            if let Some(answer) = &call.answer {
                self.interface(answer, Direction::Out);
            }
        }

        let name = class.class;
        self.line(&format!("/** The operations of {name} and their inputs. */"));
        self.line(&format!("export interface {name}Inputs {{"));
        for call in &class.operations {
            self.line(&format!("  {}: {};", call.name, call.input.name));
        }
        self.line("}\n");
        for input in class.events.iter().filter_map(|event| event.input.as_ref()) {
            self.interface(input, Direction::In);
        }
        self.line(&format!("/** What {name} signs that is no request. */"));
        self.line(&format!("export interface {name}Events {{"));
        for event in &class.events {
            let input = event.input.as_ref().map_or("Record<string, unknown>", |input| input.name);
            self.doc(event.summary, "", "  ");
            self.line(&format!("  {}: {input};", event.name));
        }
        self.line("}\n");
        let signed: Vec<_> = class.operations.iter().filter(|call| can_be_signed(call)).map(|call| call.name).collect();
        let signed = union(&signed);
        self.line(&format!("/** What {name} signs: requests, and what is not a request. */"));
        self.line(&format!("export type {name}SignedInputs = Pick<{name}Inputs, {signed}> & {name}Events;\n"));

        self.option_names(class);

        self.doc(&class.options.doc, "", "");
        self.line(&format!("export declare class {name} {{"));
        self.line(&format!("  constructor(config: {});", class.options.name));
        for call in &class.operations {
            self.builder(class, call);
            self.reader(call);
        }
        self.text.push_str(&GENERIC_METHODS.replace("$Class", name));
        self.line("}\n");
    }

    /// Which options each call understands, so that the others do not compile.
    fn option_names(&mut self, class: &Class) {
        let name = class.class;
        self.line(&format!("/** The names of the options that each call of {name} understands. */"));
        self.line(&format!("export interface {name}OptionNames {{"));
        let none: &[&'static str] = &[];
        let operations = class.operations.iter().map(|call| (call.name, call.options.as_slice()));
        let events = class.events.iter().map(|event| (event.name, none));
        for (call, own) in operations.chain(events) {
            let names: Vec<_> = class.call_options.iter().chain(own).copied().collect();
            self.line(&format!("  {call}: {};", union(&names)));
        }
        self.line("}\n");
    }

    fn builder(&mut self, class: &Class, call: &Call) {
        let signed = call.unsigned.map(|reason| format!("\n\nNot signed: {reason}.")).unwrap_or_default();
        let endpoint = format!("`{} {}`{signed}\n\nSource: {}", call.method, call.path, call.source);
        self.doc(&format!("{}\n\n{endpoint}", call.input.doc), "", "  ");
        let optional = if call.input.fields.iter().any(|field| field.required) { "" } else { "?" };
        let (name, input) = (call.name, call.input.name);
        let options = match class.call_options.is_empty() && call.options.is_empty() {
            true => String::new(),
            false => format!(", options?: OptionsOf<{}OptionNames[\"{name}\"]>", class.class),
        };
        self.line(&format!("  {name}(input{optional}: {input}{options}): HttpRequest;"));
    }

    fn reader(&mut self, call: &Call) {
        let data = call.answer.as_ref().map_or("Record<string, never>", |answer| answer.name);
        self.line(&format!("  /** Reads the answer to `{}`. */", call.name));
        self.line(&format!("  read{}(response: HttpResponse): Outcome<{data}>;", capitalised(call.name)));
    }

    /// An input with several forms is a union, in which a field of one form cannot stand in another.
    fn input(&mut self, call: &Call) {
        if call.variants.is_empty() {
            return self.interface(&call.input, Direction::In);
        }
        let tag = call.variants.first().map_or("", |variant| variant.tag);
        let own: BTreeSet<_> =
            call.variants.iter().flat_map(|it| it.own.fields.iter().map(|field| field.name)).collect();
        let shared = |field: &&FieldData| field.name != tag && !own.contains(field.name);
        let base = format!("{}Base", call.input.name.trim_end_matches("Input"));

        for members in call.input.fields.iter().filter_map(|field| field.members.as_ref()) {
            self.interface(members, Direction::In);
        }
        self.line(&format!("/** What every form of `{}` has. */", call.input.name));
        self.line(&format!("export interface {base} {{"));
        call.input.fields.iter().filter(shared).for_each(|field| self.member(field, Direction::In));
        self.line(EXTRA);
        self.line("}\n");
        for variant in &call.variants {
            self.doc(&variant.own.doc, "", "");
            self.line(&format!("export interface {} extends {base} {{", variant.own.name));
            self.line(&format!("  {tag}: {};", union(variant.tag_values)));
            variant.own.fields.iter().for_each(|field| self.member(field, Direction::In));
            let has = |name: &str| variant.own.fields.iter().any(|field| field.name == name);
            for other in own.iter().filter(|name| !has(name)) {
                self.line(&format!("  {}?: never;", property(other)));
            }
            self.line("}\n");
        }
        self.doc(&call.input.doc, "", "");
        let names: Vec<_> = call.variants.iter().map(|variant| variant.own.name).collect();
        self.line(&format!("export type {} =\n  | {};\n", call.input.name, names.join("\n  | ")));
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
            self.line(EXTRA);
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

/// In every input.
const EXTRA: &str = "\
  /** Fields that the gateway added later; passed through after the known ones. */
  extra?: Record<string, unknown>;";

/// What every gateway class has, typed by its own operations.
const GENERIC_METHODS: &str = "\
  /** The signature alone. Throws `UNSUPPORTED` for what is not signed. */
  signature<K extends keyof $ClassSignedInputs>(operation: K, input: $ClassSignedInputs[K], options?: OptionsOf<$ClassOptionNames[K]>): string;
  /** How the signature comes about: every part named, placed, and masked where it is secret. */
  explain<K extends keyof $ClassSignedInputs>(operation: K, input: $ClassSignedInputs[K], options?: OptionsOf<$ClassOptionNames[K]>): Explanation;
  /** The signature of each input, in one crossing; an invalid one throws with its `index`. */
  signMany<K extends keyof $ClassSignedInputs>(operation: K, inputs: ReadonlyArray<$ClassSignedInputs[K]>, options?: OptionsOf<$ClassOptionNames[K]>): string[];
  /** The request of each input, in one crossing; an invalid one throws with its `index`. */
  buildMany<K extends keyof $ClassInputs>(operation: K, inputs: ReadonlyArray<$ClassInputs[K]>, options?: OptionsOf<$ClassOptionNames[K]>): HttpRequest[];
";

/// What every class of the entry with the diagnosis has more.
const DIAGNOSE_METHOD: &str = "\
  /** Which mistakes explain an observed signature: alone, and in pairs. */
  diagnose<K extends keyof $ClassSignedInputs>(operation: K, input: $ClassSignedInputs[K], observedSignature: string, options?: OptionsOf<$ClassOptionNames[K] | \"otherKeys\" | \"depth\">): Diagnosis;
";

/// Whether a call is signed, or can be when the caller gives the string to sign.
fn can_be_signed(call: &Call) -> bool {
    call.signed || call.options.contains(&"stringToSign")
}

fn union(names: &[&str]) -> String {
    if names.is_empty() {
        return "never".to_owned();
    }
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
