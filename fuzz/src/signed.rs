//! What follows a right signature: content of an attacker's choice that the gateway has signed.

use tawqee::{Client, ErrorCode, Event, Object, Value};

use crate::{text, with_classes, with_strangers};

/// What is signed, and the call that verifies it.
const KINDS: [(&str, &str); 5] = [
    ("Fawry", "verifyNotification"),
    ("Fawry", "verifyNotificationV1"),
    ("Fawry", "verifyReturn"),
    ("Pay3", "verifyWebhook"),
    ("UPayments", "verifyWebhook"),
];

/// What its key has signed is believed or cannot be read, and with another key or signature it is not believed.
pub(crate) fn run(bytes: &[u8]) {
    let Some((which, content)) = bytes.split_first() else { return };
    let kind = usize::from(*which) % KINDS.len();
    let Some(((class, call), content)) = KINDS.get(kind).zip(text(content)) else { return };
    let of = |classes: &[crate::Named], then: &mut dyn FnMut(&dyn Client)| {
        classes.iter().filter(|(name, _)| name == class).for_each(|(_, client)| then(client.as_ref()));
    };
    let mut arrived = None;
    with_classes(|classes| of(classes, &mut |client| arrived = delivered(client, kind, content)));
    let Some((event, forged)) = arrived else { return };
    with_classes(|classes| {
        of(classes, &mut |client| {
            match client.event(call, &event) {
                Ok(read) => {
                    assert!(read.at("state").is_some() && read.at("dedupeKey").is_some(), "{}", read.to_json());
                    assert_eq!(client.event(call, &event).as_ref(), Ok(&read), "it is the same each time");
                }
                Err(error) => assert_eq!(error.code(), ErrorCode::MalformedBody, "{class}.{call}: {error}: {content}"),
            }
            assert!(client.event(call, &forged).is_err(), "{class}.{call} believes another signature of {content}");
        });
    });
    with_strangers(|classes| {
        of(classes, &mut |client| assert!(client.event(call, &event).is_err(), "{class}.{call} believes {content}"));
    });
}

/// A delivery as the gateway would make it, and the same with another signature.
fn delivered(client: &dyn Client, kind: usize, content: &str) -> Option<(Event, Event)> {
    if kind == 4 {
        let mut details = Object::new();
        details.set("url", "https://shop.example/hook?a=1");
        details.set("timestamp", "1718000000");
        let body = content.as_bytes().to_vec();
        let signed = Event { body: body.clone(), details: details.clone().into() };
        let headers = client.event("signWebhook", &signed).ok()?;
        details.set("now", Value::Number("1718000001".into()));
        details.set("headers", headers.clone());
        let right = Event { body: body.clone(), details: details.clone().into() };
        let mut headers = headers.as_object()?.clone();
        let signature = headers.get("x-signature")?.as_text().map(other)?;
        headers.set("x-signature", signature);
        details.set("headers", headers);
        return Some((right, Event { body, details: details.into() }));
    }
    let fields = Value::parse(content).ok()?;
    let (body, signature) = match kind {
        1 | 2 => {
            let (event, name) =
                if kind == 1 { ("notificationV1", "MessageSignature") } else { ("return", "signature") };
            let pairs = fields.as_object()?.iter().filter_map(|(name, value)| Some((name, value.as_text()?)));
            let fields: Object = pairs.filter(|(known, _)| *known != name).collect();
            let query: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{}={}", encoded(name), encoded(value.as_text().unwrap_or_default())))
                .collect();
            let signature = client.signature(event, &fields.into(), &Value::Null).ok()?;
            (format!("https://shop.example/r?{}&{name}={signature}", query.join("&")), signature)
        }
        _ => {
            let call = if kind == 0 { "signNotification" } else { "signWebhook" };
            let made = client.event(call, &Event { body: Vec::new(), details: fields }).ok()?;
            let body = made.as_text()?.to_owned();
            let read = Value::parse(&body).ok()?;
            let signature = match kind {
                0 => read.at("messageSignature")?.as_text()?,
                _ => read.at("payload")?.as_text()?.rsplit_once('.')?.1,
            };
            (body, signature.to_owned())
        }
    };
    let arrived = |body: String| Event { body: body.into_bytes(), details: Value::Null };
    // From the end: the content may hold the same text.
    let (before, after) = body.rsplit_once(&signature)?;
    let forged = format!("{before}{}{after}", other(&signature));
    Some((arrived(body), arrived(forged)))
}

/// A signature of the same length whose first character is another.
fn other(signature: &str) -> String {
    let first = if signature.starts_with('0') { "1" } else { "0" };
    format!("{first}{}", signature.get(1..).unwrap_or_default())
}

/// Every byte that could mean something in a query, percent-encoded.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte.is_ascii_alphanumeric() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
