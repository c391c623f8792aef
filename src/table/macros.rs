//! The macros in which fields are declared: once, with wire name, type, rule and documentation.

/// Declares the members of an object that is read: `field: Type = "wireName"`, optional when the type is an `Option`.
///
/// It gives Rust users a struct with a setter for each field. `Name::SHAPE` is the declaration as data, and
/// `Name::KEY.field` the place of each field.
macro_rules! input {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident as $ts:literal {
            $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty = $wire:literal ),* $(,)?
        }
    ) => {
        $crate::table::members! {
            $(#[doc = $doc])*
            pub struct $name as $ts { $( $(#[doc = $field_doc])* $field : $type = $wire, )* }
        }

        impl $name {
            /// Fields that the gateway added later; sent after the known ones.
            #[must_use]
            pub fn extra(mut self, fields: $crate::value::Object) -> Self {
                self.members.set("extra", fields);
                self
            }
        }
    };
}
pub(crate) use input;

/// Declares an object inside an input. It has no `extra`.
macro_rules! members {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident as $ts:literal {
            $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty = $wire:literal ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Default, PartialEq, Eq)]
        pub struct $name {
            members: $crate::value::Object,
        }

        impl $name {
            /// No fields yet; what is required and missing is named when a request is built.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            $(
                $(#[doc = $field_doc])*
                #[must_use]
                pub fn $field(mut self, value: impl Into<<$type as $crate::table::FieldType>::Given>) -> Self {
                    let given: <$type as $crate::table::FieldType>::Given = value.into();
                    self.members.set($wire, given);
                    self
                }
            )*
        }

        impl From<$name> for $crate::value::Value {
            fn from(input: $name) -> Self {
                input.members.into()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let members = Self::SHAPE.masked(&self.members);
                f.write_str(&$crate::request::masked_body(&members).to_json())
            }
        }

        const _: () = {
            /// The place of each field.
            #[allow(dead_code, unreachable_pub, reason = "not every field is named by a formula or a rule")]
            pub struct Places {
                $( pub(crate) $field: $crate::table::Key, )*
            }

            impl $name {
                /// The members in wire order.
                const FIELDS: &'static [$crate::table::Field] = &[$($crate::table::Field {
                    name: $wire,
                    kind: <$type as $crate::table::FieldType>::KIND,
                    need: <$type as $crate::table::FieldType>::NEED,
                    #[cfg(not(target_arch = "wasm32"))]
                    doc: concat!($($field_doc, "\n"),*),
                }),*];

                /// The declaration as data.
                pub(crate) const SHAPE: &'static $crate::table::Shape = &$crate::table::Shape {
                    fields: Self::FIELDS,
                    #[cfg(not(target_arch = "wasm32"))]
                    name: $ts,
                    #[cfg(not(target_arch = "wasm32"))]
                    doc: concat!($($doc, "\n"),*),
                };

                /// The place of each field.
                #[allow(dead_code, reason = "not every declaration has fields that a formula or a rule names")]
                pub(crate) const KEY: Places = Places { $( $field: $crate::table::index_of(Self::FIELDS, $wire), )* };
            }

            impl $crate::table::FieldType for $name {
                type Given = Self;
                const KIND: $crate::table::Kind =
                    $crate::table::Kind::new($crate::table::Rule::Object(Self::SHAPE), $ts, "");
            }
        };
    };
}
pub(crate) use members;

/// Declares what a reader or verifier gives back. A field is read leniently, under any of its names; one that cannot
/// be read is left out (the gateway's own text stays in `raw`).
macro_rules! answer {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident as $ts:literal {
            $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty = $wire:literal $(| $alias:literal)* ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $type, )*
        }

        const _: () = {
            /// The place of each field.
            #[allow(dead_code, unreachable_pub, reason = "not every field is derived")]
            pub struct Places {
                $( pub(crate) $field: $crate::table::Key, )*
            }

            impl $name {
                /// The members in order.
                const FIELDS: &'static [$crate::table::AnswerField] = &[$($crate::table::AnswerField {
                    name: $wire,
                    aliases: &[$($alias),*],
                    reading: <$type as $crate::table::AnswerType>::READING,
                    always: <$type as $crate::table::AnswerType>::ALWAYS,
                    #[cfg(not(target_arch = "wasm32"))]
                    ts: <$type as $crate::table::AnswerType>::TS,
                    #[cfg(not(target_arch = "wasm32"))]
                    words: <$type as $crate::table::AnswerType>::WORDS,
                    #[cfg(not(target_arch = "wasm32"))]
                    doc: concat!($($field_doc, "\n"),*),
                }),*];

                /// The declaration as data.
                pub(crate) const SHAPE: &'static $crate::table::AnswerShape = &$crate::table::AnswerShape {
                    fields: Self::FIELDS,
                    #[cfg(not(target_arch = "wasm32"))]
                    name: $ts,
                    #[cfg(not(target_arch = "wasm32"))]
                    doc: concat!($($doc, "\n"),*),
                };

                /// The place of each field.
                #[allow(dead_code, reason = "not every declaration has fields that are derived")]
                pub(crate) const KEY: Places = Places { $( $field: $crate::table::answer_index(Self::FIELDS, $wire), )* };
            }

            impl $crate::table::AnswerElement for $name {
                const READING: $crate::table::Reading = $crate::table::Reading::Object(Self::SHAPE);
                const TS: &'static str = $ts;

                #[allow(unused_variables, reason = "some answers have no fields")]
                fn typed(row: $crate::engine::Row<'_, '_>) -> Option<Self> {
                    Some(Self { $( $field: <$type as $crate::table::AnswerType>::typed(row, Self::KEY.$field), )* })
                }
            }
        };
    };
}
pub(crate) use answer;

/// Declares a field type that is one of a few texts. Rust users write the variant or the text.
macro_rules! choices {
    ($(#[doc = $doc:literal])* $name:ident: $ts:literal, $rule:literal { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $( #[doc = concat!("`", $text, "`")] $variant, )*
        }

        #[allow(dead_code, reason = "not every choice is asked for by a formula or a rule")]
        impl $name {
            /// The text as it is written.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $text, )*
                }
            }

            /// The choice that a text stands for.
            pub(crate) fn of(text: &str) -> Option<Self> {
                match text {
                    $( $text => Some(Self::$variant), )*
                    _ => None,
                }
            }
        }

        impl From<$name> for $crate::value::Value {
            fn from(choice: $name) -> Self {
                choice.as_str().into()
            }
        }

        impl $crate::table::FieldType for $name {
            type Given = $crate::value::Value;
            const KIND: $crate::table::Kind =
                $crate::table::Kind::new($crate::table::Rule::Words(&[$($text),*], $rule), $ts, $rule);
        }
    };
}
pub(crate) use choices;

/// Declares a field type by its kind.
macro_rules! field_type {
    ($(#[doc = $doc:literal])* $name:ident($given:ty): $kind:expr) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl $crate::table::FieldType for $name {
            type Given = $given;
            const KIND: $crate::table::Kind = $kind;
        }
    };
}
pub(crate) use field_type;
