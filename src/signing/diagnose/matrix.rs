//! Every mistake family injected into every signed operation and event, by code that shares nothing with
//! the search but the digests.

use crate::catalog::catalog;
use crate::gateways::client;
use crate::signing::{Algorithm, Recipe, Role, digest};
use crate::value::Value;

/// A signed call, taken apart.
pub(super) struct Call {
    pub(super) class: &'static str,
    pub(super) name: String,
    /// Whether the gateway signs it.
    pub(super) is_event: bool,
    pub(super) input: Value,
    pub(super) options: Value,
    pub(super) recipe: Recipe,
}

/// Something that was signed wrongly: the text, and how it becomes a signature.
struct Wrong {
    /// The mistake that was made, which must be named, as the cause or as its equal.
    id: &'static str,
    signature: String,
}

pub(super) type Parts = Vec<(Role, String, String)>;

const EVENTS: &[(&str, &str, &str)] = &[
    (
        "Fawry",
        "notificationV1",
        r#"{"Amount":"1152.50","FawryRefNo":"970177","MerchantRefNo":"M1","OrderStatus":"PAID"}"#,
    ),
    (
        "Fawry",
        "sdkPayment",
        r#"{"merchantRefNum":"23124654641","customerProfileId":"1212","chargeItems":[{"itemId":"b10","quantity":1,"price":"10"},{"itemId":"a2","quantity":2,"price":"20.5"},{"itemId":"B1","quantity":3,"price":1130}]}"#,
    ),
    ("Fawry", "sdkTokenization", r#"{"customerProfileId":"1212"}"#),
    (
        "Fawry",
        "notification",
        r#"{"fawryRefNumber":"970177","merchantRefNumber":"9708f1cea8b5426cb57922df51b7f790","paymentAmount":1152.5,"orderAmount":1150,"orderStatus":"NEW","paymentMethod":"PAYATFAWRY","paymentRefrenceNumber":"88001"}"#,
    ),
    (
        "Fawry",
        "return",
        r#"{"referenceNumber":"963455678","merchantRefNumber":"23124654641","paymentAmount":"580.5","orderAmount":"575","orderStatus":"PAID","paymentMethod":"PayUsingCC","fawryFees":"0","customerMail":"buyer@shop.example","customerMobile":"01000000000"}"#,
    ),
    ("Pay3", "webhook", r#"{"orderType":"FIAT","orderId":"7aed064b-cb2d","orderStatus":"COMPLETED","amount":"1/2"}"#),
    (
        "UPayments",
        "webhook",
        r#"{"url":"https://example.com/notify","body":"{\"payment_id\":\"1003\",\"result\":\"CAPTURED\",\"amount\":1.500}"}"#,
    ),
];

pub(super) fn calls() -> Vec<Call> {
    let mut calls = Vec::new();
    for class in catalog().classes {
        let client = client(class.class, &Value::parse(class.config.get()).unwrap()).unwrap();
        let mut add = |name: &str, input: &str, options: &str, is_event: bool| {
            let input = Value::parse(input).unwrap();
            let mut options = Value::parse(options).unwrap();
            if let (Value::Object(options), true) = (&mut options, class.call_options.contains(&"timestamp")) {
                options.set("timestamp", Value::Number("1718000000".into()));
            }
            // A sample of an operation that is not signed is no case.
            if let Ok(recipe) = client.recipe(name, &input, &options) {
                calls.push(Call { class: class.class, name: name.to_owned(), is_event, input, options, recipe });
            }
        };
        for operation in &class.operations {
            for sample in &operation.samples {
                add(operation.name, sample.input.get(), sample.options.get(), false);
            }
        }
        for event in &class.events {
            let of_it = |(of, name, _): &&(&str, &str, &str)| *of == class.class && *name == event.name;
            let Some((.., input)) = EVENTS.iter().find(of_it) else {
                panic!("EVENTS has no {}.{}", class.class, event.name)
            };
            // What is declared is signed by the merchant, for an app of his.
            add(event.name, input, "{}", event.input.is_none());
        }
    }
    calls
}

impl Call {
    pub(super) fn parts(&self) -> Parts {
        let part = |part: &crate::signing::Part| (part.role, part.name.clone().into_owned(), part.text.to_string());
        self.recipe.parts.iter().map(part).collect()
    }

    pub(super) fn key(&self) -> Vec<u8> {
        match &self.recipe.hmac_key {
            Some(key) => key.to_vec(),
            None => self.parts().into_iter().find(|part| part.0 == Role::Key).unwrap().2.into_bytes(),
        }
    }

    fn keyed(&self) -> bool {
        self.recipe.hmac_key.is_some()
    }

    fn encoded(&self, bytes: &[u8]) -> String {
        self.recipe.encoding.encode(bytes)
    }

    fn sign_bytes(&self, text: &[u8]) -> String {
        self.encoded(&digest(self.recipe.algorithm, &self.key(), text))
    }

    fn sign(&self, parts: &Parts) -> String {
        self.sign_bytes(parts.iter().map(|part| part.2.as_str()).collect::<String>().as_bytes())
    }

    /// The same text with another key.
    fn sign_with_key(&self, key: &str) -> String {
        if self.keyed() {
            let text = self.recipe.string_to_sign();
            return self.encoded(&digest(self.recipe.algorithm, key.as_bytes(), text.as_bytes()));
        }
        let mut parts = self.parts();
        parts.iter_mut().filter(|part| part.0 == Role::Key).for_each(|part| part.2 = key.to_owned());
        self.sign(&parts)
    }

    fn fields(&self) -> String {
        self.parts().into_iter().filter(|part| part.0 != Role::Key).map(|part| part.2).collect()
    }

    fn plain(&self) -> Algorithm {
        match self.recipe.algorithm {
            Algorithm::HmacSha256 => Algorithm::Sha256,
            Algorithm::HmacSha384 => Algorithm::Sha384,
            other => other,
        }
    }
}

/// Every injection that changes something in this call.
fn injected(call: &Call) -> Vec<(String, Wrong)> {
    let mut made: Vec<(String, Wrong)> = Vec::new();
    let mut add = |family: &str, id: &'static str, signature: String| {
        if signature != call.recipe.signature() {
            made.push((family.to_owned(), Wrong { id, signature }));
        }
    };
    // In an event what is another content has one name.
    let other = |id: &'static str| if call.is_event { "content-changed" } else { id };
    let parts = call.parts();
    let has_names = parts.iter().any(|part| part.0 == Role::Literal);
    let swap_text = |index: usize, text: String| {
        let mut parts = parts.clone();
        parts[index].2 = text;
        call.sign(&parts)
    };
    for (index, (role, name, text)) in parts.iter().enumerate() {
        if matches!(role, Role::Key | Role::Literal) {
            continue;
        }
        if text.is_empty() {
            let id = if *role == Role::Body { "body-added" } else { other("absent-as-word") };
            for word in ["null", "undefined", "None"] {
                add(&format!("absent word {name}"), id, swap_text(index, word.into()));
            }
            continue;
        }
        // The method and the registered URL are the receiver's own.
        let is_own = matches!(role, Role::Method | Role::Path);
        let left_out = if is_own { "field-left-out" } else { other("field-left-out") };
        add(&format!("left out {name}"), left_out, swap_text(index, String::new()));
        add(&format!("doubled {name}"), other("field-doubled"), swap_text(index, text.repeat(2)));
        match role {
            Role::Amount => amount(text, &mut |id, form| {
                let id = if matches!(id, "amount-minor-units" | "amount-rounded") { other(id) } else { id };
                add(&format!("{id} {name}"), id, swap_text(index, form));
            }),
            Role::Text => {
                let encoded: String = text
                    .bytes()
                    .map(|byte| match byte {
                        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                            char::from(byte).to_string()
                        }
                        byte => format!("%{byte:02X}"),
                    })
                    .collect();
                add(&format!("percent {name}"), "text-percent-encoded", swap_text(index, encoded));
                add(&format!("quoted {name}"), "text-quoted", swap_text(index, format!("\"{text}\"")));
                let upper = text.to_uppercase();
                // One of the known spellings of a payment method.
                let is_known = name == "paymentMethod" && ["CARD", "PAYATFAWRY", "MWALLET"].contains(&upper.as_str());
                let id = if is_known { "value-in-other-spelling" } else { "text-in-other-case" };
                add(&format!("upper {name}"), other(id), swap_text(index, upper));
                add(&format!("trimmed {name}"), other("text-trimmed"), swap_text(index, text.trim().to_owned()));
                let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
                if text.starts_with('0') && is_digits {
                    let short = text.trim_start_matches('0').to_owned();
                    add(&format!("zeros {name}"), other("leading-zeros-lost"), swap_text(index, short));
                }
                let arabic: String = text
                    .chars()
                    .map(|digit| digit.to_digit(10).map_or(digit, |digit| char::from_u32(0x660 + digit).unwrap()))
                    .collect();
                let id = if is_digits { "arabic-indic-digits" } else { other("arabic-indic-digits") };
                add(&format!("arabic {name}"), id, swap_text(index, arabic));
            }
            Role::Timestamp => {
                add("millis", other("time-milliseconds"), swap_text(index, format!("{text}000")));
                let next = text.parse::<u64>().unwrap() + 1;
                add("clock", other("time-read-twice"), swap_text(index, next.to_string()));
            }
            Role::Method => add("method", "method-differs", swap_text(index, text.to_lowercase())),
            Role::Path if text.starts_with("http") => {
                add("scheme", "url-differs", swap_text(index, text.replacen("https", "http", 1)));
                add("slash", "url-differs", swap_text(index, format!("{text}/")));
            }
            Role::Path => {
                add("slash", "path-differs", swap_text(index, format!("/{text}")));
                add("full path", "path-differs", swap_text(index, format!("/api/v1/{text}")));
            }
            Role::Body if text.starts_with('{') => {
                let spaced = text.replace("\":", "\": ").replace(",\"", ", \"").replace(",{", ", {");
                add("blanks", "body-serialised-again", swap_text(index, spaced));
                add("escapes", "body-serialised-again", swap_text(index, text.replace('/', "\\/")));
            }
            _ => {}
        }
        let next = parts.iter().enumerate().skip(index + 1).find(|(_, part)| !part.2.is_empty());
        if let Some((next, _)) = next.filter(|(_, (role, ..))| !has_names && *role != Role::Key) {
            let mut swapped = parts.clone();
            swapped.swap(index, next);
            add(&format!("swapped {name}"), other("fields-swapped"), call.sign(&swapped));
        }
    }
    if !has_names {
        let (key, mut values): (Parts, Parts) = parts.iter().cloned().partition(|part| part.0 == Role::Key);
        let key_first = parts.first().is_some_and(|part| part.0 == Role::Key);
        let join = |values: &Parts| match key_first {
            true => [key.clone(), values.clone()].concat(),
            false => [values.clone(), key.clone()].concat(),
        };
        for separator in ["&", "|", ",", "\n"] {
            let texts: Vec<_> = join(&values).into_iter().map(|part| part.2).filter(|text| !text.is_empty()).collect();
            add("separator", "separators-added", call.sign_bytes(texts.join(separator).as_bytes()));
        }
        if !key.is_empty() {
            let (id, other_way) = match key_first {
                true => ("key-last", [values.clone(), key.clone()].concat()),
                false => ("key-first", [key.clone(), values.clone()].concat()),
            };
            add("key place", id, call.sign(&other_way));
        }
        values.sort_by(|this, that| this.1.cmp(&that.1));
        add("alphabetical", other("fields-alphabetical"), call.sign(&join(&values)));
    }
    let key = String::from_utf8(call.key()).unwrap();
    add("key missing", "key-missing", call.sign_with_key(""));
    for form in [format!("{key}\n"), format!("{key}\r\n"), format!("{key} "), format!(" {key}")] {
        add("key blank", "key-white-space", call.sign_with_key(&form));
    }
    add("key quoted", "key-quoted", call.sign_with_key(&format!("\"{key}\"")));
    add("key encoded", "key-encoded", call.sign_with_key(&hex::encode(&key)));
    add("other key", "other-key", call.sign_with_key("the-staging-key"));
    let (all, fields, key) = (call.recipe.string_to_sign(), call.fields(), call.key());
    let plain = call.plain();
    if call.keyed() {
        let hash = |text: &[u8]| call.encoded(&digest(plain, &[], text));
        add("hash", "hash-instead-of-hmac", hash(all.as_bytes()));
        add("hash key first", "hash-instead-of-hmac", hash(&[&key, all.as_bytes()].concat()));
        add("hash key last", "hash-instead-of-hmac", hash(&[all.as_bytes(), &key].concat()));
        let swapped = digest(call.recipe.algorithm, all.as_bytes(), &key);
        add("swapped", "key-and-text-swapped", call.encoded(&swapped));
        add("hex", "hex-instead-of-base64", hex::encode(digest(call.recipe.algorithm, &key, all.as_bytes())));
        for other in [Algorithm::HmacSha1, Algorithm::HmacSha512] {
            add("digest", "other-digest", call.encoded(&digest(other, &key, all.as_bytes())));
        }
    } else {
        let keyed = match plain {
            Algorithm::Md5 => Algorithm::HmacMd5,
            _ => Algorithm::HmacSha256,
        };
        add("hmac", "hmac-instead-of-hash", call.encoded(&digest(keyed, &key, fields.as_bytes())));
        add("hmac all", "hmac-instead-of-hash", call.encoded(&digest(keyed, &key, all.as_bytes())));
        let right = digest(plain, &[], all.as_bytes());
        add("base64", "base64-instead-of-hex", crate::signing::Encoding::Base64.encode(&right));
        for other in [Algorithm::Sha1, Algorithm::Sha384, Algorithm::Sha512] {
            add("digest", "other-digest", call.encoded(&digest(other, &[], all.as_bytes())));
        }
    }
    let utf16: Vec<u8> = all.encode_utf16().flat_map(u16::to_le_bytes).collect();
    add("utf-16", "other-charset", call.sign_bytes(&utf16));
    // After a text field a line end is another text of that field.
    let ends_with_text = parts.iter().rev().find(|part| !part.2.is_empty()).is_some_and(|part| part.0 == Role::Text);
    let id = if ends_with_text { other("line-end-appended") } else { "line-end-appended" };
    add("line end", id, call.sign_bytes(format!("{}\n", *all).as_bytes()));
    add("unhashed", "string-sent-unhashed", all.to_string());
    made
}

