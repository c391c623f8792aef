//! What real clients send, log, export and generate. Each file of `tests/pastes` was captured from a client that posted
//! one charge to a server on the loopback interface; `tests/pastes/capture` has the programs.

use tawqee::{Client, RequestDiagnosis, Value, client};

const KEY: &str = "259af31fc2f74453b3a55739b21ae9ef";

fn fawry() -> Box<dyn Client> {
    let config = format!(
        r#"{{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==","secureKey":"{KEY}","environment":"staging","baseUrl":"http://127.0.0.1:8477"}}"#
    );
    client("Fawry", &Value::parse(&config).unwrap()).unwrap()
}

fn diagnosed(pasted: &str) -> RequestDiagnosis {
    let diagnosis =
        fawry().diagnose_request(&pasted.into(), &Value::Null).unwrap_or_else(|error| panic!("{error}: {pasted}"));
    assert!(!format!("{diagnosis:?}").contains(KEY));
    diagnosis
}

fn ids(diagnosis: &RequestDiagnosis) -> Vec<&str> {
    diagnosis.findings.iter().map(|finding| finding.id.as_str()).collect()
}

macro_rules! pastes {
    ($($name:literal: $($id:literal)*;)*) => {
        &[$(($name, include_str!(concat!("../pastes/", $name)), &[$($id),*] as &[&str])),*]
    };
}

