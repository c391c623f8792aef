//! The TypeScript types: those written by hand in `pkg/src`, and what the core declares.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Result, bail};
use tawqee::signing::CAUSES;
use tawqee::{Call, Catalog, Class, FieldData, Type};

use crate::entries::{DIAGNOSE, ENTRIES, Entry, INDEX, PLAIN};
use crate::project;
use crate::step::{step, write};

mod doc;

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
        match PAYMENTS.iter().chain(&WEBHOOKS).find(|name| !self.names.contains(**name)) {
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
        self.text.push_str(&fs::read_to_string(project::at("pkg/src/diagnose.d.ts"))?);
        Ok(self.text)
    }

    fn class(&mut self, class: &Class) {
        self.interface(&class.options, Direction::In);
        for result in &class.results {
            self.interface(&without_doubt(class, result), Direction::Out);
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
        if signs(class) {
            self.signed_inputs(class);
        }
        self.option_names(class);

        self.doc(&class.options.doc, "", "");
        self.line(&format!("export declare class {name} {{"));
        self.line(&format!("  constructor(config: {});", class.options.name));
        self.line(&format!("  /** `{}`, as `describeError` takes it and errors tell it. */", class.gateway));
        self.line(&format!("  readonly name: \"{}\";", class.gateway));
        for call in &class.operations {
            self.builder(class, call);
            self.reader(call);
        }
        let mut methods = String::from(if signs(class) { SIGNING_METHODS } else { "" });
        methods.push_str(BUILD_MANY);
        if !takes_options(class) {
            methods = methods.replace(OPTIONS, "");
        }
        self.text.push_str(&methods.replace("$Class", name));
        self.line("}\n");
    }

    /// The inputs of `signature` and its kin.
    fn signed_inputs(&mut self, class: &Class) {
        let name = class.class;
        for event in &class.events {
            if let Some(input) = &event.input {
                self.interface(input, Direction::In);
            }
            if let Some(signed) = &event.signed {
                self.signed_fields(signed);
            }
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
    }

    /// The fields of an event for those who sign one: numbers fit too, and what is not signed goes with them.
    fn signed_fields(&mut self, signed: &Type) {
        self.doc(&format!("{} Other fields go with them unsigned.", signed.doc), "", "");
        self.line(&format!("export interface {} {{", signed.name));
        for field in &signed.fields {
            self.doc(&field.doc, "", "  ");
            let optional = if field.required { "" } else { "?" };
            let kind = if field.amount { "Amount" } else { "string | number" };
            self.line(&format!("  {}{optional}: {kind};", property(field.name)));
        }
        self.line("  [field: string]: unknown;");
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
        let endpoint = format!("`{} {}`{signed}\n\n{}", call.method, call.path, doc::source(call.source));
        self.doc(&format!("{}\n\n{endpoint}", call.input.doc), "", "  ");
        let optional = if call.input.fields.iter().any(|field| field.required) { "" } else { "?" };
        let name = call.name;
        let input = match call.variants.is_empty() {
            true => call.input.name.to_owned(),
            false => format!("Input & {0}Form<Input>", stem(call)),
        };
        let generic =
            if call.variants.is_empty() { String::new() } else { format!("<Input extends {}Fields>", stem(call)) };
        let options: Vec<_> = class.call_options.iter().chain(&call.options).copied().collect();
        let options = match options.as_slice() {
            [] => String::new(),
            names => format!(", options?: OptionsOf<{}>", union(names)),
        };
        self.line(&format!("  {name}{generic}(input{optional}: {input}{options}): HttpRequest;"));
    }

    fn reader(&mut self, call: &Call) {
        let data = call.answer.as_ref().map_or("Record<string, never>", |answer| answer.name);
        self.line(&format!("  /** Reads the answer to `{}`. */", call.name));
        self.line(&format!("  read{}(response: HttpResponse): Outcome<{data}>;", capitalised(call.name)));
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
        for variant in &call.variants {
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
        let name = declared.name;
        let vouched = match () {
            () if PAYMENTS.contains(&name) => " extends VerifiedPayment",
            () if WEBHOOKS.contains(&name) => " extends VerifiedWebhook",
            () => "",
        };
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

/// The results that `expectPayment` takes: what a gateway vouches for, with an amount.
const PAYMENTS: [&str; 8] = [
    "FawryNotification",
    "FawryNotificationV1",
    "FatoraVerifyPaymentData",
    "Pay3Order",
    "Pay3OrderData",
    "Pay3CryptoOrder",
    "Pay3CryptoOrderData",
    "UPaymentsPaymentStatusData",
];

/// What is verified and names no amount.
const WEBHOOKS: [&str; 2] = ["Pay3Webhook", "UPaymentsNotification"];

/// The types that name a cause by its id.
const CAUSE_TYPES: [&str; 2] = ["DiagnosedCause", "CauseAlternative"];

/// What a class has that signs anything, typed by its own operations.
const SIGNING_METHODS: &str = "\
  /** The signature alone. */
  signature<K extends keyof $ClassSignedInputs>(operation: K, input: $ClassSignedInputs[K], ...options: OptionArgument<$ClassOptionNames[K]>): string;
  /** How the signature comes about: every part named, placed, and masked where it is secret. */
  explain<K extends keyof $ClassSignedInputs>(operation: K, input: $ClassSignedInputs[K], ...options: OptionArgument<$ClassOptionNames[K]>): Explanation;
  /** The signature of each input, in one crossing; an invalid one throws with its `index`. */
  signMany<K extends keyof $ClassSignedInputs>(operation: K, inputs: ReadonlyArray<$ClassSignedInputs[K]>, ...options: OptionArgument<$ClassOptionNames[K]>): string[];
";

/// What every class has, typed by its own operations.
const BUILD_MANY: &str = "\
  /** The request of each input, in one crossing; an invalid one throws with its `index`. */
  buildMany<K extends keyof $ClassInputs>(operation: K, inputs: ReadonlyArray<$ClassInputs[K]>, ...options: OptionArgument<$ClassOptionNames[K]>): HttpRequest[];
";

/// The last argument of these methods, which goes where no call of a class understands any option.
const OPTIONS: &str = ", ...options: OptionArgument<$ClassOptionNames[K]>";

/// What every class of the entry with the diagnosis has more that signs anything.
const DIAGNOSE_METHOD: &str = "\
  /** Which mistakes explain an observed signature: alone, and in pairs. */
  diagnose<K extends keyof $ClassSignedInputs>(operation: K, input: $ClassSignedInputs[K], observedSignature: string, options?: OptionsOf<$ClassOptionNames[K] | \"otherKeys\">): Diagnosis;
";

/// A verified event, whose signed fields were there.
fn without_doubt(class: &Class, result: &Type) -> Type {
    let is_result = |event: &str| result.name == format!("{}{}", class.class, capitalised(event));
    let event = class.events.iter().find(|event| is_result(event.name));
    let signed = event.and_then(|event| event.signed.as_ref());
    let was_there =
        |name: &str| signed.is_some_and(|it| it.fields.iter().any(|field| field.required && field.name == name));
    let fields = result.fields.iter().cloned();
    let fields = fields.map(|field| FieldData { required: field.required || was_there(field.name), ..field });
    Type { name: result.name, doc: result.doc.clone(), fields: fields.collect() }
}

/// What the names of the types of an input begin with.
fn stem(call: &Call) -> &'static str {
    call.input.name.trim_end_matches("Input")
}

fn signs(class: &Class) -> bool {
    !class.events.is_empty() || class.operations.iter().any(can_be_signed)
}

fn takes_options(class: &Class) -> bool {
    !class.call_options.is_empty() || class.operations.iter().any(|call| !call.options.is_empty())
}

/// Whether a call is signed, or can be when the caller gives the string to sign.
fn can_be_signed(call: &Call) -> bool {
    call.signed || call.options.contains(&"stringToSign")
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
