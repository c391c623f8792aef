//! Creating invoices for one customer, and payment links for anyone.

use crate::engine::{Call, Response, Verdict};
use crate::error::{Error, Result};
use crate::fawry::answer as reply;
use crate::fawry::invoices::config::{OPERATION, read};
use crate::fawry::invoices::types::{
    Communication, Day, Discount, InvoiceItem, Moment, PaymentType, PreferredMethod, Rate, RequiredCode, Whole,
};
use crate::fawry::words::Language;
use crate::table::kinds::{Email, Flag, OpaqueNumber, Pounds, Text};
use crate::table::{Operation, Sample, answer, input, members};

members! {
    /// Who gets an invoice.
    pub struct InvoiceCustomer as "FawryInvoiceCustomer" {
        /// The customer's name.
        name: Text = "name",
        /// An e-mail address; required when the invoice is sent by e-mail.
        email: Option<Email> = "email",
        /// An Egyptian mobile number, as text: `01012345678`.
        mobile: OpaqueNumber = "mobile",
    }
}

input! {
    /// Creates an invoice for one customer, who gets a link to pay it.
    pub struct CreateInvoice as "FawryInvoicesCreateInvoiceInput" {
        /// Who gets it.
        customer: InvoiceCustomer = "customer",
        /// EGP; required when there are no items.
        amount: Option<Pounds> = "amount",
        /// The due date: `2030-01-31`.
        sending_date: Day = "sendingDate",
        /// `2030-02-28T23:59:59.000Z`.
        expiry_date: Moment = "expiryDate",
        /// `2030-01-31T08:00:00.000Z`.
        release_date: Moment = "releaseDate",
        /// Your reference; unique together with amount and sending date.
        business_reference: Option<Text> = "businessReference",
        /// What is paid.
        note: Text = "note",
        /// The language of the message; Fawry's default is `en-gb`.
        communication_lang: Option<Language> = "communicationLang",
        /// How the customer hears of it; Fawry's default is `SMS`.
        communication_method: Option<Communication> = "communicationMethod",
        /// Whether you hear of its expiry; Fawry's default is `false`.
        alert_merchant_upon_expiry: Option<Flag> = "alertMerchantUponExpiry",
        /// The items.
        items: Option<Vec<InvoiceItem>> = "items",
        /// `PUSH_TO_CUSTOMER`.
        payment_type: Option<PaymentType> = "paymentType",
        /// Taxes.
        taxes: Option<Rate> = "taxes",
        /// How the customer should pay.
        preferred_payment_method: Option<PreferredMethod> = "preferredPaymentMethod",
    }
}

members! {
    /// A field that the payment page asks for.
    pub struct RequiredData as "FawryRequiredCustomerData" {
        /// The id of the code; 1, 2 and 3 are in use for `NAME`, `EMAIL` and `MOBILE_NUMBER`.
        id: Whole = "id",
        /// Which field; the national id is spelt `NNATIONAL_ID`.
        code: RequiredCode = "code",
        /// Its Arabic name.
        name_ar: Text = "nameAr",
        /// Its English name.
        name_en: Text = "nameEn",
    }
}

input! {
    /// Creates a link that anyone can pay; the page asks for the customer's data.
    pub struct CreatePaymentLink as "FawryInvoicesCreatePaymentLinkInput" {
        /// The due date: `2030-01-31`.
        sending_date: Day = "sendingDate",
        /// `2030-02-28T23:59:59.000Z`.
        expiry_date: Moment = "expiryDate",
        /// `2030-01-31T08:00:00.000Z`.
        release_date: Moment = "releaseDate",
        /// What is paid.
        note: Text = "note",
        /// Whether you hear of its expiry; Fawry's default is `false`.
        alert_merchant_upon_expiry: Option<Flag> = "alertMerchantUponExpiry",
        /// What the page asks for.
        required_customer_data: Option<Vec<RequiredData>> = "requiredCustomerData",
        /// A discount on the whole.
        discount: Option<Discount> = "discount",
        /// Taxes.
        taxes: Option<Rate> = "taxes",
        /// The items.
        items: Option<Vec<InvoiceItem>> = "items",
        /// EGP.
        amount: Option<Pounds> = "amount",
        /// How the customer should pay.
        preferred_payment_method: Option<PreferredMethod> = "preferredPaymentMethod",
    }
}

answer! {
    /// A created invoice. Fawry does not document the answer: `raw` holds all of it.
    pub struct InvoiceCreated as "FawryInvoicesCreated" {
        /// The invoice's number, as far as it can be told; `invoiceDetails` gives its `paymentUrl`.
        invoice_number: Option<String> = "invoiceNumber" | "number",
        /// Your reference.
        business_reference: Option<String> = "businessReference",
        /// Where the customer pays.
        payment_url: Option<String> = "paymentUrl",
    }
}

