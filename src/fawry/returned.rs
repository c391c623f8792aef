//! What the browser brings back to `returnUrl`, and the signature in the answer of a charge.

use crate::document::{DocumentBuf, Item};
use crate::engine::{Account, Answer, Arena, Response, typed};
use crate::error::{ErrorCode, Result};
use crate::fawry::config::SECURE_KEY;
use crate::fawry::received::{json_object, malformed, prove, query_object};
use crate::fawry::{Charged, Fawry};
use crate::table::kinds::{Received, ReceivedPounds};
use crate::table::{Event, Part, Recipe, members};

members! {
    /// What Fawry signs of a return and of the answer to a charge. Optional fields count when they are there with a
    /// value, and `0` is a value.
    pub struct SignedReturn as "FawrySignedReturn" {
        /// Fawry's number of the order.
        reference_number: Option<Received> = "referenceNumber",
        /// Your reference.
        merchant_ref_number: Received = "merchantRefNumber",
        /// EGP that the customer pays.
        payment_amount: ReceivedPounds = "paymentAmount",
        /// EGP without fees.
        order_amount: ReceivedPounds = "orderAmount",
        /// Fawry's own word for the state.
        order_status: Received = "orderStatus",
        /// Fawry's spelling.
        payment_method: Received = "paymentMethod",
        /// EGP.
        fawry_fees: Option<ReceivedPounds> = "fawryFees",
        /// EGP; only when shipping applies.
        shipping_fees: Option<ReceivedPounds> = "shippingFees",
        /// The bank's authorization number of a card payment.
        auth_number: Option<Received> = "authNumber",
        /// The customer's e-mail address.
        customer_mail: Option<Received> = "customerMail",
        /// The customer's mobile number.
        customer_mobile: Option<Received> = "customerMobile",
    }
}

pub(super) const SIGNATURE: &str = "signature";

/// What is signed of it.
pub(super) const RETURN: Event = Event {
    name: "return",
    input: SignedReturn::SHAPE,
    from_text: Some(returned_object),
    recipe: Recipe::sha256(&[
        Part::Field(SignedReturn::KEY.reference_number),
        Part::Field(SignedReturn::KEY.merchant_ref_number),
        Part::Field(SignedReturn::KEY.payment_amount),
        Part::Field(SignedReturn::KEY.order_amount),
        Part::Field(SignedReturn::KEY.order_status),
        Part::Field(SignedReturn::KEY.payment_method),
        Part::Field(SignedReturn::KEY.fawry_fees),
        Part::Field(SignedReturn::KEY.shipping_fees),
        Part::Field(SignedReturn::KEY.auth_number),
        Part::Field(SignedReturn::KEY.customer_mail),
        Part::Field(SignedReturn::KEY.customer_mobile),
        SECURE_KEY,
    ]),
    #[cfg(not(target_arch = "wasm32"))]
    summary: "What the browser brings back, and the answer to a charge",
    #[cfg(not(target_arch = "wasm32"))]
    sample: r#"{ "referenceNumber": "963455678", "merchantRefNumber": "23124654641", "paymentAmount": 580.55,
            "orderAmount": 580.55, "orderStatus": "PAID", "paymentMethod": "PayUsingCC", "fawryFees": 0,
            "customerMail": "buyer@shop.example", "customerMobile": "01000000000" }"#,
    ..Event::ARRIVING
};

impl Fawry {
    /// Verifies and reads what the browser brought back: a URL, a query or JSON, also JSON inside the parameter
    /// `chargeResponse`. For display only: confirm with `paymentStatus` or a notification before delivering.
    ///
    /// # Errors
    /// `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.
    pub fn verify_return(&self, returned: &str) -> Result<Charged> {
        let (account, arena) = (self.0.account()?, Arena::default());
        verify(&account, returned, &arena).map(|answer| typed(&answer))
    }
}

/// Verifies and reads a return.
pub(super) fn verify<'a>(account: &Account<'_>, returned: &str, arena: &'a Arena) -> Result<Answer<'a>> {
    let fields = arena.keep(returned_object(returned).map_err(malformed)?)?;
    let proof = prove(account, &RETURN, fields, SIGNATURE)?;
    let mut answer = Answer::read(Charged::SHAPE, &[fields], false);
    Charged::settle(&mut answer, Some(proof));
    Ok(answer)
}

/// The answer of a charge: a signature that is there must be right; short answers carry none.
pub(super) fn settle_charge(response: &Response<'_>, answer: &mut Answer<'_>) -> Result<()> {
    let fields = response.json()?.unwrap_or(Item::NULL);
    let proof = fields.present(SIGNATURE).map(|_| prove(response.account, &RETURN, fields, SIGNATURE)).transpose();
    // A signature over fields that are not there proves nothing.
    let proof = proof.map_err(|error| error.with_code(ErrorCode::SignatureMismatch))?;
    Charged::settle(answer, proof);
    Ok(())
}

fn returned_object(returned: &str) -> Result<DocumentBuf> {
    if returned.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return json_object(returned);
    }
    let query = query_object(returned)?;
    match query.root().get("chargeResponse").and_then(Item::as_text) {
        Some(json) => json_object(json).map_err(|error| error.at("chargeResponse")),
        None => Ok(query),
    }
}

#[cfg(test)]
mod tests {
    use crate::client::Client;
    use crate::fawry::testing::{fawry, json};
    use crate::outcome::State;
    use crate::query::parameters;
    use crate::value::Value;

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
            // An empty amount is one that is not there.
            format!("{QUERY}&shippingFees="),
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
        let recipe = fawry().recipe("return", &json(&as_json()), &Value::Null).unwrap();
        assert!(recipe.matches("b101fe96c420617f607a3c84cdc7d5d392656045d28e92691b8345ae3e53a013"));
        assert_eq!(fawry().signature("return", &QUERY.into(), &Value::Null).unwrap(), recipe.signature());
    }
}
