//! Paths that a configuration puts in place of the documented ones.

use crate::declare::{Field, Kind, nearest};
use crate::error::{Error, Result};
use crate::operation::Gateway;
use crate::request::check_path;
use crate::value::{Object, Value};

/// Paths that a configuration puts in place of the documented ones, by operation name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paths(Vec<(String, String)>);

impl Paths {
    pub(crate) fn get(&self, operation: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == operation).map(|(_, path)| path.as_str())
    }

    /// Refuses names that are not operations, and paths without the parameters of the documented one.
    pub(crate) fn check<G: Gateway>(&self) -> Result<()> {
        for spec in G::entries().iter().map(|entry| entry.spec) {
            let own = self.get(spec.name).unwrap_or(spec.path);
            if let Some(lost) = parameters(spec.path).find(|parameter| !own.contains(parameter.as_str())) {
                return Err(Error::config(spec.name, format!("lacks {lost}"))
                    .at("paths")
                    .hint("keep the parameters in braces"));
            }
        }
        let known = || G::entries().iter().map(|entry| entry.spec.name);
        match self.0.iter().find(|(name, _)| known().all(|operation| operation != name)) {
            None => Ok(()),
            Some((name, _)) => Err(Error::config("paths", "names an operation that this class does not have").hint(
                nearest(name, known())
                    .map_or_else(|| known().collect::<Vec<_>>().join(", "), |meant| format!("did you mean {meant}?")),
            )),
        }
    }
}

/// The parameters of a path, braces included.
fn parameters(path: &str) -> impl Iterator<Item = String> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| format!("{{{name}}}"))
}

impl Field for Paths {
    const KIND: Kind = Kind::of("Record<string, string>").rule("operation name to path on the same host");

    fn parse(value: &Value) -> Result<Self> {
        let object =
            value.as_object().ok_or_else(|| Error::invalid("is not an object").hint("write { refund: \"/path\" }"))?;
        let parse = |(name, path): (&str, &Value)| {
            let Value::String(path) = path else { return Err(Error::invalid("is not a string").at(name)) };
            check_path(path).map_err(|error| error.at(name))?;
            Ok((name.to_owned(), path.clone()))
        };
        object.iter().map(parse).collect::<Result<_>>().map(Self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(self.0.iter().map(|(name, path)| (name.as_str(), path.as_str())).collect::<Object>().into())
    }
}
