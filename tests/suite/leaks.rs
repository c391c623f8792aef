//! Nothing that explains or diagnoses shows card data, keys or tokens, however the request is broken.

use std::collections::BTreeSet;

use tawqee::{Client, FieldData, Object, Type, Value, catalog, client};

const CARD: &str = "4987654321098769";
const CVV: &str = "7319";

/// An operation with a valid request that holds secrets.
struct Case {
    name: String,
    client: Box<dyn Client>,
    operation: &'static str,
    input: Value,
    options: Value,
    secrets: Vec<String>,
    method: &'static str,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
}

fn parse(text: &str) -> Value {
    Value::parse(text).unwrap()
}

fn secret_names(shape: &Type, names: &mut BTreeSet<&'static str>) {
    for FieldData { name, secret, members, .. } in &shape.fields {
        if *secret {
            names.insert(name);
        }
        if let Some(members) = members {
            secret_names(members, names);
        }
    }
}

/// Puts texts that occur nowhere else in place of the secrets, and notes them.
fn marked(value: &Value, is_secret: bool, names: &BTreeSet<&str>, secrets: &mut Vec<String>) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| (name, marked(value, is_secret || names.contains(name), names, secrets)))
            .collect::<Object>()
            .into(),
        Value::Array(items) => Value::Array(items.iter().map(|item| marked(item, is_secret, names, secrets)).collect()),
        Value::String(text) if is_secret => {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            let text = match text.len() {
                12.. if digits => CARD.to_owned(),
                3..=4 if digits => CVV.chars().take(text.len().max(3)).collect(),
                _ if digits => return value.clone(),
                // Letters and digits, since the tokens of some cards hold no hyphen.
                _ => format!("s3cr3t{}x{text}", secrets.len()),
            };
            secrets.push(text.clone());
            text.into()
        }
        other => other.clone(),
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for class in catalog().classes {
        let mut config_secrets = Vec::new();
        let option_names: BTreeSet<_> =
            class.options.fields.iter().filter(|field| field.secret).map(|field| field.name).collect();
        let config = marked(&parse(class.config.get()), false, &option_names, &mut config_secrets);
        for call in &class.operations {
            let mut names = BTreeSet::new();
            secret_names(&call.input, &mut names);
            call.variants.iter().for_each(|variant| secret_names(&variant.own, &mut names));
            for sample in &call.samples {
                let mut secrets = config_secrets.clone();
                let input = marked(&parse(sample.input.get()), false, &names, &mut secrets);
                let mut options = parse(sample.options.get()).as_object().cloned().unwrap_or_default();
                if class.class == "UPayments" {
                    options.set("timestamp", "1718000000");
                }
                let client = client(class.class, &config).unwrap();
                let built = client.build(call.name, &input, &options.clone().into());
                let built = built.unwrap_or_else(|error| panic!("{} {}: {error}", class.class, call.name));
                cases.push(Case {
                    name: format!("{} {} ({})", class.class, call.name, sample.title),
                    operation: call.name,
                    input,
                    options: options.into(),
                    secrets,
                    method: built.method.as_str(),
                    url: built.url.clone(),
                    headers: built.headers.clone(),
                    body: built.body.clone(),
                    client,
                });
            }
        }
    }
    cases
}

