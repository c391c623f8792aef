//! The forms of a charge: which fields each payment method adds.

use crate::declare::macros::doc_text;
use crate::declare::{
    CardNumber, CardToken, Cvv, ExpiryMonth, ExpiryYear, Field, Flag, Id, Kind, OpaqueNumber, Shape, Slot, Url,
    Variant, WalletNumber, nested,
};
use crate::error::{Error, Result};
use crate::fawry::words::{self, Family};
use crate::signing::Recipe;
use crate::value::{Object, Value};

const REFERENCE: Shape =
    bare("FawryReferenceCharge", doc_text!("A reference number to pay at Fawry outlets, ATMs and banking channels."));
const CASH_ON_DELIVERY: Shape = bare("FawryCashOnDeliveryCharge", doc_text!("Cash on delivery."));
const MY_FAWRY: Shape = bare(
    "FawryMyFawryCharge",
    doc_text!("Payment inside the myFawry application; the answer has `deepLink` and `qrCode`."),
);
nested! {
    /// A card without 3-D Secure.
    pub struct CardCharge as "FawryCardCharge" {
        /// Digits only.
        card_number: CardNumber = "cardNumber",
        /// Two digits: `27`.
        card_expiry_year: ExpiryYear = "cardExpiryYear",
        /// Two digits: `05`.
        card_expiry_month: ExpiryMonth = "cardExpiryMonth",
        /// The security code, as text because it may start with a zero.
        cvv: Cvv = "cvv",
        /// `false`, or left out.
        enable_3ds: Option<Off> = "enable3DS",
        /// Save the card under `customerProfileId`.
        save_card_info: Option<Flag> = "saveCardInfo",
        /// Leave it out: without 3-D Secure it is sent but not signed, and integrations disagree about it.
        return_url: Option<Url> = "returnUrl",
    }
}
nested! {
    /// A card with 3-D Secure: redirect the customer to `nextAction.redirectUrl` of the answer.
    pub struct SecureCardCharge as "FawrySecureCardCharge" {
        /// Digits only.
        card_number: CardNumber = "cardNumber",
        /// Two digits: `27`.
        card_expiry_year: ExpiryYear = "cardExpiryYear",
        /// Two digits: `05`.
        card_expiry_month: ExpiryMonth = "cardExpiryMonth",
        /// The security code, as text because it may start with a zero.
        cvv: Cvv = "cvv",
        /// `true`.
        enable_3ds: On = "enable3DS",
        /// Save the card under `customerProfileId`.
        save_card_info: Option<Flag> = "saveCardInfo",
        /// Where the customer comes back to; absolute, signed with its query. Read what comes back with `verifyReturn`.
        return_url: Url = "returnUrl",
    }
}
nested! {
    /// A saved card without 3-D Secure.
    pub struct TokenCharge as "FawryCardTokenCharge" {
        /// From `createCardToken`, `listCardTokens` or a saved card; `customerProfileId` is its owner.
        card_token: CardToken = "cardToken",
        /// The security code; signed exactly when it is given.
        cvv: Option<Cvv> = "cvv",
        /// `false`, or left out.
        enable_3ds: Option<Off> = "enable3DS",
        /// Leave it out: without 3-D Secure it is sent but not signed.
        return_url: Option<Url> = "returnUrl",
    }
}
nested! {
    /// A saved card with 3-D Secure.
    pub struct SecureTokenCharge as "FawrySecureCardTokenCharge" {
        /// From `createCardToken`, `listCardTokens` or a saved card; `customerProfileId` is its owner.
        card_token: CardToken = "cardToken",
        /// The security code; signed exactly when it is given.
        cvv: Option<Cvv> = "cvv",
        /// `true`.
        enable_3ds: On = "enable3DS",
        /// Where the customer comes back to; absolute, signed with its query.
        return_url: Url = "returnUrl",
    }
}
const WALLET_QR: Shape =
    bare("FawryWalletQrCharge", doc_text!("A mobile wallet by QR code; the answer has `walletQr`."));
