//! Capturing and cancelling authorizations: card charges with `authCaptureModePayment`.

use crate::engine::{Answer, Response};
use crate::error::Result;
use crate::fawry::config::{MERCHANT_CODE, OPERATION, SECURE_KEY};
use crate::fawry::words;
use crate::outcome::State;
use crate::table::kinds::{Id, Pounds};
use crate::table::{Effect, Operation, Part, Recipe, Sample, SignaturePlace, answer, input};

input! {
    /// Takes all or part of an authorized amount.
    ///
    /// Signed as `requestSignature`: reference, amount, merchant code, key.
    pub struct CaptureAuthorization as "FawryCaptureAuthorizationInput" {
        /// Your reference of the authorization.
        merchant_ref_num: Id = "merchantRefNum",
        /// EGP; leaving it out captures everything.
        capture_amount: Option<Pounds> = "captureAmount",
    }
}

input! {
    /// Gives an authorized amount back without taking it.
    ///
    /// Signed as `requestSignature`: reference, merchant code, key; the same signature captures everything.
    pub struct CancelAuthorization as "FawryCancelAuthorizationInput" {
        /// Your reference of the authorization.
        merchant_ref_num: Id = "merchantRefNum",
    }
}

answer! {
    /// A captured or cancelled authorization.
    pub struct Authorized as "FawryAuthorizationData" {
        /// The state of the order.
        state: State = "state",
        /// Fawry's own word for the state.
        order_status: Option<String> = "orderStatus",
        /// Fawry's number of the order.
        fawry_ref_number: Option<String> = "fawryRefNumber",
        /// Your reference.
        merchant_ref_number: Option<String> = "merchantRefNumber",
        /// The merchant code.
        merchant_code: Option<String> = "merchantCode",
        /// The kind of answer.
        kind: Option<String> = "type",
        /// `200`.
        status_code: Option<String> = "statusCode",
        /// Text for people, in Arabic or English.
        status_description: Option<String> = "statusDescription",
    }
}

/// What both have in common.
const AUTHORIZATION: Operation = Operation {
    signature: SignaturePlace::Field("requestSignature"),
    answer: Authorized::SHAPE,
    finish: Some(finish),
    effect: Effect::MovesMoney,
    ..OPERATION
};

/// `captureAuthorization`.
pub(super) static CAPTURE_AUTHORIZATION: Operation = Operation {
    name: "captureAuthorization",
    path: "/ECommerceWeb/api/payment/capture",
    input: CaptureAuthorization::SHAPE,
    recipe: Some(&CAPTURE),
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, authorize and capture; docs/gateways/fawry.md#captureauthorization",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new("Take a part", r#"{ "merchantRefNum": "23124654641", "captureAmount": 75 }"#),
        Sample::new("Take everything", r#"{ "merchantRefNum": "23124654641" }"#),
    ],
    ..AUTHORIZATION
};

const CAPTURE: Recipe = Recipe::sha256(&[
    Part::Field(CaptureAuthorization::KEY.merchant_ref_num),
    Part::Field(CaptureAuthorization::KEY.capture_amount),
    MERCHANT_CODE,
    SECURE_KEY,
]);

/// `cancelAuthorization`.
pub(super) static CANCEL_AUTHORIZATION: Operation = Operation {
    name: "cancelAuthorization",
    path: "/ECommerceWeb/api/payment/cancel",
    input: CancelAuthorization::SHAPE,
    recipe: Some(&CANCEL),
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, authorize and capture; docs/gateways/fawry.md#cancelauthorization",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Give an authorized amount back", r#"{ "merchantRefNum": "23124654641" }"#)],
    ..AUTHORIZATION
};

const CANCEL: Recipe =
    Recipe::sha256(&[Part::Field(CancelAuthorization::KEY.merchant_ref_num), MERCHANT_CODE, SECURE_KEY]);

fn finish(_: &Response<'_>, answer: &mut Answer<'_>) -> Result<()> {
    words::name_state(answer, Authorized::KEY.order_status, Authorized::KEY.state);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{build, fawry, read, refused, text};

    #[test]
    fn an_empty_amount_does_not_capture_everything() {
        let input = r#"{ "merchantRefNum": "R1", "captureAmount": "" }"#;
        assert_eq!(refused(&fawry(), "captureAuthorization", input), ("INVALID_AMOUNT", "captureAmount".to_owned()));
        let body = build(&fawry(), "captureAuthorization", r#"{ "merchantRefNum": "R1" }"#).unwrap().body.unwrap();
        assert!(
            !body.contains("captureAmount")
                && body.contains(r#""requestSignature":""#)
                && !body.contains(r#""signature""#)
        );
    }

    #[test]
    fn both_answers_have_the_state_of_the_order() {
        let body = |status: &str| {
            format!(
                r#"{{"type":"x","fawryRefNumber":"9","merchantCode":"m","merchantRefNumber":"R1","orderStatus":"{status}","statusCode":200}}"#
            )
        };
        for (operation, status, state) in
            [("captureAuthorization", "PAID", "paid"), ("cancelAuthorization", "CANCELED", "cancelled")]
        {
            let outcome = read(&fawry(), operation, 200, &body(status)).unwrap();
            assert_eq!(
                (text(&outcome, "data.state").as_str(), text(&outcome, "data.fawryRefNumber").as_str()),
                (state, "9")
            );
            assert_eq!(text(&read(&fawry(), operation, 200, r#"{"statusCode":9938}"#).unwrap(), "error.code"), "9938");
        }
    }
}