/// Each file, and what it says beside the cause. The language is `ar` in all of them.
const PASTES: &[(&str, &str, &[&str])] = pastes! {
    "curl.http": "field-refused";
    "urllib.http": "field-refused";
    "requests.http": "field-refused";
    "axios.http": "field-refused";
    "node-fetch.http": "field-refused";
    "php-curl.http": "field-refused";
    "curl-form.http": "unknown-field" "field-refused" "wrong-content-type" "body-not-an-object";
    "php-form.http": "field-refused" "wrong-content-type" "body-not-an-object";
    "axios-form.http": "field-refused" "field-refused" "wrong-content-type" "body-not-an-object";
    "php-twice.http": "field-refused" "body-serialised-twice";
    "requests-twice.http": "field-refused" "body-serialised-twice";
    "php-list.http": "field-refused" "body-in-array";
    "httpx-list.http": "field-refused" "body-in-array";
    "requests-dict.http": "body-not-json" "field-refused" "missing-header";
    "curl-trace.txt": "refusal" "field-refused";
    "urllib-debug.txt": "refusal" "field-refused";
    "requests-debug.txt": "refusal" "field-refused";
    "requests-printed.txt": "refusal" "field-refused";
    "axios-config.txt": "field-refused";
    "axios-config.json": "field-refused";
    "axios-error.json": "field-refused" "wrong-host";
    "axios-response.txt": "field-refused";
    "console-log.txt": "body-not-json" "field-refused";
    "python-dict.txt": "body-not-json" "field-refused";
    "python-pprint.txt": "body-not-json" "field-refused";
    "php-var-export.txt": "field-refused";
    "php-print-r.txt": "field-refused";
    "php-var-dump.txt": "field-refused";
    "buffer.json": "field-refused";
    "bytes.json": "field-refused";
    "aiohttp.http": "field-refused";
    "apache.http": "field-refused";
    "csharp.http": "field-refused";
    "csharp-web-client.http": "field-refused";
    "faraday.http": "field-refused";
    "go.http": "field-refused";
    "got.http": "field-refused";
    "guzzle.http": "field-refused";
    "httpie.http": "field-refused";
    "httpx.http": "field-refused";
    "java-http.http": "field-refused";
    "java-url.http": "field-refused";
    "laravel.http": "field-refused";
    "lwp.http": "field-refused";
    "needle.http": "field-refused";
    "newman.http": "field-refused";
    "node-https.http": "field-refused";
    "okhttp.http": "field-refused";
    "php-stream.http": "field-refused";
    "ruby.http": "field-refused";
    "superagent.http": "field-refused";
    "symfony.http": "field-refused";
    "undici.http": "field-refused";
    "urllib3.http": "field-refused";
    "wget.http": "field-refused";
    "guzzle-form.http": "field-refused" "wrong-content-type" "body-not-an-object";
    "laravel-form.http": "field-refused" "wrong-content-type" "body-not-an-object";
    "csharp-to-string.txt": "field-refused";
    "go-dump.txt": "field-refused";
    "go-dump-quoted.txt": "field-refused";
    "got-options.txt": "field-refused";
    "guzzle-message.txt": "field-refused";
    "httpie-offline.txt": "field-refused";
    "httpx-log.txt": "field-refused";
    "lwp-as-string.txt": "field-refused";
    "monolog.txt": "field-refused";
    "perl-dumper.txt": "field-refused";
    "requests-attributes.txt": "field-refused";
    "rest-client-log.txt": "field-refused";
    "ruby-debug.txt": "field-refused";
    "apache-wire.txt": "refusal" "field-refused";
    "faraday-log.txt": "refusal" "field-refused";
    "guzzle-log.txt": "refusal" "field-refused";
    "httpie-verbose.txt": "refusal" "field-refused";
    "wget-debug.txt": "refusal" "field-refused";
    "ruby-inspect.txt": "body-not-json" "field-refused";
    "ruby-symbols.txt": "body-not-json" "field-refused";
    "newman-report.json": "field-refused";
    "postman-collection.json": "field-refused";
    "chromium.har": "refusal" "field-refused";
    "postman-csharp-httpclient.txt": "field-refused";
    "postman-csharp-restsharp.txt": "field-refused";
    "postman-curl.txt": "field-refused";
    "postman-dart-http.txt": "field-refused";
    "postman-go.txt": "field-refused";
    "postman-http.txt": "field-refused";
    "postman-java-okhttp.txt": "field-refused";
    "postman-java-unirest.txt": "field-refused";
    "postman-js-fetch.txt": "field-refused";
    "postman-js-jquery.txt": "field-refused";
    "postman-js-xhr.txt": "field-refused";
    "postman-kotlin-okhttp.txt": "field-refused";
    "postman-libcurl.txt": "field-refused";
    "postman-node-axios.txt": "field-refused";
    "postman-node-native.txt": "field-refused";
    "postman-node-request.txt": "field-refused";
    "postman-node-unirest.txt": "field-refused";
    "postman-objective-c.txt": "field-refused";
    "postman-php-curl.txt": "field-refused";
    "postman-php-guzzle.txt": "field-refused";
    "postman-php-pecl.txt": "field-refused";
    "postman-php-request2.txt": "field-refused";
    "postman-powershell.txt": "field-refused";
    "postman-python-http-client.txt": "field-refused";
    "postman-python-requests.txt": "field-refused";
    "postman-r-httr.txt": "field-refused";
    "postman-ruby.txt": "field-refused";
    "postman-rust.txt": "field-refused";
    "postman-shell-httpie.txt": "field-refused";
    "postman-shell-wget.txt": "field-refused";
    "postman-swift.txt": "field-refused";
};

#[test]
fn what_clients_send_and_log_is_read() {
    let mut failures = Vec::new();
    for (name, text, expected) in PASTES {
        let diagnosis = match fawry().diagnose_request(&(*text).into(), &Value::Null) {
            Ok(diagnosis) => diagnosis,
            Err(error) => {
                failures.push(format!("{name}: {error}"));
                continue;
            }
        };
        let causes: Vec<_> = diagnosis.causes.iter().map(|cause| cause.id.as_str()).collect();
        if (causes.as_slice(), ids(&diagnosis).as_slice()) != (&["amount-not-padded"], expected) {
            failures.push(format!("{name}: {causes:?} {:?}", diagnosis.findings));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), PASTES.len(), failures.join("\n"));
}

