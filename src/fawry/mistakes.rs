//! Mistakes that only Fawry's formulas and pages invite.

use crate::amount::Amount;
use crate::fawry::class::CLASS;
use crate::fawry::words::{CARD, CASH_ON_DELIVERY, MY_FAWRY, REFERENCE, VALU, WALLET};
use crate::fawry::{FawryConfig, names};
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::{Edit, Extra, OwnMistakes, Piece, causes, formulas, ranking};
use crate::signing::{Mistake, PastedEvent, SentRequest, Subject};
use crate::value::{Object, Value};

/// What a diagnosis tries for Fawry alone.
pub(super) static OWN_MISTAKES: OwnMistakes = OwnMistakes {
    merchant: &[FawryConfig::KEY.merchant_code],
    recognise_event: Some(recognise_event),
    names: names::NAMES,
    mistakes: Some(mistakes),
};

/// Fields that are read under a name that the payload does not have.
const MISSPELT: &[(&str, &str)] = &[
    ("merchantRefNumber", ": a program that reads merchantRefNum finds nothing"),
    (
        "paymentRefrenceNumber",
        ": the name is misspelt on the wire, and a program that reads paymentReferenceNumber finds nothing",
    ),
    ("MerchantRefNo", ": a program that reads MerchnatRefNo or merchantRefNumber finds nothing"),
];

fn mistakes(subject: &Subject<'_>) -> Vec<Mistake> {
    let mut mistakes = misspelt(subject);
    mistakes.extend(spellings(subject));
    mistakes.extend(appended(subject));
    mistakes.extend(formulas(subject, &CLASS, names::NAMES.meanings, &item_pieces(subject)));
    mistakes.extend(card_fields_forgotten(subject));
    mistakes
}

fn mistake(
    cause: &'static causes::Cause,
    rank: Rank,
    fields: Vec<String>,
    how: impl Into<String>,
    edit: Edit,
) -> Mistake {
    Mistake { cause, rank, fields, how: how.into().into(), edit }
}

/// Fields of a notification that go by a wrong name, each alone and together.
fn misspelt(subject: &Subject<'_>) -> Vec<Mistake> {
    if !subject.is_event {
        return Vec::new();
    }
    let known = |(name, how): &(&'static str, &'static str)| Some((subject.part_named(name)?, *name, *how));
    let present: Vec<_> =
        MISSPELT.iter().filter_map(known).filter(|(part, ..)| !subject.text(*part).is_empty()).collect();
    let empty = |part: usize| (part, Vec::new());
    let mut made: Vec<_> = present
        .iter()
        .map(|(part, name, how)| {
            mistake(
                &causes::FIELD_LEFT_OUT,
                ranking::FIELD_MISREAD,
                vec![(*name).to_owned()],
                *how,
                Edit::Texts(vec![empty(*part)]),
            )
        })
        .collect();
    if present.len() > 1 {
        let names = present.iter().map(|(_, name, _)| (*name).to_owned()).collect();
        let texts = present.iter().map(|(part, ..)| empty(*part)).collect();
        made.push(mistake(
            &causes::FIELD_LEFT_OUT,
            ranking::FIELD_MISREAD,
            names,
            ": both were read under other names",
            Edit::Texts(texts),
        ));
    }
    made
}

/// A payment method that is hashed in one spelling and sent in another.
fn spellings(subject: &Subject<'_>) -> Vec<Mistake> {
    let Some(part) = subject.part_named("paymentMethod") else { return Vec::new() };
    let given = subject.text(part);
    let families = [REFERENCE, CARD, WALLET, VALU, CASH_ON_DELIVERY, MY_FAWRY];
    let same_family = |family: &&[&str]| family.iter().any(|known| known.eq_ignore_ascii_case(given));
    let mut made = Vec::new();
    for family in families {
        let rank = if same_family(&family) { ranking::OTHER_SPELLING } else { ranking::FOREIGN_SPELLING };
        for spelling in family.iter().chain(&["Mobile Wallet"]).filter(|spelling| **spelling != given) {
            let text = vec![(part, (*spelling).to_owned())];
            made.push(subject.texts(&causes::TEXT_SPELLING, rank, "", text));
        }
    }
    made
}

