//! What became of fiat and crypto orders.

use crate::amount::Amount;
use crate::engine::{Answer, Content};
use crate::outcome::State;
use crate::pay3::answer::{ErrorReason, state};
use crate::pay3::config::{READ, asking};
use crate::pay3::fields::received_fiat;
use crate::table::kinds::Id;
use crate::table::{Key, Operation, Sample, Send, answer, input};

/// Declares what is asked and told about one kind of orders. The fields in `both` are told of each order and of the
/// one that changed last; the others of each order alone. Every group of fields ends with a comma.
macro_rules! orders {
    (
        $(#[doc = $static_doc:literal])*
        operation $static:ident = $name:literal, $path:literal, $source:literal, $sample:expr;
        $(#[doc = $query_doc:literal])*
        query $query:ident as $query_ts:literal;
        $(#[doc = $list_doc:literal])*
        answer $list:ident as $list_ts:literal;
        $(#[doc = $order_doc:literal])*
        order $order:ident as $order_ts:literal;
        both { $($payment:tt)* } order { $($kind:tt)* } both { $($paid:tt)* } order { $($asked:tt)* }
        both { $($currency:tt)* } order { $($more:tt)* }
        two decimals: $fiat_amount:expr;
    ) => {
        input! {
            $(#[doc = $query_doc])*
            pub struct $query as $query_ts {
                /// The request id that created the order.
                request_id: Id = "requestId",
            }
        }

        answer! {
            $(#[doc = $list_doc])*
            pub struct $list as $list_ts {
                /// `new`, `pending`, `paid` or `failed`.
                state: State = "state",
                /// Pay3's own word: `COMPLETED`.
                order_status: Option<String> = "orderStatus",
                $($payment)*
                /// Pay3's number for the order.
                order_id: Option<String> = "orderId",
                /// Your number for the order.
                request_id: Option<String> = "requestId",
                $($paid)*
                $($currency)*
                /// Every order of this request id.
                orders: Vec<$order> = "orders" | "data",
            }
        }

        answer! {
            $(#[doc = $order_doc])*
            pub struct $order as $order_ts {
                /// `new`, `pending`, `paid` or `failed`.
                state: State = "state",
                /// Pay3's own word: `COMPLETED`.
                order_status: Option<String> = "orderStatus",
                $($payment)*
                /// Pay3's number for the order.
                order_id: Option<String> = "orderId",
                $($kind)*
                /// Your number for the order.
                request_id: Option<String> = "requestId",
                /// The client id.
                client_id: Option<String> = "clientId",
                $($paid)*
                $($asked)*
                $($currency)*
                $($more)*
                /// When it changed, in epoch milliseconds.
                updated_ts: Option<u64> = "updatedTs",
                /// Why it failed.
                error_reason: Option<ErrorReason> = "errorReason",
            }
        }

        $(#[doc = $static_doc])*
        pub(super) static $static: Operation = Operation {
            name: $name,
            path: $path,
            input: $query::SHAPE,
            send: Send { query: &asking($query::KEY.request_id), ..READ.send },
            answer: $list::SHAPE,
            finish: Some(|_, answer| {
                settle(answer, $list::KEY.orders, &Places {
                    state: $order::KEY.state,
                    order_status: $order::KEY.order_status,
                    updated_ts: $order::KEY.updated_ts,
                    fiat_amount: $fiat_amount,
                });
                Ok(())
            }),
            #[cfg(not(target_arch = "wasm32"))]
            source: $source,
            #[cfg(not(target_arch = "wasm32"))]
            samples: &[$sample],
            ..READ
        };
    };
}

orders! {
    /// `order`.
    operation ORDER = "order", "/v1/client/orders",
        "Pay3 documentation, get order details; docs/gateways/pay3.md#order",
        Sample::new("What became of an order?", r#"{ "requestId": "889938983" }"#);
    /// Asks what became of a fiat order.
    ///
    /// `COMPLETED` does not mean that the right amount was paid: compare it with `expectPayment`.
    query OrderQuery as "Pay3OrderInput";
    /// What became of a fiat order. The first fields are those of the order that changed last.
    answer Orders as "Pay3OrderData";
    /// A fiat order.
    order Order as "Pay3Order";
    both {}
    order {
        /// `CHECKOUT`, `PAYOUT`, `FIAT` or `CRYPTO`.
        order_type: Option<String> = "orderType",
    }
    both {
        /// What was really paid.
        exchange_amount: Option<Amount> = "exchangeAmount",
    }
    order {}
    both {
        /// Pay3's id of its currency: `inr_in`.
        exchange_cur_id: Option<String> = "exchangeCurId",
    }
    order {
        /// The payment method.
        payment_method: Option<String> = "paymentMethod",
        /// The payment partner.
        partner: Option<String> = "partner",
        /// The wallet.
        user_address: Option<String> = "userAddress",
    }
    two decimals: Some(Order::KEY.exchange_amount);
}

orders! {
    /// `cryptoOrder`.
    operation CRYPTO_ORDER = "cryptoOrder", "/v1/client/crypto-orders",
        "Pay3 documentation, get crypto order details; docs/gateways/pay3.md#cryptoorder",
        Sample::new("What became of a crypto order?", r#"{ "requestId": "r-1" }"#);
    /// Asks what became of a crypto order.
    ///
    /// `COMPLETED` does not mean that the right amount was paid: compare it with `expectPayment`.
    query CryptoOrderQuery as "Pay3CryptoOrderInput";
    /// What became of a crypto order. The first fields are those of the order that changed last.
    answer CryptoOrders as "Pay3CryptoOrderData";
    /// A crypto order.
    order CryptoOrder as "Pay3CryptoOrder";
    both {
        /// Pay3's own word for the payment: `SUCCESS`, `UNDER_PAID`, `OVER_PAID`, …
        payment_status: Option<String> = "paymentStatus",
    }
    order {
        /// `cryptoPayin`, for example.
        order_type: Option<String> = "orderType",
    }
    both {
        /// What was really paid.
        received_amount: Option<Amount> = "receivedAmount",
    }
    order {
        /// What was asked for.
        crypto_amount: Option<Amount> = "cryptoAmount",
    }
    both {
        /// Pay3's id of the token: `usdc_sepolia`.
        crypto_cur_id: Option<String> = "cryptoCurId",
    }
    order {
        /// The payer's address.
        payers_email: Option<String> = "payersEmail",
        /// How far the settlement is.
        settlement_status: Option<String> = "settlementStatus",
        /// The transaction on the chain.
        txn_hash: Option<String> = "txnHash",
    }
    two decimals: None;
}

/// Where an order has what is derived of it.
struct Places {
    state: Key,
    order_status: Key,
    updated_ts: Key,
    /// The amount that has two decimals.
    fiat_amount: Option<Key>,
}

/// Completes every order; the one that changed last speaks for the answer.
fn settle(answer: &mut Answer<'_>, orders: Key, places: &Places) {
    let firsts = answer.places(orders);
    for first in &firsts {
        let order = answer.values.top().starting_at(*first);
        let state = state(order.text(places.order_status));
        let amount = places.fiat_amount.and_then(|key| Some((key, received_fiat(order.text(key)?)?)));
        answer.values.put(first + places.state.index(), Content::text(state.as_str()));
        if let Some((key, amount)) = amount {
            answer.values.put(first + key.index(), Content::text(amount));
        }
    }
    let changed = |first: &usize| {
        answer.values.top().starting_at(*first).text(places.updated_ts).and_then(|text| text.parse::<u64>().ok())
    };
    if let Some(newest) = firsts.into_iter().max_by_key(changed) {
        answer.take_over(orders, newest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::pay3::{CLASS, Pay3};
    use crate::request::HttpResponse;
    use crate::value::Value;

    fn pay3() -> Pay3 {
        Pay3::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap()
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
        assert_eq!(data.received_amount.as_ref().unwrap().given(), "0.50");
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
