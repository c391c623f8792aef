//! What holds for every input.

use proptest::prelude::*;

use super::*;

fn printable() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 ع/\\\\\"'&=?#%+é漢-]{1,30}"
}

proptest! {
    #![proptest_config(crate::thorough::thorough())]

    #[test]
    fn every_change_of_a_request_changes_what_is_signed(
        order in printable(), other in printable(), price in 1u32..10_000_000, time in 1_000_000_000u64..9_999_999_999,
    ) {
        let input = |order: &str, price: u32| {
            let mut input = Object::new();
            input.push("orderId", order);
            input.push("totalPrice", format!("{}.{:02}", price / 100, price % 100));
            Value::from(input)
        };
        let signed = |input: &Value, time: u64| {
            let options = json(&format!(r#"{{"timestamp":{time}}}"#));
            signing().explain("refund", input, &options).unwrap().string_to_sign
        };
        let base = signed(&input(&order, price), time);
        prop_assert!(order == other || base != signed(&input(&other, price), time));
        prop_assert_ne!(&base, &signed(&input(&order, price + 1), time));
        prop_assert_ne!(&base, &signed(&input(&order, price), time - 1));
        let body = base.split_once("create-refund").unwrap().1;
        let body = json(body);
        prop_assert_eq!(body.at("orderId").unwrap().as_text().unwrap(), order.as_str());
    }

    #[test]
    fn a_path_value_stays_one_step_of_the_path(id in printable()) {
        let mut input = Object::new();
        input.push("track_id", id.as_str());
        let url = signing().build("paymentStatus", &input.into(), &at_now()).unwrap().url;
        let step = url.strip_prefix("https://sandboxapi.upayments.com/api/v1/get-payment-status/").unwrap();
        prop_assert!(step.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)), "{}", url);
    }

    #[test]
    fn a_signed_webhook_is_verified_and_a_changed_one_is_not(
        note in printable(), at in any::<prop::sample::Index>(), drift in -600i64..600,
    ) {
        let mut fields = json(PAID).as_object().unwrap().clone();
        fields.push("note", note.as_str());
        let body = Value::from(fields).to_json();
        let headers = signing().sign_webhook(URL, &body, NOW).unwrap();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let webhook = Webhook {
            url: URL,
            headers: &headers,
            body: body.as_bytes(),
            now: NOW.saturating_add_signed(drift),
            tolerance_seconds: DEFAULT_TOLERANCE_SECONDS,
        };
        let read = signing().verify_webhook(&webhook);
        if drift.unsigned_abs() > DEFAULT_TOLERANCE_SECONDS {
            prop_assert_eq!(read.unwrap_err().code(), ErrorCode::TimestampOutOfRange);
            return Ok(());
        }
        prop_assert!(read.is_ok());
        let mut changed = body.clone().into_bytes();
        let index = at.index(changed.len());
        changed[index] ^= 1;
        let error = signing().verify_webhook(&Webhook { body: &changed, ..webhook }).unwrap_err();
        prop_assert!(matches!(error.code(), ErrorCode::SignatureMismatch | ErrorCode::MalformedBody), "{}", error);
        let error = signing().verify_webhook(&Webhook { url: "https://example.com/notify/", ..webhook }).unwrap_err();
        prop_assert_eq!(error.code(), ErrorCode::SignatureMismatch);
    }

    #[test]
    fn one_wrong_digit_of_an_iban_is_found(at in 2usize..30, digit in 0u32..10) {
        let iban = "KW81CBKU0000000000001234560101";
        let mut wrong: Vec<char> = iban.chars().collect();
        wrong[at] = char::from_digit(digit, 10).unwrap();
        let wrong: String = wrong.into_iter().collect();
        let input = format!(
            r#"{{"order":{{"id":"1","description":"d","currency":"KWD","amount":1}},"language":"en",
                "extraMerchantData":[{{"amount":1,"ibanNumber":"{wrong}"}}],"returnUrl":"https://a.example/r",
                "cancelUrl":"https://a.example/c","notificationUrl":"https://a.example/n"}}"#
        );
        // A letter turned into a digit shifts the rest, which the check digits need not find.
        let letter = iban.chars().nth(at).unwrap().is_ascii_uppercase();
        prop_assume!(!letter);
        prop_assert_eq!(build("charge", &input).is_ok(), wrong == iban);
    }

    #[test]
    fn no_answer_and_no_webhook_is_too_strange(
        body in any::<String>(), status in 100u16..600, operation in prop::sample::select(operations()),
    ) {
        let wrapped = format!(r#"{{"status":true,"data":{{"transaction":{{"result":{}}}}}}}"#, Value::from(body.as_str()).to_json());
        let _ = signing().read(operation, HttpResponse { status, body: &body });
        let read = signing().read(operation, HttpResponse { status, body: &wrapped });
        prop_assert!(read.is_ok());
        let headers = signing().sign_webhook(URL, &body, NOW).unwrap();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let webhook = Webhook { url: URL, headers: &headers, body: body.as_bytes(), now: NOW, tolerance_seconds: 0 };
        if let Err(error) = signing().verify_webhook(&webhook) {
            prop_assert_eq!(error.code(), ErrorCode::MalformedBody);
        }
    }
}
