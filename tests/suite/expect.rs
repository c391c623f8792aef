//! One question to the answers of all gateways: is this the payment that the merchant expects?

use tawqee::{Client, Event, HttpResponse, Value, catalog, client, expect_payment};

fn json(text: &str) -> Value {
    Value::parse(text).unwrap()
}

fn sample(class: &str) -> Box<dyn Client> {
    let catalog = catalog();
    let sample = catalog.classes.iter().find(|known| known.class == class).unwrap();
    client(class, &json(sample.config.get())).unwrap()
}

fn read(class: &str, operation: &str, body: &str) -> Value {
    let outcome = sample(class).read(operation, HttpResponse { status: 200, body }).unwrap();
    outcome.at("data").unwrap().clone()
}

fn notified(status: &str) -> Value {
    let fawry = sample("Fawry");
    let fields = json(&format!(
        r#"{{"fawryRefNumber":"7","merchantRefNumber":"r-1","paymentAmount":15,"orderAmount":10.5,
        "orderStatus":"{status}","paymentMethod":"PAYATFAWRY","paymentRefrenceNumber":"9"}}"#
    ));
    let signed = fawry.event("signNotification", &Event { body: Vec::new(), details: fields }).unwrap();
    let body = signed.as_text().unwrap().as_bytes().to_vec();
    fawry.event("verifyNotification", &Event { body, details: Value::Null }).unwrap()
}

fn verified(status: &str) -> Value {
    let body = format!(
        r#"{{"status":"SUCCESS","result":{{"order_id":"r-1","amount":10.50,"currency":"QAR","payment_status":"{status}"}}}}"#
    );
    read("Fatora", "verifyPayment", &body)
}

fn ordered(status: &str) -> Value {
    let body = format!(
        r#"{{"data":[{{"requestId":"r-1","orderStatus":"{status}","exchangeAmount":"10.50","exchangeCurId":"inr_in"}}]}}"#
    );
    read("Pay3", "order", &body)
}

fn captured(result: &str) -> Value {
    let body = format!(
        r#"{{"status":true,"data":{{"transaction":{{"result":"{result}","total_price":"10.500","currency_type":"KWD",
        "merchant_requested_order_id":"r-1","order_id":"other"}}}}}}"#
    );
    read("UPayments", "paymentStatus", &body)
}

fn reason(result: &Value, expected: &str) -> String {
    let answer = expect_payment(result, &json(expected)).unwrap();
    answer.at("reason").and_then(Value::as_text).unwrap_or("ok").to_owned()
}

#[test]
fn every_gateway_answers_the_same_question() {
    for (paid, unpaid, currency) in [
        (notified("PAID"), notified("UNPAID"), "EGP"),
        (verified("SUCCESS"), verified("PENDING"), "QAR"),
        (ordered("COMPLETED"), ordered("ORDER_STARTED"), "inr_in"),
        (captured("CAPTURED"), captured("NOT CAPTURED"), "KWD"),
    ] {
        let expected = format!(r#"{{"amount":"10.5","currency":"{currency}","merchantRef":"r-1"}}"#);
        assert_eq!(reason(&paid, &expected), "ok", "{paid:?}");
        assert_eq!(reason(&unpaid, &expected), "not-paid", "{unpaid:?}");
        assert_eq!(reason(&paid, r#"{"amount":"15"}"#), "amount", "{paid:?}");
        assert_eq!(reason(&paid, r#"{"amount":"10.5","currency":"USD"}"#), "currency", "{paid:?}");
        assert_eq!(reason(&paid, r#"{"amount":"10.5","merchantRef":"other"}"#), "reference", "{paid:?}");
    }
}

#[test]
fn a_webhook_without_an_amount_is_not_enough() {
    let pay3 = sample("Pay3");
    let claims = json(r#"{"orderId":"o-1","orderStatus":"COMPLETED","orderType":"FIAT"}"#);
    let body = pay3.event("signWebhook", &Event { body: Vec::new(), details: claims }).unwrap();
    let event = Event { body: body.as_text().unwrap().as_bytes().to_vec(), details: Value::Null };
    let webhook = pay3.event("verifyWebhook", &event).unwrap();
    assert_eq!(reason(&webhook, r#"{"amount":"10.5"}"#), "amount");
}
