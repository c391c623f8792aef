//! The token for invoices, and the quick form of an invoice.

use crate::declare::{Input, Money, Text, answer, input};
use crate::error::Result;
use crate::fatora::Fatora;
use crate::fatora::answer::{self as reply, Repeat};
use crate::fatora::config::UNSIGNED;
use crate::fatora::fields::in_account_currency;
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};
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

impl Operation for Authorize {
    type Gateway = Fatora;
    type Answer = Authorized;
    const SPEC: &'static Spec = &Spec {
        name: "authorize",
        method: Method::Post,
        path: "/Authorization/Authorize",
        unsigned: Some(UNSIGNED),
        options: &[],
        source: "Fatora documentation, authentication; docs/gateways/fatora.md#authorize",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new("Get a token for invoices", "{}")];

    fn draft(&self, fatora: &Fatora, _: &Options) -> Result<Draft> {
        let draft = Draft::new::<Self>(fatora);
        Ok(if self.extra.is_empty() { draft } else { draft.body(self.to_object()) })
    }

    fn read(_: &Fatora, response: HttpResponse<'_>) -> Result<Outcome<Authorized>> {
        reply::read_as(response, Repeat::Harmless, |object| {
            let granted = object.get("success") == Some(&Value::Bool(true));
            granted.then(|| object.clone().into())
        })
    }
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

impl Operation for CreateInvoice {
    type Gateway = Fatora;
    type Answer = InvoiceCreated;
    const SPEC: &'static Spec = &Spec {
        name: "createInvoice",
        method: Method::Post,
        path: "/invoices",
        unsigned: Some(UNSIGNED),
        options: &["currency"],
        source: "Fatora documentation, add invoice; docs/gateways/fatora.md#createinvoice",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("Create a quick invoice", r#"{ "amount": "100", "description": "Sample invoice description" }"#)];

    fn draft(&self, fatora: &Fatora, options: &Options) -> Result<Draft> {
        let mut body = self.to_object();
        body.set("amount", in_account_currency(&self.amount, options)?);
        Ok(Draft::new::<Self>(fatora).body(body))
    }

    fn read(_: &Fatora, response: HttpResponse<'_>) -> Result<Outcome<InvoiceCreated>> {
        if response.is_success() && !matches!(response.json()?, Some(Value::Object(_))) {
            let raw = response.json()?.unwrap_or_default();
            return Ok(Outcome::Accepted { data: InvoiceCreated::default(), raw });
        }
        reply::read_as(response, Repeat::Harmful, |object| Some(object.clone().into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::operation::{Client, Gateway};
    use crate::value::Object;

    fn fatora(config: &str) -> Fatora {
        Fatora::new(&Value::parse(config).unwrap()).unwrap()
    }

    #[test]
    fn the_token_is_needed_for_invoices_only() {
        let fatora = fatora(r#"{"apiKey":"k"}"#);
        let input = Value::parse(CreateInvoice::SAMPLES[0].input).unwrap();
        let error = fatora.build("createInvoice", &input, &Value::Null).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidConfig, Some("bearerToken")));
        let request = fatora.build("authorize", &Object::new().into(), &Value::Null).unwrap();
        assert_eq!((request.body, request.headers), (None, vec![("api_key", "k".to_owned())]));
    }

    #[test]
    fn a_token_comes_with_success_alone() {
        let fatora = fatora(Fatora::SAMPLE_CONFIG);
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
        let fatora = fatora(Fatora::SAMPLE_CONFIG);
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
