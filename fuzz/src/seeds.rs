//! Inputs from which the targets start: samples of the catalog, and what is signed with the sample accounts.

use tawqee::{Client, Event, HttpRequest, Object, Value, catalog};

use crate::{EVENTS, with_classes};

/// The seeds of a target.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "amount" => AMOUNTS.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "event" => events(),
        "signed" => signed(),
        "expect" => EXPECTED.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "config" => configurations(),
        "redact" => requests().into_iter().map(|(_, request)| as_data(request).to_json().into_bytes()).collect(),
        "answer" => answers(),
        "input" => inputs(),
        "paste" => pastes(),
        _ => JSON.iter().map(|text| text.as_bytes().to_vec()).chain(samples().map(|(_, json)| json.into())).collect(),
    }
}

const AMOUNTS: [&str; 14] = [
    "0",
    "1",
    "12.5",
    "1234.50",
    "1,234.50",
    "1.234,5",
    "0.001",
    "999999999999.999",
    "00.10",
    ".5",
    "5.",
    "1e3",
    "-1",
    "١٢٣٫٥",
];

const JSON: [&str; 8] = [
    "null",
    r#"{"a":[1,-2.50,1e400,"\u00e9\ud83d\ude00\\\"\n"]}"#,
    r#"{"a":1,"a":2}"#,
    "[[[[[[[[[[]]]]]]]]]]",
    "{\"__proto__\":{}}",
    "\"\\ud800\"",
    "0.1000000000000000055511151231257827",
    "[true,false,null,{}]",
];

const ANSWERS: [&str; 8] = [
    "",
    "<html>502 Bad Gateway</html>",
    r#"{"type":"ResponseDataModel","statusCode":200,"statusDescription":"ok","referenceNumber":"970177"}"#,
    r#"{"statusCode":"9946","statusDescription":"Blank or invalid signature"}"#,
    r#"{"status":true,"message":"ok","data":{"link":"https://pay.example/1","trackId":"1","orderId":"2"}}"#,
    r#"{"status":"SUCCESS","result":{"checkout_url":"https://pay.example/1","order_id":"7","amount":"10.000"}}"#,
    r#"{"error":{"error_code":"-3","description":"no"},"status":"FAILURE"}"#,
    r#"[{"orderId":"1","totalPrice":10.5,"currencyCode":"KWD","refunds":[]}]"#,
];

const EXPECTED: [&str; 8] = [
    r#"[{"state":"paid","orderAmount":"150.00","merchantRefNumber":"r-1"},{"amount":"150","currency":"EGP","merchantRef":"r-1"}]"#,
    r#"[{"state":"paid","Amount":"150.00","MerchantRefNo":"r-1"},{"amount":150.0,"merchantRef":"r-1"}]"#,
    r#"[{"state":"paid","total_price":"150.000","currency_type":"KWD","requested_order_id":"r-1"},{"amount":"150.000","currency":"kwd"}]"#,
    r#"[{"state":"paid","exchangeAmount":"1e2","exchangeCurId":"egp","requestId":"r-1"},{"amount":"100","currency":"EGP"}]"#,
    r#"[{"state":"paid","amount":"150.00","currency":"QAR","order_id":"r-1"},{"amount":"150","merchantRef":"r-2"}]"#,
    r#"[{"state":"failed","orderAmount":"150.00"},{"amount":"150"}]"#,
    r#"[{"ok":true,"raw":{},"data":{}},{"amount":"150"}]"#,
    r#"[{"state":"paid","receivedAmount":"0.00000001","cryptoCurId":"BTC"},{"amount":"0.00000001","currency":null}]"#,
];

/// Every sample of every operation, with the place of the operation among all.
fn samples() -> impl Iterator<Item = (u8, String)> {
    let calls = catalog().classes.into_iter().flat_map(|class| class.operations);
    calls.zip(0..).flat_map(|(call, place)| {
        call.samples.into_iter().map(move |sample| (place, sample.input.get().to_owned())).collect::<Vec<_>>()
    })
}

fn inputs() -> Vec<Vec<u8>> {
    samples().map(|(place, json)| prefixed(&[place], &json)).collect()
}

fn answers() -> Vec<Vec<u8>> {
    let count = catalog().classes.iter().map(|class| class.operations.len()).sum::<usize>();
    let places = (0..=u8::MAX).take(count);
    places.flat_map(|place| ANSWERS.iter().map(move |body| prefixed(&[place, 0], body))).collect()
}

fn prefixed(start: &[u8], text: &str) -> Vec<u8> {
    [start, text.as_bytes()].concat()
}

