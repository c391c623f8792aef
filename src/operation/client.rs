//! A gateway with its type erased: operations by name, inputs as values.

use crate::declare::{nearest, parse_input};
use crate::error::{Error, ErrorCode, Result};
use crate::operation::{Entry, Event, Gateway, Options, signed};
use crate::request::{HttpRequest, HttpResponse};
use crate::signing::diagnose::pasted::diagnose_request;
use crate::signing::diagnose::{Mistakes, diagnose};
use crate::signing::{Diagnosis, Explanation, Recipe, RequestDiagnosis, Subject};
use crate::value::{Object, Value};

/// A gateway with its type erased: operations by name, inputs as values.
pub trait Client {
    /// Builds a request.
    ///
    /// # Errors
    /// The first thing that is wrong with operation, input or options.
    fn build(&self, operation: &str, input: &Value, options: &Value) -> Result<HttpRequest>;

    /// The recipe of a request or an event.
    ///
    /// # Errors
    /// As [`Client::build`], and `UNSUPPORTED` for what is not signed.
    fn recipe(&self, operation: &str, input: &Value, options: &Value) -> Result<Recipe>;

    /// Checks that there is such an operation.
    ///
    /// # Errors
    /// `UNSUPPORTED` with the nearest name.
    fn knows(&self, operation: &str) -> Result<()>;

    /// Reads an answer into `{ ok, data | error, raw }`.
    ///
    /// # Errors
    /// `MALFORMED_RESPONSE` when it is not the gateway's at all.
    fn read(&self, operation: &str, response: HttpResponse<'_>) -> Result<Value>;

    /// Verifies, reads or signs an event.
    ///
    /// # Errors
    /// As the call documents.
    fn event(&self, call: &str, event: &Event) -> Result<Value>;

    /// Explains a signature.
    ///
    /// # Errors
    /// As [`Client::recipe`].
    fn explain(&self, operation: &str, input: &Value, options: &Value) -> Result<Explanation> {
        Ok(self.recipe(operation, input, options)?.explain(input))
    }

    /// Names the mistakes that explain an observed signature.
    ///
    /// # Errors
    /// As [`Client::recipe`].
    fn diagnose(&self, operation: &str, input: &Value, observed: &str, options: &Value) -> Result<Diagnosis>;

    /// As [`Client::diagnose`], with a recipe that the caller has changed.
    #[doc(hidden)]
    fn diagnose_recipe(
        &self,
        operation: &str,
        recipe: &Recipe,
        input: &Value,
        observed: &str,
        options: &Value,
    ) -> Result<Diagnosis>;

    /// Recognises what was sent (a curl command, raw HTTP, a JSON body, a URL, a fetch call, or a request as
    /// `{ method, url, headers, body }`), diagnoses its signature, and says what else differs.
    ///
    /// # Errors
    /// `MALFORMED_BODY` when it is none of these, or belongs to no operation of this gateway.
    fn diagnose_request(&self, pasted: &Value, options: &Value) -> Result<RequestDiagnosis>;

    /// The signature alone.
    ///
    /// # Errors
    /// As [`Client::recipe`].
    fn signature(&self, operation: &str, input: &Value, options: &Value) -> Result<String> {
        Ok(self.recipe(operation, input, options)?.signature())
    }
}

fn entry<G: Gateway>(operation: &str) -> Option<&'static Entry<G>> {
    G::entries().iter().find(|entry| entry.spec.name == operation)
}

fn known_entry<G: Gateway>(operation: &str) -> Result<&'static Entry<G>> {
    entry::<G>(operation).ok_or_else(|| {
        let error = Error::unsupported(format!("{} has no such operation", G::CLASS)).of(G::NAME, None);
        match nearest(operation, G::entries().iter().map(|entry| entry.spec.name)) {
            Some(meant) => error.hint(format!("did you mean {meant}?")),
            None => error,
        }
    })
}

/// Reads the options of a call.
fn parse_options(value: &Value) -> Result<Options> {
    if matches!(value, Value::Null) {
        return Ok(Options::default());
    }
    parse_input::<Options>(value, &[]).map_err(|error| error.at("options"))
}

