//! Refunds of orders that were shared among vendors.

use crate::amount::Amount;
use crate::document::Item;
use crate::engine::{Answer, Call, Content, Response, Row};
use crate::error::{Error, ErrorCode, Result};
use crate::options::CallOptions;
use crate::outcome::RefundStatus;
use crate::table::kinds::Text;
use crate::table::{At, Insert, Operation, Sample, Send, Source, answer, input, members};
use crate::upayments::VendorBalance;
use crate::upayments::config::OPERATION;
use crate::upayments::types::{Received, ZeroOrMore, refund_text};
use crate::value::Value;

input! {
    /// Refunds an order that was shared among vendors: the second step after `refund` answered `needs-vendor-amounts`.
    ///
    /// It always goes to the configured host, never to the address that the answer names. Never repeat a call that
    /// timed out.
    pub struct MultivendorRefund as "UPaymentsMultivendorRefundInput" {
        /// The `orderId` of the `refund` answer.
        order_id: Text<255> = "orderId",
        /// The `refundPayload` of the `refund` answer, with an `amountToRefund` in each entry. Entries of zero stay in.
        refund_payload: Vec<VendorRefund> = "refundPayload",
        /// The number of a receipt.
        receipt_id: Option<Text<255>> = "receiptId",
        /// The payer's first name.
        customer_first_name: Option<Text<255>> = "customerFirstName",
        /// The payer's e-mail address.
        customer_email: Option<Text<250>> = "customerEmail",
        /// The payer's mobile number with its country code.
        customer_mobile_number: Option<Text<20>> = "customerMobileNumber",
        /// Your own reference.
        reference: Option<Text<255>> = "reference",
        /// Where UPayments reports the refund.
        notify_url: Option<Text<255>> = "notifyUrl",
    }
}

members! {
    /// What one vendor refunds. All but `amountToRefund` goes back as it was received.
    pub struct VendorRefund as "UPaymentsVendorRefund" {
        /// UPayments' id of the vendor's share.
        refund_request_id: Text<255> = "refundRequestId",
        /// The vendor's account, as received.
        iban_number: Text<255> = "ibanNumber",
        /// What the vendor got.
        total_paid: Received = "totalPaid",
        /// What the vendor has refunded already.
        refunded_amount: Received = "refundedAmount",
        /// The most that can still be refunded.
        remaining_limit: Received = "remainingLimit",
        /// What this vendor refunds: at most `remainingLimit`, two decimals, or three with `allowThreeDecimals`.
        amount_to_refund: ZeroOrMore = "amountToRefund",
        /// `vendor`.
        merchant_type: Text<255> = "merchantType",
    }
}

answer! {
    /// What became of the refunds of the vendors.
    pub struct VendorsRefunded as "UPaymentsMultivendorRefundData" {
        /// `created` when at least one refund was made; look at `complete` too.
        status: RefundStatus = "status",
        /// The id of the refund, when there is only one.
        refund_id: Option<String> = "refundId",
        /// The amount, when there is only one refund.
        amount: Option<Amount> = "amount",
        /// UPayments has no word of its own here.
        gateway_status: Option<String> = "gatewayStatus",
        /// Whether no vendor's refund failed. UPayments reports success although some did.
        complete: bool = "complete",
        /// The refunds that were made.
        generated: Vec<GeneratedRefund> = "generated",
        /// Entries that were not sent back as received.
        data_tempered: Vec<Value> = "dataTempered",
        /// Entries that could not be refunded.
        refund_issue: Vec<Value> = "refundIssue",
        /// Entries of vendors who have not enough money.
        insufficient_balance: Vec<Value> = "insufficientBalance",
        /// As UPayments sent it.
        response_data: Option<Value> = "responseData",
    }
}

