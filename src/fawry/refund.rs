//! Refunds of paid orders.

use crate::amount::Amount;
use crate::fawry::config::{MERCHANT_CODE, OPERATION, SECURE_KEY};
use crate::outcome::RefundStatus;
use crate::table::kinds::{Id, Pounds, Text};
use crate::table::{Effect, Operation, Part, Recipe, Sample, answer, input};

input! {
    /// Refunds all or part of a paid order.
    ///
    /// Signed: merchant code, reference, amount, reason, key. An authorization that was not captured cannot be
    /// refunded; cancel it instead.
    pub struct Refund as "FawryRefundInput" {
        /// FawryPay's number for the order (`931337410`), not the merchant's own reference.
        reference_number: Id = "referenceNumber",
        /// EGP, at most what is left of the payment.
        refund_amount: Pounds = "refundAmount",
        /// Why; hashed verbatim when given.
        reason: Option<Text> = "reason",
    }
}

answer! {
    /// An accepted refund.
    pub struct Refunded as "FawryRefundData" {
        /// `completed`: Fawry has accepted the refund.
        status: RefundStatus = "status",
        /// Fawry gives refunds no number of their own.
        refund_id: Option<String> = "refundId",
        /// Fawry does not repeat the amount.
        amount: Option<Amount> = "amount",
        /// Fawry's own word, if it sends one.
        gateway_status: Option<String> = "gatewayStatus" | "orderStatus",
        /// `ResponseDataModel`.
        kind: Option<String> = "type",
        /// `200`.
        status_code: Option<String> = "statusCode",
        /// Text for people, in Arabic or English.
        status_description: Option<String> = "statusDescription",
    }
}

/// `refund`.
pub(super) static REFUND: Operation = Operation {
    name: "refund",
    path: "/ECommerceWeb/Fawry/payments/refund",
    input: Refund::SHAPE,
    recipe: Some(&RECIPE),
    answer: Refunded::SHAPE,
    finish: Some(|_, answer| {
        answer.set_text(Refunded::KEY.status, RefundStatus::Completed.as_str());
        Ok(())
    }),
    effect: Effect::MovesMoney,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, refund; docs/gateways/fawry.md#refund",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new(
            "Refund part of an order",
            r#"{ "referenceNumber": "99900642041", "refundAmount": 362.5, "reason": "Item not as described" }"#,
        ),
        Sample::new("Refund without a reason", r#"{ "referenceNumber": "931337410", "refundAmount": "20.5" }"#),
    ],
    ..OPERATION
};

const RECIPE: Recipe = Recipe::sha256(&[
    MERCHANT_CODE,
    Part::Field(Refund::KEY.reference_number),
    Part::Field(Refund::KEY.refund_amount),
    Part::Field(Refund::KEY.reason),
    SECURE_KEY,
]);

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{build, fawry, fawry_with, read, refused, text};

    #[test]
    fn an_accepted_refund_is_completed() {
        let body = r#"{"type":"ResponseDataModel","statusCode":200,"statusDescription":"Operation done successfully"}"#;
        let outcome = read(&fawry(), "refund", 200, body).unwrap();
        assert_eq!((text(&outcome, "ok").as_str(), text(&outcome, "data.status").as_str()), ("true", "completed"));
    }

    #[test]
    fn a_refused_refund_says_why() {
        for code in ["9935", "9938", "9954"] {
            let outcome =
                read(&fawry(), "refund", 200, &format!(r#"{{"statusCode":{code},"statusDescription":"no"}}"#)).unwrap();
            assert_eq!(text(&outcome, "error.code"), code);
            assert!(!text(&outcome, "error.meaning").is_empty());
        }
    }

    #[test]
    fn a_code_counts_in_every_form() {
        for (body, code) in [
            (r#"{"statusCode":"","code":"9935"}"#, "9935"),
            (r#"{"statusCode":null,"code":9935}"#, "9935"),
            (r#"{"statusCode":9935.0}"#, "9935"),
            (r#"{"statusCode":200.0}"#, ""),
            (r#"{"statusCode":"200"}"#, ""),
        ] {
            assert_eq!(text(&read(&fawry(), "refund", 200, body).unwrap(), "error.code"), code, "{body}");
        }
        for body in ["{}", "[]", "null", "5", r#"{"statusCode":""}"#] {
            let error = read(&fawry(), "refund", 200, body).unwrap_err();
            assert_eq!((error.code().as_str(), error.hint_text().is_some()), ("MALFORMED_RESPONSE", true), "{body}");
        }
    }

    #[test]
    fn rules() {
        for (input, code, field) in [
            (r#"{ "refundAmount": 1 }"#, "MISSING_FIELD", "referenceNumber"),
            (r#"{ "referenceNumber": "1" }"#, "MISSING_FIELD", "refundAmount"),
            (r#"{ "referenceNumber": "1", "refundAmount": 0 }"#, "INVALID_AMOUNT", "refundAmount"),
            (r#"{ "referenceNumber": "1", "refundAmount": "1,234.50" }"#, "INVALID_AMOUNT", "refundAmount"),
            (r#"{ "referenceNumber": 1.5, "refundAmount": 1 }"#, "INVALID_FIELD", "referenceNumber"),
            (r#"{ "referenceNumber": "1", "refundAmount": 1, "reasn": "x" }"#, "UNKNOWN_FIELD", "reasn"),
        ] {
            assert_eq!(refused(&fawry(), "refund", input), (code, field.to_owned()), "{input}");
        }
        let body = build(
            &fawry_with("amountEncoding", "string"),
            "refund",
            r#"{ "referenceNumber": "1", "refundAmount": 5 }"#,
        );
        assert!(body.unwrap().body.unwrap().contains(r#""refundAmount":"5.00""#));
    }
}
