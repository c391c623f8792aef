//! Known signatures and requests of UPayments.

use super::*;

fn text<'a>(vector: &'a Value, path: &str) -> &'a str {
    vector.at(path).and_then(Value::as_text).unwrap_or_default()
}

fn request_value(request: &HttpRequest) -> Value {
    let headers: Object = request.headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut value = Object::new();
    value.push("method", request.method.as_str());
    value.push("url", request.url.as_str());
    value.push("headers", headers);
    if let Some(body) = &request.body {
        value.push("body", body.as_str());
    }
    value.into()
}

#[test]
fn every_known_signature_and_request() {
    let vectors = json(include_str!("../../vectors/upayments.json"));
    let (mut right, mut wrong, mut requests) = (0, 0, 0);
    for vector in vectors.as_array().unwrap() {
        let (name, operation) = (text(vector, "name"), text(vector, "operation"));
        let gateway = UPayments::new(vector.at("config").unwrap()).unwrap();
        let (input, options) = (vector.at("input").unwrap(), vector.at("options").unwrap());
        let explanation = gateway.explain(operation, input, options).unwrap();
        let recipe = gateway.recipe(operation, input, options).unwrap();
        assert_eq!(recipe.matches(text(vector, "signature")), !name.contains("-mistake-"), "{name}");
        if name.contains("-mistake-") {
            wrong += 1;
            continue;
        }
        let shown = vector.at("maskedStringToSign").or_else(|| vector.at("stringToSign")).unwrap();
        assert_eq!(explanation.string_to_sign, shown.as_text().unwrap(), "{name}");
        assert_eq!(explanation.signature, text(vector, "signature"), "{name}");
        let names: Vec<&str> = explanation.parts.iter().map(|part| part.name.as_str()).collect();
        let target = if operation == "webhook" { "url" } else { "path" };
        assert_eq!(names, ["timestamp", "method", target, "body"], "{name}");
        if let Some(expected) = vector.at("request") {
            let request = gateway.build(operation, input, options).unwrap();
            assert_eq!(request_value(&request), *expected, "{name}");
            requests += 1;
        }
        right += 1;
    }
    assert!(right >= 27 && wrong >= 45 && requests >= 24, "{right} {wrong} {requests}");
}
