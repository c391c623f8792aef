//! What this library itself says: explanations and diagnoses, declared once for Rust, JavaScript and TypeScript.

use crate::table::{Reading, list_of};
use crate::value::Value;

/// A type that the declaration of a report names.
pub(crate) trait Reported {
    /// Whether it is always there.
    const ALWAYS: bool = true;
    /// What it is, for the catalog; it is never read.
    const READING: Reading;
    /// The type as TypeScript writes it.
    const TS: &'static str;

    /// As JavaScript sees it; `None` leaves it out.
    fn reported(&self) -> Option<Value>;
}

impl<T: Reported> Reported for Option<T> {
    const ALWAYS: bool = false;
    const READING: Reading = T::READING;
    const TS: &'static str = T::TS;

    fn reported(&self) -> Option<Value> {
        self.as_ref()?.reported()
    }
}

impl<T: Reported> Reported for Vec<T> {
    const READING: Reading = list_of(T::READING);
    const TS: &'static str = T::TS;

    fn reported(&self) -> Option<Value> {
        Some(Value::Array(self.iter().filter_map(Reported::reported).collect()))
    }
}

macro_rules! reported {
    ($($type:ty: $reading:expr, $ts:literal, |$value:ident| $made:expr;)*) => {$(
        impl Reported for $type {
            const READING: Reading = $reading;
            const TS: &'static str = $ts;

            fn reported(&self) -> Option<Value> {
                let $value = self;
                Some($made)
            }
        }
    )*};
}
reported! {
    String: Reading::Text, "string", |text| text.as_str().into();
    bool: Reading::Computed, "boolean", |flag| (*flag).into();
    u64: Reading::Count, "number", |count| Value::Number(count.to_string());
    Value: Reading::Json, "unknown", |value| value.clone();
}

/// Declares a report: `field: Type = "name"`, left out when it is `None`.
macro_rules! report {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident as $ts:literal {
            $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty = $wire:literal ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $type, )*
        }

        impl $name {
            /// The declaration as data.
            pub(crate) const SHAPE: &'static $crate::table::AnswerShape = &$crate::table::AnswerShape {
                fields: &[$($crate::table::AnswerField {
                    name: $wire,
                    aliases: &[],
                    reading: <$type as $crate::report::Reported>::READING,
                    always: <$type as $crate::report::Reported>::ALWAYS,
                    #[cfg(not(target_arch = "wasm32"))]
                    ts: <$type as $crate::report::Reported>::TS,
                    #[cfg(not(target_arch = "wasm32"))]
                    words: "",
                    #[cfg(not(target_arch = "wasm32"))]
                    doc: concat!($($field_doc, "\n"),*),
                }),*],
                #[cfg(not(target_arch = "wasm32"))]
                name: $ts,
                #[cfg(not(target_arch = "wasm32"))]
                doc: concat!($($doc, "\n"),*),
            };

            /// The report as JavaScript sees it.
            #[must_use]
            pub fn to_value(&self) -> $crate::value::Value {
                let mut object = $crate::value::Object::new();
                $( if let Some(value) = $crate::report::Reported::reported(&self.$field) {
                    object.push($wire, value);
                } )*
                object.into()
            }
        }

        impl $crate::report::Reported for $name {
            const READING: $crate::table::Reading = $crate::table::Reading::Object(Self::SHAPE);
            const TS: &'static str = $ts;

            fn reported(&self) -> Option<$crate::value::Value> {
                Some(self.to_value())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                self.to_value().serialize(serializer)
            }
        }
    };
}
pub(crate) use report;

/// Lets a word stand in a report; `as_str` writes it.
macro_rules! report_word {
    ($type:ty, $ts:literal) => {
        impl $crate::report::Reported for $type {
            const READING: $crate::table::Reading = $crate::table::Reading::Text;
            const TS: &'static str = $ts;

            fn reported(&self) -> Option<$crate::value::Value> {
                Some(self.as_str().into())
            }
        }
    };
}
pub(crate) use report_word;
