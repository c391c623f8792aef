//! Cancelling orders that nobody has paid yet.

use crate::declare::{Id, Input, answer, input};
use crate::error::Result;
use crate::fawry::words::Language;
use crate::fawry::{Fawry, answer as reply};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};
use crate::signing::Recipe;
use crate::value::{Object, Value};

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

impl Operation for CancelUnpaidOrder {
    type Gateway = Fawry;
    type Answer = UnpaidOrderCancelled;
    const SPEC: &'static Spec = &Spec {
        name: "cancelUnpaidOrder",
        method: Method::Post,
        path: "/ECommerceWeb/api/orders/cancel-unpaid-order",
        unsigned: None,
        options: &[],
        source: "FawryPay documentation, cancel unpaid order; docs/gateways/fawry.md#cancelunpaidorder",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("Cancel an order", r#"{ "orderRefNo": "100162801", "lang": "en-gb" }"#)];

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        let recipe = Recipe::sha256()
            .input("orderRefNo", self.order_ref_no.as_str())
            .config("merchantAccount", fawry.merchant_code())
            .input("lang", self.lang.as_str())
            .key("secureKey", fawry.key());
        let mut body = Object::new();
        for (name, value) in self.to_object() {
            let is_number = name == "orderRefNo";
            body.push(name, value);
            if is_number {
                body.push("merchantAccount", fawry.merchant_code());
            }
        }
        Ok(Draft::new::<Self>(fawry).body(body).signed(recipe))
    }

    fn read(_: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<UnpaidOrderCancelled>> {
        if response.is_success() && response.json()?.is_none() {
            return Ok(Outcome::Accepted { data: UnpaidOrderCancelled::default(), raw: Value::Null });
        }
        reply::read(response)
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
