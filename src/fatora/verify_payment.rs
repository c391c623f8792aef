//! What became of a payment.

use crate::amount::Amount;
use crate::engine::Call;
use crate::error::{Error, Result};
use crate::fatora::config::OPERATION;
use crate::options::CallOptions;
use crate::outcome::State;
use crate::table::kinds::Id;
use crate::table::{Effect, Operation, Sample, answer, input};

input! {
    /// Asks what became of a payment.
    ///
    /// The only proof of a payment that Fatora gives. Compare amount and order as well: `expectPayment`.
    pub struct VerifyPayment as "FatoraVerifyPaymentInput" {
        /// The number that the bank gave the payment. Required, unless the option `orderIdOnly` is set.
        transaction_id: Option<Id> = "transaction_id",
        /// Your number for the order.
        order_id: Id = "order_id",
    }
}

answer! {
    /// A payment. Whether it is paid stands in `state` and `payment_status`.
    pub struct Payment as "FatoraVerifyPaymentData" {
        /// `paid`, `pending` or `failed`.
        state: State = "state",
        /// Fatora's own word: `SUCCESS`, `PENDING` or `FAILURE`.
        payment_status: Option<String> = "payment_status",
        /// What was paid, in the decimals of its currency.
        amount: Option<Amount> = "amount",
        /// `QAR`, for example.
        currency: Option<String> = "currency",
        /// Your number for the order.
        order_id: Option<String> = "order_id",
        /// The number that the bank gave the payment; refunds need it.
        transaction_id: Option<String> = "transaction_id",
        /// `live` or `test`.
        mode: Option<String> = "mode",
        /// The note of the checkout.
        note: Option<String> = "note",
        /// A description.
        description: Option<String> = "description",
        /// The bank's authorization code.
        auth_code: Option<String> = "auth_code",
        /// When it was paid, as Fatora writes it.
        payment_date: Option<String> = "payment_date",
        /// The token of the card, if one was asked for.
        card_token: Option<String> = "card_token",
        /// Who paid.
        client: Option<PaymentClient> = "client",
        /// In another currency.
        exchange_details: Option<ExchangeDetails> = "exchange_details",
        /// How Fatora passed the money on.
        transfer_details: Option<TransferDetails> = "transfer_details",
        /// What was refunded.
        refund_details: Option<RefundDetails> = "refund_details",
        /// The card.
        card_details: Option<CardDetails> = "card_details",
    }
}
answer! {
    /// Who paid.
    pub struct PaymentClient as "FatoraPaymentClient" {
        /// The full name.
        name: Option<String> = "name",
        /// The e-mail address.
        email: Option<String> = "email",
        /// The telephone number.
        phone: Option<String> = "phone",
    }
}
answer! {
    /// A payment in another currency.
    pub struct ExchangeDetails as "FatoraExchangeDetails" {
        /// The rate, as sent.
        exchange_rate: Option<String> = "exchange_rate",
        /// The amount in that currency.
        amount: Option<Amount> = "amount",
        /// The currency.
        currency: Option<String> = "currency",
    }
}
answer! {
    /// How Fatora passed the money on.
    pub struct TransferDetails as "FatoraTransferDetails" {
        /// The fees, as sent.
        interchange_fees: Option<String> = "interchange_fees",
        /// The rate, as sent.
        rate: Option<String> = "rate",
        /// The number of the transfer.
        transfer_number: Option<String> = "transfer_number",
    }
}
answer! {
    /// What was refunded.
    pub struct RefundDetails as "FatoraRefundDetails" {
        /// Fatora's own word.
        status: Option<String> = "status",
        /// The number of the transfer.
        transfer_number: Option<String> = "transfer_number",
        /// Fatora's number for the refund.
        refund_transaction_id: Option<String> = "refund_transaction_id",
    }
}
answer! {
    /// The card of a payment.
    pub struct CardDetails as "FatoraCardDetails" {
        /// `VISA`, for example.
        card_type: Option<String> = "card_type",
        /// The last four digits.
        last_4_digits: Option<String> = "last_4_digits",
        /// `credit` or `debit`.
        kind: Option<String> = "type",
    }
}

