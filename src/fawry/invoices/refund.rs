//! Refunds of paid invoices.

use crate::amount::Amount;
use crate::fawry::invoices::config::OPERATION;
use crate::fawry::invoices::types::InvoiceNumber;
use crate::outcome::RefundStatus;
use crate::table::kinds::{Id, Pounds, Text};
use crate::table::{Effect, Operation, Sample, answer, input};

input! {
    /// Refunds a paid invoice.
    pub struct RefundInvoice as "FawryInvoicesRefundInvoiceInput" {
        /// The invoice; it stands in the path.
        invoice_number: InvoiceNumber = "invoiceNumber",
        /// EGP, the total of the invoice.
        amount: Pounds = "amount",
        /// Why.
        reason: Text = "reason",
        /// FawryPay's number of the order that paid the invoice.
        order_reference_number: Id = "orderReferenceNumber",
    }
}

answer! {
    /// An accepted refund. Fawry documents an empty answer.
    pub struct RefundInvoiceData as "FawryInvoicesRefundInvoiceData" {
        /// `created`: Fawry has taken the request.
        status: RefundStatus = "status",
        /// Fawry gives refunds no number of their own.
        refund_id: Option<String> = "refundId",
        /// Fawry does not repeat the amount.
        amount: Option<Amount> = "amount",
        /// Fawry's own word, if it sends one.
        gateway_status: Option<String> = "gatewayStatus" | "status",
    }
}

/// `refundInvoice`.
pub(super) static REFUND_INVOICE: Operation = Operation {
    name: "refundInvoice",
    path: "/invoice-api/invoices/{invoiceNumber}/refund",
    input: RefundInvoice::SHAPE,
    answer: RefundInvoiceData::SHAPE,
    finish: Some(|_, answer| {
        answer.set_text(RefundInvoiceData::KEY.status, RefundStatus::Created.as_str());
        Ok(())
    }),
    effect: Effect::MovesMoney,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, e-invoice refund; docs/gateways/fawry.md#refundinvoice",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Refund an invoice",
        r#"{ "invoiceNumber": "4828660", "amount": 150.5, "reason": "Item not as described",
            "orderReferenceNumber": "931337410" }"#,
    )],
    ..OPERATION
};

#[cfg(test)]
mod tests {
    use crate::client::Client;
    use crate::fawry::FawryInvoices;
    use crate::fawry::testing::{build, invoices, json, read, refused, text};
    use crate::value::Value;

    const INPUT: &str = r#"{ "invoiceNumber": "4828660", "amount": "150.5", "reason": "damaged", "orderReferenceNumber": "931337410" }"#;

    #[test]
    fn an_accepted_refund_is_created() {
        for (body, raw) in [("{}", "{}"), ("", "null")] {
            let outcome = read(&invoices(), "refundInvoice", 200, body).unwrap();
            assert_eq!((text(&outcome, "data.status").as_str(), text(&outcome, "raw").as_str()), ("created", raw));
        }
        for (status, body, code) in [
            (400, "", "400"),
            (401, "", "401"),
            (400, r#"{"code":"9935"}"#, "9935"),
            (200, r#"{"statusCode":9946}"#, "9946"),
        ] {
            let outcome = read(&invoices(), "refundInvoice", status, body).unwrap();
            assert_eq!((text(&outcome, "ok").as_str(), text(&outcome, "error.code").as_str()), ("false", code));
        }
        for status in [200, 502] {
            assert_eq!(
                read(&invoices(), "refundInvoice", status, "<html>").unwrap_err().code().as_str(),
                "MALFORMED_RESPONSE"
            );
        }
    }

    #[test]
    fn a_number_that_would_change_the_path_is_refused() {
        for number in ["a/b", "..", "1?x=1", "1#x", "%2e"] {
            let input = INPUT.replace("4828660", number);
            assert_eq!(
                refused(&invoices(), "refundInvoice", &input),
                ("INVALID_FIELD", "invoiceNumber".to_owned()),
                "{number}"
            );
        }
    }

    #[test]
    fn nothing_is_sent_without_a_token() {
        let without = FawryInvoices::new(&json(r#"{ "environment": "staging" }"#)).unwrap();
        let error = build(&without, "refundInvoice", INPUT).unwrap_err();
        assert_eq!((error.code().as_str(), error.field()), ("INVALID_CONFIG", Some("token")));
        assert!(build(&without, "login", r#"{ "userIdentifier": "u", "password": "p" }"#).is_ok());
        let mut later = without;
        assert!(later.set_token("Bearer fresh").is_err());
        later.set_token("fresh").unwrap();
        let headers = build(&later, "refundInvoice", INPUT).unwrap().headers;
        assert!(headers.contains(&("authorization", "Bearer fresh".to_owned())));
        for bad in ["", " t", "t\\r\\nx: y", "'t'"] {
            assert!(
                FawryInvoices::new(&json(&format!(r#"{{ "environment": "staging", "token": "{bad}" }}"#))).is_err()
            );
        }
    }

    #[test]
    fn no_call_has_a_signature() {
        for (operation, input) in [("refundInvoice", INPUT), ("invoiceStatistics", "{}"), ("notification", "{}")] {
            let error = invoices().signature(operation, &json(input), &Value::Null).unwrap_err();
            assert_eq!((error.code().as_str(), error.hint_text().is_some()), ("UNSUPPORTED", true), "{operation}");
        }
    }
}
