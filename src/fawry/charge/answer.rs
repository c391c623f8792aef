//! What a charge answers, and what the browser brings back.

use crate::engine::{Answer, Content, Proof};
use crate::fawry::words;
use crate::outcome::State;
use crate::table::answer;
use crate::table::kinds::ReceivedPounds;

answer! {
    /// An accepted charge, or what the browser brought back from one. Accepted is not paid: act on `state` `paid`
    /// of a verified notification or of `paymentStatus`.
    pub struct Charged as "FawryChargeData" {
        /// `new` while a reference waits for its payment, `pending` while the customer is at 3-D Secure.
        state: State = "state",
        /// Fawry's own word for the state.
        order_status: Option<String> = "orderStatus",
        /// Fawry's number of the order; needed to refund or cancel it. Customers pay with it at outlets.
        reference_number: Option<String> = "referenceNumber",
        /// Your reference.
        merchant_ref_number: Option<String> = "merchantRefNumber",
        /// EGP without fees; the one to compare with what you asked for.
        order_amount: Option<ReceivedPounds> = "orderAmount",
        /// EGP that the customer pays.
        payment_amount: Option<ReceivedPounds> = "paymentAmount",
        /// EGP.
        fawry_fees: Option<ReceivedPounds> = "fawryFees",
        /// EGP; only when shipping applies.
        shipping_fees: Option<ReceivedPounds> = "shippingFees",
        /// EGP; seen in browser returns.
        taxes: Option<ReceivedPounds> = "taxes",
        /// Fawry's spelling, which may differ from the one that was sent.
        payment_method: Option<String> = "paymentMethod",
        /// Epoch milliseconds.
        payment_time: Option<u64> = "paymentTime",
        /// Epoch milliseconds after which a reference cannot be paid.
        expiration_time: Option<u64> = "expirationTime",
        /// Where to send the customer for 3-D Secure.
        next_action: Option<NextAction> = "nextAction",
        /// A picture as data URL, for a mobile wallet to scan.
        wallet_qr: Option<String> = "walletQr",
        /// Opens the myFawry application.
        deep_link: Option<String> = "deepLink",
        /// For desktop customers of myFawry.
        qr_code: Option<String> = "qrCode",
        /// The customer.
        customer_name: Option<String> = "customerName",
        /// The customer's mobile number.
        customer_mobile: Option<String> = "customerMobile",
        /// The customer's e-mail address.
        customer_mail: Option<String> = "customerMail",
        /// Your customer id.
        customer_profile_id: Option<String> = "customerProfileId",
        /// The bank's authorization number of a card payment.
        auth_number: Option<String> = "authNumber",
        /// Whether the order holds several items in a basket.
        basket_payment: Option<bool> = "basketPayment",
        /// `ChargeResponse`.
        kind: Option<String> = "type",
        /// `200`.
        status_code: Option<String> = "statusCode",
        /// Text for people, in Arabic or English.
        status_description: Option<String> = "statusDescription",
        /// Whether a signature was there and right. Short answers carry none.
        verified: bool = "verified",
        /// Equal exactly for repeated deliveries of the same event; only when `verified`.
        dedupe_key: Option<String> = "dedupeKey",
    }
}

answer! {
    /// What the customer does next.
    pub struct NextAction as "FawryNextAction" {
        /// `THREE_D_SECURE`.
        kind: Option<String> = "type",
        /// Send the browser here.
        redirect_url: Option<String> = "redirectUrl",
    }
}

impl Charged {
    /// Names the state, by Fawry's word or by what the answer asks for when there is no word, and says what is proven:
    /// what the event itself says about that counts for nothing.
    pub(in crate::fawry) fn settle(answer: &mut Answer<'_>, proof: Option<Proof>) {
        let state = match answer.text(Self::KEY.order_status) {
            Some(status) => words::state(status),
            None if answer.values.has(Self::KEY.next_action) => State::Pending,
            None if answer.values.has(Self::KEY.reference_number) => State::New,
            None => State::Unknown,
        };
        answer.set_text(Self::KEY.state, state.as_str());
        answer.values.set(Self::KEY.verified, Content::Flag(proof.is_some()));
        let dedupe_key = proof.map_or(Content::Absent, |proof| Content::text(proof.fingerprint));
        answer.values.set(Self::KEY.dedupe_key, dedupe_key);
    }
}
