//! Cancelling orders that nobody has paid yet.

use crate::engine::{Response, Verdict};
use crate::error::Result;
use crate::fawry::answer as reply;
use crate::fawry::config::{FawryConfig, OPERATION, SECURE_KEY};
use crate::fawry::words::Language;
use crate::table::kinds::Id;
use crate::table::{At, Insert, Operation, Part, Recipe, Sample, Send, Source, answer, input};

input! {
    /// Cancels an order that is not paid yet. Refund a paid one instead.
    ///
    /// Signed: Fawry's number, merchant code, language, key. The order's number comes first, unlike in every
    /// other request.
    pub struct CancelUnpaidOrder as "FawryCancelUnpaidOrderInput" {
        /// FawryPay's number for the order, not your own reference.
        order_ref_no: Id = "orderRefNo",
        /// The language of the message to the customer.
        lang: Language = "lang",
    }
}

answer! {
    /// A cancelled order. Fawry may answer without a body.
    pub struct UnpaidOrderCancelled as "FawryCancelUnpaidOrderData" {
        /// `200`.
        code: Option<String> = "code" | "statusCode",
        /// Text for people.
        description: Option<String> = "description" | "statusDescription",
        /// Text for people.
        reason: Option<String> = "reason",
    }
}

/// The merchant code goes by another name here.
const MERCHANT_ACCOUNT: &str = "merchantAccount";

/// `cancelUnpaidOrder`.
pub(super) static CANCEL_UNPAID_ORDER: Operation = Operation {
    name: "cancelUnpaidOrder",
    path: "/ECommerceWeb/api/orders/cancel-unpaid-order",
    input: CancelUnpaidOrder::SHAPE,
    send: Send::body_with(&[Insert {
        at: At::After(CancelUnpaidOrder::KEY.order_ref_no),
        name: MERCHANT_ACCOUNT,
        source: Source::Setting(FawryConfig::KEY.merchant_code),
    }]),
    recipe: Some(&RECIPE),
    answer: UnpaidOrderCancelled::SHAPE,
    read,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, cancel unpaid order; docs/gateways/fawry.md#cancelunpaidorder",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Cancel an order", r#"{ "orderRefNo": "100162801", "lang": "en-gb" }"#)],
    ..OPERATION
};

const RECIPE: Recipe = Recipe::sha256(&[
    Part::Field(CancelUnpaidOrder::KEY.order_ref_no),
    Part::Setting(FawryConfig::KEY.merchant_code, MERCHANT_ACCOUNT),
    Part::Field(CancelUnpaidOrder::KEY.lang),
    SECURE_KEY,
]);

fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    match response.is_success() && response.json()?.is_none() {
        true => Ok(Verdict::empty()),
        false => reply::read(response),
    }
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{fawry, read, refused, text};

    #[test]
    fn an_empty_answer_is_success() {
        let outcome = read(&fawry(), "cancelUnpaidOrder", 200, "").unwrap();
        assert_eq!(
            (text(&outcome, "ok"), text(&outcome, "data"), text(&outcome, "raw")),
            ("true".into(), "{}".into(), "null".into())
        );
        let outcome =
            read(&fawry(), "cancelUnpaidOrder", 200, r#"{"code":"200","description":"done","reason":""}"#).unwrap();
        assert_eq!(text(&outcome, "data.description"), "done");
    }

    #[test]
    fn a_paid_order_is_not_cancelled() {
        for (status, body, code) in [
            (400, r#"{"code":"400","description":"paid","reason":"paid"}"#, "400"),
            (200, r#"{"code":9984,"description":"again"}"#, "9984"),
            (404, "", "404"),
        ] {
            let outcome = read(&fawry(), "cancelUnpaidOrder", status, body).unwrap();
            assert_eq!((text(&outcome, "ok").as_str(), text(&outcome, "error.code").as_str()), ("false", code));
            assert!(!text(&outcome, "error.hint").is_empty());
        }
    }

    #[test]
    fn the_merchant_account_comes_from_the_instance() {
        let input = r#"{ "orderRefNo": "1", "lang": "en-gb", "merchantAccount": "m" }"#;
        assert_eq!(refused(&fawry(), "cancelUnpaidOrder", input), ("UNKNOWN_FIELD", "merchantAccount".to_owned()));
        assert_eq!(refused(&fawry(), "cancelUnpaidOrder", r#"{ "orderRefNo": "1", "lang": "en" }"#).1, "lang");
    }
}
