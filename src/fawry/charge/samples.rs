//! A sample for each form of a charge.

use crate::table::Sample;

/// The fields of every sample, with what the method adds.
macro_rules! sample {
    ($title:literal, $method:literal, $amount:literal $(, $own:literal)?) => {
        Sample::new($title, concat!(
            r#"{ "merchantRefNum": "23124654641", "customerProfileId": "777777", "customerName": "Ahmed Ali",
                "customerMobile": "01234567891", "customerEmail": "example@gmail.com", "paymentMethod": ""#, $method,
            r#"", "amount": "#, $amount, r#", "language": "en-gb", "description": "example description",
                "chargeItems": [{ "itemId": "897fa8e81be26df25db592e81c31c", "description": "Item Description",
                    "price": "#, $amount, r#", "quantity": 1 }]"#, $(", ", $own,)? " }",
        ))
    };
}

pub(super) const SAMPLES: &[Sample] = &[
    sample!("Reference number", "PayAtFawry", "580.55"),
    sample!("Cash on delivery", "CASHONDELIVERY", "580.55"),
    sample!("myFawry application", "MYFAWRY", "580.55"),
    sample!(
        "Card",
        "CARD",
        "580.55",
        r#""cardNumber": "4242424242424242", "cardExpiryYear": "30",
        "cardExpiryMonth": "05", "cvv": "123""#
    ),
    sample!(
        "Card with 3-D Secure",
        "CARD",
        "580.55",
        r#""cardNumber": "4242424242424242", "cardExpiryYear": "30",
        "cardExpiryMonth": "05", "cvv": "123", "enable3DS": true, "returnUrl": "https://shop.example/return?id=7""#
    ),
    sample!("Saved card", "CARD", "580.55", r#""cardToken": "4242424242424242", "cvv": "123""#),
    sample!(
        "Saved card with 3-D Secure",
        "CARD",
        "580.55",
        r#""cardToken": "4242424242424242", "cvv": "123",
        "enable3DS": true, "returnUrl": "https://shop.example/return""#
    ),
    sample!("Mobile wallet by QR code", "MWALLET", "1000"),
    sample!("Mobile wallet by request-to-pay", "MWALLET", "1000", r#""debitMobileWalletNo": "01012345678""#),
    sample!("valU", "VALU", "3000", r#""valuCustomerCode": "01000000000""#),
    sample!(
        "Bank installments",
        "CARD",
        "1200",
        r#""installmentPlanId": 1201, "cardNumber": "4242424242424242",
        "cardExpiryYear": "30", "cardExpiryMonth": "05", "cvv": "123""#
    ),
    sample!(
        "Bank installments on a saved card",
        "CARD",
        "1200",
        r#""installmentPlanId": 1201,
        "cardToken": "4242424242424242""#
    ),
];
