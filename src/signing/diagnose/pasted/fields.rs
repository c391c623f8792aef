//! The fields of a sent request: of its body, in whatever form it is, and of its query.

use crate::error::{Error, Result};
use crate::signing::diagnose::names::Renamed;
use crate::signing::diagnose::pasted::content::Content;
use crate::signing::diagnose::pasted::literal;
use crate::signing::diagnose::pasted::sent::{Gap, SentRequest};
use crate::signing::diagnose::subject::{Sent, query};
use crate::value::{MAX_DEPTH, Object, Value};

/// More fields than any request has.
const MAX_FIELDS: usize = 200;

impl SentRequest {
    /// What the body holds.
    pub(crate) fn content(&self) -> Content {
        self.body.as_deref().map_or(Content::Empty, Content::of)
    }

    /// The same request with the right names of its fields; those inside of fields stay.
    pub(super) fn with_names(&self, renamed: &[Renamed]) -> Self {
        let top = renamed.iter().filter(|renamed| renamed.path == renamed.right);
        Self { names: top.map(|renamed| (renamed.given.clone(), renamed.right)).collect(), ..self.clone() }
    }

    fn right_name(&self, name: String) -> String {
        self.names.iter().find(|(given, _)| *given == name).map_or(name, |(_, right)| (*right).to_owned())
    }

    /// The parameters of the query.
    pub(crate) fn parameters(&self) -> Vec<(String, Value)> {
        let mut parameters: Vec<Sent> = Vec::new();
        query(self.url.as_deref().unwrap_or_default(), &mut parameters);
        parameters.into_iter().map(|field| (self.right_name(field.name), field.text.into())).collect()
    }

    /// The members of the body, in whatever form it is.
    pub(crate) fn members(&self) -> Vec<(String, Value)> {
        let object = match self.content() {
            Content::Json(Value::Object(object)) | Content::Loose(Value::Object(object), _) => object,
            Content::Json(Value::Array(items)) => match <[Value; 1]>::try_from(items) {
                Ok([Value::Object(object)]) => object,
                _ => return Vec::new(),
            },
            Content::Form(pairs) => return self.nested(pairs),
            _ => return Vec::new(),
        };
        object.into_iter().map(|(name, value)| (self.right_name(name), value)).collect()
    }

    /// The fields of a form, those with brackets inside of each other; repeated ones stay.
    fn nested(&self, pairs: Vec<Sent>) -> Vec<(String, Value)> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        for pair in pairs {
            let mut steps = pair.name.split(['[', '.']).map(|step| step.trim_end_matches(']'));
            let first = self.right_name(steps.next().unwrap_or_default().to_owned());
            let steps: Vec<&str> = steps.collect();
            let known = fields.iter_mut().find(|(name, value)| *name == first && matches!(value, Value::Object(_)));
            match (steps.is_empty(), known) {
                (true, _) => fields.push((first, pair.text.into())),
                (false, Some((_, value))) => insert(value, &steps, pair.text),
                (false, None) => {
                    let mut value = Value::from(Object::new());
                    insert(&mut value, &steps, pair.text);
                    fields.push((first, value));
                }
            }
        }
        fields.into_iter().map(|(name, value)| (name, lists(value))).collect()
    }

    /// The members of the body and the parameters of the query; of repeated ones the first.
    pub(crate) fn fields(&self) -> Vec<(String, Value)> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        for (name, value) in self.members().into_iter().chain(self.parameters()) {
            if !fields.iter().any(|(known, _)| *known == name) {
                fields.push((name, value));
            }
        }
        fields
    }

    /// Bounds the number of fields before anything looks at each of them, and notes repeated ones.
    pub(super) fn check_fields(&mut self) -> Result<()> {
        let pairs = |text: &str| text.bytes().filter(|byte| *byte == b'&').count();
        let many = pairs(self.url.as_deref().unwrap_or_default()) > MAX_FIELDS
            || (pairs(self.body.as_deref().unwrap_or_default()) > MAX_FIELDS
                && matches!(self.content(), Content::Form(_)))
            || self.members().len() > MAX_FIELDS
            || self.headers.len() > MAX_FIELDS;
        if many {
            return Err(Error::malformed_body(format!("has more than {MAX_FIELDS} fields"))
                .hint("paste one request; none of the gateways takes as many"));
        }
        let mut repeated = Vec::new();
        for fields in [self.members(), self.parameters()] {
            for (index, (name, _)) in fields.iter().enumerate() {
                let is_repeated = fields.iter().take(index).any(|(known, _)| known == name);
                if is_repeated && !repeated.contains(name) {
                    repeated.push(name.clone());
                }
            }
        }
        if !repeated.is_empty() {
            self.gap(Gap::Repeated(repeated));
        }
        Ok(())
    }
}

/// Puts a text at a path; a step without a name is the next of a list.
fn insert(value: &mut Value, steps: &[&str], text: String) {
    let (Value::Object(object), Some((step, rest))) = (value, steps.split_first()) else { return };
    let step = if step.is_empty() { object.len().to_string() } else { (*step).to_owned() };
    if rest.is_empty() || rest.len() > MAX_DEPTH {
        return object.set(&step, text);
    }
    let mut inner = object
        .get(&step)
        .cloned()
        .filter(|inner| matches!(inner, Value::Object(_)))
        .unwrap_or_else(|| Object::new().into());
    insert(&mut inner, rest, text);
    object.set(&step, inner);
}

/// Makes lists of objects whose names count.
fn lists(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let inner = object.into_iter().map(|(name, value)| (name, lists(value))).collect::<Object>();
            literal::list_of_numbered(inner.into())
        }
        other => other,
    }
}