/// The right charge: what the forms below carry.
const SIGNED: &str = "23124654641PayAtFawry580.55";

fn signature() -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(format!("1tSa6uxz2nTwlaAmt38enA=={SIGNED}{KEY}")))
}

const URL: &str = "http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge";

/// Text with `URL`, `SIGNATURE` and `JSON` (the body) filled in.
fn filled(text: &str) -> String {
    let json = format!(
        r#"{{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==","merchantRefNum":"23124654641","customerMobile":"01234567891","customerEmail":"a@example.com","paymentMethod":"PayAtFawry","amount":580.55,"language":"en-gb","chargeItems":[{{"itemId":"1","description":"d","price":580.55,"quantity":1}}],"description":"d","signature":"{}"}}"#,
        signature()
    );
    let escaped = Value::from(json.as_str()).to_json();
    let php = "'merchantCode' => '1tSa6uxz2nTwlaAmt38enA==', 'merchantRefNum' => '23124654641', 'customerMobile' => '01234567891', 'customerEmail' => 'a@example.com', 'paymentMethod' => 'PayAtFawry', 'amount' => 580.55, 'language' => 'en-gb', 'chargeItems' => [['itemId' => '1', 'description' => 'd', 'price' => 580.55, 'quantity' => 1]], 'description' => 'd', 'signature' => 'SIGNATURE'";
    text.replace("ESCAPED", &escaped)
        .replace("BASE64_", &base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &json))
        .replace("JSON_", &json)
        .replace("PHP_", php)
        .replace("SIGNATURE", &signature())
        .replace("URL_", URL)
}

