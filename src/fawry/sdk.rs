//! Signatures for Fawry's mobile SDKs. The app gets them from your server; no request is built here.

use crate::declare::{Id, Pounds, Text, Url, WholeQuantity, input, nested, parse_input};
use crate::error::Result;
use crate::fawry::Fawry;
use crate::fawry::items::{SignedItem, in_signing_order, refuse_repeated, sign_items};
use crate::operation::Gateway;
use crate::signing::Recipe;
use crate::value::{Object, Value};

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

nested! {
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

impl SignedItem for SdkItem {
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

input! {
    /// `tokenizationSignature` of saving a card in a mobile app. Signed: merchant code, profile id, key.
    pub struct SdkTokenization as "FawrySdkTokenizationInput" {
        /// Your customer's id.
        customer_profile_id: Option<Id> = "customerProfileId",
    }
}

impl Fawry {
    pub(super) fn sdk_payment_recipe(&self, input: &Value) -> Result<Recipe> {
        let payment = parse_input::<SdkPayment>(input, Self::ADDED)?;
        refuse_repeated(&payment.charge_items)?;
        let items = in_signing_order(&payment.charge_items, self.config.item_order);
        let recipe = Recipe::sha256()
            .config("merchantCode", self.merchant_code())
            .input("merchantRefNum", payment.merchant_ref_num.as_str())
            .optional("customerProfileId", payment.customer_profile_id.as_ref().map(Id::as_str));
        Ok(sign_items(recipe, &items).key("secureKey", self.key()))
    }

    pub(super) fn sdk_tokenization_recipe(&self, input: &Value) -> Result<Recipe> {
        // Nothing in it is required, so it may be left out.
        let nothing = Value::Object(Object::new());
        let input = if matches!(input, Value::Null) { &nothing } else { input };
        let tokenization = parse_input::<SdkTokenization>(input, Self::ADDED)?;
        Ok(Recipe::sha256()
            .config("merchantCode", self.merchant_code())
            .optional("customerProfileId", tokenization.customer_profile_id.as_ref().map(Id::as_str))
            .key("secureKey", self.key()))
    }
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{fawry, fawry_with, json};
    use crate::operation::Client;
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
    }
}
