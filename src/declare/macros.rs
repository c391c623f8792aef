//! The macros that declare inputs, answers and text types.

/// The documentation of an item, except in WebAssembly, where it would only be weight.
macro_rules! doc_text {
    ($($line:literal)*) => {
        if cfg!(target_arch = "wasm32") { "" } else { concat!($($line, "\n"),*) }
    };
}
pub(crate) use doc_text;

/// The slots, parser and writer that inputs and nested objects share.
macro_rules! members {
    ($name:ident $ts:literal [$($doc:literal)*] { $( [$($field_doc:literal)*] $field:ident : $type:ty = $wire:literal, )* }) => {
        impl $name {
            /// The declaration as data.
            pub const DECLARED: $crate::declare::Shape = $crate::declare::Shape {
                name: $ts,
                doc: $crate::declare::macros::doc_text!($($doc)*),
                slots: &[$($crate::declare::Slot {
                    name: $wire,
                    doc: $crate::declare::macros::doc_text!($($field_doc)*),
                    required: <$type as $crate::declare::Field>::REQUIRED,
                    kind: <$type as $crate::declare::Field>::KIND,
                }),*],
            };

            #[allow(unused_variables, reason = "an input may have no fields")]
            pub(crate) fn write_members(&self, object: &mut $crate::value::Object) {
                $(if let Some(value) = $crate::declare::Field::to_value(&self.$field) {
                    object.push($wire, value);
                })*
            }
        }
    };
}
pub(crate) use members;

/// Declares the input of an operation: `field: Type = "wireName"`, optional when the type is an `Option`.
macro_rules! input {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident as $ts:literal {
            $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty = $wire:literal ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $type, )*
            /// Fields that the gateway added later; sent after the known ones.
            pub extra: $crate::value::Object,
        }

        $crate::declare::macros::members! {
            $name $ts [$($doc)*] { $( [$($field_doc)*] $field : $type = $wire, )* }
        }

        impl $crate::declare::Input for $name {
            const SHAPE: $crate::declare::Shape = Self::DECLARED;

            fn parse(object: &$crate::value::Object) -> $crate::error::Result<Self> {
                Ok(Self {
                    $( $field: $crate::declare::member(object, $wire)?, )*
                    extra: object.get("extra").and_then($crate::value::Value::as_object).cloned().unwrap_or_default(),
                })
            }

            fn to_object(&self) -> $crate::value::Object {
                let mut object = $crate::value::Object::new();
                self.write_members(&mut object);
                for (name, value) in self.extra.iter() {
                    object.push(name, value.clone());
                }
                object
            }
        }
    };
}
pub(crate) use input;

/// Declares an object inside an input. It has no `extra`.
macro_rules! nested {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident as $ts:literal {
            $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty = $wire:literal ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $type, )*
        }

        $crate::declare::macros::members! {
            $name $ts [$($doc)*] { $( [$($field_doc)*] $field : $type = $wire, )* }
        }

        impl $name {
            /// Reads the members; the object may hold others.
            pub(crate) fn from_members(object: &$crate::value::Object) -> $crate::error::Result<Self> {
                Ok(Self { $( $field: $crate::declare::member(object, $wire)?, )* })
            }
        }

        impl $crate::declare::Field for $name {
            const KIND: $crate::declare::Kind = $crate::declare::Kind::object(&Self::DECLARED);

            fn parse(value: &$crate::value::Value) -> $crate::error::Result<Self> {
                let Some(object) = value.as_object() else {
                    return Err($crate::error::Error::invalid(format!("is {}, not an object", value.type_name())));
                };
                $crate::declare::refuse_unknown(object, &[Self::DECLARED.slots], &[], false)?;
                Self::from_members(object)
            }

            fn to_value(&self) -> Option<$crate::value::Value> {
                let mut object = $crate::value::Object::new();
                self.write_members(&mut object);
                Some(object.into())
            }
        }
    };
}
pub(crate) use nested;