/// Forms of an amount, computed from its value: what differs only in its zeros is named by them.
fn amount(text: &str, add: &mut dyn FnMut(&'static str, String)) {
    let value: f64 = text.parse().unwrap();
    add("amount-not-padded", value.to_string());
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if value.fract() == 0.0 {
        add("amount-float-text", format!("{value:?}"));
    } else {
        add("amount-rounded", format!("{:.0}", value.floor()));
    }
    if value > 0.0 {
        add("amount-minor-units", format!("{:.0}", value * 10f64.powi(i32::try_from(decimals).unwrap())));
    }
    if decimals == 2 {
        add("amount-wrong-decimals", format!("{value:.3}"));
    }
    add("amount-decimal-comma", text.replace('.', ","));
    add("amount-with-currency", format!("{text} EGP"));
    if value >= 1000.0 {
        let cut = text.len() - decimals - 4;
        add("amount-thousands-separators", format!("{},{}", text.get(..cut).unwrap(), text.get(cut..).unwrap()));
    }
}

#[test]
fn every_mistake_is_found_on_every_operation() {
    let other_keys = Value::parse(r#"[{"label":"staging key","key":"the-staging-key"}]"#).unwrap();
    let mut failures = Vec::new();
    let (mut cases, mut operations) = (0, std::collections::BTreeSet::new());
    let mut families = std::collections::BTreeSet::new();
    for call in calls() {
        let class = catalog().classes.into_iter().find(|class| class.class == call.class).unwrap();
        let client = client(call.class, &Value::parse(class.config.get()).unwrap()).unwrap();
        let mut options = call.options.as_object().unwrap().clone();
        options.set("otherKeys", other_keys.clone());
        operations.insert(format!("{}.{}", call.class, call.name));
        for (family, wrong) in injected(&call) {
            cases += 1;
            families.insert(wrong.id);
            let diagnosis =
                client.diagnose(&call.name, &call.input, &wrong.signature, &options.clone().into()).unwrap();
            let named = |cause: &super::DiagnosedCause| {
                cause.id == wrong.id || cause.alternatives.iter().any(|other| other.id == wrong.id)
            };
            if !diagnosis.causes.iter().any(named) || diagnosis.causes.len() > 1 {
                let ids: Vec<_> = diagnosis.causes.iter().map(|cause| (&cause.id, &cause.alternatives)).collect();
                failures.push(format!("{}.{} {family}: {ids:?}, not {}", call.class, call.name, wrong.id));
            }
            // What is other content for certain is nothing else.
            if wrong.id == "content-changed" && diagnosis.causes.iter().any(|cause| cause.id != wrong.id) {
                failures.push(format!("{}.{} {family}: {:?}", call.class, call.name, diagnosis.causes));
            }
            for cause in &diagnosis.causes {
                let words = format!("{} {}", cause.title, cause.detail);
                let unnamed = cause.fields.iter().filter(|field| !words.contains(field.as_str()));
                failures.extend(
                    unnamed.map(|field| format!("{}.{} {}: {field} not named", call.class, call.name, cause.id)),
                );
            }
            let shown = format!("{diagnosis:?}");
            let key = String::from_utf8(call.key()).unwrap();
            assert!(!shown.contains(&key), "{}.{} {family} shows the key", call.class, call.name);
        }
    }
    assert!(failures.is_empty(), "{} of {cases}:\n{}", failures.len(), failures.join("\n"));
    println!("{cases} cases: {} mistakes on {} operations and events", families.len(), operations.len());
    assert!(cases > 500 && operations.len() > 10, "{cases} cases on {operations:?}");
}
