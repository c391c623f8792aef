//! Charges: one operation with a form for each way to pay.

mod answer;
mod forms;
#[cfg(not(target_arch = "wasm32"))]
mod samples;
#[cfg(test)]
mod tests;

pub use answer::{Charged, NextAction};

use crate::engine::Call;
use crate::error::{Error, Result};
use crate::fawry::config::{ChargeSignature, FawryConfig, MERCHANT_CODE, OPERATION, SECURE_KEY};
use crate::fawry::returned::settle_charge;
use crate::fawry::words::{self, Currency, Family, Language};
use crate::table::kinds::{
    CardNumber, CardToken, Cvv, Email, EpochMillis, ExpiryMonth, ExpiryYear, Flag, Id, OpaqueNumber, OrDefault, Pounds,
    Quantity, Text, Url, WalletNumber,
};
use crate::table::{Condition, Effect, Kind, Operation, Part, Recipe, Rule, field_type, input, members};
use crate::value::Value;

input! {
    /// Charges a customer by reference number, card, saved card, wallet, valU, bank installments, cash on delivery
    /// or myFawry.
    ///
    /// Signed: merchant code, reference, profile id, payment method, amount, what the method adds, key. An accepted
    /// charge is not a payment.
    pub struct Charge as "FawryChargeInput" {
        /// Your reference, new for every attempt.
        merchant_ref_num: Id = "merchantRefNum",
        /// Your customer's id; signed when given. Fawry wants it with saved cards.
        customer_profile_id: Option<Id> = "customerProfileId",
        /// The customer's name.
        customer_name: Option<Text> = "customerName",
        /// An Egyptian mobile number, as text: `01012345678`.
        customer_mobile: OpaqueNumber = "customerMobile",
        /// An e-mail address.
        customer_email: Email = "customerEmail",
        /// How the customer pays; signed and sent exactly as given: `PayAtFawry`, `CARD`, `MWALLET`, `VALU`,
        /// `CASHONDELIVERY`, `MYFAWRY`, or another spelling of them.
        payment_method: Text = "paymentMethod",
        /// EGP in total. It need not be the sum of the items.
        amount: Pounds = "amount",
        /// `EGP`, which is sent when it is left out.
        currency_code: OrDefault<Currency> = "currencyCode",
        /// The language of what the customer reads.
        language: Language = "language",
        /// At least one item, always in an array.
        charge_items: Vec<ChargeItem> = "chargeItems",
        /// What is paid.
        description: Text = "description",
        /// Epoch milliseconds after which a reference cannot be paid.
        payment_expiry: Option<EpochMillis> = "paymentExpiry",
        /// `true` only reserves the amount, for `captureAuthorization`; cards only.
        auth_capture_mode_payment: Option<Flag> = "authCaptureModePayment",
        /// Where to send the notifications about this order; absolute URL.
        order_web_hook_url: Option<Url> = "orderWebHookUrl",
        /// `id` of a plan from `installmentPlans`.
        installment_plan_id: Option<PlanId> = "installmentPlanId",
        /// From `createCardToken`, `listCardTokens` or a saved card; `customerProfileId` is its owner.
        card_token: Option<CardToken> = "cardToken",
        /// Digits only.
        card_number: Option<CardNumber> = "cardNumber",
        /// Two digits: `27`.
        card_expiry_year: Option<ExpiryYear> = "cardExpiryYear",
        /// Two digits: `05`.
        card_expiry_month: Option<ExpiryMonth> = "cardExpiryMonth",
        /// The security code, as text because it may start with a zero.
        cvv: Option<Cvv> = "cvv",
        /// Whether the customer confirms by 3-D Secure.
        enable_3ds: Option<Flag> = "enable3DS",
        /// Save the card under `customerProfileId`.
        save_card_info: Option<Flag> = "saveCardInfo",
        /// Where the customer comes back to; absolute, signed with its query. Read what comes back with `verifyReturn`.
        return_url: Option<Url> = "returnUrl",
        /// The number of the wallet: 010, 011, 012 or 015 and eight digits.
        debit_mobile_wallet_no: Option<WalletNumber> = "debitMobileWalletNo",
        /// The customer's code at valU, in practice a mobile number.
        valu_customer_code: Option<OpaqueNumber> = "valuCustomerCode",
    }
}

