//! A configured gateway class.

use std::borrow::Cow;

use crate::document::Item;
use crate::engine::read::{read_checked, read_input};
use crate::engine::values::{Content, Values};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::KnownError;
use crate::secret::check_opaque;
use crate::table::{Class, Event, Key, Operation};
use crate::text::nearest;

/// A gateway class with the settings of one merchant.
pub(crate) struct Account<'a> {
    pub(crate) class: &'static Class,
    pub(crate) settings: Values<'a>,
}

impl<'a> Account<'a> {
    /// Reads a configuration.
    ///
    /// # Errors
    /// `INVALID_CONFIG` with the name of the option.
    pub(crate) fn new(class: &'static Class, config: Item<'a>) -> Result<Self> {
        let account = Self { class, settings: settings(class, config).map_err(|error| error.of(class.gateway, None))? };
        account.check_paths().map_err(|error| error.of(class.gateway, None))?;
        Ok(account)
    }

    /// Reads a configuration that [`Account::new`] has accepted.
    pub(crate) fn reopen(class: &'static Class, config: Item<'a>) -> Self {
        Self { class, settings: read_checked(config, class.config) }
    }

    /// The text of a setting. Settings are used as they were written, so every text is borrowed.
    pub(crate) fn text(&self, key: Key) -> Option<&'a str> {
        match self.settings.get(key) {
            Content::Text(Cow::Borrowed(text)) | Content::Number(Cow::Borrowed(text)) => Some(text),
            _ => None,
        }
    }

    /// The keys of a setting, which may be an array: newest first.
    pub(crate) fn keys(&self, key: Key) -> impl Iterator<Item = &'a str> + use<'a> {
        self.settings.keys(key)
    }

    /// The path that the configuration puts in place of the documented one.
    pub(crate) fn own_path(&self, operation: &str) -> Option<&'a str> {
        match self.settings.get(self.class.paths) {
            Content::Json(paths) => paths.get(operation)?.as_str(),
            _ => None,
        }
    }

    pub(crate) fn operation(&self, name: &str) -> Option<&'static Operation> {
        self.class.operations.iter().copied().find(|operation| operation.name == name)
    }

    /// An operation by its name.
    ///
    /// # Errors
    /// `UNSUPPORTED` with the nearest name.
    pub(crate) fn known_operation(&self, name: &str) -> Result<&'static Operation> {
        self.operation(name).ok_or_else(|| {
            let class = self.class;
            let error = Error::unsupported(format!("{} has no such operation", class.name)).of(class.gateway, None);
            match nearest(name, class.operations.iter().map(|operation| operation.name)) {
                Some(meant) => error.hint(format!("did you mean {meant}?")),
                None => error,
            }
        })
    }

    pub(crate) fn event(&self, name: &str) -> Option<&'static Event> {
        self.class.events.iter().find(|event| event.name == name)
    }

    /// Refuses names that are not operations, and paths without the parameters of the documented one.
    fn check_paths(&self) -> Result<()> {
        let Content::Json(paths) = self.settings.get(self.class.paths) else { return Ok(()) };
        let operations = self.class.operations;
        for operation in operations {
            let own = paths.get(operation.name).and_then(Item::as_str).unwrap_or(operation.path);
            let mut parameters = operation.path.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
            if let Some((lost, _)) = parameters.find(|(name, _)| !own.contains(&format!("{{{name}}}"))) {
                return Err(Error::config(operation.name, format!("lacks {{{lost}}}"))
                    .at("paths")
                    .hint("keep the parameters in braces"));
            }
        }
        let names = || operations.iter().map(|operation| operation.name);
        match paths.members().find(|(name, _)| names().all(|known| known != *name)) {
            None => Ok(()),
            Some((name, _)) => Err(Error::config("paths", "names an operation that this class does not have").hint(
                nearest(name, names())
                    .map_or_else(|| names().collect::<Vec<_>>().join(", "), |meant| format!("did you mean {meant}?")),
            )),
        }
    }
}

fn settings<'a>(class: &'static Class, config: Item<'a>) -> Result<Values<'a>> {
    // Of an option with a list of words too: the words would be told, but not the character that nobody sees. An
    // option that is empty was meant to hold something, unlike an empty field of an input.
    for (name, option) in config.members() {
        if let Some(text) = option.as_str() {
            check_opaque(text).map_err(|error| error.at(name))?;
        }
    }
    let read = || {
        let settings = read_input(config, class.config, None)?;
        class.check_config.map_or(Ok(()), |check| check(&settings))?;
        Ok(settings)
    };
    read().map_err(|error: Error| error.with_code(ErrorCode::InvalidConfig))
}

/// What is known about an error code of a class.
pub(crate) fn known_error(class: &'static Class, code: &str) -> Option<&'static KnownError> {
    KnownError::find(class.errors, code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocumentBuf;
    use crate::gateways;
    use crate::value::Value;

    #[test]
    fn a_configuration_that_was_checked_reads_the_same_without_checks() {
        let many = r#"{"secureKey":["new","old"],"webhookSecret":["new","old"],"apiSecret":["new","old"],
            "paths":{"refund":"/other"},"baseUrl":"https://gateway.example/api","amountEncoding":"string"}"#;
        let many = Value::parse(many).unwrap();
        for class in gateways::all() {
            let mut config = Value::parse(class.sample_config).unwrap();
            let samples = DocumentBuf::from(&config);
            for (name, value) in many.as_object().unwrap().iter() {
                let has = |name: &str| class.operations.iter().any(|operation| operation.name == name);
                let known = class.config.fields.iter().any(|field| field.name == name);
                if let (true, Value::Object(settings)) = (known && (name != "paths" || has("refund")), &mut config) {
                    settings.set(name, value.clone());
                }
            }
            let full = DocumentBuf::from(&config);
            for document in [samples, full] {
                let checked = Account::new(class, document.root()).unwrap();
                let reopened = Account::reopen(class, document.root());
                for index in 0..class.config.fields.len() {
                    let key = Key(u16::try_from(index).unwrap());
                    let name = class.config.fields[index].name;
                    assert_eq!(
                        checked.text(key).or(checked.keys(key).next()),
                        reopened.text(key).or(reopened.keys(key).next()),
                        "{name}"
                    );
                    assert!(checked.keys(key).eq(reopened.keys(key)), "{name}");
                    assert_eq!(checked.settings.has(key), reopened.settings.has(key), "{name}");
                }
                assert_eq!(checked.own_path("refund"), reopened.own_path("refund"));
            }
        }
    }
}
