//! Times, methods, paths and URLs of formulas that sign the request line.

use crate::signing::diagnose::causes::{self as cause, Cause};
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::{Mistakes, Subject, ranking};
use crate::signing::recipe::Role;

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    for (index, part) in subject.recipe.parts.iter().enumerate() {
        let mut push = |cause: &'static Cause, rank: Rank, how: &str, text: String| {
            mistakes.push(subject.recipe, subject.texts(cause, rank, how, vec![(index, text)]));
        };
        match part.role {
            Role::Timestamp => times(&part.text, &mut push),
            Role::Method => methods(&part.text, &mut push),
            Role::Path if part.text.contains("://") => urls(&part.text, &mut push),
            Role::Path => {
                paths(&part.text, subject.request.map(|request| request.url.as_str()), &mut push);
                templates(&part.text, &mut push);
            }
            Role::Text if part.text.starts_with("http") && part.text.contains("://") => urls(&part.text, &mut push),
            _ => {}
        }
    }
}

type Push<'a> = dyn FnMut(&'static Cause, Rank, &str, String) + 'a;

/// How many seconds may lie between two readings of a clock.
const MAX_SKEW: i64 = 60;
/// Hours by which a time zone differs.
const HOURS: &[i64] = &[3, -3, 2, -2, 4, -4, 1, -1];

fn times(text: &str, push: &mut Push<'_>) {
    let Ok(seconds) = text.parse::<i64>() else { return };
    push(&cause::TIME_MILLISECONDS, ranking::CLOCK, "", format!("{text}000"));
    for (how, zeros) in [("in microseconds", "000000"), ("in nanoseconds", "000000000")] {
        push(&cause::TIME_FORMAT, ranking::TIME_AS_TEXT, how, format!("{text}{zeros}"));
    }
    for skew in (1..=MAX_SKEW).flat_map(|skew| [skew, -skew]) {
        let steps = match skew.abs() {
            1 => 0,
            2 => 1,
            3..=5 => 2,
            _ => 3,
        };
        push(&cause::TIME_READ_TWICE, ranking::CLOCK.rarer(steps), "", (seconds + skew).to_string());
    }
    for hours in HOURS {
        push(&cause::TIME_FORMAT, ranking::LOCAL_TIME, "in local time", (seconds + hours * 3600).to_string());
    }
    let iso = iso8601(seconds);
    push(&cause::TIME_FORMAT, ranking::TIME_AS_TEXT, "", format!("{iso}Z"));
    push(&cause::TIME_FORMAT, ranking::TIME_AS_TEXT, "", format!("{iso}.000Z"));
    push(&cause::TIME_FORMAT, ranking::TIME_AS_TEXT.rarer(1), "", format!("{iso}+00:00"));
    push(&cause::TIME_FORMAT, ranking::TIME_AS_TEXT.rarer(1), "", iso.replace('T', " "));
    push(&cause::TIME_FORMAT, ranking::TIME_AS_TEXT.rarer(1), "as a float", format!("{text}.0"));
}

