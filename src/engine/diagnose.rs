//! What a diagnosis asks of a configured class.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::document::Item;
use crate::engine::lenient::Reading;
use crate::engine::read::read_input;
use crate::engine::{Configured, Content, Row, given};
use crate::error::Result;
use crate::options::{CallOptions, OPTIONS, OtherKey};
use crate::request::HttpRequest;
use crate::signing::diagnose::names::{self, Renamed};
use crate::signing::diagnose::pasted::{diagnose_request, refused};
use crate::signing::diagnose::veil::Veil;
use crate::signing::diagnose::{Mistakes, OwnMistakes, diagnose};
use crate::signing::{Diagnosis, Recipe, RequestDiagnosis, Role, Subject};
use crate::table::Key;
use crate::value::Value;

impl Configured {
    /// The path that the configuration puts in place of the documented one.
    pub(crate) fn own_path(&self, operation: &str) -> Option<String> {
        self.account().ok()?.own_path(operation).map(str::to_owned)
    }

    /// Every secret of the configuration by its name, so that a diagnosis can tell them apart.
    pub(crate) fn secrets(&self) -> Vec<(Cow<'static, str>, Zeroizing<String>)> {
        let mut secrets = Vec::new();
        for field in self.class.config.fields.iter().filter(|field| field.kind.secret) {
            let Some(item) = self.config.root().get(field.name) else { continue };
            let texts = item.as_str().into_iter().chain(item.elements().filter_map(Item::as_str));
            for (index, text) in texts.enumerate() {
                let name = match index {
                    0 => Cow::Borrowed(field.name),
                    _ => Cow::Owned(format!("{} (an older one)", field.name)),
                };
                secrets.push((name, Zeroizing::new(text.to_owned())));
            }
        }
        secrets
    }

    /// What names the merchant, by its name in the configuration.
    fn merchant(&self) -> Vec<(&'static str, String)> {
        let Ok(account) = self.account() else { return Vec::new() };
        let named = |key: &Key| {
            let field = self.class.config.fields.get(key.index())?;
            Some((field.name, account.text(*key)?.to_owned()))
        };
        self.own_mistakes().merchant.iter().filter_map(named).collect()
    }

    /// What a diagnosis tries for this class alone.
    pub(crate) fn own_mistakes(&self) -> &'static OwnMistakes {
        self.class.own_mistakes
    }

    /// The keys that the caller wants tried.
    fn other_keys(options: Item<'_>) -> Result<Vec<(String, Zeroizing<String>)>> {
        if options.is_null() {
            return Ok(Vec::new());
        }
        let options = read_input(options, OPTIONS, None).map_err(|error| error.at("options"))?;
        let text = |content: &Content<'_>| content.as_text().unwrap_or_default().to_owned();
        let rows = options.rows(CallOptions::KEY.other_keys);
        let key =
            |row: Row<'_, '_>| (text(row.get(OtherKey::KEY.label)), Zeroizing::new(text(row.get(OtherKey::KEY.key))));
        Ok(rows.map(key).collect())
    }

    pub(crate) fn diagnose(
        &self,
        operation: &str,
        input: &Value,
        observed: &str,
        options: &Value,
    ) -> Result<Diagnosis> {
        let (input, renamed) = self.with_right_names(operation, input);
        let Reading { recipe, request, refusals, headers } = self.lenient(operation, &input, options)?;
        let recipe = recipe?;
        // The caller can give the time, unlike somebody who pastes a request.
        let lacks_time = recipe.parts.iter().any(|part| part.role == Role::Timestamp && part.text.is_empty());
        if let (Some(error), true) = (headers, lacks_time) {
            return Err(error.of(self.class.gateway, self.account()?.operation(operation).map(|known| known.name)));
        }
        let mut diagnosis = self.diagnosed(operation, &recipe, request.as_ref(), &input, observed, options)?;
        diagnosis.findings = renamed.iter().map(Renamed::finding).chain(refused(&refusals)).collect();
        let mut veil = Veil::default();
        self.secrets().iter().for_each(|(_, secret)| veil.add(secret));
        diagnosis.findings.iter_mut().for_each(|finding| veil.finding(finding));
        Ok(diagnosis)
    }

    /// Diagnoses by a recipe that the caller has changed.
    pub(crate) fn diagnose_recipe(
        &self,
        operation: &str,
        recipe: &Recipe,
        input: &Value,
        observed: &str,
        options: &Value,
    ) -> Result<Diagnosis> {
        let (input, _) = self.with_right_names(operation, input);
        let request = self.lenient(operation, &input, options)?.request;
        self.diagnosed(operation, recipe, request.as_ref(), &input, observed, options)
    }

    /// Reads an operation or event as far as it can be read.
    pub(crate) fn lenient(&self, operation: &str, input: &Value, options: &Value) -> Result<Reading> {
        self.account()?.lenient(operation, given(input).root(), given(options).root())
    }

    /// An input whose fields have the names of the declaration, and those that had another.
    fn with_right_names(&self, name: &str, input: &Value) -> (Value, Vec<Renamed>) {
        let operation = self.class.operations.iter().find(|operation| operation.name == name);
        match operation {
            Some(operation) => names::put_right(operation.input, &[], self.own_mistakes().names, input.clone()),
            // What arrives has the names that the gateway gives it.
            None => (input.clone(), Vec::new()),
        }
    }

    pub(crate) fn diagnosed(
        &self,
        operation: &str,
        recipe: &Recipe,
        request: Option<&HttpRequest>,
        input: &Value,
        observed: &str,
        options: &Value,
    ) -> Result<Diagnosis> {
        // What the gateway sends may hold other fields.
        let is_event = self.class.events.iter().any(|event| event.open && event.name == operation);
        let mut subject = Subject::new(operation, recipe, input, request, is_event).with_secrets(self.secrets());
        subject.account = self.merchant();
        subject.other_keys = Self::other_keys(given(options).root())?;
        if options.at("depth").and_then(Value::as_text) == Some("3") {
            subject.depth = 3;
        }
        let mut mistakes = Mistakes::default();
        let own = self.own_mistakes().mistakes.map_or_else(Vec::new, |own| own(&subject));
        own.into_iter().for_each(|mistake| mistakes.push(recipe, mistake));
        Ok(diagnose(&subject, mistakes, observed))
    }

    pub(crate) fn diagnose_request(&self, pasted: &Value, options: &Value) -> Result<RequestDiagnosis> {
        diagnose_request(self, pasted, options).map_err(|error| error.of(self.class.gateway, None))
    }
}
