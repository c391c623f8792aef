//! A configured gateway class: operations by name, inputs as values.

use crate::engine::Configured;
use crate::error::{Error, Result};
use crate::request::{HttpRequest, HttpResponse};
#[cfg(feature = "diagnose")]
use crate::signing::{Diagnosis, RequestDiagnosis};
use crate::signing::{Explanation, Recipe};
use crate::value::Value;

/// A configured gateway class: operations by name, inputs as values.
pub trait Client {
    /// What does the work; a class adds types to it.
    #[doc(hidden)]
    fn configured(&self) -> &Configured;

    /// Builds a request.
    ///
    /// # Errors
    /// The first thing that is wrong with operation, input or options.
    fn build(&self, operation: &str, input: &Value, options: &Value) -> Result<HttpRequest> {
        self.configured().build(operation, input, options)
    }

    /// The recipe of a request or an event.
    ///
    /// # Errors
    /// As [`Client::build`], and `UNSUPPORTED` for what is not signed.
    fn recipe(&self, operation: &str, input: &Value, options: &Value) -> Result<Recipe> {
        self.configured().recipe(operation, input, options)
    }

    /// Reads an answer into `{ ok, data | error, raw }`.
    ///
    /// # Errors
    /// `MALFORMED_RESPONSE` when it is not the gateway's at all.
    fn read(&self, operation: &str, response: HttpResponse<'_>) -> Result<Value> {
        self.configured().read(operation, response)
    }

    /// Verifies, reads or signs an event.
    ///
    /// # Errors
    /// As the call documents.
    fn event(&self, call: &str, event: &Event) -> Result<Value> {
        self.configured().event(call, event)
    }

    /// Explains a signature.
    ///
    /// # Errors
    /// As [`Client::recipe`].
    fn explain(&self, operation: &str, input: &Value, options: &Value) -> Result<Explanation> {
        Ok(self.recipe(operation, input, options)?.explain(input))
    }

    /// Names the mistakes that explain an observed signature. The input need not be valid: what the gateway would
    /// refuse, and fields under other names, are `findings` beside the verdict.
    ///
    /// # Errors
    /// `UNSUPPORTED` for an unknown name and for what is not signed, `INVALID_FIELD` for an input that is no object, and
    /// those of the options.
    #[cfg(feature = "diagnose")]
    fn diagnose(&self, operation: &str, input: &Value, observed: &str, options: &Value) -> Result<Diagnosis> {
        self.configured().diagnose(operation, input, observed, options)
    }

    /// As [`Client::diagnose`], with a recipe that the caller has changed.
    #[doc(hidden)]
    #[cfg(feature = "diagnose")]
    fn diagnose_recipe(
        &self,
        operation: &str,
        recipe: &Recipe,
        input: &Value,
        observed: &str,
        options: &Value,
    ) -> Result<Diagnosis> {
        self.configured().diagnose_recipe(operation, recipe, input, observed, options)
    }

    /// Recognises what was sent (a curl command, raw HTTP, a body in any form, a URL, the code or the log of a client, an
    /// export of a browser or of Postman, or a request as `{ method, url, headers, body }`), diagnoses its signature, and
    /// says what else differs, what the gateway would refuse, and what it answered when that was pasted too.
    ///
    /// # Errors
    /// `MALFORMED_BODY` when it is none of these, or belongs to no operation of this gateway.
    #[cfg(feature = "diagnose")]
    fn diagnose_request(&self, pasted: &Value, options: &Value) -> Result<RequestDiagnosis> {
        self.configured().diagnose_request(pasted, options)
    }

    /// The signature alone.
    ///
    /// # Errors
    /// As [`Client::recipe`].
    fn signature(&self, operation: &str, input: &Value, options: &Value) -> Result<String> {
        self.configured().signature(operation, input, options)
    }
}

/// A webhook, notification or browser return as it arrived, or as a test wants it signed.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// The raw body, or the URL or query of a browser return.
    pub body: Vec<u8>,
    /// What else came with it: `{ url, headers, now, toleranceSeconds }`, or the fields to sign.
    pub details: Value,
}

impl Event {
    /// The body as text.
    ///
    /// # Errors
    /// `MALFORMED_BODY` when it is not UTF-8.
    pub fn text(&self) -> Result<&str> {
        std::str::from_utf8(&self.body).map_err(|_| Error::malformed_body("is not UTF-8"))
    }
}
