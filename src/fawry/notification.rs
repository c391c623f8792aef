//! Notification V2, which Fawry POSTs on every change of an order; the answer of `paymentStatus` is the same object.

use crate::document::{DocumentBuf, Item};
use crate::engine::{Account, Answer, Arena, Call, Proof, typed};
use crate::error::{Error, Result};
use crate::fawry::config::SECURE_KEY;
use crate::fawry::received::{json_object, malformed, prove};
use crate::fawry::{Fawry, words};
use crate::outcome::State;
use crate::table::kinds::{Received, ReceivedPounds};
use crate::table::{Event, FieldType, Kind, Need, Part, Recipe, answer, members};
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

members! {
    /// What Fawry signs of a notification V2.
    pub struct SignedNotification as "FawrySignedNotification" {
        /// Fawry's number of the order.
        fawry_ref_number: Received = "fawryRefNumber",
        /// Your reference.
        merchant_ref_number: NotifiedReference = "merchantRefNumber",
        /// EGP that the customer pays.
        payment_amount: ReceivedPounds = "paymentAmount",
        /// EGP without fees.
        order_amount: ReceivedPounds = "orderAmount",
        /// Fawry's own word for the state.
        order_status: Received = "orderStatus",
        /// Opaque text.
        payment_method: Received = "paymentMethod",
        /// Fawry's number of the payment, misspelt on the wire; signed when it is there.
        payment_refrence_number: Option<Received> = "paymentRefrenceNumber",
    }
}

/// Your reference as notifications name it.
#[derive(Debug, Clone, Copy)]
pub struct NotifiedReference;

impl FieldType for NotifiedReference {
    type Given = <Received as FieldType>::Given;
    const KIND: Kind = Received::KIND;
    const NEED: Need = Need::Named("notifications write merchantRefNumber, requests merchantRefNum");
}

/// The field that carries the signature; there is no signature header.
pub(super) const SIGNATURE: &str = "messageSignature";

/// What is signed of it.
pub(super) const NOTIFICATION: Event = Event {
    name: "notification",
    input: SignedNotification::SHAPE,
    recipe: Recipe::sha256(&[
        Part::Field(SignedNotification::KEY.fawry_ref_number),
        Part::Field(SignedNotification::KEY.merchant_ref_number),
        Part::Field(SignedNotification::KEY.payment_amount),
        Part::Field(SignedNotification::KEY.order_amount),
        Part::Field(SignedNotification::KEY.order_status),
        Part::Field(SignedNotification::KEY.payment_method),
        Part::Field(SignedNotification::KEY.payment_refrence_number),
        SECURE_KEY,
    ]),
    #[cfg(not(target_arch = "wasm32"))]
    summary: "Notification V2, as Fawry POSTs it",
    #[cfg(not(target_arch = "wasm32"))]
    sample: r#"{ "fawryRefNumber": "970177", "merchantRefNumber": "9708f1cea8b5426cb57922df51b7f790", "paymentAmount": 152.0,
            "orderAmount": 150.0, "orderStatus": "PAID", "paymentMethod": "PAYATFAWRY" }"#,
    ..Event::ARRIVING
};

impl Fawry {
    /// Verifies and reads a notification V2. Answer it with HTTP 200 and an empty body, or Fawry sends it again.
    ///
    /// # Errors
    /// `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.
    pub fn verify_notification(&self, body: &[u8]) -> Result<Notification> {
        let (account, arena) = (self.0.account()?, Arena::default());
        verify(&account, body, &arena).map(|answer| typed(&answer))
    }

    /// A notification body as Fawry would send it, to test a handler with: the fields and their signature.
    ///
    /// # Errors
    /// `MISSING_FIELD`, `INVALID_FIELD` or `INVALID_AMOUNT` for a signed field that is missing or wrong.
    pub fn sign_notification(&self, fields: &Value) -> Result<String> {
        sign(&self.0.account()?, DocumentBuf::from(fields).root())
    }
}

/// Verifies and reads a notification.
pub(super) fn verify<'a>(account: &Account<'_>, body: &[u8], arena: &'a Arena) -> Result<Answer<'a>> {
    let text = std::str::from_utf8(body).map_err(|_| Error::malformed_body("is not UTF-8"));
    let fields = text.and_then(json_object).map_err(|error| malformed(error).at("body"))?;
    let fields = arena.keep(fields)?;
    let proof = prove(account, &NOTIFICATION, fields, SIGNATURE)?;
    let mut answer = Answer::read(Notification::SHAPE, &[fields], false);
    settle(&mut answer, proof);
    Ok(answer)
}

