//! The list of gateway classes.

use crate::client::Client;
use crate::engine::Configured;
use crate::error::{Error, Result};
use crate::outcome::KnownError;
use crate::table::Class;
use crate::text::nearest;
use crate::value::Value;

/// Lists classes that are each compiled in with a feature.
macro_rules! classes {
    ($($feature:literal: $($class:path),+;)+) => { &[$($(#[cfg(feature = $feature)] &$class,)+)+] };
}

/// The classes that are compiled in. The order is that of the README and the page; those of one gateway are neighbours.
static CLASSES: &[&Class] = classes! {
    "fawry": crate::fawry::CLASS, crate::fawry::INVOICES;
    "fatora": crate::fatora::CLASS;
    "pay3": crate::pay3::CLASS;
    "upayments": crate::upayments::CLASS;
};

/// Every class.
pub(crate) fn all() -> impl Iterator<Item = &'static Class> {
    CLASSES.iter().copied()
}

/// A class by its place in the list.
pub(crate) fn class(place: usize) -> Option<&'static Class> {
    CLASSES.get(place).copied()
}

/// A gateway by the name of its class, with operations by name: what the JavaScript face, a command line
/// or any other dynamic caller uses.
///
/// # Errors
/// `UNSUPPORTED` for an unknown class, `INVALID_CONFIG` for the configuration.
pub fn client(class: &str, config: &Value) -> Result<Box<dyn Client>> {
    let names = || all().map(|known| known.name);
    match all().find(|known| known.name == class) {
        Some(known) => Ok(Box::new(Configured::new(known, config)?)),
        None => {
            let error = Error::unsupported("there is no such gateway class");
            Err(match nearest(class, names()) {
                Some(meant) => error.hint(format!("did you mean {meant}?")),
                None => error.hint(names().collect::<Vec<_>>().join(", ")),
            })
        }
    }
}

/// What is known about an error code of a gateway, such as `fawry`, as readers tell it:
/// `{ code, message, meaning, hint, retryable }`; `None` for a code that is not known.
#[must_use]
pub fn describe_error(gateway: &str, code: &str) -> Option<Value> {
    // A gateway may have several classes.
    let mut tables = all().filter(|class| class.gateway == gateway).map(|class| class.errors);
    tables.find_map(|table| KnownError::find(table, code)).map(|known| known.to_value(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Method;
    use crate::table::Effect;

    #[test]
    fn codes_are_described_without_an_answer() {
        let text = |gateway, code, field: &str| {
            describe_error(gateway, code).and_then(|error| error.at(field)?.as_text().map(str::to_owned))
        };
        assert_eq!(text("fawry", "9935", "meaning").as_deref(), Some("refund amount exceeded"));
        assert_eq!(text("fatora", "403", "meaning").as_deref(), Some("the API key is inactive"));
        assert_eq!(text("pay3", "9006-1", "code").as_deref(), Some("9006-1"));
        assert!(text("upayments", "401", "hint").is_some());
        assert_eq!((describe_error("pay3", "9935"), describe_error("stripe", "401")), (None, None));
    }

    #[test]
    fn what_only_asks_and_what_moves_money_says_so() {
        const MOVES: [&str; 9] = [
            "charge",
            "refund",
            "cryptoRefund",
            "multivendorRefund",
            "capture",
            "cancelAuthorization",
            "execute",
            "collectPayment",
            "autoDeduct",
        ];
        for (class, operation) in all().flat_map(|class| class.operations.iter().map(move |found| (class, found))) {
            let is_get = operation.method == Method::Get;
            let moves = !is_get && MOVES.iter().any(|start| operation.name.starts_with(start));
            match operation.effect {
                Effect::Reads => assert!(!moves, "{}", operation.name),
                Effect::Writes => assert!(!moves && !is_get, "{}", operation.name),
                // Of Fatora nothing is known about a call that is repeated, so every one counts.
                Effect::MovesMoney => assert!(moves || class.gateway == "fatora" && !is_get, "{}", operation.name),
            }
        }
    }

    #[test]
    fn every_known_error_says_what_to_do() {
        for table in all().map(|class| class.errors) {
            assert!(!table.is_empty());
            for (index, row) in table.iter().enumerate() {
                assert!(!row.meaning.is_empty() && !row.hint.is_empty(), "{:?}", row.codes);
                let again =
                    table.iter().skip(index + 1).any(|other| other.codes.iter().any(|code| row.codes.contains(code)));
                assert!(!again, "{:?} stands twice", row.codes);
            }
        }
    }
}
