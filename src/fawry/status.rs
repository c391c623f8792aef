//! The status of an order, in both versions.

use crate::declare::{Id, ReceivedPounds, answer, input};
use crate::error::{ErrorCode, Result};
use crate::fawry::{Fawry, Notification, answer as reply, words};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::{Outcome, State};
use crate::request::{HttpResponse, Method};
use crate::signing::Recipe;
use crate::value::{Object, Value};

input! {
    /// Asks for the status of an order. The answer is signed, and its reader checks the signature.
    ///
    /// Signed: merchant code, reference, key.
    pub struct PaymentStatus as "FawryPaymentStatusInput" {
        /// Your reference, the `merchantRefNum` of the charge.
        merchant_ref_number: Id = "merchantRefNumber",
    }
}

input! {
    /// Asks for the status of an order by the older call, whose answer carries no signature. Prefer `paymentStatus`.
    ///
    /// Signed: merchant code, reference, key.
    pub struct PaymentStatusV1 as "FawryPaymentStatusV1Input" {
        /// Your reference, the `merchantRefNum` of the charge.
        merchant_ref_number: Id = "merchantRefNumber",
    }
}

answer! {
    /// The status of an order by the older call. Nothing proves it but the connection.
    pub struct PaymentStatusV1Data as "FawryPaymentStatusV1Data" {
        /// Act on `paid`.
        state: State = "state",
        /// Fawry's own word for the state.
        payment_status: Option<String> = "paymentStatus",
        /// Fawry's number of the order.
        reference_number: Option<String> = "referenceNumber",
        /// Your reference.
        merchant_ref_number: Option<String> = "merchantRefNumber",
        /// EGP that the customer pays.
        payment_amount: Option<ReceivedPounds> = "paymentAmount",
        /// Epoch milliseconds.
        payment_date: Option<u64> = "paymentDate",
        /// Epoch milliseconds after which the reference cannot be paid.
        expiration_time: Option<u64> = "expirationTime",
        /// Fawry's spelling.
        payment_method: Option<String> = "paymentMethod",
        /// `PaymentStatusResponse`.
        kind: Option<String> = "type",
        /// `200`.
        status_code: Option<String> = "statusCode",
        /// Text for people, in Arabic or English.
        status_description: Option<String> = "statusDescription",
    }
}

fn draft<O: Operation<Gateway = Fawry>>(fawry: &Fawry, reference: &Id, extra: &Object) -> Draft {
    let recipe = Recipe::sha256()
        .config("merchantCode", fawry.merchant_code())
        .input("merchantRefNumber", reference.as_str())
        .key("secureKey", fawry.key());
    Draft::new::<O>(fawry)
        .query("merchantCode", fawry.merchant_code())
        .query("merchantRefNumber", reference.as_str())
        .query_extra(extra)
        .signed(recipe)
}

const SAMPLES: &[Sample] = &[Sample::new("Status of an order", r#"{ "merchantRefNumber": "23124654641" }"#)];

impl Operation for PaymentStatus {
    type Gateway = Fawry;
    type Answer = Notification;
    const SPEC: &'static Spec = &Spec {
        name: "paymentStatus",
        method: Method::Get,
        path: "/ECommerceWeb/Fawry/payments/status/v2",
        unsigned: None,
        options: &[],
        source: "FawryPay documentation, payment status V2; docs/gateways/fawry.md#paymentstatus",
    };
    const SAMPLES: &'static [Sample] = SAMPLES;

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        Ok(draft::<Self>(fawry, &self.merchant_ref_number, &self.extra))
    }

    /// A status is a notification without an envelope, or, by one description, the answer of a charge.
    fn read(fawry: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<Notification>> {
        let Some(Value::Object(object)) = response.documented()? else { return reply::read(response) };
        let has = |name: &str| object.get(name).is_some_and(|value| !value.is_absent());
        let is_status = has("orderStatus") && (has("fawryRefNumber") || has("referenceNumber"));
        match reply::result_code(&object) {
            Some(code) if code != "200" => Ok(reply::refused(code, &object)),
            None if !is_status => reply::read(response),
            _ => reply::accepted(&object, |object, _: Notification| proven(fawry, object)),
        }
    }
}

fn proven(fawry: &Fawry, object: &Object) -> Result<Notification> {
    let has = |name: &str| object.get(name).is_some_and(|value| !value.is_absent());
    let proven = if !has("messageSignature") && !has("fawryRefNumber") && has("signature") {
        fawry.proven_return(object).map(|charged| charged.into_notification(object))
    } else {
        fawry.proven_notification(object)
    };
    // A signature over fields that are not there proves nothing.
    proven.map_err(|error| match error.code() {
        ErrorCode::SignatureMissing => error,
        _ => error.with_code(ErrorCode::SignatureMismatch),
    })
}

impl Operation for PaymentStatusV1 {
    type Gateway = Fawry;
    type Answer = PaymentStatusV1Data;
    const SPEC: &'static Spec = &Spec {
        name: "paymentStatusV1",
        method: Method::Get,
        path: "/ECommerceWeb/Fawry/payments/status",
        unsigned: None,
        options: &[],
        source: "FawryPay documentation, payment status V1; docs/gateways/fawry.md#paymentstatusv1",
    };
    const SAMPLES: &'static [Sample] = SAMPLES;

    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        Ok(draft::<Self>(fawry, &self.merchant_ref_number, &self.extra))
    }

    fn read(_: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<PaymentStatusV1Data>> {
        reply::read_with(response, |_, data: PaymentStatusV1Data| {
            let state = data.payment_status.as_deref().map(words::state).unwrap_or_default();
            Ok(PaymentStatusV1Data { state, ..data })
        })
    }
}