/// `2024-06-10T06:13:20`; days to a date by the civil calendar.
fn iso8601(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day = shifted.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

fn methods(text: &str, push: &mut Push<'_>) {
    let lower = text.to_lowercase();
    push(&cause::METHOD_DIFFERS, ranking::LETTER_CASE, "", lower.clone());
    let mut letters = lower.chars();
    if let Some(first) = letters.next() {
        push(&cause::METHOD_DIFFERS, ranking::LETTER_CASE.rarer(2), "", first.to_uppercase().chain(letters).collect());
    }
    for other in ["GET", "POST", "PUT", "DELETE"] {
        push(&cause::METHOD_DIFFERS, ranking::OTHER_VERB, "", other.to_owned());
    }
}

/// A path relative to the API's base: `get-payment-status/t1?x=1`.
fn paths(path: &str, url: Option<&str>, push: &mut Push<'_>) {
    let mut add = |rank, text: String| push(&cause::PATH_DIFFERS, rank, "", text);
    add(ranking::PATH_FORM, format!("/{path}"));
    if let Some((origin, full)) = url.and_then(split_origin) {
        add(ranking::PATH_FORM, full.to_owned());
        add(ranking::PATH_FORM, full.trim_start_matches('/').to_owned());
        add(ranking::PATH_FORM, format!("{origin}{full}"));
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        add(ranking::PATH_PREFIX.rarer(1), format!("{host}{full}"));
    }
    for prefix in ["/api/v1/", "api/v1/", "/v1/", "v1/", "/api/", "api/"] {
        add(ranking::PATH_PREFIX, format!("{prefix}{path}"));
    }
    add(ranking::PATH_PREFIX, format!("{path}/"));
    if let Some((short, query)) = path.split_once('?') {
        add(ranking::PATH_PREFIX, format!("{short}{query}"));
        add(ranking::PATH_PREFIX.rarer(1), format!("{short}&{query}"));
        add(ranking::PATH_FORM, short.to_owned());
        add(ranking::PATH_PREFIX, format!("/{short}"));
    }
    if let Some((first, _)) = path.split_once('/') {
        add(ranking::PATH_FORM, first.to_owned());
        add(ranking::PATH_PREFIX, format!("{first}/"));
        add(ranking::PATH_PREFIX, format!("/{first}"));
    }
    add(ranking::PATH_FORM, percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned());
    add(ranking::PATH_PREFIX.rarer(1), path.to_lowercase());
    add(ranking::PATH_PREFIX.rarer(1), crate::request::percent_encode(path));
}

/// A path whose parameter was left as the documentation prints it, or as the word for nothing.
fn templates(path: &str, push: &mut Push<'_>) {
    let Some((start, _)) = path.split_once('/') else { return };
    let is_own = |template: &&str| template.split('/').any(|step| step == start) && template.contains('{');
    let mut all = crate::gateways::all().flat_map(|class| class.operations).map(|operation| operation.path);
    let Some(name) = all.find(is_own).and_then(|template| template.split_once('{')?.1.split_once('}')) else { return };
    let mut letters = name.0.split('_');
    let first = letters.next().unwrap_or_default().to_owned();
    let camel = letters.fold(first, |name, word| {
        let (initial, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        format!("{name}{}{rest}", initial.to_ascii_uppercase())
    });
    for name in [name.0, &camel, "id"] {
        for (before, after, steps) in [("{", "}", 0), (":", "", 0), ("${", "}", 1), ("<", ">", 2), ("{{", "}}", 2)] {
            push(
                &cause::PATH_TEMPLATE,
                ranking::PATH_TEMPLATE.rarer(steps),
                "",
                format!("{start}/{before}{name}{after}"),
            );
        }
    }
    for (word, steps) in [("undefined", 0), ("null", 0), ("None", 0), ("[object Object]", 1), ("NaN", 2)] {
        push(&cause::PATH_TEMPLATE, ranking::PATH_TEMPLATE.rarer(steps), "", format!("{start}/{word}"));
    }
}

fn split_origin(url: &str) -> Option<(&str, &str)> {
    let start = url.find("://")? + 3;
    let slash = start + url.get(start..)?.find(['/', '?'])?;
    url.split_at_checked(slash)
}

/// Ports on which servers listen behind a proxy.
const PORTS: &[&str] = &["", ":80", ":443", ":3000", ":4000", ":5000", ":8000", ":8080", ":8081", ":8888", ":9000"];

/// A full URL that was registered, as a server sees it.
fn urls(url: &str, push: &mut Push<'_>) {
    let Some((scheme, rest)) = url.split_once("://") else { return };
    let (host, full) = split_origin(url)
        .map_or((rest, ""), |(origin, full)| (origin.split_once("://").map_or(origin, |(_, host)| host), full));
    let mut add = |cause, rank, text: String| push(cause, rank, "", text);
    let (path, query) = full.split_once('?').map_or((full, None), |(path, query)| (path, Some(query)));
    add(&cause::PATH_DIFFERS, ranking::URL_SEEN, full.to_owned());
    add(&cause::PATH_DIFFERS, ranking::URL_SEEN, full.trim_start_matches('/').to_owned());
    add(&cause::PATH_DIFFERS, ranking::URL_PART, path.to_owned());
    if let Some((_, last)) = path.rsplit_once('/') {
        add(&cause::PATH_DIFFERS, ranking::URL_PART, last.to_owned());
        add(&cause::PATH_DIFFERS, ranking::URL_PART.rarer(1), format!("/{last}"));
    }
    add(&cause::URL_DIFFERS, ranking::URL_PART, format!("{scheme}://{host}"));
    add(&cause::URL_DIFFERS, ranking::URL_PART, format!("{scheme}://{host}/"));
    add(&cause::URL_DIFFERS, ranking::URL_PART.rarer(1), host.to_owned());
    let other_scheme = if scheme == "https" { "http" } else { "https" };
    add(&cause::URL_DIFFERS, ranking::URL_SEEN, format!("{other_scheme}://{rest}"));
    add(&cause::URL_DIFFERS, ranking::URL_SEEN, rest.to_owned());
    let slashed = if path.ends_with('/') { path.trim_end_matches('/').to_owned() } else { format!("{path}/") };
    let with_query = |path: &str| query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    add(&cause::URL_DIFFERS, ranking::URL_SEEN, format!("{scheme}://{host}{}", with_query(&slashed)));
    add(&cause::URL_DIFFERS, ranking::URL_PART, format!("{scheme}://{host}{slashed}"));
    add(&cause::URL_DIFFERS, ranking::URL_SEEN, format!("{scheme}://{host}{path}"));
    for form in [host.to_lowercase(), format!("www.{host}"), host.trim_start_matches("www.").to_owned()] {
        add(&cause::URL_DIFFERS, ranking::URL_PART, format!("{scheme}://{form}{full}"));
    }
    for port in [":443", ":80"] {
        add(&cause::URL_DIFFERS, ranking::URL_PART.rarer(1), format!("{scheme}://{host}{port}{full}"));
    }
    for inner in ["127.0.0.1", "localhost", "0.0.0.0"] {
        for port in PORTS {
            for scheme in ["http", "https"] {
                let is_usual = scheme == "http" && *port == ":8080";
                let rank = ranking::URL_PART.rarer(if is_usual { 0 } else { 2 });
                add(&cause::URL_DIFFERS, rank, format!("{scheme}://{inner}{port}{full}"));
            }
        }
    }
    add(
        &cause::URL_DIFFERS,
        ranking::URL_PART.rarer(1),
        percent_encoding::percent_decode_str(url).decode_utf8_lossy().into_owned(),
    );
    add(&cause::URL_DIFFERS, ranking::URL_PART.rarer(1), crate::request::percent_encode(url));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(run: impl FnOnce(&mut Push<'_>)) -> Vec<String> {
        let mut texts = Vec::new();
        run(&mut |_, _, _, text| texts.push(text));
        texts
    }

    #[test]
    fn the_calendar_is_right() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00"),
            (1_718_000_000, "2024-06-10T06:13:20"),
            (951_782_400, "2000-02-29T00:00:00"),
            (4_107_542_399, "2100-02-28T23:59:59"),
        ] {
            assert_eq!(iso8601(seconds), text);
        }
    }

    #[test]
    fn urls_and_paths_turn_into_each_other() {
        let url = "https://sandboxapi.upayments.com/api/v1/get-payment-status/t%2F1?x=1";
        let texts = made(|push| paths("get-payment-status/t%2F1?x=1", Some(url), push));
        for text in [url, "/api/v1/get-payment-status/t%2F1?x=1", "get-payment-status", "get-payment-status/t/1?x=1"] {
            assert!(texts.iter().any(|made| made == text), "{text}");
        }
        let texts = made(|push| urls("https://example.com/notify?shop=7", push));
        for text in [
            "/notify?shop=7",
            "notify?shop=7",
            "http://example.com/notify?shop=7",
            "https://example.com/notify",
            "https://example.com/notify/?shop=7",
            "http://127.0.0.1:8080/notify?shop=7",
            "example.com/notify?shop=7",
        ] {
            assert!(texts.iter().any(|made| made == text), "{text}");
        }
    }
}
