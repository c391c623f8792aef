//! What must hold for any bytes. Each target takes what the caller, a gateway or an attacker may send; libFuzzer calls it
//! with what reaches new code, and the tests here with seeds and mutations of them.
#![forbid(unsafe_code)]

mod corpus;
mod seeds;
mod signed;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use tawqee::crossing::DocumentBuf;
use tawqee::{
    Amount, Client, Event, HttpRequest, HttpResponse, MASK, Object, Value, canonical_amount, catalog, client,
    expect_payment, redact_value,
};

pub use corpus::{corpus, lines};
pub use seeds::seeds;

/// A target by its name.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Panics when something does not hold.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 10] = [
    Target { name: "json", run: json },
    Target { name: "amount", run: amount },
    Target { name: "event", run: event },
    Target { name: "signed", run: signed::run },
    Target { name: "expect", run: expect },
    Target { name: "config", run: config },
    Target { name: "redact", run: redact },
    Target { name: "answer", run: answer },
    Target { name: "input", run: input },
    Target { name: "paste", run: paste },
];

/// The calls that take what arrives: class, call, and whether what it gives is proven by a signature.
pub(crate) const EVENTS: [(&str, &str, bool); 6] = [
    ("Fawry", "verifyNotification", true),
    ("Fawry", "verifyNotificationV1", true),
    ("Fawry", "verifyReturn", true),
    ("Fatora", "readReturn", false),
    ("Pay3", "verifyWebhook", true),
    ("UPayments", "verifyWebhook", true),
];

/// What no answer, error or explanation may show. It stands in the configurations of [`stranger`].
const SECRET: &str = "s3cr3t0f7h3m3rch4n7";

pub(crate) type Named = (&'static str, Box<dyn Client>);

/// Every class with its sample configuration.
pub(crate) fn with_classes<R>(then: impl FnOnce(&[Named]) -> R) -> R {
    thread_local!(static CLASSES: OnceCell<Vec<Named>> = const { OnceCell::new() });
    CLASSES.with(|classes| then(classes.get_or_init(|| configured(|_, text| text.to_owned()))))
}

/// Every class with keys that signed no seed: what it accepts is a forgery.
fn with_strangers<R>(then: impl FnOnce(&[Named]) -> R) -> R {
    thread_local!(static CLASSES: OnceCell<Vec<Named>> = const { OnceCell::new() });
    CLASSES.with(|classes| then(classes.get_or_init(|| configured(stranger))))
}

fn stranger(secret: bool, text: &str) -> String {
    if secret { SECRET.to_owned() } else { text.to_owned() }
}

fn configured(change: fn(bool, &str) -> String) -> Vec<Named> {
    let of = |class: &tawqee::Class| {
        let mut config = Value::parse(class.config.get()).unwrap_or_default();
        if let Value::Object(settings) = &mut config {
            for field in &class.options.fields {
                let text = settings.get(field.name).and_then(Value::as_text).map(str::to_owned);
                if let Some(text) = text {
                    settings.set(field.name, change(field.secret, &text));
                }
            }
        }
        client(class.class, &config).ok().map(|client| (class.class, client))
    };
    catalog().classes.iter().filter_map(of).collect()
}

type Samples = Vec<(&'static str, Vec<(&'static str, Value, Value)>)>;

/// Every class with the first sample of each operation: its name, input and options.
fn with_samples<R>(then: impl FnOnce(&Samples) -> R) -> R {
    thread_local!(static SAMPLES: OnceCell<Samples> = const { OnceCell::new() });
    let of = |call: tawqee::Call, is_timed: bool| {
        let sample = call.samples.into_iter().next()?;
        let mut options = Value::parse(sample.options.get()).ok()?.as_object().cloned().unwrap_or_default();
        if is_timed {
            options.set("timestamp", "1718000000");
        }
        Some((call.name, Value::parse(sample.input.get()).ok()?, options.into()))
    };
    let of_class = |class: tawqee::Class| {
        let is_timed = class.call_options.contains(&"timestamp");
        (class.class, class.operations.into_iter().filter_map(|call| of(call, is_timed)).collect())
    };
    let all = || catalog().classes.into_iter().map(of_class);
    SAMPLES.with(|samples| then(samples.get_or_init(|| all().collect())))
}

