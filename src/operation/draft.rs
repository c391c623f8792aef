//! A request before it is signed.

use crate::declare::Slot;
use crate::error::{Error, Result};
use crate::operation::{Gateway, Operation, Spec};
use crate::request::percent_encode;
use crate::signing::Recipe;
use crate::value::{Object, Value};

/// The body of a request before it is text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Body {
    /// No body.
    #[default]
    None,
    /// A JSON object, into which a signature may still go.
    Object(Object),
    /// Any other text, as it is.
    Text(String),
}

/// A request before it is signed.
#[derive(Clone)]
pub struct Draft {
    /// The operation.
    pub spec: &'static Spec,
    /// The path with its parameters filled in.
    pub path: String,
    /// The declared fields, to find the amounts among them.
    pub slots: &'static [Slot],
    /// The name of a signature that is a field.
    pub signature_name: &'static str,
    /// Query parameters in order, unencoded.
    pub query: Vec<(String, String)>,
    /// Query parameters that follow the signature.
    pub trailing: Vec<(String, String)>,
    /// The body.
    pub body: Body,
    /// The recipe, where it follows from the fields rather than from the finished body.
    pub recipe: Option<Recipe>,
}

impl Draft {
    /// A draft of an operation at its configured or documented path.
    pub(crate) fn new<O: Operation>(gateway: &O::Gateway) -> Self {
        let path = gateway.paths().get(O::SPEC.name).unwrap_or(O::SPEC.path).to_owned();
        Self {
            spec: O::SPEC,
            path,
            slots: O::SHAPE.slots,
            signature_name: "signature",
            query: Vec::new(),
            trailing: Vec::new(),
            body: Body::None,
            recipe: None,
        }
    }

    /// Whether the configuration gives this operation another path.
    pub(crate) fn has_own_path<O: Operation>(gateway: &O::Gateway) -> bool {
        gateway.paths().get(O::SPEC.name).is_some()
    }

    /// Fills a parameter of the path, percent-encoded; it is signed as it is sent.
    ///
    /// # Errors
    /// `INVALID_FIELD` for `.` and `..`, which lead to another path.
    pub(crate) fn parameter(mut self, name: &str, text: &str) -> Result<Self> {
        if matches!(text, "." | "..") {
            return Err(Error::invalid("is a step in a path, not a reference")
                .at(name)
                .hint("pass the reference that the gateway gave"));
        }
        self.path = self.path.replace(&format!("{{{name}}}"), &percent_encode(text));
        Ok(self)
    }

    /// Appends a query parameter.
    pub(crate) fn query(mut self, name: &str, text: &str) -> Self {
        self.query.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Appends the fields of `extra` to the end of the query.
    pub(crate) fn query_extra(mut self, extra: &Object) -> Self {
        for (name, value) in extra.iter().filter(|(_, value)| !value.is_absent()) {
            let text = value.as_text().map_or_else(|| value.to_json(), str::to_owned);
            self.trailing.push((name.to_owned(), text));
        }
        self
    }

    /// Sets a JSON body.
    pub(crate) fn body(mut self, object: Object) -> Self {
        self.body = Body::Object(object);
        self
    }

    /// Sets the recipe.
    pub(crate) fn signed(mut self, recipe: Recipe) -> Self {
        self.recipe = Some(recipe);
        self
    }

    /// The body as it is sent.
    pub(crate) fn body_text(&self) -> Option<String> {
        match &self.body {
            Body::None => None,
            Body::Object(object) => Some(Value::Object(object.clone()).to_json()),
            Body::Text(text) => Some(text.clone()),
        }
    }
}
