//! Charges: one operation with a form for each way to pay.

mod answer;
mod method;
mod samples;
#[cfg(test)]
mod tests;

pub use answer::{Charged, NextAction};
pub use method::{
    CardCharge, ChargeMethod, InstallmentCharge, Off, On, PlanId, SecureCardCharge, SecureTokenCharge, TokenCharge,
    TokenInstallmentCharge, ValuCharge, WalletCharge,
};

use crate::declare::{
    Email, EpochMillis, Flag, Id, Input, OpaqueNumber, OrDefault, Pounds, Quantity, Shape, Text, Url, Variant, nested,
};
use crate::error::{Error, Result};
use crate::fawry::config::ChargeSignature;
use crate::fawry::words::{Currency, Family, Language, remark_contacts};
use crate::fawry::{Fawry, answer as reply};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};
use crate::signing::Recipe;
use crate::value::{Object, Value};

nested! {
    /// Charges a customer by reference number, card, saved card, wallet, valU, bank installments, cash on delivery
    /// or myFawry.
    ///
    /// Signed: merchant code, reference, profile id, payment method, amount, what the method adds, key. An accepted
    /// charge is not a payment.
    pub struct ChargeOrder as "FawryChargeInput" {
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
    }
}

nested! {
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

/// A charge: what every charge has, and what the payment method adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// What every charge has.
    pub order: ChargeOrder,
    /// What the payment method adds.
    pub method: ChargeMethod,
    /// Fields that the gateway added later; sent after the known ones.
    pub extra: Object,
}

impl Input for Charge {
    const SHAPE: Shape = ChargeOrder::DECLARED;
    const VARIANTS: &'static [Variant] = method::VARIANTS;

    fn parse(object: &Object) -> Result<Self> {
        let order = ChargeOrder::from_members(object)?;
        let method = ChargeMethod::read(object, order.payment_method.as_str())?;
        let extra = object.get("extra").and_then(Value::as_object).cloned().unwrap_or_default();
        Ok(Self { order, method, extra })
    }

    fn to_object(&self) -> Object {
        let mut object = Object::new();
        self.order.write_members(&mut object);
        self.method.write(&mut object);
        self.extra.iter().for_each(|(name, value)| object.push(name, value.clone()));
        object
    }
}

/// Where wallets and valU are charged; every other method uses the path of the operation.
const WALLET_PATH: &str = "/ECommerceWeb/api/payments/charge";

impl Operation for Charge {
    type Gateway = Fawry;
    type Answer = Charged;
    const SPEC: &'static Spec = &Spec {
        name: "charge",
        method: Method::Post,
        path: "/ECommerceWeb/Fawry/payments/charge",
        unsigned: None,
        options: &[],
        source: "FawryPay documentation, charge; docs/gateways/fawry.md#charge",
    };
    const SAMPLES: &'static [Sample] = samples::SAMPLES;

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        let base_only = fawry.config.charge_signature == Some(ChargeSignature::Base);
        self.check(base_only)?;
        let mut recipe = self.order.base(fawry);
        if !base_only {
            recipe = self.method.sign(recipe);
        }
        let (mobile, email) = (self.order.customer_mobile.as_str(), self.order.customer_email.as_str());
        let recipe = remark_contacts(recipe, Some(mobile), Some(email)).key("secureKey", fawry.key());
        let mut draft = Draft::new::<Self>(fawry).body(fawry.body_of(self.to_object())).signed(recipe);
        if matches!(self.order.payment_method.as_str(), "MWALLET" | "VALU") && !Draft::has_own_path::<Self>(fawry) {
            WALLET_PATH.clone_into(&mut draft.path);
        }
        Ok(draft)
    }

    fn read(fawry: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<Charged>> {
        reply::read_with(response, |object, data: Charged| fawry.proven_charge(object, data.settle()))
    }
}

impl Charge {
    /// What the payment method needs beyond the fields that are there.
    fn check(&self, base_only: bool) -> Result<()> {
        let family = Family::of(self.order.payment_method.as_str());
        let plain = matches!(self.method, ChargeMethod::Plain);
        match family {
            Some(Family::Card) if plain && !base_only => Err(Error::missing("cardNumber")
                .hint("a card charge needs cardNumber, cardExpiryYear, cardExpiryMonth and cvv, or cardToken")),
            Some(Family::Valu) if plain && !base_only => Err(Error::missing("valuCustomerCode")),
            Some(family) if family != Family::Card && self.order.is_authorization() => {
                Err(not_an_authorization("only card charges can be authorized first and captured later"))
            }
            _ if self.order.is_authorization() && !plain && !self.method.is_card() => {
                Err(not_an_authorization("installments and wallets cannot be authorized first"))
            }
            _ => Ok(()),
        }
    }
}

fn not_an_authorization(message: &str) -> Error {
    Error::invalid(message).at("authCaptureModePayment").hint("leave it out")
}

impl ChargeOrder {
    fn is_authorization(&self) -> bool {
        self.auth_capture_mode_payment.is_some_and(|flag| flag.0)
    }

    /// The part of the formula that all charges share.
    fn base(&self, fawry: &Fawry) -> Recipe {
        let method = self.payment_method.as_str();
        let recipe = Recipe::sha256()
            .config("merchantCode", fawry.merchant_code())
            .input("merchantRefNum", self.merchant_ref_num.as_str())
            .optional("customerProfileId", self.customer_profile_id.as_ref().map(Id::as_str))
            .input("paymentMethod", method);
        let recipe = match Family::of(method) {
            Some(_) => recipe,
            None => recipe.note("not a spelling that the documentation or an integration uses"),
        };
        recipe.amount("amount", self.amount.as_str())
    }
}
