//! The installment plans that banks offer.

use crate::amount::Amount;
use crate::document::Item;
use crate::engine::{Response, Verdict};
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::answer as reply;
use crate::fawry::config::{FawryConfig, InstallmentPlansQuery, OPERATION};
use crate::request::Method;
use crate::table::{Condition, Effect, Operation, Param, Sample, Send, answer, input};
use crate::value::{Object, Value};

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

/// `installmentPlans`. The documentation names the parameter in two ways, so both are sent.
pub(super) static INSTALLMENT_PLANS: Operation = Operation {
    name: "installmentPlans",
    method: Method::Get,
    path: "/ECommerceWeb/api/merchant/installment-plans",
    unsigned: Some("Fawry lists installment plans without a signature"),
    input: InstallmentPlans::SHAPE,
    send: Send::query(&[
        Param::setting("merchantCode", FawryConfig::KEY.merchant_code).when(Condition::IsNot(
            FawryConfig::KEY.installment_plans_query,
            InstallmentPlansQuery::AccountNumber.as_str(),
        )),
        Param::setting("accountNumber", FawryConfig::KEY.merchant_code).when(Condition::IsNot(
            FawryConfig::KEY.installment_plans_query,
            InstallmentPlansQuery::MerchantCode.as_str(),
        )),
    ]),
    answer: InstallmentPlansData::SHAPE,
    read,
    effect: Effect::Reads,
    #[cfg(not(target_arch = "wasm32"))]
    source: "FawryPay documentation, installment plans; docs/gateways/fawry.md#installmentplans",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("All plans", "{}")],
    ..OPERATION
};

/// An array without an envelope; an object is an error.
fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    match response.documented()? {
        Some(plans) if plans.is_array() && response.is_success() => {
            reply::accepted_as(response, "plans", plans.elements().filter_map(plan).collect::<Vec<_>>())
        }
        Some(object) if object.is_object() && reply::result_code(object) == Some("200") => {
            Err(Error::new(ErrorCode::MalformedResponse, "the answer is an object, not an array of plans")
                .hint("check that the answer belongs to installmentPlans"))
        }
        _ => reply::read(response),
    }
}

/// Where the members of a plan stand in either documented form: nested in `installmentPlan`, or flat.
const PLAN: [(&str, &str, &str); 9] = [
    ("id", "id", "planId"),
    ("bank", "accountType.bank.nameEn", "bankName"),
    ("months", "noOfMonths", "tenor"),
    ("rate", "rate", "feesPercent"),
    ("minAmount", "minAmount", "minAmount"),
    ("maxAmount", "maxAmount", "maxAmount"),
    ("nameEn", "nameEn", "nameEn"),
    ("nameAr", "nameAr", "nameAr"),
    ("pans", "accountType.pans", "pans"),
];

/// A plan in one form; nothing that has no id.
fn plan(item: Item<'_>) -> Option<Value> {
    let nested = item.present("installmentPlan");
    let found = |path: &str| path.split('.').try_fold(nested.unwrap_or(item), |object, name| object.get(name));
    let mut plan = Object::new();
    for (name, in_nested, in_flat) in PLAN {
        if let Some(value) = found(if nested.is_some() { in_nested } else { in_flat }) {
            plan.push(name, value.to_value());
        }
    }
    plan.get("id").filter(|id| !id.is_absent())?.as_text()?;
    Some(plan.into())
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{build, fawry, fawry_with, read, text};

    #[test]
    fn both_documented_forms_are_read() {
        let body = r#"[
            {"id":77,"installmentPlan":{"id":1201,"nameAr":"ا","nameEn":"12 months","rate":1.5,"noOfMonths":12,
                "minAmount":500,"maxAmount":50000.5,"accountType":{"bank":{"nameEn":"Bank of Alexandria"},"pans":["424242","4",5]}}},
            {"planId":"P6","bankName":"CIB","tenor":6,"minAmount":"250","feesPercent":0},
            {"nothing":"known"}]"#;
        let outcome = read(&fawry(), "installmentPlans", 200, body).unwrap();
        for (path, expected) in [
            ("data.plans[0].id", "1201"),
            ("data.plans[0].bank", "Bank of Alexandria"),
            ("data.plans[0].months", "12"),
            ("data.plans[0].rate", "1.5"),
            ("data.plans[0].minAmount", "500.00"),
            ("data.plans[0].maxAmount", "50000.50"),
            ("data.plans[0].pans", r#"["424242","4","5"]"#),
            ("data.plans[1].id", "P6"),
            ("data.plans[1].bank", "CIB"),
            ("data.plans[1].months", "6"),
            ("data.plans[1].rate", "0"),
            ("data.plans[1].maxAmount", ""),
            ("data.plans[2].id", ""),
        ] {
            assert_eq!(text(&outcome, path), expected, "{path}");
        }
        assert_eq!(text(&read(&fawry(), "installmentPlans", 200, "[]").unwrap(), "data.plans"), "[]");
    }

    #[test]
    fn an_object_is_an_error() {
        let refused =
            read(&fawry(), "installmentPlans", 200, r#"{"statusCode":9901,"statusDescription":"x"}"#).unwrap();
        assert_eq!(text(&refused, "error.code"), "9901");
        for (status, body) in [(200, r#"{"statusCode":200}"#), (200, ""), (200, "5"), (200, "{}")] {
            let error = read(&fawry(), "installmentPlans", status, body).unwrap_err();
            assert_eq!((error.code().as_str(), error.hint_text().is_some()), ("MALFORMED_RESPONSE", true), "{body}");
        }
    }

    #[test]
    fn either_name_of_the_parameter_can_stand_alone() {
        for (query, has_code, has_account) in
            [("both", true, true), ("merchantCode", true, false), ("accountNumber", false, true)]
        {
            let url = build(&fawry_with("installmentPlansQuery", query), "installmentPlans", "{}").unwrap().url;
            assert_eq!(
                (url.contains("merchantCode="), url.contains("accountNumber=")),
                (has_code, has_account),
                "{url}"
            );
            assert!(!url.contains("signature"));
        }
    }
}
