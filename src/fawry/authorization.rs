//! Capturing and cancelling authorizations: card charges with `authCaptureModePayment`.

use crate::declare::{Id, Input, Pounds, answer, input};
use crate::error::Result;
use crate::fawry::{Fawry, answer as reply, words};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::{Outcome, State};
use crate::request::{HttpResponse, Method};
use crate::signing::Recipe;
use crate::value::Object;

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

fn draft<O: Operation<Gateway = Fawry>>(fawry: &Fawry, fields: Object, parts: Recipe) -> Draft {
    let recipe = parts.config("merchantCode", fawry.merchant_code()).key("secureKey", fawry.key());
    let draft = Draft::new::<O>(fawry).body(fawry.body_of(fields)).signed(recipe);
    Draft { signature_name: "requestSignature", ..draft }
}

fn read(response: HttpResponse<'_>) -> Result<Outcome<Authorized>> {
    reply::read_with(response, |_, data: Authorized| {
        let state = data.order_status.as_deref().map(words::state).unwrap_or_default();
        Ok(Authorized { state, ..data })
    })
}

impl Operation for CaptureAuthorization {
    type Gateway = Fawry;
    type Answer = Authorized;
    const SPEC: &'static Spec = &Spec {
        name: "captureAuthorization",
        method: Method::Post,
        path: "/ECommerceWeb/api/payment/capture",
        unsigned: None,
        options: &[],
        source: "FawryPay documentation, authorize and capture; docs/gateways/fawry.md#captureauthorization",
    };
    const SAMPLES: &'static [Sample] = &[
        Sample::new("Take a part", r#"{ "merchantRefNum": "23124654641", "captureAmount": 75 }"#),
        Sample::new("Take everything", r#"{ "merchantRefNum": "23124654641" }"#),
    ];

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        let parts = Recipe::sha256()
            .input("merchantRefNum", self.merchant_ref_num.as_str())
            .optional_amount("captureAmount", self.capture_amount.as_ref().map(Pounds::as_str));
        Ok(draft::<Self>(fawry, self.to_object(), parts))
    }

    fn read(_: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<Authorized>> {
        read(response)
    }
}

impl Operation for CancelAuthorization {
    type Gateway = Fawry;
    type Answer = Authorized;
    const SPEC: &'static Spec = &Spec {
        name: "cancelAuthorization",
        method: Method::Post,
        path: "/ECommerceWeb/api/payment/cancel",
        unsigned: None,
        options: &[],
        source: "FawryPay documentation, authorize and capture; docs/gateways/fawry.md#cancelauthorization",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("Give an authorized amount back", r#"{ "merchantRefNum": "23124654641" }"#)];

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        let parts = Recipe::sha256().input("merchantRefNum", self.merchant_ref_num.as_str());
        Ok(draft::<Self>(fawry, self.to_object(), parts))
    }

    fn read(_: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<Authorized>> {
        read(response)
    }
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
