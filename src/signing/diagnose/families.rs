//! The families of mistakes, as changes that can be made together, by code that shares nothing with the search but the
//! digests.

use super::matrix::{Call, Parts};
use crate::signing::{Algorithm, Encoding, Role, digest};

/// One form of a mistake.
pub(super) struct Habit {
    /// The cause that must be named, or its equal.
    pub(super) id: &'static str,
    /// What it is, for who reads a failure.
    pub(super) form: String,
    /// The field that it changes, in every element of a list.
    field: Option<String>,
    change: Change,
}

/// What a mistake changes. Two of one kind exclude each other, but for texts of different fields.
enum Change {
    /// Other texts for some parts.
    Texts(Vec<(usize, String)>),
    /// Another key.
    Key(Vec<u8>),
    /// Other parts, or another order of them.
    Order(Box<dyn Fn(&mut Parts)>),
    /// A text between the parts that are not empty.
    Joint(&'static str),
    /// Other bytes for the whole text.
    Whole(fn(&str) -> Vec<u8>),
    /// Another way from text and key to bytes.
    Method(Method),
    /// Another digest.
    Digest(Algorithm),
    /// Another text for the bytes.
    Written(fn(&[u8], Encoding) -> String),
}

#[derive(Clone, Copy)]
enum Method {
    /// A digest of the text, with the key in front of it, behind it, or not at all.
    Hash(bool, bool),
    /// An HMAC of the text, with the key in it or without.
    Hmac(bool),
    Swapped,
    /// A digest of the digest's hexadecimal text.
    Twice,
}

impl Habit {
    /// Whether both can be made.
    pub(super) fn combines_with(&self, other: &Self) -> bool {
        match (&self.change, &other.change) {
            (Change::Texts(_), Change::Texts(_)) => self.field != other.field,
            // Bytes that are no text have no UTF-16.
            _ if [self.id, other.id] == ["key-decoded", "other-charset"] => false,
            (this, that) => std::mem::discriminant(this) != std::mem::discriminant(that),
        }
    }
}

/// What is sent when these mistakes are made.
pub(super) fn signed(call: &Call, habits: &[&Habit]) -> String {
    let (mut parts, mut key) = (call.parts(), call.key());
    let (mut joint, mut whole, mut method, mut algorithm) = ("", None, None, call.recipe.algorithm);
    let mut written = None;
    for habit in habits {
        match &habit.change {
            Change::Texts(texts) => texts.iter().for_each(|(part, text)| parts[*part].2.clone_from(text)),
            Change::Key(other) => key.clone_from(other),
            _ => {}
        }
    }
    let is_inside = call.recipe.hmac_key.is_none();
    let mut key_bytes = None;
    for part in parts.iter_mut().filter(|part| part.0 == Role::Key) {
        match String::from_utf8(key.clone()) {
            Ok(text) => part.2 = text,
            // It stands at one end.
            Err(_) => key_bytes = Some(std::mem::replace(&mut part.2, "\u{1}".into())),
        }
    }
    for habit in habits {
        match &habit.change {
            Change::Order(order) => order(&mut parts),
            Change::Joint(text) => joint = text,
            Change::Whole(change) => whole = Some(*change),
            Change::Method(other) => method = Some(*other),
            Change::Digest(other) => algorithm = *other,
            Change::Written(how) => written = Some(*how),
            _ => {}
        }
    }
    let text = |with_key: bool| -> Vec<u8> {
        let texts: Vec<_> = parts
            .iter()
            .filter(|part| with_key || part.0 != Role::Key)
            .map(|part| part.2.as_str())
            .filter(|text| !text.is_empty())
            .collect();
        let text = texts.join(joint);
        let bytes = whole.map_or_else(|| text.clone().into_bytes(), |change| change(&text));
        match &key_bytes {
            Some(_) => bytes.split(|byte| *byte == 1).collect::<Vec<_>>().join(key.as_slice()),
            None => bytes,
        }
    };
    let plain = plain(algorithm);
    let keyed = keyed(algorithm);
    let bytes = match method {
        None => digest(algorithm, &key, &text(true)),
        Some(Method::Hash(front, behind)) => {
            let [front, behind] = [front, behind].map(|is| if is { key.as_slice() } else { &[] });
            digest(plain, &[], &[front, &text(true), behind].concat())
        }
        Some(Method::Hmac(with_key)) => digest(keyed, &key, &text(with_key)),
        Some(Method::Swapped) => digest(keyed, &text(!is_inside), &key),
        Some(Method::Twice) => digest(algorithm, &key, hex::encode(digest(algorithm, &key, &text(true))).as_bytes()),
    };
    match written {
        Some(how) => how(&bytes, call.recipe.encoding),
        None => call.recipe.encoding.encode(&bytes),
    }
}

fn plain(algorithm: Algorithm) -> Algorithm {
    match algorithm {
        Algorithm::HmacSha1 => Algorithm::Sha1,
        Algorithm::HmacSha256 => Algorithm::Sha256,
        Algorithm::HmacSha384 => Algorithm::Sha384,
        Algorithm::HmacSha512 => Algorithm::Sha512,
        other => other,
    }
}

fn keyed(algorithm: Algorithm) -> Algorithm {
    match algorithm {
        Algorithm::Md5 => Algorithm::HmacMd5,
        Algorithm::Sha1 => Algorithm::HmacSha1,
        Algorithm::Sha256 => Algorithm::HmacSha256,
        Algorithm::Sha384 => Algorithm::HmacSha384,
        Algorithm::Sha512 => Algorithm::HmacSha512,
        other => other,
    }
}

/// The name of a field without the place in its list.
fn column(name: &str) -> String {
    match (name.split_once('['), name.split_once(']')) {
        (Some((list, _)), Some((_, member))) => format!("{list}{member}"),
        _ => name.to_owned(),
    }
}

/// Every mistake that changes something in this call, the most plausible form of each family first.
pub(super) fn habits(call: &Call) -> Vec<Habit> {
    let mut made = Habits { call, list: Vec::new() };
    fields(&mut made);
    orders(&mut made);
    keys(&mut made);
    wholes(&mut made);
    methods(&mut made);
    made.list
}

struct Habits<'a> {
    call: &'a Call,
    list: Vec<Habit>,
}