/// Declares what a reader or verifier gives back. A field is read leniently, under any of its names; one
/// that cannot be read is left out (the gateway's own text stays in `raw`).
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

        impl $name {
            /// The declaration as data.
            pub const DECLARED: $crate::declare::Shape = $crate::declare::Shape {
                name: $ts,
                doc: $crate::declare::macros::doc_text!($($doc)*),
                slots: &[$($crate::declare::Slot {
                    name: $wire,
                    doc: $crate::declare::macros::doc_text!($($field_doc)*),
                    required: <$type as $crate::declare::Slotted>::REQUIRED,
                    kind: <$type as $crate::declare::Slotted>::KIND,
                }),*],
            };
        }

        impl $crate::declare::Lenient for $name {
            const KIND: $crate::declare::Kind = $crate::declare::Kind::object(&Self::DECLARED);

            #[allow(unused_variables, reason = "some answers have no fields")]
            fn lenient(value: &$crate::value::Value) -> Option<Self> {
                let object = value.as_object()?;
                Some(Self {
                    $( $field: $crate::declare::Slotted::read(object, &[$wire $(, $alias)*]), )*
                })
            }

            #[allow(unused_mut, reason = "some answers have no fields")]
            fn to_value(&self) -> $crate::value::Value {
                let mut object = $crate::value::Object::new();
                $( if let Some(value) = $crate::declare::Slotted::write(&self.$field) {
                    object.push($wire, value);
                } )*
                object.into()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                $crate::declare::Lenient::to_value(self).serialize(serializer)
            }
        }
    };
}
pub(crate) use answer;

/// Declares a field type that is text with a rule.
macro_rules! text_type {
    ($(#[doc = $doc:literal])* $name:ident: $kind:expr, $read:expr) => {
        $(#[doc = $doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The text, exactly as it is signed and sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::declare::Field for $name {
            const KIND: $crate::declare::Kind = $kind;

            fn parse(value: &$crate::value::Value) -> $crate::error::Result<Self> {
                $read(value).map(Self)
            }

            fn to_value(&self) -> Option<$crate::value::Value> {
                Some(self.0.as_str().into())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::error::Error;
            fn from_str(text: &str) -> $crate::error::Result<Self> {
                <Self as $crate::declare::Field>::parse(&text.into())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let secret = <Self as $crate::declare::Field>::KIND.secret;
                f.write_str(if secret { $crate::secret::MASK } else { &self.0 })
            }
        }
    };
}
pub(crate) use text_type;

/// Declares a field type that is one of a few texts.
macro_rules! choices {
    ($(#[doc = $doc:literal])* $name:ident: $ts:literal, $rule:literal $(, default $default:ident)? {
        $($variant:ident = $text:literal),* $(,)?
    }) => {
        $(impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        })?

        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the variants are the gateway's own words")]
        pub enum $name { $($variant),* }

        impl $name {
            /// The text, exactly as it is signed and sent.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }

        impl $crate::declare::Field for $name {
            const KIND: $crate::declare::Kind = $crate::declare::Kind::of($ts).rule($rule);

            fn parse(value: &$crate::value::Value) -> $crate::error::Result<Self> {
                match value {
                    $($crate::value::Value::String(text) if text == $text => Ok(Self::$variant),)*
                    _ => Err($crate::error::Error::invalid("is not one of the values that the gateway documents")
                        .hint(concat!("write ", $rule))),
                }
            }

            fn to_value(&self) -> Option<$crate::value::Value> {
                Some(self.as_str().into())
            }
        }
    };
}
pub(crate) use choices;

/// Makes a word that this library computes a field of an answer: never read, always written.
macro_rules! computed {
    ($type:ty, $ts:literal) => {
        impl $crate::declare::Slotted for $type {
            const KIND: $crate::declare::Kind = $crate::declare::Kind::of($ts);
            const REQUIRED: bool = true;

            fn read(_: &$crate::value::Object, _: &[&str]) -> Self {
                Self::default()
            }

            fn write(&self) -> Option<$crate::value::Value> {
                Some(self.as_str().into())
            }
        }
    };
}
pub(crate) use computed;