pub(crate) fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// What is read is JSON to another reader too, and reads the same when it is written again, also as it crosses.
fn json(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let crossed = DocumentBuf::parse(text);
    let Ok(value) = Value::parse(text) else {
        assert!(crossed.is_err(), "only one of two readers takes {text}");
        return;
    };
    let other = serde_json::from_str::<serde::de::IgnoredAny>(text);
    assert!(other.is_ok(), "{text} is no JSON: {other:?}");
    assert_eq!(Value::parse(&value.to_json()).as_ref(), Ok(&value));
    assert_eq!(crossed.map(|document| document.root().to_value()).as_ref(), Ok(&value));
}

/// A canonical amount is canonical, and equal to what it was made of.
fn amount(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let Ok(amount) = text.parse::<Amount>() else { return };
    for currency in ["EGP", "KWD", "JPY"] {
        let Ok(canonical) = canonical_amount(text, currency) else { continue };
        let again = canonical_amount(&canonical, currency);
        assert_eq!(again.as_ref(), Ok(&canonical), "{text} in {currency}");
        assert!(canonical.parse().is_ok_and(|other: Amount| amount.equals(&other)), "{text} is not {canonical}");
    }
}

/// Nothing that is not signed by the key is accepted, and no error shows a key.
fn event(bytes: &[u8]) {
    let Some((which, body)) = bytes.split_first() else { return };
    let Some((class, call, proven)) = EVENTS.get(usize::from(*which) % EVENTS.len()) else { return };
    let event = Event { body: body.to_vec(), details: details(body) };
    with_classes(|classes| {
        if let Some((_, client)) = classes.iter().find(|(name, _)| name == class) {
            let _ = client.event(call, &event);
        }
    });
    with_strangers(|classes| {
        let Some((_, client)) = classes.iter().find(|(name, _)| name == class) else { return };
        match client.event(call, &event) {
            Ok(read) => assert!(!proven, "{class}.{call} accepted {}", read.to_json()),
            Err(error) => assert!(!format!("{error} {error:?}").contains(SECRET), "{class}.{call}: {error}"),
        }
    });
}

/// What comes beside the body of an event: a line of the body names a header, as attackers would choose it.
fn details(body: &[u8]) -> Value {
    let signature = text(body).and_then(|text| text.lines().next()).unwrap_or_default();
    let mut headers = tawqee::Object::new();
    headers.set("x-signature", signature);
    headers.set("x-timestamp", "1718000000");
    let mut details = tawqee::Object::new();
    details.set("headers", headers);
    details.set("url", "https://shop.example/hook?a=1");
    details.set("now", Value::Number("1718000001".into()));
    details.into()
}

/// Any answer is an outcome or a typed error.
fn answer(bytes: &[u8]) {
    let [which, status, body @ ..] = bytes else { return };
    let Some(body) = text(body) else { return };
    let status = [200, 201, 204, 400, 401, 404, 429, 500, 502].get(usize::from(*status) % 9).copied().unwrap_or(200);
    with_operation(*which, |client, operation| {
        if let Ok(outcome) = client.read(operation, HttpResponse { status, body }) {
            assert!(outcome.as_object().is_some_and(|outcome| outcome.get("ok").is_some()), "{operation}");
        }
    });
}

/// What is built has the signature that is explained, and is built the same again.
fn input(bytes: &[u8]) {
    let Some((which, json)) = bytes.split_first() else { return };
    let Some(Ok(input)) = text(json).map(Value::parse) else { return };
    with_operation(*which, |client, operation| {
        let mut options = tawqee::Object::new();
        options.set("timestamp", "1718000000");
        let all = [Value::Null, options.into()];
        for options in &all {
            let Ok(request) = client.build(operation, &input, options) else { continue };
            check_request(&request);
            assert_eq!(origin(&request.url), origin_of(client, operation), "{operation} goes to {}", request.url);
            assert_eq!(client.build(operation, &input, options).as_ref(), Ok(&request));
            let Ok(recipe) = client.recipe(operation, &input, options) else { continue };
            assert_eq!(client.signature(operation, &input, options), Ok(recipe.signature()));
        }
    });
}

/// Scheme and host of a URL.
fn origin(url: &str) -> &str {
    url.match_indices('/').nth(2).map_or(url, |(end, _)| url.get(..end).unwrap_or(url))
}

