//! Every declaration as data, for what is generated from it: TypeScript types, the operation table, the
//! page's forms, the demo and the tests. Not part of the WebAssembly module.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::table;

mod about;

pub use about::{CallData, LiveData, MethodData, PastedData, SaidData, TakenData, UnifiedData};

/// Everything that is declared.
#[derive(Debug, Serialize)]
pub struct Catalog {
    /// The version of the crate.
    pub version: &'static str,
    /// The gateway classes.
    pub classes: Vec<Class>,
    /// The options of a call.
    pub options: Type,
    /// The headers that hold a secret.
    #[serde(rename = "secretHeaders")]
    pub secret_headers: &'static [&'static str],
    /// Results that do not belong to one operation.
    pub results: Vec<Type>,
    /// What a diagnosis gives.
    #[cfg(feature = "diagnose")]
    pub diagnosis: Vec<Type>,
}

/// A gateway class.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Class {
    /// `Fawry`.
    pub class: &'static str,
    /// `fawry`.
    pub gateway: &'static str,
    /// The constructor's options.
    pub options: Type,
    /// A sample configuration.
    pub config: Box<RawValue>,
    /// The options that every call understands.
    pub call_options: Vec<&'static str>,
    /// The types of verified events.
    pub results: Vec<Type>,
    /// The names of the results that `expectPayment` takes.
    #[serde(skip)]
    pub payments: Vec<&'static str>,
    /// The settings that an instance lets its caller replace.
    #[serde(skip)]
    pub tokens: Vec<&'static str>,
    /// The settings that signatures are made with.
    pub signs_with: Vec<&'static str>,
    /// The settings that stand for the merchant.
    #[serde(skip)]
    pub merchant: Vec<&'static str>,
    /// What is signed without being a request.
    pub events: Vec<EventData>,
    /// The methods that verify, read and sign what is no request.
    pub methods: Vec<MethodData>,
    /// How the class and its account show in what somebody pastes.
    pub pasted: PastedData,
    /// Its row in `tawqee/unified`.
    #[serde(skip)]
    pub unified: Option<UnifiedData>,
    /// What `tawqee live` asks.
    #[serde(skip)]
    pub live: Option<LiveData>,
    /// The operations.
    pub operations: Vec<Call>,
}

/// An operation.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// `refund`.
    pub name: &'static str,
    /// `POST`.
    pub method: &'static str,
    /// `/ECommerceWeb/Fawry/payments/refund`.
    pub path: &'static str,
    /// Whether it can carry a signature.
    pub signed: bool,
    /// Why it carries none.
    pub unsigned: Option<&'static str>,
    /// The paths of the signed fields, without those that a form adds; `*` when the whole request is signed.
    pub signs: Vec<String>,
    /// The options of the call that it understands.
    pub options: Vec<&'static str>,
    /// The first sentence of its documentation.
    pub summary: String,
    /// Where it is documented.
    pub source: &'static str,
    /// The input: every field that any of its forms has.
    pub input: Type,
    /// The forms, when there are several. A field of `input` that no form names belongs to all of them.
    pub variants: Vec<VariantData>,
    /// The data of an accepted answer.
    pub answer: Option<Type>,
    /// Sample inputs.
    pub samples: Vec<SampleData>,
}

/// Something signed that is no request.
#[derive(Debug, Serialize)]
pub struct EventData {
    /// `notification`.
    pub name: &'static str,
    /// What it is.
    pub summary: &'static str,
    /// The paths of the signed fields.
    pub signs: Vec<String>,
    /// The input, when its fields are declared.
    pub input: Option<Type>,
    /// The signed fields of what arrives, where they are fields.
    pub signed: Option<Type>,
    /// A sample input.
    pub sample: SampleData,
}

/// One of the forms of an input.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VariantData {
    /// The fields that the form adds.
    #[serde(flatten)]
    pub own: Type,
    /// The field that tells the forms apart.
    pub tag: &'static str,
    /// The values that it has in this form.
    pub tag_values: &'static [&'static str],
    /// The paths of the signed fields that the form adds.
    pub signs: Vec<String>,
}

/// A sample input.
#[derive(Debug, Serialize)]
pub struct SampleData {
    /// What it shows.
    pub title: &'static str,
    /// The input.
    pub input: Box<RawValue>,
    /// The options of the call.
    pub options: Box<RawValue>,
}

/// An object type.
#[derive(Debug, Clone, Serialize)]
pub struct Type {
    /// The TypeScript name.
    pub name: &'static str,
    /// The documentation.
    pub doc: String,
    /// The members in wire order.
    pub fields: Vec<FieldData>,
}

/// A member of an object type.
#[derive(Debug, Clone, Serialize)]
pub struct FieldData {
    /// The wire name.
    pub name: &'static str,
    /// The documentation.
    pub doc: String,
    /// Whether it is always there.
    pub required: bool,
    /// The TypeScript type of the element.
    pub ts: &'static str,
    /// Whether it is a list of them.
    pub list: bool,
    /// The rule in a few words.
    pub rule: &'static str,
    /// Whether it is masked wherever a person looks.
    pub secret: bool,
    /// Whether it is an amount.
    pub amount: bool,
    /// The members, when it is an object.
    pub members: Option<Type>,
}

