//! Refunds of paid orders.

use crate::amount::Amount;
use crate::engine::{Call, Content};
use crate::error::Result;
use crate::options::CallOptions;
use crate::outcome::RefundStatus;
use crate::table::kinds::{Flag, Money, Text};
use crate::table::{Operation, Sample, answer, input};
use crate::upayments::config::OPERATION;
use crate::upayments::types::{Received, refund_text};

input! {
    /// Refunds a paid order, or asks for the amounts of each vendor when it was shared.
    ///
    /// The answer to a shared order looks like success but refunds nothing: its status is `needs-vendor-amounts`, and
    /// `multivendorRefund` takes it from there. Never repeat a call that timed out.
    pub struct Refund as "UPaymentsRefundInput" {
        /// The `refund_order_id` of `paymentStatus`: not your order id, and not `order_id`.
        order_id: Text<255> = "orderId",
        /// At most what was paid; two decimals, or three with the option `allowThreeDecimals`.
        total_price: Money = "totalPrice",
        /// The payer's first name.
        customer_first_name: Option<Text<255>> = "customerFirstName",
        /// The payer's e-mail address.
        customer_email: Option<Text<250>> = "customerEmail",
        /// The payer's mobile number with its country code: `+96512345678`.
        customer_mobile_number: Option<Text<20>> = "customerMobileNumber",
        /// Your own reference.
        reference: Option<Text<255>> = "reference",
        /// Where UPayments reports the refund.
        notify_url: Option<Text<255>> = "notifyUrl",
        /// Whether somebody must approve the refund in the dashboard.
        require_approval: Option<Flag> = "requireApproval",
        /// Why.
        refund_reason: Option<Text<255>> = "refundReason",
    }
}

answer! {
    /// What became of a refund.
    pub struct Refunded as "UPaymentsRefundData" {
        /// `created`: a refund invoice exists, and the money follows. `needs-vendor-amounts`: nothing was refunded
        /// yet; give `orderId` and `refundPayload`, with an `amountToRefund` in each, to `multivendorRefund`.
        status: RefundStatus = "status",
        /// The same as `refundOrderId`.
        refund_id: Option<String> = "refundId",
        /// UPayments does not repeat the amount.
        amount: Option<Amount> = "amount",
        /// UPayments has no word of its own here.
        gateway_status: Option<String> = "gatewayStatus",
        /// A new, longer id, which `deleteRefund` needs; of a shared order, the id for `multivendorRefund`.
        order_id: Option<String> = "orderId",
        /// The id of the refund.
        refund_order_id: Option<String> = "refundOrderId",
        /// About 30 digits; keep it as text.
        refund_arn: Option<String> = "refundArn",
        /// `true` when the order was shared among vendors.
        is_multivendor_refund: Option<bool> = "isMultivendorRefund",
        /// What each vendor can refund.
        refund_payload: Vec<VendorBalance> = "refundPayload",
    }
}

answer! {
    /// What a vendor got of a payment, and how much of it can be refunded.
    pub struct VendorBalance as "UPaymentsVendorBalance" {
        /// UPayments' id of the vendor's share.
        refund_request_id: String = "refundRequestId",
        /// The vendor's account.
        iban_number: String = "ibanNumber",
        /// What the vendor got.
        total_paid: Received = "totalPaid",
        /// What the vendor has refunded already.
        refunded_amount: Received = "refundedAmount",
        /// The most that can still be refunded.
        remaining_limit: Received = "remainingLimit",
        /// Zero; put here what this vendor refunds.
        amount_to_refund: Received = "amountToRefund",
        /// `vendor`.
        merchant_type: String = "merchantType",
    }
}

