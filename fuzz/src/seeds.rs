//! Inputs from which the targets start: samples of the catalog, and what is signed with the sample accounts.

use tawqee::{Class, Client, Event, Value, catalog};

use crate::{EVENTS, with_classes};

/// The seeds of a target.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "amount" => AMOUNTS.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "event" => events(),
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

/// Requests as people paste them.
fn pastes() -> Vec<Vec<u8>> {
    let classes: Vec<Class> = catalog().classes;
    let mut seeds = Vec::new();
    for (class, place) in classes.iter().zip(0..) {
        with_classes(|configured| {
            let Some((_, client)) = configured.iter().find(|(name, _)| *name == class.class) else { return };
            for call in &class.operations {
                let Some(sample) = call.samples.first() else { continue };
                let options = Value::parse(r#"{"timestamp":"1718000000"}"#).unwrap_or_default();
                let Ok(input) = Value::parse(sample.input.get()) else { continue };
                let request =
                    [Value::Null, options].iter().find_map(|options| client.build(call.name, &input, options).ok());
                let Some(request) = request else { continue };
                let method = request.method.as_str();
                let headers: String =
                    request.headers.iter().map(|(name, text)| format!(" -H '{name}: {text}'")).collect();
                let body = request.body.unwrap_or_default();
                seeds.push(prefixed(&[place], &format!("curl -X {method} '{}'{headers} -d '{body}'", request.url)));
                seeds.push(prefixed(&[place], &body));
                seeds.push(prefixed(&[place], &format!("{method} {} HTTP/1.1\r\nhost: a\r\n\r\n{body}", request.url)));
            }
        });
    }
    seeds
}