/// Everything that is declared, as data.
///
/// # Panics
/// Never on a build whose tests passed: they parse every sample.
#[must_use]
pub fn catalog() -> Catalog {
    Catalog {
        version: env!("CARGO_PKG_VERSION"),
        classes: crate::gateways::all().map(class).collect(),
        options: shape_type(crate::options::OPTIONS),
        secret_headers: crate::request::SECRET_HEADERS,
        results: vec![answer_type(crate::signing::Explanation::SHAPE)],
        #[cfg(feature = "diagnose")]
        diagnosis: vec![
            answer_type(crate::signing::Diagnosis::SHAPE),
            answer_type(crate::signing::RequestDiagnosis::SHAPE),
        ],
    }
}

/// A class as data.
fn class(class: &'static table::Class) -> Class {
    let names = |keys: &[table::Key]| {
        let fields = crate::options::OPTIONS.fields;
        keys.iter().filter_map(|key| fields.get(key.index())).map(|field| field.name).collect::<Vec<_>>()
    };
    let event = |event: &table::Event| EventData {
        name: event.name,
        summary: event.summary,
        signs: table::signed_paths(event.recipe.parts, event.input),
        input: event.declared.then(|| shape_type(event.input)),
        signed: (!event.declared && !event.input.fields.is_empty()).then(|| shape_type(event.input)),
        sample: SampleData { title: event.summary, input: raw(event.sample), options: raw(event.sample_options) },
    };
    let sample = |sample: &table::Sample| SampleData {
        title: sample.title,
        input: raw(sample.input),
        options: raw(sample.options),
    };
    let operation = |operation: &&'static table::Operation| Call {
        name: operation.name,
        method: operation.method.as_str(),
        path: operation.path,
        signed: operation.unsigned.is_none(),
        unsigned: operation.unsigned,
        signs: match operation.recipe {
            Some(recipe) => table::signed_paths(recipe.parts, operation.input),
            None if class.recipe.is_some() => vec!["*".to_owned()],
            None => Vec::new(),
        },
        options: names(operation.options),
        summary: summary(operation.input.doc),
        source: operation.source,
        input: shape_type(operation.input),
        variants: operation.forms.iter().map(|form| form_type(operation.input, form)).collect(),
        answer: (!operation.answer.is_whole()).then(|| answer_type(operation.answer)),
        samples: operation.samples.iter().map(sample).collect(),
    };
    Class {
        class: class.name,
        gateway: class.gateway,
        options: shape_type(class.config),
        config: raw(class.sample_config),
        call_options: names(class.options),
        results: class.methods.iter().filter_map(about::result).map(answer_type).collect(),
        payments: class.payments.iter().map(|shape| shape.name).collect(),
        tokens: class.tokens.iter().map(|key| class.config.name_of(*key)).collect(),
        signs_with: about::signs_with(class),
        merchant: about::merchant(class),
        events: class.events.iter().map(event).collect(),
        methods: class.methods.iter().map(|method| about::method(class, method)).collect(),
        pasted: about::pasted(class),
        unified: about::unified(class),
        live: about::live(class),
        operations: class.operations.iter().map(operation).collect(),
    }
}

fn shape_type(shape: &table::Shape) -> Type {
    Type { name: shape.name, doc: tidy(shape.doc), fields: shape.fields.iter().map(input_field).collect() }
}

fn input_field(field: &table::Field) -> FieldData {
    FieldData {
        name: field.name,
        doc: tidy(field.doc),
        required: !field.may_be_absent(),
        ts: field.kind.ts,
        list: matches!(field.kind.rule, table::Rule::List(_)),
        rule: field.kind.words,
        secret: field.kind.secret,
        amount: field.kind.amount,
        members: field.kind.shape().map(shape_type),
    }
}

/// One of the forms of an input: its own fields, as it has them.
fn form_type(input: &'static table::Shape, form: &table::Form) -> VariantData {
    let field = |own: &table::FormField| {
        let whole = input_field(input.fields.get(own.key.index())?);
        let ts = if own.ts.is_empty() { whole.ts } else { own.ts };
        let doc = if own.doc.is_empty() { whole.doc.clone() } else { tidy(own.doc) };
        Some(FieldData { required: own.required, ts, doc, ..whole })
    };
    VariantData {
        own: Type { name: form.name, doc: tidy(form.doc), fields: form.fields.iter().filter_map(field).collect() },
        tag: input.fields.get(form.tag.index()).map_or("", |tag| tag.name),
        tag_values: form.tags,
        signs: table::signed_paths(form.signs, input),
    }
}

fn answer_type(shape: &table::AnswerShape) -> Type {
    let field = |field: &table::AnswerField| FieldData {
        name: field.name,
        doc: tidy(field.doc),
        required: field.always,
        ts: field.ts,
        list: matches!(field.reading, table::Reading::Objects(_) | table::Reading::Texts | table::Reading::Jsons),
        rule: field.words,
        secret: false,
        amount: matches!(field.reading, table::Reading::Amount | table::Reading::Pounds),
        members: match field.reading {
            table::Reading::Object(shape) | table::Reading::Objects(shape) => Some(answer_type(shape)),
            _ => None,
        },
    };
    Type { name: shape.name, doc: tidy(shape.doc), fields: shape.fields.iter().map(field).collect() }
}

/// A sample's JSON on one line. The tests parse every sample, so the fallback is never seen.
fn raw(json: &str) -> Box<RawValue> {
    let compact = crate::value::Value::parse(json).map_or_else(|_| "null".to_owned(), |value| value.to_json());
    RawValue::from_string(compact).unwrap_or_default()
}

/// Documentation without the space that follows `///`.
fn tidy(doc: &str) -> String {
    doc.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn summary(doc: &str) -> String {
    let paragraph = tidy(doc).split("\n\n").next().unwrap_or_default().replace('\n', " ");
    paragraph.split_inclusive(". ").next().unwrap_or_default().trim().to_owned()
}
