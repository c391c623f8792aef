//! Words that several of Fawry's calls share: languages, currency, payment methods and states.

use crate::declare::choices;
use crate::outcome::State;
use crate::signing::Recipe;

choices! {
    /// The language of what the customer reads.
    Language: "\"ar-eg\" | \"en-gb\"", "ar-eg or en-gb", default EnGb { ArEg = "ar-eg", EnGb = "en-gb" }
}

choices! {
    /// The only currency.
    Currency: "\"EGP\"", "EGP", default Egp { Egp = "EGP" }
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

/// Adds remarks about contact fields that look wrong. Nothing signed depends on them, so they refuse no request.
pub(super) fn remark_contacts(mut recipe: Recipe, mobile: Option<&str>, email: Option<&str>) -> Recipe {
    if mobile.is_some_and(|mobile| !is_mobile(mobile)) {
        recipe = recipe.remark("customerMobile", "not signed; not 010, 011, 012 or 015 and eight digits");
    }
    if email.is_some_and(|email| email.matches('@').count() != 1) {
        recipe = recipe.remark("customerEmail", "not signed; does not hold exactly one @");
    }
    recipe
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
