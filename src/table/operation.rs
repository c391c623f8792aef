//! Operations: what is asked for, and where each field goes.

use crate::engine::{Answer, Call, Response, Verdict};
use crate::error::Result;
use crate::request::Method;
use crate::table::{AnswerShape, Condition, Effect, Key, Part, Recipe, Shape};

/// One documented request of a gateway.
pub(crate) struct Operation {
    /// The public name: `refund`.
    pub(crate) name: &'static str,
    /// The HTTP method.
    pub(crate) method: Method,
    /// The path; parameters stand in braces.
    pub(crate) path: &'static str,
    /// Why it has no signature; `None` when it has one.
    pub(crate) unsigned: Option<&'static str>,
    /// The options of the call that it understands.
    pub(crate) options: &'static [Key],
    /// The fields; those of every form.
    pub(crate) input: &'static Shape,
    /// The forms of the input, when there are several.
    pub(crate) forms: &'static [Form],
    /// Rules over several fields, and what follows from them: the form, another path, amounts in a currency.
    pub(crate) check: Option<fn(&mut Call<'_>) -> Result<()>>,
    /// Where the fields go.
    pub(crate) send: Send,
    /// Where they go under a condition.
    pub(crate) send_instead: Option<(Condition, Send)>,
    /// The formula; absent where the class has one for all its requests, or none.
    pub(crate) recipe: Option<&'static Recipe>,
    /// Another formula under a condition.
    pub(crate) recipe_instead: Option<(Condition, &'static Recipe)>,
    /// Where the signature goes.
    pub(crate) signature: SignaturePlace,
    /// What an accepted request answers.
    pub(crate) answer: &'static AnswerShape,
    /// Tells an accepted answer from a refusal.
    pub(crate) read: for<'a> fn(&Response<'a>) -> Result<Verdict<'a>>,
    /// Derives what the gateway leaves to be derived.
    pub(crate) finish: Option<for<'a> fn(&Response<'a>, &mut Answer<'a>) -> Result<()>>,
    /// Whether the identical request may be sent again after a failure.
    pub(crate) effect: Effect,
    /// Where it is documented.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) source: &'static str,
    /// Sample inputs.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) samples: &'static [Sample],
}

impl Operation {
    /// The start of a gateway's base: a JSON body by POST, a signature in a header, an effect that is never repeated.
    pub(crate) const fn read_by(read: for<'a> fn(&Response<'a>) -> Result<Verdict<'a>>) -> Self {
        Self {
            name: "",
            method: Method::Post,
            path: "",
            unsigned: None,
            options: &[],
            input: &Shape::NONE,
            forms: &[],
            check: None,
            send: Send::BODY,
            send_instead: None,
            recipe: None,
            recipe_instead: None,
            signature: SignaturePlace::Header,
            answer: &AnswerShape::NONE,
            read,
            finish: None,
            effect: Effect::MovesMoney,
            #[cfg(not(target_arch = "wasm32"))]
            source: "",
            #[cfg(not(target_arch = "wasm32"))]
            samples: &[],
        }
    }
}

/// Where the fields of a request go.
#[derive(Clone, Copy)]
pub(crate) struct Send {
    /// The query; fields that stand in it or in the path are not in the body.
    pub(crate) query: &'static [Param],
    /// The form of the body.
    pub(crate) body: BodyForm,
    /// What the body holds beside the fields.
    pub(crate) insert: &'static [Insert],
}

impl Send {
    /// A JSON object of the fields.
    pub(crate) const BODY: Self = Self { query: &[], body: BodyForm::Fields, insert: &[] };

    /// A JSON object of the fields and something else.
    pub(crate) const fn body_with(insert: &'static [Insert]) -> Self {
        Self { insert, ..Self::BODY }
    }

    /// Everything in the query.
    pub(crate) const fn query(query: &'static [Param]) -> Self {
        Self { query, body: BodyForm::None, insert: &[] }
    }
}

/// A parameter of a query.
#[derive(Clone, Copy)]
pub(crate) struct Param {
    /// The name; that of the field when empty.
    pub(crate) name: &'static str,
    /// What it holds; left out when absent.
    pub(crate) source: Source,
    /// Left out unless this holds.
    pub(crate) when: Option<Condition>,
}

impl Param {
    /// A field under its own name.
    pub(crate) const fn field(key: Key) -> Self {
        Self { name: "", source: Source::Field(key), when: None }
    }

