//! The forms of a charge: which fields each payment method adds, and what it signs.

use crate::engine::Call;
use crate::error::{Error, Result};
use crate::fawry::charge::Charge;
use crate::fawry::words::{self, Family};
use crate::table::{Form, FormField, Key, Part};

/// The forms, for the types. A method that is not among them is taken too, as a charge without fields of its own.
pub(super) const FORMS: &[Form] = &[
    REFERENCE,
    CASH_ON_DELIVERY,
    MY_FAWRY,
    CARD,
    SECURE_CARD,
    TOKEN,
    SECURE_TOKEN,
    WALLET_QR,
    WALLET,
    VALU,
    INSTALLMENT,
    TOKEN_INSTALLMENT,
];

const REFERENCE: Form = Form {
    name: "FawryReferenceCharge",
    tags: words::REFERENCE,
    #[cfg(not(target_arch = "wasm32"))]
    doc: "A reference number to pay at Fawry outlets, ATMs and banking channels.",
    ..BARE
};

const CASH_ON_DELIVERY: Form = Form {
    name: "FawryCashOnDeliveryCharge",
    tags: words::CASH_ON_DELIVERY,
    #[cfg(not(target_arch = "wasm32"))]
    doc: "Cash on delivery.",
    ..BARE
};

const MY_FAWRY: Form = Form {
    name: "FawryMyFawryCharge",
    tags: words::MY_FAWRY,
    #[cfg(not(target_arch = "wasm32"))]
    doc: "Payment inside the myFawry application; the answer has `deepLink` and `qrCode`.",
    ..BARE
};

const CARD: Form = Form {
    name: "FawryCardCharge",
    tags: words::CARD,
    fields: &[
        FormField::required(Charge::KEY.card_number),
        FormField::required(Charge::KEY.card_expiry_year),
        FormField::required(Charge::KEY.card_expiry_month),
        FormField::required(Charge::KEY.cvv),
        NOT_SECURE,
        FormField::optional(Charge::KEY.save_card_info),
        FormField::optional(Charge::KEY.return_url).documented(
            "Leave it out: without 3-D Secure it is sent but not signed, and integrations disagree about it.",
        ),
    ],
    signs: &[CARD_NUMBER, CARD_YEAR, CARD_MONTH, CVV],
    #[cfg(not(target_arch = "wasm32"))]
    doc: "A card without 3-D Secure.",
    ..BARE
};

const SECURE_CARD: Form = Form {
    name: "FawrySecureCardCharge",
    tags: words::CARD,
    fields: &[
        FormField::required(Charge::KEY.card_number),
        FormField::required(Charge::KEY.card_expiry_year),
        FormField::required(Charge::KEY.card_expiry_month),
        FormField::required(Charge::KEY.cvv),
        SECURE,
        FormField::optional(Charge::KEY.save_card_info),
        FormField::required(Charge::KEY.return_url),
    ],
    signs: &[CARD_NUMBER, CARD_YEAR, CARD_MONTH, CVV, RETURN_URL],
    #[cfg(not(target_arch = "wasm32"))]
    doc: "A card with 3-D Secure: redirect the customer to `nextAction.redirectUrl` of the answer.",
    ..BARE
};

const TOKEN: Form = Form {
    name: "FawryCardTokenCharge",
    tags: words::CARD,
    fields: &[
        FormField::required(Charge::KEY.card_token),
        TOKEN_CVV,
        NOT_SECURE,
        FormField::optional(Charge::KEY.return_url)
            .documented("Leave it out: without 3-D Secure it is sent but not signed."),
    ],
    signs: &[CARD_TOKEN, CVV],
    #[cfg(not(target_arch = "wasm32"))]
    doc: "A saved card without 3-D Secure.",
    ..BARE
};

const SECURE_TOKEN: Form = Form {
    name: "FawrySecureCardTokenCharge",
    tags: words::CARD,
    fields: &[
        FormField::required(Charge::KEY.card_token),
        TOKEN_CVV,
        SECURE,
        FormField::required(Charge::KEY.return_url)
            .documented("Where the customer comes back to; absolute, signed with its query."),
    ],
    signs: &[CARD_TOKEN, CVV, RETURN_URL],
    #[cfg(not(target_arch = "wasm32"))]
    doc: "A saved card with 3-D Secure.",
    ..BARE
};

const WALLET_QR: Form = Form {
    name: "FawryWalletQrCharge",
    tags: words::WALLET,
    #[cfg(not(target_arch = "wasm32"))]
    doc: "A mobile wallet by QR code; the answer has `walletQr`.",
    ..BARE
};

const WALLET: Form = Form {
    name: "FawryWalletRequestCharge",
    tags: words::WALLET,
    fields: &[FormField::required(Charge::KEY.debit_mobile_wallet_no)],
    signs: &[Part::Field(Charge::KEY.debit_mobile_wallet_no)],
    #[cfg(not(target_arch = "wasm32"))]
    doc: "A mobile wallet by request-to-pay: the customer confirms on the phone.",
    ..BARE
};

const VALU: Form = Form {
    name: "FawryValuCharge",
    tags: words::VALU,
    fields: &[FormField::required(Charge::KEY.valu_customer_code)],
    signs: &[Part::Field(Charge::KEY.valu_customer_code)],
    #[cfg(not(target_arch = "wasm32"))]
    doc: "Buy now, pay later with valU.",
    ..BARE
};

