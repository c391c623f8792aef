//! Calls as they cross from JavaScript: everything that a call takes in one document, everything that it gives in
//! another. Nothing is converted on the way in, and each text is written once on the way out.

use std::sync::OnceLock;

use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::characters::Odd;
#[cfg(feature = "diagnose")]
use crate::engine::Configured;
use crate::engine::{Account, Arena, Arrived};
use crate::error::{Error, Result};
use crate::expect::expect_payment;
use crate::gateways;
use crate::options::OPTIONS;
use crate::request::redact_value;
use crate::table::{AnswerShape, Class, Gives, Reading, Shape};
use crate::value::Value;

pub use crate::document::{Document, DocumentBuf, Item, Names, Token, TokenKind};

/// What to do. The numbers are those of the JavaScript face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Function {
    /// Checks a configuration: `[config]`.
    Configure = 0,
    /// Builds a request: `[config, operation, input, options]`.
    Build = 1,
    /// Builds a request for each input: `[config, operation, [input, …], options, index of the first]`.
    BuildMany = 2,
    /// The signature of an input: as `Build`.
    Signature = 3,
    /// The signature of each input: as `BuildMany`.
    SignMany = 4,
    /// Reads an answer: `[config, operation, status, body]`.
    Read = 5,
    /// Verifies, reads or signs an event: `[config, call, details]`, and the body beside them.
    Event = 6,
    /// How a signature comes about: as `Build`.
    Explain = 7,
    /// `Signature` of an input as JSON text, whose numbers JavaScript's own parser would round.
    SignatureOfJson = 8,
    /// `Explain` of an input as JSON text.
    ExplainOfJson = 9,
    /// JSON text as strictly, where no number matters: `[null, json]`.
    ParseJson = 10,
    /// The canonical text of an amount: `[null, currency, amount]`.
    CanonicalAmount = 11,
    /// Whether a verified result is what the merchant expects: `[null, null, result, expected]`.
    ExpectPayment = 12,
    /// What is known about an error code; null when nothing is: `[null, gateway, code]`.
    DescribeError = 13,
    /// A copy of a request that is safe to log: `[null, null, request]`.
    Redact = 14,
    /// The version of the library, and the [`names`], one on each line: `[]`.
    Start = 15,
    /// `Build` of an input as JSON text.
    BuildOfJson = 16,
}

impl Function {
    /// The function of a number.
    #[must_use]
    pub const fn of(number: u32) -> Option<Self> {
        Some(match number {
            0 => Self::Configure,
            1 => Self::Build,
            2 => Self::BuildMany,
            3 => Self::Signature,
            4 => Self::SignMany,
            5 => Self::Read,
            6 => Self::Event,
            7 => Self::Explain,
            8 => Self::SignatureOfJson,
            9 => Self::ExplainOfJson,
            10 => Self::ParseJson,
            11 => Self::CanonicalAmount,
            12 => Self::ExpectPayment,
            13 => Self::DescribeError,
            14 => Self::Redact,
            15 => Self::Start,
            16 => Self::BuildOfJson,
            _ => return None,
        })
    }
}

/// What is asked about a refused signature. The numbers are those of the JavaScript face.
#[cfg(feature = "diagnose")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Question {
    /// Why a signature is refused: `[config, operation, input, options, observed]`.
    Signature = 0,
    /// The same of an input as JSON text.
    SignatureOfJson = 1,
    /// The same, from what was sent: `[config, pasted, options]`.
    Request = 2,
}

#[cfg(feature = "diagnose")]
impl Question {
    /// The question of a number.
    #[must_use]
    pub const fn of(number: u32) -> Option<Self> {
        Some(match number {
            0 => Self::Signature,
            1 => Self::SignatureOfJson,
            2 => Self::Request,
            _ => return None,
        })
    }
}

/// Carries out a call of a class, by its place in the list of classes, and writes what it gives, or its error. `body`
/// is the body of an event. Says whether it went well.
pub fn call(function: Function, class: usize, given: Document<'_>, body: &[u8], out: &mut DocumentBuf) -> bool {
    out.clear();
    match carry_out(function, class, given, body, out) {
        Ok(()) => true,
        Err(error) => {
            out.clear();
            error.write_to(out);
            false
        }
    }
}

