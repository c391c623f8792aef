//! Refunds of fiat orders, and how far they are.

use crate::amount::Amount;
use crate::declare::{Id, Input, answer, input};
use crate::error::{Error, ErrorCode, Result};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::{Outcome, RefundStatus};
use crate::pay3::Pay3;
use crate::pay3::answer::{self as reply, Call, ErrorReason};
use crate::pay3::config::READ_UNSIGNED;
use crate::pay3::fields::{FiatAmount, received_fiat};
use crate::request::{HttpResponse, Method};

input! {
    /// Refunds all or part of a fiat order.
    ///
    /// Signed: amount and request id.
    pub struct Refund as "Pay3RefundInput" {
        /// Two decimals in every currency, at most the amount of the order.
        fiat_amount: FiatAmount = "fiatAmount",
        /// The request id that created the order, not a new one.
        request_id: Id = "requestId",
    }
}

answer! {
    /// An accepted refund.
    pub struct Refunded as "Pay3RefundData" {
        /// `created`, or `pending` once it has been started.
        status: RefundStatus = "status",
        /// Pay3's number for the refund.
        refund_id: Option<String> = "refundId",
        /// What is given back.
        amount: Option<Amount> = "amount" | "fiatAmount",
        /// Pay3's own word: `REFUND_CREATED`.
        gateway_status: Option<String> = "gatewayStatus" | "status",
        /// The request id of the order.
        request_id: Option<String> = "requestId",
        /// What went wrong, if anything did.
        error_reason: Option<ErrorReason> = "errorReason",
    }
}

impl Refunded {
    fn settled(self) -> Self {
        let amount = self.amount.map(received_fiat);
        Self { status: status(self.gateway_status.as_deref()), amount, ..self }
    }
}

fn status(word: Option<&str>) -> RefundStatus {
    match word.unwrap_or_default().to_ascii_uppercase().as_str() {
        "REFUND_CREATED" => RefundStatus::Created,
        "REFUND_INITIATED" => RefundStatus::Pending,
        _ => RefundStatus::Unknown,
    }
}

impl Operation for Refund {
    type Gateway = Pay3;
    type Answer = Refunded;
    const SPEC: &'static Spec = &Spec {
        name: "refund",
        method: Method::Post,
        path: "/v1/client/fiat-refund",
        unsigned: None,
        options: &["parentAmount"],
        source: "Pay3 documentation, create refund; docs/gateways/pay3.md#refund",
    };
    const SAMPLES: &'static [Sample] = &[
        Sample::new("Refund a part", r#"{ "fiatAmount": "0.02", "requestId": "9824649238" }"#),
        Sample::with(
            "Refund at most what was paid",
            r#"{ "fiatAmount": "10", "requestId": "889938983" }"#,
            r#"{ "parentAmount": "10.00" }"#,
        ),
    ];

    fn draft(&self, pay3: &Pay3, options: &Options) -> Result<Draft> {
        if let Some(parent) = &options.parent_amount {
            let refund: Amount = self.fiat_amount.as_str().parse()?;
            if refund.decimal()? > parent.amount().decimal()? {
                return Err(Error::new(ErrorCode::InvalidAmount, "is more than the parent order's amount")
                    .at("fiatAmount")
                    .hint("refund at most parentAmount"));
            }
        }
        let recipe = pay3.short_recipe(self.fiat_amount.as_str(), &self.request_id);
        let body = pay3.body_of(self.to_object(), Some("requestId"));
        Ok(Draft::new::<Self>(pay3).body(body).signed(recipe))
    }

    fn read(_: &Pay3, response: HttpResponse<'_>) -> Result<Outcome<Refunded>> {
        Ok(reply::read(response, Call::Write)?.map(Refunded::settled))
    }
}

input! {
    /// Asks how far the refunds of an order are.
    pub struct RefundStatusQuery as "Pay3RefundStatusInput" {
        /// The request id that created the order.
        request_id: Id = "requestId",
    }
}

answer! {
    /// The refunds of an order. The first fields are those of the refund that stands last.
    pub struct RefundList as "Pay3RefundStatusData" {
        /// `created`, `pending` or `unknown`.
        status: RefundStatus = "status",
        /// Pay3's number for the refund.
        refund_id: Option<String> = "refundId",
        /// What is given back.
        amount: Option<Amount> = "amount",
        /// Pay3's own word: `REFUND_INITIATED`.
        gateway_status: Option<String> = "gatewayStatus",
        /// The request id of the order.
        request_id: Option<String> = "requestId",
        /// What went wrong, if anything did.
        error_reason: Option<ErrorReason> = "errorReason",
        /// Every refund of the order.
        refunds: Vec<Refunded> = "refunds" | "data",
    }
}

