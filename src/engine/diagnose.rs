//! What a diagnosis asks of a configured class.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::document::Item;
use crate::engine::read::read_input;
use crate::engine::{Configured, Content, Row, given};
use crate::error::Result;
use crate::options::{CallOptions, OPTIONS, OtherKey};
use crate::signing::diagnose::pasted::diagnose_request;
use crate::signing::diagnose::{Mistakes, OwnMistakes, diagnose};
use crate::signing::{Diagnosis, Recipe, RequestDiagnosis, Subject};
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
        crate::gateways::own_mistakes(self.class.name)
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
        self.diagnose_recipe(operation, &self.recipe(operation, input, options)?, input, observed, options)
    }

    pub(crate) fn diagnose_recipe(
        &self,
        operation: &str,
        recipe: &Recipe,
        input: &Value,
        observed: &str,
        options: &Value,
    ) -> Result<Diagnosis> {
        // What the gateway sends may hold other fields.
        let is_event = self.class.events.iter().any(|event| event.open && event.name == operation);
        // A missing token keeps a request from being built, not from being diagnosed.
        let request = self.build(operation, input, options).ok();
        let mut subject =
            Subject::new(operation, recipe, input, request.as_ref(), is_event).with_secrets(self.secrets());
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
