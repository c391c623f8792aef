//! The status of refunds, and their cancellation.

use std::borrow::Cow;

use crate::amount::Amount;
use crate::engine::{Answer, Content, Response};
use crate::error::Result;
use crate::outcome;
use crate::table::kinds::{Id, Text};
use crate::table::{Effect, Operation, Sample, answer, input};
use crate::upayments::config::{OPERATION, QUESTION};
use crate::upayments::types::YesOrNo;
use crate::value::Value;

input! {
    /// Asks whether an order has been refunded.
    ///
    /// Whether the id is the payment's or the refund's is not stated clearly.
    pub struct RefundStatus as "UPaymentsRefundStatusInput" {
        /// The id of the order.
        order_id: Id = "order_id",
    }
}

answer! {
    /// How far a refund is.
    pub struct RefundProgress as "UPaymentsRefundStatusData" {
        /// `completed` when it was refunded, `pending` when not yet.
        status: outcome::RefundStatus = "status",
        /// UPayments does not repeat the id of the refund.
        refund_id: Option<String> = "refundId",
        /// UPayments does not repeat the amount.
        amount: Option<Amount> = "amount",
        /// `is_refunded` as UPayments sent it.
        gateway_status: Option<String> = "gatewayStatus",
        /// Whether it was refunded.
        is_refunded: Option<YesOrNo> = "is_refunded",
        /// When.
        is_refunded_date: Option<String> = "is_refunded_date",
        /// The transaction as UPayments sent it.
        transaction: Option<Value> = "transaction",
    }
}

/// `refundStatus`.
pub(super) static REFUND_STATUS: Operation = Operation {
    name: "refundStatus",
    path: "/api/v1/check-refund-status/{order_id}",
    input: RefundStatus::SHAPE,
    answer: RefundProgress::SHAPE,
    finish: Some(finish_progress),
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments OpenAPI copy; docs/gateways/upayments.md#refundstatus",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Has an order been refunded?",
        r#"{ "order_id": "k4eJmnNR8pME3OdxVO6m20221010125525514" }"#,
    )],
    ..QUESTION
};

fn finish_progress<'a>(_: &Response<'a>, answer: &mut Answer<'a>) -> Result<()> {
    let key = RefundProgress::KEY;
    let status = progress([is_refunded(answer.values.get(key.is_refunded))]);
    answer.set_text(key.status, status.as_str());
    let said = match answer.values.get(key.transaction) {
        Content::Json(sent) => sent.get("is_refunded").or_else(|| sent.get("isRefunded")),
        _ => None,
    };
    let word = said.map(|said| said.as_text().map_or_else(|| Cow::Owned(said.to_json()), Cow::Borrowed));
    answer.values.set(key.gateway_status, word.map_or(Content::Absent, Content::Text));
    Ok(())
}

fn is_refunded(sent: &Content<'_>) -> Option<bool> {
    match sent {
        Content::Flag(flag) => Some(*flag),
        _ => None,
    }
}

/// Refunded altogether, or not yet; unknown when UPayments does not say.
fn progress(refunded: impl IntoIterator<Item = Option<bool>>) -> outcome::RefundStatus {
    let known: Option<Vec<bool>> = refunded.into_iter().collect();
    match known {
        Some(known) if known.is_empty() => outcome::RefundStatus::Unknown,
        Some(known) if known.iter().all(|refunded| *refunded) => outcome::RefundStatus::Completed,
        Some(_) => outcome::RefundStatus::Pending,
        None => outcome::RefundStatus::Unknown,
    }
}

input! {
    /// Lists the refunds of an order.
    ///
    /// Whether the id is the payment's or the refund's is not stated clearly.
    pub struct CheckRefund as "UPaymentsCheckRefundInput" {
        /// The id of the order.
        order_id: Id = "order_id",
    }
}

answer! {
    /// The refunds of an order.
    pub struct CheckedRefunds as "UPaymentsCheckRefundData" {
        /// `completed` when all of them were paid, `pending` when one was not.
        status: outcome::RefundStatus = "status",
        /// The order id, when there is only one refund.
        refund_id: Option<String> = "refundId",
        /// UPayments does not repeat the amount.
        amount: Option<Amount> = "amount",
        /// UPayments has no word of its own here.
        gateway_status: Option<String> = "gatewayStatus",
        /// The refunds.
        refund: Vec<CheckedRefund> = "refund",
    }
}

answer! {
    /// One refund.
    pub struct CheckedRefund as "UPaymentsCheckedRefund" {
        /// The order id of the refund.
        order_id: Option<String> = "order_id",
        /// Whether it was paid.
        is_refunded: Option<YesOrNo> = "is_refunded",
        /// When.
        refunded_date: Option<String> = "refunded_date",
    }
}

/// `checkRefund`.
pub(super) static CHECK_REFUND: Operation = Operation {
    name: "checkRefund",
    path: "/api/v1/check-refund/{order_id}",
    input: CheckRefund::SHAPE,
    answer: CheckedRefunds::SHAPE,
    finish: Some(finish_checked),
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments documentation, check refund; docs/gateways/upayments.md#checkrefund",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "List the refunds of an order",
        r#"{ "order_id": "k4eJmnNR8pME3OdxVO6m20221010125525514" }"#,
    )],
    ..QUESTION
};

