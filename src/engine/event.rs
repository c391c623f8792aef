//! Events: what gateways send, and what tests sign in their place.

use crate::document::Item;
use crate::engine::account::Account;
use crate::engine::call::Call;
use crate::error::{Error, Result};
use crate::table::{Event, Key};

/// A webhook, notification or browser return as it arrived, or as a test wants it signed.
pub(crate) struct Arrived<'a> {
    /// The raw body, or the URL or query of a browser return.
    pub(crate) body: &'a [u8],
    /// What else came with it: `{ url, headers, now, toleranceSeconds }`, or the fields to sign.
    pub(crate) details: Item<'a>,
}

impl<'a> Arrived<'a> {
    /// The body as text.
    ///
    /// # Errors
    /// `MALFORMED_BODY` when it is not UTF-8.
    pub(crate) fn text(&self) -> Result<&'a str> {
        std::str::from_utf8(self.body).map_err(|_| Error::malformed_body("is not UTF-8"))
    }
}

/// A verified event.
pub(crate) struct Proof {
    /// The SHA-256 of what was signed, without the key: equal for repeated deliveries.
    pub(crate) fingerprint: String,
}

impl<'a> Account<'a> {
    /// Verifies the fields of an event against a signature by any of the keys of a setting.
    ///
    /// # Errors
    /// Fields that cannot be what was signed; `SIGNATURE_MISSING`, `SIGNATURE_MISMATCH`.
    pub(crate) fn prove(
        &self,
        event: &'static Event,
        fields: Item<'_>,
        keys: Key,
        field: &str,
        signature: Option<&str>,
    ) -> Result<Proof> {
        let call = Call::of_event(self, event, fields, Item::NULL)?;
        let recipe = call.event_recipe(event);
        call.verify(recipe, keys, field, signature)?;
        Ok(Proof { fingerprint: call.fingerprint(recipe)? })
    }
}
