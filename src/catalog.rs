//! Every declaration as data, for what is generated from it: TypeScript types, the operation table, the
//! page's forms, the demo and the tests. Not part of the WebAssembly module.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::declare::{Input, Lenient, Shape, Slot, Variant};
use crate::operation::{Entry, Gateway, Operation, Sample, SignedEvent};

/// What an entry knows about its types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Described {
    pub(crate) input: Shape,
    pub(crate) variants: &'static [Variant],
    pub(crate) answer: Option<&'static Shape>,
    pub(crate) samples: &'static [Sample],
}

pub(crate) fn describe<O: Operation>() -> Described {
    Described { input: O::SHAPE, variants: O::VARIANTS, answer: O::Answer::KIND.shape, samples: O::SAMPLES }
}

/// Everything that is declared.
#[derive(Debug, Serialize)]
pub struct Catalog {
    /// The version of the crate.
    pub version: &'static str,
    /// The gateway classes.
    pub classes: Vec<Class>,
    /// The options of a call.
    pub options: Type,
    /// Results that do not belong to one operation.
    pub results: Vec<Type>,
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
    /// What is signed without being a request.
    pub events: Vec<EventData>,
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
    /// The input, when its fields are declared.
    pub input: Option<Type>,
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
#[derive(Debug, Serialize)]
pub struct Type {
    /// The TypeScript name.
    pub name: &'static str,
    /// The documentation.
    pub doc: String,
    /// The members in wire order.
    pub fields: Vec<FieldData>,
}

/// A member of an object type.
#[derive(Debug, Serialize)]
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
        classes: crate::gateways::classes(),
        options: type_of(&crate::operation::Options::SHAPE),
        results: vec![type_of(&crate::signing::Explanation::DECLARED)],
    }
}

pub(crate) fn class<G: Gateway>() -> Class {
    Class {
        class: G::CLASS,
        gateway: G::NAME,
        options: type_of(&G::CONFIG),
        config: raw(G::SAMPLE_CONFIG),
        call_options: G::OPTIONS.to_vec(),
        results: G::RESULTS.iter().map(|shape| type_of(shape)).collect(),
        events: G::EVENTS.iter().map(event).collect(),
        operations: G::entries().iter().map(operation).collect(),
    }
}

fn event(event: &SignedEvent) -> EventData {
    EventData {
        name: event.name,
        summary: event.summary,
        input: event.input.map(type_of),
        sample: SampleData { title: event.summary, input: raw(event.sample), options: raw(event.options) },
    }
}

fn operation<G>(entry: &Entry<G>) -> Call {
    let described = (entry.described)();
    let spec = entry.spec;
    let sample =
        |sample: &Sample| SampleData { title: sample.title, input: raw(sample.input), options: raw(sample.options) };
    Call {
        name: spec.name,
        method: spec.method.as_str(),
        path: spec.path,
        signed: spec.unsigned.is_none(),
        unsigned: spec.unsigned,
        options: spec.options.to_vec(),
        summary: summary(described.input.doc),
        source: spec.source,
        input: whole_input(&described),
        variants: described.variants.iter().map(variant).collect(),
        answer: described.answer.map(type_of),
        samples: described.samples.iter().map(sample).collect(),
    }
}

fn whole_input(described: &Described) -> Type {
    let mut input = type_of(&described.input);
    for slot in described.variants.iter().flat_map(|variant| variant.shape.slots) {
        if input.fields.iter().all(|known| known.name != slot.name) {
            input.fields.push(FieldData { required: false, ..field(slot) });
        }
    }
    input
}

fn variant(variant: &Variant) -> VariantData {
    let (tag, tag_values) = variant.tag;
    VariantData { own: type_of(variant.shape), tag, tag_values }
}

/// A sample's JSON on one line. The tests parse every sample, so the fallback is never seen.
fn raw(json: &str) -> Box<RawValue> {
    let compact = crate::value::Value::parse(json).map_or_else(|_| "null".to_owned(), |value| value.to_json());
    RawValue::from_string(compact).unwrap_or_default()
}

fn type_of(shape: &Shape) -> Type {
    Type { name: shape.name, doc: tidy(shape.doc), fields: shape.slots.iter().map(field).collect() }
}

fn field(slot: &Slot) -> FieldData {
    FieldData {
        name: slot.name,
        doc: tidy(slot.doc),
        required: slot.required,
        ts: slot.kind.ts,
        list: slot.kind.list,
        rule: slot.kind.rule,
        secret: slot.kind.secret,
        amount: slot.kind.amount,
        members: slot.kind.shape.map(type_of),
    }
}

/// Documentation without the space that follows `///`.
fn tidy(doc: &str) -> String {
    doc.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn summary(doc: &str) -> String {
    let paragraph = tidy(doc).split("\n\n").next().unwrap_or_default().replace('\n', " ");
    paragraph.split_inclusive(". ").next().unwrap_or_default().trim().to_owned()
}
