//! What the browser brings back to `returnUrl`, and the signature in the answer of a charge.

use crate::declare::Lenient;
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::received::{Received, dedupe_key, json_object, malformed};
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
        self.proven_return(&returned_object(returned)?)
    }

    /// The recipe of the signature of a return or of a charge's answer.
    pub(super) fn return_recipe(&self, fields: &Value) -> Result<Recipe> {
        let object = match fields {
            Value::Object(object) => object,
            Value::String(text) => &returned_object(text)?,
            _ => return Err(Error::invalid("the fields are not an object")),
        };
        Ok(formula(object)?.key("secureKey", self.key()))
    }

    /// Believes a return only when its signature belongs to it.
    pub(super) fn proven_return(&self, object: &Object) -> Result<Charged> {
        let signature = object.get(SIGNATURE).and_then(Value::as_text).filter(|text| !text.is_empty());
        if signature.is_none() {
            Recipe::verify(&[], SIGNATURE, None)?;
        }
        let formula = formula(object).map_err(malformed)?;
        let with_key = |key: &Secret| formula.clone().key("secureKey", key);
        Recipe::verify(&self.recipes(with_key), SIGNATURE, signature)?;
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
