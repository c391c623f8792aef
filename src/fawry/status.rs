//! The status of an order, in both versions.

use crate::document::Item;
use crate::engine::{Answer, Response, Verdict};
use crate::error::{ErrorCode, Result};
use crate::fawry::answer as reply;
use crate::fawry::config::{FawryConfig, MERCHANT_CODE, OPERATION, SECURE_KEY};
use crate::fawry::received::prove;
use crate::fawry::{Notification, notification, returned, words};
use crate::outcome::State;
use crate::request::Method;
use crate::table::kinds::{Id, ReceivedPounds};
use crate::table::{Effect, Operation, Param, Part, Recipe, Sample, Send, answer, input};

input! {
    /// Asks for the status of an order. The answer is signed, and its reader checks the signature.
    ///
    /// Signed: merchant code, reference, key.
    pub struct PaymentStatus as "FawryPaymentStatusInput" {
        /// Your reference, the `merchantRefNum` of the charge.
        merchant_ref_number: Id = "merchantRefNumber",
    }
}

input! {
    /// Asks for the status of an order by the older call, whose answer carries no signature. Prefer `paymentStatus`.
    ///
    /// Signed: merchant code, reference, key.
    pub struct PaymentStatusV1 as "FawryPaymentStatusV1Input" {
        /// Your reference, the `merchantRefNum` of the charge.
        merchant_ref_number: Id = "merchantRefNumber",
    }
}

answer! {
    /// The status of an order by the older call. Nothing proves it but the connection.
    pub struct PaymentStatusV1Data as "FawryPaymentStatusV1Data" {
        /// Act on `paid`.
        state: State = "state",
        /// Fawry's own word for the state.
        payment_status: Option<String> = "paymentStatus",
        /// Fawry's number of the order.
        reference_number: Option<String> = "referenceNumber",
        /// Your reference.
        merchant_ref_number: Option<String> = "merchantRefNumber",
        /// EGP that the customer pays.
        payment_amount: Option<ReceivedPounds> = "paymentAmount",
        /// Epoch milliseconds.
        payment_date: Option<u64> = "paymentDate",
        /// Epoch milliseconds after which the reference cannot be paid.
        expiration_time: Option<u64> = "expirationTime",
        /// Fawry's spelling.
        payment_method: Option<String> = "paymentMethod",
        /// `PaymentStatusResponse`.
        kind: Option<String> = "type",
        /// `200`.
        status_code: Option<String> = "statusCode",
        /// Text for people, in Arabic or English.
        status_description: Option<String> = "statusDescription",
    }
}

/// `paymentStatus`.
pub(super) static PAYMENT_STATUS: Operation = Operation {
    name: "paymentStatus",
    method: Method::Get,
    path: "/ECommerceWeb/Fawry/payments/status/v2",
    input: PaymentStatus::SHAPE,
    send: Send::query(&[
        Param::setting("merchantCode", FawryConfig::KEY.merchant_code),
        Param::field(PaymentStatus::KEY.merchant_ref_number),
    ]),
    recipe: Some(&RECIPE),
    answer: Notification::SHAPE,
    read,
    finish: Some(believe),
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, payment status V2; docs/gateways/fawry.md#paymentstatus",
    #[cfg(not(target_arch = "wasm32"))]
    samples: SAMPLES,
    ..OPERATION
};

/// `paymentStatusV1`.
pub(super) static PAYMENT_STATUS_V1: Operation = Operation {
    name: "paymentStatusV1",
    method: Method::Get,
    path: "/ECommerceWeb/Fawry/payments/status",
    input: PaymentStatusV1::SHAPE,
    send: Send::query(&[
        Param::setting("merchantCode", FawryConfig::KEY.merchant_code),
        Param::field(PaymentStatusV1::KEY.merchant_ref_number),
    ]),
    recipe: Some(&RECIPE_V1),
    answer: PaymentStatusV1Data::SHAPE,
    finish: Some(|_, answer| {
        words::name_state(answer, PaymentStatusV1Data::KEY.payment_status, PaymentStatusV1Data::KEY.state);
        Ok(())
    }),
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, payment status V1; docs/gateways/fawry.md#paymentstatusv1",
    #[cfg(not(target_arch = "wasm32"))]
    samples: SAMPLES,
    ..OPERATION
};

const RECIPE: Recipe =
    Recipe::sha256(&[MERCHANT_CODE, Part::Field(PaymentStatus::KEY.merchant_ref_number), SECURE_KEY]);