members! {
    /// An item of a charge. Nothing of it is signed.
    pub struct ChargeItem as "FawryChargeItem" {
        /// Your identifier.
        item_id: Id = "itemId",
        /// What the customer reads.
        description: Text = "description",
        /// EGP for one unit.
        price: Pounds = "price",
        /// How many, above zero.
        quantity: Quantity = "quantity",
    }
}

field_type! {
    /// The id of an installment plan; a number stays one in the body, and is signed as its text.
    PlanId(Value): Kind::new(Rule::Id { as_given: true }, "string | number", "text, or a whole number up to 2^53 - 1")
}

/// `charge`.
pub(super) static CHARGE: Operation = Operation {
    name: "charge",
    path: "/ECommerceWeb/Fawry/payments/charge",
    input: Charge::SHAPE,
    forms: forms::FORMS,
    check: Some(check),
    recipe: Some(&RECIPE),
    answer: Charged::SHAPE,
    finish: Some(settle_charge),
    effect: Effect::MovesMoney,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, charge; docs/gateways/fawry.md#charge",
    #[cfg(not(target_arch = "wasm32"))]
    samples: samples::SAMPLES,
    ..OPERATION
};

const RECIPE: Recipe = Recipe::sha256(&[
    MERCHANT_CODE,
    Part::Field(Charge::KEY.merchant_ref_num),
    Part::Field(Charge::KEY.customer_profile_id),
    Part::Field(Charge::KEY.payment_method),
    Part::Note(|call| words::unknown_spelling(call.input.text(Charge::KEY.payment_method))),
    Part::Field(Charge::KEY.amount),
    Part::When(Condition::IsNot(FawryConfig::KEY.charge_signature, ChargeSignature::Base.as_str()), &[Part::Form]),
    Part::Remark("customerMobile", |call| words::odd_mobile(call.input.text(Charge::KEY.customer_mobile))),
    Part::Remark("customerEmail", |call| words::odd_email(call.input.text(Charge::KEY.customer_email))),
    SECURE_KEY,
]);

/// Where wallets and valU are charged; every other method uses the path of the operation.
const WALLET_PATH: &str = "/ECommerceWeb/api/payments/charge";

/// Decides about the form and the path, and looks for what the payment method needs beyond the fields that are there.
fn check(call: &mut Call<'_>) -> Result<()> {
    forms::choose(call)?;
    let input = &call.input;
    let by_card = input.has(Charge::KEY.card_number) || input.has(Charge::KEY.card_token);
    let in_one_sum = by_card && !input.has(Charge::KEY.installment_plan_id);
    let is_authorization = input.is_set(Charge::KEY.auth_capture_mode_payment);
    let method = input.text(Charge::KEY.payment_method).unwrap_or_default();
    let by_wallet = matches!(method, "MWALLET" | "VALU");
    let is_plain = call.form.is_none();
    let lacks_means =
        is_plain && call.holds(Condition::IsNot(FawryConfig::KEY.charge_signature, ChargeSignature::Base.as_str()));
    let refusal = match Family::of(method) {
        Some(Family::Card) if lacks_means => Some(
            Error::missing("cardNumber")
                .hint("a card charge needs cardNumber, cardExpiryYear, cardExpiryMonth and cvv, or cardToken"),
        ),
        Some(Family::Valu) if lacks_means => Some(Error::missing("valuCustomerCode")),
        Some(family) if family != Family::Card && is_authorization => {
            Some(not_an_authorization("only card charges can be authorized first and captured later"))
        }
        _ if is_authorization && !is_plain && !in_one_sum => {
            Some(not_an_authorization("installments and wallets cannot be authorized first"))
        }
        _ => None,
    };
    if by_wallet && !call.has_own_path {
        call.path = WALLET_PATH.into();
    }
    refusal.map_or(Ok(()), |refusal| call.refuse(refusal))
}

fn not_an_authorization(message: &str) -> Error {
    Error::invalid(message).at("authCaptureModePayment").hint("leave it out")
}
