//! Unicode normalisation, which only a diagnosis needs.
//!
//! The tables weigh more than all the rest of a diagnosis, and every JavaScript engine has them, so the
//! WebAssembly module asks its host instead of carrying a copy.

#[cfg(not(target_arch = "wasm32"))]
use unicode_normalization::UnicodeNormalization;

/// The composed form.
pub(crate) fn nfc(text: &str) -> String {
    #[cfg(not(target_arch = "wasm32"))]
    return text.nfc().collect();
    #[cfg(target_arch = "wasm32")]
    return crate::js::normalized(text, "NFC");
}

/// The decomposed form.
pub(crate) fn nfd(text: &str) -> String {
    #[cfg(not(target_arch = "wasm32"))]
    return text.nfd().collect();
    #[cfg(target_arch = "wasm32")]
    return crate::js::normalized(text, "NFD");
}
