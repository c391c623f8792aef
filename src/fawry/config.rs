//! The configuration of a Fawry merchant, and what every Fawry request has in common.

use crate::declare::{BaseUrl, Input, Lenient, Opaque, Shape, amounts_as_text, choices, input};
use crate::error::{Error, Result};
use crate::fawry::errors::ERRORS;
use crate::fawry::events::EVENTS;
use crate::fawry::mistakes;
use crate::fawry::{Charged, Notification, NotificationV1};

use crate::operation::{Body, Draft, Entry, Event, Gateway, Options, Paths, SignedEvent, Spec, parse_config};
use crate::outcome::KnownError;
use crate::request::{HttpRequest, join, percent_encode};
use crate::secret::{Keys, Secret};
use crate::signing::{Mistake, PastedEvent, Recipe, SentRequest, Subject};
use crate::value::{Object, Value};

choices! {
    /// Which of Fawry's environments the codes and keys belong to.
    Environment: "\"staging\" | \"production\"", "staging or production" { Staging = "staging", Production = "production" }
}
choices! {
    /// How query parameters are written.
    QueryEncoding: "\"raw\" | \"percent\"", "raw or percent" { Raw = "raw", Percent = "percent" }
}
choices! {
    /// Which fields of a charge are signed.
    ChargeSignature: "\"byMethod\" | \"base\"", "byMethod or base" { ByMethod = "byMethod", Base = "base" }
}
choices! {
    /// Which fields of a checkout link are signed.
    CheckoutSignature: "\"items\" | \"base\"", "items or base" { Items = "items", Base = "base" }
}
choices! {
    /// The order in which items are signed and sent.
    ItemOrder: "\"sorted\" | \"given\"", "sorted or given" { Sorted = "sorted", Given = "given" }
}
choices! {
    /// Whether the token is signed when a card token is deleted.
    DeleteTokenSignature: "\"withToken\" | \"withoutToken\"", "withToken or withoutToken" {
        WithToken = "withToken", WithoutToken = "withoutToken"
    }
}
choices! {
    /// Where the parameters stand when a card token is deleted.
    DeleteTokenParams: "\"query\" | \"body\"", "query or body" { Query = "query", Body = "body" }
}
choices! {
    /// Under which names an installment-plans request carries the merchant code.
    InstallmentPlansQuery: "\"both\" | \"merchantCode\" | \"accountNumber\"", "both, merchantCode or accountNumber" {
        Both = "both", MerchantCode = "merchantCode", AccountNumber = "accountNumber"
    }
}
choices! {
    /// How amounts stand in a body.
    AmountEncoding: "\"number\" | \"string\"", "number or string" { Number = "number", String = "string" }
}
choices! {
    /// The digest of notification V1.
    NotificationV1Digest: "\"md5\" | \"sha256\"", "md5 or sha256" { Md5 = "md5", Sha256 = "sha256" }
}

input! {
    /// The merchant's account at Fawry, and readings of the documentation that are not the default.
    pub struct FawryConfig as "FawryConfig" {
        /// The merchant code, exactly as Fawry issued it; it is never decoded, even when it looks like Base64.
        merchant_code: Opaque = "merchantCode",
        /// The secure key. An array holds several, newest first: the first signs, any verifies.
        secure_key: Keys = "secureKey",
        /// Which hosts are used. Codes and keys of one environment are refused by the other.
        environment: Environment = "environment",
        /// Another host for every operation of this instance, `checkoutLink` included.
        base_url: Option<BaseUrl> = "baseUrl",
        /// Another path for an operation: `{ charge: "/ECommerceWeb/Fawry/payments/charge" }`.
        paths: Option<Paths> = "paths",
        /// `raw` (default) writes query values as they are and refuses characters that would break them.
        query_encoding: Option<QueryEncoding> = "queryEncoding",
        /// `base` signs every charge by the one formula of the Server API description.
        charge_signature: Option<ChargeSignature> = "chargeSignature",
        /// `base` signs a checkout link as a charge, as some merchant profiles are said to need.
        checkout_signature: Option<CheckoutSignature> = "checkoutSignature",
        /// `given` keeps the order of the items instead of sorting them by `itemId`.
        item_order: Option<ItemOrder> = "itemOrder",
        /// `withoutToken` leaves the token out of the signature of `deleteCardToken`.
        delete_token_signature: Option<DeleteTokenSignature> = "deleteTokenSignature",
        /// `body` sends the parameters of `deleteCardToken` as JSON.
        delete_token_params: Option<DeleteTokenParams> = "deleteTokenParams",
        /// Send only one of the two documented parameters of `installmentPlans`.
        installment_plans_query: Option<InstallmentPlansQuery> = "installmentPlansQuery",
        /// `string` writes amounts in bodies as JSON strings.
        amount_encoding: Option<AmountEncoding> = "amountEncoding",
        /// `sha256` verifies notification V1 by SHA-256, as one integration does.
        notification_v1_digest: Option<NotificationV1Digest> = "notificationV1Digest",
    }
}