/// Where an operation goes with its first sample.
fn origin_of(client: &dyn Client, operation: &'static str) -> String {
    thread_local!(static ORIGINS: RefCell<HashMap<(usize, &'static str), String>> = RefCell::default());
    let class = std::ptr::from_ref(client).addr();
    ORIGINS.with_borrow_mut(|origins| {
        let of = || {
            with_samples(|classes| {
                let mut calls = classes.iter().flat_map(|(_, calls)| calls).filter(|(name, ..)| *name == operation);
                let built = calls.find_map(|(name, input, options)| client.build(name, input, options).ok());
                built.map(|request| origin(&request.url).to_owned()).unwrap_or_default()
            })
        };
        origins.entry((class, operation)).or_insert_with(of).clone()
    })
}

/// Nothing of an input or a configuration gets out of its place: no other host, no header or line of its own.
fn check_request(request: &HttpRequest) {
    let HttpRequest { url, headers, body, .. } = request;
    let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"].iter().any(|start| url.starts_with(start));
    assert!(url.starts_with("https://") || local, "{url}");
    assert!(url.bytes().all(|byte| byte.is_ascii_graphic()), "{url:?}");
    for (name, value) in headers {
        assert!(!value.contains(|character: char| character.is_control()), "{name}: {value:?}");
    }
    if let Some(body) = body.as_ref().filter(|body| body.starts_with('{')) {
        assert!(Value::parse(body).is_ok(), "{body}");
    }
}

/// What is expected is what was paid, whatever else the two say.
fn expect(bytes: &[u8]) {
    let Some(Ok(both)) = text(bytes).map(Value::parse) else { return };
    let Some([result, expected]) = both.as_array() else { return };
    let Ok(told) = expect_payment(result, expected) else { return };
    let ok = told.at("ok") == Some(&Value::Bool(true));
    assert_eq!(ok, told.at("reason").is_none(), "{}", told.to_json());
    if ok {
        assert_eq!(result.at("state").and_then(Value::as_text), Some("paid"), "{}", both.to_json());
        let expected = expected.at("amount").and_then(Value::as_text).and_then(|text| text.parse::<Amount>().ok());
        let paid = result.as_object().into_iter().flat_map(Object::iter);
        let mut paid = paid.filter_map(|(_, value)| value.as_text()?.parse::<Amount>().ok());
        assert!(expected.is_some_and(|expected| paid.any(|paid| paid.equals(&expected))), "{}", both.to_json());
    }
}

/// A configuration is refused, or what is built with it goes where it says.
fn config(bytes: &[u8]) {
    let Some((which, json)) = bytes.split_first() else { return };
    let Some(Ok(config)) = text(json).map(Value::parse) else { return };
    with_samples(|classes| {
        let Some((class, samples)) = classes.get(usize::from(*which) % classes.len()) else { return };
        let Ok(client) = client(class, &config) else { return };
        let Some((operation, input, options)) = samples.get(usize::from(*which) / classes.len() % samples.len()) else {
            return;
        };
        if let Ok(request) = client.build(operation, input, options) {
            check_request(&request);
        }
    });
}

/// What is masked stays masked, and holds no member of a secret name.
fn redact(bytes: &[u8]) {
    let Some(Ok(request)) = text(bytes).map(Value::parse) else { return };
    let masked = redact_value(&request);
    assert_eq!(redact_value(&masked), masked);
    let body = masked.at("body").and_then(Value::as_text).and_then(|body| Value::parse(body).ok());
    let headers = masked.at("headers").cloned();
    for (name, value) in body.iter().chain(&headers).filter_map(Value::as_object).flat_map(Object::iter) {
        if ["cardNumber", "cvv", "Authorization", "access-token"].contains(&name) {
            assert!(*value == Value::Null || value.as_text() == Some(MASK), "{name} is shown");
        }
    }
}

/// No paste makes a diagnosis fail in another way than by an error, or show a key.
fn paste(bytes: &[u8]) {
    let Some((which, pasted)) = bytes.split_first() else { return };
    let Some(pasted) = text(pasted) else { return };
    with_strangers(|classes| {
        let Some((class, client)) = classes.get(usize::from(*which) % classes.len()) else { return };
        let told = match client.diagnose_request(&pasted.into(), &Value::Null) {
            Ok(report) => format!("{report:?}"),
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(!told.contains(SECRET) || pasted.contains(SECRET), "{class} shows a key");
    });
}

/// Hands on one of all operations.
fn with_operation(which: u8, then: impl FnOnce(&dyn Client, &'static str)) {
    thread_local!(static ALL: OnceCell<Vec<(&'static str, &'static str)>> = const { OnceCell::new() });
    let (class, operation) = ALL.with(|all| {
        let all = all.get_or_init(|| {
            let of = |class: tawqee::Class| class.operations.into_iter().map(move |call| (class.class, call.name));
            catalog().classes.into_iter().flat_map(of).collect()
        });
        all.get(usize::from(which) % all.len()).copied().unwrap_or_default()
    });
    with_classes(|classes| {
        if let Some((_, client)) = classes.iter().find(|(name, _)| *name == class) {
            then(client.as_ref(), operation);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Executions for each target; a diagnosis takes a thousand times as long as the rest.
    const EXECUTIONS: usize = 20_000;

    /// A generator of numbers that gives the same ones each time (xorshift).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
        }
    }

    const PIECES: [&str; 16] =
        ["\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "1e9", "null", "\u{200b}", "%2e", "=", "\r\n"];

    fn mutated(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
        let mut bytes = seeds[numbers.below(seeds.len())].clone();
        for _ in 0..=numbers.below(4) {
            let at = numbers.below(bytes.len() + 1);
            match numbers.below(6) {
                0 => bytes.truncate(at),
                1 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
                2 => bytes.splice(at..at, PIECES[numbers.below(PIECES.len())].bytes()).for_each(drop),
                3 if at < bytes.len() => drop(bytes.remove(at)),
                4 => {
                    let other = &seeds[numbers.below(seeds.len())];
                    let from = numbers.below(other.len() + 1);
                    bytes.truncate(at);
                    bytes.extend(&other[from..]);
                }
                _ => {
                    let end = at + numbers.below(bytes.len() - at + 1);
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at..at, copy).for_each(drop);
                }
            }
        }
        bytes
    }

    fn replay(name: &str) {
        let target = TARGETS.iter().find(|target| target.name == name).unwrap();
        let (mut seeds, corpus) = (seeds(name), corpus(name).unwrap());
        assert!(seeds.len() > 4 && corpus.len() > 10, "{name}: {} and {}", seeds.len(), corpus.len());
        seeds.extend(corpus);
        seeds.iter().for_each(|seed| (target.run)(seed));
        let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
        let executions = if name == "paste" { EXECUTIONS / 100 } else { EXECUTIONS };
        for _ in 0..executions {
            (target.run)(&mutated(&seeds, &mut numbers));
        }
    }

    #[test]
    fn json_holds_for_seeds_and_mutations() {
        replay("json");
    }

    #[test]
    fn amount_holds_for_seeds_and_mutations() {
        replay("amount");
    }

    #[test]
    fn event_holds_for_seeds_and_mutations() {
        replay("event");
    }

    #[test]
    fn signed_holds_for_seeds_and_mutations() {
        replay("signed");
    }

    #[test]
    fn expect_holds_for_seeds_and_mutations() {
        replay("expect");
    }

    #[test]
    fn config_holds_for_seeds_and_mutations() {
        replay("config");
    }

    #[test]
    fn redact_holds_for_seeds_and_mutations() {
        replay("redact");
    }

    #[test]
    fn answer_holds_for_seeds_and_mutations() {
        replay("answer");
    }

    #[test]
    fn input_holds_for_seeds_and_mutations() {
        replay("input");
    }

    #[test]
    fn paste_holds_for_seeds_and_mutations() {
        replay("paste");
    }

    #[test]
    fn the_samples_are_built_with_their_configurations() {
        with_samples(|classes| {
            for (class, calls) in classes {
                let (_, client) = configured(|_, text| text.to_owned()).into_iter().find(|it| it.0 == *class).unwrap();
                for (operation, input, options) in calls {
                    let built = client.build(operation, input, options);
                    assert!(built.is_ok(), "{class}.{operation}: {built:?}");
                    assert!(origin_of(client.as_ref(), operation).starts_with("https://"), "{class}.{operation}");
                }
            }
        });
    }

    #[test]
    fn the_seeds_of_events_are_accepted_by_their_own_key() {
        let seeds = seeds("event");
        let accepted = seeds.iter().filter(|seed| {
            let (which, body) = seed.split_first().unwrap();
            let (class, call, proven) = EVENTS[usize::from(*which)];
            let event = Event { body: body.to_vec(), details: details(body) };
            proven
                && with_classes(|classes| {
                    classes.iter().any(|(name, client)| *name == class && client.event(call, &event).is_ok())
                })
        });
        assert!(accepted.count() >= 2, "no seed reaches what follows the signature");
    }
}
