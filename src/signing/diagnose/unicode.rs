//! Unicode normalisation, which only a diagnosis needs.
//!
//! The tables weigh more than all the rest of a diagnosis, and every JavaScript engine has them, so the
//! module for JavaScript asks its host instead of carrying a copy.

#[cfg(not(all(target_arch = "wasm32", feature = "js")))]
use unicode_normalization::UnicodeNormalization;

/// The composed form.
pub(crate) fn nfc(text: &str) -> String {
    #[cfg(not(all(target_arch = "wasm32", feature = "js")))]
    return text.nfc().collect();
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    return js_sys::JsString::from(text).normalize("NFC").into();
}

/// The decomposed form.
pub(crate) fn nfd(text: &str) -> String {
    #[cfg(not(all(target_arch = "wasm32", feature = "js")))]
    return text.nfd().collect();
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    return js_sys::JsString::from(text).normalize("NFD").into();
}
