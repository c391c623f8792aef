//! What Rust users call: a type for each gateway class, with a method for each operation.

/// Declares the type of a gateway class, with a builder and a reader for each of its operations.
macro_rules! class {
    (
        $(#[doc = $class_doc:literal])*
        pub struct $name:ident = $class:expr, $config:ident($($setting:ident: $given:ty),*);
        $(
            $(#[doc = $doc:literal])*
            $build:ident $(/ $build_with:ident)?, $read:ident: $operation:path, $input:ty => $answer:ty;
        )*
    ) => {
        $(#[doc = $class_doc])*
        pub struct $name($crate::engine::Configured);

        impl $config {
            /// Checks the settings.
            ///
            /// # Errors
            /// `INVALID_CONFIG` with the name of the option.
            pub fn build(self) -> $crate::error::Result<$name> {
                $name::new(&self.into())
            }
        }

        impl $name {
            /// The declarations of the operations, in the order of the README and the page.
            pub(crate) const OPERATIONS: &'static [&'static $crate::table::Operation] = &[$(&$operation),*];

            #[doc = concat!("The settings, of which these are always needed; [`", stringify!($config), "::build`] checks them.")]
            #[must_use]
            pub fn builder($($setting: impl Into<$given>),*) -> $config {
                $config::new()$(.$setting($setting))*
            }

            /// Reads a configuration that is data: `{"merchantCode":"…","secureKey":"…","environment":"staging"}`.
            ///
            /// # Errors
            /// `INVALID_CONFIG` with the name of the option.
            pub fn new(config: &$crate::value::Value) -> $crate::error::Result<Self> {
                $crate::engine::Configured::new(&$class, config).map(Self)
            }

            $(
                $(#[doc = $doc])*
                ///
                /// # Errors
                /// The first field that is missing or wrong; a secret or token that is not configured.
                pub fn $build(&self, input: &$input) -> $crate::error::Result<$crate::request::HttpRequest> {
                    self.0.request(&$operation, &input.clone().into(), &$crate::value::Value::Null)
                }

                $(
                    #[doc = concat!("As [`", stringify!($name), "::", stringify!($build), "`], with options of the call.")]
                    ///
                    /// # Errors
                    /// The same, and options that the operation does not know.
                    pub fn $build_with(
                        &self,
                        input: &$input,
                        options: &$crate::options::CallOptions,
                    ) -> $crate::error::Result<$crate::request::HttpRequest> {
                        self.0.request(&$operation, &input.clone().into(), &options.clone().into())
                    }
                )?

                #[doc = concat!("Reads the answer to [`", stringify!($name), "::", stringify!($build), "`].")]
                ///
                /// # Errors
                /// `MALFORMED_RESPONSE` when the answer is not the gateway's at all.
                pub fn $read(
                    &self,
                    response: $crate::request::HttpResponse<'_>,
                ) -> $crate::error::Result<$crate::outcome::Outcome<$answer>> {
                    self.0.outcome(&$operation, response)
                }
            )*
        }

        $(
            const _: () = assert!(
                $operation.options.is_empty() || !concat!($(stringify!($build_with))?).is_empty(),
                "an operation with options needs a method that takes them",
            );
        )*

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }

        impl $crate::client::Client for $name {
            fn configured(&self) -> &$crate::engine::Configured {
                &self.0
            }
        }
    };
}
pub(crate) use class;
