//! Items whose identifier, quantity and price are signed: on the hosted page and in the mobile SDKs.

use crate::engine::Call;
use crate::error::{Error, Result};
use crate::fawry::config::{FawryConfig, ItemOrder};
use crate::table::kinds::{Id, Pounds, Text, Url, WholeQuantity};
use crate::table::{Condition, Key, members};
use crate::text::sort_texts;

members! {
    /// An item on the hosted page. Identifier, quantity and price are signed.
    pub struct CheckoutItem as "FawryCheckoutItem" {
        /// Your identifier; no two items share one. Avoid mixed case and numbers of different length: items are
        /// signed in sorted order, and how Fawry sorts them is not documented.
        item_id: Id = "itemId",
        /// A whole number of units.
        quantity: WholeQuantity = "quantity",
        /// EGP for one unit.
        price: Pounds = "price",
        /// What the customer reads.
        description: Text = "description",
        /// Absolute URL of a picture.
        image_url: Option<Url> = "imageUrl",
    }
}

/// Puts the items into the order in which they are signed and sent.
///
/// # Errors
/// `INVALID_FIELD` for items that share an identifier: their order would be nobody's.
pub(super) fn put_in_signing_order(call: &mut Call<'_>, items: Key, id: Key) -> Result<()> {
    if let Some(index) = repeated(call, items, id) {
        let refusal = Error::invalid("is the identifier of an earlier item too")
            .at("itemId")
            .at_index(index)
            .at("chargeItems")
            .hint("put both into one item with a higher quantity, or give each an identifier of its own");
        call.refuse(refusal)?;
    }
    if call.holds(Condition::IsNot(FawryConfig::KEY.item_order, ItemOrder::Given.as_str())) {
        call.order = call.input.sort(items, id);
    }
    Ok(())
}

/// The first item whose identifier an earlier one has.
fn repeated(call: &Call<'_>, items: Key, id: Key) -> Option<usize> {
    let mut ids: Vec<_> = call.input.rows(items).map(|item| item.text(id).unwrap_or_default()).zip(0..).collect();
    sort_texts(&mut ids);
    let pairs = ids.iter().zip(ids.iter().skip(1));
    pairs.filter(|(one, next)| one.0 == next.0).map(|(_, (_, index))| *index).min()
}