/// The same, and refuses those that the call would ignore; `own` are those that not every call understands.
fn own_options<G: Gateway>(own: &[&str], value: &Value) -> Result<Options> {
    let options = parse_options(value)?;
    let understood = |name: &str| name == "otherKeys" || G::OPTIONS.contains(&name) || own.contains(&name);
    let given = value.as_object().into_iter().flat_map(Object::iter);
    match given.into_iter().find(|(name, value)| !matches!(value, Value::Null) && !understood(name)) {
        None => Ok(options),
        Some((name, _)) => {
            Err(Error::new(ErrorCode::UnknownField, "is not an option of this call").at(name).at("options"))
        }
    }
}

impl<G: Gateway> Client for G {
    fn build(&self, operation: &str, input: &Value, options: &Value) -> Result<HttpRequest> {
        let entry = known_entry::<G>(operation)?;
        let finish = || {
            let options = own_options::<G>(entry.spec.options, options)?;
            let draft = (entry.draft)(self, input, &options)?;
            let signature = self.request_recipe(&draft, &options)?.map(|recipe| recipe.signature());
            self.seal(draft, signature, &options)
        };
        finish().map_err(|error| error.of(G::NAME, Some(entry.spec.name)))
    }

    fn recipe(&self, operation: &str, input: &Value, options: &Value) -> Result<Recipe> {
        let Some(entry) = entry::<G>(operation) else {
            let finish = || {
                // What there is not says so whatever the options are.
                let is_known = G::EVENTS.iter().any(|event| event.name == operation);
                let options = if is_known { own_options::<G>(&[], options)? } else { Options::default() };
                self.event_recipe(operation, input, &options)
            };
            return finish().map_err(|error| error.of(G::NAME, None));
        };
        let finish = || {
            // What is never signed says so whatever the input is.
            if entry.spec.unsigned.is_some() && !entry.spec.options.contains(&"stringToSign") {
                return Err(self.why_unsigned(entry.spec));
            }
            let options = own_options::<G>(entry.spec.options, options)?;
            signed(self, &(entry.draft)(self, input, &options)?, &options)
        };
        finish().map_err(|error| error.of(G::NAME, Some(entry.spec.name)))
    }

    fn knows(&self, operation: &str) -> Result<()> {
        known_entry::<G>(operation).map(drop)
    }

    fn read(&self, operation: &str, response: HttpResponse<'_>) -> Result<Value> {
        let entry = known_entry::<G>(operation)?;
        (entry.read)(self, response).map_err(|error| error.of(G::NAME, Some(entry.spec.name)))
    }

    fn diagnose(&self, operation: &str, input: &Value, observed: &str, options: &Value) -> Result<Diagnosis> {
        self.diagnose_recipe(operation, &self.recipe(operation, input, options)?, input, observed, options)
    }

    fn diagnose_recipe(
        &self,
        operation: &str,
        recipe: &Recipe,
        input: &Value,
        observed: &str,
        options: &Value,
    ) -> Result<Diagnosis> {
        let is_event = G::EVENTS.iter().any(|event| event.incoming && event.name == operation);
        // A missing token keeps a request from being built, not from being diagnosed.
        let request = self.build(operation, input, options).ok();
        let keys = parse_options(options)?.other_keys.unwrap_or_default().0;
        let mut subject =
            Subject::new(operation, recipe, input, request.as_ref(), is_event).with_secrets(self.secrets());
        subject.account = self.account();
        subject.other_keys = keys.into_iter().map(|other| (other.label.as_str().to_owned(), other.key)).collect();
        let mut mistakes = Mistakes::default();
        self.mistakes(&subject).into_iter().for_each(|mistake| mistakes.push(recipe, mistake));
        Ok(diagnose(&subject, mistakes, observed))
    }

    fn diagnose_request(&self, pasted: &Value, options: &Value) -> Result<RequestDiagnosis> {
        diagnose_request(self, pasted, options).map_err(|error| error.of(G::NAME, None))
    }

    fn event(&self, call: &str, event: &Event) -> Result<Value> {
        self.handle(call, event).map_err(|error| error.of(G::NAME, None))
    }
}
