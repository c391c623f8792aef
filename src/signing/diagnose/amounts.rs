//! Amounts in another form than the canonical one.

use crate::signing::diagnose::causes::{self as cause, Cause};
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::{Mistakes, Subject, ranking};
use crate::signing::recipe::Role;
use crate::value::{Value, number_text};

/// The digits of a canonical amount.
struct Money<'a> {
    integer: &'a str,
    fraction: &'a str,
}

type Write = dyn Fn(&Money<'_>) -> Option<String>;

/// A way to write an amount.
struct Style {
    cause: &'static Cause,
    rank: Rank,
    how: &'static str,
    write: Box<Write>,
}

impl Style {
    fn new(
        cause: &'static Cause,
        rank: Rank,
        how: &'static str,
        write: impl Fn(&Money<'_>) -> Option<String> + 'static,
    ) -> Self {
        Self { cause, rank, how, write: Box::new(write) }
    }
}

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let amounts = subject.parts_where(|part| part.role == Role::Amount && !part.text.is_empty());
    let mut push = |cause, rank, how, texts: Vec<(usize, String)>| {
        if !texts.is_empty() {
            mistakes.push(subject.recipe, subject.texts(cause, rank, how, texts));
        }
    };
    for style in styles(&currencies(subject)) {
        let rewrite = |part: &usize| Some((*part, (style.write)(&Money::of(subject.text(*part))?)?));
        let texts: Vec<_> = amounts.iter().filter_map(rewrite).collect();
        // Code that formats one amount in a wrong way usually formats all of them so.
        if texts.len() > 1 {
            push(style.cause, style.rank, style.how, texts.clone());
        }
        let alone = style.rank.rarer(u8::from(texts.len() > 1));
        texts.into_iter().take(MAX_ALONE).for_each(|text| push(style.cause, alone, style.how, vec![text]));
    }
    if subject.is_event {
        for change in CHANGES {
            let before = |part: &usize| Some((*part, change(&Money::of(subject.text(*part))?)?));
            amounts
                .iter()
                .filter_map(before)
                .for_each(|text| push(&cause::CONTENT_CHANGED, ranking::EVENT_ALTERED, "", vec![text]));
        }
    }
    let given = |part: &usize| Some((*part, as_given(subject.input, &subject.name(*part))?));
    let texts: Vec<_> = amounts.iter().filter_map(given).collect();
    push(&cause::AMOUNT_AS_GIVEN, ranking::AMOUNT_UNPADDED, "", texts.clone());
    texts
        .into_iter()
        .take(MAX_ALONE)
        .for_each(|text| push(&cause::AMOUNT_AS_GIVEN, ranking::AMOUNT_UNPADDED.rarer(1), "", vec![text]));
}

/// How many amounts are tried one by one; more are items of one list, which one piece of code formats.
const MAX_ALONE: usize = 4;

/// What the amount of an event may have been before it was changed on its way.
const CHANGES: &[fn(&Money<'_>) -> Option<String>] = &[
    |money| money.canonical(&money.minor(2)?),
    |money| money.canonical(&money.hundredth()?),
    |money| money.canonical(&money.cut(0)?),
    |money| money.canonical(&money.rounded_up(0)?),
];

/// The text of an amount as the caller gave it.
pub(super) fn as_given(input: &Value, name: &str) -> Option<String> {
    input.at(name)?.as_text().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The currencies that the request names, and Egypt's pound, which Fawry's do not always name, as it is written.
fn currencies(subject: &Subject<'_>) -> Vec<String> {
    let named = subject.sent.iter().filter(|field| field.name.to_ascii_lowercase().contains("currency"));
    let mut codes: Vec<_> = named.map(|field| field.text.clone()).collect();
    codes.extend(["EGP", "LE", "L.E", "L.E.", "ج.م", "¤"].map(str::to_owned));
    codes.dedup();
    codes
}

impl<'a> Money<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        (!integer.is_empty() && digits(integer) && digits(fraction)).then_some(Self { integer, fraction })
    }

    fn significant(&self) -> &'a str {
        self.fraction.trim_end_matches('0')
    }

    fn shortest(&self) -> String {
        joined(self.integer, '.', self.significant())
    }

    fn float(&self) -> f64 {
        self.shortest().parse().unwrap_or_default()
    }

    /// With this many decimals, when no digit is lost.
    fn padded(&self, decimals: usize) -> Option<String> {
        let significant = self.significant();
        (significant.len() <= decimals).then(|| joined(self.integer, '.', &format!("{significant:0<decimals$}")))
    }

    /// Without the digits beyond `decimals`.
    fn cut(&self, decimals: usize) -> Option<String> {
        (self.significant().len() > decimals)
            .then(|| joined(self.integer, '.', self.fraction.get(..decimals).unwrap_or_default()))
    }

    /// With the digits beyond `decimals` rounded up.
    fn rounded_up(&self, decimals: usize) -> Option<String> {
        let cut: u128 = self.cut(decimals)?.replace('.', "").parse().ok()?;
        let digits = format!("{:0>width$}", cut + 1, width = decimals + 1);
        let (integer, fraction) = digits.split_at_checked(digits.len() - decimals)?;
        Some(joined(integer, '.', fraction))
    }

    /// Rounded to `decimals`; `even` decides a tie.
    fn rounded(&self, decimals: usize, even: bool) -> Option<String> {
        let cut = self.cut(decimals)?;
        let rest = self.significant().get(decimals..)?;
        let odd = cut.bytes().last().is_some_and(|digit| (digit - b'0') % 2 == 1);
        match rest.cmp("5") {
            std::cmp::Ordering::Less => Some(cut),
            std::cmp::Ordering::Equal if even && !odd => Some(cut),
            _ => self.rounded_up(decimals),
        }
    }

    /// In units of 10^-places, when that is a whole number.
    fn minor(&self, places: usize) -> Option<String> {
        let digits = format!("{}{:0<places$}", self.integer, self.significant());
        (self.significant().len() <= places).then(|| match digits.trim_start_matches('0') {
            "" => "0".to_owned(),
            digits => digits.to_owned(),
        })
    }

    /// In the unit of which this is the hundredth part.
    fn hundredth(&self) -> Option<String> {
        let digits = format!("{:0>3}", self.integer);
        let (integer, moved) = digits.split_at_checked(digits.len() - 2)?;
        Some(joined(integer, '.', &format!("{moved}{}", self.significant())))
    }

    /// Another amount with as many decimals as this one, when no digit is lost.
    fn canonical(&self, other: &str) -> Option<String> {
        Money::of(other)?.padded(self.fraction.len())
    }

    fn grouped(&self, separator: char) -> Option<String> {
        (self.integer.len() > 3).then(|| {
            let mut grouped = String::new();
            for (index, digit) in self.integer.chars().enumerate() {
                if index > 0 && (self.integer.len() - index).is_multiple_of(3) {
                    grouped.push(separator);
                }
                grouped.push(digit);
            }
            grouped
        })
    }
}