fn finish_checked<'a>(_: &Response<'a>, answer: &mut Answer<'a>) -> Result<()> {
    let (key, refund) = (CheckedRefunds::KEY, CheckedRefund::KEY);
    let status = progress(answer.values.rows(key.refund).map(|row| is_refunded(row.get(refund.is_refunded))));
    answer.set_text(key.status, status.as_str());
    let ids: Vec<Content<'a>> = answer.values.rows(key.refund).map(|row| row.get(refund.order_id).clone()).collect();
    if let [only] = ids.as_slice() {
        answer.values.set(key.refund_id, only.clone());
    }
    Ok(())
}

input! {
    /// Cancels a refund that has not been paid out.
    pub struct DeleteRefund as "UPaymentsDeleteRefundInput" {
        /// The long `orderId` of the `refund` answer.
        order_id: Text = "orderId",
        /// The `refundOrderId` of the `refund` answer.
        refund_order_id: Text = "refundOrderId",
    }
}

answer! {
    /// A cancelled refund.
    pub struct DeletedRefund as "UPaymentsDeletedRefundData" {
        /// The id of the order.
        order_id: Option<String> = "order_id",
        /// The id of the refund.
        refund_order_id: Option<String> = "refund_order_id",
    }
}

/// `deleteRefund`.
pub(super) static DELETE_REFUND: Operation = Operation {
    name: "deleteRefund",
    path: "/api/v1/delete-refund",
    input: DeleteRefund::SHAPE,
    answer: DeletedRefund::SHAPE,
    effect: Effect::Writes,
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments OpenAPI copy; docs/gateways/upayments.md#deleterefund",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Cancel a refund",
        r#"{
            "orderId": "k4eJmnNR8pME3OdxVO6m202210101255255144669168674086486939107564899f80070d8HsUDgrRtCbzbuJFTdH9QyMLNkgaFcKMU",
            "refundOrderId": "HsUDgrRtCbzbuJFTdH9QyMLNkgaFcKMU"
        }"#,
    )],
    ..OPERATION
};

input! {
    /// Cancels the refund of one vendor.
    pub struct DeleteMultivendorRefund as "UPaymentsDeleteMultivendorRefundInput" {
        /// From the `multivendorRefund` answer, as are the others.
        generated_invoice_id: Text = "generatedInvoiceId",
        /// The id of the order.
        order_id: Text = "orderId",
        /// The id of the refund.
        refund_order_id: Text = "refundOrderId",
        /// About 30 digits, as text.
        refund_arn: Text = "refundArn",
    }
}

/// `deleteMultivendorRefund`.
pub(super) static DELETE_MULTIVENDOR_REFUND: Operation = Operation {
    name: "deleteMultivendorRefund",
    path: "/api/v1/delete-multivendor-refund",
    input: DeleteMultivendorRefund::SHAPE,
    answer: DeletedRefund::SHAPE,
    effect: Effect::Writes,
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments OpenAPI copy; docs/gateways/upayments.md#deletemultivendorrefund",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Cancel the refund of one vendor",
        r#"{
            "generatedInvoiceId": "318220245531",
            "orderId": "x9qgyobGKN2022101012552551446691695107275189570586650948cbbbbb0",
            "refundOrderId": "HsUDgrRtCbzbuJFTdH9QyMLNkgaFcKMU",
            "refundArn": "202311074314067023726014116806"
        }"#,
    )],
    ..OPERATION
};

#[cfg(test)]
mod tests {
    use crate::outcome::RefundStatus as Status;
    use crate::request::HttpResponse;
    use crate::upayments::sandbox;

    #[test]
    fn a_refund_is_completed_pending_or_unknown() {
        for (said, status, word) in [
            ("true", Status::Completed, Some("true")),
            ("\"Yes\"", Status::Completed, Some("Yes")),
            ("\"NO\"", Status::Pending, Some("NO")),
            ("\"false\"", Status::Pending, Some("false")),
            ("0", Status::Pending, Some("0")),
            ("\"perhaps\"", Status::Unknown, Some("perhaps")),
        ] {
            let body = format!(r#"{{"status":true,"data":{{"transaction":{{"is_refunded":{said}}}}}}}"#);
            let outcome = sandbox().read_refund_status(HttpResponse { status: 200, body: &body }).unwrap();
            let data = outcome.data().unwrap();
            assert_eq!((data.status, data.gateway_status.as_deref()), (status, word), "{said}");
        }
    }

    #[test]
    fn one_refund_of_several_may_be_open() {
        for (list, status) in [
            (r#"[{"order_id":"a","is_refunded":true},{"orderId":"b","is_refunded":1}]"#, Status::Completed),
            (r#"[{"order_id":"a","is_refunded":true},{"order_id":"b","is_refunded":false}]"#, Status::Pending),
            (r#"[{"order_id":"a","is_refunded":true},{"order_id":"b"}]"#, Status::Unknown),
            ("[]", Status::Unknown),
        ] {
            let body = format!(r#"{{"status":true,"data":{{"refund":{list}}}}}"#);
            let outcome = sandbox().read_check_refund(HttpResponse { status: 200, body: &body }).unwrap();
            assert_eq!(outcome.data().unwrap().status, status, "{list}");
        }
    }

    #[test]
    fn a_cancelled_refund_is_read_in_either_spelling() {
        let body = r#"{"status":true,"data":{"orderId":"o","refund_order_id":"r"}}"#;
        let outcome = sandbox().read_delete_refund(HttpResponse { status: 200, body }).unwrap();
        let data = outcome.data().unwrap();
        assert_eq!((data.order_id.as_deref(), data.refund_order_id.as_deref()), (Some("o"), Some("r")));
    }
}