const RECIPE_V1: Recipe =
    Recipe::sha256(&[MERCHANT_CODE, Part::Field(PaymentStatusV1::KEY.merchant_ref_number), SECURE_KEY]);

#[cfg(not(target_arch = "wasm32"))]
const SAMPLES: &[Sample] = &[Sample::new("Status of an order", r#"{ "merchantRefNumber": "23124654641" }"#)];

/// A status is a notification without an envelope, or, by one description, the answer of a charge.
fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    let Some(object) = response.documented()?.filter(|body| body.is_object()) else { return reply::read(response) };
    let has = |name: &str| object.present(name).is_some();
    let is_status = has("orderStatus") && (has("fawryRefNumber") || has("referenceNumber"));
    match reply::result_code(object) {
        Some(code) if code != "200" => Ok(reply::refused(response, code, object)),
        None if !is_status => reply::read(response),
        _ => Ok(Verdict::accepted(object)),
    }
}

/// Believes a status only when its signature belongs to it.
fn believe(response: &Response<'_>, answer: &mut Answer<'_>) -> Result<()> {
    let fields = response.json()?.unwrap_or(Item::NULL);
    let has = |name: &str| fields.present(name).is_some();
    let is_charge = !has(notification::SIGNATURE) && !has("fawryRefNumber") && has(returned::SIGNATURE);
    let proof = match is_charge {
        true => prove(response.account, &returned::RETURN, fields, returned::SIGNATURE),
        false => prove(response.account, &notification::NOTIFICATION, fields, notification::SIGNATURE),
    };
    // A signature over fields that are not there proves nothing.
    let proof = proof.map_err(|error| match error.code() {
        ErrorCode::SignatureMissing => error,
        _ => error.with_code(ErrorCode::SignatureMismatch),
    })?;
    notification::settle(answer, proof);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::client::Client;
    use crate::fawry::testing::{build, fawry, fawry_with, json, read, refused, text};
    use crate::value::Value;

    const FIELDS: &str = r#"{"requestId":"c72827d0","fawryRefNumber":"970177","merchantRefNumber":"R1","paymentAmount":152.5,
        "orderAmount":150,"fawryFees":2.5,"orderStatus":"PAID","paymentMethod":"PAYATFAWRY","paymentRefrenceNumber":"7",
        "paymentTime":1718000000000,"orderItems":[]}"#;

    #[test]
    fn a_status_is_believed_when_it_is_signed() {
        let signed = fawry().sign_notification(&json(FIELDS)).unwrap();
        let outcome = read(&fawry(), "paymentStatus", 200, &signed).unwrap();
        for (path, expected) in [
            ("ok", "true"),
            ("data.state", "paid"),
            ("data.orderAmount", "150.00"),
            ("data.paymentAmount", "152.50"),
            ("data.fawryRefNumber", "970177"),
            ("raw.orderAmount", "150"),
        ] {
            assert_eq!(text(&outcome, path), expected, "{path}");
        }
        for (body, code) in [
            (FIELDS.to_owned(), "SIGNATURE_MISSING"),
            (signed.replace("PAID", "NEW"), "SIGNATURE_MISMATCH"),
            (signed.replace("\"paymentMethod\":\"PAYATFAWRY\",", ""), "SIGNATURE_MISMATCH"),
        ] {
            let outcome = read(&fawry(), "paymentStatus", 200, &body).unwrap();
            assert_eq!((text(&outcome, "ok").as_str(), text(&outcome, "error.code").as_str()), ("false", code));
        }
    }

    #[test]
    fn the_answer_of_a_charge_is_a_status_too() {
        let fields = r#"{"type":"ChargeResponse","referenceNumber":"970177","merchantRefNumber":"R1","orderAmount":150,
            "paymentAmount":152.5,"fawryFees":2.5,"orderStatus":"EXPIRED","paymentMethod":"CARD","statusCode":200}"#;
        let mut signed = json(fields).as_object().unwrap().clone();
        signed.set("signature", fawry().signature("return", &json(fields), &Value::Null).unwrap());
        let body = Value::from(signed).to_json();
        let outcome = read(&fawry(), "paymentStatus", 200, &body).unwrap();
        assert_eq!(text(&outcome, "data.state"), "expired");
        assert_eq!(text(&outcome, "data.fawryRefNumber"), "970177");
        assert_eq!(text(&outcome, "data.dedupeKey").len(), 64);
        let forged = read(&fawry(), "paymentStatus", 200, &body.replace("EXPIRED", "PAID")).unwrap();
        assert_eq!(text(&forged, "error.code"), "SIGNATURE_MISMATCH");
        assert_eq!(text(&read(&fawry(), "paymentStatus", 200, fields).unwrap(), "error.code"), "SIGNATURE_MISSING");
        let bare = read(&fawry(), "paymentStatus", 200, r#"{"statusCode":200}"#).unwrap();
        assert_eq!(text(&bare, "error.code"), "SIGNATURE_MISSING");
    }

    #[test]
    fn each_form_is_proven_by_its_own_signature() {
        let code = |body: &str| text(&read(&fawry(), "paymentStatus", 200, body).unwrap(), "error.code");
        let with = |body: &str, name: &str, value: Value| {
            let mut fields = json(body).as_object().unwrap().clone();
            fields.set(name, value);
            Value::from(fields).to_json()
        };
        let signed = fawry().sign_notification(&json(FIELDS)).unwrap();
        assert_eq!(code(&with(&signed, "signature", "x".into())), "", "a notification, whatever else it has");
        let of_charge = fawry().signature("return", &json(FIELDS), &Value::Null).unwrap();
        assert_eq!(code(&with(FIELDS, "signature", of_charge.into())), "SIGNATURE_MISSING", "that of another form");
        let unsigned = FIELDS.replace("fawryRefNumber", "referenceNumber");
        let outcome = read(&fawry(), "paymentStatus", 200, &unsigned).unwrap();
        assert!(text(&outcome, "error.message").starts_with("messageSignature"), "{outcome:?}");
    }

    #[test]
    fn a_refused_status_has_fawrys_code() {
        let body = r#"{"type":"PaymentStatusResponse","statusCode":9938,"statusDescription":"not found"}"#;
        for operation in ["paymentStatus", "paymentStatusV1"] {
            let outcome = read(&fawry(), operation, 200, body).unwrap();
            assert_eq!(text(&outcome, "error.code"), "9938");
            assert_eq!(text(&outcome, "error.meaning"), "payment or order not found");
            let halves = [(200, r#"{"orderStatus":"PAID"}"#), (200, r#"{"fawryRefNumber":"970177"}"#)];
            for (status, body) in [(200, ""), (200, "<html>"), (200, "[]"), (200, "{}")].into_iter().chain(halves) {
                let error = read(&fawry(), operation, status, body).unwrap_err();
                assert_eq!(error.code().as_str(), "MALFORMED_RESPONSE");
            }
        }
    }

    #[test]
    fn the_older_status_is_read_as_it_comes() {
        let body = r#"{"type":"PaymentStatusResponse","referenceNumber":"970177","merchantRefNumber":"R1","paymentAmount":152.5,
            "paymentDate":1718000000000,"paymentStatus":"CANCELLED","paymentMethod":"PAYATFAWRY","statusCode":200}"#;
        let outcome = read(&fawry(), "paymentStatusV1", 200, body).unwrap();
        assert_eq!(
            (text(&outcome, "data.state").as_str(), text(&outcome, "data.paymentAmount").as_str()),
            ("cancelled", "152.50")
        );
    }

    #[test]
    fn a_query_is_raw_unless_the_account_wants_it_encoded() {
        let input = r#"{ "merchantRefNumber": "A/B+1=2" }"#;
        let raw = build(&fawry(), "paymentStatus", input).unwrap().url;
        assert!(raw.contains("?merchantCode=1tSa6uxz2nTwlaAmt38enA==&merchantRefNumber=A/B+1=2&signature="), "{raw}");
        let encoded = build(&fawry_with("queryEncoding", "percent"), "paymentStatus", input).unwrap().url;
        assert!(
            encoded.contains("merchantCode=1tSa6uxz2nTwlaAmt38enA%3D%3D&merchantRefNumber=A%2FB%2B1%3D2&"),
            "{encoded}"
        );
        assert_eq!(raw.rsplit('=').next(), encoded.rsplit('=').next(), "the signature does not depend on it");
        let odd = r#"{ "merchantRefNumber": "A&B #1" }"#;
        assert_eq!(refused(&fawry(), "paymentStatus", odd), ("INVALID_FIELD", "merchantRefNumber".to_owned()));
        assert!(fawry().signature("paymentStatus", &json(odd), &Value::Null).is_ok(), "only sending is refused");
        let odd_extra = r#"{ "merchantRefNumber": "R1", "extra": { "later": "A&B" } }"#;
        assert_eq!(refused(&fawry(), "paymentStatus", odd_extra), ("INVALID_FIELD", "extra.later".to_owned()));
        assert!(
            build(&fawry_with("queryEncoding", "percent"), "paymentStatus", odd).unwrap().url.contains("A%26B%20%231")
        );
    }
}
