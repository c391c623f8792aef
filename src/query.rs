//! Parameters as browsers bring them back: a URL, a query or a form body.

use percent_encoding::percent_decode_str;

use crate::error::{Error, Result};
use crate::value::{MAX_BYTES, Object};

/// More than any return, notification or form has; the look-up of duplicates is quadratic.
const MAX_PARAMETERS: usize = 200;

/// The decoded parameters of a URL or query in order.
///
/// # Errors
/// `MALFORMED_BODY` when there are none, a name occurs twice, there are too many, or the text is not UTF-8.
pub(crate) fn parameters(text: &str) -> Result<Object> {
    form(query_of(text.trim()))
}

/// The decoded fields of a form body in order: every character of it is data.
///
/// # Errors
/// As [`parameters`].
pub(crate) fn form(text: &str) -> Result<Object> {
    if text.len() > MAX_BYTES {
        return Err(Error::malformed_body(format!("is longer than {MAX_BYTES} bytes")));
    }
    let mut parameters = Object::new();
    for pair in text.trim().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name)?;
        if name == "__proto__" {
            return Err(Error::malformed_body("holds the name \"__proto__\"").hint("nobody but an attacker sends it"));
        }
        if parameters.get(&name).is_some() {
            let shown: String = name.chars().filter(|character| !character.is_control()).take(64).collect();
            return Err(Error::malformed_body("holds a parameter twice")
                .at(&shown)
                .hint("pass the query as it came, once; which of the two counts cannot be known"));
        }
        parameters.push(name, decoded(value)?);
        if parameters.len() > MAX_PARAMETERS {
            return Err(Error::malformed_body(format!("has more than {MAX_PARAMETERS} parameters")));
        }
    }
    if parameters.is_empty() {
        return Err(Error::malformed_body("has no parameters").hint("pass the whole URL, or its query"));
    }
    Ok(parameters)
}

/// What stands behind the question mark of a URL; a bare query as it is.
fn query_of(text: &str) -> &str {
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    match text.split_once('?') {
        Some((address, query)) if !address.contains('=') => query,
        _ if text.starts_with('/') || text.starts_with("https://") || text.starts_with("http://") => "",
        _ => text,
    }
}

fn decoded(raw: &str) -> Result<String> {
    let spaced = raw.replace('+', " ");
    let text = percent_decode_str(&spaced).decode_utf8();
    text.map(Into::into).map_err(|_| Error::malformed_body("is not percent-encoded UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;
    use proptest::prelude::*;

    #[test]
    fn urls_queries_and_forms_hold_the_same_parameters() {
        for text in
            ["https://a.example/r?b=1%202&a=x+y?#top", "/r?b=1%202&a=x+y?", "?b=1%202&a=x+y?", "b=1%202&a=x+y?\n"]
        {
            assert_eq!(Value::from(parameters(text).unwrap()).to_json(), r#"{"b":"1 2","a":"x y?"}"#, "{text}");
        }
    }

    #[test]
    fn what_could_hide_something_is_refused() {
        for bad in ["", "https://a.example/r", "/r", "?", "&&", "__proto__=1", "a=1&a=2", "a=1&%61=2", "%ff=1", "a=%ff"]
        {
            assert!(parameters(bad).is_err(), "{bad}");
        }
        let many = (0..=MAX_PARAMETERS).map(|index| format!("p{index}=1")).collect::<Vec<_>>().join("&");
        assert!(parameters(&many).is_err() && parameters(many.trim_end_matches("&p200=1")).is_ok());
    }

    #[test]
    fn a_form_is_data_to_its_last_character() {
        let read = |text: &str| Value::from(form(text).unwrap()).to_json();
        assert_eq!(read("a=1?b=2#c&d"), r#"{"a":"1?b=2#c","d":""}"#);
        assert_eq!(read("=x&a=b=c&&"), r#"{"":"x","a":"b=c"}"#);
        assert_eq!(read("\n a=+%2B%26 \n"), r#"{"a":" +&"}"#);
        assert_eq!(read("https://a.example?b=1"), r#"{"https://a.example?b":"1"}"#);
    }

    #[test]
    fn a_form_ends_at_a_mebibyte_and_200_parameters() {
        let of = |bytes: usize| format!("a={}", "x".repeat(bytes - 2));
        assert!(form(&of(MAX_BYTES)).is_ok());
        assert!(form(&of(MAX_BYTES + 1)).unwrap_err().message().contains("longer"));
        let many = |count: usize| (0..count).map(|index| format!("p{index}=1")).collect::<Vec<_>>().join("&");
        assert_eq!(form(&many(200)).unwrap().len(), 200);
        assert!(form(&many(201)).unwrap_err().message().contains("more than 200"));
    }

    #[test]
    fn a_doubled_name_is_told_without_what_nobody_sees() {
        let error = form(&format!("{0}=1&{0}=2", format!("a%00{}", "b".repeat(80)))).unwrap_err();
        assert_eq!(error.field(), Some(format!("a{}", "b".repeat(63)).as_str()));
    }

    proptest! {
        #![proptest_config(crate::thorough::thorough())]

        #[test]
        fn what_is_encoded_comes_back(pairs in prop::collection::btree_map("[^\u{0}]{1,8}", "\\PC{0,12}", 1..6)) {
            prop_assume!(!pairs.contains_key("__proto__"));
            let encode = crate::request::percent_encode;
            let text = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>();
            let read = form(&text.join("&")).unwrap();
            let read: Vec<_> = read.iter().map(|(name, value)| (name.to_owned(), value.as_text().unwrap().to_owned())).collect();
            prop_assert_eq!(read, pairs.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn any_text_is_parameters_or_a_typed_error(text in r"(\PC|[&=%?#+/a-f0-9]){0,40}") {
            for read in [form(&text), parameters(&text)] {
                match read {
                    Ok(found) => prop_assert!(!found.is_empty() && found.get("__proto__").is_none()),
                    Err(error) => prop_assert_eq!(error.code(), crate::error::ErrorCode::MalformedBody),
                }
            }
        }
    }
}
