//! A configured class as a caller by names sees it.

use zeroize::Zeroizing;

use crate::client::{Client, Event as ArrivedEvent};
use crate::document::{DocumentBuf, Item};
use crate::engine::{Account, Arena, Arrived, Call, Reply, SignedRequest, UnsignedRequest};
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::request::{HttpRequest, HttpResponse};
use crate::signing::Recipe;
use crate::table::{self, AnswerElement, Class, Operation};
use crate::text::shortened;
use crate::value::Value;

/// A class with its configuration.
pub struct Configured {
    pub(crate) class: &'static Class,
    pub(crate) config: DocumentBuf,
}

impl Configured {
    /// Checks a configuration and keeps it.
    ///
    /// # Errors
    /// `INVALID_CONFIG` with the name of the option.
    pub(crate) fn new(class: &'static Class, config: &Value) -> Result<Self> {
        let config = DocumentBuf::from(config);
        Account::new(class, config.root())?;
        Ok(Self { class, config })
    }

    /// Builds a request from a typed input.
    ///
    /// # Errors
    /// As [`Account::build`].
    pub(crate) fn request(&self, operation: &'static Operation, input: &Value, options: &Value) -> Result<HttpRequest> {
        self.build(operation.name, input, options)
    }

    /// Reads an answer into its typed form.
    ///
    /// # Errors
    /// `MALFORMED_RESPONSE` when it is not the gateway's at all.
    pub(crate) fn outcome<T: AnswerElement + Default>(
        &self,
        operation: &'static Operation,
        response: HttpResponse<'_>,
    ) -> Result<Outcome<T>> {
        self.account()?.read(operation, response.status, response.body, |outcome| outcome.typed())
    }

    /// The configured account.
    ///
    /// # Errors
    /// None: [`Configured::new`] has read the same configuration.
    pub(crate) fn account(&self) -> Result<Account<'_>> {
        Account::new(self.class, self.config.root())
    }

    /// Replaces a setting.
    ///
    /// # Errors
    /// `INVALID_CONFIG` with the name of the option; the old one stays then.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<Value>) -> Result<()> {
        let mut config = Zeroizing::new(self.config.root().to_value());
        if let Value::Object(settings) = &mut *config {
            settings.set(name, value);
        }
        *self = Self::new(self.class, &config)?;
        Ok(())
    }
}

/// The options of a call as a document; none are `null`.
pub(crate) fn given(value: &Value) -> DocumentBuf {
    DocumentBuf::from(value)
}

impl Account<'_> {
    /// Builds and signs a request.
    ///
    /// # Errors
    /// The first thing that is wrong with operation, input or options.
    pub(crate) fn build<'a>(
        &'a self,
        operation: &str,
        input: Item<'a>,
        options: Item<'a>,
    ) -> Result<SignedRequest<'a>> {
        let operation = self.known_operation(operation)?;
        let finish = || {
            let call = Call::new(self, operation, input, options)?;
            let mut request = UnsignedRequest::new(&call)?;
            let signature = call.recipe().map(|recipe| call.signature(recipe, Some(&request))).transpose()?;
            (self.class.headers)(&call, &mut request, signature.as_deref())?;
            request.finish(&call, signature.as_deref())
        };
        finish().map_err(|error: Error| error.of(self.class.gateway, Some(operation.name)))
    }

    /// The recipe of a request or an event, every part labelled.
    ///
    /// # Errors
    /// As [`Account::build`], and `UNSUPPORTED` for what is not signed.
    pub(crate) fn recipe(&self, name: &str, input: Item<'_>, options: Item<'_>) -> Result<Recipe> {
        self.signed(name, input, options, |call, recipe, request| call.labelled(recipe, request))
    }

    /// The signature of a request or an event.
    ///
    /// # Errors
    /// As [`Account::recipe`].
    pub(crate) fn signature(&self, name: &str, input: Item<'_>, options: Item<'_>) -> Result<String> {
        self.signed(name, input, options, |call, recipe, request| call.signature(recipe, request))
    }

    /// Hands a request or an event on with its formula.
    fn signed<R>(
        &self,
        name: &str,
        input: Item<'_>,
        options: Item<'_>,
        then: impl FnOnce(&Call<'_>, &'static table::Recipe, Option<&UnsignedRequest<'_>>) -> Result<R>,
    ) -> Result<R> {
        let Some(operation) = self.operation(name) else {
            let finish = || {
                let event = self.event(name).ok_or_else(|| (self.class.no_such_event)(&shortened(name)))?;
                let arena = Arena::default();
                let input = match (input.as_str(), event.from_text) {
                    (Some(text), Some(read)) => arena.keep(read(text)?)?,
                    _ => input,
                };
                let call = Call::of_event(self, event, input, options)?;
                then(&call, call.event_recipe(event), None)
            };
            return finish().map_err(|error: Error| error.of(self.class.gateway, None));
        };
        let finish = || {
            // What is never signed says so whatever the input is.
            if operation.unsigned.is_some() && operation.recipe.is_none() && operation.recipe_instead.is_none() {
                return Err((self.class.why_unsigned)(operation));
            }
            let call = Call::new(self, operation, input, options)?;
            let recipe = call.recipe().ok_or_else(|| (self.class.why_unsigned)(operation))?;
            if !call.signs_request(recipe.parts) {
                UnsignedRequest::check_path(&call, operation)?;
                return then(&call, recipe, None);
            }
            then(&call, recipe, Some(&UnsignedRequest::new(&call)?))
        };
        finish().map_err(|error: Error| error.of(self.class.gateway, Some(operation.name)))
    }
}

impl Client for Configured {
    fn configured(&self) -> &Configured {
        self
    }
}

// What `Client` hands on.
impl Configured {
    pub(crate) fn build(&self, operation: &str, input: &Value, options: &Value) -> Result<HttpRequest> {
        Ok(self.account()?.build(operation, given(input).root(), given(options).root())?.into())
    }

    pub(crate) fn recipe(&self, operation: &str, input: &Value, options: &Value) -> Result<Recipe> {
        self.account()?.recipe(operation, given(input).root(), given(options).root())
    }

    pub(crate) fn signature(&self, operation: &str, input: &Value, options: &Value) -> Result<String> {
        self.account()?.signature(operation, given(input).root(), given(options).root())
    }

    pub(crate) fn read(&self, operation: &str, response: HttpResponse<'_>) -> Result<Value> {
        let account = self.account()?;
        let operation = account.known_operation(operation)?;
        account.read(operation, response.status, response.body, |outcome| {
            DocumentBuf::of(|out| outcome.write_to(out)).root().to_value()
        })
    }

    pub(crate) fn event(&self, call: &str, event: &ArrivedEvent) -> Result<Value> {
        let account = self.account()?;
        let details = given(&event.details);
        let arrived = Arrived { body: &event.body, details: details.root() };
        let arena = Arena::default();
        let reply = self.class.receive(&account, call, &arrived, &arena);
        let value = |reply: Reply<'_>| DocumentBuf::of(|out| reply.write_to(out)).root().to_value();
        reply.map(value).map_err(|error| error.of(self.class.gateway, None))
    }
}
