//! What became of fiat and crypto orders.

use crate::amount::Amount;
use crate::declare::{Id, answer, input};
use crate::error::Result;
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::{Outcome, State};
use crate::pay3::Pay3;
use crate::pay3::answer::{self as reply, ErrorReason};
use crate::pay3::config::READ_UNSIGNED;
use crate::pay3::fields::received_fiat;
use crate::request::{HttpResponse, Method};

input! {
    /// Asks what became of a fiat order.
    ///
    /// `COMPLETED` does not mean that the right amount was paid: compare it with `expectPayment`.
    pub struct OrderQuery as "Pay3OrderInput" {
        /// The request id that created the order.
        request_id: Id = "requestId",
    }
}

answer! {
    /// What became of a fiat order. The first fields are those of the order that changed last.
    pub struct Orders as "Pay3OrderData" {
        /// `new`, `pending`, `paid` or `failed`.
        state: State = "state",
        /// Pay3's own word: `COMPLETED`.
        order_status: Option<String> = "orderStatus",
        /// Pay3's number for the order.
        order_id: Option<String> = "orderId",
        /// Your number for the order.
        request_id: Option<String> = "requestId",
        /// What was really paid.
        exchange_amount: Option<Amount> = "exchangeAmount",
        /// Pay3's id of its currency: `inr_in`.
        exchange_cur_id: Option<String> = "exchangeCurId",
        /// Every order of this request id.
        orders: Vec<Order> = "orders" | "data",
    }
}
answer! {
    /// A fiat order.
    pub struct Order as "Pay3Order" {
        /// `new`, `pending`, `paid` or `failed`.
        state: State = "state",
        /// Pay3's own word: `COMPLETED`.
        order_status: Option<String> = "orderStatus",
        /// Pay3's number for the order.
        order_id: Option<String> = "orderId",
        /// `CHECKOUT`, `PAYOUT`, `FIAT` or `CRYPTO`.
        order_type: Option<String> = "orderType",
        /// Your number for the order.
        request_id: Option<String> = "requestId",
        /// The client id.
        client_id: Option<String> = "clientId",
        /// What was really paid.
        exchange_amount: Option<Amount> = "exchangeAmount",
        /// Pay3's id of its currency: `inr_in`.
        exchange_cur_id: Option<String> = "exchangeCurId",
        /// The payment method.
        payment_method: Option<String> = "paymentMethod",
        /// The payment partner.
        partner: Option<String> = "partner",
        /// The wallet.
        user_address: Option<String> = "userAddress",
        /// When it changed, in epoch milliseconds.
        updated_ts: Option<u64> = "updatedTs",
        /// Why it failed.
        error_reason: Option<ErrorReason> = "errorReason",
    }
}

impl Orders {
    fn settled(mut self) -> Self {
        for order in &mut self.orders {
            order.state = reply::state(order.order_status.as_deref());
            order.exchange_amount = order.exchange_amount.take().map(received_fiat);
        }
        let Some(newest) = self.orders.iter().max_by_key(|order| order.updated_ts).cloned() else { return self };
        Self {
            state: newest.state,
            order_status: newest.order_status,
            order_id: newest.order_id,
            request_id: newest.request_id,
            exchange_amount: newest.exchange_amount,
            exchange_cur_id: newest.exchange_cur_id,
            orders: self.orders,
        }
    }
}

