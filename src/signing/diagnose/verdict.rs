//! The words of a diagnosis.

use crate::declare::{Kind as FieldKind, Slotted};
use crate::signing::diagnose::causes::Kind;
use crate::value::{Object, Value};

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

/// A computed word: never read, always written.
macro_rules! computed {
    ($type:ty, $ts:literal) => {
        impl Slotted for $type {
            const KIND: FieldKind = FieldKind::of($ts);
            const REQUIRED: bool = true;

            fn read(_: &Object, _: &[&str]) -> Self {
                Self::default()
            }

            fn write(&self) -> Option<Value> {
                Some(self.as_str().into())
            }
        }
    };
}
computed!(Verdict, "\"valid\" | \"explained\" | \"unexplained\"");
computed!(Kind, "\"formula\" | \"recognised\"");