const INSTALLMENT: Form = Form {
    name: "FawryInstallmentCharge",
    tags: words::CARD,
    fields: &[
        FormField::required(Charge::KEY.installment_plan_id),
        FormField::required(Charge::KEY.card_number).documented("Digits only; must belong to the bank of the plan."),
        FormField::required(Charge::KEY.card_expiry_year),
        FormField::required(Charge::KEY.card_expiry_month),
        FormField::required(Charge::KEY.cvv),
        FormField::optional(Charge::KEY.enable_3ds).documented(UNSIGNED),
        FormField::optional(Charge::KEY.save_card_info),
        FormField::optional(Charge::KEY.return_url).documented(UNSIGNED),
    ],
    signs: &[CARD_NUMBER, CARD_YEAR, CARD_MONTH, CVV, PLAN],
    #[cfg(not(target_arch = "wasm32"))]
    doc: "Bank installments on a card.",
    ..BARE
};

const TOKEN_INSTALLMENT: Form = Form {
    name: "FawryTokenInstallmentCharge",
    tags: words::CARD,
    fields: &[
        FormField::required(Charge::KEY.installment_plan_id),
        FormField::required(Charge::KEY.card_token)
            .documented("From `createCardToken`, `listCardTokens` or a saved card."),
        TOKEN_CVV,
        FormField::optional(Charge::KEY.enable_3ds).documented(UNSIGNED),
        FormField::optional(Charge::KEY.return_url).documented(UNSIGNED),
    ],
    signs: &[CARD_TOKEN, CVV, PLAN],
    #[cfg(not(target_arch = "wasm32"))]
    doc: "Bank installments on a saved card.",
    ..BARE
};

/// A form without fields of its own.
const BARE: Form = Form {
    name: "",
    tag: Charge::KEY.payment_method,
    tags: &[],
    fields: &[],
    signs: &[],
    #[cfg(not(target_arch = "wasm32"))]
    doc: "",
};

const SECURE: FormField = FormField::required(Charge::KEY.enable_3ds)
    .typed("boolean")
    .documented("`true`; a variable fits too, since the return URL is there in either case.");
const NOT_SECURE: FormField =
    FormField::optional(Charge::KEY.enable_3ds).typed("false").documented("`false`, or left out.");
const TOKEN_CVV: FormField =
    FormField::optional(Charge::KEY.cvv).documented("The security code; signed exactly when it is given.");
const UNSIGNED: &str = "Sent but not signed.";

// The expiry year stands before the month.
const CARD_NUMBER: Part = Part::Field(Charge::KEY.card_number);
const CARD_YEAR: Part = Part::Field(Charge::KEY.card_expiry_year);
const CARD_MONTH: Part = Part::Field(Charge::KEY.card_expiry_month);
const CVV: Part = Part::Field(Charge::KEY.cvv);
const CARD_TOKEN: Part = Part::Field(Charge::KEY.card_token);
const RETURN_URL: Part = Part::Field(Charge::KEY.return_url);
const PLAN: Part = Part::Field(Charge::KEY.installment_plan_id);

/// The fields that decide about the form, and the payment method each belongs to.
const DECIDING: [(Key, Family); 5] = [
    (Charge::KEY.installment_plan_id, Family::Card),
    (Charge::KEY.card_token, Family::Card),
    (Charge::KEY.card_number, Family::Card),
    (Charge::KEY.debit_mobile_wallet_no, Family::Wallet),
    (Charge::KEY.valu_customer_code, Family::Valu),
];

/// Decides about the form by the fields that are there.
///
/// # Errors
/// `INVALID_FIELD` for a field of another form, a second means of payment among them; `MISSING_FIELD`.
pub(super) fn choose(call: &mut Call<'_>) -> Result<()> {
    let given: Vec<(Key, Family)> = DECIDING.into_iter().filter(|(key, _)| call.input.has(*key)).collect();
    refuse_wrong_method(call, &given)?;
    let has = |key: Key| call.input.has(key);
    let secure = call.input.is_set(Charge::KEY.enable_3ds);
    let by_token = has(Charge::KEY.card_token);
    let form = match given.first() {
        Some(_) if has(Charge::KEY.installment_plan_id) => {
            Some(if by_token { &TOKEN_INSTALLMENT } else { &INSTALLMENT })
        }
        Some((_, Family::Card)) if by_token => Some(if secure { &SECURE_TOKEN } else { &TOKEN }),
        Some((_, Family::Card)) => Some(if secure { &SECURE_CARD } else { &CARD }),
        Some((_, Family::Wallet)) => Some(&WALLET),
        Some((_, Family::Valu)) => Some(&VALU),
        _ => None,
    };
    call.take_form(form, "a charge by this method")
}

fn refuse_wrong_method(call: &mut Call<'_>, given: &[(Key, Family)]) -> Result<()> {
    let payment_method = call.input.text(Charge::KEY.payment_method).unwrap_or_default();
    let Some(family) = Family::of(payment_method) else { return Ok(()) };
    let Some((key, own)) = given.iter().find(|(_, own)| *own != family) else { return Ok(()) };
    let refusal = Error::invalid(format!("does not belong to a {payment_method} charge"))
        .at(call.field_name(*key))
        .hint(format!("leave it out, or set paymentMethod to {}", own.recommended()));
    call.refuse(refusal)
}
