//! Getting a token, and getting a new one.

use crate::declare::{Input, Kind, Lenient, Password, Text, answer, bare_string, input, text_type};
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::invoices::FawryInvoices;
use crate::fawry::invoices::config::read;
use crate::operation::{Body, Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};
use crate::value::Value;

input! {
    /// Logs in to the e-invoice API.
    pub struct Login as "FawryInvoicesLoginInput" {
        /// User name, e-mail address or phone number.
        user_identifier: Text = "userIdentifier",
        /// The password.
        password: Password = "password",
    }
}

text_type! {
    /// A token that is sent as bare text.
    BareToken: Kind::of("string").secret(), |value: &Value| {
        let token = bare_string(value)?;
        if token.starts_with(['"', '\'']) || token.ends_with(['"', '\'']) {
            return Err(Error::invalid("is in quotation marks").hint("pass the token itself, not its JSON"));
        }
        Ok(token)
    }
}

input! {
    /// Gets a new token. The request's body is the bare token, without quotation marks.
    pub struct RefreshToken as "FawryInvoicesRefreshTokenInput" {
        /// `refreshToken` of the log-in.
        refresh_token: BareToken = "refreshToken",
    }
}

answer! {
    /// A session.
    pub struct Session as "FawryInvoicesSession" {
        /// Set it as `token`. It is a secret.
        token: Option<String> = "token",
        /// For `refreshToken`. It is a secret.
        refresh_token: Option<String> = "refreshToken",
    }
}

/// What is not JSON may be a bare token, so the error does not quote it.
fn read_session(response: HttpResponse<'_>) -> Result<Outcome<Session>> {
    response.documented().map_err(|_| {
        let message = format!("the answer (HTTP {}) is empty or not JSON", response.status);
        Error::new(ErrorCode::MalformedResponse, message)
            .hint("a proxy or firewall may have answered instead of Fawry; check the host too")
    })?;
    read(response, Session::lenient)
}

impl Operation for Login {
    type Gateway = FawryInvoices;
    type Answer = Session;
    const SPEC: &'static Spec = &Spec {
        name: "login",
        method: Method::Post,
        path: "/user-api/auth/login",
        unsigned: Some("Fawry's e-invoice calls carry no signature"),
        options: &[],
        source: "FawryPay documentation, pay by link: login; docs/gateways/fawry.md#login",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("Log in", r#"{ "userIdentifier": "merchant@shop.example", "password": "test-password" }"#)];

    fn draft(&self, invoices: &FawryInvoices, _: &Options) -> Result<Draft> {
        Ok(Draft::new::<Self>(invoices).body(self.to_object()))
    }

    fn read(_: &FawryInvoices, response: HttpResponse<'_>) -> Result<Outcome<Session>> {
        read_session(response)
    }
}

impl Operation for RefreshToken {
    type Gateway = FawryInvoices;
    type Answer = Session;
    const SPEC: &'static Spec = &Spec {
        name: "refreshToken",
        method: Method::Post,
        path: "/user-api/auth/token/refresh",
        unsigned: Some("Fawry's e-invoice calls carry no signature"),
        options: &[],
        source: "FawryPay documentation, pay by link: refresh token; docs/gateways/fawry.md#refreshtoken",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("Get a new token", r#"{ "refreshToken": "refresh-of-test-invoice-token" }"#)];
    const WHOLE_BODY: Option<&'static str> = Some("refreshToken");

    fn draft(&self, invoices: &FawryInvoices, _: &Options) -> Result<Draft> {
        if !self.extra.is_empty() {
            return Err(Error::invalid("cannot be sent: the body is the bare token").at("extra"));
        }
        let body = Body::Text(self.refresh_token.as_str().to_owned());
        Ok(Draft { body, ..Draft::new::<Self>(invoices) })
    }

    fn read(_: &FawryInvoices, response: HttpResponse<'_>) -> Result<Outcome<Session>> {
        read_session(response)
    }
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{build, invoices, read, refused, text};

    #[test]
    fn a_session_has_a_token() {
        for operation in ["login", "refreshToken"] {
            let outcome = read(&invoices(), operation, 200, r#"{"token":"t","refreshToken":"r"}"#).unwrap();
            assert_eq!(
                (text(&outcome, "data.token").as_str(), text(&outcome, "data.refreshToken").as_str()),
                ("t", "r")
            );
            assert_eq!(text(&read(&invoices(), operation, 401, "").unwrap(), "error.code"), "401");
            for body in ["", "eyJhbGciOiJIUzI1NiJ9.bare"] {
                let error = read(&invoices(), operation, 200, body).unwrap_err();
                assert_eq!((error.code().as_str(), error.hint_text().is_some()), ("MALFORMED_RESPONSE", true));
                assert!(!error.to_string().contains("eyJ"), "{error}");
            }
        }
    }

    #[test]
    fn neither_call_carries_a_token_in_a_header() {
        let login = build(&invoices(), "login", r#"{ "userIdentifier": "u", "password": "p" }"#).unwrap();
        let refresh = build(&invoices(), "refreshToken", r#"{ "refreshToken": "abc.def" }"#).unwrap();
        assert!(login.headers.iter().chain(&refresh.headers).all(|(name, _)| *name != "authorization"));
        assert_eq!(refresh.body.as_deref(), Some("abc.def"));
        assert!(!format!("{refresh:?}{login:?}").contains("abc.def"));
        for bad in [r#""a\nb""#, r#""\"abc\"""#, r#"" abc""#, "5"] {
            let input = format!(r#"{{ "refreshToken": {bad} }}"#);
            assert_eq!(refused(&invoices(), "refreshToken", &input), ("INVALID_FIELD", "refreshToken".to_owned()));
        }
    }
}
