//! Small things done with text.

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
