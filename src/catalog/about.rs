//! What is declared of a class beside its operations, as data.

use serde::Serialize;

use super::{Type, shape_type, tidy};
use crate::table::{
    AnswerShape, Ask, Class, Currency, Event, EventMethod, Gives, Key, Part, ProofPlace, Recipe, SaidIn, Shape,
    SignatureAt, Takes, Unified, UnifiedCalls,
};

/// A method for what is no request.
#[derive(Debug, Serialize)]
pub struct MethodData {
    /// `verifyNotification`.
    pub name: &'static str,
    /// The name of the event; empty for what is not signed.
    pub event: &'static str,
    /// What arrives, in a word or two; empty where nothing does.
    pub title: &'static str,
    /// What it takes.
    pub takes: TakenData,
    /// The TypeScript type of what it gives.
    pub gives: &'static str,
    /// The setting that holds the keys.
    pub key: Option<&'static str>,
    /// The documentation.
    #[serde(skip)]
    pub doc: String,
}

/// What such a method takes.
#[derive(Debug, Serialize)]
#[serde(tag = "as", rename_all = "camelCase")]
pub enum TakenData {
    /// The raw body.
    Body {
        /// The member that holds the signature.
        signature: Option<&'static str>,
    },
    /// A URL or its query; `json` where JSON is taken too.
    Query {
        /// The parameter that holds the signature.
        signature: Option<&'static str>,
        /// Whether JSON is taken too.
        json: bool,
    },
    /// The raw body and other members of one object.
    Delivery {
        /// The other members.
        beside: Type,
        /// What the gateway calls the address.
        address: &'static str,
        /// The header that holds the signature.
        signature: &'static str,
        /// The header that holds the time; empty where none does.
        time: &'static str,
    },
    /// What is to be signed.
    Fields {
        /// The parameters as TypeScript writes them.
        parameters: &'static str,
    },
    /// What is to be delivered.
    ToDeliver {
        /// The members beside the body of what arrives then.
        beside: Type,
    },
}

/// How a class shows in what somebody pastes.
#[derive(Debug, Serialize)]
pub struct PastedData {
    /// `[environment, host]`; with a dot in front any host of that domain.
    pub hosts: Vec<(&'static str, &'static str)>,
    /// The beginnings of paths.
    pub paths: &'static [&'static str],
    /// Names of fields and headers.
    pub names: &'static [&'static str],
    /// `[setting, where]`.
    pub settings: Vec<(&'static str, SaidData)>,
}

/// Where a paste says a setting.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SaidData {
    /// Under any of these names.
    Names(&'static [&'static str]),
    /// Behind this word.
    Behind(&'static str),
    /// In front of this domain.
    HostOf(&'static str),
}

/// The row of a gateway in `tawqee/unified`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnifiedData {
    /// The refund.
    pub refund: CallData,
    /// Whether it refunds the whole payment only.
    pub whole_only: bool,
    /// The status.
    pub status: CallData,
    /// The members of the answer that tell `amount`, `merchantRef`, `paymentId`, and `currency` where one does.
    pub told: Vec<(&'static str, &'static str)>,
    /// The currency of a gateway that has one.
    pub currency: Option<&'static str>,
}

/// A call and its fields.
#[derive(Debug, Serialize)]
pub struct CallData {
    /// The operation.
    pub operation: &'static str,
    /// `[field, what it holds]`.
    pub fields: Vec<(&'static str, &'static str)>,
}

/// What `tawqee live` asks.
#[derive(Debug, Serialize)]
pub struct LiveData {
    /// `signature`, `API key`.
    pub proof: &'static str,
    /// The header that holds it.
    pub header: Option<&'static str>,
    /// The parameter of the query that holds it.
    pub query: Option<&'static str>,
    /// A setting without which there is no proof.
    pub needs: Option<&'static str>,
    /// The call that is made with a right and with a wrong proof.
    pub ask: CallData,
    /// Further calls.
    pub others: Vec<CallData>,
    /// The codes by which a proof is refused.
    pub refusing: &'static [&'static str],
    /// The codes by which there is no such order.
    pub unknown: &'static [&'static str],
}

/// What a method verifies.
pub(super) fn result(method: &EventMethod) -> Option<&'static AnswerShape> {
    match method.gives {
        Gives::Result(shape) => Some(shape),
        Gives::Body | Gives::Headers => None,
    }
}

pub(super) fn method(class: &Class, method: &EventMethod) -> MethodData {
    let about = &method.about;
    let event = class.events.iter().find(|event| event.name == about.event);
    MethodData {
        name: method.name,
        event: about.event,
        title: about.title,
        takes: taken(&about.takes),
        gives: match method.gives {
            Gives::Result(shape) => shape.name,
            Gives::Body => "string",
            Gives::Headers => "Record<string, string>",
        },
        key: event.and_then(key_of).map(|key| class.config.name_of(key)),
        doc: tidy(about.doc),
    }
}