answer! {
    /// The refund of one vendor.
    pub struct GeneratedRefund as "UPaymentsGeneratedRefund" {
        /// The number of the refund invoice.
        generated_invoice_id: Option<String> = "generatedInvoiceId",
        /// What was refunded.
        amount: Option<Amount> = "amount",
        /// The id of the order.
        order_id: Option<String> = "orderId",
        /// The id of the refund.
        refund_order_id: Option<String> = "refundOrderId",
        /// About 30 digits; keep it as text.
        refund_arn: Option<String> = "refundArn",
    }
}

impl VendorBalance {
    /// The entry for [`MultivendorRefund`] that refunds `amount` (zero is possible) from this vendor. A part of the
    /// balance that UPayments left out is named when the request is built.
    #[must_use]
    pub fn refunding(&self, amount: &str) -> VendorRefund {
        VendorRefund::new()
            .refund_request_id(self.refund_request_id.as_str())
            .iban_number(self.iban_number.as_str())
            .total_paid(self.total_paid.clone())
            .refunded_amount(self.refunded_amount.clone())
            .remaining_limit(self.remaining_limit.clone())
            .amount_to_refund(amount)
            .merchant_type(self.merchant_type.as_str())
    }
}

/// `multivendorRefund`.
pub(super) static MULTIVENDOR_REFUND: Operation = Operation {
    name: "multivendorRefund",
    path: "/api/v1/create-multivendor-refund",
    input: MultivendorRefund::SHAPE,
    answer: VendorsRefunded::SHAPE,
    options: &[CallOptions::KEY.allow_three_decimals],
    check: Some(check),
    send: Send {
        insert: &[Insert {
            at: At::After(MultivendorRefund::KEY.order_id),
            name: "isMultivendorRefund",
            source: Source::True,
        }],
        ..Send::BODY
    },
    finish: Some(finish),
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments documentation, multi-vendor refund; docs/gateways/upayments.md#multivendorrefund",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Say what each vendor refunds",
        r#"{
            "orderId": "x9qgyobGKN2022101012552551446691695107275189570586650948cbbbbb0",
            "refundPayload": [
                { "refundRequestId": "cDg2RTY1Yjc5aw==", "ibanNumber": "KW91KFHO0000000000051010173254",
                  "totalPaid": "50.000", "refundedAmount": 0, "remainingLimit": 50, "amountToRefund": 5,
                  "merchantType": "vendor" },
                { "refundRequestId": "bExqUVk2T1Y4Tg==", "ibanNumber": "KW31NBOK0000000000002010177457",
                  "totalPaid": "50.000", "refundedAmount": 0, "remainingLimit": 50, "amountToRefund": "2.5",
                  "merchantType": "vendor" }
            ]
        }"#,
    )],
    ..OPERATION
};

/// Writes what each vendor refunds, which is at most what is left.
fn check(call: &mut Call<'_>) -> Result<()> {
    let list = MultivendorRefund::KEY.refund_payload;
    if call.input.rows(list).all(|vendor| amount_to_refund(vendor).is_ok_and(|amount| amount.is_zero())) {
        return Err(Error::new(ErrorCode::InvalidAmount, "has no amountToRefund above zero")
            .at("refundPayload")
            .hint("put what each vendor refunds into its amountToRefund"));
    }
    let vendors: Vec<usize> = call.input.rows(list).map(|vendor| vendor.first).collect();
    for (index, first) in vendors.into_iter().enumerate() {
        let text = settled(call.input.top().starting_at(first), call);
        let text = text.map_err(|error| error.at_index(index).at("refundPayload"))?;
        call.input.put(first + VendorRefund::KEY.amount_to_refund.index(), Content::number(text));
    }
    Ok(())
}

fn amount_to_refund(vendor: Row<'_, '_>) -> Result<Amount> {
    vendor.text(VendorRefund::KEY.amount_to_refund).unwrap_or_default().parse()
}