/// A Fawry merchant.
#[derive(Debug, Clone)]
pub struct Fawry {
    pub(crate) config: FawryConfig,
    paths: Paths,
}

impl Fawry {
    /// Reads a configuration; the fields are those of [`FawryConfig`].
    ///
    /// # Errors
    /// `INVALID_CONFIG` with the name of the option.
    pub fn new(config: &Value) -> Result<Self> {
        let mut config: FawryConfig = parse_config(Self::NAME, config)?;
        let paths = config.paths.take().unwrap_or_default();
        paths.check::<Self>()?;
        Ok(Self { config, paths })
    }

    pub(crate) fn merchant_code(&self) -> &str {
        self.config.merchant_code.as_str()
    }

    pub(crate) fn key(&self) -> &Secret {
        self.config.secure_key.newest()
    }

    /// One recipe for each key, to verify with.
    pub(crate) fn recipes(&self, recipe: impl Fn(&Secret) -> Recipe) -> Vec<Recipe> {
        self.config.secure_key.iter().map(recipe).collect()
    }

    /// A body that starts with the merchant code.
    pub(crate) fn body_of(&self, fields: Object) -> Object {
        let mut body = Object::new();
        body.push("merchantCode", self.merchant_code());
        fields.into_iter().for_each(|(name, value)| body.push(name, value));
        body
    }

    fn host(&self, spec: &Spec) -> &str {
        match (&self.config.base_url, self.config.environment) {
            (Some(url), _) => url.as_str(),
            (None, Environment::Staging) => "https://atfawry.fawrystaging.com",
            // The hosted checkout answers without www, the server API with it.
            (None, Environment::Production) if spec.path.starts_with("/fawrypay-api/") => "https://atfawry.com",
            (None, Environment::Production) => "https://www.atfawry.com",
        }
    }

    fn query_text(&self, name: &str, text: &str) -> Result<String> {
        if self.config.query_encoding == Some(QueryEncoding::Percent) {
            return Ok(percent_encode(text));
        }
        let raw = |character: char| character.is_ascii_alphanumeric() || "=+/:@,-_.~".contains(character);
        match text.chars().find(|character| !raw(*character)) {
            None => Ok(text.to_owned()),
            Some(bad) => {
                Err(Error::invalid(format!("holds {bad:?}, which would break the raw query that Fawry expects"))
                    .at(name)
                    .hint(
                        "use a reference of letters, digits and = + / : @ , - _ . ~, or set queryEncoding: \"percent\"",
                    ))
            }
        }
    }
}

