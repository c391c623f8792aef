//! Gateway classes and what they sign that is no request.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::document::{DocumentBuf, Item};
use crate::engine::{Account, Arena, Arrived, Call, Reply, UnsignedRequest, Values};
use crate::error::{Error, Result};
use crate::outcome::KnownError;
#[cfg(feature = "diagnose")]
use crate::signing::diagnose::OwnMistakes;
#[cfg(not(target_arch = "wasm32"))]
use crate::table::About;
use crate::table::{AnswerShape, Condition, Key, Operation, Recipe, Shape};

/// Makes the bytes of an HMAC key of the text of a setting.
pub(crate) type KeyBytes = fn(&Values<'_>, Key, &str) -> Result<Zeroizing<Vec<u8>>>;

/// A gateway class: `Fawry`, `FawryInvoices`, …
pub(crate) struct Class {
    /// The name of the gateway, its folder and its feature: `fawry`.
    pub(crate) gateway: &'static str,
    /// The name of the class.
    pub(crate) name: &'static str,
    /// The configuration.
    pub(crate) config: &'static Shape,
    /// A configuration for samples.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) sample_config: &'static str,
    /// Rules over several settings.
    pub(crate) check_config: Option<fn(&Values<'_>) -> Result<()>>,
    /// The setting that holds paths of the merchant's own.
    pub(crate) paths: Key,
    /// Wire names that an instance writes itself, refused in an input.
    pub(crate) reserved: &'static [&'static str],
    /// The options that every call understands.
    pub(crate) options: &'static [Key],
    /// The operations.
    pub(crate) operations: &'static [&'static Operation],
    /// What is signed that is no request.
    pub(crate) events: &'static [Event],
    /// What is known about its error codes.
    pub(crate) errors: &'static [KnownError],
    /// The base of the URLs of a call.
    pub(crate) host: for<'a> fn(&Call<'a>) -> Host<'a>,
    /// Whether query values are written as they are; otherwise they are percent-encoded.
    pub(crate) raw_query: fn(&Values<'_>) -> bool,
    /// Whether amounts in bodies are JSON strings.
    pub(crate) amounts_as_text: fn(&Call<'_>) -> bool,
    /// The formula of every request that has none of its own, when the account signs them.
    pub(crate) recipe: Option<fn(&Call<'_>) -> Option<&'static Recipe>>,
    /// Writes the headers of a request, its signature among them where it is one.
    pub(crate) headers: for<'a> fn(&Call<'a>, &mut UnsignedRequest<'a>, Option<&str>) -> Result<()>,
    /// The header that carries a signature, where it is no field.
    pub(crate) signature_header: Option<&'static str>,
    /// Why a request has no signature, for callers who ask for it.
    pub(crate) why_unsigned: fn(&'static Operation) -> Error,
    /// The refusal of a name that is neither an operation nor an event.
    pub(crate) no_such_event: fn(&str) -> Error,
    /// The bytes of an HMAC key, where a setting says how it is written.
    pub(crate) key_bytes: Option<KeyBytes>,
    /// The methods that verify, read and sign its events.
    pub(crate) methods: &'static [EventMethod],
    /// What a diagnosis tries for this class alone.
    #[cfg(feature = "diagnose")]
    pub(crate) own_mistakes: &'static OwnMistakes,
    /// What else is known of it.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) about: &'static About,
    /// The tokens that expire: settings that an instance lets its caller replace.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) tokens: &'static [Key],
    /// The results that `expectPayment` takes: what the gateway vouches for, with an amount.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) payments: &'static [&'static AnswerShape],
}

impl Class {
    /// Verifies, reads or signs an event by the name of the method: `verifyNotification`.
    ///
    /// # Errors
    /// As the method documents; `UNSUPPORTED` for a name that is none.
    pub(crate) fn receive<'a>(
        &self,
        account: &'a Account<'a>,
        name: &str,
        arrived: &'a Arrived<'a>,
        arena: &'a Arena,
    ) -> Result<Reply<'a>> {
        match self.methods.iter().find(|method| method.name == name) {
            Some(method) => (method.run)(account, arrived, arena),
            None => Err(Error::unsupported(format!("{} has no {name:?}", self.name))
                .hint("write the name of one of its methods for events, such as verifyWebhook")),
        }
    }
}

/// Where the requests of a call go.
pub(crate) struct Host<'a> {
    /// The base that the path of the operation is appended to.
    pub(crate) base: Cow<'a, str>,
    /// The part of a documented path that the base has already; what follows it is signed.
    pub(crate) prefix: &'static str,
    /// Whether a configured path is one on the host, whatever path the base has.
    pub(crate) own_path_on_origin: bool,
}