/// `refund`.
pub(super) static REFUND: Operation = Operation {
    name: "refund",
    path: "/api/v1/create-refund",
    input: Refund::SHAPE,
    answer: Refunded::SHAPE,
    options: &[CallOptions::KEY.allow_three_decimals],
    check: Some(check),
    finish: Some(|_, answer| {
        let key = Refunded::KEY;
        let is_shared = answer.values.is_set(key.is_multivendor_refund);
        let is_shared = is_shared || answer.values.rows(key.refund_payload).next().is_some();
        let status = match (is_shared, answer.text(key.refund_order_id), answer.text(key.order_id)) {
            (true, ..) => RefundStatus::NeedsVendorAmounts,
            (false, None, None) => RefundStatus::Unknown,
            (false, ..) => RefundStatus::Created,
        };
        answer.set_text(key.status, status.as_str());
        answer.copy(key.refund_order_id, key.refund_id);
        Ok(())
    }),
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments documentation, refund; docs/gateways/upayments.md#refund",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new(
            "Refund an order",
            r#"{
                "orderId": "mv1GZnrG2l20221010125525514466916867376022022026038648992c2755f2",
                "totalPrice": 10,
                "customerFirstName": "Jhon",
                "customerEmail": "jhon@example.com",
                "customerMobileNumber": "+96512345678",
                "reference": "11223344",
                "notifyUrl": "https://upayments.com/en"
            }"#,
        ),
        Sample::new(
            "Refund an order of several vendors",
            r#"{ "orderId": "x9qgyobGKN20221010125525514466916-vendors", "totalPrice": "7.50" }"#,
        ),
        Sample::with(
            "Refund to the last fils",
            r#"{ "orderId": "mv1GZnrG2l20221010125525514466916867376022022026038648992c2755f2", "totalPrice": "10.125" }"#,
            r#"{ "allowThreeDecimals": true }"#,
        ),
    ],
    ..OPERATION
};

fn check(call: &mut Call<'_>) -> Result<()> {
    let price: Amount = call.input.text(Refund::KEY.total_price).unwrap_or_default().parse()?;
    let text = refund_text(&price, call).map_err(|error| error.at("totalPrice"))?;
    call.input.set(Refund::KEY.total_price, Content::number(text));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::error::ErrorCode;
    use crate::request::HttpResponse;
    use crate::upayments::sandbox;
    use crate::value::Value;

    const ORDER: &str = "mv1GZnrG2l20221010125525514466916867376022022026038648992c2755f2";

    fn body(price: &str, options: &str) -> Result<String> {
        let input = Value::parse(&format!(r#"{{"orderId":"{ORDER}","totalPrice":{price}}}"#)).unwrap();
        let request = sandbox().build("refund", &input, &Value::parse(options).unwrap())?;
        Ok(request.body.unwrap())
    }

    #[test]
    fn the_amount_has_two_decimals_or_three_when_asked_for() {
        const NOW: &str = r#"{"timestamp":1718000000}"#;
        const THREE: &str = r#"{"timestamp":1718000000,"allowThreeDecimals":true}"#;
        for (given, options, written) in [
            ("10", NOW, "10.00"),
            ("\"10.5\"", NOW, "10.50"),
            ("\"10.000\"", NOW, "10.00"),
            ("\"10.000\"", THREE, "10.00"),
            ("\"10.125\"", THREE, "10.125"),
            ("99999999.99", NOW, "99999999.99"),
        ] {
            assert_eq!(body(given, options).unwrap(), format!(r#"{{"orderId":"{ORDER}","totalPrice":{written}}}"#));
        }
        for (given, options) in [
            ("\"10.125\"", NOW),
            ("\"10.1255\"", THREE),
            ("0", NOW),
            ("-1", NOW),
            ("1e1", NOW),
            ("\"1,000\"", NOW),
            ("123456789", NOW),
        ] {
            let error = body(given, options).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidAmount, "{given}");
            assert_eq!(error.field(), Some("totalPrice"), "{given}");
        }
        assert!(body("\"10.125\"", NOW).unwrap_err().hint_text().unwrap().contains("allowThreeDecimals"));
    }

    #[test]
    fn a_single_refund_is_created() {
        let body = r#"{"status":true,"message":"Refund invoice generated successfully","data":{"orderId":"k4eJHsUD",
            "refundOrderId":"HsUD","refundArn":202311074314067023726014116806}}"#;
        let snake = body.replace("refundOrderId", "refund_order_id").replace("refundArn", "refund_arn");
        for body in [body.to_owned(), body.replace("true", "\"true\""), snake] {
            let outcome = sandbox().read_refund(HttpResponse { status: 200, body: &body }).unwrap();
            let data = outcome.data().unwrap();
            assert_eq!(data.status, RefundStatus::Created);
            assert_eq!(data.refund_id.as_deref(), Some("HsUD"));
            assert_eq!(data.refund_arn.as_deref(), Some("202311074314067023726014116806"));
        }
    }
}
