//! What an operation and a gateway are, and what every gateway does with them in the same way.

use crate::declare::{
    Field, Flag, Input, Kind, Lenient, Money, Shape, Slot, Text, input, nearest, nested, parse_input,
};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::{KnownError, Outcome};
use crate::request::{HttpRequest, HttpResponse, Method, check_path};
use crate::secret::Secret;
use crate::signing::{Explanation, Recipe};
use crate::value::{Object, Value};

/// What an operation is on the wire.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// The public name: `refund`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path; parameters stand in braces.
    pub path: &'static str,
    /// Why it has no signature; `None` when it has one.
    pub unsigned: Option<&'static str>,
    /// The options of the call that it understands.
    pub options: &'static [&'static str],
    /// Where it is documented.
    pub source: &'static str,
}

/// A sample input, for the demo, the page and the tests.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// What it shows.
    pub title: &'static str,
    /// The input, as JSON.
    pub input: &'static str,
    /// The options of the call, as JSON.
    pub options: &'static str,
}

impl Sample {
    pub(crate) const fn new(title: &'static str, input: &'static str) -> Self {
        Self { title, input, options: "{}" }
    }

    pub(crate) const fn with(title: &'static str, input: &'static str, options: &'static str) -> Self {
        Self { title, input, options }
    }
}

/// Something signed that is no request: a notification, a webhook, a value for a mobile SDK.
#[derive(Debug, Clone, Copy)]
pub struct SignedEvent {
    /// The name that `signature` and `explain` take: `notification`.
    pub name: &'static str,
    /// What it is.
    pub summary: &'static str,
    /// The declared input; `None` when any fields are taken.
    pub input: Option<&'static Shape>,
    /// A sample input, as JSON.
    pub sample: &'static str,
    /// The options of the call, as JSON.
    pub options: &'static str,
}

input! {
    /// What describes one call rather than the merchant's account.
    pub struct Options as "CallOptions" {
        /// Unix seconds, for gateways that sign the time (UPayments). In JavaScript the clock is read when it is absent.
        timestamp: Option<UnixSeconds> = "timestamp",
        /// The text to sign, where the gateway (Pay3) documents no formula.
        string_to_sign: Option<Text> = "stringToSign",
        /// Accept a third decimal in a refund (UPayments).
        allow_three_decimals: Option<Flag> = "allowThreeDecimals",
        /// Send the amount as a JSON string (UPayments `autoDeduct`).
        amount_as_string: Option<Flag> = "amountAsString",
        /// Verify by order id alone (Fatora `verifyPayment`).
        order_id_only: Option<Flag> = "orderIdOnly",
        /// The currency in whose minor units an amount without a currency field is written (Fatora); `QAR` when absent.
        currency: Option<Text> = "currency",
        /// The amount of the parent order, which a refund must not exceed (Pay3).
        parent_amount: Option<Money> = "parentAmount",
        /// Further keys that a diagnosis tries.
        other_keys: Option<Vec<OtherKey>> = "otherKeys",
    }
}

nested! {
    /// A key that may have been used by mistake.
    pub struct OtherKey as "OtherKey" {
        /// What the diagnosis calls it: `staging key`.
        label: Text = "label",
        /// The key.
        key: Secret = "key",
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timestamp: None,
            string_to_sign: None,
            allow_three_decimals: None,
            amount_as_string: None,
            order_id_only: None,
            currency: None,
            parent_amount: None,
            other_keys: None,
            extra: Object::new(),
        }
    }
}

impl Options {
    /// Options with a timestamp.
    ///
    /// # Errors
    /// `TIMESTAMP_OUT_OF_RANGE` unless it has ten digits.
    pub fn at(unix_seconds: u64) -> Result<Self> {
        let timestamp = UnixSeconds::parse(&Value::Number(unix_seconds.to_string()))?;
        Ok(Self { timestamp: Some(timestamp), ..Self::default() })
    }

    pub(crate) fn is_set(flag: Option<Flag>) -> bool {
        flag.is_some_and(|flag| flag.0)
    }
}

/// Unix seconds: ten digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnixSeconds(String);

impl UnixSeconds {
    /// The decimal text, as it is signed and sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for UnixSeconds {
    const KIND: Kind = Kind::of("number | string").rule("Unix seconds, ten digits");

    fn parse(value: &Value) -> Result<Self> {
        let text = value.as_text().unwrap_or_default();
        if text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(text.to_owned()));
        }
        let error = Error::new(ErrorCode::TimestampOutOfRange, "is not a Unix time in seconds");
        Err(match text.len() {
            13 => error.hint("these look like milliseconds: write Math.floor(Date.now() / 1000)"),
            _ => error.hint("write ten digits"),
        })
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.clone()))
    }
}

/// Paths that a configuration puts in place of the documented ones, by operation name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paths(Vec<(String, String)>);