/// Something signed that is no request: a notification, a webhook, a value for a mobile SDK.
pub(crate) struct Event {
    /// The name that `signature` and `explain` take: `notification`.
    pub(crate) name: &'static str,
    /// The signed fields.
    pub(crate) input: &'static Shape,
    /// Whether the input may hold other fields, as everything that arrives does.
    pub(crate) open: bool,
    /// What the input as a whole must be; an object where nothing else is said.
    pub(crate) accept: Option<fn(Item<'_>) -> Result<()>>,
    /// Rules over several fields.
    pub(crate) check: Option<fn(&mut Call<'_>) -> Result<()>>,
    /// What the input may be beside an object: a URL or JSON that arrived.
    pub(crate) from_text: Option<fn(&str) -> Result<DocumentBuf>>,
    /// The formula.
    pub(crate) recipe: Recipe,
    /// Another formula under a condition on the account.
    pub(crate) recipe_instead: Option<(Condition, Recipe)>,
    /// What it is.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) summary: &'static str,
    /// Whether the input is declared rather than whatever arrived.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) declared: bool,
    /// A sample input, as JSON.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) sample: &'static str,
    /// The options of the call, as JSON.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) sample_options: &'static str,
}

impl Event {
    /// The start of a declaration: an event that arrives, and holds more than what is signed.
    pub(crate) const ARRIVING: Self = Self {
        name: "",
        input: &Shape::NONE,
        open: true,
        accept: None,
        check: None,
        from_text: None,
        recipe: Recipe::sha256(&[]),
        recipe_instead: None,
        #[cfg(not(target_arch = "wasm32"))]
        summary: "",
        #[cfg(not(target_arch = "wasm32"))]
        declared: false,
        #[cfg(not(target_arch = "wasm32"))]
        sample: "",
        #[cfg(not(target_arch = "wasm32"))]
        sample_options: "{}",
    };
}

/// A method of an instance for an event: `verifyNotification`, and `signNotification` for tests.
pub(crate) struct EventMethod {
    /// Its name in JavaScript.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) run: for<'a> fn(&'a Account<'a>, &'a Arrived<'a>, &'a Arena) -> Result<Reply<'a>>,
    /// What it gives.
    pub(crate) gives: Gives,
    /// What the package, the command and the page are made of.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) about: AboutMethod,
}

/// A method for an event, as JavaScript sees it.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) struct AboutMethod {
    /// The name of the event; empty for what is not signed.
    pub(crate) event: &'static str,
    /// What arrives, in a word or two: `notification V2`; empty where nothing does.
    pub(crate) title: &'static str,
    /// What it takes.
    pub(crate) takes: Takes,
    /// Its documentation.
    pub(crate) doc: &'static str,
}

/// What a method for an event takes in JavaScript.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) enum Takes {
    /// The raw body.
    Body(SignatureAt),
    /// A URL or its query.
    Query(SignatureAt),
    /// The same, or JSON.
    QueryOrJson(SignatureAt),
    /// `{ body, … }`: the raw body, and beside it these members, which the core reads from `details`: `headers`, and
    /// where they are signed `url`, `now` and `toleranceSeconds`. `address` is what the gateway calls the URL.
    Delivery { beside: &'static Shape, address: &'static str, signature: &'static str, time: &'static str },
    /// What is to be signed; the parameters as TypeScript writes them.
    Fields(&'static str),
    /// What is to be delivered: the body, and of the same members those that are signed.
    ToDeliver(&'static Shape),
}

/// Where the signature of an event stands.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy)]
pub(crate) enum SignatureAt {
    /// Nowhere.
    Nowhere,
    /// In this member of the body, or parameter of the query.
    Member(&'static str),
    /// Inside what arrives, in a form of the gateway's own, which `www/app/webhooks.js` takes apart.
    Inside,
}

/// What a method for an event gives.
pub(crate) enum Gives {
    /// A verified event.
    Result(&'static AnswerShape),
    /// A body, as text.
    Body,
    /// Headers by name.
    Headers,
}