/// Card fields that another payment method's formula does not have: they go all at once.
fn card_fields_forgotten(subject: &Subject<'_>) -> Option<Mistake> {
    let card = ["cardNumber", "cardExpiryYear", "cardExpiryMonth", "cvv"];
    let parts: Vec<_> = card.iter().filter_map(|name| subject.part_named(name)).collect();
    (parts.len() == card.len()).then(|| {
        let fields = card.map(str::to_owned).to_vec();
        let texts = parts.into_iter().map(|part| (part, Vec::new())).collect();
        mistake(&causes::FIELD_LEFT_OUT, ranking::FIELD_FORGOTTEN, fields, "", Edit::Texts(texts))
    })
}

/// The items of the input as the formulas write them, in the order given.
fn given_items(input: &Value) -> Vec<[String; 3]> {
    let items = input.at("chargeItems").and_then(Value::as_array).unwrap_or_default();
    let text = |item: &Value, name: &str| item.at(name).and_then(Value::as_text).unwrap_or_default().to_owned();
    let price = |item: &Value| {
        let amount = item.at("price").and_then(|price| Amount::from_value(price).ok());
        amount.and_then(|amount| amount.to_decimals(2).ok()).unwrap_or_default()
    };
    items.iter().map(|item| [text(item, "itemId"), text(item, "quantity"), price(item)]).collect()
}

fn pieces(items: &[[String; 3]]) -> Vec<Piece> {
    items.iter().flatten().map(|text| Piece::Extra(Extra::new(text.as_str(), false))).collect()
}

/// The parts of the items, or the items of the input where they are not signed.
fn item_pieces(subject: &Subject<'_>) -> Vec<Piece> {
    let signed = subject.parts_where(|part| part.name.starts_with("chargeItems["));
    if signed.is_empty() {
        let mut items = given_items(subject.input);
        items.sort();
        return pieces(&items);
    }
    signed.into_iter().map(Piece::Part).collect()
}

/// How one item is written.
type Form = fn(&[String; 3]) -> String;

/// Items hashed in a charge, which does not sign them.
fn appended(subject: &Subject<'_>) -> Vec<Mistake> {
    let items = given_items(subject.input);
    let is_signed = subject.recipe.parts.iter().any(|part| part.name.starts_with("chargeItems["));
    let Some(last) = subject.values().pop().filter(|_| !items.is_empty() && !is_signed) else { return Vec::new() };
    let mut sorted = items.clone();
    sorted.sort();
    let forms: [(&str, Form); 3] = [
        ("after the other fields", |item| item.concat()),
        ("after the other fields, by identifier and price", |[id, _, price]| format!("{id}{price}")),
        ("after the other fields, by identifier alone", |[id, _, _]| id.clone()),
    ];
    let mut made = Vec::new();
    for (how, form) in forms {
        for list in [&items, &sorted] {
            let text: String = list.iter().map(form).collect();
            made.push(mistake(
                &causes::ITEMS_ADDED,
                ranking::ITEMS_SIGNED,
                vec!["chargeItems".to_owned()],
                how,
                Edit::Add { part: last, before: false, extra: Extra::new(text, false) },
            ));
        }
    }
    made
}

/// A notification or return: each has fields, and a name of its signature, that no request has.
fn recognise_event(sent: &SentRequest) -> Option<PastedEvent> {
    let fields = sent.fields();
    let text = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    let (name, signature) = if text("messageSignature").is_some() || text("fawryRefNumber").is_some() {
        ("notification", "messageSignature")
    } else if text("FawryRefNo").is_some() {
        ("notificationV1", "MessageSignature")
    } else if text("orderStatus").is_some() && text("merchantRefNumber").is_some() {
        ("return", "signature")
    } else {
        return None;
    };
    let signature_text = text(signature).and_then(Value::as_text).map(str::to_owned);
    let input: Object = fields.into_iter().filter(|(name, _)| name != signature).collect();
    Some(PastedEvent { name, input: input.into(), signature: signature_text, options: Object::new() })
}
