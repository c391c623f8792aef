//! Values that have several forms: telephone numbers, languages, card numbers, codes with padding, addresses.

use crate::signing::diagnose::causes as cause;
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::{Mistakes, Subject, ranking};
use crate::signing::recipe::Role;

/// The prefixes of the countries of these gateways.
const COUNTRIES: &[&str] = &["20", "965", "974", "966", "971", "973", "968"];

/// Languages as requests write them.
const LANGUAGES: &[&str] = &[
    "en-gb", "ar-eg", "en", "ar", "en-us", "en-eg", "en-GB", "ar-EG", "en-US", "EN", "AR", "en_GB", "ar_EG", "en_US",
    "english", "arabic", "English", "Arabic", "eng", "ara",
];

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    for part in subject.parts_where(|part| part.role == Role::Text && !part.text.is_empty()) {
        let (name, text) = (subject.name(part), subject.text(part));
        let mut push = |rank, how: &str, other: String| {
            if other != text && !other.is_empty() {
                let made = subject.texts(&cause::TEXT_FORM, rank, how, vec![(part, other)]);
                mistakes.push(subject.recipe, made);
            }
        };
        if is_telephone(&name, text) {
            telephones(text).into_iter().for_each(|(rank, other)| push(rank, "", other));
        }
        if text.ends_with('=') {
            push(ranking::VALUE_FORM, "without its equals signs", text.trim_end_matches('=').to_owned());
            push(
                ranking::VALUE_FORM.rarer(1),
                "without its last equals sign",
                text.strip_suffix('=').unwrap_or(text).to_owned(),
            );
        }
        let lower = name.to_ascii_lowercase();
        if lower.contains("cardnumber") {
            push(ranking::VALUE_FORM, "with blanks between its groups", groups(text, " "));
            push(ranking::VALUE_FORM.rarer(1), "with hyphens between its groups", groups(text, "-"));
            push(ranking::VALUE_FORM.rarer(2), "with its last four digits only", last(text, 4));
            push(
                ranking::VALUE_FORM.rarer(2),
                "masked",
                format!("{}{}", "*".repeat(text.len().saturating_sub(4)), last(text, 4)),
            );
        }
        if lower.contains("year") && text.len() == 2 {
            push(ranking::VALUE_FORM, "with four digits", format!("20{text}"));
        }
        if lower.contains("year") && text.len() == 4 {
            push(ranking::VALUE_FORM, "with two digits", last(text, 2));
        }
        if lower.starts_with("lang") {
            for language in LANGUAGES.iter().filter(|language| !language.eq_ignore_ascii_case(text)) {
                let made = subject.texts(
                    &cause::TEXT_SPELLING,
                    ranking::OTHER_SPELLING.rarer(1),
                    "",
                    vec![(part, (*language).to_owned())],
                );
                mistakes.push(subject.recipe, made);
            }
            for language in LANGUAGES.iter().filter(|language| language.eq_ignore_ascii_case(text)) {
                let made =
                    subject.texts(&cause::TEXT_CASE, ranking::LETTER_CASE, "", vec![(part, (*language).to_owned())]);
                mistakes.push(subject.recipe, made);
            }
        }
    }
}

fn is_telephone(name: &str, text: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let named = ["mobile", "phone", "wallet"].iter().any(|word| name.contains(word));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    named && (7..=15).contains(&digits) && text.bytes().all(|byte| byte.is_ascii_digit() || b"+- ".contains(&byte))
}

/// A number with and without the code of its country.
fn telephones(text: &str) -> Vec<(Rank, String)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let international = digits.strip_prefix("00").unwrap_or(&digits);
    let has_code = text.starts_with('+') || text.starts_with("00");
    let country =
        COUNTRIES.iter().find(|code| international.starts_with(**code) && (has_code || international.len() > 11));
    // Egyptian numbers have a zero in front of the national number, those of the Gulf have none.
    let national = match country {
        Some(code) => international.strip_prefix(code).unwrap_or(international),
        None => digits.trim_start_matches('0'),
    };
    let mut made = vec![(ranking::VALUE_FORM, format!("0{national}")), (ranking::VALUE_FORM, national.to_owned())];
    let codes: &[&str] = match country {
        Some(code) => std::slice::from_ref(code),
        None => COUNTRIES,
    };
    for code in codes {
        let is_own = *code == "20" || country.is_some();
        let rank = if is_own { ranking::VALUE_FORM } else { ranking::FOREIGN_COUNTRY };
        made.push((rank, format!("+{code}{national}")));
        made.push((rank, format!("{code}{national}")));
        made.push((rank.rarer(1), format!("00{code}{national}")));
        made.push((rank.rarer(2), format!("+{code}0{national}")));
        made.push((rank.rarer(2), format!("{code}0{national}")));
        made.push((rank.rarer(2), format!("+{code} {national}")));
    }
    made.push((ranking::VALUE_FORM.rarer(1), digits.clone()));
    made
}

fn groups(text: &str, separator: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(separator)
}

fn last(text: &str, count: usize) -> String {
    let skipped = text.chars().count().saturating_sub(count);
    text.chars().skip(skipped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_national_and_an_international_form() {
        let made = |text: &str| telephones(text).into_iter().map(|(_, made)| made).collect::<Vec<_>>();
        for form in ["1012345678", "+201012345678", "201012345678", "00201012345678"] {
            assert!(made("01012345678").contains(&form.to_owned()), "{form}");
        }
        for form in ["01012345678", "1012345678", "201012345678"] {
            assert!(made("+201012345678").contains(&form.to_owned()), "{form}");
        }
        assert!(made("+96512345678").contains(&"12345678".to_owned()));
        assert_eq!(groups("4242424242424242", " "), "4242 4242 4242 4242");
        assert_eq!(last("4242", 2), "42");
    }
}
