//! Small things done with text.

use std::borrow::Cow;

/// The known name that a misspelt one most likely stands for.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| {
        let letters = text.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|letter| letter.to_ascii_lowercase()).collect::<String>()
    };
    let given = plain(name);
    known
        .map(|candidate| (plain(candidate), candidate))
        // A text is at least as far away as it is longer or shorter, and a very long one takes long to compare.
        .filter(|(text, candidate)| given.len().abs_diff(text.len()) <= reach(candidate))
        .map(|(text, candidate)| (strsim::osa_distance(&given, &text), candidate))
        .filter(|(distance, candidate)| *distance <= reach(candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters of a name may be wrong.
fn reach(known: &str) -> usize {
    usize::max(2, known.len() / 3)
}

/// Sorts texts byte by byte, equal ones by their places. Everything is sorted here, so that a module holds one sort.
#[inline(never)]
pub(crate) fn sort_texts(texts: &mut [(&str, usize)]) {
    texts.sort_unstable();
}

/// The longest name that an error quotes in full, in characters: longer than those of all fields and operations.
const LONGEST_SHOWN: usize = 64;

/// A name as an error quotes it: what a caller passes as a name may be of any length.
pub(crate) fn shortened(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(LONGEST_SHOWN) {
        None => name.into(),
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let full = "ع".repeat(64);
        assert_eq!(shortened(&full), full);
        assert_eq!(shortened(&"ع".repeat(65)), format!("{full}…"));
    }
}
