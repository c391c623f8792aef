//! What the declarations say of signatures, for those who read them as data.

use tawqee::Class;

#[test]
fn the_signed_fields_are_those_of_the_formula() {
    let classes = tawqee::catalog().classes;
    let class = |name: &str| -> &Class { classes.iter().find(|class| class.class == name).unwrap() };
    let call = |name: &str, operation: &str| class(name).operations.iter().find(|call| call.name == operation).unwrap();
    let signs = |name: &str, operation: &str| call(name, operation).signs.clone();

    assert_eq!(signs("Fawry", "refund"), ["referenceNumber", "refundAmount", "reason"]);
    assert!(signs("Fawry", "checkoutLink").contains(&"chargeItems.price".to_owned()));
    assert_eq!(signs("Pay3", "refund"), ["fiatAmount", "requestId"]);
    assert_eq!(signs("UPayments", "charge"), ["*"]);
    assert!(signs("Fatora", "refund").is_empty() && signs("Pay3", "cryptoCheckout").is_empty());

    let charge = call("Fawry", "charge");
    assert_eq!(charge.signs, ["merchantRefNum", "customerProfileId", "paymentMethod", "amount"]);
    for form in &charge.variants {
        let has = |name: &String| form.own.fields.iter().any(|field| field.name == name);
        assert!(form.signs.iter().all(has), "{}", form.own.name);
    }
    assert!(charge.variants.iter().any(|form| form.signs.contains(&"returnUrl".to_owned())));

    let events = &class("Fawry").events;
    assert!(events.iter().all(|event| !event.signs.is_empty()));
}