/// Names the state by Fawry's word, and the event by what was signed.
pub(super) fn settle(answer: &mut Answer<'_>, proof: Proof) {
    words::name_state(answer, Notification::KEY.order_status, Notification::KEY.state);
    answer.set_text(Notification::KEY.dedupe_key, proof.fingerprint);
}

/// The body of a notification with these fields.
pub(super) fn sign(account: &Account<'_>, fields: Item<'_>) -> Result<String> {
    let call = Call::of_event(account, &NOTIFICATION, fields, Item::NULL)?;
    let signature = call.signature(call.event_recipe(&NOTIFICATION), None)?;
    let mut body: Object = fields.members().map(|(name, value)| (name, value.to_value())).collect();
    body.set(SIGNATURE, signature);
    Ok(Value::Object(body).to_json())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{Client, Event};
    use crate::error::ErrorCode;
    use crate::fawry::testing::{fawry, json};

    /// A captured payload's fields; the signature is added by each test.
    const FIELDS: &str = r#"{"requestId":"c72827d084ea4b88949d91dd2db4996e","fawryRefNumber":"970177",
        "merchantRefNumber":"9708f1cea8b5426cb57922df51b7f790","customerMobile":"01004545545",
        "customerMail":"fawry@fawry.com","paymentAmount":152.00,"orderAmount":150.00,"fawryFees":2.00,
        "shippingFees":"","orderStatus":"NEW","paymentMethod":"PAYATFAWRY","paymentTime":1607879720568,
        "orderItems":[{"itemCode":"e6aacbd5a498487ab1a10ae71061535d","price":150.0,"quantity":1}]}"#;

    fn signed(changes: &[(&str, &str)]) -> String {
        let mut fields = json(FIELDS).as_object().unwrap().clone();
        changes.iter().for_each(|(name, value)| fields.set(name, json(value)));
        fawry().sign_notification(&fields.into()).unwrap()
    }

    /// Whatever is refused says why.
    fn refused(body: &str) -> ErrorCode {
        let error = fawry().verify_notification(body.as_bytes()).unwrap_err();
        assert!(error.hint_text().is_some() && error.field().is_some(), "{body}: {error}");
        error.code()
    }

    #[test]
    fn a_signed_notification_is_read() {
        let notification = fawry().verify_notification(signed(&[]).as_bytes()).unwrap();
        assert_eq!(notification.state, State::New);
        assert_eq!(notification.order_amount.unwrap().as_str(), "150.00");
        assert_eq!(notification.payment_amount.unwrap().as_str(), "152.00");
        assert_eq!(notification.fawry_fees.unwrap().as_str(), "2.00");
        assert_eq!(notification.shipping_fees, None);
        assert_eq!(notification.order_items.first().unwrap().item_code.as_deref().unwrap().len(), 32);
        assert_eq!(notification.payment_refrence_number, None);
    }

    #[test]
    fn amounts_count_in_every_legal_form() {
        for (form, canonical) in [
            ("840.0", "840.00"),
            ("840", "840.00"),
            ("\"840\"", "840.00"),
            ("8.4e2", "840.00"),
            ("84E+1", "840.00"),
            ("0", "0.00"),
            ("0.0", "0.00"),
            ("840.500", "840.50"),
        ] {
            let body = signed(&[("paymentAmount", form)]);
            let read = fawry().verify_notification(body.as_bytes()).unwrap();
            assert_eq!(read.payment_amount.unwrap().as_str(), canonical, "{form}");
            let recipe = fawry().recipe("notification", &json(&body), &Value::Null).unwrap();
            assert!(recipe.string_to_sign().contains(canonical), "{form}");
        }
        for broken in ["840.555", "-1", "1e400", "\"1,000.00\"", "\"٨٤٠\"", "true", "{}"] {
            let mut fields = json(&signed(&[])).as_object().unwrap().clone();
            fields.set("paymentAmount", json(broken));
            assert_eq!(refused(&Value::from(fields).to_json()), ErrorCode::MalformedBody, "{broken}");
        }
    }

    #[test]
    fn verification_fails_closed() {
        let without = |name: &str| {
            let fields = json(&signed(&[]));
            let kept = fields.as_object().unwrap().iter().filter(|(known, _)| *known != name);
            Value::from(kept.map(|(name, value)| (name, value.clone())).collect::<Object>()).to_json()
        };
        assert_eq!(refused(&without("messageSignature")), ErrorCode::SignatureMissing);
        for name in
            ["fawryRefNumber", "merchantRefNumber", "paymentAmount", "orderAmount", "orderStatus", "paymentMethod"]
        {
            assert_eq!(refused(&without(name)), ErrorCode::MalformedBody, "{name}");
        }
        let body = signed(&[]);
        for (from, to) in [("NEW", "PAID"), ("152.00", "152.10"), ("970177", "970178"), ("PAYATFAWRY", "CARD")] {
            assert_eq!(refused(&body.replace(from, to)), ErrorCode::SignatureMismatch, "{from}");
        }
        let signature = json(&body).at("messageSignature").unwrap().as_text().unwrap().to_owned();
        for (bad, code) in [
            ("", ErrorCode::SignatureMissing),
            ("abc", ErrorCode::SignatureMismatch),
            (signature.split_at(62).0, ErrorCode::SignatureMismatch),
            ("2ca4c078ab0d4c50ba90e31b3b0339d4d4ae5b32f97092dd9e9c07888c7eef36", ErrorCode::SignatureMismatch),
        ] {
            assert_eq!(refused(&body.replace(&signature, bad)), code, "{bad}");
        }
        assert!(fawry().verify_notification(body.replace(&signature, &signature.to_uppercase()).as_bytes()).is_ok());
    }

    #[test]
    fn what_is_not_one_json_object_is_malformed() {
        let twice = signed(&[]).replacen('{', r#"{"orderStatus":"PAID","#, 1);
        let deep = format!(r#"{{"a":{}1{}}}"#, "[".repeat(40), "]".repeat(40));
        let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(1024 * 1024));
        for body in ["", "null", "[]", "<html>", "{", r#"{"a":1} {"#, &twice, &deep, &long] {
            assert_eq!(refused(body), ErrorCode::MalformedBody, "{:.40}", body);
        }
        assert_eq!(fawry().verify_notification(&[0xff, 0xfe]).unwrap_err().code(), ErrorCode::MalformedBody);
    }

    #[test]
    fn a_repeated_delivery_has_the_same_key_and_another_event_another() {
        let key =
            |changes: &[(&str, &str)]| fawry().verify_notification(signed(changes).as_bytes()).unwrap().dedupe_key;
        let first = key(&[]);
        assert_eq!(first, key(&[("requestId", "\"another\""), ("paymentTime", "1")]));
        assert_eq!(first, key(&[("paymentAmount", "\"152\"")]));
        assert_ne!(first, key(&[("orderStatus", "\"PAID\"")]));
        assert_ne!(first, key(&[("paymentRefrenceNumber", "\"7\"")]));
    }

    #[test]
    fn any_key_in_use_verifies_and_the_newest_signs() {
        let with = |keys: &str| {
            let config = format!(r#"{{"merchantCode":"m","secureKey":{keys},"environment":"staging"}}"#);
            Fawry::new(&json(&config)).unwrap()
        };
        let old = with(r#""old""#).sign_notification(&json(FIELDS)).unwrap();
        let rotating = with(r#"["new", "old"]"#);
        let read = rotating.verify_notification(old.as_bytes()).unwrap();
        let new = rotating.sign_notification(&json(FIELDS)).unwrap();
        assert_eq!(with(r#""new""#).verify_notification(new.as_bytes()).unwrap().dedupe_key, read.dedupe_key);
        assert_eq!(
            with(r#""new""#).verify_notification(old.as_bytes()).unwrap_err().code(),
            ErrorCode::SignatureMismatch
        );
    }

    #[test]
    fn signing_names_the_field_that_is_wrong() {
        let sign = |fields: &str| {
            let event = Event { body: Vec::new(), details: json(fields) };
            let error = Client::event(&fawry(), "signNotification", &event).unwrap_err();
            (error.code().as_str(), error.field().unwrap_or_default().to_owned())
        };
        assert_eq!(sign("{}"), ("MISSING_FIELD", "fawryRefNumber".to_owned()));
        assert_eq!(
            sign(r#"{"fawryRefNumber":"1","merchantRefNum":"2"}"#),
            ("MISSING_FIELD", "merchantRefNumber".to_owned())
        );
        let fields = r#"{"fawryRefNumber":"1","merchantRefNumber":"2","paymentAmount":"1,5"}"#;
        assert_eq!(sign(fields), ("INVALID_AMOUNT", "paymentAmount".to_owned()));
    }
}
