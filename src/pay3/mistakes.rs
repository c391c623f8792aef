//! Mistakes that only Pay3's pages invite.

use crate::pay3::{Pay3Config, names};
use crate::signing::diagnose::{Edit, Extra, OwnMistakes, Piece, causes, ranking};
use crate::signing::{Encoding, Mistake, PastedEvent, Role, SentRequest, Subject};
use crate::value::{Object, Value};

/// What a diagnosis tries for Pay3 alone.
pub(super) static OWN_MISTAKES: OwnMistakes = OwnMistakes {
    merchant: &[Pay3Config::KEY.client_id],
    recognise_event: Some(recognise_event),
    names: names::NAMES,
    mistakes: Some(mistakes),
};

/// The currency ids that the documentation prints; a refund has none of its own to take.
const CURRENCIES: &[&str] = &["inr_in", "brl_bz", "aed_ae", "usdt_polygon", "usdc_sepolia", "usdc_amoy"];

/// Headers that other libraries write in front of the claims.
const HEADERS: &[&str] = &[
    r#"{"alg":"HS384","typ":"JWT"}"#,
    r#"{"typ":"JWT","alg":"HS384"}"#,
    r#"{"alg":"HS256"}"#,
    r#"{"alg":"HS256","typ":"JWT"}"#,
    r#"{"typ":"JWT","alg":"HS256"}"#,
];

fn mistakes(subject: &Subject<'_>) -> Vec<Mistake> {
    if subject.is_event {
        return headers(subject);
    }
    let text = |name: &str| subject.part_named(name).map(|part| subject.text(part));
    let (Some(amount), Some(request)) = (text("fiatAmount"), text("requestId")) else { return Vec::new() };
    let is_long = text("currencyId").is_some();
    let named = |operation: &'static str, string: String| Mistake {
        cause: &causes::FORMULA_OF_ANOTHER,
        rank: ranking::NEIGHBOURING_FORMULA,
        fields: vec!["currencyId".to_owned()],
        how: operation.into(),
        edit: Edit::Arrange(vec![Piece::Extra(Extra::new(string, false))]),
    };
    if is_long {
        return vec![named("refund", format!("fiatAmount={amount}&requestId={request}"))];
    }
    let sent = subject.sent.iter().find(|field| field.name == "currencyId").map(|field| field.text.as_str());
    let currencies = sent.into_iter().chain(CURRENCIES.iter().copied());
    currencies
        .map(|currency| named("payout", format!("currencyId={currency}&fiatAmount={amount}&requestId={request}")))
        .collect()
}

fn headers(subject: &Subject<'_>) -> Vec<Mistake> {
    let Some(header) = subject.recipe.parts.iter().position(|part| part.role == Role::Literal) else {
        return Vec::new();
    };
    let other = |text: &&str| Mistake {
        cause: &causes::TOKEN_HEADER,
        rank: ranking::TOKEN_LIBRARY,
        fields: vec![subject.name(header)],
        how: format!("{text} in front of the claims").into(),
        edit: Edit::Texts(vec![(header, Encoding::Base64Url.encode(text.as_bytes()).into_bytes())]),
    };
    HEADERS.iter().map(other).collect()
}

/// A webhook: `{ payload }` with a token in it.
fn recognise_event(sent: &SentRequest) -> Option<PastedEvent> {
    let fields = sent.fields();
    let (_, payload) = fields.iter().find(|(name, _)| name == "payload")?;
    let mut segments = payload.as_text()?.split('.').skip(1);
    let claims = String::from_utf8(Encoding::Base64Url.decode(segments.next()?)?).ok()?;
    let input = Value::parse(&claims).ok().filter(|claims| claims.as_object().is_some())?;
    let signature = segments.next().filter(|text| !text.is_empty()).map(str::to_owned);
    Some(PastedEvent { name: "webhook", input, signature, options: Object::new() })
}
