//! Refunds of fiat orders, and how far they are.

use crate::amount::Amount;
use crate::engine::{Answer, Call, Content, Response};
use crate::error::{Error, ErrorCode, Result};
use crate::options::CallOptions;
use crate::outcome::RefundStatus;
use crate::pay3::answer::ErrorReason;
use crate::pay3::config::{OPERATION, READ, asking, client_id};
use crate::pay3::fields::{FiatAmount, received_fiat};
use crate::pay3::formula::{SIGNED, short};
use crate::table::kinds::Id;
use crate::table::{At, Effect, Operation, Recipe, Sample, Send, answer, input};

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

/// `refund`.
pub(super) static REFUND: Operation = Operation {
    name: "refund",
    path: "/v1/client/fiat-refund",
    options: &[CallOptions::KEY.parent_amount],
    input: Refund::SHAPE,
    check: Some(check),
    send: Send { insert: &[client_id(At::End)], ..Send::BODY },
    recipe: Some(SHORT),
    answer: Refunded::SHAPE,
    finish: Some(finish),
    effect: Effect::MovesMoney,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Pay3 documentation, create refund; docs/gateways/pay3.md#refund",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new("Refund a part", r#"{ "fiatAmount": "0.02", "requestId": "9824649238" }"#),
        Sample::with(
            "Refund at most what was paid",
            r#"{ "fiatAmount": "10", "requestId": "889938983" }"#,
            r#"{ "parentAmount": "10.00" }"#,
        ),
    ],
    ..OPERATION
};

const SHORT: &Recipe = &Recipe { parts: &short(Refund::KEY.fiat_amount, Refund::KEY.request_id), ..SIGNED };

/// A refund stays within its order, when the amount of the order is known.
fn check(call: &mut Call<'_>) -> Result<()> {
    let Some(parent) = call.options.text(CallOptions::KEY.parent_amount) else { return Ok(()) };
    let refund = call.input.text(Refund::KEY.fiat_amount).unwrap_or_default();
    if refund.parse::<Amount>()?.exceeds(&parent.parse()?) {
        return Err(Error::new(ErrorCode::InvalidAmount, "is more than the parent order's amount")
            .at(Refund::SHAPE.name_of(Refund::KEY.fiat_amount))
            .hint("refund at most parentAmount"));
    }
    Ok(())
}

fn finish<'a>(_: &Response<'a>, answer: &mut Answer<'a>) -> Result<()> {
    settle(answer, 0);
    Ok(())
}

/// Completes the refund whose members start here.
fn settle(answer: &mut Answer<'_>, first: usize) {
    let refund = answer.values.top().starting_at(first);
    let status = status(refund.text(Refunded::KEY.gateway_status));
    let amount = refund.text(Refunded::KEY.amount).and_then(received_fiat);
    answer.values.put(first + Refunded::KEY.status.index(), Content::text(status.as_str()));
    if let Some(amount) = amount {
        answer.values.put(first + Refunded::KEY.amount.index(), Content::text(amount));
    }
}

fn status(word: Option<&str>) -> RefundStatus {
    match word.unwrap_or_default().to_ascii_uppercase().as_str() {
        "REFUND_CREATED" => RefundStatus::Created,
        "REFUND_INITIATED" => RefundStatus::Pending,
        _ => RefundStatus::Unknown,
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

/// `refundStatus`.
pub(super) static REFUND_STATUS: Operation = Operation {
    name: "refundStatus",
    path: "/v1/client/fiat-refunds",
    input: RefundStatusQuery::SHAPE,
    send: Send { query: &asking(RefundStatusQuery::KEY.request_id), ..READ.send },
    answer: RefundList::SHAPE,
    finish: Some(finish_list),
    #[cfg(not(target_arch = "wasm32"))]
    source: "Pay3 documentation, get refund details; docs/gateways/pay3.md#refundstatus",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("How far is a refund?", r#"{ "requestId": "9824649238" }"#)],
    ..READ
};

/// The refund that stands last speaks for the answer; a reason beside the list is kept.
fn finish_list<'a>(_: &Response<'a>, answer: &mut Answer<'a>) -> Result<()> {
    let refunds = answer.places(RefundList::KEY.refunds);
    refunds.iter().for_each(|first| settle(answer, *first));
    let Some(last) = refunds.last() else { return Ok(()) };
    let reason = answer.values.get(RefundList::KEY.error_reason).clone();
    answer.take_over(RefundList::KEY.refunds, *last);
    if !reason.is_absent() {
        answer.values.set(RefundList::KEY.error_reason, reason);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::pay3::{CLASS, Pay3};
    use crate::request::HttpResponse;
    use crate::value::Value;

    fn pay3() -> Pay3 {
        Pay3::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap()
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
        let outcome = pay3().read("refund", HttpResponse { status: 200, body }).unwrap();
        assert_eq!(
            outcome.at("data").unwrap().to_json(),
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
            assert_eq!(data.amount.as_ref().unwrap().given(), "1.50");
        }
        let none = pay3().read_refund_status(HttpResponse { status: 200, body: r#"{"data":[]}"# }).unwrap();
        assert_eq!(none.data().unwrap().status, RefundStatus::Unknown);
        assert!(pay3().read_refund_status(HttpResponse { status: 200, body: "{}" }).is_err());
    }
}
