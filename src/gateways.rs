//! The list of gateway classes. A new gateway is added here and nowhere else.

use crate::declare::nearest;
use crate::error::{Error, Result};
use crate::fatora::Fatora;
use crate::fawry::{Fawry, FawryInvoices};
use crate::operation::{Client, Gateway};
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