fn joined(integer: &str, point: char, fraction: &str) -> String {
    if fraction.is_empty() { integer.to_owned() } else { format!("{integer}{point}{fraction}") }
}

fn styles(currencies: &[String]) -> Vec<Style> {
    let mut styles = vec![
        Style::new(&cause::AMOUNT_NOT_PADDED, ranking::AMOUNT_UNPADDED, "", |money| Some(money.shortest())),
        Style::new(&cause::AMOUNT_FLOAT_TEXT, ranking::AMOUNT_UNPADDED, "", |money| money.padded(1)),
        Style::new(&cause::AMOUNT_MINOR_UNITS, ranking::MINOR_UNITS, "", |money| {
            money.minor(money.fraction.len().max(2))
        }),
        Style::new(&cause::AMOUNT_MINOR_UNITS, ranking::MINOR_UNITS, "", |money| money.minor(2)),
        Style::new(&cause::AMOUNT_MINOR_UNITS, ranking::MINOR_UNITS.rarer(1), "", |money| money.minor(3)),
        Style::new(&cause::AMOUNT_MINOR_UNITS, ranking::MINOR_UNITS.rarer(2), "", |money| {
            Some(format!("{}.00", money.minor(2)?))
        }),
    ];
    for decimals in [0, 2, 3, 4, 6] {
        let rank = if decimals == 3 { ranking::THREE_DECIMALS } else { ranking::OTHER_DECIMALS };
        styles.push(Style::new(&cause::AMOUNT_WRONG_DECIMALS, rank, "", move |money| money.padded(decimals)));
    }
    for decimals in [0, 1, 2] {
        let rank = if decimals == 0 { ranking::WHOLE_AMOUNT } else { ranking::OTHER_DECIMALS };
        styles.push(Style::new(&cause::AMOUNT_ROUNDED, rank, "cut off", move |money| money.cut(decimals)));
        styles.push(Style::new(&cause::AMOUNT_ROUNDED, rank, "rounded half up", move |money| {
            money.rounded(decimals, false)
        }));
        styles.push(Style::new(&cause::AMOUNT_ROUNDED, rank, "rounded half to even", move |money| {
            money.rounded(decimals, true)
        }));
        styles.push(Style::new(&cause::AMOUNT_ROUNDED, ranking::OTHER_DECIMALS, "rounded up", move |money| {
            money.rounded_up(decimals)
        }));
    }
    styles.push(Style::new(
        &cause::AMOUNT_ROUNDED,
        ranking::WHOLE_AMOUNT,
        "rounded, with thousands separated",
        |money| Money::of(&money.rounded(0, false)?)?.grouped(','),
    ));
    for separator in [',', '\'', ' ', '_', '\u{a0}', '\u{202f}', '٬'] {
        let rank = if separator == ',' { ranking::NUMBER_FORMAT } else { ranking::FOREIGN_LOCALE };
        styles.push(Style::new(&cause::AMOUNT_THOUSANDS, rank, "", move |money| {
            Some(joined(&money.grouped(separator)?, '.', money.fraction))
        }));
        styles.push(Style::new(&cause::AMOUNT_THOUSANDS, rank.rarer(1), "", move |money| {
            Some(joined(&money.grouped(separator)?, '.', money.significant()))
        }));
    }
    styles.push(Style::new(&cause::AMOUNT_COMMA, ranking::NUMBER_FORMAT, "", |money| {
        Some(joined(money.integer, ',', money.fraction))
    }));
    styles.push(Style::new(&cause::AMOUNT_COMMA, ranking::NUMBER_FORMAT.rarer(1), "", |money| {
        Some(joined(money.integer, ',', money.significant()))
    }));
    for separator in ['.', ' ', '\u{a0}', '\u{202f}'] {
        let rank = if separator == '.' { ranking::NUMBER_FORMAT } else { ranking::FOREIGN_LOCALE };
        styles.push(Style::new(&cause::AMOUNT_COMMA, rank, "", move |money| {
            Some(joined(&money.grouped(separator)?, ',', money.fraction))
        }));
        styles.push(Style::new(&cause::AMOUNT_COMMA, rank.rarer(1), "", move |money| {
            Some(joined(&money.grouped(separator)?, ',', money.significant()))
        }));
    }
    for (place, currency) in currencies.iter().enumerate() {
        // The codes come first, the abbreviations after them.
        let rank = ranking::WITH_CURRENCY.rarer(u8::from(place >= 2));
        for pattern in ["#¤", "# ¤", "¤#", "¤ #", "¤\u{a0}#", "#\u{a0}¤"] {
            let pattern = pattern.replace('¤', currency);
            let grouped = pattern.clone();
            styles.push(Style::new(&cause::AMOUNT_WITH_CURRENCY, rank, "", move |money| {
                Some(pattern.replace('#', &joined(money.integer, '.', money.fraction)))
            }));
            styles.push(Style::new(&cause::AMOUNT_WITH_CURRENCY, rank, "", move |money| {
                Some(grouped.replace('#', &joined(&money.grouped(',')?, '.', money.fraction)))
            }));
        }
    }
    for (point, group) in [('٫', '٬'), ('.', ','), ('٫', '،'), (',', '.')] {
        for pattern in ["#", "#\u{a0}ج.م.\u{200f}", "\u{200f}#\u{a0}ج.م.\u{200f}", "ج.م.\u{200f} #", "# ج.م"] {
            let is_own = point == '٫' && group == '٬';
            let rank = if is_own { ranking::ARABIC_LOCALE } else { ranking::ARABIC_LOCALE.rarer(2) };
            styles.push(Style::new(&cause::ARABIC_DIGITS, rank, "", move |money| {
                let integer = money.grouped(group);
                // Without groups and words it is a number like any other.
                let is_other = integer.is_some() || pattern != "#";
                let plain = joined(&integer.unwrap_or_else(|| money.integer.to_owned()), point, money.fraction);
                is_other.then(|| pattern.replace('#', &arabic_indic(&plain)))
            }));
        }
    }
    styles.push(Style::new(&cause::ARABIC_DIGITS, ranking::ARABIC_LOCALE, "", |money| {
        Some(arabic_indic(&joined(&money.grouped('٬')?, '٫', money.significant())))
    }));
    for decimals in [".00", ".0"] {
        for whole in [true, false] {
            styles.push(Style::new(&cause::AMOUNT_APPENDED, ranking::DECIMALS_APPENDED, "", move |money| {
                let text = if whole { joined(money.integer, '.', money.fraction) } else { money.shortest() };
                text.contains('.').then(|| format!("{text}{decimals}"))
            }));
        }
    }
    styles.push(Style::new(
        &cause::AMOUNT_ROUNDED,
        ranking::WHOLE_AMOUNT,
        "cut to a whole number, then padded",
        |money| padded_again(&money.cut(0)?, money.fraction.len()),
    ));
    for even in [false, true] {
        styles.push(Style::new(
            &cause::AMOUNT_ROUNDED,
            ranking::WHOLE_AMOUNT,
            "rounded to a whole number, then padded",
            move |money| padded_again(&money.rounded(0, even)?, money.fraction.len()),
        ));
    }
    styles.push(Style::new(
        &cause::AMOUNT_ROUNDED,
        ranking::WHOLE_AMOUNT.rarer(1),
        "rounded up to a whole number, then padded",
        |money| padded_again(&money.rounded_up(0)?, money.fraction.len()),
    ));
    for steps in [1_i32, -1, 2, -2, 3, -3, 4, -4] {
        let rank = ranking::FLOAT_NOISE.rarer(u8::from(steps.abs() > 1));
        styles.push(Style::new(&cause::AMOUNT_BINARY_FLOAT, rank, "", move |money| {
            Some(number_text(neighbour(money.float(), steps)))
        }));
    }
    styles.push(Style::new(&cause::AMOUNT_EXPONENT, ranking::EXPONENT, "", |money| {
        let float = money.float();
        (float >= 1e7).then(|| java_exponent(float))
    }));
    styles.push(Style::new(&cause::AMOUNT_EXPONENT, ranking::EXPONENT.rarer(1), "", |money| {
        Some(format!("{:e}", money.float()))
    }));
    styles.push(Style::new(&cause::AMOUNT_EXPONENT, ranking::EXPONENT.rarer(1), "", |money| {
        Some(printf_exponent(money.float()))
    }));
    #[allow(clippy::cast_possible_truncation, reason = "the loss is the mistake")]
    styles.push(Style::new(&cause::AMOUNT_BINARY_FLOAT, ranking::FLOAT_DIGITS, "", |money| {
        Some(number_text(f64::from(money.float() as f32)))
    }));
    styles.push(Style::new(&cause::AMOUNT_BINARY_FLOAT, ranking::FLOAT_DIGITS, "", |money| {
        let decimals = 17usize.checked_sub(money.integer.trim_start_matches('0').len())?;
        Some(format!("{:.decimals$}", money.float()).trim_end_matches('0').to_owned())
    }));
    styles
}

