//! The types of a gateway class: its operations, what it signs, and its methods.

use tawqee::{Call, Class, FieldData, Type};

use super::{Direction, Types, capitalised, doc, property, stem, union};

impl Types {
    pub(super) fn class(&mut self, class: &Class) {
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
}

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

/// Whether a class signs anything.
pub(super) fn signs(class: &Class) -> bool {
    !class.events.is_empty() || class.operations.iter().any(can_be_signed)
}

fn takes_options(class: &Class) -> bool {
    !class.call_options.is_empty() || class.operations.iter().any(|call| !call.options.is_empty())
}

/// Whether a call is signed, or can be when the caller gives the string to sign.
fn can_be_signed(call: &Call) -> bool {
    call.signed || call.options.contains(&"stringToSign")
}
