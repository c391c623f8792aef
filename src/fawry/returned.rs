//! What the browser brings back to `returnUrl`, and the signature in the answer of a charge.

use crate::declare::Lenient;
use crate::error::{ErrorCode, Result};
use crate::fawry::notification::not_fields;
use crate::fawry::received::{Received, dedupe_key, json_object, malformed, signature_of};
use crate::fawry::{Charged, Fawry};
use crate::query::parameters;
use crate::secret::Secret;
use crate::signing::Recipe;
use crate::value::{Object, Value};

const SIGNATURE: &str = "signature";

impl Fawry {
    /// Verifies and reads what the browser brought back: a URL, a query or JSON, also JSON inside the parameter
    /// `chargeResponse`. For display only: confirm with `paymentStatus` or a notification before delivering.
    ///
    /// # Errors
    /// `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.
    pub fn verify_return(&self, returned: &str) -> Result<Charged> {
        self.proven_return(&returned_object(returned).map_err(malformed)?)
    }

    /// The recipe of the signature of a return or of a charge's answer.
    pub(super) fn return_recipe(&self, fields: &Value) -> Result<Recipe> {
        let object = match fields {
            Value::Object(object) => object,
            Value::String(text) => &returned_object(text)?,
            other => return Err(not_fields(other)),
        };
        Ok(formula(object)?.key("secureKey", self.key()))
    }

    /// Believes a return only when its signature belongs to it.
    pub(super) fn proven_return(&self, object: &Object) -> Result<Charged> {
        let signature = signature_of(object, SIGNATURE)?;
        let formula = formula(object).map_err(malformed)?;
        let with_key = |key: &Secret| formula.clone().key("secureKey", key);
        Recipe::verify(&self.recipes(with_key), SIGNATURE, Some(signature))?;
        let data = Charged::lenient(&Value::Object(object.clone())).unwrap_or_default().settle();
        Ok(Charged { verified: true, dedupe_key: Some(dedupe_key(&formula)), ..data })
    }

    /// The answer of a charge: a signature that is there must be right; short answers carry none.
    pub(super) fn proven_charge(&self, object: &Object, data: Charged) -> Result<Charged> {
        if object.get(SIGNATURE).is_none_or(Value::is_absent) {
            return Ok(data);
        }
        // A signature over fields that are not there proves nothing.
        self.proven_return(object).map_err(|error| error.with_code(ErrorCode::SignatureMismatch))
    }
}

fn returned_object(returned: &str) -> Result<Object> {
    if returned.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return json_object(returned);
    }
    let object = parameters(returned)?;
    match object.get("chargeResponse").and_then(Value::as_text) {
        Some(json) => json_object(json).map_err(|error| error.at("chargeResponse")),
        None => Ok(object),
    }
}

/// What is signed, without the key. Optional fields count when they are there with a value, and `0` is a value.
fn formula(object: &Object) -> Result<Recipe> {
    let received = Received(object);
    Ok(Recipe::sha256()
        .optional("referenceNumber", received.optional("referenceNumber")?)
        .input("merchantRefNumber", received.required("merchantRefNumber")?)
        .amount("paymentAmount", &received.pounds("paymentAmount")?)
        .amount("orderAmount", &received.pounds("orderAmount")?)
        .input("orderStatus", received.required("orderStatus")?)
        .input("paymentMethod", received.required("paymentMethod")?)
        .optional_amount("fawryFees", received.optional_pounds("fawryFees")?.as_deref())
        .optional_amount("shippingFees", received.optional_pounds("shippingFees")?.as_deref())
        .optional("authNumber", received.optional("authNumber")?)
        .optional("customerMail", received.optional("customerMail")?)
        .optional("customerMobile", received.optional("customerMobile")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fawry::testing::{fawry, json};
    use crate::outcome::State;

    /// The known value of the demonstration key over a return with fees of zero.
    const QUERY: &str = "type=ChargeResponse&referenceNumber=963455678&merchantRefNumber=23124654641\
        &orderAmount=580.55&paymentAmount=580.55&fawryFees=0&orderStatus=PAID&paymentMethod=PayUsingCC\
        &paymentTime=1718000000000&customerMobile=01000000000&customerMail=buyer%40shop.example\
        &customerProfileId=777777&taxes=0&statusCode=200&statusDescription=Operation+done+successfully\
        &signature=b101fe96c420617f607a3c84cdc7d5d392656045d28e92691b8345ae3e53a013";

    fn as_json() -> String {
        Value::from(parameters(QUERY).unwrap()).to_json()
    }

    #[test]
    fn a_return_is_read_from_whatever_holds_it() {
        let mut encoded = String::from("https://shop.example/r?chargeResponse=");
        encoded.push_str(&crate::request::percent_encode(&as_json()));
        for returned in [
            QUERY.to_owned(),
            format!("?{QUERY}"),
            format!("https://shop.example/r?id=7&{QUERY}#top"),
            as_json(),
            encoded,
        ] {
            let charged = fawry().verify_return(&returned).unwrap();
            assert_eq!((charged.state, charged.verified), (State::Paid, true));
            assert_eq!(charged.customer_mail.as_deref(), Some("buyer@shop.example"));
            assert_eq!(charged.order_amount.unwrap().as_str(), "580.55");
            assert_eq!(charged.status_description.as_deref(), Some("Operation done successfully"));
            assert_eq!(charged.dedupe_key.unwrap().len(), 64);
        }
    }

    #[test]
    fn verification_fails_closed() {
        for (from, to, code) in [
            ("PAID", "NEW", "SIGNATURE_MISMATCH"),
            ("fawryFees=0&", "", "SIGNATURE_MISMATCH"),
            ("fawryFees=0&", "fawryFees=0&shippingFees=0&", "SIGNATURE_MISMATCH"),
            ("signature=b1", "signature=b2", "SIGNATURE_MISMATCH"),
            ("&signature=", "&signatur=", "SIGNATURE_MISSING"),
            ("orderStatus=PAID", "orderStatus=", "MALFORMED_BODY"),
            ("orderAmount=580.55", "orderAmount=580.555", "MALFORMED_BODY"),
            ("type=", "signature=x&type=", "MALFORMED_BODY"),
            ("buyer%40shop", "%ff", "MALFORMED_BODY"),
        ] {
            let error = fawry().verify_return(&QUERY.replace(from, to)).unwrap_err();
            assert_eq!(error.code().as_str(), code, "{from} -> {to}");
            assert!(error.hint_text().is_some(), "{error}");
        }
        for (returned, code) in [
            ("", "MALFORMED_BODY"),
            ("https://shop.example/r", "MALFORMED_BODY"),
            ("{}", "SIGNATURE_MISSING"),
            ("{", "MALFORMED_BODY"),
            ("chargeResponse=x", "MALFORMED_BODY"),
        ] {
            assert_eq!(fawry().verify_return(returned).unwrap_err().code().as_str(), code, "{returned}");
        }
    }

    #[test]
    fn unsigned_fields_do_not_count() {
        let other = QUERY.replace("customerProfileId=777777", "customerProfileId=1").replace("statusCode=200&", "");
        let key = |query: &str| fawry().verify_return(query).unwrap().dedupe_key;
        assert_eq!(key(&other), key(QUERY));
        let recipe = fawry().return_recipe(&json(&as_json())).unwrap();
        assert!(recipe.matches("b101fe96c420617f607a3c84cdc7d5d392656045d28e92691b8345ae3e53a013"));
    }
}
