//! JSON as the crate reads and writes it: what is no JSON, where its limits are, and that nothing is lost.

use tawqee::{Object, Value};

fn again(text: &str) -> Result<String, String> {
    Value::parse(text).map(|value| value.to_json())
}

#[test]
fn numbers_keep_their_text() {
    for number in ["0", "-0", "7", "10", "-12.050", "0.0", "1e3", "1E+03", "5e-7", "123456789012345678901234567890.10"]
    {
        assert_eq!(again(number).as_deref(), Ok(number));
        assert_eq!(again(&format!(" [{number} ]")).unwrap(), format!("[{number}]"));
    }
    for bad in
        ["-", "01", "-01", "00", "1.", ".5", "+1", "1e", "1e+", "1.e3", "0x1", "1_0", "NaN", "Infinity", "1 2", "1,2"]
    {
        assert_eq!(again(bad).unwrap_err(), "is not JSON", "{bad}");
    }
}

#[test]
fn words_and_white_space_are_those_of_json() {
    for (text, written) in [
        (" \t\r\n true", "true"),
        ("[false , null]", "[false,null]"),
        ("{ \"a\" : { } , \"b\" : [ ] }\n", r#"{"a":{},"b":[]}"#),
    ] {
        assert_eq!(again(text).as_deref(), Ok(written));
    }
    for bad in [
        "True",
        "tru",
        "nul",
        "truee",
        "[true false]",
        "[1 2]",
        "[,]",
        "[1,,2]",
        "[1",
        "[",
        "]",
        "{",
        "}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,}",
        "{,}",
        "[1}",
        "{\"a\":1]",
        "\u{b}1",
        "\u{a0}1",
        "\u{feff}1",
        "1 x",
        "\"a\" \"b\"",
        "'a'",
        "\"",
        "\"a",
        "\"\\",
        "\"a\\\"",
    ] {
        assert_eq!(again(bad).unwrap_err(), "is not JSON", "{bad:?}");
    }
}

#[test]
fn strings_are_read_and_written_as_json_has_them() {
    for (text, read) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""a\u0041\u00e9\u0639b""#, "aA\u{e9}\u{639}b"),
        (r#""\u000a\u001F\uFFFF\ud7ff\ue000""#, "\n\u{1f}\u{ffff}\u{d7ff}\u{e000}"),
        (r#""\ud800\udc00\uDBFF\uDFFF""#, "\u{10000}\u{10ffff}"),
        ("\"\u{639}\u{1f600}\u{7f}\"", "\u{639}\u{1f600}\u{7f}"),
        ("\"\"", ""),
    ] {
        let value = Value::parse(text).unwrap();
        assert_eq!(value, Value::from(read), "{text}");
        assert_eq!(Value::parse(&value.to_json()), Ok(value), "{text}");
    }
    for (text, says) in [
        ("\"a\tb\"", "is not JSON"),
        ("\"\\n\u{1f}\"", "is not JSON"),
        (r#""\x41""#, "is not JSON"),
        (r#""\u12""#, "is not JSON"),
        (r#""\u12g4""#, "is not JSON"),
        (r#""\u+123""#, "is not JSON"),
        (r#""\ud800""#, "is not valid Unicode"),
        (r#""\ud800x""#, "is not valid Unicode"),
        (r#""\ud800\n""#, "is not valid Unicode"),
        (r#""\ud800\ud800""#, "is not valid Unicode"),
        (r#""\udbff\ue000""#, "is not valid Unicode"),
        (r#""\udc00""#, "is not valid Unicode"),
        (r#""\udfff\ud800""#, "is not valid Unicode"),
    ] {
        assert!(again(text).unwrap_err().ends_with(says), "{text}");
    }
    let control: String = (0..0x20).map(char::from).collect();
    let written = Value::from(control.clone()).to_json();
    assert_eq!(
        written,
        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\
         \\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f\""
    );
    assert_eq!(Value::parse(&written), Ok(control.into()));
}

#[test]
fn a_name_stands_once() {
    for (text, says) in [
        (r#"{"b":1,"a":1,"b":2}"#, "holds the name \"b\" twice"),
        (r#"{"a":1,"\u0061":2}"#, "holds the name \"a\" twice"),
        (r#"[{"x":{"4242424242424242":1,"4242424242424242":2}}]"#, "holds a name twice"),
        (r#"{"":1,"":2}"#, "holds a name twice"),
        (r#"{"__proto__":1}"#, "holds the name \"__proto__\""),
        (r#"{"__pr\u006fto__":1}"#, "holds the name \"__proto__\""),
    ] {
        assert_eq!(again(text).unwrap_err(), says, "{text}");
    }
    for good in [r#"{"a":{"a":{"a":1}}}"#, r#"{"a":1,"A":2,"aa":3}"#, r#"[{"a":1},{"a":2}]"#, r#"["__proto__"]"#] {
        assert_eq!(again(good).as_deref(), Ok(good));
    }
    let names =
        |last: usize| (0..1000).chain([last]).map(|name| format!("\"n{name}\":1")).collect::<Vec<_>>().join(",");
    assert!(again(&format!("{{{}}}", names(1000))).is_ok());
    assert_eq!(again(&format!("{{{}}}", names(17))).unwrap_err(), "holds the name \"n17\" twice");
}

#[test]
fn depth_and_length_end_where_they_say() {
    let lists = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    for deep in [lists, objects] {
        assert_eq!(again(&deep(32)).as_ref(), Ok(&deep(32)));
        assert_eq!(again(&deep(33)).unwrap_err(), "nests deeper than 32 levels");
    }
    // What stands beside it is as deep as it is, and no deeper.
    let wide = format!("[{0},{0}]", lists(31));
    assert_eq!(again(&wide).as_ref(), Ok(&wide));
    let text = |length: usize| format!("\"{}\"", "x".repeat(length - 2));
    assert!(again(&text(1024 * 1024)).is_ok());
    assert_eq!(again(&text(1024 * 1024 + 1)).unwrap_err(), "is longer than 1048576 bytes");
}

#[test]
fn a_value_says_what_it_is() {
    let object: Object = [("a", 1_u64)].into_iter().collect();
    for (value, text, name, absent) in [
        (Value::Null, None, "null", true),
        (true.into(), None, "a boolean", false),
        (7_usize.into(), Some("7"), "a number", false),
        ("".into(), Some(""), "a string", true),
        ("x".into(), Some("x"), "a string", false),
        (vec!["x"].into(), None, "an array", false),
        (object.clone().into(), None, "an object", false),
    ] {
        assert_eq!((value.as_text(), value.type_name(), value.is_absent()), (text, name, absent));
        assert_eq!(value.as_array().is_some(), matches!(value, Value::Array(_)));
        assert_eq!(value.as_object().is_some(), matches!(value, Value::Object(_)));
        assert_eq!(format!("{value:?}"), value.to_json());
    }
    assert_eq!(Value::from(vec!["x", "y"]).as_array(), Some(&["x".into(), "y".into()][..]));
    assert_eq!(Value::from(object.clone()).as_object(), Some(&object));
    assert_eq!(format!("{object:?}"), r#"{"a":1}"#);
}

#[test]
fn an_object_keeps_its_order() {
    let mut object = Object::new();
    assert_eq!((object.is_empty(), object.len()), (true, 0));
    object.push("b", "1");
    object.set("a", "2");
    object.set("b", "3");
    assert_eq!((object.is_empty(), object.len()), (false, 2));
    assert_eq!((object.get("b"), object.get("c")), (Some(&"3".into()), None));
    object.iter_mut().for_each(|(name, value)| *value = format!("{name}!").into());
    assert_eq!(object.iter().rev().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(Value::from(object.clone()).to_json(), r#"{"b":"b!","a":"a!"}"#);
    assert_eq!(object.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["b", "a"]);
}

#[test]
fn a_path_leads_to_a_value_or_nowhere() {
    let value = Value::parse(r#"{"a":[{"b":[1,2]},"x"],"c":{"d":null}}"#).unwrap();
    for (path, found) in [("a[0].b[1]", "2"), ("a[1]", "\"x\""), ("c.d", "null"), ("c", r#"{"d":null}"#)] {
        assert_eq!(value.at(path).map(Value::to_json).as_deref(), Some(found), "{path}");
    }
    for path in ["", "b", "a[2]", "a[-1]", "a[0", "a.0", "a[x]", "a[0].b[1].c", "c.d.e", "c[0]"] {
        assert_eq!(value.at(path), None, "{path}");
    }
}

#[test]
fn what_a_double_would_round_is_text_to_serde() {
    for (given, written) in [
        (r#"{"a":null,"b":[true,"x"]}"#, r#"{"a":null,"b":[true,"x"]}"#),
        ("9007199254740991", "9007199254740991"),
        ("-9007199254740991", "-9007199254740991"),
        ("9007199254740992", "\"9007199254740992\""),
        ("-9007199254740992", "\"-9007199254740992\""),
        ("9223372036854775808", "\"9223372036854775808\""),
        ("152.5", "152.5"),
        ("1e2", "100.0"),
        ("1E2", "100.0"),
        ("1e999", "\"1e999\""),
    ] {
        assert_eq!(serde_json::to_string(&Value::parse(given).unwrap()).unwrap(), written, "{given}");
    }
    for number in ["NaN", "Infinity", "-inf"] {
        let written = serde_json::to_string(&Value::Number(number.into())).unwrap();
        assert_eq!(written, format!("\"{number}\""));
    }
}