/// Forms that are pasted from programs, exports and logs, and what each says.
const FORMS: &[(&str, &[&str])] = &[
    // Programs.
    (
        "$response = $client->post('URL_', ['headers' => ['Content-Type' => 'application/json'], 'json' => [PHP_]]);",
        &[],
    ),
    ("$client->request('POST', 'URL_', [\n    'json' => [PHP_],\n    'timeout' => 10,\n]);", &[]),
    (
        "$client->request('POST', $url, ['headers' => ['Content-Type' => 'application/json'], 'body' => json_encode([PHP_])]);",
        &[],
    ),
    ("$data = [PHP_];\n$r = Http::withHeaders(['Accept' => 'application/json'])->post('URL_', $data);", &[]),
    ("$client->post('URL_', ['form_params' => [PHP_]]);", &["missing-header", "body-not-an-object"]),
    (
        "$data = [PHP_];\n$ch = curl_init('URL_');\ncurl_setopt($ch, CURLOPT_POST, true);\ncurl_setopt($ch, CURLOPT_POSTFIELDS, json_encode($data, JSON_UNESCAPED_UNICODE));\ncurl_setopt($ch, CURLOPT_HTTPHEADER, ['Content-Type: application/json']);",
        &[],
    ),
    (
        "curl_setopt_array($ch, [CURLOPT_URL => 'URL_', CURLOPT_POSTFIELDS => json_encode([PHP_]), CURLOPT_HTTPHEADER => array('Content-Type: application/json')]);",
        &[],
    ),
    ("payload = JSON_\nresponse = requests.post('URL_', json=payload)", &[]),
    (
        "requests.post(\n    \"URL_\",\n    data=json.dumps(JSON_),\n    headers={'Content-Type': 'application/json'},\n)",
        &[],
    ),
    ("r = requests.post(url, json=JSON_, timeout=20)", &[]),
    (
        "const body = JSON_;\nconst res = await axios.post('URL_', body, { headers: { 'Content-Type': 'application/json' } });",
        &[],
    ),
    ("axios({ method: 'post', url: 'URL_', data: JSON_ })", &[]),
    ("await got.post('URL_', { json: JSON_ })", &[]),
    (
        "const h = new Headers(); h.append('Content-Type', 'application/json');\nfetch('URL_', { method: 'POST', headers: h, body: new TextEncoder().encode(JSON.stringify(JSON_)) })",
        &[],
    ),
    (
        "fetch('URL_', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ merchantRefNum: '23124654641', merchantCode: '1tSa6uxz2nTwlaAmt38enA==', paymentMethod: 'PayAtFawry', amount: '580.55', language: 'en-gb', customerMobile: '01234567891', customerEmail: 'a@example.com', description: 'd', signature: 'SIGNATURE' }) })",
        &["field-refused", "wrong-content-type", "body-not-an-object"],
    ),
    // Values of programs.
    ("$data = [PHP_];", &[]),
    ("[PHP_]", &["body-not-json"]),
    ("array(PHP_)", &[]),
    ("payload = JSON_", &[]),
    // Exports and logs.
    (
        r#"{"log":{"version":"1.2","entries":[{"request":{"method":"POST","url":"URL_","headers":[{"name":"Content-Type","value":"application/json"}],"postData":{"mimeType":"application/json","text":ESCAPED}},"response":{"status":200,"content":{"mimeType":"application/json","text":"{\"statusCode\":9946,\"statusDescription\":\"x\"}"}}}]}}"#,
        &["refusal"],
    ),
    (
        r#"{"request":{"method":"POST","url":"URL_","headers":[{"name":"content-type","value":"application/json"}],"postData":{"text":ESCAPED,"mimeType":"application/json"}}}"#,
        &[],
    ),
    (
        r#"{"info":{"name":"Fawry"},"item":[{"name":"Charge","request":{"method":"POST","header":[{"key":"Content-Type","value":"application/json"}],"body":{"mode":"raw","raw":ESCAPED},"url":{"raw":"URL_","host":["x"]}}}]}"#,
        &[],
    ),
    (
        r#"{"level":30,"time":1718000000000,"msg":"fawry","req":{"method":"POST","url":"URL_","headers":{"content-type":"application/json"},"body":JSON_}}"#,
        &[],
    ),
    (r#"{"level":"info","headers":{"content-type":"application/json"},"body":ESCAPED}"#, &[]),
    (r#"{"method":"POST","url":"URL_","headers":{"Content-Type":["application/json"]},"body":ESCAPED}"#, &[]),
    ("[2024-06-10 09:12:01] local.INFO: Fawry request JSON_ []", &[]),
    ("2024-06-10T09:12:01 DEBUG fawry.client payload=JSON_", &[]),
    ("-H 'Content-Type: application/json' \\\n-H 'Accept: application/json'\n\nJSON_", &[]),
    ("HTTP_HOST: 127.0.0.1\nHTTP_ACCEPT: */*\nCONTENT_TYPE: application/json\nREQUEST_METHOD: POST\n\nJSON_", &[]),
    ("Content-Type: application/json\nAccept: */*\n\nJSON_", &[]),
    // With the answer.
    (
        "JSON_\n\n{\"type\":\"ResponseDataModel\",\"statusCode\":9946,\"statusDescription\":\"Blank or invalid signature\"}",
        &["refusal"],
    ),
    ("curl -H 'content-type: application/json' URL_ -d 'JSON_'\n{\"statusCode\":\"9946\"}", &["refusal"]),
    (
        "POST URL_ HTTP/1.1\nContent-Type: application/json\n\nJSON_\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"statusCode\":9946}",
        &["refusal"],
    ),
    (
        r#"{"config":{"method":"post","url":"URL_","headers":{"Content-Type":"application/json"},"data":ESCAPED},"response":{"status":400,"data":{"code":"9946","description":"x"}}}"#,
        &["refusal"],
    ),
    // Forms of the body.
    ("POST URL_ HTTP/1.1\nContent-Type: application/json\n\nb'JSON_'", &["body-not-json"]),
    ("POST URL_ HTTP/1.1\nContent-Type: application/json\n\n\u{feff}JSON_", &["body-not-json"]),
    ("POST URL_ HTTP/1.1\nContent-Type: application/json\n\nBASE64_", &["body-base64"]),
    ("POST URL_ HTTP/1.1\nContent-Type: application/json\n\n[JSON_]", &["body-in-array"]),
    ("POST URL_ HTTP/1.1\nContent-Type: application/json\n\nESCAPED", &["body-serialised-twice"]),
];

#[test]
fn forms_of_programs_exports_and_logs_are_read() {
    let mut failures = Vec::new();
    for (text, expected) in FORMS {
        let pasted = filled(text);
        let diagnosis = match fawry().diagnose_request(&pasted.as_str().into(), &Value::Null) {
            Ok(diagnosis) => diagnosis,
            Err(error) => {
                failures.push(format!("{text}: {error}"));
                continue;
            }
        };
        assert!(!format!("{diagnosis:?}").contains(KEY));
        if (diagnosis.verdict.as_str(), ids(&diagnosis).as_slice()) != ("valid", expected) {
            failures.push(format!("{text}: {} {:?}", diagnosis.verdict.as_str(), diagnosis.findings));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), FORMS.len(), failures.join("\n"));
}

#[test]
fn a_refusal_is_said_in_words() {
    let diagnosis = diagnosed(&filled("JSON_\n{\"statusCode\":9946}"));
    let refusal = diagnosis.findings.iter().find(|finding| finding.id == "refusal").unwrap();
    assert!(refusal.detail.starts_with("The gateway answered 9946: signature"), "{}", refusal.detail);
    // An accepted answer, an unknown code and a code inside of the request say nothing.
    for text in ["JSON_\n{\"statusCode\":200}", "JSON_\n{\"statusCode\":123456}"] {
        assert!(!ids(&diagnosed(&filled(text))).contains(&"refusal"), "{text}");
    }
}

#[test]
fn what_is_not_in_the_log_is_said() {
    for text in [
        include_str!("../pastes/curl-v.txt"),
        include_str!("../pastes/php-curl-verbose.txt"),
        include_str!("../pastes/guzzle-debug.txt"),
        include_str!("../pastes/java-http-log.txt"),
    ] {
        let diagnosis = diagnosed(text);
        assert_eq!(diagnosis.operation.as_deref(), Some("charge"));
        assert!(ids(&diagnosis).contains(&"body-not-shown"));
        assert!(diagnosis.findings.iter().any(|finding| finding.detail.contains("not its body")));
    }
    // Go writes texts without quotation marks, and Node cuts a buffer off.
    assert!(fawry().diagnose_request(&include_str!("../pastes/go-map.txt").into(), &Value::Null).is_err());
    for text in [include_str!("../pastes/go-struct.txt"), include_str!("../pastes/undici-diagnostics.txt")] {
        assert_eq!(ids(&diagnosed(text)), ["body-not-json"]);
    }
    // String() of an object says nothing.
    assert!(fawry().diagnose_request(&include_str!("../pastes/buffer.txt").into(), &Value::Null).is_err());
    let diagnosis = diagnosed(include_str!("../pastes/node-object.http"));
    assert_eq!((diagnosis.operation.as_deref(), ids(&diagnosis).as_slice()), (Some("charge"), &["body-not-json"][..]));
}

#[test]
fn long_pastes_end_soon() {
    let started = std::time::Instant::now();
    for piece in [
        "{",
        "[",
        "fetch(",
        "{\"a\":\"",
        "x = {",
        "send: b'",
        "[a] => ",
        "a(",
        "Array\n(\n",
        "array(",
        "> POST ",
        "b'",
        "{a:",
        "$x = $x = ",
    ] {
        let text = piece.repeat((1 << 20) / piece.len());
        let _ends = fawry().diagnose_request(&text.as_str().into(), &Value::Null);
        let _ends = fawry().diagnose_request(
            &format!("{{\"url\":\"x\",\"body\":{}}}", Value::from(text).to_json()).as_str().into(),
            &Value::Null,
        );
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
