//! The status of payments and of the payouts to the merchant.

use crate::amount::Amount;
use crate::declare::{Id, answer, input};
use crate::error::{Error, Result};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::{Outcome, State};
use crate::request::{HttpResponse, Method};
use crate::upayments::UPayments;
use crate::upayments::answer::{self as reply, Effect};
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

impl PaymentStatus {
    /// The only reference that is given.
    fn reference(&self) -> Result<(&'static str, &Id)> {
        let given = [
            ("track_id", &self.track_id),
            ("track_id", &self.track_id_of_charge),
            ("session_id", &self.session_id),
            ("invoice_id", &self.invoice_id),
        ];
        let mut given = given.into_iter().filter_map(|(name, id)| Some((name, id.as_ref()?)));
        match (given.next(), given.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(Error::invalid("is missing, and so are session_id and invoice_id").at("track_id")),
            (Some(_), Some((name, _))) => Err(Error::invalid("stands beside another reference").at(name)),
        }
        .map_err(|error| error.hint("give exactly one of track_id, session_id and invoice_id"))
    }
}

impl Operation for PaymentStatus {
    type Gateway = UPayments;
    type Answer = Payment;
    const SPEC: &'static Spec = &Spec {
        name: "paymentStatus",
        method: Method::Get,
        path: "/api/v1/get-payment-status/{track_id}",
        unsigned: None,
        options: &[],
        source: "UPayments documentation, check payment status; docs/gateways/upayments.md#paymentstatus",
    };
    const SAMPLES: &'static [Sample] = &[
        Sample::new("By the track id of a webhook", r#"{ "track_id": "GWdK07j0XPriuCbzimCHh5MmyrZuSd2J" }"#),
        Sample::new("By the session of the payment link", r#"{ "session_id": "202616520226074512" }"#),
        Sample::new("By the id of an invoice link", r#"{ "invoice_id": "eyJpdiI6IjEyMzQ1Njc4OTAifQ==" }"#),
    ];

    fn draft(&self, upayments: &UPayments, _: &Options) -> Result<Draft> {
        let mut draft = Draft::new::<Self>(upayments);
        draft = match self.reference()? {
            ("track_id", id) => draft.parameter("track_id", id.as_str())?,
            (name, id) => {
                draft.path = draft.path.replace("/{track_id}", "");
                draft.query(name, id.as_str())
            }
        };
        Ok(draft.query_extra(&self.extra))
    }

    fn read(_: &UPayments, response: HttpResponse<'_>) -> Result<Outcome<Payment>> {
        reply::read(response, Effect::Reads, |mut data: Payment| {
            data.state = reply::state_of(data.result.as_deref());
            data.total_price = data.total_price.map(|price| price.settled_in(data.currency_type.as_deref()));
            data
        })
    }
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

impl Operation for DepositStatus {
    type Gateway = UPayments;
    type Answer = Deposit;
    const SPEC: &'static Spec = &Spec {
        name: "depositStatus",
        method: Method::Get,
        path: "/api/v1/get-deposit-status/{track_id}",
        unsigned: None,
        options: &[],
        source: "UPayments OpenAPI copy; docs/gateways/upayments.md#depositstatus",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("Has a payment been paid out?", r#"{ "track_id": "GWdK07j0XPriuCbzimCHh5MmyrZuSd2J" }"#)];

    fn draft(&self, upayments: &UPayments, _: &Options) -> Result<Draft> {
        Ok(Draft::new::<Self>(upayments).parameter("track_id", self.track_id.as_str())?.query_extra(&self.extra))
    }

    fn read(_: &UPayments, response: HttpResponse<'_>) -> Result<Outcome<Deposit>> {
        reply::read(response, Effect::Reads, |data| data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
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
