//! Payments by a stored card, without the payer.

use crate::amount::Amount;
use crate::options::CallOptions;
use crate::outcome::State;
use crate::table::kinds::{CardToken, Text};
use crate::table::{Operation, Sample, answer, input, members};
use crate::upayments::answer::state_of;
use crate::upayments::config::OPERATION;
use crate::upayments::order::{Language, Order, Reference, settle};
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

members! {
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

members! {
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

/// `autoDeduct`.
pub(super) static AUTO_DEDUCT: Operation = Operation {
    name: "autoDeduct",
    path: "/api/v1/auto-deduct",
    input: AutoDeduct::SHAPE,
    answer: Deducted::SHAPE,
    options: &[CallOptions::KEY.amount_as_string],
    check: Some(|call| settle(call, AutoDeduct::KEY.order, 40).map(drop)),
    finish: Some(|_, answer| {
        let state = state_of(answer.text(Deducted::KEY.result));
        answer.set_text(Deducted::KEY.state, state.as_str());
        let currency = answer.owned_text(Deducted::KEY.currency);
        answer.settle_amount(Deducted::KEY.amount, currency.as_deref());
        Ok(())
    }),
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments SDKs; docs/gateways/upayments.md#autodeduct",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
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
    ],
    ..OPERATION
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::request::HttpResponse;
    use crate::upayments::{CLASS, sandbox};

    #[test]
    fn the_amount_can_be_text() {
        let sample = AUTO_DEDUCT.samples.last().unwrap();
        let input = Value::parse(sample.input).unwrap();
        for (options, written) in [("", r#""amount":50.000}"#), (r#","amountAsString":true"#, r#""amount":"50.000"}"#)]
        {
            let options = Value::parse(&format!(r#"{{"timestamp":1718000000{options}}}"#)).unwrap();
            let body = sandbox().build("autoDeduct", &input, &options).unwrap().body.unwrap();
            assert!(body.contains(written), "{body}");
        }
        assert!(CLASS.options.contains(&CallOptions::KEY.timestamp));
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
