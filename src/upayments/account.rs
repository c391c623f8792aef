//! What a merchant's account can do.

use crate::declare::{Input, Text, answer, input};
use crate::error::Result;
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};
use crate::upayments::UPayments;
use crate::upayments::answer::{self as reply, Effect};
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

impl Operation for PaymentButtons {
    type Gateway = UPayments;
    type Answer = ShopButtons;
    const SPEC: &'static Spec = &Spec {
        name: "paymentButtons",
        method: Method::Get,
        path: "/api/v1/check-payment-button-status",
        unsigned: None,
        options: &[],
        source: "UPayments plugins and SDKs; docs/gateways/upayments.md#paymentbuttons",
    };
    const SAMPLES: &'static [Sample] =
        &[Sample::new("For a shop", "{}"), Sample::new("For a mobile app", r#"{ "source": "sdk" }"#)];

    fn draft(&self, upayments: &UPayments, _: &Options) -> Result<Draft> {
        let mut draft = Draft::new::<Self>(upayments);
        if let Some(source) = &self.source {
            draft = draft.query("source", source.as_str());
        }
        Ok(draft.query_extra(&self.extra))
    }

    fn read(_: &UPayments, response: HttpResponse<'_>) -> Result<Outcome<ShopButtons>> {
        reply::read(response, Effect::Reads, |data| data)
    }
}

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

impl Operation for CheckMerchant {
    type Gateway = UPayments;
    type Answer = Merchant;
    const SPEC: &'static Spec = &Spec {
        name: "checkMerchant",
        method: Method::Post,
        path: "/api/v1/check-merchant-api-key",
        unsigned: None,
        options: &[],
        source: "UPayments plugins; docs/gateways/upayments.md#checkmerchant",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new("Check a key", r#"{ "apiKey": "test-bearer-token" }"#)];

    fn draft(&self, upayments: &UPayments, _: &Options) -> Result<Draft> {
        Ok(Draft::new::<Self>(upayments).body(self.to_object()))
    }

    fn read(_: &UPayments, response: HttpResponse<'_>) -> Result<Outcome<Merchant>> {
        reply::read(response, Effect::Reads, |data| data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
