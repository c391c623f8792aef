//! Signatures for Fawry's mobile SDKs. The app gets them from your server; no request is built here.

use crate::fawry::config::{MERCHANT_CODE, SECURE_KEY};
use crate::fawry::items::put_in_signing_order;
use crate::table::kinds::{Id, Pounds, Text, Url, WholeQuantity};
use crate::table::{Event, Part, Recipe, input, members};

input! {
    /// `paymentSignature` of a payment in a mobile app. Signed: merchant code, reference, profile id, the items in
    /// sorted order, key.
    pub struct SdkPayment as "FawrySdkPaymentInput" {
        /// Your reference, new for every attempt.
        merchant_ref_num: Id = "merchantRefNum",
        /// Your customer's id; needed for saved cards.
        customer_profile_id: Option<Id> = "customerProfileId",
        /// At least one item.
        charge_items: Vec<SdkItem> = "chargeItems",
    }
}

members! {
    /// An item of a payment in a mobile app. Identifier, quantity and price are signed.
    pub struct SdkItem as "FawrySdkItem" {
        /// Your identifier.
        item_id: Id = "itemId",
        /// A whole number of units.
        quantity: WholeQuantity = "quantity",
        /// EGP for one unit.
        price: Pounds = "price",
        /// Not signed.
        description: Option<Text> = "description",
        /// Not signed.
        image_url: Option<Url> = "imageUrl",
    }
}

input! {
    /// `tokenizationSignature` of saving a card in a mobile app. Signed: merchant code, profile id, key.
    pub struct SdkTokenization as "FawrySdkTokenizationInput" {
        /// Your customer's id.
        customer_profile_id: Option<Id> = "customerProfileId",
    }
}

/// A payment.
pub(super) const SDK_PAYMENT: Event = Event {
    name: "sdkPayment",
    input: SdkPayment::SHAPE,
    open: false,
    check: Some(|call| put_in_signing_order(call, SdkPayment::KEY.charge_items, SdkItem::KEY.item_id)),
    recipe: Recipe::sha256(&[
        MERCHANT_CODE,
        Part::Field(SdkPayment::KEY.merchant_ref_num),
        Part::Field(SdkPayment::KEY.customer_profile_id),
        Part::Items(SdkPayment::KEY.charge_items, &[SdkItem::KEY.item_id, SdkItem::KEY.quantity, SdkItem::KEY.price]),
        SECURE_KEY,
    ]),
    #[cfg(not(target_arch = "wasm32"))]
    summary: "A payment in a mobile app",
    #[cfg(not(target_arch = "wasm32"))]
    declared: true,
    #[cfg(not(target_arch = "wasm32"))]
    sample: r#"{ "merchantRefNum": "23124654641", "customerProfileId": "1212", "chargeItems": [
            { "itemId": "a2", "quantity": 2, "price": "20.5" }, { "itemId": "B1", "quantity": 3, "price": 30 } ] }"#,
    ..Event::ARRIVING
};

/// Saving a card.
pub(super) const SDK_TOKENIZATION: Event = Event {
    name: "sdkTokenization",
    input: SdkTokenization::SHAPE,
    open: false,
    recipe: Recipe::sha256(&[MERCHANT_CODE, Part::Field(SdkTokenization::KEY.customer_profile_id), SECURE_KEY]),
    #[cfg(not(target_arch = "wasm32"))]
    summary: "Saving a card in a mobile app",
    #[cfg(not(target_arch = "wasm32"))]
    declared: true,
    #[cfg(not(target_arch = "wasm32"))]
    sample: r#"{ "customerProfileId": "1212" }"#,
    ..Event::ARRIVING
};

#[cfg(test)]
mod tests {
    use crate::client::Client;
    use crate::fawry::testing::{fawry, fawry_with, json};
    use crate::value::Value;

    #[test]
    fn a_bad_item_is_an_error_rather_than_left_out() {
        for (item, field) in [
            (r#"{ "itemId": "", "quantity": 1, "price": 1 }"#, "chargeItems[0].itemId"),
            (r#"{ "itemId": "a", "quantity": 0, "price": 1 }"#, "chargeItems[0].quantity"),
            (r#"{ "itemId": "a", "quantity": 1, "price": 0 }"#, "chargeItems[0].price"),
        ] {
            let input = json(&format!(r#"{{ "merchantRefNum": "R1", "chargeItems": [{item}] }}"#));
            assert_eq!(fawry().signature("sdkPayment", &input, &Value::Null).unwrap_err().field(), Some(field));
        }
        let twice = json(
            r#"{ "merchantRefNum": "R1", "chargeItems": [{ "itemId": "a", "quantity": 1, "price": 1 },
            { "itemId": "a", "quantity": 2, "price": 1 }] }"#,
        );
        let error = fawry().signature("sdkPayment", &twice, &Value::Null).unwrap_err();
        assert_eq!((error.code().as_str(), error.field()), ("INVALID_FIELD", Some("chargeItems[1].itemId")));
        let empty = json(r#"{ "merchantRefNum": "R1", "chargeItems": [] }"#);
        assert_eq!(fawry().signature("sdkPayment", &empty, &Value::Null).unwrap_err().field(), Some("chargeItems"));
    }

    #[test]
    fn items_can_keep_their_order() {
        let input = json(
            r#"{ "merchantRefNum": "R1", "chargeItems": [{ "itemId": "b", "quantity": 1, "price": 1 },
            { "itemId": "a", "quantity": 1, "price": 1 }] }"#,
        );
        let shown = |fawry: &dyn Client| fawry.explain("sdkPayment", &input, &Value::Null).unwrap().string_to_sign;
        assert!(shown(&fawry()).contains("R1a11.00b11.00"));
        assert!(shown(&fawry_with("itemOrder", "given")).contains("R1b11.00a11.00"));
    }

    #[test]
    fn tokenization_works_without_a_profile() {
        let without = fawry().signature("sdkTokenization", &json("{}"), &Value::Null).unwrap();
        assert_eq!(fawry().signature("sdkTokenization", &Value::Null, &Value::Null).unwrap(), without);
        assert!(fawry().build("sdkPayment", &json("{}"), &Value::Null).is_err());
        // A payment has fields that must be there, so it cannot be left out as a whole.
        let error = fawry().signature("sdkPayment", &Value::Null, &Value::Null).unwrap_err();
        assert!(error.message().contains("the input is null, not an object"), "{error}");
    }
}
