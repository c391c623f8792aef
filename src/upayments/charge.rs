//! Payment pages and invoice links.

use crate::engine::Call;
use crate::error::{Error, Result};
use crate::outcome::State;
use crate::table::kinds::{Anything, CardToken, Flag, Id, Money, PlainUrl, Text, Url, WholeQuantity};
use crate::table::{Operation, Sample, answer, input, members};
use crate::upayments::config::OPERATION;
use crate::upayments::order::{Language, Order, Reference, settle};
use crate::upayments::types::{ChargeType, Iban, NotificationType, PaymentSource, UniqueToken, ZeroOrMore};

input! {
    /// Opens a payment: the answer holds the link to send the payer to.
    ///
    /// Never repeat a call that timed out.
    pub struct Charge as "UPaymentsChargeInput" {
        /// What is bought; the sandbox has refused incomplete products.
        products: Option<Vec<Product>> = "products",
        /// What is paid.
        order: Order = "order",
        /// How the payer pays: needed by whitelabel merchants, and for invoice links.
        payment_gateway: Option<PaymentGateway> = "paymentGateway",
        /// How an invoice link reaches the payer; required with `create-invoice`.
        notification_type: Option<NotificationType> = "notificationType",
        /// The language of the payment page.
        language: Language = "language",
        /// A reference of yours.
        reference: Option<Reference> = "reference",
        /// Who pays.
        customer: Option<Customer> = "customer",
        /// Stored cards to offer or to charge.
        tokens: Option<Tokens> = "tokens",
        /// Whether the payer may store the card.
        is_save_card: Option<Flag> = "isSaveCard",
        /// Whether the merchant shows the payment methods itself; spelled as UPayments spells it.
        is_whitelabled: Option<Flag> = "is_whitelabled",
        /// The payer's device, passed through.
        device: Option<Anything> = "device",
        /// The shop software, passed through.
        plugin: Option<Anything> = "plugin",
        /// Comes back with the status of the payment, passed through.
        customer_extra_data: Option<Anything> = "customerExtraData",
        /// How the payment is shared among vendors; not for invoice links.
        extra_merchant_data: Option<Vec<VendorShare>> = "extraMerchantData",
        /// Where the payer returns to. No query: UPayments appends `?payment_id=…` without looking.
        return_url: PlainUrl = "returnUrl",
        /// Where the payer goes after cancelling.
        cancel_url: Url = "cancelUrl",
        /// Where UPayments reports the result. Keep the exact text: webhooks sign it.
        notification_url: Url = "notificationUrl",
    }
}

members! {
    /// One thing that is bought.
    pub struct Product as "UPaymentsProduct" {
        /// Its name.
        name: Option<Text<255>> = "name",
        /// What it is.
        description: Option<Text<255>> = "description",
        /// The price of one, in the currency of the order.
        price: Option<Money> = "price",
        /// How many.
        quantity: Option<WholeQuantity> = "quantity",
    }
}

members! {
    /// How the payer pays.
    pub struct PaymentGateway as "UPaymentsPaymentGateway" {
        /// The method, or `create-invoice` for an invoice link.
        src: PaymentSource = "src",
    }
}

members! {
    /// Who pays.
    pub struct Customer as "UPaymentsCustomer" {
        /// Your own id of the customer.
        unique_id: Option<Id> = "uniqueId",
        /// The name.
        name: Option<Text> = "name",
        /// The e-mail address.
        email: Option<Text> = "email",
        /// The mobile number with its country code.
        mobile: Option<Text> = "mobile",
    }
}

members! {
    /// Stored cards.
    pub struct Tokens as "UPaymentsTokens" {
        /// A stored credit card.
        credit_card: Option<CardToken> = "creditCard",
        /// The customer whose cards are offered; `createCustomerToken` registers it.
        customer_unique_token: Option<UniqueToken> = "customerUniqueToken",
        /// A stored KNET card.
        k_fast: Option<CardToken> = "kFast",
    }
}

