//! Items whose identifier, quantity and price are signed: on the hosted page and in the mobile SDKs.

use std::collections::HashSet;

use crate::declare::{Id, Pounds, Text, Url, WholeQuantity, nested};
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::config::ItemOrder;
use crate::signing::Recipe;

nested! {
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

/// The fields of an item that are signed.
pub(super) trait SignedItem {
    fn id(&self) -> &str;
    fn quantity(&self) -> &str;
    fn price(&self) -> &str;
}

impl SignedItem for CheckoutItem {
    fn id(&self) -> &str {
        self.item_id.as_str()
    }
    fn quantity(&self) -> &str {
        self.quantity.as_str()
    }
    fn price(&self) -> &str {
        self.price.as_str()
    }
}

/// Refuses items that share an identifier: their order would be nobody's.
pub(super) fn refuse_repeated<T: SignedItem>(items: &[T]) -> Result<()> {
    let mut earlier = HashSet::new();
    for (index, item) in items.iter().enumerate() {
        if !earlier.insert(item.id()) {
            return Err(Error::invalid("is the identifier of an earlier item too")
                .at("itemId")
                .at_index(index)
                .at("chargeItems")
                .hint("put both into one item with a higher quantity, or give each an identifier of its own"));
        }
    }
    Ok(())
}

/// The items in signing order, each with its place in the caller's list.
pub(super) fn in_signing_order<T: SignedItem>(items: &[T], order: Option<ItemOrder>) -> Vec<(usize, &T)> {
    let mut items: Vec<_> = items.iter().enumerate().collect();
    if order != Some(ItemOrder::Given) {
        items.sort_by(|(_, one), (_, other)| one.id().cmp(other.id()));
    }
    items
}

/// Appends the items; each part has the name that the item has in the caller's list.
pub(super) fn sign_items<T: SignedItem>(mut recipe: Recipe, items: &[(usize, &T)]) -> Recipe {
    let unclear = order_is_unclear(items.iter().map(|(_, item)| item.id()));
    for (index, item) in items {
        recipe = recipe.input(format!("chargeItems[{index}].itemId"), item.id());
        if unclear {
            recipe = recipe.note("sorting by number, or ignoring letter case, gives another order than byte by byte");
        }
        recipe = recipe
            .input(format!("chargeItems[{index}].quantity"), item.quantity())
            .amount(format!("chargeItems[{index}].price"), item.price());
    }
    recipe
}

/// Whether another usual way to sort would give another order.
fn order_is_unclear<'a>(ids: impl Iterator<Item = &'a str> + Clone) -> bool {
    let numbers: Option<Vec<u64>> = ids.clone().map(|id| id.parse().ok()).collect();
    let by_number = numbers.is_some_and(|numbers| !numbers.is_sorted());
    by_number || !ids.map(str::to_lowercase).is_sorted()
}

/// The sum of price times quantity.
pub(super) fn total(items: &[CheckoutItem]) -> Result<String> {
    let piastres = |item: &CheckoutItem| {
        let price: u128 = item.price.as_str().replace('.', "").parse().ok()?;
        price.checked_mul(item.quantity.as_str().parse().ok()?)
    };
    let sum = items.iter().try_fold(0_u128, |sum, item| sum.checked_add(piastres(item)?));
    sum.map(|sum| format!("{}.{:02}", sum / 100, sum % 100))
        .ok_or_else(|| Error::new(ErrorCode::InvalidAmount, "adds up to more than can be paid").at("chargeItems"))
}

#[cfg(test)]
mod tests {
    use super::order_is_unclear;

    #[test]
    fn an_order_that_others_would_not_give_is_noted() {
        let unclear = |ids: &[&'static str]| order_is_unclear(ids.iter().copied());
        assert!(unclear(&["10", "9"]));
        assert!(unclear(&["B1", "a2"]));
        assert!(!unclear(&["a1", "a2"]) && !unclear(&["08", "10"]));
    }
}