/// A whole number with decimals that are zero.
fn padded_again(whole: &str, decimals: usize) -> Option<String> {
    Money::of(whole)?.padded(decimals)
}

/// The float that is so many steps away: what a sum of floats comes to.
fn neighbour(float: f64, steps: i32) -> f64 {
    let next = if steps > 0 { f64::next_up } else { f64::next_down };
    (0..steps.abs()).fold(float, |float, _| next(float))
}

fn arabic_indic(text: &str) -> String {
    let digit = |character: char| match character.to_digit(10) {
        Some(digit) => char::from_u32(u32::from('٠') + digit).unwrap_or(character),
        None => character,
    };
    text.chars().map(digit).collect()
}

/// `1.23456785E7`, as `Double.toString` writes it.
fn java_exponent(float: f64) -> String {
    let text = format!("{float:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => text,
    }
}

/// `2.050000e+01`, as `%e` writes it.
fn printf_exponent(float: f64) -> String {
    let text = format!("{float:.6e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if exponent.starts_with('-') => {
            format!("{mantissa}e-{:0>2}", exponent.trim_start_matches('-'))
        }
        Some((mantissa, exponent)) => format!("{mantissa}e+{exponent:0>2}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<(&'static str, String)> {
        let money = Money::of(text).unwrap();
        styles(&["EGP".into()]).iter().filter_map(|style| Some((style.cause.id, (style.write)(&money)?))).collect()
    }

    #[test]
    fn every_documented_form_is_made() {
        for (text, id, form) in [
            ("20.50", "amount-not-padded", "20.5"),
            ("20.00", "amount-not-padded", "20"),
            ("20.00", "amount-float-text", "20.0"),
            ("20.50", "amount-minor-units", "2050"),
            ("0.02", "amount-minor-units", "2"),
            ("1.500", "amount-minor-units", "1500"),
            ("20.50", "amount-wrong-decimals", "20.500"),
            ("1.500", "amount-wrong-decimals", "1.50"),
            ("20.50", "amount-rounded", "20"),
            ("20.50", "amount-rounded", "21"),
            ("99.96", "amount-rounded", "100.0"),
            ("9.99", "amount-rounded", "10"),
            ("0.07", "amount-rounded", "0.1"),
            ("1234.50", "amount-thousands-separators", "1,234.50"),
            ("1234567.00", "amount-thousands-separators", "1,234,567"),
            ("1234.50", "amount-decimal-comma", "1234,50"),
            ("1234.50", "amount-decimal-comma", "1.234,50"),
            ("20.50", "amount-decimal-comma", "20,5"),
            ("20.50", "amount-with-currency", "20.50 EGP"),
            ("20.50", "amount-with-currency", "EGP20.50"),
            ("12345678.50", "amount-exponent", "1.23456785E7"),
            ("20.50", "amount-exponent", "2.050000e+01"),
            ("580.55", "amount-binary-float", "580.5499877929688"),
            ("0.30", "amount-binary-float", "0.30000000000000004"),
            ("185.50", "amount-decimals-appended", "185.5.00"),
            ("185.50", "amount-decimals-appended", "185.50.00"),
            ("350.00", "amount-with-currency", "EGP\u{a0}350.00"),
            ("1350.00", "amount-with-currency", "EGP\u{a0}1,350.00"),
            ("1350.00", "arabic-indic-digits", "١٬٣٥٠٫٠٠"),
            ("350.00", "arabic-indic-digits", "\u{200f}٣٥٠٫٠٠\u{a0}ج.م.\u{200f}"),
            ("20.50", "amount-rounded", "20.00"),
            ("20.50", "amount-rounded", "21.00"),
            ("20.55", "amount-binary-float", "20.550000000000001"),
        ] {
            assert!(forms(text).contains(&(id, form.to_owned())), "{text} {id} {form}: {:?}", forms(text));
        }
    }

    #[test]
    fn a_tie_goes_to_the_even_digit_or_up() {
        let money = Money::of("20.50").unwrap();
        assert_eq!(money.rounded(0, false).unwrap(), "21");
        assert_eq!(money.rounded(0, true).unwrap(), "20");
        assert_eq!(Money::of("21.50").unwrap().rounded(0, true).unwrap(), "22");
        assert_eq!(Money::of("20.49").unwrap().rounded(0, false).unwrap(), "20");
        assert_eq!(Money::of("20.51").unwrap().rounded(0, true).unwrap(), "21");
    }
}
