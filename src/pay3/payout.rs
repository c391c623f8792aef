//! Fiat payouts: created first, executed then.

use crate::engine::{Answer, Response};
use crate::error::Result;
use crate::options::CallOptions;
use crate::outcome::State;
use crate::pay3::answer::state;
use crate::pay3::checkout::Offer;
use crate::pay3::config::{OPERATION, client_id};
use crate::pay3::fields::FiatAmount;
use crate::pay3::formula::{GIVEN, SIGNED, long};
use crate::table::kinds::{Email, Id, Text};
use crate::table::{At, Condition, Effect, Operation, Recipe, Sample, Send, answer, input};

input! {
    /// Creates a payout, which `executePayout` then carries out.
    ///
    /// Signed: currency, amount and request id.
    pub struct Payout as "Pay3PayoutInput" {
        /// Pay3's id of the currency: `brl_bz`.
        currency_id: Text = "currencyId",
        /// Two decimals in every currency.
        fiat_amount: FiatAmount = "fiatAmount",
        /// Your number for the payout, new for each one.
        request_id: Id = "requestId",
        /// The id given at onboarding.
        payment_method_id: Text = "paymentMethodId",
        /// The payee's address.
        email: Email = "email",
        /// The payee's id, a UUID.
        user_id: Option<Text> = "userId",
        /// The payee's first name; some payment partners require it.
        first_name: Option<Text> = "firstName",
        /// The payee's last name; some payment partners require it.
        last_name: Option<Text> = "lastName",
        /// The payee's tax number; some payment partners require it.
        tax_id: Option<Text> = "taxId",
        /// The payee's Pix key, with an older `mode` such as `bank`, `cpf` or `pix`.
        pix_key: Option<Text> = "pixKey",
        /// `createVerify` for the server-side flow.
        mode: Option<Text> = "mode",
    }
}

answer! {
    /// A created payout. No money has moved. The answer depends on the payment partner; all of it is in `raw`.
    pub struct PayoutCreated as "Pay3PayoutData" {
        /// Your number for the payout.
        request_id: Option<String> = "requestId",
        /// What `executePayout` needs.
        token: Option<String> = "token",
        /// A hosted page.
        url: Option<String> = "url",
        /// A warning in words.
        warning: Option<String> = "warning",
        /// Whether the payee was verified; wait for `isVerified` where it is enabled.
        verification_details: Option<Verification> = "verificationDetails",
        /// What is offered to the payee, in the older flow.
        offer_info_data: Option<Offer> = "offerInfoData",
    }
}
answer! {
    /// Whether the payee was verified.
    pub struct Verification as "Pay3Verification" {
        /// Whether `executePayout` should wait for `isVerified`.
        is_verification_enabled: Option<bool> = "isVerificationEnabled",
        /// Whether the payee is the one who was named.
        is_verified: Option<bool> = "isVerified",
        /// The full name.
        full_name: Option<String> = "fullName",
        /// The account number.
        account_number: Option<String> = "accountNumber",
        /// The bank.
        bank_name: Option<String> = "bankName",
        /// In words.
        message: Option<String> = "message",
        /// The UPI id.
        upi_id: Option<String> = "upiId",
        /// The Pix key.
        pix_key: Option<String> = "pixKey",
    }
}

/// `payout`.
pub(super) static PAYOUT: Operation = Operation {
    name: "payout",
    path: "/v1/client/payout/create-order",
    input: Payout::SHAPE,
    send: Send { insert: &[client_id(At::After(Payout::KEY.email))], ..Send::BODY },
    recipe: Some(LONG),
    answer: PayoutCreated::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Pay3 documentation, create payout order; docs/gateways/pay3.md#payout",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Create a payout",
        r#"{
            "currencyId": "brl_bz",
            "fiatAmount": "2.00",
            "requestId": "900531",
            "paymentMethodId": "pix_brl",
            "email": "a@example.com",
            "mode": "createVerify"
        }"#,
    )],
    ..OPERATION
};

const LONG: &Recipe =
    &Recipe { parts: &long(Payout::KEY.currency_id, Payout::KEY.fiat_amount, Payout::KEY.request_id), ..SIGNED };

input! {
    /// Carries out a payout that was created.
    ///
    /// Not signed, unless the option `stringToSign` is given: the documentation lists no signature.
    pub struct ExecutePayout as "Pay3ExecutePayoutInput" {
        /// The token that `payout` gave.
        token: Text = "token",
        /// The request id that created the payout.
        request_id: Id = "requestId",
    }
}

