//! Fields under another name with the same meaning: the name that another call or an answer has for them, another
//! letter case, `snake_case`.

use crate::signing::diagnose::Finding;
use crate::table::{Field, Kind, Shape};
use crate::value::{Object, Value, is_name};

/// The other names of a gateway's fields, by their wire names.
pub(crate) type Aliases = &'static [(&'static str, &'static [&'static str])];

/// A field that was sent under another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Renamed {
    /// The path that it should have.
    pub(crate) path: String,
    /// The right name.
    pub(crate) right: &'static str,
    /// The name that it has.
    pub(crate) given: String,
}

impl Renamed {
    pub(crate) fn finding(&self) -> Finding {
        let given = if is_name(&self.given) { self.given.as_str() } else { "another name" };
        Finding {
            id: "field-under-another-name".into(),
            field: Some(self.path.clone()),
            title: "A field under another name".into(),
            detail: format!("{} is sent as {given}; the gateway reads {} only.", self.path, self.right),
            fix: format!("Write {}, exactly so.", self.right),
        }
    }
}

/// Gives the fields of an input the names of their declaration, at any depth. Of the fields of a list of objects each is
/// told once.
pub(crate) fn put_right(
    shape: &'static Shape,
    reserved: &[&'static str],
    aliases: Aliases,
    input: Value,
) -> (Value, Vec<Renamed>) {
    let mut renamed = Vec::new();
    let Value::Object(object) = input else { return (input, renamed) };
    let names = Names { aliases, reserved };
    let object = names.object(shape.fields, object, "", &mut renamed);
    (object.into(), renamed)
}

struct Names<'a> {
    aliases: Aliases,
    reserved: &'a [&'static str],
}

impl Names<'_> {
    fn object(&self, fields: &'static [Field], object: Object, path: &str, renamed: &mut Vec<Renamed>) -> Object {
        let reserved: &[&'static str] = if path.is_empty() { self.reserved } else { &[] };
        let is_known = |name: &str| name == "extra" || reserved.contains(&name) || declared(fields, name).is_some();
        let mut taken: Vec<&'static str> = Vec::new();
        // A field that is there under its own name keeps it, unless there is nothing in it.
        let there = |name: &str| object.get(name).is_some_and(|value| !value.is_absent());
        let mut others: Vec<(String, &'static str)> = Vec::new();
        for (name, value) in object.iter().filter(|(name, _)| !is_known(name)) {
            let names = fields.iter().map(|field| field.name).chain(reserved.iter().copied());
            let free = |right: &&'static str| !there(right) && !taken.contains(right);
            let right = names.clone().filter(free).find(|right| is_same(right, name)).or_else(|| {
                names.filter(free).find(|right| {
                    self.aliases
                        .iter()
                        .any(|(own, others)| own == right && others.iter().any(|other| is_same(other, name)))
                })
            });
            if let Some(right) = right.filter(|_| !value.is_absent()) {
                taken.push(right);
                others.push((name.to_owned(), right));
            }
        }
        let mut made = Object::new();
        for (name, value) in object {
            let right = others.iter().find(|(other, _)| *other == name).map(|(_, right)| *right);
            if right.is_none() && taken.contains(&name.as_str()) {
                continue;
            }
            let path = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            if let Some(right) = right {
                let found = Renamed { path: path(right), right, given: name.clone() };
                if !renamed.contains(&found) {
                    renamed.push(found);
                }
            }
            let name = right.map_or(name, str::to_owned);
            let value = match declared(fields, &name) {
                Some(field) => self.value(&field.kind, value, &path(&name), renamed),
                None => value,
            };
            made.set(&name, value);
        }
        made
    }

    /// Declarations bound the nesting.
    fn value(&self, kind: &'static Kind, value: Value, path: &str, renamed: &mut Vec<Renamed>) -> Value {
        match (kind.shape(), value) {
            (Some(shape), Value::Object(object)) => self.object(shape.fields, object, path, renamed).into(),
            (Some(shape), Value::Array(items)) => items
                .into_iter()
                .map(|item| match item {
                    Value::Object(object) => self.object(shape.fields, object, path, renamed).into(),
                    other => other,
                })
                .collect::<Vec<Value>>()
                .into(),
            (_, other) => other,
        }
    }
}

fn declared(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.name == name)
}

/// Whether two names are one but for letter case and what stands between the words.
fn is_same(one: &str, other: &str) -> bool {
    let folded = |name: &str| {
        let letters = name.bytes().filter(|byte| !b"_- ".contains(byte)).collect::<Vec<_>>();
        letters.to_ascii_lowercase()
    };
    one.len().abs_diff(other.len()) < 12 && folded(one) == folded(other)
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn words_are_compared_without_what_stands_between_them() {
        assert!(is_same("merchantRefNum", "merchant_ref_num") && is_same("returnUrl", "returnURL"));
        assert!(is_same("customerProfileId", "Customer-Profile-ID") && !is_same("amount", "amounts"));
    }
}