/// The configurations of the samples, and what else they may hold.
fn configurations() -> Vec<Vec<u8>> {
    let more = [
        r#"{"environment":"production"}"#,
        r#"{"baseUrl":"http://localhost:8080/x?y"}"#,
        r#"{"hostname":"shop.example","paths":{"charge":"/a/../b","refund":"https://a.example"}}"#,
        r#"{"secureKey":["new","old"],"secretKey":"0x00","keyEncoding":"hex","notificationV1Digest":"SHA-256"}"#,
    ];
    let mut seeds = Vec::new();
    for (class, place) in catalog().classes.iter().zip(0..) {
        let sample = class.config.get();
        seeds.push(prefixed(&[place], sample));
        for more in more {
            let (Ok(Value::Object(mut config)), Ok(Value::Object(more))) = (Value::parse(sample), Value::parse(more))
            else {
                continue;
            };
            more.iter().for_each(|(name, value)| config.set(name, value.clone()));
            seeds.push(prefixed(&[place], &Value::from(config).to_json()));
        }
    }
    seeds
}

/// The content that each kind of delivery signs: the samples of the events, and what else may come.
fn signed() -> Vec<Vec<u8>> {
    let classes = catalog().classes;
    let events: Vec<&str> =
        classes.iter().flat_map(|class| class.events.iter().map(|event| event.sample.input.get())).collect();
    let bodies = [
        "result=CAPTURED&track_id=1&trn_udf=%D8%B9",
        r#"{"result":"CAPTURED","track_id":1,"transaction_date":null}"#,
        r#"{"orderStatus":"COMPLETED","data":{"orderId":"1"},"error":{"code":"1"}}"#,
        "",
    ];
    (0..5).flat_map(|kind| events.iter().copied().chain(bodies).map(move |text| prefixed(&[kind], text))).collect()
}

/// What each event call reads: the sample, signed where the class can sign it.
fn events() -> Vec<Vec<u8>> {
    let classes = catalog().classes;
    let mut seeds = Vec::new();
    for ((class, call, _), place) in EVENTS.iter().zip(0..) {
        let Some(declared) = classes.iter().find(|declared| declared.class == *class) else { continue };
        with_classes(|configured| {
            let Some((_, client)) = configured.iter().find(|(name, _)| name == class) else { return };
            let bodies =
                declared.events.iter().flat_map(|event| bodies(client.as_ref(), event.name, event.sample.input.get()));
            seeds.extend(bodies.map(|body| prefixed(&[place], &body)));
        });
        seeds.push(prefixed(&[place], "{}"));
        seeds.push(prefixed(&[place], &format!("{call}=1&signature=0")));
    }
    seeds
}

/// The fields of an event: as JSON, as a query, and as the body that the gateway would send.
fn bodies(client: &dyn Client, event: &str, sample: &str) -> Vec<String> {
    let Ok(fields) = Value::parse(sample) else { return Vec::new() };
    let signature = client.signature(event, &fields, &Value::Null).unwrap_or_default();
    let pairs = fields.as_object().into_iter().flat_map(|object| object.iter());
    let mut query: Vec<String> =
        pairs.map(|(name, value)| format!("{name}={}", value.as_text().unwrap_or_default())).collect();
    query.push(format!("signature={signature}"));
    let signed = ["signNotification", "signWebhook"].iter().filter_map(|call| {
        let made = client.event(call, &Event { body: Vec::new(), details: fields.clone() }).ok()?;
        made.as_text().map(str::to_owned).or_else(|| Some(made.at("body")?.as_text()?.to_owned()))
    });
    signed.chain([sample.to_owned(), query.join("&")]).collect()
}

/// The first sample of each operation as a request, with the place of its class.
fn requests() -> Vec<(u8, HttpRequest)> {
    let mut requests = Vec::new();
    for (class, place) in catalog().classes.iter().zip(0..) {
        with_classes(|configured| {
            let Some((_, client)) = configured.iter().find(|(name, _)| *name == class.class) else { return };
            for call in &class.operations {
                let Some(sample) = call.samples.first() else { continue };
                let options = Value::parse(r#"{"timestamp":"1718000000"}"#).unwrap_or_default();
                let Ok(input) = Value::parse(sample.input.get()) else { continue };
                let options = [Value::Null, options];
                let built = options.iter().find_map(|options| client.build(call.name, &input, options).ok());
                requests.extend(built.map(|request| (place, request)));
            }
        });
    }
    requests
}

/// A request as `redact_value` takes it.
fn as_data(request: HttpRequest) -> Value {
    let headers: Object = request.headers.into_iter().collect();
    let mut data = Object::new();
    data.set("method", request.method.as_str());
    data.set("url", request.url);
    data.set("headers", headers);
    data.set("body", request.body.unwrap_or_default());
    data.into()
}

/// Requests as people paste them.
fn pastes() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (place, request) in requests() {
        let method = request.method.as_str();
        let headers: String = request.headers.iter().map(|(name, text)| format!(" -H '{name}: {text}'")).collect();
        let body = request.body.unwrap_or_default();
        seeds.push(prefixed(&[place], &format!("curl -X {method} '{}'{headers} -d '{body}'", request.url)));
        seeds.push(prefixed(&[place], &body));
        seeds.push(prefixed(&[place], &format!("{method} {} HTTP/1.1\r\nhost: a\r\n\r\n{body}", request.url)));
    }
    seeds
}