    /// A setting.
    pub(crate) const fn setting(name: &'static str, key: Key) -> Self {
        Self { name, source: Source::Setting(key), when: None }
    }

    /// The same under a condition.
    pub(crate) const fn when(mut self, condition: Condition) -> Self {
        self.when = Some(condition);
        self
    }
}

/// Where a value comes from.
#[derive(Clone, Copy)]
pub(crate) enum Source {
    /// A field of the input.
    Field(Key),
    /// A setting of the account.
    Setting(Key),
    /// `true`.
    True,
}

/// A member of a body that the caller does not give.
#[derive(Clone, Copy)]
pub(crate) struct Insert {
    /// Where it stands.
    pub(crate) at: At,
    /// The wire name.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) source: Source,
}

/// A place among the fields of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    /// Before them.
    Start,
    /// Behind one of them.
    After(Key),
    /// Behind them, before `extra`.
    End,
}

/// The form of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyForm {
    /// None, whatever the fields are.
    None,
    /// A JSON object of the fields.
    Fields,
    /// The same, or none when it would be empty.
    FieldsIfAny,
    /// The bare text of a field.
    Text(Key),
    /// The JSON of one field.
    Value(Key),
}

/// Where a signature goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignaturePlace {
    /// The last member of the body, or the last own parameter of the query.
    Field(&'static str),
    /// A header, which the class writes.
    Header,
}

/// One of the forms that an input can take.
pub(crate) struct Form {
    /// What errors call it, and the name of its TypeScript interface.
    pub(crate) name: &'static str,
    /// The field that tells the forms apart.
    pub(crate) tag: Key,
    /// The values that it has in this one.
    pub(crate) tags: &'static [&'static str],
    /// Those of the fields that only some of the forms have which this one has.
    pub(crate) fields: &'static [FormField],
    /// What it adds to the formula.
    pub(crate) signs: &'static [Part],
    /// Its documentation.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) doc: &'static str,
}

/// A field as one of the forms has it.
#[derive(Clone, Copy)]
pub(crate) struct FormField {
    /// The field.
    pub(crate) key: Key,
    /// Whether this form requires it.
    pub(crate) required: bool,
    /// Its TypeScript type in this form; that of the field when empty.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) ts: &'static str,
    /// Its documentation in this form; that of the field when empty.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) doc: &'static str,
}

impl FormField {
    const fn new(key: Key, required: bool) -> Self {
        Self {
            key,
            required,
            #[cfg(not(target_arch = "wasm32"))]
            ts: "",
            #[cfg(not(target_arch = "wasm32"))]
            doc: "",
        }
    }

    /// A field that the form requires.
    pub(crate) const fn required(key: Key) -> Self {
        Self::new(key, true)
    }

    /// A field that the form may have.
    pub(crate) const fn optional(key: Key) -> Self {
        Self::new(key, false)
    }

    /// The same with a TypeScript type of its own.
    #[cfg_attr(target_arch = "wasm32", allow(unused_mut, reason = "types are not compiled into the module"))]
    pub(crate) const fn typed(mut self, ts: &'static str) -> Self {
        let _read_off_wasm_only = ts;
        #[cfg(not(target_arch = "wasm32"))]
        {
            self.ts = ts;
        }
        self
    }

    /// The same with documentation of its own.
    #[cfg_attr(target_arch = "wasm32", allow(unused_mut, reason = "documentation is not compiled into the module"))]
    pub(crate) const fn documented(mut self, doc: &'static str) -> Self {
        let _read_off_wasm_only = doc;
        #[cfg(not(target_arch = "wasm32"))]
        {
            self.doc = doc;
        }
        self
    }
}

/// A sample input, for the demo, the page and the tests.
#[derive(Clone, Copy)]
#[cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "samples are not compiled into the module"))]
pub(crate) struct Sample {
    /// What it shows.
    pub(crate) title: &'static str,
    /// The input, as JSON.
    pub(crate) input: &'static str,
    /// The options of the call, as JSON.
    pub(crate) options: &'static str,
}

impl Sample {
    pub(crate) const fn new(title: &'static str, input: &'static str) -> Self {
        Self { title, input, options: "{}" }
    }

    pub(crate) const fn with(title: &'static str, input: &'static str, options: &'static str) -> Self {
        Self { title, input, options }
    }
}
