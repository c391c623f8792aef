//! Looking invoices up, counting and cancelling them.

use crate::declare::{Field, Lenient, answer, input};
use crate::error::{Error, Result};
use crate::fawry::invoices::FawryInvoices;
use crate::fawry::invoices::config::read;
use crate::fawry::invoices::types::InvoiceNumber;
use crate::operation::{Body, Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};
use crate::value::{Object, Value};

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

impl Operation for InvoiceDetails {
    type Gateway = FawryInvoices;
    type Answer = InvoiceDetailsData;
    const SPEC: &'static Spec = &Spec {
        name: "invoiceDetails",
        method: Method::Get,
        path: "/invoice-api/invoices/{invoiceNumber}/details",
        unsigned: Some("Fawry's e-invoice calls carry no signature"),
        options: &[],
        source: "FawryPay documentation, pay by link: invoice details; docs/gateways/fawry.md#invoicedetails",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new("Look an invoice up", r#"{ "invoiceNumber": "4828660" }"#)];

    fn draft(&self, invoices: &FawryInvoices, _: &Options) -> Result<Draft> {
        let draft = Draft::new::<Self>(invoices).parameter("invoiceNumber", self.invoice_number.as_str())?;
        Ok(draft.query_extra(&self.extra))
    }

    fn read(_: &FawryInvoices, response: HttpResponse<'_>) -> Result<Outcome<InvoiceDetailsData>> {
        response.documented()?;
        read(response, InvoiceDetailsData::lenient)
    }
}

impl Operation for InvoiceStatistics {
    type Gateway = FawryInvoices;
    type Answer = Value;
    const SPEC: &'static Spec = &Spec {
        name: "invoiceStatistics",
        method: Method::Get,
        path: "/invoice-api/invoices/statistics",
        unsigned: Some("Fawry's e-invoice calls carry no signature"),
        options: &[],
        source: "FawryPay documentation, pay by link: invoice statistics; docs/gateways/fawry.md#invoicestatistics",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new("Count the invoices", "{}")];

    fn draft(&self, invoices: &FawryInvoices, _: &Options) -> Result<Draft> {
        Ok(Draft::new::<Self>(invoices).query_extra(&self.extra))
    }

    fn read(_: &FawryInvoices, response: HttpResponse<'_>) -> Result<Outcome<Value>> {
        read(response, Value::lenient)
    }
}

impl Operation for CancelInvoices {
    type Gateway = FawryInvoices;
    type Answer = Value;
    const SPEC: &'static Spec = &Spec {
        name: "cancelInvoices",
        method: Method::Post,
        path: "/invoice-api/invoices/cancel",
        unsigned: Some("Fawry's e-invoice calls carry no signature"),
        options: &[],
        source: "FawryPay documentation, pay by link: cancel invoice; docs/gateways/fawry.md#cancelinvoices",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("Cancel two invoices", r#"{ "invoiceNumbers": ["4828660", "6877150"] }"#)];
    const WHOLE_BODY: Option<&'static str> = Some("invoiceNumbers");

    /// The body is a bare array, so nothing can be added to it.
    fn draft(&self, invoices: &FawryInvoices, _: &Options) -> Result<Draft> {
        if !self.extra.is_empty() {
            return Err(Error::invalid("cannot be sent: the body is a list of numbers").at("extra"));
        }
        let body = self.invoice_numbers.to_value().map_or(Body::None, |numbers| Body::Text(numbers.to_json()));
        Ok(Draft { body, ..Draft::new::<Self>(invoices) })
    }

    fn read(_: &FawryInvoices, response: HttpResponse<'_>) -> Result<Outcome<Value>> {
        read(response, |raw| raw.as_object().map_or_else(|| Some(Object::new().into()), |_| Some(raw.clone())))
    }
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