nested! {
    /// A mobile wallet by request-to-pay: the customer confirms on the phone.
    pub struct WalletCharge as "FawryWalletRequestCharge" {
        /// The number of the wallet: 010, 011, 012 or 015 and eight digits.
        debit_mobile_wallet_no: WalletNumber = "debitMobileWalletNo",
    }
}
nested! {
    /// Buy now, pay later with valU.
    pub struct ValuCharge as "FawryValuCharge" {
        /// The customer's code at valU, in practice a mobile number.
        valu_customer_code: OpaqueNumber = "valuCustomerCode",
    }
}
nested! {
    /// Bank installments on a card.
    pub struct InstallmentCharge as "FawryInstallmentCharge" {
        /// `id` of a plan from `installmentPlans`.
        installment_plan_id: PlanId = "installmentPlanId",
        /// Digits only; must belong to the bank of the plan.
        card_number: CardNumber = "cardNumber",
        /// Two digits: `27`.
        card_expiry_year: ExpiryYear = "cardExpiryYear",
        /// Two digits: `05`.
        card_expiry_month: ExpiryMonth = "cardExpiryMonth",
        /// The security code, as text because it may start with a zero.
        cvv: Cvv = "cvv",
        /// Sent but not signed.
        enable_3ds: Option<Flag> = "enable3DS",
        /// Save the card under `customerProfileId`.
        save_card_info: Option<Flag> = "saveCardInfo",
        /// Sent but not signed.
        return_url: Option<Url> = "returnUrl",
    }
}
nested! {
    /// Bank installments on a saved card.
    pub struct TokenInstallmentCharge as "FawryTokenInstallmentCharge" {
        /// `id` of a plan from `installmentPlans`.
        installment_plan_id: PlanId = "installmentPlanId",
        /// From `createCardToken`, `listCardTokens` or a saved card.
        card_token: CardToken = "cardToken",
        /// The security code; signed exactly when it is given.
        cvv: Option<Cvv> = "cvv",
        /// Sent but not signed.
        enable_3ds: Option<Flag> = "enable3DS",
        /// Sent but not signed.
        return_url: Option<Url> = "returnUrl",
    }
}

/// How a charge is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChargeMethod {
    /// A reference number, cash on delivery, myFawry, a wallet by QR code: no field of its own.
    Plain,
    /// A card.
    Card(CardCharge),
    /// A card with 3-D Secure.
    SecureCard(SecureCardCharge),
    /// A saved card.
    Token(TokenCharge),
    /// A saved card with 3-D Secure.
    SecureToken(SecureTokenCharge),
    /// A mobile wallet by request-to-pay.
    Wallet(WalletCharge),
    /// valU.
    Valu(ValuCharge),
    /// Bank installments on a card.
    Installment(InstallmentCharge),
    /// Bank installments on a saved card.
    TokenInstallment(TokenInstallmentCharge),
}

/// A form without fields of its own.
const fn bare(name: &'static str, doc: &'static str) -> Shape {
    Shape { name, doc, slots: &[] }
}