impl Habits<'_> {
    fn add(&mut self, id: &'static str, form: String, field: Option<String>, change: Change) {
        let habit = Habit { id, form, field, change };
        if signed(self.call, &[&habit]) != self.call.recipe.signature() {
            self.list.push(habit);
        }
    }

    /// Another text for a part; the same in every element of a list is a mistake too. Nobody reads one element alone
    /// under a wrong name, or has floats of one kind.
    fn text(&mut self, id: &'static str, part: (usize, &str), form: &str, text: String) {
        let (index, name) = part;
        let field = column(name);
        if field != name && id != "amount-float-text" {
            let form = format!("{form} every {field}");
            match self.list.iter_mut().find(|known| known.form == form).map(|known| &mut known.change) {
                Some(Change::Texts(texts)) => texts.push((index, text.clone())),
                _ => self.add(id, form, Some(field.clone()), Change::Texts(vec![(index, text.clone())])),
            }
        }
        if field == name || id != "field-as-word" {
            self.add(id, format!("{form} {name}"), Some(field), Change::Texts(vec![(index, text)]));
        }
    }

    /// In an event what is another content has one name.
    fn other(&self, id: &'static str) -> &'static str {
        if self.call.is_event { "content-changed" } else { id }
    }
}

fn fields(made: &mut Habits<'_>) {
    for (index, (role, name, text)) in made.call.parts().into_iter().enumerate() {
        let part = (index, name.as_str());
        if matches!(role, Role::Key | Role::Literal) {
            continue;
        }
        if text.is_empty() {
            let id = if role == Role::Body { "body-added" } else { made.other("absent-as-word") };
            for word in ["null", "undefined", "None"] {
                made.text(id, part, &format!("the word {word} for absent"), word.into());
            }
            continue;
        }
        // The method and the registered URL are the receiver's own.
        let is_own = matches!(role, Role::Method | Role::Path);
        let left_out = if is_own { "field-left-out" } else { made.other("field-left-out") };
        made.text(left_out, part, "without", String::new());
        let twice = move |parts: &mut Parts| parts.insert(index, parts[index].clone());
        made.add(made.other("field-doubled"), format!("twice {name}"), None, Change::Order(Box::new(twice)));
        if matches!(role, Role::Text | Role::Amount) {
            for word in ["undefined", "null"] {
                made.text(made.other("field-as-word"), part, &format!("the word {word} for"), word.into());
            }
        }
        match role {
            Role::Amount => amounts(made, part, &text),
            Role::Text => texts(made, part, &text),
            Role::Timestamp => {
                made.text(made.other("time-milliseconds"), part, "milliseconds", format!("{text}000"));
                let next = text.parse::<u64>().unwrap() + 1;
                made.text(made.other("time-read-twice"), part, "a second later", next.to_string());
            }
            Role::Method => made.text("method-differs", part, "lower case", text.to_lowercase()),
            Role::Path if text.starts_with("http") => {
                made.text("url-differs", part, "another scheme", text.replacen("https", "http", 1));
                made.text("url-differs", part, "slash", format!("{text}/"));
            }
            Role::Path => {
                made.text("path-differs", part, "slash", format!("/{text}"));
                made.text("path-differs", part, "full path", format!("/api/v1/{text}"));
            }
            Role::Body if text.starts_with('{') => {
                let spaced = text.replace("\":", "\": ").replace(",\"", ", \"").replace(",{", ", {");
                made.text("body-serialised-again", part, "blanks", spaced);
                made.text("body-serialised-again", part, "escapes", text.replace('/', "\\/"));
            }
            _ => {}
        }
    }
}

