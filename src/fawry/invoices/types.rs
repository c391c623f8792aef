//! Field types of the e-invoice API.

use crate::amount::ExactAmount;
use crate::document::Item;
use crate::engine::Content;
use crate::error::{Error, Result};
use crate::table::kinds::{Pounds, Quantity, Text};
use crate::table::{AmountRule, Decimals, Kind, Rule, choices, field_type, members};
use crate::value::Value;

field_type! {
    /// The number of an invoice. It stands in a path, so only plain characters are taken.
    InvoiceNumber(Value):
        Kind::new(Rule::Loose(invoice_number), "string | number", "1 to 64 letters, digits, - or _")
}
field_type! {
    /// A day: `2030-01-31`.
    Day(String): Kind::new(Rule::Loose(day), "string", "YYYY-MM-DD")
}
field_type! {
    /// A moment in UTC: `2030-01-31T08:00:00.000Z`.
    Moment(String): Kind::new(Rule::Loose(moment), "string", "YYYY-MM-DDThh:mm:ss.sssZ")
}
field_type! {
    /// A number that may be zero: taxes, a discount. It is no amount, whatever the account wants amounts to be.
    Rate(ExactAmount): Kind::new(
        Rule::Amount(AmountRule { zero: true, decimals: Decimals::AtMost(2), quoted: false }),
        "number | string",
        "zero or more, at most two decimals",
    )
}
field_type! {
    /// A whole number.
    Whole(u64): Kind::new(Rule::Own(whole), "number", "a whole number")
}

fn invoice_number(text: &str) -> Result<()> {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if plain && (1..=64).contains(&text.len()) {
        return Ok(());
    }
    Err(Error::invalid("is not an invoice number").hint("write 1 to 64 letters, digits, - or _"))
}

fn day(text: &str) -> Result<()> {
    if is_day(text) {
        return Ok(());
    }
    Err(Error::invalid("is not a day").hint("write YYYY-MM-DD, for example 2030-01-31"))
}

fn moment(text: &str) -> Result<()> {
    if text.split_once('T').is_some_and(|(day, time)| is_day(day) && is_time(time)) {
        return Ok(());
    }
    Err(Error::invalid("is not a moment in UTC")
        .hint("write YYYY-MM-DDThh:mm:ss.sssZ, which is what toISOString() of a Date gives"))
}

fn whole(item: Item<'_>) -> Result<Content<'_>> {
    match item.as_text().and_then(|text| text.parse::<u32>().ok()) {
        Some(number) => Ok(Content::number(number.to_string())),
        None => Err(Error::invalid("is not a whole number").hint("write 1, 2, 3 …")),
    }
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut next = |digits| parts.next().and_then(|part| number(part, digits));
    let (Some(year), Some(month), Some(day)) = (next(4), next(2), next(2)) else { return false };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=length).contains(&day) && parts.next().is_none()
}

fn is_time(text: &str) -> bool {
    let Some((time, millis)) = text.strip_suffix('Z').and_then(|time| time.split_once('.')) else { return false };
    let limits = [24, 60, 60];
    let parts: Vec<_> = time.split(':').map(|part| number(part, 2)).collect();
    let fits = parts.iter().zip(limits).all(|(part, limit)| part.is_some_and(|part| part < limit));
    parts.len() == limits.len() && fits && number(millis, 3).is_some()
}

choices! {
    /// How a discount is meant.
    DiscountKind: "\"FLAT\" | \"PERCENTAGE\"", "FLAT or PERCENTAGE" { Flat = "FLAT", Percentage = "PERCENTAGE" }
}
choices! {
    /// How the customer hears of an invoice.
    Communication: "\"SMS\" | \"EMAIL\" | \"BOTH\" | \"NONE\"", "SMS, EMAIL, BOTH or NONE" {
        Sms = "SMS", Email = "EMAIL", Both = "BOTH", None = "NONE"
    }
}
choices! {
    /// How the customer should pay.
    PreferredMethod: "\"CARD\" | \"PayAtFawry\"", "CARD or PayAtFawry" { Card = "CARD", PayAtFawry = "PayAtFawry" }
}
choices! {
    /// How the invoice is collected.
    PaymentType: "\"PUSH_TO_CUSTOMER\"", "PUSH_TO_CUSTOMER" { PushToCustomer = "PUSH_TO_CUSTOMER" }
}
choices! {
    /// What the page asks the customer for.
    RequiredCode: "\"NAME\" | \"EMAIL\" | \"MOBILE_NUMBER\" | \"ADDRESS\" | \"NNATIONAL_ID\" | \"BIRTHDATE\" | \"GENDER\" | \"DELIVERY_DATE\"",
    "NAME, EMAIL, MOBILE_NUMBER, ADDRESS, NNATIONAL_ID (spelt so), BIRTHDATE, GENDER or DELIVERY_DATE" {
        Name = "NAME", Email = "EMAIL", MobileNumber = "MOBILE_NUMBER", Address = "ADDRESS",
        NationalId = "NNATIONAL_ID", Birthdate = "BIRTHDATE", Gender = "GENDER", DeliveryDate = "DELIVERY_DATE"
    }
}

members! {
    /// A discount.
    pub struct Discount as "FawryInvoiceDiscount" {
        /// Pounds or percent.
        value: Rate = "value",
        /// What `value` means.
        kind: DiscountKind = "type",
    }
}

members! {
    /// An item of an invoice.
    pub struct InvoiceItem as "FawryInvoiceItem" {
        /// Your identifier.
        item_code: Option<Text> = "itemCode",
        /// How many, above zero.
        purchased_quantity: Option<Quantity> = "purchasedQuantity",
        /// EGP for one unit.
        price: Option<Pounds> = "price",
        /// English name.
        name_en: Option<Text> = "nameEn",
        /// Arabic name.
        name_ar: Option<Text> = "nameAr",
        /// A discount on the item.
        discount: Option<Discount> = "discount",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for good in ["2030-01-31", "2028-02-29", "2000-02-29"] {
            assert!(is_day(good), "{good}");
        }
        for bad in
            ["2030-02-29", "1900-02-29", "2030-13-01", "2030-00-10", "2030-1-1", "2030-01-31-1", "31-01-2030", ""]
        {
            assert!(!is_day(bad), "{bad}");
        }
    }

    #[test]
    fn a_moment_has_milliseconds_and_is_utc() {
        assert!(moment("2030-01-31T23:59:59.000Z").is_ok());
        for bad in ["2030-01-31T24:00:00.000Z", "2030-01-31T23:59:59Z", "2030-01-31T23:59:59.000+02:00", "2030-01-31"] {
            assert!(moment(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_invoice_number_cannot_leave_its_path() {
        for bad in ["", "a/b", "..", "1?x", "1#x", "a b", "٣", &"1".repeat(65)] {
            assert!(invoice_number(bad).is_err(), "{bad}");
        }
        assert!(invoice_number("INV_7-a").is_ok());
    }
}