type Break = (&'static str, fn(&str) -> String);

/// The ways of breaking the text of a body.
const BREAKS: &[Break] = &[
    ("trailing comma", |body| format!("{},{}", &body[..body.len() - 1], &body[body.len() - 1..])),
    ("single quotes", |body| body.replace('"', "'")),
    ("typographic quotes", |body| body.replace('"', "“")),
    ("no quotes", |body| body.replace('"', "")),
    ("duplicate key", |body| body.replacen('{', "{\"amount\":1,\"amount\":2,", 1)),
    ("duplicate key that is no name", |body| body.replacen('{', &format!("{{\"{CARD}\":1,\"{CARD}\":2,"), 1)),
    ("byte-order mark", |body| format!("\u{feff}{body}")),
    ("ended early", |body| body[..body.len() - 1].to_owned()),
    ("ended inside", |body| body.chars().take(body.chars().count() * 2 / 3).collect()),
    ("half of a surrogate pair", |body| body.replacen("\":\"", "\":\"\\ud83d", 1)),
    ("something after it", |body| format!("{body} {body}")),
    ("missing comma", |body| body.replacen(",\"", " \"", 1)),
    ("missing colon", |body| body.replacen("\":", "\" ", 1)),
    ("comment", |body| body.replacen(',', ", // note\n", 1)),
    ("raw line break in a string", |body| body.replacen("\":\"", "\":\"\n", 1)),
    ("word of another language", |body| body.replacen('{', "{\"flag\":None,", 1)),
    ("serialised twice", |body| Value::from(body).to_json()),
    ("a form", |body| body.replace(['{', '}', '"', '[', ']'], "").replace(':', "=").replace(',', "&")),
    ("percent-encoded", |body| body.replace('{', "%7B").replace('"', "%22")),
    ("escaped once more", |body| body.replace('"', "\\\"")),
    ("a list", |body| format!("[{body}]")),
    ("whole", str::to_owned),
    ("with white space", |body| body.replace(',', ", ")),
    ("names in lower case", |body| {
        body.replace("cardNumber", "cardnumber").replace("cvv", "CVV").replace("cardToken", "card_token")
    }),
];

/// What is read in spite of what is wrong with it.
const READABLE: &[&str] = &[
    "whole",
    "with white space",
    "names in lower case",
    "trailing comma",
    "single quotes",
    "byte-order mark",
    "comment",
    "raw line break in a string",
    "word of another language",
    "serialised twice",
    "a form",
    "a list",
];

/// The forms of programs, exports and logs.
const PROGRAMS: &[&str] =
    &["requests", "curl of PHP", "axios config", "http.client", "header lines", "log line", "HAR", "answer"];

fn pastes(case: &Case, body: &str) -> Vec<(&'static str, Value)> {
    let Case { method, url, headers, .. } = case;
    let json = |text: &str| Value::from(text).to_json();
    let header_lines = headers.iter().map(|(name, text)| format!("{name}: {text}\n")).collect::<String>();
    let curl_headers = headers.iter().map(|(name, text)| format!(" -H '{name}: {text}'")).collect::<String>();
    let pairs: Object = headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (origin, path) =
        url.split_at(url.find('/').and_then(|at| url[at + 2..].find('/').map(|end| at + 2 + end)).unwrap());
    let host = origin.split_once("://").unwrap().1;
    let object: Object = [
        ("method", Value::from(*method)),
        ("url", url.as_str().into()),
        ("headers", pairs.clone().into()),
        ("body", body.into()),
    ]
    .into_iter()
    .collect();
    let headers_json = Value::from(pairs).to_json();
    let after = if url.contains('?') { '&' } else { '?' };
    vec![
        ("object", object.into()),
        ("text", body.into()),
        ("http", format!("{method} {path} HTTP/1.1\nHost: {host}\n{header_lines}\n{body}").into()),
        ("curl", format!("curl -X {method} '{url}'{curl_headers} -d '{}'", body.replace('\'', "'\\''")).into()),
        ("curl with bare quotes", format!("curl -X {method} {url} -d '{body}' --retry 3").into()),
        ("curl without quotes", format!("curl -X {method} {url} -d {body}").into()),
        ("curl form", format!("curl {url} -F 'data={}'", body.replace('\'', "'\\''")).into()),
        (
            "fetch",
            format!(
                "fetch({}, {{ method: {}, headers: {headers_json}, body: {} }})",
                json(url),
                json(method),
                json(body)
            )
            .into(),
        ),
        (
            "fetch with a literal",
            format!("fetch({}, {{ method: {}, body: JSON.stringify({body}) }})", json(url), json(method)).into(),
        ),
        ("query", format!("{url}{after}data={body}").into()),
        ("query name", format!("{method} {path}{after}{body} HTTP/1.1\nHost: {host}\n{header_lines}\n").into()),
        ("path", format!("{origin}/{body}{path}").into()),
        ("requests", format!("requests.post({}, json={body}, headers={headers_json})", json(url)).into()),
        (
            "curl of PHP",
            format!("curl_setopt($ch, CURLOPT_URL, {}); curl_setopt($ch, CURLOPT_POSTFIELDS, {});", json(url), json(body)).into(),
        ),
        (
            "axios config",
            format!("{{ adapter: [Function: http], method: 'post', url: {}, headers: Object [AxiosHeaders] {headers_json}, data: {} }}", json(url), json(body)).into(),
        ),
        (
            "http.client",
            format!("send: b'{method} {path} HTTP/1.1\\r\\nHost: {host}\\r\\n\\r\\n'\nsend: b{}", json(body)).into(),
        ),
        ("header lines", format!("{}\n\n{body}", header_lines.lines().map(|line| format!("-H '{line}'")).collect::<Vec<_>>().join("\n")).into()),
        ("log line", format!("[2024-06-10 09:12:01] local.INFO: request {body} []").into()),
        (
            "HAR",
            format!("{{\"log\":{{\"entries\":[{{\"request\":{{\"method\":{},\"url\":{},\"headers\":[],\"postData\":{{\"mimeType\":\"x\",\"text\":{}}}}}}}]}}}}", json(method), json(url), json(body)).into(),
        ),
        ("answer", format!("{method} {url} HTTP/1.1\n\n{body}\n\nHTTP/1.1 200 OK\n\n{{\"statusCode\":{0},\"code\":{0},\"error\":{0}}}", json(body)).into()),
        ("host", format!("https://{body}{path}").into()),
        (
            "header",
            format!(
                "curl '{url}' -H 'Content-Type: {0}' -H '{0}: 1' -H 'content-encoding: {0}'",
                body.replace('\'', "")
            )
            .into(),
        ),
    ]
}

/// The text that a caller gets, without what is computed from the secrets.
fn shown(client: &dyn Client, pasted: &Value) -> String {
    let options = parse(r#"{"now":1718000000}"#);
    match client.diagnose_request(pasted, &options) {
        Ok(mut diagnosis) => {
            if let Some(explanation) = &mut diagnosis.explanation {
                explanation.signature.clear();
            }
            // It is a digest or absent; its digits may be those of a security code by chance.
            diagnosis.signature = None;
            serde_json::to_string(&diagnosis).unwrap()
        }
        Err(error) => format!("{error} {error:?}"),
    }
}

#[test]
fn no_broken_request_shows_its_secrets() {
    let mut tried = 0;
    let mut leaks = Vec::new();
    for case in cases() {
        let Some(body) = case.body.as_deref().filter(|body| body.starts_with('{')) else { continue };
        let has_secret = case.secrets.iter().any(|secret| {
            body.contains(secret.as_str()) || case.headers.iter().any(|(_, text)| text.contains(secret.as_str()))
        });
        if !has_secret {
            continue;
        }
        for (how, break_text) in BREAKS {
            let broken = break_text(body);
            for (place, pasted) in pastes(&case, &broken) {
                // What can be read is searched for mistakes, which takes its time; the form hardly matters there.
                let is_program = PROGRAMS.contains(&place);
                let searched = match is_program {
                    true => ["whole", "single quotes", "serialised twice"].contains(how),
                    false => ["object", "query", "header", "curl form"].contains(&place),
                };
                if READABLE.contains(how) && !searched {
                    continue;
                }
                tried += 1;
                let shown = shown(case.client.as_ref(), &pasted);
                for secret in case.secrets.iter().filter(|secret| shown.contains(secret.as_str())) {
                    leaks.push(format!("{}, {how}, {place}: {secret} in {shown}", case.name));
                }
            }
        }
    }
    assert!(tried > 2000, "{tried}");
    assert!(leaks.is_empty(), "{} of {tried}:\n{}", leaks.len(), leaks[..leaks.len().min(12)].join("\n"));
}

#[test]
fn secrets_in_a_query_a_header_or_another_field_are_not_shown() {
    for case in cases() {
        let Case { method, url, client, secrets, .. } = &case;
        let after = if url.contains('?') { '&' } else { '?' };
        let names = ["cardNumber", "cvv", "card%4Eumber", "reason", "unheard-of"];
        for (index, secret) in secrets.iter().enumerate() {
            let name = names[index % names.len()];
            if secret == CVV && name != "cvv" {
                continue;
            }
            for pasted in [
                format!("curl -X {method} '{url}{after}{name}={secret}' -H 'x-key: {secret}' -u 'me:{secret}'"),
                format!("{method} {url}{after}{secret}=1 HTTP/1.1\nx-signature: {secret}\nsignature: {secret}\n\n"),
            ] {
                let shown = shown(client.as_ref(), &pasted.as_str().into());
                assert!(!shown.contains(secret.as_str()), "{}: {secret} in {shown}", case.name);
            }
        }
    }
}

#[test]
fn explanations_and_diagnoses_of_inputs_show_no_secrets() {
    for case in cases() {
        let Case { client, operation, input, options, secrets, .. } = &case;
        let Ok(mut explanation) = client.explain(operation, input, options) else { continue };
        explanation.signature.clear();
        let unhashed = explanation.string_to_sign.clone();
        let mut shown = vec![serde_json::to_string(&explanation).unwrap()];
        for observed in [secrets.first().map_or("x", String::as_str), unhashed.as_str(), "0".repeat(64).as_str()] {
            let diagnosis = client.diagnose(operation, input, observed, options).unwrap();
            shown.push(serde_json::to_string(&diagnosis).unwrap());
        }
        for secret in secrets {
            let leak = shown.iter().find(|shown| shown.contains(secret.as_str()));
            assert!(leak.is_none(), "{}: {secret} in {leak:?}", case.name);
        }
    }
}

#[test]
fn a_broken_body_is_told_with_its_place() {
    let config = r#"{"merchantCode":"merchant-1","secureKey":"test-secure-key","environment":"staging"}"#;
    let fawry = client("Fawry", &parse(config)).unwrap();
    let url = "https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/charge";
    let card = format!(r#""cardNumber":"{CARD}","cvv":"{CVV}""#);
    for (body, says) in [
        (format!("{{\n{card},\n}}"), "Line 3, column 1: a comma stands before the closing bracket (trailing comma)."),
        (format!("{{{card},\"cvv\":\"{CVV}\"}}"), "the name cvv stands twice in one object (duplicate key)"),
        (format!("{{{card}}}").replace('"', "'"), "Line 1, column 2: a single quote"),
        (format!("\u{feff}{{{card}}}"), "Line 1, column 1: a byte-order mark"),
        (format!("{{{card},\"x\":\"\\ud83d\"}}"), "half of a surrogate pair"),
        (format!("{{{card}"), "it ended early"),
    ] {
        let request: Object = [("url", url), ("body", body.as_str())].into_iter().collect();
        for pasted in [Value::from(request), body.as_str().into()] {
            let diagnosis = fawry.diagnose_request(&pasted, &Value::Null).unwrap();
            let finding = diagnosis.findings.iter().find(|finding| finding.id == "body-not-json").unwrap();
            assert!(finding.field.is_none() && finding.detail.contains(says), "{}", finding.detail);
            assert!(diagnosis.explanation.is_none());
            // What can be read all the same is examined; of the rest there is nothing else to say.
            let is_read = ["trailing comma", "a single quote", "byte-order"].iter().any(|read| says.contains(read));
            assert_eq!(
                (diagnosis.findings.len() == 1, diagnosis.note.is_some()),
                (!is_read, !is_read),
                "{diagnosis:?}"
            );
        }
    }
}
