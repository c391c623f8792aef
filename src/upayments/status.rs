//! The status of payments and of the payouts to the merchant.

use crate::amount::Amount;
use crate::engine::{Call, Values};
use crate::error::{Error, Result};
use crate::outcome::State;
use crate::table::kinds::Id;
use crate::table::{Key, Operation, Sample, answer, input};
use crate::upayments::answer::state_of;
use crate::upayments::config::QUESTION;
use crate::value::Value;

input! {
    /// Asks for the status of a payment, by exactly one of its references.
    ///
    /// At most 30 requests a minute.
    pub struct PaymentStatus as "UPaymentsPaymentStatusInput" {
        /// The `trackId` of the charge or the `track_id` of a webhook.
        track_id: Option<Id> = "track_id",
        /// The same, under the name that the answer to a charge has.
        track_id_of_charge: Option<Id> = "trackId",
        /// The session of the payment link, while the payer has not chosen a method.
        session_id: Option<Id> = "session_id",
        /// The `invoice_id` of an invoice link, in its encrypted form.
        invoice_id: Option<Id> = "invoice_id",
    }
}

answer! {
    /// A payment.
    pub struct Payment as "UPaymentsPaymentStatusData" {
        /// `paid` only when `result` is `CAPTURED`.
        state: State = "state",
        /// UPayments' word for the result; absent while the payer has not paid.
        result: Option<String> = "result",
        /// What was charged, with the decimals of its currency.
        total_price: Option<Amount> = "total_price",
        /// The currency of `total_price`.
        currency_type: Option<String> = "currency_type",
        /// What `refund` needs as `orderId`.
        refund_order_id: Option<String> = "refund_order_id",
        /// Your `order.id`.
        merchant_requested_order_id: Option<String> = "merchant_requested_order_id",
        /// UPayments' own id of the order.
        order_id: Option<String> = "order_id",
        /// The number of the payment.
        payment_id: Option<String> = "payment_id",
        /// The reference of the payment.
        track_id: Option<String> = "track_id",
        /// The session of the payment link.
        session_id: Option<String> = "session_id",
        /// The bank's reference.
        reference: Option<String> = "reference",
        /// `done`; not the result of the payment.
        status: Option<String> = "status",
        /// `knet`, `cc` and others.
        payment_type: Option<String> = "payment_type",
        /// What was paid in another currency, as sent.
        total_paid_non_kwd: Option<String> = "total_paid_non_kwd",
        /// `YYYY-MM-DD hh:mm:ss`, zone not stated.
        transaction_date: Option<String> = "transaction_date",
        /// `YYYY-MM-DD hh:mm:ss`, zone not stated.
        created_at: Option<String> = "created_at",
        /// The transaction as UPayments sent it, with everything else that it holds.
        transaction: Option<Value> = "transaction",
    }
}

/// `paymentStatus`.
pub(super) static PAYMENT_STATUS: Operation = Operation {
    name: "paymentStatus",
    path: "/api/v1/get-payment-status/{track_id}",
    input: PaymentStatus::SHAPE,
    answer: Payment::SHAPE,
    check: Some(check),
    finish: Some(|_, answer| {
        let state = state_of(answer.text(Payment::KEY.result));
        answer.set_text(Payment::KEY.state, state.as_str());
        let currency = answer.owned_text(Payment::KEY.currency_type);
        answer.settle_amount(Payment::KEY.total_price, currency.as_deref());
        Ok(())
    }),
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments documentation, check payment status; docs/gateways/upayments.md#paymentstatus",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new("By the track id of a webhook", r#"{ "track_id": "GWdK07j0XPriuCbzimCHh5MmyrZuSd2J" }"#),
        Sample::new("By the session of the payment link", r#"{ "session_id": "202616520226074512" }"#),
        Sample::new("By the id of an invoice link", r#"{ "invoice_id": "eyJpdiI6IjEyMzQ1Njc4OTAifQ==" }"#),
    ],
    ..QUESTION
};

/// The track id stands in the path; the others are asked for in the query of a shorter one.
fn check(call: &mut Call<'_>) -> Result<()> {
    let (name, key) = reference(&call.input)?;
    if name == TRACK_ID {
        let track_id = call.input.get(key).clone();
        call.input.set(PaymentStatus::KEY.track_id, track_id);
        return Ok(());
    }
    let text = call.input.text(key).unwrap_or_default().to_owned();
    call.path = call.path.replace("/{track_id}", "").into();
    call.query.push((name, text.into()));
    Ok(())
}

const TRACK_ID: &str = "track_id";

/// The only reference that is given.
fn reference(input: &Values<'_>) -> Result<(&'static str, Key)> {
    let key = PaymentStatus::KEY;
    let references = [
        (TRACK_ID, key.track_id),
        (TRACK_ID, key.track_id_of_charge),
        ("session_id", key.session_id),
        ("invoice_id", key.invoice_id),
    ];
    let mut given = references.into_iter().filter(|(_, key)| input.has(*key));
    match (given.next(), given.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Error::invalid("is missing, and so are session_id and invoice_id").at(TRACK_ID)),
        (Some(_), Some((name, _))) => Err(Error::invalid("stands beside another reference").at(name)),
    }
    .map_err(|error| error.hint("give exactly one of track_id, session_id and invoice_id"))
}