fn amounts(made: &mut Habits<'_>, part: (usize, &str), text: &str) {
    let value: f64 = text.parse().unwrap();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    made.text("amount-not-padded", part, "no zeros", value.to_string());
    if value.fract() == 0.0 {
        made.text("amount-float-text", part, "float", format!("{value:?}"));
    } else {
        made.text(made.other("amount-rounded"), part, "cut", format!("{:.0}", value.floor()));
    }
    if value > 0.0 {
        let minor = value * 10f64.powi(i32::try_from(decimals).unwrap());
        made.text(made.other("amount-minor-units"), part, "minor units", format!("{minor:.0}"));
    }
    if decimals == 2 {
        made.text("amount-wrong-decimals", part, "three decimals", format!("{value:.3}"));
    }
    made.text("amount-decimal-comma", part, "comma", text.replace('.', ","));
    made.text("amount-with-currency", part, "currency", format!("{text} EGP"));
    if text.contains('.') {
        made.text(made.other("amount-decimals-appended"), part, ".00", format!("{text}.00"));
    }
    if value >= 1000.0 {
        let cut = text.len() - decimals - 4;
        let grouped = format!("{},{}", text.get(..cut).unwrap(), text.get(cut..).unwrap());
        made.text("amount-thousands-separators", part, "grouped", grouped);
    }
}

fn texts(made: &mut Habits<'_>, part: (usize, &str), text: &str) {
    let encoded: String = text
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    made.text("text-percent-encoded", part, "percent", encoded);
    made.text("text-quoted", part, "quoted", format!("\"{text}\""));
    let upper = text.to_uppercase();
    // One of the known spellings of a payment method.
    let is_known = part.1 == "paymentMethod" && ["CARD", "PAYATFAWRY", "MWALLET"].contains(&upper.as_str());
    let id = if is_known { "value-in-other-spelling" } else { "text-in-other-case" };
    made.text(made.other(id), part, "upper case", upper);
    if !is_known {
        made.text(made.other(id), part, "lower case", text.to_lowercase());
    }
    made.text(made.other("text-trimmed"), part, "trimmed", text.trim().to_owned());
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if text.starts_with('0') && is_digits {
        made.text(made.other("leading-zeros-lost"), part, "number", text.trim_start_matches('0').to_owned());
    }
    let arabic = |digit: char| digit.to_digit(10).map_or(digit, |digit| char::from_u32(0x660 + digit).unwrap());
    let id = if is_digits { "arabic-indic-digits" } else { made.other("arabic-indic-digits") };
    made.text(id, part, "Arabic digits", text.chars().map(arabic).collect());
    let escaped: String =
        text.chars().map(|c| if c.is_ascii() { c.into() } else { format!("\\u{:04x}", u32::from(c)) }).collect();
    made.text("text-escaped", part, "escapes", escaped.replace('/', "\\/"));
}

fn orders(made: &mut Habits<'_>) {
    let parts = made.call.parts();
    if parts.iter().any(|part| part.0 == Role::Literal) {
        if parts.iter().all(|part| !part.2.ends_with('=')) {
            return;
        }
        let without = |parts: &mut Parts| parts.retain(|part| part.0 != Role::Literal);
        made.add("names-left-out", "values alone".into(), None, Change::Order(Box::new(without)));
        let bar = |parts: &mut Parts| {
            parts.iter_mut().for_each(|part| {
                if part.0 == Role::Literal {
                    part.2 = part.2.replace('&', "|");
                }
            })
        };
        made.add("pairs-joined-differently", "a bar".into(), None, Change::Order(Box::new(bar)));
        return;
    }
    let key_first = parts.first().is_some_and(|part| part.0 == Role::Key);
    let present: Vec<_> = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| !part.2.is_empty() && part.0 != Role::Key)
        .map(|(at, _)| at)
        .collect();
    for pair in present.windows(2) {
        let (first, second) = (pair[0], pair[1]);
        let swap = move |parts: &mut Parts| parts.swap(first, second);
        made.add(
            made.other("fields-swapped"),
            format!("swapped {}", parts[first].1),
            None,
            Change::Order(Box::new(swap)),
        );
    }
    let sorted = move |parts: &mut Parts| {
        let (key, mut values): (Parts, Parts) = std::mem::take(parts).into_iter().partition(|part| part.0 == Role::Key);
        values.sort_by(|this, that| this.1.cmp(&that.1));
        *parts = if key_first { [key, values].concat() } else { [values, key].concat() };
    };
    made.add(made.other("fields-alphabetical"), "sorted".into(), None, Change::Order(Box::new(sorted)));
    if parts.iter().any(|part| part.0 == Role::Key) {
        let id = if key_first { "key-last" } else { "key-first" };
        let moved = move |parts: &mut Parts| {
            let (key, values): (Parts, Parts) = std::mem::take(parts).into_iter().partition(|part| part.0 == Role::Key);
            *parts = if key_first { [values, key].concat() } else { [key, values].concat() };
        };
        made.add(id, "key at the other end".into(), None, Change::Order(Box::new(moved)));
    }
    for separator in ["&", "|", ",", "\n"] {
        made.add("separators-added", format!("joined by {separator:?}"), None, Change::Joint(separator));
    }
}