impl Operation for OrderQuery {
    type Gateway = Pay3;
    type Answer = Orders;
    const SPEC: &'static Spec = &Spec {
        name: "order",
        method: Method::Get,
        path: "/v1/client/orders",
        unsigned: Some(READ_UNSIGNED),
        options: &[],
        source: "Pay3 documentation, get order details; docs/gateways/pay3.md#order",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new("What became of an order?", r#"{ "requestId": "889938983" }"#)];

    fn draft(&self, pay3: &Pay3, _: &Options) -> Result<Draft> {
        Ok(pay3.read_draft::<Self>(&self.request_id, &self.extra))
    }

    fn read(_: &Pay3, response: HttpResponse<'_>) -> Result<Outcome<Orders>> {
        Ok(reply::read_list(response)?.map(Orders::settled))
    }
}

input! {
    /// Asks what became of a crypto order.
    ///
    /// `COMPLETED` does not mean that the right amount was paid: compare it with `expectPayment`.
    pub struct CryptoOrderQuery as "Pay3CryptoOrderInput" {
        /// The request id that created the order.
        request_id: Id = "requestId",
    }
}

answer! {
    /// What became of a crypto order. The first fields are those of the order that changed last.
    pub struct CryptoOrders as "Pay3CryptoOrderData" {
        /// `new`, `pending`, `paid` or `failed`.
        state: State = "state",
        /// Pay3's own word: `COMPLETED`.
        order_status: Option<String> = "orderStatus",
        /// Pay3's own word for the payment: `SUCCESS`, `UNDER_PAID`, `OVER_PAID`, …
        payment_status: Option<String> = "paymentStatus",
        /// Pay3's number for the order.
        order_id: Option<String> = "orderId",
        /// Your number for the order.
        request_id: Option<String> = "requestId",
        /// What was really paid.
        received_amount: Option<Amount> = "receivedAmount",
        /// Pay3's id of the token: `usdc_sepolia`.
        crypto_cur_id: Option<String> = "cryptoCurId",
        /// Every order of this request id.
        orders: Vec<CryptoOrder> = "orders" | "data",
    }
}
answer! {
    /// A crypto order.
    pub struct CryptoOrder as "Pay3CryptoOrder" {
        /// `new`, `pending`, `paid` or `failed`.
        state: State = "state",
        /// Pay3's own word: `COMPLETED`.
        order_status: Option<String> = "orderStatus",
        /// Pay3's own word for the payment: `SUCCESS`, `UNDER_PAID`, `OVER_PAID`, …
        payment_status: Option<String> = "paymentStatus",
        /// Pay3's number for the order.
        order_id: Option<String> = "orderId",
        /// `cryptoPayin`, for example.
        order_type: Option<String> = "orderType",
        /// Your number for the order.
        request_id: Option<String> = "requestId",
        /// The client id.
        client_id: Option<String> = "clientId",
        /// What was really paid.
        received_amount: Option<Amount> = "receivedAmount",
        /// What was asked for.
        crypto_amount: Option<Amount> = "cryptoAmount",
        /// Pay3's id of the token: `usdc_sepolia`.
        crypto_cur_id: Option<String> = "cryptoCurId",
        /// The payer's address.
        payers_email: Option<String> = "payersEmail",
        /// How far the settlement is.
        settlement_status: Option<String> = "settlementStatus",
        /// The transaction on the chain.
        txn_hash: Option<String> = "txnHash",
        /// When it changed, in epoch milliseconds.
        updated_ts: Option<u64> = "updatedTs",
        /// Why it failed.
        error_reason: Option<ErrorReason> = "errorReason",
    }
}

impl CryptoOrders {
    fn settled(mut self) -> Self {
        for order in &mut self.orders {
            order.state = reply::state(order.order_status.as_deref());
        }
        let Some(newest) = self.orders.iter().max_by_key(|order| order.updated_ts).cloned() else { return self };
        Self {
            state: newest.state,
            order_status: newest.order_status,
            payment_status: newest.payment_status,
            order_id: newest.order_id,
            request_id: newest.request_id,
            received_amount: newest.received_amount,
            crypto_cur_id: newest.crypto_cur_id,
            orders: self.orders,
        }
    }
}

impl Operation for CryptoOrderQuery {
    type Gateway = Pay3;
    type Answer = CryptoOrders;
    const SPEC: &'static Spec = &Spec {
        name: "cryptoOrder",
        method: Method::Get,
        path: "/v1/client/crypto-orders",
        unsigned: Some(READ_UNSIGNED),
        options: &[],
        source: "Pay3 documentation, get crypto order details; docs/gateways/pay3.md#cryptoorder",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new("What became of a crypto order?", r#"{ "requestId": "r-1" }"#)];

    fn draft(&self, pay3: &Pay3, _: &Options) -> Result<Draft> {
        Ok(pay3.read_draft::<Self>(&self.request_id, &self.extra))
    }

    fn read(_: &Pay3, response: HttpResponse<'_>) -> Result<Outcome<CryptoOrders>> {
        Ok(reply::read_list(response)?.map(CryptoOrders::settled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{Client, Gateway};
    use crate::value::Value;

    fn pay3() -> Pay3 {
        Pay3::new(&Value::parse(Pay3::SAMPLE_CONFIG).unwrap()).unwrap()
    }

    #[test]
    fn a_read_is_a_query_with_a_token() {
        let input = Value::parse(r#"{"requestId":"A&B #1","extra":{"page":2}}"#).unwrap();
        let request = pay3().build("order", &input, &Value::Null).unwrap();
        assert_eq!(
            request.url,
            "https://merchant-demo.pay3.app/v1/client/orders?requestId=A%26B%20%231&clientId=client-123&page=2"
        );
        let headers = vec![("access-token", "token-abc".to_owned()), ("accept", "application/json".to_owned())];
        assert_eq!((request.headers, request.body), (headers, None));
    }

    #[test]
    fn the_order_that_changed_last_speaks() {
        let body = r#"{"data":[
            {"orderId":"o2","orderStatus":"completed","updatedTs":20,"exchangeAmount":"10","exchangeCurId":"inr_in","requestId":"r"},
            {"orderId":"o1","orderStatus":"FAILED","updatedTs":10,"errorReason":{"errorCode":9004,"errorDesc":"partner"}}]}"#;
        let outcome = pay3().read_order(HttpResponse { status: 200, body }).unwrap();
        let data = outcome.data().unwrap();
        assert_eq!((data.state, data.order_id.as_deref()), (State::Paid, Some("o2")));
        assert_eq!(data.exchange_amount.as_ref().unwrap().given(), "10.00");
        assert_eq!(data.orders.iter().map(|order| order.state).collect::<Vec<_>>(), [State::Paid, State::Failed]);
        assert_eq!(data.orders[1].error_reason.as_ref().unwrap().code.as_deref(), Some("9004"));
    }

    #[test]
    fn a_crypto_order_tells_what_arrived() {
        let body = r#"{"data":[{"orderId":"o","orderStatus":"COMPLETED","orderType":"cryptoPayin","paymentStatus":"UNDER_PAID",
            "receivedAmount":"0.5","cryptoAmount":"1.000001","cryptoCurId":"usdc_sepolia","updatedTs":1718000000000}]}"#;
        let outcome = pay3().read_crypto_order(HttpResponse { status: 200, body }).unwrap();
        let data = outcome.data().unwrap();
        assert_eq!((data.state, data.payment_status.as_deref()), (State::Paid, Some("UNDER_PAID")));
        assert_eq!(data.received_amount.as_ref().unwrap().given(), "0.5");
    }

    #[test]
    fn no_order_is_no_payment() {
        let outcome = pay3().read_order(HttpResponse { status: 200, body: r#"{"data":[]}"# }).unwrap();
        assert_eq!(outcome.data().unwrap().state, State::Unknown);
        assert!(pay3().read_order(HttpResponse { status: 200, body: r#"{"orderStatus":"COMPLETED"}"# }).is_err());
        let expired = HttpResponse { status: 401, body: r#"{"error":"Client verification failed"}"# };
        assert!(pay3().read_order(expired).unwrap().error().unwrap().meaning.is_some());
    }
}
