//! Parameters as browsers bring them back: a URL, a query or a form body.

use percent_encoding::percent_decode_str;

use crate::error::{Error, Result};
use crate::value::MAX_BYTES;

/// More than any gateway sends; looking for repeated names takes quadratic time.
const MAX_PARAMETERS: usize = 256;

/// The parameters in order, names decoded and values still as they were sent.
///
/// # Errors
/// `MALFORMED_BODY` when there are none, a name occurs twice, or a name is not UTF-8.
pub(crate) fn parameters(text: &str) -> Result<Vec<(String, &str)>> {
    if text.len() > MAX_BYTES {
        return Err(Error::malformed_body(format!("is longer than {MAX_BYTES} bytes")));
    }
    let mut parameters: Vec<(String, &str)> = Vec::new();
    for pair in query_of(text.trim()).split('&').filter(|pair| !pair.is_empty()) {
        let (name, raw) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name)?;
        if parameters.iter().any(|(known, _)| *known == name) {
            return Err(Error::malformed_body("has a parameter twice").hint("only one of them can be genuine"));
        }
        if parameters.len() == MAX_PARAMETERS {
            return Err(Error::malformed_body(format!("has more than {MAX_PARAMETERS} parameters")));
        }
        parameters.push((name, raw));
    }
    if parameters.is_empty() {
        return Err(Error::malformed_body("has no parameters").hint("pass the whole URL, or its query"));
    }
    Ok(parameters)
}

/// A value in which `+` stands for a blank, as forms write it.
pub(crate) fn decoded(raw: &str) -> Result<String> {
    percent_decoded(&raw.replace('+', " "))
}

/// A value in which `+` stands for itself.
pub(crate) fn percent_decoded(raw: &str) -> Result<String> {
    let text = percent_decode_str(raw).decode_utf8().map_err(|_| Error::malformed_body("is not UTF-8"))?;
    Ok(text.into_owned())
}

/// What stands behind the question mark of a URL or path; a bare query as it is.
fn query_of(text: &str) -> &str {
    let is_url = text.starts_with(['/', '?']) || text.starts_with("https://") || text.starts_with("http://");
    let query = if is_url { text.split_once('?').map_or("", |(_, query)| query) } else { text };
    query.split_once('#').map_or(query, |(query, _)| query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_queries_and_forms_hold_the_same_parameters() {
        for text in ["https://a.example/r?b=1%202&a=x+y#top", "/r?b=1%202&a=x+y", "?b=1%202&a=x+y", "b=1%202&a=x+y\n"] {
            let found = parameters(text).unwrap();
            let plain: Vec<_> = found.iter().map(|(name, raw)| format!("{name}={}", decoded(raw).unwrap())).collect();
            assert_eq!(plain, ["b=1 2", "a=x y"], "{text}");
        }
        assert_eq!(percent_decoded("x+y%2F").unwrap(), "x+y/");
    }

    #[test]
    fn what_could_hide_something_is_refused() {
        for bad in ["", "https://a.example/r", "a=1&a=2", "a=1&%61=2", "%ff=1"] {
            assert!(parameters(bad).is_err(), "{bad}");
        }
        assert!(decoded("%ff").is_err());
    }
}