fn carry_out(function: Function, class: usize, given: Document<'_>, body: &[u8], out: &mut DocumentBuf) -> Result<()> {
    let mut arguments = given.root().elements();
    let mut next = || arguments.next().unwrap_or(Item::NULL);
    let (config, name, third, fourth) = (next(), next().as_str().unwrap_or_default(), next(), next());
    let value = |item: Item<'_>| Zeroizing::new(item.to_value());
    match function {
        Function::ParseJson => out.push_item(json(name)?.root()),
        Function::CanonicalAmount => out.push_text(&Amount::from_item(third)?.in_currency(name)?),
        Function::ExpectPayment => out.push_value(&expect_payment(&value(third), &value(fourth))?),
        Function::DescribeError => {
            let described = gateways::describe_error(name, third.as_str().unwrap_or_default());
            out.push_value(&described.unwrap_or_default());
        }
        Function::Redact => out.push_value(&redact_value(&value(third))),
        Function::Start => {
            let list = out.open_list();
            out.push_text(env!("CARGO_PKG_VERSION"));
            out.push_text(&names().list().join("\n"));
            out.close(list, 2);
        }
        _ => {
            let class = known_class(class)?;
            // A configuration is checked when the instance is made; later calls bring the same one.
            let account = match function {
                Function::Configure => Account::new(class, config)?,
                _ => Account::reopen(class, config),
            };
            // Where a part of a batch starts in the whole.
            let first = next().as_number().and_then(|text| text.parse().ok()).unwrap_or_default();
            let call = ClassCall { account: &account, name, third, fourth, first, body };
            call.carry_out(function, out)?;
        }
    }
    Ok(())
}

/// What a call of a class takes beside its configuration.
struct ClassCall<'c, 'a> {
    account: &'c Account<'a>,
    /// The operation, or what is done with an event.
    name: &'a str,
    third: Item<'a>,
    fourth: Item<'a>,
    first: usize,
    body: &'a [u8],
}

impl ClassCall<'_, '_> {
    fn carry_out(&self, function: Function, out: &mut DocumentBuf) -> Result<()> {
        let Self { account, name, third, fourth, first, body } = *self;
        match function {
            Function::Build => account.build(name, third, fourth)?.write_to(out),
            Function::Signature => out.push_text(&account.signature(name, third, fourth)?),
            Function::BuildMany => {
                account.known_operation(name)?;
                for_each(out, third, first, |input, out| {
                    account.build(name, input, fourth)?.write_to(out);
                    Ok(())
                })?;
            }
            Function::SignMany => for_each(out, third, first, |input, out| {
                out.push_text(&account.signature(name, input, fourth)?);
                Ok(())
            })?,
            Function::Read => {
                let operation = account.known_operation(name)?;
                let status = third.as_number().and_then(|text| text.parse().ok()).unwrap_or_default();
                let text = fourth.as_str().unwrap_or_default();
                account.read(operation, status, text, |outcome| outcome.write_to(out))?;
            }
            Function::Event => {
                let class = account.class;
                let arena = Arena::default();
                let arrived = Arrived { body, details: third };
                let reply = class.receive(account, name, &arrived, &arena);
                reply.map_err(|error| error.of(class.gateway, None))?.write_to(out);
            }
            Function::BuildOfJson => {
                let input = document_of(third)?;
                account.build(name, input.root(), fourth)?.write_to(out);
            }
            Function::Explain => out.push_value(&explained(account, name, third, fourth)?),
            Function::SignatureOfJson => {
                let input = document_of(third)?;
                out.push_text(&account.signature(name, input.root(), fourth)?);
            }
            Function::ExplainOfJson => {
                let input = document_of(third)?;
                out.push_value(&explained(account, name, input.root(), fourth)?);
            }
            // `Configure`; the others belong to no class.
            _ => out.push_null(),
        }
        Ok(())
    }
}

fn known_class(place: usize) -> Result<&'static Class> {
    gateways::class(place).ok_or_else(|| Error::unsupported("there is no such gateway class"))
}

/// Answers a question about a refused signature, with a report or an error as JavaScript sees it.
///
/// # Errors
/// What the question throws.
#[cfg(feature = "diagnose")]
pub fn diagnose(question: u32, class: usize, given: Document<'_>) -> std::result::Result<Value, Value> {
    diagnosed(question, class, given).map_err(|error| DocumentBuf::of(|out| error.write_to(out)).root().to_value())
}

#[cfg(feature = "diagnose")]
fn diagnosed(question: u32, class: usize, given: Document<'_>) -> Result<Value> {
    let mut arguments = given.root().elements();
    let mut next = || arguments.next().unwrap_or(Item::NULL);
    let value = |item: Item<'_>| Zeroizing::new(item.to_value());
    let client = Configured::new(known_class(class)?, &value(next()))?;
    let (second, third, fourth, fifth) = (next(), next(), next(), next());
    let observed = fifth.as_str().unwrap_or_default();
    let diagnose = |input: &Value| {
        let operation = second.as_str().unwrap_or_default();
        Ok(client.diagnose(operation, input, observed, &value(fourth))?.to_value())
    };
    match Question::of(question).ok_or_else(|| Error::unsupported("there is no such question"))? {
        Question::Signature => diagnose(&value(third)),
        Question::SignatureOfJson => diagnose(&value(document_of(third)?.root())),
        Question::Request => Ok(client.diagnose_request(&value(second), &value(third))?.to_value()),
    }
}

