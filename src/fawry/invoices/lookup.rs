//! Looking invoices up, counting and cancelling them.

use crate::document::Item;
use crate::engine::{Call, Response, Verdict};
use crate::error::{Error, Result};
use crate::fawry::invoices::config::{OPERATION, read};
use crate::fawry::invoices::types::InvoiceNumber;
use crate::request::Method;
use crate::table::{AnswerShape, BodyForm, Effect, Operation, Sample, Send, answer, input};

input! {
    /// Looks an invoice up; the answer has its number and the page to pay it.
    pub struct InvoiceDetails as "FawryInvoicesInvoiceDetailsInput" {
        /// The invoice.
        invoice_number: InvoiceNumber = "invoiceNumber",
    }
}

input! {
    /// Counts the invoices.
    pub struct InvoiceStatistics as "FawryInvoicesInvoiceStatisticsInput" {}
}

input! {
    /// Cancels invoices.
    pub struct CancelInvoices as "FawryInvoicesCancelInvoicesInput" {
        /// At least one.
        invoice_numbers: Vec<InvoiceNumber> = "invoiceNumbers",
    }
}

answer! {
    /// An invoice. Only these members are known: `raw` holds all of it.
    pub struct InvoiceDetailsData as "FawryInvoicesInvoiceDetailsData" {
        /// The invoice's number.
        number: Option<String> = "number" | "invoiceNumber",
        /// Where the customer pays.
        payment_url: Option<String> = "paymentUrl",
        /// Fawry's own word for its state.
        status: Option<String> = "status",
    }
}

/// `invoiceDetails`.
pub(super) static INVOICE_DETAILS: Operation = Operation {
    name: "invoiceDetails",
    method: Method::Get,
    path: "/invoice-api/invoices/{invoiceNumber}/details",
    input: InvoiceDetails::SHAPE,
    send: Send::query(&[]),
    answer: InvoiceDetailsData::SHAPE,
    read: read_details,
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, pay by link: invoice details; docs/gateways/fawry.md#invoicedetails",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Look an invoice up", r#"{ "invoiceNumber": "4828660" }"#)],
    ..OPERATION
};

/// `invoiceStatistics`.
pub(super) static INVOICE_STATISTICS: Operation = Operation {
    name: "invoiceStatistics",
    method: Method::Get,
    path: "/invoice-api/invoices/statistics",
    input: InvoiceStatistics::SHAPE,
    send: Send::query(&[]),
    answer: &AnswerShape::WHOLE,
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, pay by link: invoice statistics; docs/gateways/fawry.md#invoicestatistics",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Count the invoices", "{}")],
    ..OPERATION
};

/// `cancelInvoices`.
pub(super) static CANCEL_INVOICES: Operation = Operation {
    name: "cancelInvoices",
    path: "/invoice-api/invoices/cancel",
    input: CancelInvoices::SHAPE,
    check: Some(check),
    send: Send { body: BodyForm::Value(CancelInvoices::KEY.invoice_numbers), ..Send::BODY },
    answer: &AnswerShape::WHOLE,
    read: read_cancelled,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, pay by link: cancel invoice; docs/gateways/fawry.md#cancelinvoices",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Cancel two invoices", r#"{ "invoiceNumbers": ["4828660", "6877150"] }"#)],
    ..OPERATION
};

/// The body is a bare array, so nothing can be added to it.
fn check(call: &mut Call<'_>) -> Result<()> {
    match call.input.extra {
        Some(extra) if !extra.is_empty() => {
            Err(Error::invalid("cannot be sent: the body is a list of numbers").at("extra"))
        }
        _ => Ok(()),
    }
}

fn read_details<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    response.documented()?;
    read(response)
}

/// What is no object says nothing.
fn read_cancelled<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    let mut verdict = read(response)?;
    if let Verdict::Accepted { data, .. } = &mut verdict {
        data.retain(|body: &Item<'a>| body.is_object());
    }
    Ok(verdict)
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{build, invoices, read, refused, text};

    #[test]
    fn an_invoice_is_looked_up() {
        let body = r#"{"number":"4828660","paymentUrl":"https://pay.example","status":"UNPAID"}"#;
        let outcome = read(&invoices(), "invoiceDetails", 200, body).unwrap();
        assert_eq!(text(&outcome, "data.paymentUrl"), "https://pay.example");
        assert!(read(&invoices(), "invoiceDetails", 200, "").is_err());
        assert_eq!(text(&read(&invoices(), "invoiceDetails", 404, "").unwrap(), "error.code"), "404");
        assert_eq!(text(&read(&invoices(), "invoiceStatistics", 200, r#"{"paid":3}"#).unwrap(), "data.paid"), "3");
    }

    #[test]
    fn a_failure_is_one_with_any_status() {
        for (status, body, code, raw) in [
            (200, r#"{"statusCode":9938,"statusDescription":"d"}"#, "9938", "{"),
            (200, r#"{"code":"401","description":"d","reason":"r"}"#, "401", "{"),
            (400, r#"{"code":"X","message":"m"}"#, "X", "{"),
            (400, r#"{"statusCode":200}"#, "400", "{"),
            (400, r#""the invoice is paid""#, "400", "\""),
            (400, "", "400", "null"),
        ] {
            let outcome = read(&invoices(), "invoiceDetails", status, body).unwrap();
            assert_eq!(text(&outcome, "error.code"), code, "{body}");
            assert!(outcome.at("raw").unwrap().to_json().starts_with(raw), "{body}");
        }
        let own = read(&invoices(), "invoiceDetails", 200, r#"{"number":"1","code":"A-7"}"#).unwrap();
        assert_eq!(text(&own, "data.number"), "1");
    }

    #[test]
    fn at_least_one_plain_number_is_cancelled() {
        assert_eq!(text(&read(&invoices(), "cancelInvoices", 200, "").unwrap(), "data"), "{}");
        for (input, field) in [
            (r#"{ "invoiceNumbers": [] }"#, "invoiceNumbers"),
            (r#"{ "invoiceNumbers": "1" }"#, "invoiceNumbers"),
            (r#"{ "invoiceNumbers": ["1", "../2"] }"#, "invoiceNumbers[1]"),
        ] {
            assert_eq!(refused(&invoices(), "cancelInvoices", input), ("INVALID_FIELD", field.to_owned()));
        }
        let numbers = build(&invoices(), "cancelInvoices", r#"{ "invoiceNumbers": [4828660] }"#).unwrap();
        assert_eq!(numbers.body.unwrap(), r#"["4828660"]"#);
    }
}
