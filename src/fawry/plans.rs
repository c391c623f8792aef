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
                Err(Error::new(ErrorCode::MalformedResponse, "the answer is an object, not an array of plans")
                    .hint("check that the answer belongs to installmentPlans"))
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

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{build, fawry, fawry_with, read, text};

    #[test]
    fn both_documented_forms_are_read() {
        let body = r#"[
            {"id":77,"installmentPlan":{"id":1201,"nameAr":"ا","nameEn":"12 months","rate":1.5,"noOfMonths":12,
                "minAmount":500,"maxAmount":50000.5,"accountType":{"bank":{"nameEn":"Bank of Alexandria"},"pans":["424242"]}}},
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
            ("data.plans[0].pans[0]", "424242"),
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
