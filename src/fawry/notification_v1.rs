//! Notification V1, an HTTP GET with an MD5 signature. MD5 is weak: confirm with `paymentStatus`.

use crate::document::Item;
use crate::engine::{Account, Answer, Arena, Call, Content, typed};
use crate::error::Result;
use crate::fawry::config::{FawryConfig, NotificationV1Digest, SECURE_KEY};
use crate::fawry::received::{malformed, query_object, signature_of};
use crate::fawry::{Fawry, words};
use crate::outcome::State;
use crate::signing::Algorithm;
use crate::table::kinds::{Received, ReceivedPounds};
use crate::table::{Condition, Event, FieldType, Kind, Need, Part, Recipe, answer, members};

answer! {
    /// A verified notification of the older kind. Confirm it with `paymentStatus`.
    pub struct NotificationV1 as "FawryNotificationV1" {
        /// Act on `paid`, once confirmed.
        state: State = "state",
        /// Fawry's own word for the state.
        order_status: Option<String> = "OrderStatus",
        /// Equal exactly for repeated deliveries of the same event; made of the signed fields.
        dedupe_key: String = "dedupeKey",
        /// Fawry's number of the order.
        fawry_ref_no: Option<String> = "FawryRefNo",
        /// Your reference.
        merchant_ref_no: Option<String> = "MerchantRefNo" | "MerchnatRefNo",
        /// EGP.
        amount: Option<ReceivedPounds> = "Amount",
        /// How the amount was signed: `two-decimals`, as documented, or `as-received`.
        signed_amount: String = "signedAmount",
    }
}

members! {
    /// What Fawry signs of a notification V1.
    pub struct SignedNotificationV1 as "FawrySignedNotificationV1" {
        /// EGP.
        amount: ReceivedPounds = "Amount",
        /// Fawry's number of the order.
        fawry_ref_no: Received = "FawryRefNo",
        /// Your reference.
        merchant_ref_no: SpeltReference = "MerchantRefNo",
        /// The same, as one documentation page is reported to spell it.
        merchnat_ref_no: Option<Received> = "MerchnatRefNo",
        /// Fawry's own word for the state.
        order_status: Received = "OrderStatus",
    }
}

/// Your reference under its usual name.
#[derive(Debug, Clone, Copy)]
pub struct SpeltReference;

impl FieldType for SpeltReference {
    type Given = <Received as FieldType>::Given;
    const KIND: Kind = Received::KIND;
    const NEED: Need = Need::Unless("MerchnatRefNo");
}

pub(super) const SIGNATURE: &str = "MessageSignature";

/// The key comes first here, and nowhere else.
const SIGNED: &[Part] = &[
    SECURE_KEY,
    Part::Field(SignedNotificationV1::KEY.amount),
    Part::Field(SignedNotificationV1::KEY.fawry_ref_no),
    Part::OneOf(&[SignedNotificationV1::KEY.merchant_ref_no, SignedNotificationV1::KEY.merchnat_ref_no]),
    Part::Field(SignedNotificationV1::KEY.order_status),
];

/// What is signed of it.
pub(super) const NOTIFICATION_V1: Event = Event {
    name: "notificationV1",
    input: SignedNotificationV1::SHAPE,
    from_text: Some(query_object),
    recipe: Recipe { algorithm: Algorithm::Md5, ..Recipe::sha256(SIGNED) },
    recipe_instead: Some((
        Condition::Is(FawryConfig::KEY.notification_v1_digest, NotificationV1Digest::Sha256.as_str()),
        Recipe::sha256(SIGNED),
    )),
    #[cfg(not(target_arch = "wasm32"))]
    summary: "Notification V1, as Fawry appends it to a URL",
    #[cfg(not(target_arch = "wasm32"))]
    sample: r#"{ "Amount": "152.00", "FawryRefNo": "970177", "MerchantRefNo": "M1", "OrderStatus": "PAID" }"#,
    ..Event::ARRIVING
};

impl Fawry {
    /// Verifies and reads a notification V1 from the URL that Fawry called, or from its query.
    ///
    /// # Errors
    /// `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.
    pub fn verify_notification_v1(&self, url_or_query: &str) -> Result<NotificationV1> {
        let (account, arena) = (self.0.account()?, Arena::default());
        verify(&account, url_or_query, &arena).map(|answer| typed(&answer))
    }
}

