//! Payments by a stored card, without the payer.

use crate::amount::Amount;
use crate::declare::{CardToken, Input, Text, amounts_as_text, answer, input, nested};
use crate::error::Result;
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::{Outcome, State};
use crate::request::{HttpResponse, Method};
use crate::upayments::UPayments;
use crate::upayments::answer::{self as reply, Effect};
use crate::upayments::order::{Language, Order, Reference};
use crate::upayments::types::UniqueToken;
use crate::value::Value;

input! {
    /// Charges a stored card.
    ///
    /// Never repeat a call that timed out.
    pub struct AutoDeduct as "UPaymentsAutoDeductInput" {
        /// What is paid.
        order: Order = "order",
        /// The language of the receipt.
        language: Language = "language",
        /// A reference of yours.
        reference: Option<Reference> = "reference",
        /// Who pays.
        customer: Option<CardHolder> = "customer",
        /// The stored card.
        card: StoredCard = "card",
    }
}

nested! {
    /// Whose card is charged.
    pub struct CardHolder as "UPaymentsCardHolder" {
        /// The name.
        name: Option<Text> = "name",
        /// The e-mail address.
        email: Option<Text> = "email",
        /// The mobile number with its country code.
        mobile: Option<Text> = "mobile",
        /// The customer token under which the card is stored.
        unique_token: Option<UniqueToken> = "uniqueToken",
    }
}

nested! {
    /// A stored card.
    pub struct StoredCard as "UPaymentsStoredCard" {
        /// The token of `listCustomerCards` or `createTokenFromCard`.
        token: CardToken = "token",
    }
}

answer! {
    /// What became of the payment.
    pub struct Deducted as "UPaymentsAutoDeductData" {
        /// `paid` only when `result` is `CAPTURED`.
        state: State = "state",
        /// The reference of the payment.
        track_id: Option<String> = "trackId",
        /// UPayments' word for the result.
        result: Option<String> = "result",
        /// What was paid.
        amount: Option<Amount> = "amount",
        /// The currency.
        currency: Option<String> = "currency",
        /// `done`; not the result of the payment.
        status: Option<String> = "status",
        /// UPayments' own id of the order.
        order_id: Option<String> = "order_id",
        /// The number of the payment.
        payment_id: Option<String> = "payment_id",
        /// `cc`, for example.
        payment_type: Option<String> = "payment_type",
        /// The session of the payment.
        session_id: Option<String> = "session_id",
        /// The invoice of the payment.
        invoice_id: Option<String> = "invoice_id",
        /// The bank's reference.
        reference: Option<String> = "reference",
        /// `YYYY-MM-DD hh:mm:ss`, zone not stated.
        transaction_date: Option<String> = "transaction_date",
        /// The transaction as UPayments sent it.
        transaction: Option<Value> = "transaction",
    }
}

impl Operation for AutoDeduct {
    type Gateway = UPayments;
    type Answer = Deducted;
    const SPEC: &'static Spec = &Spec {
        name: "autoDeduct",
        method: Method::Post,
        path: "/api/v1/auto-deduct",
        unsigned: None,
        options: &["amountAsString"],
        source: "UPayments SDKs; docs/gateways/upayments.md#autodeduct",
    };
    const SAMPLES: &'static [Sample] = &[
        Sample::new(
            "Charge a stored card",
            r#"{
                "order": { "id": "2560", "reference": "2560", "description": "Subscription", "currency": "KWD", "amount": "50" },
                "language": "en",
                "reference": { "id": "2560" },
                "customer": { "name": "Ali", "email": "ali@example.com", "mobile": "+96512345678", "uniqueToken": "96512345678" },
                "card": { "token": "5123450000000008" }
            }"#,
        ),
        Sample::with(
            "Charge a stored card, amount as text",
            r#"{
                "order": { "id": "2561", "description": "Subscription", "currency": "KWD", "amount": "50" },
                "language": "ar",
                "card": { "token": "5123450000000008" }
            }"#,
            r#"{ "amountAsString": true }"#,
        ),
    ];

    fn draft(&self, upayments: &UPayments, options: &Options) -> Result<Draft> {
        let mut body = Self { order: self.order.settled(40)?, ..self.clone() }.to_object();
        if Options::is_set(options.amount_as_string) {
            amounts_as_text(&mut body, Self::SHAPE.slots);
        }
        Ok(Draft::new::<Self>(upayments).body(body))
    }

    fn read(_: &UPayments, response: HttpResponse<'_>) -> Result<Outcome<Deducted>> {
        reply::read(response, Effect::MovesMoney, |mut data: Deducted| {
            data.state = reply::state_of(data.result.as_deref());
            data.amount = data.amount.map(|amount| amount.settled_in(data.currency.as_deref()));
            data
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{Client, Gateway};
    use crate::upayments::sandbox;

    #[test]
    fn the_amount_can_be_text() {
        let sample = AutoDeduct::SAMPLES.last().unwrap();
        let input = Value::parse(sample.input).unwrap();
        for (options, written) in [("", r#""amount":50.000}"#), (r#","amountAsString":true"#, r#""amount":"50.000"}"#)]
        {
            let options = Value::parse(&format!(r#"{{"timestamp":1718000000{options}}}"#)).unwrap();
            let body = sandbox().build("autoDeduct", &input, &options).unwrap().body.unwrap();
            assert!(body.contains(written), "{body}");
        }
        assert!(UPayments::OPTIONS.contains(&"timestamp"));
    }

    #[test]
    fn accepted_is_not_paid() {
        let body = r#"{"status":true,"message":"success","data":{"trackId":"t9","transaction":{"track_id":"t9",
            "amount":"50","currency":"KWD","status":"done","result":"NOT CAPTURED"}}}"#;
        let outcome = sandbox().read_auto_deduct(HttpResponse { status: 200, body }).unwrap();
        let data = outcome.data().unwrap();
        assert_eq!((data.state, data.track_id.as_deref()), (State::Failed, Some("t9")));
        assert_eq!(data.amount.as_ref().unwrap().given(), "50.000");
    }
}
