//! ISO 4217: how many digits after the point a currency has.

use crate::error::{Error, Result};

/// The codes of list one by their digits, and some that were withdrawn lately. Metals, units of account and codes for
/// tests have no digits.
const CODES: [(usize, &str); 4] = [
    (
        0,
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XAG XAU XBA XBB XBC XBD XDR XOF XPD XPF \
         XPT XSU XTS XUA XXX",
    ),
    (
        2,
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF \
         CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
         GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL \
         MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN \
         QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY \
         TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ZWL",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// The number of digits after the point that ISO 4217 gives a currency.
///
/// # Errors
/// `INVALID_FIELD` when the code is unknown or not in upper case.
pub fn minor_unit(currency: &str) -> Result<usize> {
    let code = <[u8; 3]>::try_from(currency.as_bytes()).unwrap_or_default();
    let listed =
        |codes: &str| codes.as_bytes().chunks(4).any(|listed| matches!(listed, [a, b, c, ..] if code == [*a, *b, *c]));
    CODES.iter().find(|(_, codes)| listed(codes)).map(|(digits, _)| *digits).ok_or_else(|| {
        Error::invalid("is not an ISO 4217 currency code")
            .at("currency")
            .hint("write three upper-case letters such as EGP, KWD or QAR")
    })
}

#[cfg(test)]
mod tests {
    use iso_currency::Currency;

    use super::*;

    #[test]
    fn the_table_is_that_of_another_source() {
        let letters = || 'A'..='Z';
        let codes =
            letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| String::from_iter([a, b, c]))));
        let mut known = 0;
        for code in codes {
            let theirs = Currency::from_code(&code).map(|currency| currency.exponent().map_or(0, usize::from));
            assert_eq!(minor_unit(&code).ok(), theirs, "{code}");
            known += usize::from(theirs.is_some());
        }
        assert!(known > 150, "{known}");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for bad in ["", " ", "egp", "XYZ", "EG", "EGP ", "AED AFN", "ج.م"] {
            assert!(minor_unit(bad).is_err(), "{bad:?}");
        }
    }
}