/// Verifies and reads a notification V1.
pub(super) fn verify<'a>(account: &Account<'_>, url_or_query: &str, arena: &'a Arena) -> Result<Answer<'a>> {
    let fields = arena.keep(query_object(url_or_query).map_err(malformed)?)?;
    let signature = Some(signature_of(fields, SIGNATURE)?);
    let mut call = Call::of_event(account, &NOTIFICATION_V1, fields, Item::NULL).map_err(malformed)?;
    let recipe = call.event_recipe(&NOTIFICATION_V1);
    let fingerprint = call.fingerprint(recipe)?;
    let mut signed_amount = "two-decimals";
    if let Err(error) = call.verify(recipe, FawryConfig::KEY.secure_key, SIGNATURE, signature) {
        let amount = SignedNotificationV1::KEY.amount;
        let given = fields.get("Amount").and_then(Item::as_text).unwrap_or_default();
        call.input.set(amount, Content::text(given));
        call.verify(recipe, FawryConfig::KEY.secure_key, SIGNATURE, signature).map_err(|_| error)?;
        signed_amount = "as-received";
    }
    let mut answer = Answer::read(NotificationV1::SHAPE, &[fields], false);
    words::name_state(&mut answer, NotificationV1::KEY.order_status, NotificationV1::KEY.state);
    answer.set_text(NotificationV1::KEY.signed_amount, signed_amount);
    answer.set_text(NotificationV1::KEY.dedupe_key, fingerprint);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::fawry::testing::{fawry, fawry_with};
    use crate::value::Value;

    /// The known value of the demonstration key over `152.00`, `970177`, `M1` and `PAID`.
    const KNOWN: &str = "B346FAF6437B6EB7323B605C3E37FD4C";

    fn signed_over(amount: &str) -> String {
        let text = format!("259af31fc2f74453b3a55739b21ae9ef{amount}970177M1PAID");
        hex::encode(crate::signing::digest(Algorithm::Md5, &[], text.as_bytes()))
    }

    #[test]
    fn urls_and_queries_are_verified() {
        for url in [
            format!(
                "https://shop.example/fawry?Amount=152.00&FawryRefNo=970177&MerchantRefNo=M1&OrderStatus=PAID&MessageSignature={KNOWN}"
            ),
            format!(
                "MessageSignature={}&Amount=152&FawryRefNo=970177&MerchnatRefNo=M1&OrderStatus=PAID",
                KNOWN.to_lowercase()
            ),
            format!(
                "/fawry?OrderStatus=PAID&Amount=152.0&FawryRefNo=970177&MerchantRefNo=M1&MessageSignature={KNOWN}#x"
            ),
        ] {
            let read = fawry().verify_notification_v1(&url).unwrap();
            assert_eq!((read.state, read.amount.unwrap().as_str()), (State::Paid, "152.00"));
            assert_eq!(read.merchant_ref_no.as_deref(), Some("M1"));
            assert_eq!(read.signed_amount, "two-decimals");
        }
    }

    #[test]
    fn an_amount_that_was_signed_as_received_is_told_apart() {
        let signature = signed_over("152");
        let url =
            format!("Amount=152&FawryRefNo=970177&MerchantRefNo=M1&OrderStatus=PAID&MessageSignature={signature}");
        let read = fawry().verify_notification_v1(&url).unwrap();
        assert_eq!(read.signed_amount, "as-received");
        let canonical = url.replace("Amount=152", "Amount=152.00").replace(&signature, KNOWN);
        assert_eq!(fawry().verify_notification_v1(&canonical).unwrap().dedupe_key, read.dedupe_key);
    }

    #[test]
    fn verification_fails_closed() {
        let url = format!("Amount=152&FawryRefNo=970177&MerchantRefNo=M1&OrderStatus=PAID&MessageSignature={KNOWN}");
        for (from, to, code) in [
            ("PAID", "NEW", "SIGNATURE_MISMATCH"),
            ("Amount=152", "Amount=153", "SIGNATURE_MISMATCH"),
            (KNOWN, "", "SIGNATURE_MISSING"),
            (KNOWN, "00", "SIGNATURE_MISMATCH"),
            ("&MerchantRefNo=M1", "", "MALFORMED_BODY"),
            ("Amount=152", "Amount=abc", "MALFORMED_BODY"),
            ("Amount=152", "Amount=1&Amount=2", "MALFORMED_BODY"),
        ] {
            let error = fawry().verify_notification_v1(&url.replace(from, to)).unwrap_err();
            assert_eq!(error.code().as_str(), code, "{from} -> {to}");
            assert!(error.hint_text().is_some(), "{error}");
        }
    }

    #[test]
    fn a_query_is_explained_as_it_is() {
        let query = "/fawry?Amount=152&FawryRefNo=970177&MerchantRefNo=M1&OrderStatus=PAID";
        assert!(fawry().recipe("notificationV1", &query.into(), &Value::Null).unwrap().matches(KNOWN));
    }

    #[test]
    fn the_other_digest_is_an_option() {
        let input = Value::parse(r#"{"Amount":"152","FawryRefNo":"970177","MerchantRefNo":"M1","OrderStatus":"PAID"}"#)
            .unwrap();
        let (md5, sha256) = (fawry(), fawry_with("notificationV1Digest", "sha256"));
        let sign = |fawry: &Fawry| fawry.signature("notificationV1", &input, &Value::Null).unwrap();
        assert_eq!((sign(&md5).len(), sign(&sha256).len()), (32, 64));
        let url = |signature: &str| {
            format!("Amount=152&FawryRefNo=970177&MerchantRefNo=M1&OrderStatus=PAID&MessageSignature={signature}")
        };
        assert!(sha256.verify_notification_v1(&url(&sign(&sha256))).is_ok());
        assert!(sha256.verify_notification_v1(&url(KNOWN)).is_err());
    }
}