/// `verifyPayment`.
pub(super) static VERIFY_PAYMENT: Operation = Operation {
    name: "verifyPayment",
    path: "/payments/verify",
    options: &[CallOptions::KEY.order_id_only],
    input: VerifyPayment::SHAPE,
    check: Some(check),
    answer: Payment::SHAPE,
    finish: Some(|_, answer| {
        let state = match answer.text(Payment::KEY.payment_status) {
            Some("SUCCESS") => State::Paid,
            Some("PENDING") => State::Pending,
            Some("FAILURE") => State::Failed,
            _ => State::Unknown,
        };
        answer.set_text(Payment::KEY.state, state.as_str());
        let currency = answer.owned_text(Payment::KEY.currency);
        answer.settle_amount(Payment::KEY.amount, currency.as_deref());
        Ok(())
    }),
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Fatora documentation, verify; docs/gateways/fatora.md#verifypayment",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new("Verify a payment", r#"{ "transaction_id": "123456789", "order_id": "123456789" }"#),
        Sample::with("Verify by the order alone", r#"{ "order_id": "123456789" }"#, r#"{ "orderIdOnly": true }"#),
    ],
    ..OPERATION
};

fn check(call: &mut Call<'_>) -> Result<()> {
    if !call.input.has(VerifyPayment::KEY.transaction_id) && !call.options.is_set(CallOptions::KEY.order_id_only) {
        return Err(Error::missing("transaction_id")
            .hint("the return brings it; the option orderIdOnly: true verifies by order_id alone"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::fatora::{CLASS, Fatora};
    use crate::request::HttpResponse;
    use crate::value::Value;

    fn fatora() -> Fatora {
        Fatora::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap()
    }

    fn read(result: &str) -> Payment {
        let body = format!(r#"{{"status":"SUCCESS","result":{result}}}"#);
        let outcome = fatora().read_verify_payment(HttpResponse { status: 200, body: &body }).unwrap();
        outcome.data().unwrap().clone()
    }

    #[test]
    fn the_transaction_may_be_left_out_on_request_only() {
        let build = |options: &str| {
            let input = Value::parse(r#"{"order_id":"A-1"}"#).unwrap();
            fatora().build("verifyPayment", &input, &Value::parse(options).unwrap())
        };
        for options in ["null", r#"{"orderIdOnly":false}"#] {
            assert_eq!(build(options).unwrap_err().field(), Some("transaction_id"));
        }
        assert_eq!(build(r#"{"orderIdOnly":true}"#).unwrap().body.unwrap(), r#"{"order_id":"A-1"}"#);
    }

    #[test]
    fn a_call_that_worked_is_not_a_payment() {
        for (result, state) in [
            (r#"{"order_id":"A-1","payment_status":"FAILURE","mode":"test"}"#, State::Failed),
            (r#"{"payment_status":"PENDING"}"#, State::Pending),
            (r#"{"payment_status":"SUCCESS"}"#, State::Paid),
            (r#"{"payment_status":"REVERSED"}"#, State::Unknown),
            (r#"{"status":"SUCCESS"}"#, State::Unknown),
        ] {
            assert_eq!(read(result).state, state, "{result}");
        }
    }

    #[test]
    fn everything_documented_is_read() {
        let body = concat!(
            r#"{"status":"SUCCESS","result":{"order_id":"A-1","transaction_id":77,"amount":5.5,"currency":"KWD","payment_status":"SUCCESS","#,
            r#""note":null,"card_details":{"card_type":"VISA","last_4_digits":"0042","type":"credit"},"#,
            r#""refund_details":null,"exchange_details":{"exchange_rate":11.86,"amount":65.230,"currency":"QAR"},"#,
            r#""client":{"name":"علي"},"unknown":1}}"#
        );
        let told = fatora().read("verifyPayment", HttpResponse { status: 200, body }).unwrap();
        assert_eq!(
            told.at("data").unwrap().to_json(),
            concat!(
                r#"{"state":"paid","payment_status":"SUCCESS","amount":"5.500","currency":"KWD","order_id":"A-1","#,
                r#""transaction_id":"77","client":{"name":"علي"},"#,
                r#""exchange_details":{"exchange_rate":"11.86","amount":"65.230","currency":"QAR"},"#,
                r#""card_details":{"card_type":"VISA","last_4_digits":"0042","type":"credit"}}"#
            )
        );
    }

    #[test]
    fn a_verification_may_be_repeated() {
        let broken = HttpResponse { status: 500, body: "" };
        assert!(fatora().read_verify_payment(broken).unwrap().error().unwrap().retryable);
    }
}
