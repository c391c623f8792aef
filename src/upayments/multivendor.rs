//! Refunds of orders that were shared among vendors.

use crate::amount::Amount;
use crate::declare::{Input, Text, answer, input, nested};
use crate::error::{Error, ErrorCode, Result};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::{Outcome, RefundStatus};
use crate::request::{HttpResponse, Method};
use crate::upayments::answer::{self as reply, Effect};
use crate::upayments::types::{Received, ZeroOrMore, refund_text};
use crate::upayments::{UPayments, VendorBalance};
use crate::value::{Object, Value};

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

nested! {
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
    /// The entry for [`MultivendorRefund`] that refunds `amount` (zero is possible) from this vendor.
    ///
    /// # Errors
    /// `INVALID_FIELD` or `INVALID_AMOUNT` when UPayments left a part of the balance out.
    pub fn refunding(&self, amount: &str) -> Result<VendorRefund> {
        Ok(VendorRefund {
            refund_request_id: self.refund_request_id.parse().map_err(|error: Error| error.at("refundRequestId"))?,
            iban_number: self.iban_number.parse().map_err(|error: Error| error.at("ibanNumber"))?,
            total_paid: self.total_paid.clone(),
            refunded_amount: self.refunded_amount.clone(),
            remaining_limit: self.remaining_limit.clone(),
            amount_to_refund: amount.parse().map_err(|error: Error| error.at("amountToRefund"))?,
            merchant_type: self.merchant_type.parse().map_err(|error: Error| error.at("merchantType"))?,
        })
    }
}

impl VendorRefund {
    /// The entry as it is sent.
    fn settled(&self, options: &Options) -> Result<Self> {
        let limit = self.remaining_limit.amount().map_err(|error| error.at("remainingLimit"))?.decimal()?;
        let amount = self.amount_to_refund.amount();
        let text = refund_text(amount, options).map_err(|error| error.at("amountToRefund"))?;
        if amount.decimal()? > limit {
            return Err(Error::new(ErrorCode::InvalidAmount, format!("is more than the remaining limit of {limit}"))
                .at("amountToRefund")
                .hint("refund at most remainingLimit from this vendor"));
        }
        Ok(Self { amount_to_refund: ZeroOrMore::exactly(&text)?, ..self.clone() })
    }
}

impl Operation for MultivendorRefund {
    type Gateway = UPayments;
    type Answer = VendorsRefunded;
    const SPEC: &'static Spec = &Spec {
        name: "multivendorRefund",
        method: Method::Post,
        path: "/api/v1/create-multivendor-refund",
        unsigned: None,
        options: &["allowThreeDecimals"],
        source: "UPayments documentation, multi-vendor refund; docs/gateways/upayments.md#multivendorrefund",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new(
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
    )];

    fn draft(&self, upayments: &UPayments, options: &Options) -> Result<Draft> {
        if self.refund_payload.iter().all(|vendor| vendor.amount_to_refund.amount().is_zero()) {
            return Err(Error::new(ErrorCode::InvalidAmount, "has no amountToRefund above zero")
                .at("refundPayload")
                .hint("put what each vendor refunds into its amountToRefund"));
        }
        let settle = |(index, vendor): (usize, &VendorRefund)| {
            vendor.settled(options).map_err(|error| error.at_index(index).at("refundPayload"))
        };
        let refund_payload = self.refund_payload.iter().enumerate().map(settle).collect::<Result<_>>()?;
        let mut body = Object::new();
        for (name, value) in (Self { refund_payload, ..self.clone() }).to_object() {
            let first = body.is_empty();
            body.push(name, value);
            if first {
                body.push("isMultivendorRefund", true);
            }
        }
        Ok(Draft::new::<Self>(upayments).body(body))
    }

    fn read(_: &UPayments, response: HttpResponse<'_>) -> Result<Outcome<VendorsRefunded>> {
        reply::read(response, Effect::MovesMoney, |mut data: VendorsRefunded| {
            let failed = [&data.data_tempered, &data.refund_issue, &data.insufficient_balance];
            data.complete = !data.generated.is_empty() && failed.iter().all(|list| list.is_empty());
            if !data.generated.is_empty() {
                data.status = RefundStatus::Created;
            }
            if let [only] = data.generated.as_slice() {
                data.refund_id = only.refund_order_id.clone();
                data.amount = only.amount.clone();
            }
            data
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let refund = MultivendorRefund {
            order_id: data.order_id.as_deref().unwrap().parse().unwrap(),
            refund_payload: data.refund_payload.iter().map(|vendor| vendor.refunding("5").unwrap()).collect(),
            receipt_id: None,
            customer_first_name: None,
            customer_email: None,
            customer_mobile_number: None,
            reference: None,
            notify_url: None,
            extra: Object::new(),
        };
        let request = sandbox().multivendor_refund(&refund, &Options::at(1_718_000_000).unwrap()).unwrap();
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
        }
    }
}
