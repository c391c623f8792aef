//! What Fawry signs that is no request.

use crate::declare::{Input, Shape};
use crate::fawry::{SdkPayment, SdkTokenization};
use crate::operation::SignedEvent;

pub(super) const EVENTS: &[SignedEvent] = &[
    event(
        "notification",
        "Notification V2, as Fawry POSTs it",
        None,
        r#"{ "fawryRefNumber": "970177", "merchantRefNumber": "9708f1cea8b5426cb57922df51b7f790", "paymentAmount": 152.0,
            "orderAmount": 150.0, "orderStatus": "PAID", "paymentMethod": "PAYATFAWRY" }"#,
    ),
    event(
        "notificationV1",
        "Notification V1, as Fawry appends it to a URL",
        None,
        r#"{ "Amount": "152.00", "FawryRefNo": "970177", "MerchantRefNo": "M1", "OrderStatus": "PAID" }"#,
    ),
    event(
        "return",
        "What the browser brings back, and the answer to a charge",
        None,
        r#"{ "referenceNumber": "963455678", "merchantRefNumber": "23124654641", "paymentAmount": 580.55,
            "orderAmount": 580.55, "orderStatus": "PAID", "paymentMethod": "PayUsingCC", "fawryFees": 0,
            "customerMail": "buyer@shop.example", "customerMobile": "01000000000" }"#,
    ),
    event(
        "sdkPayment",
        "A payment in a mobile app",
        Some(&SdkPayment::SHAPE),
        r#"{ "merchantRefNum": "23124654641", "customerProfileId": "1212", "chargeItems": [
            { "itemId": "a2", "quantity": 2, "price": "20.5" }, { "itemId": "B1", "quantity": 3, "price": 30 } ] }"#,
    ),
    event(
        "sdkTokenization",
        "Saving a card in a mobile app",
        Some(&SdkTokenization::SHAPE),
        r#"{ "customerProfileId": "1212" }"#,
    ),
];

const fn event(
    name: &'static str,
    summary: &'static str,
    input: Option<&'static Shape>,
    sample: &'static str,
) -> SignedEvent {
    // What has no declared input has whatever Fawry sends.
    SignedEvent { name, summary, incoming: input.is_none(), input, sample, options: "{}" }
}
