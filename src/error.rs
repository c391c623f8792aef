//! One error for everything that can be wrong with what a caller, a gateway or an attacker hands in.

use std::fmt;

use crate::document::DocumentBuf;
use crate::text::shortened;

/// What kind of thing is wrong. The names are stable; match on these, not on messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// A required field is absent, null or empty.
    MissingField,
    /// A field is there, but its type, format, length or combination with others is wrong.
    InvalidField,
    /// A field that the operation does not have, usually a misspelling.
    UnknownField,
    /// An amount that cannot be written exactly in the form the gateway needs.
    InvalidAmount,
    /// A constructor option, secret or token is missing or unusable.
    InvalidConfig,
    /// Something that must be signed carries no signature.
    SignatureMissing,
    /// A signature does not belong to what it came with.
    SignatureMismatch,
    /// A timestamp is not in Unix seconds, or too far from the clock.
    TimestampOutOfRange,
    /// A webhook or return that cannot be read.
    MalformedBody,
    /// An answer that is not the gateway's at all, such as an HTML page.
    MalformedResponse,
    /// The gateway does not document what would be needed.
    Unsupported,
}

impl ErrorCode {
    /// The code as JavaScript and logs see it: `INVALID_AMOUNT`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MissingField => "MISSING_FIELD",
            Self::InvalidField => "INVALID_FIELD",
            Self::UnknownField => "UNKNOWN_FIELD",
            Self::InvalidAmount => "INVALID_AMOUNT",
            Self::InvalidConfig => "INVALID_CONFIG",
            Self::SignatureMissing => "SIGNATURE_MISSING",
            Self::SignatureMismatch => "SIGNATURE_MISMATCH",
            Self::TimestampOutOfRange => "TIMESTAMP_OUT_OF_RANGE",
            Self::MalformedBody => "MALFORMED_BODY",
            Self::MalformedResponse => "MALFORMED_RESPONSE",
            Self::Unsupported => "UNSUPPORTED",
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What went wrong, where, and what to write instead. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    code: ErrorCode,
    message: String,
    hint: Option<String>,
    field: Option<String>,
    index: Option<usize>,
    gateway: Option<&'static str>,
    operation: Option<&'static str>,
}

/// The result of everything in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            code,
            message: message.into(),
            hint: None,
            field: None,
            index: None,
            gateway: None,
            operation: None,
        }))
    }

    pub(crate) fn missing(field: &str) -> Self {
        Self::new(ErrorCode::MissingField, "is required")
            .hint("give it a value; null and \"\" count as absent")
            .at(field)
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidField, message)
    }

    pub(crate) fn config(field: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidConfig, message).at(field)
    }

    pub(crate) fn unsupported(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Unsupported, message)
    }

    pub(crate) fn mismatch(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::SignatureMismatch, message)
    }

    pub(crate) fn malformed_body(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::MalformedBody, message)
    }

    /// What to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// Puts `name` in front of the path: an error at `price` within `chargeItems[2]` is at `chargeItems[2].price`.
    pub(crate) fn at(mut self, name: &str) -> Self {
        let name = shortened(name);
        self.0.field = Some(match self.0.field.take() {
            None => name.into_owned(),
            Some(inner) if inner.starts_with('[') => format!("{name}{inner}"),
            Some(inner) => format!("{name}.{inner}"),
        });
        self
    }

    /// Puts an array index in front of the path.
    pub(crate) fn at_index(self, index: usize) -> Self {
        self.at(&format!("[{index}]"))
    }

    /// Says which element of a batch is wrong.
    pub(crate) fn in_batch(mut self, index: usize) -> Self {
        self.0.index = Some(index);
        self
    }

    pub(crate) fn of(mut self, gateway: &'static str, operation: Option<&'static str>) -> Self {
        self.0.gateway.get_or_insert(gateway);
        self.0.operation = self.0.operation.or(operation);
        self
    }

    pub(crate) fn with_code(mut self, code: ErrorCode) -> Self {
        self.0.code = code;
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// What is wrong, without the path.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to write or do instead.
    #[must_use]
    pub fn hint_text(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    /// The path of the field by its wire name: `chargeItems[2].price`.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The element of a batch.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        self.0.index
    }

    /// `fawry`, `fatora`, `pay3` or `upayments`.
    #[must_use]
    pub fn gateway(&self) -> Option<&'static str> {
        self.0.gateway
    }

    /// The operation's name: `refund`.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }
}

impl Error {
    /// Writes what JavaScript sees behind a document.
    pub(crate) fn write_to(&self, out: &mut DocumentBuf) {
        let error = out.open_object();
        let message = self.to_string();
        let texts = [
            ("code", Some(self.code().as_str())),
            ("message", Some(message.as_str())),
            ("gateway", self.gateway()),
            ("operation", self.operation()),
            ("field", self.field()),
            ("hint", self.hint_text()),
        ];
        let mut count = 0;
        for (name, text) in texts.into_iter().filter_map(|(name, text)| Some((name, text?))) {
            out.push_name(name);
            out.push_text(text);
            count += 1;
        }
        if let Some(index) = self.index() {
            out.push_name("index");
            out.push_number(&index.to_string());
            count += 1;
        }
        out.close(error, count);
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        if let Some(index) = self.index() {
            write!(f, "element {index}: ")?;
        }
        if let Some(field) = self.field() {
            write!(f, "{field} ")?;
        }
        f.write_str(self.message())?;
        if let Some(hint) = self.hint_text() {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
