//! Notification V2, which Fawry POSTs on every change of an order; the answer of `paymentStatus` is the same object.

use crate::declare::{Lenient, ReceivedPounds, answer};
use crate::error::{Error, Result};
use crate::fawry::received::{Received, dedupe_key, json_object, malformed};
use crate::fawry::{Fawry, words};
use crate::outcome::State;
use crate::secret::Secret;
use crate::signing::Recipe;
use crate::value::{Object, Value};

answer! {
    /// A verified notification. Compare `orderAmount` and `merchantRefNumber` with your own record of the order.
    pub struct Notification as "FawryNotification" {
        /// Act on `paid`.
        state: State = "state",
        /// Fawry's own word for the state.
        order_status: Option<String> = "orderStatus",
        /// Equal exactly for repeated deliveries of the same event; made of the signed fields.
        dedupe_key: String = "dedupeKey",
        /// Fawry's number of the order, the same in all its notifications.
        fawry_ref_number: Option<String> = "fawryRefNumber" | "referenceNumber",
        /// Your reference.
        merchant_ref_number: Option<String> = "merchantRefNumber",
        /// EGP without fees; the one to compare with what you asked for.
        order_amount: Option<ReceivedPounds> = "orderAmount",
        /// EGP that the customer pays.
        payment_amount: Option<ReceivedPounds> = "paymentAmount",
        /// Opaque text, for example `Mobile Wallet`.
        payment_method: Option<String> = "paymentMethod",
        /// Fawry's number of the payment, misspelt on the wire; absent while nothing is paid.
        payment_refrence_number: Option<String> = "paymentRefrenceNumber",
        /// A number of this request. It is not signed.
        request_id: Option<String> = "requestId",
        /// EGP.
        fawry_fees: Option<ReceivedPounds> = "fawryFees",
        /// EGP.
        shipping_fees: Option<ReceivedPounds> = "shippingFees",
        /// The customer.
        customer_name: Option<String> = "customerName",
        /// The customer's mobile number.
        customer_mobile: Option<String> = "customerMobile",
        /// The customer's e-mail address.
        customer_mail: Option<String> = "customerMail",
        /// Your customer id.
        customer_merchant_id: Option<String> = "customerMerchantId" | "customerProfileId",
        /// Epoch milliseconds.
        payment_time: Option<u64> = "paymentTime",
        /// Epoch milliseconds, or hours by another text.
        order_expiry_date: Option<u64> = "orderExpiryDate" | "expirationTime",
        /// The bank's authorization number of a card payment.
        auth_number: Option<String> = "authNumber",
        /// The items.
        order_items: Vec<NotifiedItem> = "orderItems",
        /// Why a payment failed.
        failure_error_code: Option<String> = "failureErrorCode",
        /// Why a payment failed, for people.
        failure_reason: Option<String> = "failureReason",
        /// EGP of interest on installments.
        installment_interest_amount: Option<ReceivedPounds> = "installmentInterestAmount",
        /// How many installments.
        installment_months: Option<u64> = "installmentMonths",
        /// What 3-D Secure said, as sent.
        three_ds_info: Option<Value> = "threeDSInfo",
        /// The e-invoice that was paid, as sent: `number`, `businessRefNumber`, `dueDate`, `expiryDate`.
        invoice_info: Option<Value> = "invoiceInfo",
        /// Fawry's own words about the answer of `paymentStatus`.
        status_description: Option<String> = "statusDescription",
    }
}

answer! {
    /// An item of a notified order.
    pub struct NotifiedItem as "FawryNotifiedItem" {
        /// Your `itemId`.
        item_code: Option<String> = "itemCode",
        /// EGP for one unit.
        price: Option<ReceivedPounds> = "price",
        /// How many.
        quantity: Option<String> = "quantity",
    }
}

/// The field that carries the signature; there is no signature header.
const SIGNATURE: &str = "messageSignature";

impl Fawry {
    /// Verifies and reads a notification V2. Answer it with HTTP 200 and an empty body, or Fawry sends it again.
    ///
    /// # Errors
    /// `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.
    pub fn verify_notification(&self, body: &[u8]) -> Result<Notification> {
        let text = std::str::from_utf8(body).map_err(|_| Error::malformed_body("is not UTF-8"))?;
        self.proven_notification(&json_object(text)?)
    }

    /// A notification body as Fawry would send it, to test a handler with: the fields and their signature.
    ///
    /// # Errors
    /// `MISSING_FIELD`, `INVALID_FIELD` or `INVALID_AMOUNT` for a signed field that is missing or wrong.
    pub fn sign_notification(&self, fields: &Value) -> Result<String> {
        let signature = self.notification_recipe(fields)?.signature();
        let mut body = fields.as_object().cloned().unwrap_or_default();
        body.set(SIGNATURE, signature);
        Ok(Value::Object(body).to_json())
    }

    /// The recipe of a notification's signature.
    pub(super) fn notification_recipe(&self, fields: &Value) -> Result<Recipe> {
        let object = fields.as_object().ok_or_else(|| Error::invalid("the fields are not an object"))?;
        Ok(formula(object)?.key("secureKey", self.key()))
    }

    /// Believes a notification only when its signature belongs to it.
    pub(super) fn proven_notification(&self, object: &Object) -> Result<Notification> {
        let signature = object.get(SIGNATURE).and_then(Value::as_text).filter(|text| !text.is_empty());
        if signature.is_none() {
            Recipe::verify(&[], SIGNATURE, None)?;
        }
        let formula = formula(object).map_err(malformed)?;
        let with_key = |key: &Secret| formula.clone().key("secureKey", key);
        Recipe::verify(&self.recipes(with_key), SIGNATURE, signature)?;
        let data = Notification::lenient(&Value::Object(object.clone())).unwrap_or_default();
        let state = data.order_status.as_deref().map(words::state).unwrap_or_default();
        Ok(Notification { state, dedupe_key: dedupe_key(&formula), ..data })
    }
}

/// What is signed, without the key.
fn formula(object: &Object) -> Result<Recipe> {
    let received = Received(object);
    Ok(Recipe::sha256()
        .input("fawryRefNumber", received.required("fawryRefNumber")?)
        .input("merchantRefNumber", received.required("merchantRefNumber").map_err(name_in_full)?)
        .amount("paymentAmount", &received.pounds("paymentAmount")?)
        .amount("orderAmount", &received.pounds("orderAmount")?)
        .input("orderStatus", received.required("orderStatus")?)
        .input("paymentMethod", received.required("paymentMethod")?)
        .optional("paymentRefrenceNumber", received.optional("paymentRefrenceNumber")?))
}

fn name_in_full(error: Error) -> Error {
    error.hint("notifications write merchantRefNumber, requests merchantRefNum")
}