/// The amount of one vendor as it is sent.
fn settled(vendor: Row<'_, '_>, call: &Call<'_>) -> Result<String> {
    let limit = match vendor.get(VendorRefund::KEY.remaining_limit) {
        Content::Json(limit) => *limit,
        _ => Item::NULL,
    };
    let limit = Amount::received_item(limit).map_err(|error| error.at("remainingLimit"))?;
    let amount = amount_to_refund(vendor)?;
    let text = refund_text(&amount, call).map_err(|error| error.at("amountToRefund"))?;
    if amount.exceeds(&limit) {
        let message = format!("is more than the remaining limit of {}", limit.given());
        return Err(Error::new(ErrorCode::InvalidAmount, message)
            .at("amountToRefund")
            .hint("refund at most remainingLimit from this vendor"));
    }
    Ok(text)
}

/// UPayments reports success although some vendors' refunds failed.
fn finish<'a>(_: &Response<'a>, answer: &mut Answer<'a>) -> Result<()> {
    let (key, one) = (VendorsRefunded::KEY, GeneratedRefund::KEY);
    let made: Vec<(Content<'a>, Content<'a>)> = answer
        .values
        .rows(key.generated)
        .map(|row| (row.get(one.refund_order_id).clone(), row.get(one.amount).clone()))
        .collect();
    let failed = [key.data_tempered, key.refund_issue, key.insufficient_balance];
    let has_failed = failed.into_iter().any(|list| answer.values.rows(list).next().is_some());
    answer.values.set(key.complete, Content::Flag(!made.is_empty() && !has_failed));
    if !made.is_empty() {
        answer.set_text(key.status, RefundStatus::Created.as_str());
    }
    if let [(refund_id, amount)] = made.as_slice() {
        answer.values.set(key.refund_id, refund_id.clone());
        answer.values.set(key.amount, amount.clone());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::request::HttpResponse;
    use crate::upayments::{built, refusal, sandbox};

    fn vendors(first: &str, second: &str) -> String {
        let vendor = |id: &str, amount: &str| {
            format!(
                r#"{{"refundRequestId":"{id}","ibanNumber":"KW91KFHO0000000000051010173254","totalPaid":"50.000",
                    "refundedAmount":0,"remainingLimit":50.0,"amountToRefund":{amount},"merchantType":"vendor"}}"#
            )
        };
        format!(r#"{{"orderId":"x9","refundPayload":[{},{}]}}"#, vendor("a", first), vendor("b", second))
    }

    #[test]
    fn what_was_received_goes_back_unchanged() {
        let body = built("multivendorRefund", &vendors("\"50\"", "0")).body.unwrap();
        assert!(
            body.starts_with(r#"{"orderId":"x9","isMultivendorRefund":true,"refundPayload":[{"refundRequestId":"a""#)
        );
        let echo = r#""totalPaid":"50.000","refundedAmount":0,"remainingLimit":50.0,"amountToRefund":"#;
        assert!(body.contains(&format!("{echo}50.00,")) && body.contains(&format!("{echo}0.00,")), "{body}");
    }

    #[test]
    fn amounts_stay_within_the_limits() {
        for (first, second, field) in [
            ("60", "0", "refundPayload[0].amountToRefund"),
            ("1", "\"50.01\"", "refundPayload[1].amountToRefund"),
            ("1", "\"0.125\"", "refundPayload[1].amountToRefund"),
            ("0", "0", "refundPayload"),
        ] {
            let error = refusal("multivendorRefund", &vendors(first, second));
            assert_eq!((error.code(), error.field()), (ErrorCode::InvalidAmount, Some(field)));
        }
        let own = vendors("1", "1").replace(r#""orderId""#, r#""isMultivendorRefund":true,"orderId""#);
        assert_eq!(refusal("multivendorRefund", &own).code(), ErrorCode::UnknownField);
        let nothing = refusal("multivendorRefund", &vendors("1", "null"));
        assert_eq!(nothing.field(), Some("refundPayload[1].amountToRefund"));
    }

    #[test]
    fn a_shared_order_leads_here() {
        let body = r#"{"status":true,"message":"success","data":{"orderId":"x9","isMultivendorRefund":1,"refundPayload":[
            {"refundRequestId":"cDg2RTY1Yjc5aw==","ibanNumber":"KW91KFHO0000000000051010173254","totalPaid":"50.000",
             "refundedAmount":0,"remainingLimit":50,"amountToRefund":0,"merchantType":"vendor"}],
            "multivendor_refund_end_point":"https://elsewhere.example/api/v1/create-multivendor-refund"}}"#;
        let outcome = sandbox().read_refund(HttpResponse { status: 200, body }).unwrap();
        let data = outcome.data().unwrap();
        assert_eq!(data.status, RefundStatus::NeedsVendorAmounts);
        let payload: Vec<VendorRefund> = data.refund_payload.iter().map(|vendor| vendor.refunding("5")).collect();
        let refund = MultivendorRefund::new().order_id(data.order_id.as_deref().unwrap()).refund_payload(payload);
        let options = CallOptions::new().timestamp(1_718_000_000_u64);
        let request = sandbox().multivendor_refund_with(&refund, &options).unwrap();
        assert_eq!(request.url, "https://sandboxapi.upayments.com/api/v1/create-multivendor-refund");
        assert!(request.body.unwrap().contains(r#""refundedAmount":0,"remainingLimit":50,"amountToRefund":5.00"#));
    }

    #[test]
    fn failures_are_gathered_from_both_places() {
        let body = r#"{"status":true,"data":{"refundIssue":[{"id":1}],"insufficientBalance":[],
            "responseData":{"refund_issue":[{"id":1},{"id":2}],"insufficient_balance":[{"id":3}]}}}"#;
        let outcome = sandbox().read_multivendor_refund(HttpResponse { status: 200, body }).unwrap();
        let read = outcome.data().unwrap();
        assert_eq!(Value::from(read.refund_issue.clone()).to_json(), r#"[{"id":1},{"id":2}]"#);
        assert_eq!(Value::from(read.insufficient_balance.clone()).to_json(), r#"[{"id":3}]"#);
    }

    #[test]
    fn of_two_spellings_in_one_object_the_first_counts() {
        let body = r#"{"status":true,"data":{"refundIssue":[{"id":1},{"id":1}],"refund_issue":[{"id":2}]}}"#;
        let outcome = sandbox().read_multivendor_refund(HttpResponse { status: 200, body }).unwrap();
        let read = outcome.data().unwrap();
        assert_eq!(Value::from(read.refund_issue.clone()).to_json(), r#"[{"id":1},{"id":1}]"#);
    }

    #[test]
    fn success_can_hide_failures() {
        let made = r#"{"generatedInvoiceId":1,"amount":"5.000","refund_order_id":"R1","refundArn":202311074314067023726014116806}"#;
        for (data, complete, status) in [
            (format!(r#"{{"responseData":{{"generated":[{made}]}},"refundIssue":[]}}"#), true, RefundStatus::Created),
            (
                format!(r#"{{"responseData":{{"generated":[{made}]}},"refundIssue":[{{"id":1}}]}}"#),
                false,
                RefundStatus::Created,
            ),
            (
                format!(
                    r#"{{"responseData":{{"generated":[{made}],"insufficientBalance":[1],"dataTempered":[]}},"insufficientBalance":[]}}"#
                ),
                false,
                RefundStatus::Created,
            ),
            (r#"{"responseData":{"generated":[]}}"#.to_owned(), false, RefundStatus::Unknown),
        ] {
            let body = format!(r#"{{"status":true,"message":"success","data":{data}}}"#);
            let outcome = sandbox().read_multivendor_refund(HttpResponse { status: 200, body: &body }).unwrap();
            let read = outcome.data().unwrap();
            assert_eq!((read.complete, read.status), (complete, status), "{data}");
            let by_name = sandbox().read("multivendorRefund", HttpResponse { status: 200, body: &body }).unwrap();
            assert_eq!(by_name.at("data.status").and_then(Value::as_text), Some(status.as_str()), "{data}");
        }
    }
}