impl Paths {
    pub(crate) fn get(&self, operation: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == operation).map(|(_, path)| path.as_str())
    }

    /// Refuses names that are not operations, and paths without the parameters of the documented one.
    pub(crate) fn check<G: Gateway>(&self) -> Result<()> {
        for spec in G::entries().iter().map(|entry| entry.spec) {
            let own = self.get(spec.name).unwrap_or(spec.path);
            if let Some(lost) = parameters(spec.path).find(|parameter| !own.contains(parameter.as_str())) {
                return Err(Error::config(spec.name, format!("lacks {lost}"))
                    .at("paths")
                    .hint("keep the parameters in braces"));
            }
        }
        let known = || G::entries().iter().map(|entry| entry.spec.name);
        match self.0.iter().find(|(name, _)| known().all(|operation| operation != name)) {
            None => Ok(()),
            Some((name, _)) => Err(Error::config("paths", "names an operation that this class does not have").hint(
                nearest(name, known())
                    .map_or_else(|| known().collect::<Vec<_>>().join(", "), |meant| format!("did you mean {meant}?")),
            )),
        }
    }
}

/// The parameters of a path, braces included.
fn parameters(path: &str) -> impl Iterator<Item = String> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| format!("{{{name}}}"))
}

impl Field for Paths {
    const KIND: Kind = Kind::of("Record<string, string>").rule("operation name to path on the same host");

    fn parse(value: &Value) -> Result<Self> {
        let object =
            value.as_object().ok_or_else(|| Error::invalid("is not an object").hint("write { refund: \"/path\" }"))?;
        let parse = |(name, path): (&str, &Value)| {
            let Value::String(path) = path else { return Err(Error::invalid("is not a string").at(name)) };
            check_path(path).map_err(|error| error.at(name))?;
            Ok((name.to_owned(), path.clone()))
        };
        object.iter().map(parse).collect::<Result<_>>().map(Self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(self.0.iter().map(|(name, path)| (name.as_str(), path.as_str())).collect::<Object>().into())
    }
}

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

    /// Fills a parameter of the path.
    pub(crate) fn parameter(mut self, name: &str, encoded: &str) -> Self {
        self.path = self.path.replace(&format!("{{{name}}}"), encoded);
        self
    }

