//! A shop's backend with axum and reqwest: it charges by reference number and receives notifications through FawryPay.
//!
//!     FAWRY_MERCHANT_CODE=… FAWRY_SECURE_KEY=… cargo run

use std::collections::HashMap;
use std::env;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;
use tawqee::fawry::{Charge, ChargeItem, Environment, Fawry, Language};
use tawqee::{Amount, ErrorCode, HttpRequest, HttpResponse};

type Answer = (StatusCode, Json<serde_json::Value>);

struct Shop {
    fawry: Fawry,
    client: reqwest::Client,
    /// What is expected to be paid, and whether it is, by the shop's reference. A real shop asks its database.
    orders: Mutex<HashMap<String, (String, bool)>>,
}

#[derive(Deserialize)]
struct Order {
    reference: String,
    amount: String,
    mobile: String,
    email: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fawry = Fawry::builder(env::var("FAWRY_MERCHANT_CODE")?, env::var("FAWRY_SECURE_KEY")?)
        .environment(Environment::Staging)
        .build()?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, routes(fawry)?).await?)
}

fn routes(fawry: Fawry) -> reqwest::Result<Router> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(20)).build()?;
    let shop = Shop { fawry, client, orders: Mutex::default() };
    Ok(Router::new()
        .route("/orders", post(order))
        .route("/orders/paid", get(paid))
        .route("/fawry/notifications", post(notified))
        .with_state(Arc::new(shop)))
}

impl Shop {
    /// Sends a request that Tawqee built; the status and the body of the answer. Retries and logs are yours to add.
    async fn send(&self, request: HttpRequest) -> Result<(u16, String), Box<dyn std::error::Error>> {
        let request = http::Request::<String>::try_from(request)?;
        let answer = self.client.execute(request.try_into()?).await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }

    fn orders(&self) -> std::sync::MutexGuard<'_, HashMap<String, (String, bool)>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks Fawry for a number with which the customer pays at an outlet.
async fn order(State(shop): State<Arc<Shop>>, Json(order): Json<Order>) -> Answer {
    let description = format!("Order {}", order.reference);
    let charge = Charge::new()
        .merchant_ref_num(order.reference.as_str())
        .payment_method("PayAtFawry")
        .amount(order.amount.as_str())
        .customer_mobile(order.mobile)
        .customer_email(order.email)
        .description(description.as_str())
        .language(Language::EnGb)
        .charge_items(vec![
            ChargeItem::new()
                .item_id(order.reference.as_str())
                .description(description)
                .price(order.amount.as_str())
                .quantity("1"),
        ]);
    let request = match shop.fawry.charge(&charge) {
        Ok(request) => request,
        Err(error) => return (StatusCode::BAD_REQUEST, Json(json!({ "message": error.to_string() }))),
    };
    let amount = order.amount.parse::<Amount>().and_then(|amount| amount.in_currency("EGP")).unwrap_or_default();
    shop.orders().insert(order.reference, (amount, false));
    let Ok((status, body)) = shop.send(request).await else {
        return (StatusCode::BAD_GATEWAY, Json(json!({ "message": "Fawry cannot be reached" })));
    };
    match shop.fawry.read_charge(HttpResponse { status, body: &body }) {
        Ok(outcome) => match (outcome.data(), outcome.error()) {
            (Some(data), _) => (StatusCode::CREATED, Json(json!({ "payWith": data.reference_number }))),
            (_, error) => (StatusCode::BAD_GATEWAY, Json(json!({ "message": error.map(|error| &error.message) }))),
        },
        Err(error) => (StatusCode::BAD_GATEWAY, Json(json!({ "message": error.to_string() }))),
    }
}

/// Takes the raw body, since its bytes are what is signed. Fawry delivers again until it gets a 200, so this must do
/// no harm when it runs twice.
async fn notified(State(shop): State<Arc<Shop>>, body: Bytes) -> StatusCode {
    let notification = match shop.fawry.verify_notification(&body) {
        Ok(notification) => notification,
        Err(error) if matches!(error.code(), ErrorCode::SignatureMismatch | ErrorCode::SignatureMissing) => {
            return StatusCode::UNAUTHORIZED;
        }
        Err(_) => return StatusCode::BAD_REQUEST,
    };
    let reference = notification.merchant_ref_number.clone().unwrap_or_default();
    if let Some((amount, paid)) = shop.orders().get_mut(&reference) {
        let amount_is_right = notification.order_amount.is_some_and(|paid| paid.as_str() == amount);
        *paid |= notification.state == tawqee::State::Paid && amount_is_right;
    }
    StatusCode::OK
}

async fn paid(State(shop): State<Arc<Shop>>) -> Json<Vec<String>> {
    Json(shop.orders().iter().filter(|(_, (_, paid))| *paid).map(|(reference, _)| reference.clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gateway that takes any charge, on a port of its own.
    async fn gateway() -> String {
        let answer = r#"{"type":"ChargeResponse","statusCode":200,"statusDescription":"Operation done successfully",
            "referenceNumber":"970177","merchantRefNumber":"order-7","orderStatus":"NEW"}"#;
        serve(Router::new().fallback(move || async move { answer })).await
    }

    async fn serve(routes: Router) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        address
    }

    #[tokio::test]
    async fn an_order_is_paid_by_a_verified_notification_alone() {
        let settings = || Fawry::builder("code", "key").environment(Environment::Staging);
        let fawry = settings().base_url(gateway().await).build().unwrap();
        let shop = serve(routes(fawry).unwrap()).await;
        let client = reqwest::Client::new();
        let order = r#"{"reference":"order-7","amount":"150.5","mobile":"01012345678","email":"a@b.example"}"#;
        let sent = client.post(format!("{shop}/orders")).header("content-type", "application/json").body(order);
        let answer = sent.send().await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.text().await.unwrap()), (201, r#"{"payWith":"970177"}"#.into()));

        let fields = r#"{"fawryRefNumber":"970177","merchantRefNumber":"order-7","paymentAmount":152.5,
            "orderAmount":150.5,"orderStatus":"PAID","paymentMethod":"PAYATFAWRY"}"#;
        let fields = tawqee::Value::parse(fields).unwrap();
        let notify = async |body: String| {
            client.post(format!("{shop}/fawry/notifications")).body(body).send().await.unwrap().status().as_u16()
        };
        let paid = async || client.get(format!("{shop}/orders/paid")).send().await.unwrap().text().await.unwrap();
        let forged = Fawry::builder("code", "another").environment(Environment::Staging).build().unwrap();
        assert_eq!(notify(forged.sign_notification(&fields).unwrap()).await, 401);
        assert_eq!(paid().await, "[]");
        let signed = settings().build().unwrap().sign_notification(&fields).unwrap();
        assert_eq!(notify(signed.clone()).await, 200);
        assert_eq!(notify(signed).await, 200);
        assert_eq!(paid().await, r#"["order-7"]"#);
    }
}
