//! What Rust users call: a type for each gateway class, with a method for each operation.

/// Declares the type of a gateway class, with a builder and a reader for each of its operations.
macro_rules! class {
    (
        $(#[doc = $class_doc:literal])*
        pub struct $name:ident = $class:expr, $config:ident($($setting:ident: $given:ty),*);
        $(
            $(#[doc = $doc:literal])*
            $build:ident / $build_with:ident / $read:ident: $operation:path, $input:ty => $answer:ty;
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
                    self.$build_with(input, &$crate::options::CallOptions::new())
                }

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

#[cfg(all(test, feature = "fawry", feature = "upayments"))]
mod tests {
    use crate::client::Client;
    use crate::error::ErrorCode;
    use crate::fawry::{Environment, Fawry, Refund};
    use crate::upayments::{self, UPayments};
    use crate::value::Value;

    #[test]
    fn a_class_is_built_from_its_settings() {
        let staging = Fawry::builder("code", "key").environment(Environment::Staging).build().unwrap();
        let text = Fawry::builder("code", vec!["key", "old"]).environment("staging").build().unwrap();
        let json = r#"{"merchantCode":"code","secureKey":"key","environment":"staging"}"#;
        let data = Fawry::new(&Value::parse(json).unwrap()).unwrap();
        let refund = Refund::new().reference_number("1").refund_amount("2.5").reason("r");
        let request = staging.refund(&refund).unwrap();
        assert!(request.url.starts_with("https://atfawry.fawrystaging.com/"), "{}", request.url);
        assert_eq!(request, text.refund(&refund).unwrap());
        assert_eq!(request, data.refund(&refund).unwrap());
        let live = UPayments::builder("token").environment(upayments::Environment::Live).build().unwrap();
        let plans = live.build("paymentButtons", &Value::Object(crate::Object::new()), &Value::Null);
        assert!(plans.unwrap().url.starts_with("https://apiv2api.upayments.com/"));
    }

    #[test]
    fn a_builder_names_the_setting_that_is_missing_or_wrong() {
        let missing = Fawry::builder("code", "key").build().unwrap_err();
        assert_eq!((missing.code(), missing.field()), (ErrorCode::InvalidConfig, Some("environment")));
        let wrong = Fawry::builder("code", "key").environment("test").build().unwrap_err();
        assert_eq!((wrong.code(), wrong.field()), (ErrorCode::InvalidConfig, Some("environment")));
        let blank = Fawry::builder("code", " key").environment(Environment::Staging).build().unwrap_err();
        assert_eq!(blank.field(), Some("secureKey"));
    }
}
