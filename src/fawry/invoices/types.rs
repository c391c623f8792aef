//! Field types of the e-invoice API.

use crate::amount::Amount;
use crate::declare::{Field, Kind, Pounds, Quantity, Text, choices, nested, text_type};
use crate::error::{Error, Result};
use crate::value::Value;

text_type! {
    /// The number of an invoice. It stands in a path, so only plain characters are taken.
    InvoiceNumber: Kind::of("string | number").rule("1 to 64 letters, digits, - or _"), |value: &Value| {
        let text = value.as_text().unwrap_or_default();
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if plain && (1..=64).contains(&text.len()) {
            return Ok(text.to_owned());
        }
        Err(Error::invalid("is not an invoice number").hint("write 1 to 64 letters, digits, - or _"))
    }
}
text_type! {
    /// A day: `2030-01-31`.
    Day: Kind::of("string").rule("YYYY-MM-DD"), |value: &Value| {
        let text = value.as_text().unwrap_or_default();
        if is_day(text) {
            return Ok(text.to_owned());
        }
        Err(Error::invalid("is not a day").hint("write YYYY-MM-DD, for example 2030-01-31"))
    }
}
text_type! {
    /// A moment in UTC: `2030-01-31T08:00:00.000Z`.
    Moment: Kind::of("string").rule("YYYY-MM-DDThh:mm:ss.sssZ"), |value: &Value| {
        let text = value.as_text().unwrap_or_default();
        if text.split_once('T').is_some_and(|(day, time)| is_day(day) && is_time(time)) {
            return Ok(text.to_owned());
        }
        Err(Error::invalid("is not a moment in UTC")
            .hint("write YYYY-MM-DDThh:mm:ss.sssZ, which is what toISOString() of a Date gives"))
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

/// A number that may be zero: taxes, a discount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate(String);

impl Field for Rate {
    const KIND: Kind = Kind::of("number | string").rule("zero or more, at most two decimals");

    fn parse(value: &Value) -> Result<Self> {
        let amount = Amount::from_value(value)?;
        amount.to_decimals(2)?;
        amount.to_decimals(amount.decimals()).map(Self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.clone()))
    }
}

/// A whole number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole(String);

impl Field for Whole {
    const KIND: Kind = Kind::of("number").rule("a whole number");

    fn parse(value: &Value) -> Result<Self> {
        match value.as_text().and_then(|text| text.parse::<u32>().ok()) {
            Some(number) => Ok(Self(number.to_string())),
            None => Err(Error::invalid("is not a whole number").hint("write 1, 2, 3 …")),
        }
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.clone()))
    }
}

nested! {
    /// A discount.
    pub struct Discount as "FawryInvoiceDiscount" {
        /// Pounds or percent.
        value: Rate = "value",
        /// What `value` means.
        kind: DiscountKind = "type",
    }
}

nested! {
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
        assert!("2030-01-31T23:59:59.000Z".parse::<Moment>().is_ok());
        for bad in ["2030-01-31T24:00:00.000Z", "2030-01-31T23:59:59Z", "2030-01-31T23:59:59.000+02:00", "2030-01-31"] {
            assert!(bad.parse::<Moment>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_invoice_number_cannot_leave_its_path() {
        for bad in ["", "a/b", "..", "1?x", "1#x", "a b", "٣", &"1".repeat(65)] {
            assert!(bad.parse::<InvoiceNumber>().is_err(), "{bad}");
        }
        assert!("INV_7-a".parse::<InvoiceNumber>().is_ok());
    }
}
