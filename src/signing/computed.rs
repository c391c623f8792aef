//! Words that an answer holds and nobody ever reads back: of explanations and diagnoses.

/// A computed word: never read, always written.
macro_rules! computed {
    ($type:ty, $ts:literal) => {
        impl crate::declare::Slotted for $type {
            const KIND: crate::declare::Kind = crate::declare::Kind::of($ts);
            const REQUIRED: bool = true;

            fn read(_: &crate::value::Object, _: &[&str]) -> Self {
                Self::default()
            }

            fn write(&self) -> Option<crate::value::Value> {
                Some(self.as_str().into())
            }
        }
    };
}
pub(crate) use computed;
