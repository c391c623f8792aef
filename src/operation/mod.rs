//! What an operation and a gateway are, and what every gateway does with them in the same way.

mod client;
mod draft;
mod gateway;
mod options;
mod paths;

pub use client::Client;
pub use draft::{Body, Draft};
pub(crate) use gateway::parse_config;
pub use gateway::{Event, Gateway, SignedEvent};
pub use options::{Options, OtherKey, OtherKeys, UnixSeconds};
pub use paths::Paths;

use crate::declare::{Input, Lenient, Shape, Slot, Variant, parse_input};
use crate::error::Result;
use crate::outcome::Outcome;
use crate::request::{HttpRequest, HttpResponse, Method};
use crate::signing::Recipe;
use crate::value::Value;

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
    /// The field whose value is the whole body, where the body is no object.
    const WHOLE_BODY: Option<&'static str> = None;

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

/// An operation with its types erased.
pub struct Entry<G> {
    /// What it is on the wire.
    pub spec: &'static Spec,
    /// The fields, those of every form.
    pub(crate) shape: Shape,
    pub(crate) variants: &'static [Variant],
    /// The field whose value is the whole body.
    pub(crate) whole_body: Option<&'static str>,
    pub(crate) draft: fn(&G, &Value, &Options) -> Result<Draft>,
    pub(crate) read: fn(&G, HttpResponse<'_>) -> Result<Value>,
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) described: fn() -> crate::catalog::Described,
}

impl<G: Gateway> Entry<G> {
    pub(crate) const fn of<O: Operation<Gateway = G>>() -> Self {
        Self {
            spec: O::SPEC,
            shape: O::SHAPE,
            variants: O::VARIANTS,
            whole_body: O::WHOLE_BODY,
            draft: |gateway, input, options| parse_input::<O>(input, G::ADDED)?.draft(gateway, options),
            read: |gateway, response| Ok(O::read(gateway, response)?.to_value()),
            #[cfg(not(target_arch = "wasm32"))]
            described: crate::catalog::describe::<O>,
        }
    }
}

impl<G> Entry<G> {
    /// Every field that the operation may have.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &'static Slot> + use<G> {
        let variants = self.variants.iter().flat_map(|variant| variant.shape.slots);
        self.shape.slots.iter().chain(variants)
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
