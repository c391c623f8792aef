//! The installment plans that banks offer.

use crate::amount::Amount;
use crate::declare::{Lenient, answer, input};
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::config::InstallmentPlansQuery;
use crate::fawry::{Fawry, answer as reply};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};
use crate::value::Value;

input! {
    /// Lists the installment plans that banks offer through the merchant's account.
    pub struct InstallmentPlans as "FawryInstallmentPlansInput" {}
}

answer! {
    /// The plans.
    pub struct InstallmentPlansData as "FawryInstallmentPlansData" {
        /// One entry for each plan.
        plans: Vec<InstallmentPlan> = "plans",
    }
}

answer! {
    /// An installment plan.
    pub struct InstallmentPlan as "FawryInstallmentPlan" {
        /// `installmentPlanId` of a charge.
        id: String = "id",
        /// The bank.
        bank: Option<String> = "bank",
        /// How many months.
        months: Option<u64> = "months",
        /// Interest or fees in percent.
        rate: Option<String> = "rate",
        /// EGP from which the plan can be used.
        min_amount: Option<Amount> = "minAmount",
        /// EGP up to which the plan can be used.
        max_amount: Option<Amount> = "maxAmount",
        /// English name of the plan.
        name_en: Option<String> = "nameEn",
        /// Arabic name of the plan.
        name_ar: Option<String> = "nameAr",
        /// Beginnings of card numbers that the plan accepts.
        pans: Vec<String> = "pans",
    }
}

impl Operation for InstallmentPlans {
    type Gateway = Fawry;
    type Answer = InstallmentPlansData;
    const SPEC: &'static Spec = &Spec {
        name: "installmentPlans",
        method: Method::Get,
        path: "/ECommerceWeb/api/merchant/installment-plans",
        unsigned: Some("Fawry lists installment plans without a signature"),
        options: &[],
        source: "FawryPay documentation, installment plans; docs/gateways/fawry.md#installmentplans",
    };
    const SAMPLES: &'static [Sample] = &[Sample::new("All plans", "{}")];

    /// The documentation names the parameter in two ways, so both are sent.
    fn draft(&self, fawry: &Fawry, _: &Options) -> Result<Draft> {
        let query = fawry.config.installment_plans_query.unwrap_or(InstallmentPlansQuery::Both);
        let mut draft = Draft::new::<Self>(fawry);
        if query != InstallmentPlansQuery::AccountNumber {
            draft = draft.query("merchantCode", fawry.merchant_code());
        }
        if query != InstallmentPlansQuery::MerchantCode {
            draft = draft.query("accountNumber", fawry.merchant_code());
        }
        Ok(draft.query_extra(&self.extra))
    }

    /// An array without an envelope; an object is an error.
    fn read(_: &Fawry, response: HttpResponse<'_>) -> Result<Outcome<InstallmentPlansData>> {
        match response.documented()? {
            Some(Value::Array(items)) if response.is_success() => {
                let plans = items.iter().filter_map(plan).collect();
                Ok(Outcome::Accepted { data: InstallmentPlansData { plans }, raw: Value::Array(items) })
            }
            Some(Value::Object(object)) if reply::result_code(&object) == Some("200") => {
                Err(Error::new(ErrorCode::MalformedResponse, "the answer is an object, not an array of plans"))
            }
            _ => reply::read(response),
        }
    }
}

/// A plan in either documented form: flat, or nested in `installmentPlan`.
fn plan(item: &Value) -> Option<InstallmentPlan> {
    let nested = item.at("installmentPlan").filter(|value| !value.is_absent());
    let at = |in_nested: &str, in_flat: &str| match nested {
        Some(plan) => plan.at(in_nested),
        None => item.at(in_flat),
    };
    let text = |value: Option<&Value>| value.filter(|value| !value.is_absent()).and_then(String::lenient);
    let amount = |value: Option<&Value>| value.and_then(Amount::lenient);
    let pans = at("accountType.pans", "pans").and_then(Value::as_array).unwrap_or_default();
    Some(InstallmentPlan {
        id: text(at("id", "planId"))?,
        bank: text(at("accountType.bank.nameEn", "bankName")),
        months: at("noOfMonths", "tenor").and_then(u64::lenient),
        rate: text(at("rate", "feesPercent")),
        min_amount: amount(at("minAmount", "minAmount")),
        max_amount: amount(at("maxAmount", "maxAmount")),
        name_en: text(at("nameEn", "nameEn")),
        name_ar: text(at("nameAr", "nameAr")),
        pans: pans.iter().filter_map(String::lenient).collect(),
    })
}