members! {
    /// What one vendor gets of a payment.
    pub struct VendorShare as "UPaymentsVendorShare" {
        /// The vendor's part, in the currency of the order.
        amount: Money = "amount",
        /// The fee for a KNET payment.
        knet_charge: Option<ZeroOrMore> = "knetCharge",
        /// `fixed` or `percentage`.
        knet_charge_type: Option<ChargeType> = "knetChargeType",
        /// The fee for a card payment.
        cc_charge: Option<ZeroOrMore> = "ccCharge",
        /// `fixed` or `percentage`.
        cc_charge_type: Option<ChargeType> = "ccChargeType",
        /// The vendor's account.
        iban_number: Iban = "ibanNumber",
    }
}

answer! {
    /// An opened payment.
    pub struct ChargeLink as "UPaymentsChargeData" {
        /// `new`: nothing is paid yet.
        state: State = "state",
        /// Send the payer here.
        link: Option<String> = "link",
        /// Ask `paymentStatus` with it until the payer has chosen a method; taken from the link.
        session_id: Option<String> = "session_id",
        /// Ask `paymentStatus` with it; hosted pages have none before the payer has chosen a method.
        track_id: Option<String> = "trackId",
        /// Of an invoice link: ask `paymentStatus` with it.
        invoice_id: Option<String> = "invoice_id",
    }
}

/// `charge`.
pub(super) static CHARGE: Operation = Operation {
    name: "charge",
    path: "/api/v1/charge",
    input: Charge::SHAPE,
    answer: ChargeLink::SHAPE,
    check: Some(check),
    finish: Some(|_, answer| {
        answer.set_text(ChargeLink::KEY.state, State::New.as_str());
        let session = answer.text(ChargeLink::KEY.link).and_then(session_of);
        if let Some(session) = session.filter(|_| answer.text(ChargeLink::KEY.session_id).is_none()) {
            answer.set_text(ChargeLink::KEY.session_id, session);
        }
        Ok(())
    }),
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments documentation, add charge, whitelabel, create invoice; docs/gateways/upayments.md#charge",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new(
            "Open a payment page",
            r#"{
                "products": [{ "name": "T-shirt", "description": "Blue, size M", "price": "0.500", "quantity": 2 }],
                "order": { "id": "2555", "reference": "2555", "description": "Invoice #2555", "currency": "KWD", "amount": 1 },
                "language": "en",
                "reference": { "id": "2555" },
                "customer": { "name": "Ali", "email": "ali@example.com", "mobile": "+96512345678" },
                "returnUrl": "https://example.com/success",
                "cancelUrl": "https://example.com/cancel",
                "notificationUrl": "https://example.com/notify"
            }"#,
        ),
        Sample::new(
            "Pay by KNET at once (whitelabel)",
            r#"{
                "order": { "id": "2556", "description": "Invoice #2556", "currency": "KWD", "amount": "12.5" },
                "paymentGateway": { "src": "knet" },
                "language": "ar",
                "is_whitelabled": true,
                "returnUrl": "https://example.com/success",
                "cancelUrl": "https://example.com/cancel",
                "notificationUrl": "https://example.com/notify"
            }"#,
        ),
        Sample::new(
            "Send an invoice link",
            r#"{
                "order": { "id": "2557", "description": "Invoice #2557", "currency": "SAR", "amount": "99.90" },
                "paymentGateway": { "src": "create-invoice" },
                "notificationType": "link",
                "language": "en",
                "returnUrl": "https://example.com/success",
                "cancelUrl": "https://example.com/cancel",
                "notificationUrl": "https://example.com/notify"
            }"#,
        ),
        Sample::new(
            "Share a payment among vendors",
            r#"{
                "order": { "id": "2558", "description": "Two vendors", "currency": "KWD", "amount": "100" },
                "language": "en",
                "extraMerchantData": [
                    { "amount": "60", "knetCharge": 0.25, "knetChargeType": "fixed", "ccCharge": 2.5,
                      "ccChargeType": "percentage", "ibanNumber": "KW81CBKU0000000000001234560101" },
                    { "amount": "40", "ibanNumber": "SA0380000000608010167519" }
                ],
                "returnUrl": "https://example.com/success",
                "cancelUrl": "https://example.com/cancel",
                "notificationUrl": "https://example.com/notify"
            }"#,
        ),
    ],
    ..OPERATION
};

