//! What a gateway is.

use crate::declare::{Input, Shape, parse_input};
use crate::error::{Error, ErrorCode, Result};
use crate::operation::{Draft, Entry, Options, Paths, Spec};
use crate::outcome::KnownError;
use crate::request::HttpRequest;
use crate::secret::{Secret, check_opaque};
use crate::signing::diagnose::pasted::SentRequest;
use crate::signing::{Mistake, PastedEvent, Recipe, Subject};
use crate::value::{Object, Value};

/// Something signed that is no request: a notification, a webhook, a value for a mobile SDK.
#[derive(Debug, Clone, Copy)]
pub struct SignedEvent {
    /// The name that `signature` and `explain` take: `notification`.
    pub name: &'static str,
    /// What it is.
    pub summary: &'static str,
    /// Whether it comes in, signed by the gateway; the others are values of our own for the mobile SDKs.
    pub incoming: bool,
    /// The declared input; `None` when any fields are taken.
    pub input: Option<&'static Shape>,
    /// A sample input, as JSON.
    pub sample: &'static str,
    /// The options of the call, as JSON.
    pub options: &'static str,
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

/// A gateway, configured for one merchant.
pub trait Gateway: Sized + 'static {
    /// `fawry`, `fatora`, `pay3` or `upayments`.
    const NAME: &'static str;
    /// The class: `Fawry`, `FawryInvoices`, …
    const CLASS: &'static str;
    /// Field names that an instance adds itself.
    const ADDED: &'static [&'static str];
    /// Options that every call understands.
    const OPTIONS: &'static [&'static str] = &[];
    /// The header that carries a signature, where it is no field.
    const SIGNATURE_HEADER: Option<&'static str> = None;
    /// The configuration.
    const CONFIG: Shape;
    /// A configuration for samples.
    const SAMPLE_CONFIG: &'static str;
    /// What it signs that is no request.
    const EVENTS: &'static [SignedEvent] = &[];
    /// The types of verified events, for the catalog.
    const RESULTS: &'static [&'static Shape] = &[];
    /// What is known about its error codes.
    const ERRORS: &'static [KnownError];

    /// Reads a configuration.
    ///
    /// # Errors
    /// `INVALID_CONFIG` with the name of the option.
    fn configure(config: &Value) -> Result<Self>;

    /// Every operation.
    fn entries() -> &'static [Entry<Self>];

    /// The paths of the configuration.
    fn paths(&self) -> &Paths;

    /// The recipe of a request; `None` when it is not signed.
    ///
    /// # Errors
    /// `INVALID_CONFIG` when the key is missing, `UNSUPPORTED` when no formula is documented.
    fn request_recipe(&self, draft: &Draft, options: &Options) -> Result<Option<Recipe>>;

    /// Why a request has no recipe, for callers who ask for its signature.
    fn why_unsigned(&self, spec: &Spec) -> Error {
        Error::unsupported(spec.unsigned.unwrap_or("this call carries no signature as it is configured"))
    }

    /// Makes the finished request.
    ///
    /// # Errors
    /// `INVALID_CONFIG` when a token is missing, `INVALID_FIELD` when a value cannot stand where it must.
    fn seal(&self, draft: Draft, signature: Option<String>, options: &Options) -> Result<HttpRequest>;

    /// The recipe of what is signed without being a request: notifications, webhooks, SDK values.
    ///
    /// # Errors
    /// `UNSUPPORTED` for names that this gateway does not have.
    fn event_recipe(&self, name: &str, input: &Value, options: &Options) -> Result<Recipe>;

    /// Every secret of the configuration by its name, so that a diagnosis can tell them apart.
    fn secrets(&self) -> Vec<(&'static str, &Secret)> {
        Vec::new()
    }

    /// What names the merchant, by its name in the configuration: no secret, but taken for the key now and then.
    fn account(&self) -> Vec<(&'static str, &str)> {
        Vec::new()
    }

    /// Recognises a pasted webhook, notification or return.
    #[doc(hidden)]
    fn recognise_event(&self, _sent: &SentRequest) -> Option<PastedEvent> {
        None
    }

    /// Mistakes that only this gateway's fields or documentation invite.
    fn mistakes(&self, _subject: &Subject<'_>) -> Vec<Mistake> {
        Vec::new()
    }

    /// Verifies, reads or signs an event: `verifyNotification`, `signWebhook`, `readReturn`, …
    ///
    /// # Errors
    /// As the call documents.
    fn handle(&self, call: &str, event: &Event) -> Result<Value>;
}

/// Reads a configuration: every error in it is `INVALID_CONFIG`.
pub(crate) fn parse_config<T: Input>(gateway: &'static str, value: &Value) -> Result<T> {
    // Of an option with a list of words too: the words would be told, but not the character that nobody sees.
    for (name, option) in value.as_object().into_iter().flat_map(Object::iter) {
        if let Value::String(text) = option {
            check_opaque(text).map_err(|error| error.at(name).of(gateway, None))?;
        }
    }
    parse_input::<T>(value, &["extra"]).map_err(|error| error.with_code(ErrorCode::InvalidConfig).of(gateway, None))
}