input! {
    /// Asks whether a payment has been paid out to the merchant.
    pub struct DepositStatus as "UPaymentsDepositStatusInput" {
        /// The reference of the payment.
        track_id: Id = "track_id",
    }
}

answer! {
    /// A payout.
    pub struct Deposit as "UPaymentsDepositStatusData" {
        /// `Yes` when the money has been paid out; another text otherwise.
        deposited: Option<String> = "deposited",
        /// When.
        deposited_date: Option<String> = "deposited_date",
        /// The invoice of the payout.
        invoice_url: Option<String> = "invoice_url",
        /// The transaction as UPayments sent it.
        transaction: Option<Value> = "transaction",
    }
}

/// `depositStatus`.
pub(super) static DEPOSIT_STATUS: Operation = Operation {
    name: "depositStatus",
    path: "/api/v1/get-deposit-status/{track_id}",
    input: DepositStatus::SHAPE,
    answer: Deposit::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments OpenAPI copy; docs/gateways/upayments.md#depositstatus",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Has a payment been paid out?", r#"{ "track_id": "GWdK07j0XPriuCbzimCHh5MmyrZuSd2J" }"#)],
    ..QUESTION
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::request::HttpResponse;
    use crate::upayments::{built, refusal, sandbox};

    #[test]
    fn one_reference_and_only_one() {
        for input in [
            "{}",
            r#"{"track_id":"t","session_id":"s"}"#,
            r#"{"track_id":"t","trackId":"t"}"#,
            r#"{"session_id":"s","invoice_id":"i"}"#,
            r#"{"track_id":".."}"#,
        ] {
            let error = refusal("paymentStatus", input);
            assert_eq!(error.code(), ErrorCode::InvalidField, "{input}");
            assert!(error.field().is_some());
        }
        for (input, path) in [
            (r#"{"track_id":"a/b c"}"#, "get-payment-status/a%2Fb%20c"),
            (r#"{"trackId":17}"#, "get-payment-status/17"),
            (r#"{"session_id":"1&2"}"#, "get-payment-status?session_id=1%262"),
            (r#"{"invoice_id":"i=","extra":{"x":1}}"#, "get-payment-status?invoice_id=i%3D&x=1"),
        ] {
            let request = built("paymentStatus", input);
            assert_eq!(request.url, format!("https://sandboxapi.upayments.com/api/v1/{path}"));
            assert_eq!(request.body, None);
        }
    }

    #[test]
    fn the_result_decides_not_the_status() {
        let body = |result: &str| {
            format!(
                r#"{{"status":true,"message":"success","data":{{"transaction":{{"result":"{result}","status":"done",
                    "total_price":"10.5","currency_type":"KWD","refundOrderId":"r1","product_details":[]}}}}}}"#
            )
        };
        let read = |result: &str| {
            let outcome = sandbox().read_payment_status(HttpResponse { status: 200, body: &body(result) }).unwrap();
            outcome.data().unwrap().clone()
        };
        let paid = read("CAPTURED");
        assert_eq!(paid.state, State::Paid);
        assert_eq!(paid.total_price.unwrap().given(), "10.500");
        assert_eq!(paid.refund_order_id.as_deref(), Some("r1"));
        assert!(paid.transaction.unwrap().at("product_details").is_some());
        assert_eq!(read("NOT CAPTURED").state, State::Failed);
        assert_eq!(read("CANCELLED").state, State::Cancelled);
        assert_eq!(read("AUTHORIZED").state, State::Pending);
    }

    #[test]
    fn a_payment_that_nobody_chose_yet_is_unknown() {
        let body = r#"{"status":true,"message":"success","data":{"transaction":{}}}"#;
        let outcome = sandbox().read_payment_status(HttpResponse { status: 200, body }).unwrap();
        assert_eq!(outcome.data().unwrap().state, State::Unknown);
    }

    #[test]
    fn a_payout_keeps_its_word() {
        let body = r#"{"status":"true","data":{"transaction":{"deposited":"Yes","depositedDate":"2026-02-01"}}}"#;
        let outcome = sandbox().read_deposit_status(HttpResponse { status: 200, body }).unwrap();
        let data = outcome.data().unwrap();
        assert_eq!(data.deposited.as_deref(), Some("Yes"));
        assert_eq!(data.deposited_date.as_deref(), Some("2026-02-01"));
    }
}