/// Rules of invoice links, and every amount in the decimals of the order's currency.
fn check(call: &mut Call<'_>) -> Result<()> {
    let key = Charge::KEY;
    let source = call.input.row(key.payment_gateway).text(PaymentGateway::KEY.src);
    let is_invoice = source == Some("create-invoice");
    if is_invoice && !call.input.has(key.notification_type) {
        call.refuse(Error::missing("notificationType").hint("write email, sms, link or all for an invoice link"))?;
    }
    if is_invoice && call.input.has(key.extra_merchant_data) {
        let refusal = Error::invalid("does not work together with invoice links").at("extraMerchantData");
        call.refuse(refusal.hint("leave it out, or charge without create-invoice"))?;
    }
    let currency = settle(call, key.order, if is_invoice { 50 } else { 40 })?;
    call.amounts_in(key.products, Product::KEY.price, &currency)?;
    call.amounts_in(key.extra_merchant_data, VendorShare::KEY.amount, &currency)
}

fn session_of(link: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix("session_id="))?;
    Some(value.split('#').next().unwrap_or_default().to_owned()).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::request::HttpResponse;
    use crate::upayments::{refusal, sandbox};

    const URLS: &str = r#""language":"en","returnUrl":"https://example.com/success",
        "cancelUrl":"https://example.com/cancel","notificationUrl":"https://example.com/notify""#;

    fn input(order: &str, more: &str) -> String {
        format!(r#"{{"order":{{"id":"2555","description":"Invoice",{order}}},{more}{URLS}}}"#)
    }

    #[test]
    fn rules_that_concern_several_fields() {
        use ErrorCode::{InvalidAmount, InvalidField, MissingField};
        let invoice = r#""paymentGateway":{"src":"create-invoice"},"#;
        let order = r#""currency":"KWD","amount":1"#;
        let vendor = |iban: &str| format!(r#""extraMerchantData":[{{"amount":1,"ibanNumber":"{iban}"}}],"#);
        let good = "KW81CBKU0000000000001234560101";
        for (input, code, field) in [
            (input(order, invoice), MissingField, "notificationType"),
            (
                input(order, &format!(r#"{invoice}"notificationType":"link",{}"#, vendor(good))),
                InvalidField,
                "extraMerchantData",
            ),
            (input(order, r#""notificationType":"letter","#), InvalidField, "notificationType"),
            (input(r#""currency":"SAR","amount":"1.005""#, ""), InvalidAmount, "order.amount"),
            (input(r#""currency":"KD","amount":1"#, ""), InvalidField, "order.currency"),
            (input(order, r#""products":[{"price":1},{"price":"1.0005"}],"#), InvalidAmount, "products[1].price"),
            (input(order, &vendor("KW81CBKU0000000000001234560102")), InvalidField, "extraMerchantData[0].ibanNumber"),
            (input(order, &vendor("kw81cbku")), InvalidField, "extraMerchantData[0].ibanNumber"),
            (input(order, "").replace("success", "success?x=1"), InvalidField, "returnUrl"),
            (input(order, "").replace("2555", &"x".repeat(41)), InvalidField, "order.id"),
        ] {
            let error = refusal("charge", &input);
            assert_eq!((error.code(), error.field()), (code, Some(field)), "{input}");
        }
        let long = input(order, r#""paymentGateway":{"src":"create-invoice"},"notificationType":"sms","#);
        let error = refusal("charge", &long.replace("2555", &"ع".repeat(51)));
        assert!(error.message().contains("51 characters, at most 50"), "{error}");
    }

    #[test]
    fn the_link_holds_the_session() {
        let body = r#"{"status":true,"message":"Payment link generated successfully","data":{
            "link":"https://sandbox.upayments.com/?session_id=202616520226074512","track_id":9007199254740993}}"#;
        let outcome = sandbox().read_charge(HttpResponse { status: 201, body }).unwrap();
        let data = outcome.data().unwrap();
        assert_eq!(data.state, State::New);
        assert_eq!(data.session_id.as_deref(), Some("202616520226074512"));
        assert_eq!(data.track_id.as_deref(), Some("9007199254740993"));
    }
}