impl Gateway for Fawry {
    const NAME: &'static str = "fawry";
    const CLASS: &'static str = "Fawry";
    const ADDED: &'static [&'static str] =
        &["merchantCode", "merchantAccount", "accountNumber", "signature", "requestSignature"];
    const CONFIG: Shape = FawryConfig::SHAPE;
    const SAMPLE_CONFIG: &'static str = r#"{
        "merchantCode": "1tSa6uxz2nTwlaAmt38enA==",
        "secureKey": "259af31fc2f74453b3a55739b21ae9ef",
        "environment": "staging"
    }"#;
    const EVENTS: &'static [SignedEvent] = EVENTS;
    const RESULTS: &'static [&'static Shape] =
        &[&Notification::DECLARED, &NotificationV1::DECLARED, &Charged::DECLARED];
    const ERRORS: &'static [KnownError] = ERRORS;

    fn configure(config: &Value) -> Result<Self> {
        Self::new(config)
    }

    fn entries() -> &'static [Entry<Self>] {
        Self::ENTRIES
    }

    fn paths(&self) -> &Paths {
        &self.paths
    }

    fn request_recipe(&self, draft: &Draft, _: &Options) -> Result<Option<Recipe>> {
        Ok(draft.recipe.clone())
    }

    fn why_unsigned(&self, spec: &Spec) -> Error {
        Error::unsupported(spec.unsigned.unwrap_or_default()).hint("send the request as the builder made it")
    }

    /// The signature is a field: the last of a body, or of the query.
    fn seal(&self, mut draft: Draft, signature: Option<String>, _: &Options) -> Result<HttpRequest> {
        let mut headers = vec![("accept", "application/json".to_owned())];
        if let Body::Object(body) = &mut draft.body {
            if self.config.amount_encoding == Some(AmountEncoding::String) {
                amounts_as_text(body, draft.slots);
            }
            if let Some(signature) = &signature {
                body.push(draft.signature_name, signature.as_str());
            }
        } else if let Some(signature) = signature {
            draft.query.push((draft.signature_name.to_owned(), signature));
        }
        let mut url = join(self.host(draft.spec), &draft.path);
        let own = draft.query.iter().map(|(name, text)| (name, self.query_text(name, text)));
        let extra = draft.trailing.iter();
        let extra = extra.map(|(name, text)| (name, self.query_text(name, text).map_err(|error| error.at("extra"))));
        for (index, (name, text)) in own.chain(extra).enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(&percent_encode(name));
            url.push('=');
            url.push_str(&text?);
        }
        let body = draft.body_text();
        if body.is_some() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        Ok(HttpRequest { method: draft.spec.method, url, headers, body })
    }

    fn event_recipe(&self, name: &str, input: &Value, _: &Options) -> Result<Recipe> {
        match name {
            "notification" => self.notification_recipe(input),
            "notificationV1" => self.notification_v1_recipe(input),
            "return" => self.return_recipe(input),
            "sdkPayment" => self.sdk_payment_recipe(input),
            "sdkTokenization" => self.sdk_tokenization_recipe(input),
            _ => Err(Error::unsupported(format!("Fawry signs no {name:?}")).hint(
                "write the name of a builder, notification, notificationV1, return, sdkPayment or sdkTokenization",
            )),
        }
    }

    fn secrets(&self) -> Vec<(&'static str, &Secret)> {
        self.config.secure_key.named("secureKey", "secureKey (an older one)")
    }

    fn account(&self) -> Vec<(&'static str, &str)> {
        vec![("merchantCode", self.config.merchant_code.as_str())]
    }

    fn recognise_event(&self, sent: &SentRequest) -> Option<PastedEvent> {
        mistakes::recognise_event(sent)
    }

    fn mistakes(&self, subject: &Subject<'_>) -> Vec<Mistake> {
        mistakes::mistakes(subject)
    }

    fn handle(&self, call: &str, event: &Event) -> Result<Value> {
        Ok(match call {
            "verifyNotification" => self.verify_notification(&event.body)?.to_value(),
            "signNotification" => self.sign_notification(&event.details)?.into(),
            "verifyNotificationV1" => self.verify_notification_v1(event.text()?)?.to_value(),
            "verifyReturn" => self.verify_return(event.text()?)?.to_value(),
            _ => return Err(Error::unsupported(format!("Fawry has no {call:?}"))),
        })
    }
}
