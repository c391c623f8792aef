//! The token for invoices, and the quick form of an invoice.

use crate::engine::{Response, Verdict};
use crate::error::Result;
use crate::fatora::answer as reply;
use crate::fatora::config::OPERATION;
use crate::fatora::fields::in_account_currency;
use crate::options::CallOptions;
use crate::table::kinds::{Money, Text};
use crate::table::{BodyForm, Effect, Operation, Sample, Send, answer, input};
use crate::value::Value;

input! {
    /// Asks for the token that invoices need. It takes no fields.
    pub struct Authorize as "FatoraAuthorizeInput" {}
}

answer! {
    /// A token for invoices.
    pub struct Authorized as "FatoraAuthorizeData" {
        /// Set it as `bearerToken`.
        bearer_token: Option<String> = "bearer_token",
    }
}

/// `authorize`.
pub(super) static AUTHORIZE: Operation = Operation {
    name: "authorize",
    path: "/Authorization/Authorize",
    input: Authorize::SHAPE,
    send: Send { body: BodyForm::FieldsIfAny, ..Send::BODY },
    answer: Authorized::SHAPE,
    read: read_token,
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Fatora documentation, authentication; docs/gateways/fatora.md#authorize",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Get a token for invoices", "{}")],
    ..OPERATION
};

fn read_token<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    reply::read_as(response, |object| {
        let granted = object.get("success").and_then(crate::document::Item::as_bool) == Some(true);
        granted.then_some(object)
    })
}

input! {
    /// Creates an invoice in its quick form.
    ///
    /// The detailed form (`number`, `currency`, `due_date`, `items`, `client`, …) goes into `extra`.
    pub struct CreateInvoice as "FatoraCreateInvoiceInput" {
        /// Above zero. The option `currency` says how many decimals it has; it is not sent.
        amount: Money = "amount",
        /// What the invoice is for.
        description: Text = "description",
    }
}

answer! {
    /// A created invoice. The form of the answer is not documented; all of it is in `raw`.
    pub struct InvoiceCreated as "FatoraCreateInvoiceData" {
        /// As sent.
        result: Option<Value> = "result",
    }
}

/// `createInvoice`.
pub(super) static CREATE_INVOICE: Operation = Operation {
    name: "createInvoice",
    path: "/invoices",
    options: &[CallOptions::KEY.currency],
    input: CreateInvoice::SHAPE,
    check: Some(|call| in_account_currency(call, CreateInvoice::KEY.amount)),
    answer: InvoiceCreated::SHAPE,
    read: read_invoice,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Fatora documentation, add invoice; docs/gateways/fatora.md#createinvoice",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Create a quick invoice",
        r#"{ "amount": "100", "description": "Sample invoice description" }"#,
    )],
    ..OPERATION
};

/// The form of the answer is not documented: whatever a 2xx holds, or nothing, is success.
fn read_invoice<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    if response.is_success() && !response.json()?.is_some_and(crate::document::Item::is_object) {
        return Ok(Verdict::empty());
    }
    reply::read_as(response, Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::error::ErrorCode;
    use crate::fatora::{CLASS, Fatora};
    use crate::request::HttpResponse;
    use crate::value::Object;

    fn fatora(config: &str) -> Fatora {
        Fatora::new(&Value::parse(config).unwrap()).unwrap()
    }

    #[test]
    fn the_token_is_needed_for_invoices_only() {
        let fatora = fatora(r#"{"apiKey":"k"}"#);
        let input = Value::parse(CREATE_INVOICE.samples[0].input).unwrap();
        let error = fatora.build("createInvoice", &input, &Value::Null).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidConfig, Some("bearerToken")));
        let request = fatora.build("authorize", &Object::new().into(), &Value::Null).unwrap();
        assert_eq!((request.body, request.headers), (None, vec![("api_key", "k".to_owned())]));
    }

    #[test]
    fn a_token_comes_with_success_alone() {
        let fatora = fatora(CLASS.sample_config);
        let read = |status, body| fatora.read_authorize(HttpResponse { status, body });
        let granted = read(200, r#"{"success":true,"bearer_token":"jwt"}"#).unwrap();
        assert_eq!(granted.data().unwrap().bearer_token.as_deref(), Some("jwt"));
        let refused = read(200, r#"{"status":"ERROR","error":"Invalid API Key"}"#).unwrap();
        assert_eq!(refused.error().unwrap().message, "Invalid API Key");
        for status in [200, 401] {
            assert!(read(status, r#"{"success":false}"#).unwrap().error().is_some());
        }
        assert!(read(200, r#"{"bearer_token":"jwt"}"#).is_err());
    }

    #[test]
    fn any_2xx_without_an_error_is_an_invoice() {
        let fatora = fatora(CLASS.sample_config);
        let read = |status, body| fatora.read_create_invoice(HttpResponse { status, body });
        let created = read(201, r#"{"result":{"invoice_id":"7"}}"#).unwrap();
        assert_eq!(created.data().unwrap().result.as_ref().unwrap().to_json(), r#"{"invoice_id":"7"}"#);
        for body in ["", r#"{"id":7}"#, "[]", "7"] {
            assert!(read(201, body).unwrap().data().is_some(), "{body}");
        }
        assert!(read(200, r#"{"status":"ERROR","error":"no"}"#).unwrap().error().is_some());
        assert!(read(401, "").unwrap().error().is_some());
        assert!(read(201, "<html>").is_err());
    }
}
