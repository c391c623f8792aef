//! The order that a charge and an automatic payment have in common.

use crate::engine::Call;
use crate::error::{Error, Result};
use crate::table::kinds::{Money, Text};
use crate::table::{Key, Kind, Rule, choices, field_type, members};
use crate::upayments::types::at_most;

choices! {
    /// The language of the payment page.
    Language: "\"en\" | \"ar\"", "en or ar" { English = "en", Arabic = "ar" }
}
field_type! {
    /// An ISO 4217 currency code.
    Currency(String): Kind::new(Rule::Checked(currency), "string", "ISO 4217, capitals")
}

members! {
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

members! {
    /// A reference of yours.
    pub struct Reference as "UPaymentsReference" {
        /// The reference.
        id: Option<Text> = "id",
    }
}

fn currency(text: &str) -> Result<()> {
    // The field itself is named by whoever declares it.
    crate::currency::minor_unit(text).map(drop).map_err(|_| {
        Error::invalid("is not an ISO 4217 currency code").hint("write KWD, SAR, USD, BHD, EUR, OMR, QAR or AED")
    })
}

/// Checks that the id of an order is short enough, and writes its amount in the decimals of its currency, which it
/// gives back.
pub(super) fn settle(call: &mut Call<'_>, order: Key, longest_id: usize) -> Result<String> {
    let given = call.input.row(order);
    let currency = given.text(Order::KEY.currency).unwrap_or_default().to_owned();
    if let Err(error) = at_most(given.text(Order::KEY.id).unwrap_or_default(), longest_id) {
        call.refuse(error.at("order.id"))?;
    }
    call.amounts_in(order, Order::KEY.amount, &currency)?;
    Ok(currency)
}