fn explained(account: &Account<'_>, name: &str, input: Item<'_>, options: Item<'_>) -> Result<Value> {
    let given = Zeroizing::new(input.to_value());
    Ok(account.recipe(name, input, options)?.explain(&given).to_value())
}

/// An input as JSON text.
fn document_of(text: Item<'_>) -> Result<DocumentBuf> {
    json(text.as_str().unwrap_or_default()).map_err(|error| error.at("input"))
}

/// Reads JSON text, in which every number keeps its digits. What is wrong is told without quoting the text.
fn json(text: &str) -> Result<DocumentBuf> {
    DocumentBuf::parse(text).map_err(|why| {
        let start = text.trim_start_matches([' ', '\t', '\r', '\n']).chars().next();
        match start.filter(|character| *character != '"').and_then(Odd::of) {
            Some(odd) => Error::malformed_body(format!("is not JSON: it starts with {odd}"))
                .hint("save it as UTF-8 without a byte-order mark, and write JSON alone"),
            None => Error::malformed_body(why),
        }
    })
}

/// Names of requests, outcomes and errors.
const COMMON_NAMES: [&str; 22] = [
    "method",
    "url",
    "headers",
    "body",
    "accept",
    "content-type",
    "authorization",
    "ok",
    "data",
    "error",
    "raw",
    "code",
    "message",
    "meaning",
    "hint",
    "retryable",
    "gateway",
    "operation",
    "field",
    "index",
    "signature",
    "extra",
];

/// The names that travel as their places: common ones, and those of declared fields.
pub fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = COMMON_NAMES.to_vec();
        add_names(OPTIONS, &mut names);
        for class in gateways::all() {
            add_names(class.config, &mut names);
            class.events.iter().for_each(|event| add_names(event.input, &mut names));
            for method in class.methods {
                if let Gives::Result(shape) = method.gives {
                    add_answer_names(shape, &mut names);
                }
            }
            for operation in class.operations {
                add_names(operation.input, &mut names);
                add_answer_names(operation.answer, &mut names);
            }
        }
        names.into_iter().collect()
    })
}

fn add_names(shape: &Shape, names: &mut Vec<&'static str>) {
    for field in shape.fields {
        names.push(field.name);
        if let Some(shape) = field.kind.shape() {
            add_names(shape, names);
        }
    }
}

fn add_answer_names(shape: &AnswerShape, names: &mut Vec<&'static str>) {
    for field in shape.fields {
        names.push(field.name);
        if let Reading::Object(shape) | Reading::Objects(shape) = field.reading {
            add_answer_names(shape, names);
        }
    }
}

/// One result for each element; the first that fails says its index.
fn for_each(
    out: &mut DocumentBuf,
    inputs: Item<'_>,
    first: usize,
    mut one: impl FnMut(Item<'_>, &mut DocumentBuf) -> Result<()>,
) -> Result<()> {
    let list = out.open_list();
    for (index, input) in inputs.elements().enumerate() {
        one(input, out).map_err(|error| error.in_batch(first + index))?;
    }
    out.close(list, inputs.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_and_texts_are_the_same() {
        let json = r#"[{"merchantCode":"m","secureKey":"k","environment":"staging"},"refund",
            {"referenceNumber":"1","refundAmount":2.5,"reason":"r"},null]"#;
        let given = DocumentBuf::parse(json).unwrap();
        let (text, tokens) = given.parts();
        let known = |token: &Token| match (token[0], text.get(token[1] as usize..token[2] as usize)) {
            (kind, Some(name)) if kind == TokenKind::Name as u32 => {
                let place = names().place(name).unwrap();
                [TokenKind::KnownName as u32, u32::try_from(place).unwrap(), 0]
            }
            _ => *token,
        };
        let numbered: Vec<Token> = tokens.iter().map(known).collect();
        let build = |document| {
            let mut out = DocumentBuf::default();
            assert!(call(Function::Build, 0, document, b"", &mut out), "{:?}", out.root().to_json());
            out.root().to_json()
        };
        let request = build(given.as_document());
        assert_eq!(build(Document::new(text, &numbered, names().list())), request);
        assert!(request.contains("refundAmount\\\":2.50"), "{request}");
    }

    #[test]
    fn a_part_of_a_batch_names_the_places_of_the_whole() {
        let json = r#"[{"merchantCode":"m","secureKey":"k","environment":"staging"},"refund",[{}],null,2000]"#;
        let given = DocumentBuf::parse(json).unwrap();
        for function in [Function::BuildMany, Function::SignMany] {
            let mut out = DocumentBuf::default();
            assert!(!call(function, 0, given.as_document(), b"", &mut out));
            assert_eq!(out.root().get("index").and_then(Item::as_text), Some("2000"));
        }
    }
}