fn taken(takes: &Takes) -> TakenData {
    let member = |at: SignatureAt| match at {
        SignatureAt::Nowhere | SignatureAt::Inside => None,
        SignatureAt::Member(name) => Some(name),
    };
    match *takes {
        Takes::Body(at) => TakenData::Body { signature: member(at) },
        Takes::Query(at) => TakenData::Query { signature: member(at), json: false },
        Takes::QueryOrJson(at) => TakenData::Query { signature: member(at), json: true },
        Takes::Delivery { beside, address, signature, time } => {
            TakenData::Delivery { beside: shape_type(beside), address, signature, time }
        }
        Takes::Fields(parameters) => TakenData::Fields { parameters },
        Takes::ToDeliver(beside) => TakenData::ToDeliver { beside: shape_type(beside) },
    }
}

/// The setting that holds the keys of an event: that of an HMAC, or the one among the parts.
fn key_of(event: &Event) -> Option<Key> {
    let secret = |part: &Part| match part {
        Part::Secret(key, _) => Some(*key),
        _ => None,
    };
    event.recipe.key.or_else(|| event.recipe.parts.iter().find_map(secret))
}

/// The settings in every formula of a class, in the order of its configuration.
pub(super) fn signs_with(class: &Class) -> Vec<&'static str> {
    let operations = class.operations.iter().filter_map(|operation| operation.recipe);
    let recipes: Vec<&Recipe> = operations.chain(class.events.iter().map(|event| &event.recipe)).collect();
    let parts = recipes.iter().flat_map(|recipe| settings_of(recipe.parts));
    let keys: Vec<Key> = parts.chain(recipes.iter().filter_map(|recipe| recipe.key)).collect();
    let fields = class.config.fields.iter().enumerate();
    fields.filter(|(index, _)| keys.iter().any(|key| key.index() == *index)).map(|(_, field)| field.name).collect()
}

fn settings_of(parts: &[Part]) -> Vec<Key> {
    let keys = |part: &Part| match *part {
        Part::Setting(key, _) | Part::Secret(key, _) => vec![key],
        Part::When(_, parts) => settings_of(parts),
        _ => Vec::new(),
    };
    parts.iter().flat_map(keys).collect()
}

#[cfg(feature = "diagnose")]
pub(super) fn merchant(class: &Class) -> Vec<&'static str> {
    class.own_mistakes.merchant.iter().map(|key| class.config.name_of(*key)).collect()
}

#[cfg(not(feature = "diagnose"))]
pub(super) fn merchant(_: &Class) -> Vec<&'static str> {
    Vec::new()
}

pub(super) fn pasted(class: &Class) -> PastedData {
    let pasted = &class.about.pasted;
    let host = |address: &'static str| {
        let rest = address.strip_prefix("https://").unwrap_or(address);
        rest.split_once('/').map_or(rest, |(host, _)| host)
    };
    let said = |(key, place): &(Key, SaidIn)| {
        let place = match *place {
            SaidIn::Names(names) => SaidData::Names(names),
            SaidIn::Bearer => SaidData::Behind("Bearer"),
            SaidIn::HostOf(domain) => SaidData::HostOf(domain),
        };
        (class.config.name_of(*key), place)
    };
    PastedData {
        hosts: pasted.hosts.iter().map(|(environment, address)| (*environment, host(address))).collect(),
        paths: pasted.paths,
        names: pasted.names,
        settings: pasted.settings.iter().map(said).collect(),
    }
}

pub(super) fn unified(class: &Class) -> Option<UnifiedData> {
    let UnifiedCalls { refund, status } = class.about.unified.as_ref()?;
    let answer = |key: Key| status.operation.answer.fields.get(key.index()).map_or("", |field| field.name);
    let (currency, member) = match status.currency {
        Currency::Always(currency) => (Some(currency), None),
        Currency::In(key) => (None, Some(("currency", answer(key)))),
    };
    let told = [("amount", answer(status.amount))].into_iter().chain(member);
    let told = told.chain([("merchantRef", answer(status.merchant_ref)), ("paymentId", answer(status.payment_id))]);
    Some(UnifiedData {
        refund: meant(refund.operation.name, refund.operation.input, refund.fields),
        whole_only: refund.whole_only,
        status: meant(status.operation.name, status.operation.input, status.fields),
        told: told.collect(),
        currency,
    })
}

fn meant(operation: &'static str, input: &Shape, fields: &[(Key, Unified)]) -> CallData {
    let name = |unified: Unified| match unified {
        Unified::MerchantRef => "merchantRef",
        Unified::PaymentId => "paymentId",
        Unified::Amount => "amount",
        Unified::Reason => "reason",
    };
    CallData { operation, fields: fields.iter().map(|(key, unified)| (input.name_of(*key), name(*unified))).collect() }
}

pub(super) fn live(class: &Class) -> Option<LiveData> {
    let live = class.about.live.as_ref()?;
    let call = |ask: &Ask| CallData {
        operation: ask.operation.name,
        fields: ask.fields.iter().map(|(key, text)| (ask.operation.input.name_of(*key), *text)).collect(),
    };
    let (header, query) = match live.place {
        ProofPlace::Header(name) => (Some(name), None),
        ProofPlace::Query(name) => (None, Some(name)),
    };
    Some(LiveData {
        proof: live.proof,
        header,
        query,
        needs: live.needs.map(|key| class.config.name_of(key)),
        ask: call(&live.ask),
        others: live.others.iter().map(call).collect(),
        refusing: live.refusing,
        unknown: live.unknown,
    })
}