const fn variant(shape: &'static Shape, methods: &'static [&'static str]) -> Variant {
    Variant { shape, tag: ("paymentMethod", methods) }
}

/// The forms, for the types. A method that is not among them is taken too, as a charge without fields of its own.
pub(super) const VARIANTS: &[Variant] = &[
    variant(&REFERENCE, words::REFERENCE),
    variant(&CASH_ON_DELIVERY, words::CASH_ON_DELIVERY),
    variant(&MY_FAWRY, words::MY_FAWRY),
    variant(&CardCharge::DECLARED, words::CARD),
    variant(&SecureCardCharge::DECLARED, words::CARD),
    variant(&TokenCharge::DECLARED, words::CARD),
    variant(&SecureTokenCharge::DECLARED, words::CARD),
    variant(&WALLET_QR, words::WALLET),
    variant(&WalletCharge::DECLARED, words::WALLET),
    variant(&ValuCharge::DECLARED, words::VALU),
    variant(&InstallmentCharge::DECLARED, words::CARD),
    variant(&TokenInstallmentCharge::DECLARED, words::CARD),
];

/// The fields that decide about the form, and the payment method each belongs to.
const DECIDING: [(&str, Family); 5] = [
    ("installmentPlanId", Family::Card),
    ("cardToken", Family::Card),
    ("cardNumber", Family::Card),
    ("debitMobileWalletNo", Family::Wallet),
    ("valuCustomerCode", Family::Valu),
];

/// Reads the fields that the payment method adds, and refuses those that belong to another form.
macro_rules! read {
    ($object:ident, $own:ty, $form:ident) => {{
        refuse_others($object, <$own>::DECLARED.slots, <$own>::DECLARED.name)?;
        ChargeMethod::$form(<$own>::from_members($object)?)
    }};
}

impl ChargeMethod {
    /// Decides about the form by the fields that are there.
    pub(super) fn read(object: &Object, payment_method: &str) -> Result<Self> {
        let has = |name: &str| object.get(name).is_some_and(|value| !value.is_absent());
        let given: Vec<_> = DECIDING.into_iter().filter(|(name, _)| has(name)).collect();
        refuse_wrong_method(&given, payment_method)?;
        let secure = object.get("enable3DS") == Some(&Value::Bool(true));
        let installment = has("installmentPlanId");
        if has("cardToken") {
            return Ok(match (installment, secure) {
                (true, _) => read!(object, TokenInstallmentCharge, TokenInstallment),
                (false, true) => read!(object, SecureTokenCharge, SecureToken),
                (false, false) => read!(object, TokenCharge, Token),
            });
        }
        Ok(match given.first() {
            Some(_) if installment => read!(object, InstallmentCharge, Installment),
            Some((_, Family::Card)) if secure => read!(object, SecureCardCharge, SecureCard),
            Some((_, Family::Card)) => read!(object, CardCharge, Card),
            Some((_, Family::Wallet)) => read!(object, WalletCharge, Wallet),
            Some((_, Family::Valu)) => read!(object, ValuCharge, Valu),
            _ => {
                refuse_others(object, &[], "a charge by this method")?;
                Self::Plain
            }
        })
    }

    pub(super) fn write(&self, body: &mut Object) {
        match self {
            Self::Plain => {}
            Self::Card(own) => own.write_members(body),
            Self::SecureCard(own) => own.write_members(body),
            Self::Token(own) => own.write_members(body),
            Self::SecureToken(own) => own.write_members(body),
            Self::Wallet(own) => own.write_members(body),
            Self::Valu(own) => own.write_members(body),
            Self::Installment(own) => own.write_members(body),
            Self::TokenInstallment(own) => own.write_members(body),
        }
    }

    /// Appends what the method signs; the expiry year stands before the month.
    pub(super) fn sign(&self, recipe: Recipe) -> Recipe {
        match self {
            Self::Plain => recipe,
            Self::Card(own) => card(recipe, &own.card_number, &own.card_expiry_year, &own.card_expiry_month, &own.cvv),
            Self::SecureCard(own) => {
                card(recipe, &own.card_number, &own.card_expiry_year, &own.card_expiry_month, &own.cvv)
                    .input("returnUrl", own.return_url.as_str())
            }
            Self::Token(own) => token(recipe, &own.card_token, own.cvv.as_ref()),
            Self::SecureToken(own) => {
                token(recipe, &own.card_token, own.cvv.as_ref()).input("returnUrl", own.return_url.as_str())
            }
            Self::Wallet(own) => recipe.input("debitMobileWalletNo", own.debit_mobile_wallet_no.as_str()),
            Self::Valu(own) => recipe.input("valuCustomerCode", own.valu_customer_code.as_str()),
            Self::Installment(own) => {
                card(recipe, &own.card_number, &own.card_expiry_year, &own.card_expiry_month, &own.cvv)
                    .input("installmentPlanId", own.installment_plan_id.as_str())
            }
            Self::TokenInstallment(own) => token(recipe, &own.card_token, own.cvv.as_ref())
                .input("installmentPlanId", own.installment_plan_id.as_str()),
        }
    }

    /// Whether the charge is paid by card, saved or not, in one sum: only such a charge can be an authorization.
    pub(super) const fn is_card(&self) -> bool {
        matches!(self, Self::Card(_) | Self::SecureCard(_) | Self::Token(_) | Self::SecureToken(_))
    }
}

fn card(recipe: Recipe, number: &CardNumber, year: &ExpiryYear, month: &ExpiryMonth, cvv: &Cvv) -> Recipe {
    recipe
        .input("cardNumber", number.as_str())
        .secret()
        .input("cardExpiryYear", year.as_str())
        .secret()
        .input("cardExpiryMonth", month.as_str())
        .secret()
        .input("cvv", cvv.as_str())
        .secret()
}

fn token(recipe: Recipe, token: &CardToken, cvv: Option<&Cvv>) -> Recipe {
    recipe.input("cardToken", token.as_str()).secret().optional("cvv", cvv.map(Cvv::as_str)).secret()
}

fn refuse_wrong_method(given: &[(&str, Family)], payment_method: &str) -> Result<()> {
    let Some(family) = Family::of(payment_method) else { return Ok(()) };
    match given.iter().find(|(_, own)| *own != family) {
        None => Ok(()),
        Some((name, own)) => Err(Error::invalid(format!("does not belong to a {payment_method} charge"))
            .at(name)
            .hint(format!("leave it out, or set paymentMethod to {}", own.recommended()))),
    }
}

/// Refuses fields of another form, a second means of payment among them.
fn refuse_others(object: &Object, own: &[Slot], form: &str) -> Result<()> {
    let elsewhere =
        |name: &str| VARIANTS.iter().any(|variant| variant.shape.slots.iter().any(|slot| slot.name == name));
    let foreign = |name: &str| elsewhere(name) && own.iter().all(|slot| slot.name != name);
    match object.iter().find(|(name, value)| !value.is_absent() && foreign(name)) {
        None => Ok(()),
        Some((name, _)) => Err(Error::invalid(format!("does not belong to {form}")).at(name).hint("leave it out")),
    }
}

/// A flag that is on in this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct On;

/// A flag that is off in this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Off;

impl Field for On {
    const KIND: Kind = Kind::of("true");

    fn parse(value: &Value) -> Result<Self> {
        fixed(value, true).map(|()| Self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(true.into())
    }
}

impl Field for Off {
    const KIND: Kind = Kind::of("false");

    fn parse(value: &Value) -> Result<Self> {
        fixed(value, false).map(|()| Self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(false.into())
    }
}

/// The id of an installment plan; a number stays one in the body, and is signed as its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanId {
    id: Id,
    is_number: bool,
}

impl PlanId {
    /// The text, as it is signed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.id.as_str()
    }
}

impl Field for PlanId {
    const KIND: Kind = Id::KIND;

    fn parse(value: &Value) -> Result<Self> {
        Ok(Self { id: Id::parse(value)?, is_number: matches!(value, Value::Number(_)) })
    }

    fn to_value(&self) -> Option<Value> {
        let text = self.as_str();
        Some(if self.is_number { Value::Number(text.to_owned()) } else { text.into() })
    }
}

impl std::str::FromStr for PlanId {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(&text.into())
    }
}

fn fixed(value: &Value, expected: bool) -> Result<()> {
    match Flag::parse(value)? {
        Flag(given) if given == expected => Ok(()),
        Flag(given) => Err(Error::invalid(format!("is {given}, which belongs to another form of the charge"))),
    }
}
