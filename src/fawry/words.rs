//! Words that several of Fawry's calls share: languages, currency, payment methods and states.

use std::borrow::Cow;

use crate::engine::Answer;
use crate::outcome::State;
use crate::table::kinds::DefaultText;
use crate::table::{Key, choices};

choices! {
    /// The language of what the customer reads.
    Language: "\"ar-eg\" | \"en-gb\"", "ar-eg or en-gb" { ArEg = "ar-eg", EnGb = "en-gb" }
}

impl DefaultText for Language {
    const TEXT: &'static str = Self::EnGb.as_str();
}

choices! {
    /// The only currency.
    Currency: "\"EGP\"", "EGP" { Egp = "EGP" }
}

impl DefaultText for Currency {
    const TEXT: &'static str = Self::Egp.as_str();
}

/// What a `paymentMethod` stands for, whichever of its spellings is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Reference,
    Card,
    Wallet,
    Valu,
    CashOnDelivery,
    MyFawry,
}

/// The spellings in use, the recommended one first.
pub(super) const REFERENCE: &[&str] = &["PayAtFawry", "PAYATFAWRY"];
pub(super) const CARD: &[&str] = &["CARD", "PayUsingCC"];
pub(super) const WALLET: &[&str] = &["MWALLET", "WALLET"];
pub(super) const VALU: &[&str] = &["VALU"];
pub(super) const CASH_ON_DELIVERY: &[&str] = &["CASHONDELIVERY", "CashOnDelivery", "CASH_ON_DELIVERY"];
pub(super) const MY_FAWRY: &[&str] = &["MYFAWRY"];

impl Family {
    /// The spelling to use.
    pub(super) const fn recommended(self) -> &'static str {
        match self {
            Self::Reference => "PayAtFawry",
            Self::Card => "CARD",
            Self::Wallet => "MWALLET",
            Self::Valu => "VALU",
            Self::CashOnDelivery => "CASHONDELIVERY",
            Self::MyFawry => "MYFAWRY",
        }
    }

    /// The family of a known spelling.
    pub(super) fn of(method: &str) -> Option<Self> {
        let families = [
            (REFERENCE, Self::Reference),
            (CARD, Self::Card),
            (WALLET, Self::Wallet),
            (VALU, Self::Valu),
            (CASH_ON_DELIVERY, Self::CashOnDelivery),
            (MY_FAWRY, Self::MyFawry),
        ];
        families.into_iter().find(|(spellings, _)| spellings.contains(&method)).map(|(_, family)| family)
    }
}

/// The state that an order status stands for. Only `PAID` means money; `DELIVERED` has no counterpart.
pub(super) fn state(status: &str) -> State {
    match status.to_ascii_uppercase().as_str() {
        "NEW" | "UNPAID" => State::New,
        "PAID" => State::Paid,
        "CANCELED" | "CANCELLED" => State::Cancelled,
        "REFUNDED" => State::Refunded,
        "PARTIAL_REFUNDED" => State::PartiallyRefunded,
        "EXPIRED" => State::Expired,
        "FAILED" => State::Failed,
        _ => State::Unknown,
    }
}

/// Names the state of an answer by Fawry's own word for it.
pub(super) fn name_state(answer: &mut Answer<'_>, word: Key, named: Key) {
    let state = answer.text(word).map(state).unwrap_or_default();
    answer.set_text(named, state.as_str());
}

/// A note about a payment method in an unknown spelling.
pub(super) fn unknown_spelling(method: Option<&str>) -> Option<Cow<'static, str>> {
    let unknown = Family::of(method?).is_none();
    unknown.then(|| "not a spelling that the documentation or an integration uses".into())
}

/// A remark about a mobile number that looks wrong. Nothing signed depends on it, so it refuses no request.
pub(super) fn odd_mobile(mobile: Option<&str>) -> Option<&'static str> {
    mobile.filter(|mobile| !is_mobile(mobile)).map(|_| "not signed; not 010, 011, 012 or 015 and eight digits")
}

/// The same about an e-mail address.
pub(super) fn odd_email(email: Option<&str>) -> Option<&'static str> {
    email.filter(|email| email.matches('@').count() != 1).map(|_| "not signed; does not hold exactly one @")
}

fn is_mobile(text: &str) -> bool {
    let prefix = ["010", "011", "012", "015"].iter().any(|prefix| text.starts_with(prefix));
    prefix && text.len() == 11 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_status_has_its_state() {
        for (status, expected) in [
            ("NEW", State::New),
            ("New", State::New),
            ("UNPAID", State::New),
            ("PAID", State::Paid),
            ("CANCELED", State::Cancelled),
            ("CANCELLED", State::Cancelled),
            ("REFUNDED", State::Refunded),
            ("PARTIAL_REFUNDED", State::PartiallyRefunded),
            ("EXPIRED", State::Expired),
            ("FAILED", State::Failed),
            ("DELIVERED", State::Unknown),
            ("SOMETHING_NEW", State::Unknown),
        ] {
            assert_eq!(state(status), expected, "{status}");
        }
    }

    #[test]
    fn an_egyptian_mobile_number_is_recognised() {
        assert!(is_mobile("01012345678"));
        for bad in ["0101234567", "01312345678", "+201012345678", "0101234567a"] {
            assert!(!is_mobile(bad), "{bad}");
        }
    }
}
