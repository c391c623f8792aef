//! What a merchant's account can do.

use crate::table::kinds::Text;
use crate::table::{Effect, Operation, Param, Sample, Send, answer, input};
use crate::upayments::config::{OPERATION, QUESTION};
use crate::upayments::types::ApiKey;

input! {
    /// Asks which payment buttons a shop may show.
    pub struct PaymentButtons as "UPaymentsPaymentButtonsInput" {
        /// `sdk`, as the mobile SDKs send it.
        source: Option<Text> = "source",
    }
}

answer! {
    /// What a shop may show.
    pub struct ShopButtons as "UPaymentsPaymentButtonsData" {
        /// The payment methods.
        pay_buttons: Option<PayButtons> = "payButtons",
        /// Whether the merchant shows the payment methods itself.
        is_white_label: Option<bool> = "isWhiteLabel",
    }
}

answer! {
    /// The payment methods of a merchant.
    pub struct PayButtons as "UPaymentsPayButtons" {
        /// KNET.
        knet: Option<bool> = "knet",
        /// Credit cards.
        credit_card: Option<bool> = "credit_card",
        /// Samsung Pay.
        samsung_pay: Option<bool> = "samsung_pay",
        /// Apple Pay by credit card.
        apple_pay: Option<bool> = "apple_pay",
        /// Google Pay.
        google_pay: Option<bool> = "google_pay",
        /// Apple Pay by KNET.
        apple_pay_knet: Option<bool> = "apple_pay_knet",
    }
}

/// `paymentButtons`.
pub(super) static PAYMENT_BUTTONS: Operation = Operation {
    name: "paymentButtons",
    path: "/api/v1/check-payment-button-status",
    input: PaymentButtons::SHAPE,
    answer: ShopButtons::SHAPE,
    send: Send { query: &[Param::field(PaymentButtons::KEY.source)], ..QUESTION.send },
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments plugins and SDKs; docs/gateways/upayments.md#paymentbuttons",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("For a shop", "{}"), Sample::new("For a mobile app", r#"{ "source": "sdk" }"#)],
    ..QUESTION
};

input! {
    /// Asks whether an API key belongs to a whitelabel merchant.
    pub struct CheckMerchant as "UPaymentsCheckMerchantInput" {
        /// The API key to check.
        api_key: ApiKey = "apiKey",
    }
}

answer! {
    /// A merchant.
    pub struct Merchant as "UPaymentsCheckMerchantData" {
        /// Whether the merchant shows the payment methods itself.
        is_white_label: Option<bool> = "isWhiteLabel",
    }
}

/// `checkMerchant`.
pub(super) static CHECK_MERCHANT: Operation = Operation {
    name: "checkMerchant",
    path: "/api/v1/check-merchant-api-key",
    input: CheckMerchant::SHAPE,
    answer: Merchant::SHAPE,
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "UPayments plugins; docs/gateways/upayments.md#checkmerchant",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Check a key", r#"{ "apiKey": "test-bearer-token" }"#)],
    ..OPERATION
};

#[cfg(test)]
mod tests {
    use crate::request::HttpResponse;
    use crate::upayments::sandbox;

    #[test]
    fn buttons_in_either_spelling() {
        let body = r#"{"status":true,"data":{"pay_buttons":{"knet":1,"creditCard":false},"isWhiteLabel":"true"}}"#;
        let outcome = sandbox().read_payment_buttons(HttpResponse { status: 200, body }).unwrap();
        let data = outcome.data().unwrap();
        let buttons = data.pay_buttons.as_ref().unwrap();
        assert_eq!((buttons.knet, buttons.credit_card, buttons.apple_pay), (Some(true), Some(false), None));
        assert_eq!(data.is_white_label, Some(true));
    }
}