    /// Appends a query parameter.
    pub(crate) fn query(mut self, name: &str, text: &str) -> Self {
        self.query.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Appends the fields of `extra` to the end of the query.
    pub(crate) fn query_extra(mut self, extra: &Object) -> Self {
        for (name, value) in extra.iter() {
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

/// One documented request of a gateway.
pub trait Operation: Input {
    /// The gateway.
    type Gateway: Gateway;
    /// What an accepted request answers.
    type Answer: Lenient;
    /// What it is on the wire.
    const SPEC: &'static Spec;
    /// Sample inputs.
    const SAMPLES: &'static [Sample];

    /// Puts the fields where they belong and states the recipe.
    ///
    /// # Errors
    /// Rules that concern several fields or the configuration.
    fn draft(&self, gateway: &Self::Gateway, options: &Options) -> Result<Draft>;

    /// Reads the answer.
    ///
    /// # Errors
    /// `MALFORMED_RESPONSE` when it is not the gateway's at all.
    fn read(gateway: &Self::Gateway, response: HttpResponse<'_>) -> Result<Outcome<Self::Answer>>;
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

    /// Verifies, reads or signs an event: `verifyNotification`, `signWebhook`, `readReturn`, …
    ///
    /// # Errors
    /// As the call documents.
    fn handle(&self, call: &str, event: &Event) -> Result<Value>;
}

/// An operation with its types erased.
pub struct Entry<G> {
    /// What it is on the wire.
    pub spec: &'static Spec,
    pub(crate) draft: fn(&G, &Value, &Options) -> Result<Draft>,
    pub(crate) read: fn(&G, HttpResponse<'_>) -> Result<Value>,
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) described: fn() -> crate::catalog::Described,
}

impl<G: Gateway> Entry<G> {
    pub(crate) const fn of<O: Operation<Gateway = G>>() -> Self {
        Self {
            spec: O::SPEC,
            draft: |gateway, input, options| parse_input::<O>(input, G::ADDED)?.draft(gateway, options),
            read: |gateway, response| Ok(O::read(gateway, response)?.to_value()),
            #[cfg(not(target_arch = "wasm32"))]
            described: crate::catalog::describe::<O>,
        }
    }
}

/// Builds a request from a typed input.
pub(crate) fn build<O: Operation>(gateway: &O::Gateway, input: &O, options: &Options) -> Result<HttpRequest> {
    let finish = || {
        let draft = input.draft(gateway, options)?;
        let signature = gateway.request_recipe(&draft, options)?.map(|recipe| recipe.signature());
        gateway.seal(draft, signature, options)
    };
    finish().map_err(|error| error.of(O::Gateway::NAME, Some(O::SPEC.name)))
}

/// The recipe of a typed input.
pub(crate) fn recipe<O: Operation>(gateway: &O::Gateway, input: &O, options: &Options) -> Result<Recipe> {
    let finish = || signed(gateway, &input.draft(gateway, options)?, options);
    finish().map_err(|error| error.of(O::Gateway::NAME, Some(O::SPEC.name)))
}

fn signed<G: Gateway>(gateway: &G, draft: &Draft, options: &Options) -> Result<Recipe> {
    gateway.request_recipe(draft, options)?.ok_or_else(|| gateway.why_unsigned(draft.spec))
}

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

/// Reads the options of a call and refuses those that it would ignore.
fn parse_options<G: Gateway>(spec: Option<&Spec>, value: &Value) -> Result<Options> {
    if matches!(value, Value::Null) {
        return Ok(Options::default());
    }
    let options = parse_input::<Options>(value, &[]).map_err(|error| error.at("options"))?;
    let Some(spec) = spec else { return Ok(options) };
    let understood = |name: &str| name == "otherKeys" || G::OPTIONS.contains(&name) || spec.options.contains(&name);
    let given = value.as_object().into_iter().flat_map(Object::iter);
    match given.into_iter().find(|(name, value)| !matches!(value, Value::Null) && !understood(name)) {
        None => Ok(options),
        Some((name, _)) => {
            Err(Error::new(ErrorCode::UnknownField, "is not an option of this operation").at(name).at("options"))
        }
    }
}

impl<G: Gateway> Client for G {
    fn build(&self, operation: &str, input: &Value, options: &Value) -> Result<HttpRequest> {
        let entry = known_entry::<G>(operation)?;
        let finish = || {
            let options = parse_options::<G>(Some(entry.spec), options)?;
            let draft = (entry.draft)(self, input, &options)?;
            let signature = self.request_recipe(&draft, &options)?.map(|recipe| recipe.signature());
            self.seal(draft, signature, &options)
        };
        finish().map_err(|error| error.of(G::NAME, Some(entry.spec.name)))
    }

    fn recipe(&self, operation: &str, input: &Value, options: &Value) -> Result<Recipe> {
        let Some(entry) = entry::<G>(operation) else {
            let finish = || self.event_recipe(operation, input, &parse_options::<G>(None, options)?);
            return finish().map_err(|error| error.of(G::NAME, None));
        };
        let finish = || {
            let options = parse_options::<G>(Some(entry.spec), options)?;
            signed(self, &(entry.draft)(self, input, &options)?, &options)
        };
        finish().map_err(|error| error.of(G::NAME, Some(entry.spec.name)))
    }

    fn read(&self, operation: &str, response: HttpResponse<'_>) -> Result<Value> {
        let entry = known_entry::<G>(operation)?;
        (entry.read)(self, response).map_err(|error| error.of(G::NAME, Some(entry.spec.name)))
    }

    fn event(&self, call: &str, event: &Event) -> Result<Value> {
        self.handle(call, event).map_err(|error| error.of(G::NAME, None))
    }
}

/// Reads a configuration: every error in it is `INVALID_CONFIG`.
pub(crate) fn parse_config<T: Input>(gateway: &'static str, value: &Value) -> Result<T> {
    // An option that is empty was meant to hold something, unlike an empty field of an input.
    let mut given = value.as_object().into_iter().flat_map(Object::iter);
    if let Some((name, _)) = given.find(|(_, value)| matches!(value, Value::String(text) if text.is_empty())) {
        let error = Error::config(name, "is empty").hint("leave the option out, or read its value from your settings");
        return Err(error.of(gateway, None));
    }
    parse_input::<T>(value, &["extra"]).map_err(|error| error.with_code(ErrorCode::InvalidConfig).of(gateway, None))
}

/// The typed methods and the operation table of a gateway.
macro_rules! operations {
    ($gateway:ident { $( $(#[doc = $doc:literal])* $build:ident / $read:ident : $operation:ty ),* $(,)? }) => {
        impl $gateway {
            $(
                $(#[doc = $doc])*
                ///
                /// # Errors
                /// Rules that concern several fields, or a secret or token that is not configured.
                pub fn $build(
                    &self,
                    input: &$operation,
                    options: &$crate::operation::Options,
                ) -> $crate::error::Result<$crate::request::HttpRequest> {
                    $crate::operation::build(self, input, options)
                }

                #[doc = concat!("Reads the answer to [`", stringify!($gateway), "::", stringify!($build), "`].")]
                ///
                /// # Errors
                /// `MALFORMED_RESPONSE` when the answer is not the gateway's at all.
                pub fn $read(
                    &self,
                    response: $crate::request::HttpResponse<'_>,
                ) -> $crate::error::Result<$crate::outcome::Outcome<<$operation as $crate::operation::Operation>::Answer>> {
                    <$operation as $crate::operation::Operation>::read(self, response)
                }
            )*

            /// The recipe of the signature of any operation, to sign, explain or compare with.
            ///
            /// # Errors
            /// As building the request; `UNSUPPORTED` when it is not signed.
            pub fn recipe_of<O: $crate::operation::Operation<Gateway = Self>>(
                &self,
                input: &O,
                options: &$crate::operation::Options,
            ) -> $crate::error::Result<$crate::signing::Recipe> {
                $crate::operation::recipe(self, input, options)
            }

            pub(crate) const ENTRIES: &'static [$crate::operation::Entry<Self>] =
                &[$($crate::operation::Entry::of::<$operation>()),*];
        }
    };
}
pub(crate) use operations;