/// `createInvoice`.
pub(super) static CREATE_INVOICE: Operation = Operation {
    name: "createInvoice",
    path: "/invoice-api/invoices/single",
    input: CreateInvoice::SHAPE,
    check: Some(check),
    answer: InvoiceCreated::SHAPE,
    read: read_created,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, pay by link: add single invoice; docs/gateways/fawry.md#createinvoice",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "An invoice by SMS",
        r#"{ "customer": { "name": "Ahmed Ali", "mobile": "01234567891" }, "amount": 150.5,
            "sendingDate": "2030-01-31", "expiryDate": "2030-02-28T23:59:59.000Z",
            "releaseDate": "2030-01-31T08:00:00.000Z", "businessReference": "INV-7", "note": "Spring order",
            "communicationLang": "en-gb", "communicationMethod": "SMS" }"#,
    )],
    ..OPERATION
};

fn check(call: &mut Call<'_>) -> Result<()> {
    let input = &call.input;
    if !input.has(CreateInvoice::KEY.amount) && !input.has(CreateInvoice::KEY.items) {
        return Err(Error::missing("amount").hint("give an amount or items"));
    }
    let method = input.text(CreateInvoice::KEY.communication_method);
    let by_mail = matches!(method.and_then(Communication::of), Some(Communication::Email | Communication::Both));
    if by_mail && !input.row(CreateInvoice::KEY.customer).has(InvoiceCustomer::KEY.email) {
        return Err(Error::missing("email").at("customer").hint("the invoice is sent by e-mail"));
    }
    Ok(())
}

/// `createPaymentLink`.
pub(super) static CREATE_PAYMENT_LINK: Operation = Operation {
    name: "createPaymentLink",
    path: "/invoice-api/invoices/payment-link",
    input: CreatePaymentLink::SHAPE,
    answer: InvoiceCreated::SHAPE,
    read: read_created,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, pay by link: add payment link; docs/gateways/fawry.md#createpaymentlink",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "A link that asks for the name",
        r#"{ "sendingDate": "2030-01-31", "expiryDate": "2030-02-28T23:59:59.000Z",
            "releaseDate": "2030-01-31T08:00:00.000Z", "note": "Donation", "amount": "20",
            "requiredCustomerData": [{ "id": 1, "code": "NAME", "nameAr": "الاسم", "nameEn": "Name" }] }"#,
    )],
    ..OPERATION
};

/// One integration finds an object, another takes the whole body as the number.
fn read_created<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    let number = response.json()?.filter(|body| body.as_text().is_some());
    match (number, read(response)?) {
        (Some(number), Verdict::Accepted { .. }) => reply::accepted_as(response, "invoiceNumber", number.to_value()),
        (_, verdict) => Ok(verdict),
    }
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{build, invoices, json, read, refused, text};
    use crate::value::Value;

    fn with(changes: &[(&str, &str)]) -> String {
        let mut fields = json(super::CREATE_INVOICE.samples.first().unwrap().input).as_object().unwrap().clone();
        changes.iter().for_each(|(name, value)| fields.set(name, json(value)));
        Value::from(fields).to_json()
    }

    #[test]
    fn rules() {
        for (changes, code, field) in [
            (&[("amount", "null")][..], "MISSING_FIELD", "amount"),
            (&[("communicationMethod", "\"EMAIL\"")], "MISSING_FIELD", "customer.email"),
            (&[("communicationMethod", "\"BOTH\"")], "MISSING_FIELD", "customer.email"),
            (&[("communicationMethod", "\"FAX\"")], "INVALID_FIELD", "communicationMethod"),
            (&[("customer", r#"{"name":"n"}"#)], "MISSING_FIELD", "customer.mobile"),
            (&[("sendingDate", "\"31-01-2030\"")], "INVALID_FIELD", "sendingDate"),
            (&[("expiryDate", "\"2030-02-28\"")], "INVALID_FIELD", "expiryDate"),
            (&[("alertMerchantUponExpiry", "\"false\"")], "INVALID_FIELD", "alertMerchantUponExpiry"),
            (&[("items", r#"[{"price":"1.005"}]"#)], "INVALID_AMOUNT", "items[0].price"),
            (&[("items", r#"[{"discount":{"value":1}}]"#)], "MISSING_FIELD", "items[0].discount.type"),
            (&[("note", "\"\"")], "MISSING_FIELD", "note"),
        ] {
            assert_eq!(refused(&invoices(), "createInvoice", &with(changes)), (code, field.to_owned()), "{changes:?}");
        }
        let items = r#"[{"itemCode":"a","purchasedQuantity":2,"price":"5","discount":{"value":0,"type":"FLAT"}}]"#;
        let body = build(&invoices(), "createInvoice", &with(&[("amount", "null"), ("items", items), ("taxes", "0")]));
        let body = body.unwrap().body.unwrap();
        assert!(body.contains(r#""purchasedQuantity":2,"price":5.00,"discount":{"value":0,"type":"FLAT"}"#), "{body}");
    }

    #[test]
    fn the_number_is_found_wherever_it_stands() {
        for body in [r#"{"invoiceNumber":"4828660"}"#, r#"{"number":4828660}"#, "4828660", r#""4828660""#] {
            let outcome = read(&invoices(), "createInvoice", 200, body).unwrap();
            assert_eq!(text(&outcome, "data.invoiceNumber"), "4828660", "{body}");
            assert_eq!(outcome.at("raw").unwrap(), &json(body));
        }
        assert_eq!(text(&read(&invoices(), "createPaymentLink", 201, "").unwrap(), "data"), "{}");
    }
}
