//! The list of gateway classes. A new gateway is added here and nowhere else.

use crate::declare::nearest;
use crate::error::{Error, Result};
use crate::fatora::Fatora;
use crate::fawry::{Fawry, FawryInvoices};
use crate::operation::{Client, Gateway};
use crate::outcome::KnownError;
use crate::pay3::Pay3;
use crate::upayments::UPayments;
use crate::value::Value;

macro_rules! gateways {
    ($($gateway:ty),* $(,)?) => {
        const CLASSES: &[&str] = &[$(<$gateway>::CLASS),*];

        fn configured(class: &str, config: &Value) -> Option<Result<Box<dyn Client>>> {
            $(if class == <$gateway>::CLASS {
                return Some(<$gateway>::configure(config).map(|gateway| Box::new(gateway) as Box<dyn Client>));
            })*
            None
        }

        /// The error tables of a gateway; it may have several classes.
        fn tables(gateway: &str) -> impl Iterator<Item = &'static [KnownError]> {
            let tables = [$((<$gateway>::NAME, <$gateway>::ERRORS)),*];
            tables.into_iter().filter(move |(name, _)| *name == gateway).map(|(_, errors)| errors)
        }

        #[cfg(test)]
        const ALL_ERRORS: &[&[KnownError]] = &[$(<$gateway>::ERRORS),*];

        /// Every class as data.
        #[cfg(not(target_arch = "wasm32"))]
        pub(crate) fn classes() -> Vec<crate::catalog::Class> {
            vec![$(crate::catalog::class::<$gateway>()),*]
        }
    };
}

gateways!(Fawry, FawryInvoices, Fatora, Pay3, UPayments);

/// A gateway by the name of its class, with operations by name: what the JavaScript face, a command line
/// or any other dynamic caller uses.
///
/// # Errors
/// `UNSUPPORTED` for an unknown class, `INVALID_CONFIG` for the configuration.
pub fn client(class: &str, config: &Value) -> Result<Box<dyn Client>> {
    configured(class, config).unwrap_or_else(|| {
        let error = Error::unsupported("there is no such gateway class");
        Err(match nearest(class, CLASSES.iter().copied()) {
            Some(meant) => error.hint(format!("did you mean {meant}?")),
            None => error.hint(CLASSES.join(", ")),
        })
    })
}

/// What is known about an error code of a gateway (`fawry`, `fatora`, `pay3`, `upayments`), as readers tell
/// it: `{ code, message, meaning, hint, retryable }`; `None` for a code that is not known.
#[must_use]
pub fn describe_error(gateway: &str, code: &str) -> Option<Value> {
    tables(gateway).find_map(|table| KnownError::find(table, code)).map(|known| known.to_value(code))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn every_known_error_says_what_to_do() {
        for table in ALL_ERRORS {
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
