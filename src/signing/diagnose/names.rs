//! Fields under another name with the same meaning: the name that another call or an answer has for them, another
//! letter case, `snake_case`.

use crate::signing::diagnose::Finding;
use crate::table::{Field, Kind, Shape};
use crate::value::{Object, Value, is_name};

/// The other names of a gateway's fields.
#[derive(Clone, Copy)]
pub(crate) struct OtherNames {
    pub(crate) meanings: &'static [Meaning],
    pub(crate) groups: Groups,
}

impl OtherNames {
    /// None.
    pub(crate) const NONE: Self = Self { meanings: &[], groups: Groups::NONE };
}

/// Names that mean one thing.
pub(crate) struct Meaning {
    /// Those that the gateway itself has: an operation has one of them where another has another.
    pub(crate) wire: &'static [&'static str],
    /// Those of shops and other gateways.
    others: &'static [&'static str],
    /// Fields of another meaning that are taken for this one.
    pub(crate) taken_for: &'static [&'static str],
}

/// Wire names of one meaning, with the other names under which integrations send it.
pub(crate) const fn meaning(wire: &'static [&'static str], others: &'static [&'static str]) -> Meaning {
    Meaning { wire, others, taken_for: &[] }
}

impl Meaning {
    pub(crate) const fn taken_for(self, taken_for: &'static [&'static str]) -> Self {
        Self { taken_for, ..self }
    }

    /// Whether `name` is another name of the field `right`.
    fn renames(&self, right: &str, name: &str) -> bool {
        self.wire.contains(&right) && self.wire.iter().chain(self.others).any(|other| is_same(other, name))
    }
}

/// Objects into which integrations put fields that belong beside them.
#[derive(Clone, Copy)]
pub(crate) struct Groups {
    pub(crate) names: &'static [&'static str],
    /// The field that shows the request to be the gateway's; others group fields by themselves.
    pub(crate) beside: &'static str,
}

impl Groups {
    /// None.
    pub(crate) const NONE: Self = Self { names: &[], beside: "" };
}

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
        let given = if self.given.split('.').all(is_name) { self.given.as_str() } else { "another name" };
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
    other_names: OtherNames,
    input: Value,
) -> (Value, Vec<Renamed>) {
    let mut renamed = Vec::new();
    let Value::Object(object) = input else { return (input, renamed) };
    let names = Names { other_names, reserved };
    let object = names.ungrouped(shape.fields, object, &mut renamed);
    let object = names.object(shape.fields, object, "", &mut renamed);
    (object.into(), renamed)
}

struct Names<'a> {
    other_names: OtherNames,
    reserved: &'a [&'static str],
}

impl Names<'_> {
    /// The name that a field should have, of those that are free.
    fn right(&self, free: impl Iterator<Item = &'static str> + Clone, name: &str) -> Option<&'static str> {
        let meanings = self.other_names.meanings.iter();
        free.clone().find(|right| is_same(right, name)).or_else(|| {
            let mut free = free;
            free.find(|right| meanings.clone().any(|meaning| meaning.renames(right, name)))
        })
    }

    /// The fields of an object without the groups around some of them; what no field of the operation is stays there.
    fn ungrouped(&self, fields: &'static [Field], object: Object, renamed: &mut Vec<Renamed>) -> Object {
        let Groups { names: groups, beside } = self.other_names.groups;
        let is_group = |name: &str| groups.contains(&name) && declared(fields, name).is_none();
        if groups.is_empty() || object.get(beside).is_none() {
            return object;
        }
        let mut made: Object = object
            .iter()
            .filter(|(name, _)| !is_group(name))
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect();
        for (group, value) in object {
            let Value::Object(inner) = value else {
                if is_group(&group) {
                    made.set(&group, value);
                }
                continue;
            };
            if !is_group(&group) {
                continue;
            }
            let mut rest = Object::new();
            for (name, value) in inner {
                let free =
                    fields.iter().map(|field| field.name).filter(|right| made.get(right).is_none_or(Value::is_absent));
                match self.right(free, &name).filter(|_| !value.is_absent()) {
                    Some(right) => {
                        renamed.push(Renamed { path: right.to_owned(), right, given: format!("{group}.{name}") });
                        made.set(right, value);
                    }
                    None => rest.set(&name, value),
                }
            }
            if !rest.is_empty() {
                made.set(&group, rest);
            }
        }
        made
    }

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
            if let Some(right) = self.right(names.filter(free), name).filter(|_| !value.is_absent()) {
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