impl RefundList {
    fn settled(mut self) -> Self {
        self.refunds = self.refunds.into_iter().map(Refunded::settled).collect();
        if let Some(last) = self.refunds.last().cloned() {
            self.status = last.status;
            self.refund_id = last.refund_id;
            self.amount = last.amount;
            self.gateway_status = last.gateway_status;
            self.request_id = last.request_id;
            self.error_reason = self.error_reason.or(last.error_reason);
        }
        self
    }
}

impl Operation for RefundStatusQuery {
    type Gateway = Pay3;
    type Answer = RefundList;
    const SPEC: &'static Spec = &Spec {
        name: "refundStatus",
        method: Method::Get,
        path: "/v1/client/fiat-refunds",
        unsigned: Some(READ_UNSIGNED),
        options: &[],
        source: "Pay3 documentation, get refund details; docs/gateways/pay3.md#refundstatus",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new("How far is a refund?", r#"{ "requestId": "9824649238" }"#)];

    fn draft(&self, pay3: &Pay3, _: &Options) -> Result<Draft> {
        Ok(pay3.read_draft::<Self>(&self.request_id, &self.extra))
    }

    fn read(_: &Pay3, response: HttpResponse<'_>) -> Result<Outcome<RefundList>> {
        Ok(reply::read_list(response)?.map(RefundList::settled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declare::Lenient;
    use crate::operation::Client;
    use crate::operation::Gateway;
    use crate::value::Value;

    fn pay3() -> Pay3 {
        Pay3::new(&Value::parse(Pay3::SAMPLE_CONFIG).unwrap()).unwrap()
    }

    fn build(amount: &str, parent: &str) -> Result<crate::HttpRequest> {
        let input = format!(r#"{{"fiatAmount":{amount},"requestId":"r"}}"#);
        let options = format!(r#"{{"parentAmount":{parent}}}"#);
        pay3().build("refund", &Value::parse(&input).unwrap(), &Value::parse(&options).unwrap())
    }

    #[test]
    fn a_refund_stays_within_its_order_when_that_is_known() {
        assert!(
            build("\"9.99\"", "\"10\"").is_ok() && build("10", "10.0").is_ok() && build("\"10.01\"", "null").is_ok()
        );
        let error = build("\"10.01\"", "\"10.00\"").unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidAmount, Some("fiatAmount")));
    }

    #[test]
    fn refunds_are_told_in_our_words() {
        let body = r#"{"requestId":"r","refundId":"u-1","fiatAmount":"0.02","status":"REFUND_CREATED"}"#;
        let outcome = pay3().read_refund(HttpResponse { status: 200, body }).unwrap();
        assert_eq!(
            outcome.data().unwrap().to_value().to_json(),
            r#"{"status":"created","refundId":"u-1","amount":"0.02","gatewayStatus":"REFUND_CREATED","requestId":"r"}"#
        );
        let odd = HttpResponse { status: 200, body: r#"{"status":"REFUND_QUEUED"}"# };
        assert_eq!(pay3().read_refund(odd).unwrap().data().unwrap().status, RefundStatus::Unknown);
    }

    #[test]
    fn an_error_reason_is_read_wherever_it_stands() {
        let entry = r#""requestId":"r","refundId":"u-1","fiatAmount":"1.5","status":"REFUND_INITIATED""#;
        let reason = r#""errorReason":{"errorCode":"9006-1","errorDesc":"refund"}"#;
        for body in [format!(r#"{{"data":[{{{entry}}}],{reason}}}"#), format!(r#"{{"data":[{{{entry},{reason}}}]}}"#)] {
            let outcome = pay3().read_refund_status(HttpResponse { status: 200, body: &body }).unwrap();
            let data = outcome.data().unwrap();
            assert_eq!(data.status, RefundStatus::Pending);
            assert_eq!(data.refund_id.as_deref(), Some("u-1"));
            assert_eq!(data.error_reason.as_ref().unwrap().code.as_deref(), Some("9006-1"));
            assert!(data.to_value().to_json().contains(r#""amount":"1.50""#));
        }
        let none = pay3().read_refund_status(HttpResponse { status: 200, body: r#"{"data":[]}"# }).unwrap();
        assert_eq!(none.data().unwrap().status, RefundStatus::Unknown);
        assert!(pay3().read_refund_status(HttpResponse { status: 200, body: "{}" }).is_err());
    }
}
