//! The order that a charge and an automatic payment have in common.

use crate::declare::{Money, Text, choices, nested, text_type};
use crate::error::{Error, Result};
use crate::upayments::types::at_most;

choices! {
    /// The language of the payment page.
    Language: "\"en\" | \"ar\"", "en or ar" { English = "en", Arabic = "ar" }
}

text_type! {
    /// An ISO 4217 currency code.
    Currency: crate::declare::Kind::of("string").rule("ISO 4217, capitals"), |value| {
        let code = crate::declare::clean_text(value)?;
        match crate::amount::minor_unit(&code) {
            Ok(_) => Ok::<_, Error>(code),
            Err(_) => Err(Error::invalid("is not an ISO 4217 currency code").hint("write KWD, SAR, USD, BHD, EUR, OMR, QAR or AED")),
        }
    }
}

nested! {
    /// What is paid.
    pub struct Order as "UPaymentsOrder" {
        /// Your own id of the order: at most 40 characters, 50 for an invoice link.
        id: Text = "id",
        /// Your own reference.
        reference: Option<Text<255>> = "reference",
        /// What the payer reads.
        description: Text<500> = "description",
        /// The currency, which decides the decimals of every amount: three for KWD, BHD and OMR.
        currency: Currency = "currency",
        /// What the payer pays, in whole units of the currency: `1` KWD is sent as `1.000`.
        amount: Money = "amount",
    }
}

nested! {
    /// A reference of yours.
    pub struct Reference as "UPaymentsReference" {
        /// The reference.
        id: Option<Text> = "id",
    }
}

impl Order {
    /// The order as it is sent: its amount in the decimals of its currency, its id short enough.
    pub(super) fn settled(&self, longest_id: usize) -> Result<Self> {
        at_most(self.id.as_str(), longest_id).map_err(|error| error.at("order.id"))?;
        let amount = self.amount.in_currency(self.currency.as_str()).map_err(|error| error.at("order.amount"))?;
        Ok(Self { amount, ..self.clone() })
    }
}
