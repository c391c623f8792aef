//! The TypeScript types: those written by hand in `pkg/src`, and what the core declares.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Result, bail};
use tawqee::signing::CAUSES;
use tawqee::{Call, Catalog, FieldData, Type, UnifiedData};

use crate::entries::{DIAGNOSE, ENTRIES, Entry, INDEX, PLAIN, UNIFIED, gateways};
use crate::project;
use crate::step::{step, write};
use crate::types::class::signs;

mod class;
mod doc;
mod methods;

/// Writes the types of every entry, once for each module format.
pub(crate) fn build(catalog: &Catalog) -> Result<()> {
    step("write the types", || {
        for (format, index) in [("d.ts", "./index.js"), ("d.cts", "./index.cjs")] {
            for entry in ENTRIES.iter() {
                let types = match entry.name {
                    INDEX => Types::default().all(catalog)?,
                    DIAGNOSE => Types::default().diagnosis(catalog, index)?,
                    _ => of_gateway(entry, catalog, index),
                };
                write(&project::at("pkg/dist").join(format!("{}.{format}", entry.name)), doc::with_addresses(&types))?;
            }
            for name in PLAIN {
                let types = fs::read_to_string(project::at(&format!("pkg/src/{name}.d.ts")))?;
                // Written by hand beside `types.d.ts`, which begins the types of `tawqee`.
                let types = types.replace("./types.js", index);
                let types = match name {
                    UNIFIED => unified(&types, catalog),
                    _ => types,
                };
                write(&project::at("pkg/dist").join(format!("{name}.{format}")), doc::with_addresses(&types))?;
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
    /// What the types of verified results extend.
    vouched: BTreeMap<&'static str, &'static str>,
}

impl Types {
    /// The types written by hand, and after them what the core declares.
    fn all(mut self, catalog: &Catalog) -> Result<String> {
        let types = fs::read_to_string(project::at("pkg/src/types.d.ts"))?;
        self.text =
            types.replace("$GatewayName", &union(&gateways())).replace("// $gateways\n", &gateway_types(catalog)?);
        self.vouched = vouched(catalog);
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
        match self.vouched.keys().find(|name| !self.names.contains(**name)) {
            Some(name) => bail!("no type {name}"),
            None => Ok(self.text),
        }
    }

    /// What the entry with the diagnosis has more: a method in every class, and what it gives.
    fn diagnosis(mut self, catalog: &Catalog, index: &str) -> Result<String> {
        let classes = || catalog.classes.iter().map(|class| class.class);
        let mut imported: Vec<String> =
            ["Explanation", "HttpRequest", "OptionNames", "OptionsOf"].map(Into::into).into();
        let signing = || catalog.classes.iter().filter(|class| signs(class)).map(|class| class.class);
        imported.extend(signing().flat_map(|name| [format!("{name}SignedInputs"), format!("{name}OptionNames")]));
        let plain: Vec<_> = classes().map(|name| format!("{name} as Plain{name}")).collect();
        self.line(&format!("import {{ {} }} from \"{index}\";", plain.join(", ")));
        self.line(&format!("import type {{ {} }} from \"{index}\";\n", imported.join(", ")));
        self.line(&format!("export * from \"{index}\";\n"));
        // They are imported already.
        self.names.insert("Explanation");
        self.names.insert("ExplanationPart");
        self.line("/** The stable id of a cause; a new version may bring more. */");
        let ids: Vec<_> = CAUSES.iter().map(|cause| cause.id).collect();
        self.line(&format!("export type CauseId =\n  | {};\n", quoted(&ids).join("\n  | ")));
        for result in &catalog.diagnosis {
            self.interface(result, Direction::Out);
        }
        for class in &catalog.classes {
            let name = class.class;
            let what = if signs(class) { "with a diagnosis" } else { "for `diagnoseRequest`: it signs nothing" };
            self.line(&format!("/** `{name}` {what}. */"));
            self.line(&format!("export declare class {name} extends Plain{name} {{"));
            if signs(class) {
                self.text.push_str(&DIAGNOSE_METHOD.replace("$Class", name));
            }
            self.line("}\n");
        }
        let own = fs::read_to_string(project::at("pkg/src/diagnose.d.ts"))?;
        self.text.push_str(&own.replace("$Classes", &classes().collect::<Vec<_>>().join(" | ")));
        Ok(self.text)
    }

    /// An input with several forms is a union. The builder takes the form that `types.d.ts` finds by the fields that
    /// are there, since of a union the compiler names any member that does not fit.
    fn input(&mut self, call: &Call) {
        if call.variants.is_empty() {
            return self.interface(&call.input, Direction::In);
        }
        let tag = call.variants.first().map_or("", |variant| variant.tag);
        let own: BTreeSet<_> =
            call.variants.iter().flat_map(|it| it.own.fields.iter().map(|field| field.name)).collect();
        let shared = |field: &&FieldData| field.name != tag && !own.contains(field.name);
        let base = format!("{}Base", stem(call));

        for members in call.input.fields.iter().filter_map(|field| field.members.as_ref()) {
            self.interface(members, Direction::In);
        }
        self.line(&format!("/** What every form of `{}` has. */", call.input.name));
        self.line(&format!("export interface {base} {{"));
        call.input.fields.iter().filter(shared).for_each(|field| self.member("", field, Direction::In));
        self.line(EXTRA);
        self.line("}\n");
        // Of forms that fit equally well the compiler names the last one, so the plainest one has to be that.
        for variant in call.variants.iter().rev() {
            self.doc(&variant.own.doc, "", "");
            self.line(&format!("export interface {} extends {base} {{", variant.own.name));
            self.line(&format!("  {tag}: {};", union(variant.tag_values)));
            variant.own.fields.iter().for_each(|field| self.member("", field, Direction::In));
            self.line("}\n");
        }
        let tags: BTreeSet<_> = call.variants.iter().flat_map(|variant| variant.tag_values).copied().collect();
        let tags: Vec<_> = tags.into_iter().collect();
        self.line(&format!(
            "/** Every field of any form of `{}`; the builder finds out which form is meant. */",
            call.input.name
        ));
        self.line(&format!("export interface {}Fields {{", stem(call)));
        for field in &call.input.fields {
            let field = FieldData { required: false, ..field.clone() };
            match field.name == tag {
                true => {
                    self.doc(&field.doc, "", "  ");
                    self.line(&format!("  {tag}?: {};", union(&tags)));
                }
                false => self.member("", &field, Direction::In),
            }
        }
        self.line(EXTRA);
        self.line("}\n");
        self.doc(&call.input.doc, "", "");
        let names: Vec<_> = call.variants.iter().rev().map(|variant| variant.own.name).collect();
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
        let name = declared.name;
        let vouched = self.vouched.get(name).map_or_else(String::new, |mark| format!(" extends {mark}"));
        self.line(&format!("export interface {name}{vouched} {{"));
        for field in &declared.fields {
            self.member(name, field, direction);
        }
        if declared.name.ends_with("Input") {
            self.line(EXTRA);
        }
        self.line("}\n");
    }

    fn member(&mut self, owner: &str, field: &FieldData, direction: Direction) {
        self.doc(&field.doc, doc::rule(field), "  ");
        let optional = if field.required { "" } else { "?" };
        let element = if field.name == "id" && CAUSE_TYPES.contains(&owner) { "CauseId" } else { field.ts };
        let kind = match (field.list, direction) {
            (false, _) => element.to_owned(),
            (true, Direction::In) => format!("ReadonlyArray<{element}>"),
            (true, Direction::Out) => format!("Array<{element}>"),
        };
        self.line(&format!("  {}{optional}: {kind};", property(field.name)));
    }

    fn doc(&mut self, doc: &str, rule: &str, indent: &str) {
        let doc = doc::with_rule(doc, rule).replace("*/", "*\\/");
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

/// The types of `tawqee/unified`, with the classes that it takes.
fn unified(types: &str, catalog: &Catalog) -> String {
    let calls = || catalog.classes.iter().filter_map(|class| Some((class.class, class.unified.as_ref()?)));
    let classes: Vec<_> = calls().map(|(class, _)| class).collect();
    let gateway = |(class, unified): (&str, &UnifiedData)| {
        let operations = [unified.refund.operation, unified.status.operation];
        let members = operations.map(|name| format!("\"{name}\" | \"read{}\"", capitalised(name)));
        format!("Pick<{class}, \"name\" | {}>", members.join(" | "))
    };
    let gateways: Vec<_> = calls().map(gateway).collect();
    types.replace("$UnifiedClasses", &classes.join(", ")).replace("$UnifiedGateways", &gateways.join("\n  | "))
}

/// The types of each gateway that are written by hand, where it has some, and the methods of its classes for events.
fn gateway_types(catalog: &Catalog) -> Result<String> {
    let mut types = Types::default();
    for gateway in gateways() {
        let path = project::at(&format!("pkg/src/gateways/{gateway}.d.ts"));
        if path.exists() {
            types.line(&fs::read_to_string(path)?);
        }
        catalog.classes.iter().filter(|class| class.gateway == gateway).for_each(|class| types.methods(class));
    }
    Ok(format!("{}\n", types.text.trim_end()))
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

/// The marks of what a gateway vouches for: results with an amount, and verified events without one.
fn vouched(catalog: &Catalog) -> BTreeMap<&'static str, &'static str> {
    let payments = catalog.classes.iter().flat_map(|class| &class.payments);
    let events = catalog.classes.iter().filter(|class| !class.events.is_empty()).flat_map(|class| &class.results);
    // A return that nobody may act on has no key, or not always.
    let is_sure = |result: &&Type| result.fields.iter().any(|field| field.name == "dedupeKey" && field.required);
    let webhooks = events.filter(is_sure).map(|result| (result.name, "VerifiedWebhook"));
    webhooks.chain(payments.map(|name| (*name, "VerifiedPayment"))).collect()
}

/// The types that name a cause by its id.
const CAUSE_TYPES: [&str; 2] = ["DiagnosedCause", "CauseAlternative"];

/// What every class of the entry with the diagnosis has more that signs anything.
const DIAGNOSE_METHOD: &str = "\
  /** Which mistakes explain an observed signature: alone, and in pairs. */
  diagnose<K extends keyof $ClassSignedInputs>(operation: K, input: $ClassSignedInputs[K], observedSignature: string, options?: OptionsOf<$ClassOptionNames[K] | \"otherKeys\" | \"depth\">): Diagnosis;
";

/// What the names of the types of an input begin with.
fn stem(call: &Call) -> &'static str {
    call.input.name.trim_end_matches("Input")
}

fn quoted(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("\"{name}\"")).collect()
}

fn union(names: &[&str]) -> String {
    if names.is_empty() {
        return "never".to_owned();
    }
    quoted(names).join(" | ")
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