fn keys(made: &mut Habits<'_>) {
    let key = String::from_utf8(made.call.key()).unwrap();
    let digits = hex::decode(&key).ok();
    for (id, form, other) in [
        ("key-missing", "no key", Vec::new()),
        ("key-as-word", "undefined as key", b"undefined".to_vec()),
        ("key-as-word", "null as key", b"null".to_vec()),
        ("key-white-space", "line feed behind the key", format!("{key}\n").into_bytes()),
        ("key-white-space", "line end behind the key", format!("{key}\r\n").into_bytes()),
        ("key-white-space", "blank behind the key", format!("{key} ").into_bytes()),
        ("key-white-space", "blank in front of the key", format!(" {key}").into_bytes()),
        ("key-quoted", "key in quotation marks", format!("\"{key}\"").into_bytes()),
        ("key-in-other-case", "key in upper case", key.to_uppercase().into_bytes()),
        ("key-encoded", "key in hexadecimal", hex::encode(&key).into_bytes()),
        ("key-decoded", "key decoded", digits.unwrap_or_else(|| key.clone().into_bytes())),
        ("other-key", "the staging key", b"the-staging-key".to_vec()),
    ] {
        made.add(id, form.into(), None, Change::Key(other));
    }
}

fn wholes(made: &mut Habits<'_>) {
    made.add(
        "other-charset",
        "UTF-16".into(),
        None,
        Change::Whole(|text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    );
    // After a text field a line end is another text of that field.
    let parts = made.call.parts();
    let ends_with_text = parts.iter().rev().find(|part| !part.2.is_empty()).is_some_and(|part| part.0 == Role::Text);
    let id = if ends_with_text { made.other("line-end-appended") } else { "line-end-appended" };
    made.add(id, "line end".into(), None, Change::Whole(|text| format!("{text}\n").into_bytes()));
}

fn methods(made: &mut Habits<'_>) {
    if made.call.recipe.hmac_key.is_some() {
        for (form, front, behind) in [
            ("a hash without key", false, false),
            ("a hash, key first", true, false),
            ("a hash, key last", false, true),
        ] {
            made.add("hash-instead-of-hmac", form.into(), None, Change::Method(Method::Hash(front, behind)));
        }
        made.add("key-and-text-swapped", "exchanged".into(), None, Change::Method(Method::Swapped));
        for other in [Algorithm::HmacSha1, Algorithm::HmacSha512] {
            made.add("other-digest", format!("{other:?}"), None, Change::Digest(other));
        }
        made.add("hex-instead-of-base64", "hexadecimal".into(), None, Change::Written(|bytes, _| hex::encode(bytes)));
        let hex = |bytes: &[u8], encoding: Encoding| encoding.encode(hex::encode(bytes).as_bytes());
        made.add("base64-of-hex", "Base64 of hexadecimal".into(), None, Change::Written(hex));
    } else {
        made.add("hmac-instead-of-hash", "an HMAC".into(), None, Change::Method(Method::Hmac(false)));
        made.add("hmac-instead-of-hash", "an HMAC, key in it".into(), None, Change::Method(Method::Hmac(true)));
        for other in [Algorithm::Sha1, Algorithm::Sha384, Algorithm::Sha512] {
            made.add("other-digest", format!("{other:?}"), None, Change::Digest(other));
        }
        let base64 = |bytes: &[u8], _: Encoding| Encoding::Base64.encode(bytes);
        made.add("base64-instead-of-hex", "Base64".into(), None, Change::Written(base64));
        // What is received is compared without regard to its case.
        if !made.call.is_event {
            let upper = |bytes: &[u8], _: Encoding| hex::encode_upper(bytes);
            made.add("hex-upper-case", "upper case".into(), None, Change::Written(upper));
        }
    }
    made.add("hashed-twice", "the hash's hash".into(), None, Change::Method(Method::Twice));
}