answer! {
    /// A payout on its way.
    pub struct Executed as "Pay3ExecutedData" {
        /// `pending`, usually.
        state: State = "state",
        /// Pay3's own word: `ORDER_PAYMENT_INITIATED`.
        status: Option<String> = "status",
        /// Your number for the payout.
        request_id: Option<String> = "requestId",
        /// Pay3's number for the order.
        order_id: Option<String> = "orderId",
        /// `PAYOUT`.
        order_type: Option<String> = "orderType",
        /// The transaction on the chain, of a crypto payout.
        txn_hash: Option<String> = "txnHash",
    }
}

/// `executePayout`.
pub(super) static EXECUTE_PAYOUT: Operation = Operation {
    name: "executePayout",
    path: "/v1/client/payout/execute",
    unsigned: Some("the documentation lists no signature for this call; the option stringToSign adds one"),
    options: &[CallOptions::KEY.string_to_sign],
    input: ExecutePayout::SHAPE,
    recipe_instead: Some((Condition::Given(CallOptions::KEY.string_to_sign), GIVEN)),
    #[cfg(not(target_arch = "wasm32"))]
    source: "Pay3 documentation, execute fiat payout order; docs/gateways/pay3.md#executepayout",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new(
        "Carry out a payout",
        r#"{ "token": "9c4dd5b3-64de-4d94-b696-3e92cd6b12ba", "requestId": "900531" }"#,
    )],
    ..EXECUTION
};

/// What the execution of a fiat payout and that of a crypto payout have in common.
pub(super) const EXECUTION: Operation = Operation {
    send: Send { insert: &[client_id(At::End)], ..Send::BODY },
    answer: Executed::SHAPE,
    finish: Some(finish),
    effect: Effect::MovesMoney,
    ..OPERATION
};

fn finish<'a>(_: &Response<'a>, answer: &mut Answer<'a>) -> Result<()> {
    let state = state(answer.text(Executed::KEY.status));
    answer.set_text(Executed::KEY.state, state.as_str());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::error::ErrorCode;
    use crate::pay3::{CLASS, Pay3};
    use crate::request::HttpResponse;
    use crate::value::Value;

    fn pay3() -> Pay3 {
        Pay3::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap()
    }

    #[test]
    fn execution_is_signed_on_request_only() {
        let input = Value::parse(EXECUTE_PAYOUT.samples[0].input).unwrap();
        let plain = pay3().build("executePayout", &input, &Value::Null).unwrap();
        assert!(plain.headers.iter().all(|(name, _)| *name != "signature"));
        assert_eq!(pay3().signature("executePayout", &input, &Value::Null).unwrap_err().code(), ErrorCode::Unsupported);

        let options = Value::parse(r#"{"stringToSign":"amount=1.0&currency=usdc_sepolia&requestId=r-1"}"#).unwrap();
        let signed = pay3().build("executePayout", &input, &options).unwrap();
        assert_eq!(signed.headers[0], ("signature", "b5vGL9SepHwWpW/AG8vE1Bb7lE6cI23ZQpnLKxuGmOM=".to_owned()));
        assert_eq!(signed.body, plain.body);
    }

    #[test]
    fn both_flows_are_read() {
        let read = |body| {
            let outcome = pay3().read("payout", HttpResponse { status: 200, body }).unwrap();
            outcome.at("data").unwrap().to_json()
        };
        let verified = r#"{"requestId":"r","token":"t","url":"u","warning":"w","verificationDetails":{"isVerificationEnabled":true,"isVerified":false,"upiId":"a@b"}}"#;
        assert_eq!(read(verified), verified);
        let older = r#"{"requestId":"r","token":"t","offerInfoData":{"currencyId":"brl_bz","type":"SELL"}}"#;
        assert_eq!(read(older), older);
    }

    #[test]
    fn an_executed_payout_is_pending() {
        let body = r#"{"requestId":"r","orderId":"o","orderType":"PAYOUT","status":"ORDER_PAYMENT_INITIATED"}"#;
        let outcome = pay3().read_execute_payout(HttpResponse { status: 200, body }).unwrap();
        assert_eq!(outcome.data().unwrap().state, State::Pending);
    }
}
