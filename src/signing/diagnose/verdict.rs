//! The words of a diagnosis.

use crate::report::report_word;
use crate::signing::diagnose::causes::Kind;

/// What a diagnosis comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdict {
    /// The observed signature is right.
    Valid,
    /// The causes reproduce it, or recognise it.
    Explained,
    /// None of the mistakes that were tried gives it.
    #[default]
    Unexplained,
}

impl Verdict {
    /// The word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Explained => "explained",
            Self::Unexplained => "unexplained",
        }
    }
}

report_word!(Verdict, "\"valid\" | \"explained\" | \"unexplained\"");
report_word!(Kind, "\"formula\" | \"recognised\"");
