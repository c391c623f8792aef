//! Refunds of paid invoices.

use crate::amount::Amount;
use crate::declare::{Id, Input, Lenient, Pounds, Text, answer, input};
use crate::error::Result;
use crate::fawry::invoices::FawryInvoices;
use crate::fawry::invoices::config::read;
use crate::fawry::invoices::types::InvoiceNumber;
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::{Outcome, RefundStatus};
use crate::request::{HttpResponse, Method};
use crate::value::Object;

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

impl Operation for RefundInvoice {
    type Gateway = FawryInvoices;
    type Answer = RefundInvoiceData;
    const SPEC: &'static Spec = &Spec {
        name: "refundInvoice",
        method: Method::Post,
        path: "/invoice-api/invoices/{invoiceNumber}/refund",
        unsigned: Some("Fawry's e-invoice calls carry no signature"),
        options: &[],
        source: "FawryPay documentation, e-invoice refund; docs/gateways/fawry.md#refundinvoice",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new(
        "Refund an invoice",
        r#"{ "invoiceNumber": "4828660", "amount": 150.5, "reason": "Item not as described",
            "orderReferenceNumber": "931337410" }"#,
    )];

    fn draft(&self, invoices: &FawryInvoices, _: &Options) -> Result<Draft> {
        let body: Object = self.to_object().into_iter().filter(|(name, _)| name != "invoiceNumber").collect();
        Ok(Draft::new::<Self>(invoices).parameter("invoiceNumber", self.invoice_number.as_str()).body(body))
    }

    fn read(_: &FawryInvoices, response: HttpResponse<'_>) -> Result<Outcome<RefundInvoiceData>> {
        read(response, |raw| {
            let data = RefundInvoiceData::lenient(raw).unwrap_or_default();
            Some(RefundInvoiceData { status: RefundStatus::Created, ..data })
        })
    }
}
