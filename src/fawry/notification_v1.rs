//! Notification V1, an HTTP GET with an MD5 signature. MD5 is weak: confirm with `paymentStatus`.

use crate::declare::{ReceivedPounds, Slotted, answer};
use crate::error::Result;
use crate::fawry::config::NotificationV1Digest;
use crate::fawry::notification::not_fields;
use crate::fawry::received::{Received, dedupe_key, malformed, signature_of};
use crate::fawry::{Fawry, words};
use crate::outcome::State;
use crate::query::parameters;
use crate::secret::Secret;
use crate::signing::{Algorithm, Recipe};
use crate::value::{Object, Value};

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

const SIGNATURE: &str = "MessageSignature";

impl Fawry {
    /// Verifies and reads a notification V1 from the URL that Fawry called, or from its query.
    ///
    /// # Errors
    /// `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.
    pub fn verify_notification_v1(&self, url_or_query: &str) -> Result<NotificationV1> {
        let object = parameters(url_or_query).map_err(malformed)?;
        let signature = signature_of(&object, SIGNATURE)?;
        let signed = Signed::read(&object).map_err(malformed)?;
        let verify = |amount: &str| {
            let recipes = self.recipes(|key| self.formula_v1(&signed, amount, Some(key)));
            Recipe::verify(&recipes, SIGNATURE, Some(signature))
        };
        let mut signed_amount = "two-decimals";
        if let Err(error) = verify(&signed.amount) {
            if signed.given_amount == signed.amount || verify(signed.given_amount).is_err() {
                return Err(error);
            }
            signed_amount = "as-received";
        }
        Ok(NotificationV1 {
            state: words::state(signed.status),
            order_status: Some(signed.status.to_owned()),
            dedupe_key: dedupe_key(&self.formula_v1(&signed, &signed.amount, None)),
            fawry_ref_no: Some(signed.fawry_ref.to_owned()),
            merchant_ref_no: Some(signed.merchant_ref.to_owned()),
            amount: Slotted::read(&object, &["Amount"]),
            signed_amount: signed_amount.to_owned(),
        })
    }

    /// The recipe of a notification V1; the input is an object, a URL or a query.
    pub(super) fn notification_v1_recipe(&self, fields: &Value) -> Result<Recipe> {
        let object = match fields {
            Value::Object(object) => object,
            Value::String(text) => &parameters(text)?,
            other => return Err(not_fields(other)),
        };
        let signed = Signed::read(object)?;
        Ok(self.formula_v1(&signed, &signed.amount, Some(self.key())))
    }

    /// The key comes first here, and nowhere else.
    fn formula_v1(&self, signed: &Signed<'_>, amount: &str, key: Option<&Secret>) -> Recipe {
        let recipe = Recipe::hash(match self.config.notification_v1_digest {
            Some(NotificationV1Digest::Sha256) => Algorithm::Sha256,
            _ => Algorithm::Md5,
        });
        key.into_iter()
            .fold(recipe, |recipe, key| recipe.key("secureKey", key))
            .amount("Amount", amount)
            .input("FawryRefNo", signed.fawry_ref)
            .input(signed.merchant_ref_name, signed.merchant_ref)
            .input("OrderStatus", signed.status)
    }
}

/// The signed fields.
struct Signed<'a> {
    amount: String,
    given_amount: &'a str,
    fawry_ref: &'a str,
    merchant_ref: &'a str,
    /// One documentation page is reported to spell it `MerchnatRefNo`.
    merchant_ref_name: &'static str,
    status: &'a str,
}

impl<'a> Signed<'a> {
    fn read(object: &'a Object) -> Result<Self> {
        let received = Received(object);
        let misspelt = received.optional("MerchantRefNo")?.is_none() && object.get("MerchnatRefNo").is_some();
        let merchant_ref_name = if misspelt { "MerchnatRefNo" } else { "MerchantRefNo" };
        Ok(Self {
            amount: received.pounds("Amount")?,
            given_amount: received.required("Amount")?,
            fawry_ref: received.required("FawryRefNo")?,
            merchant_ref: received.required(merchant_ref_name)?,
            merchant_ref_name,
            status: received.required("OrderStatus")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fawry::testing::{fawry, fawry_with};
    use crate::operation::Client;

    /// The known value of the demonstration key over `152.00`, `970177`, `M1` and `PAID`.
    const KNOWN: &str = "B346FAF6437B6EB7323B605C3E37FD4C";

    fn signed_over(fawry: &Fawry, amount: &str) -> String {
        let key = fawry.key().expose().to_owned();
        let recipe = Recipe::hash(Algorithm::Md5).input("all", &format!("{key}{amount}970177M1PAID"));
        recipe.signature()
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
        let signature = signed_over(&fawry(), "152");
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
