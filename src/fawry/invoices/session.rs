//! Getting a token, and getting a new one.

use crate::engine::{Call, Response, Verdict};
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::invoices::config::{OPERATION, read};
use crate::table::kinds::{Password, Text};
use crate::table::{BodyForm, Kind, Operation, Rule, Sample, Send, answer, field_type, input};

input! {
    /// Logs in to the e-invoice API.
    pub struct Login as "FawryInvoicesLoginInput" {
        /// User name, e-mail address or phone number.
        user_identifier: Text = "userIdentifier",
        /// The password.
        password: Password = "password",
    }
}

field_type! {
    /// A token that is sent as bare text.
    BareToken(String): Kind::new(Rule::Checked(bare_token), "string", "").secret()
}

fn bare_token(token: &str) -> Result<()> {
    if token.trim() != token || token.chars().any(char::is_control) {
        return Err(Error::invalid("has white space around it or a line break in it").hint("trim it"));
    }
    if token.starts_with(['"', '\'']) || token.ends_with(['"', '\'']) {
        return Err(Error::invalid("is in quotation marks").hint("pass the token itself, not its JSON"));
    }
    Ok(())
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
fn read_session<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    response.documented().map_err(|_| {
        let message = format!("the answer (HTTP {}) is empty or not JSON", response.status);
        Error::new(ErrorCode::MalformedResponse, message)
            .hint("a proxy or firewall may have answered instead of Fawry; check the host too")
    })?;
    read(response)
}

/// `login`.
pub(super) static LOGIN: Operation = Operation {
    name: "login",
    path: "/user-api/auth/login",
    input: Login::SHAPE,
    answer: Session::SHAPE,
    read: read_session,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, pay by link: login; docs/gateways/fawry.md#login",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Log in", r#"{ "userIdentifier": "merchant@shop.example", "password": "test-password" }"#)],
    ..OPERATION
};

/// `refreshToken`.
pub(super) static REFRESH_TOKEN: Operation = Operation {
    name: "refreshToken",
    path: "/user-api/auth/token/refresh",
    input: RefreshToken::SHAPE,
    check: Some(check),
    send: Send { body: BodyForm::Text(RefreshToken::KEY.refresh_token), ..Send::BODY },
    answer: Session::SHAPE,
    read: read_session,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, pay by link: refresh token; docs/gateways/fawry.md#refreshtoken",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Get a new token", r#"{ "refreshToken": "refresh-of-test-invoice-token" }"#)],
    ..OPERATION
};

fn check(call: &mut Call<'_>) -> Result<()> {
    match call.input.extra {
        Some(extra) if !extra.is_empty() => {
            Err(Error::invalid("cannot be sent: the body is the bare token").at("extra"))
        }
        _ => Ok(()),
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
