//! One call: an operation or event with what the caller passed.

use std::borrow::Cow;

use crate::document::{Item, TokenKind};
use crate::engine::account::Account;
use crate::engine::read::{read_input, read_open};
use crate::engine::values::{Content, Values};
use crate::error::{Error, ErrorCode, Result};
use crate::options::{CallOptions, OPTIONS};
use crate::table::{Condition, Event, Field, Form, Key, Operation, Part, Recipe, Send, Shape};

/// An operation or event with the values of its fields.
pub(crate) struct Call<'a> {
    pub(crate) account: &'a Account<'a>,
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) event: Option<&'static Event>,
    /// What the caller passed.
    pub(crate) given: Item<'a>,
    pub(crate) input: Values<'a>,
    pub(crate) options: Values<'a>,
    /// The path, parameters still in braces; a hook may change it.
    pub(crate) path: Cow<'a, str>,
    /// Whether the path is one of the configuration.
    pub(crate) has_own_path: bool,
    /// Parameters that a hook puts into the query.
    pub(crate) query: Vec<(&'static str, Cow<'a, str>)>,
    /// The form that the input has; a hook chooses it.
    pub(crate) form: Option<&'static Form>,
    /// Where each element of the signed list stood in the caller's, when a hook has sorted it.
    pub(crate) order: Vec<usize>,
    /// What was refused, where a diagnosis reads on all the same.
    #[cfg(feature = "diagnose")]
    pub(crate) refusals: Option<Vec<Error>>,
}

impl<'a> Call<'a> {
    /// A call of an operation.
    pub(crate) fn new(
        account: &'a Account<'a>,
        operation: &'static Operation,
        input: Item<'a>,
        options: Item<'a>,
    ) -> Result<Self> {
        let options = read_options(account, Some(operation), options)?;
        let values = read_input(input, operation.input, Some(account.class.reserved))?;
        let mut call = Self::of_operation(account, operation, input, values, options);
        operation.check.map_or(Ok(()), |check| check(&mut call))?;
        Ok(call)
    }

    /// A call of an operation whose rules over several fields have not been looked at.
    pub(super) fn of_operation(
        account: &'a Account<'a>,
        operation: &'static Operation,
        given: Item<'a>,
        input: Values<'a>,
        options: Values<'a>,
    ) -> Self {
        let own_path = account.own_path(operation.name);
        let path = Cow::Borrowed(own_path.unwrap_or(operation.path));
        let has_own_path = own_path.is_some();
        Self { operation: Some(operation), path, has_own_path, ..Self::blank(account, given, input, options) }
    }

    fn blank(account: &'a Account<'a>, given: Item<'a>, input: Values<'a>, options: Values<'a>) -> Self {
        Self {
            account,
            operation: None,
            event: None,
            given,
            input,
            options,
            path: Cow::Borrowed(""),
            has_own_path: false,
            query: Vec::new(),
            form: None,
            order: Vec::new(),
            #[cfg(feature = "diagnose")]
            refusals: None,
        }
    }

    /// An event with its signed fields.
    pub(crate) fn of_event(
        account: &'a Account<'a>,
        event: &'static Event,
        input: Item<'a>,
        options: Item<'a>,
    ) -> Result<Self> {
        let options = read_options(account, None, options)?;
        let input_values = if !event.open && input.is_null() && event.input.fields.iter().all(Field::may_be_absent) {
            // Nothing in it is required, so it may be left out.
            Values::default()
        } else if event.open {
            event.accept.map_or_else(|| fields(input), |accept| accept(input))?;
            read_open(input, event.input)?
        } else {
            read_input(input, event.input, Some(account.class.reserved))?
        };
        let mut call = Self::of_fields(account, event, input, input_values, options);
        event.check.map_or(Ok(()), |check| check(&mut call))?;
        Ok(call)
    }

    /// An event whose rules over several fields have not been looked at.
    pub(super) fn of_fields(
        account: &'a Account<'a>,
        event: &'static Event,
        given: Item<'a>,
        input: Values<'a>,
        options: Values<'a>,
    ) -> Self {
        Self { event: Some(event), ..Self::blank(account, given, input, options) }
    }

    /// Refuses: ends the call, unless a diagnosis reads on.
    pub(crate) fn refuse(&mut self, error: Error) -> Result<()> {
        #[cfg(feature = "diagnose")]
        if let Some(refusals) = &mut self.refusals {
            refusals.push(error);
            return Ok(());
        }
        Err(error)
    }

    /// Whether what is refused is only collected.
    #[cfg(feature = "diagnose")]
    pub(super) const fn reads_on(&self) -> bool {
        self.refusals.is_some()
    }

    /// Whether what is refused is only collected; without diagnoses nothing is.
    #[cfg(not(feature = "diagnose"))]
    pub(super) const fn reads_on(&self) -> bool {
        false
    }

    /// Whether a condition on the account or on the options holds.
    pub(crate) fn holds(&self, condition: Condition) -> bool {
        match condition {
            Condition::Is(key, word) => self.account.text(key) == Some(word),
            Condition::IsNot(key, word) => self.account.text(key) != Some(word),
            Condition::Given(key) => self.options.has(key),
        }
    }

    /// Where the fields go.
    pub(crate) fn send(&self) -> Option<&'static Send> {
        let operation = self.operation?;
        match &operation.send_instead {
            Some((condition, send)) if self.holds(*condition) => Some(send),
            _ => Some(&operation.send),
        }
    }

    /// The formula of the signature; `None` when the request is not signed.
    pub(crate) fn recipe(&self) -> Option<&'static Recipe> {
        if let Some(event) = self.event {
            return Some(self.event_recipe(event));
        }
        let operation = self.operation?;
        match operation.recipe_instead {
            Some((condition, recipe)) if self.holds(condition) => Some(recipe),
            _ => operation.recipe.or_else(|| self.account.class.recipe.and_then(|recipe| recipe(self))),
        }
    }

    /// Whether parts of a formula are parts of the finished request.
    pub(crate) fn signs_request(&self, parts: &[Part]) -> bool {
        parts.iter().any(|part| match *part {
            Part::Path | Part::Body => true,
            Part::When(condition, parts) => self.holds(condition) && self.signs_request(parts),
            Part::Form => self.form.is_some_and(|form| self.signs_request(form.signs)),
            _ => false,
        })
    }

    /// The formula of an event.
    pub(crate) fn event_recipe(&self, event: &'static Event) -> &'static Recipe {
        match &event.recipe_instead {
            Some((condition, recipe)) if self.holds(*condition) => recipe,
            _ => &event.recipe,
        }
    }

    /// The wire name of a field of the operation.
    pub(crate) fn field_name(&self, key: Key) -> &'static str {
        self.operation.and_then(|operation| operation.input.fields.get(key.index())).map_or("", |field| field.name)
    }

    /// Gives the input one of its forms: refuses the fields of the others, and requires those of this one. Without
    /// any, it has the fields that all forms share, and `called` is what errors say.
    ///
    /// # Errors
    /// `INVALID_FIELD` for a field of another form, `MISSING_FIELD`.
    pub(crate) fn take_form(&mut self, form: Option<&'static Form>, called: &str) -> Result<()> {
        self.form = form;
        let forms = self.operation.map_or(&[][..], |operation| operation.forms);
        let names = self.operation.map_or(&Shape::NONE, |operation| operation.input);
        let has = |form: &Form, key: Key| form.fields.iter().any(|own| own.key == key);
        let mut keys = forms.iter().flat_map(|form| form.fields).map(|field| field.key);
        let is_foreign = |key: Key| self.input.has(key) && !form.is_some_and(|own| has(own, key));
        if keys.any(is_foreign) {
            let is_named = |form: &Form, name: &str| form.fields.iter().any(|own| names.name_of(own.key) == name);
            let foreign = |name: &str| {
                forms.iter().any(|other| is_named(other, name)) && !form.is_some_and(|own| is_named(own, name))
            };
            for (name, value) in self.given.members() {
                if !value.is_absent() && foreign(name) {
                    let form = form.map_or(called, |form| form.name);
                    self.refuse(Error::invalid(format!("does not belong to {form}")).at(name).hint("leave it out"))?;
                }
            }
        }
        for own in form.map_or(&[][..], |form| form.fields) {
            if own.required && !self.input.has(own.key) {
                self.refuse(Error::missing(self.field_name(own.key)))?;
            }
        }
        Ok(())
    }

    /// Writes an amount of the input in the minor units of a currency.
    pub(crate) fn amount_in(&mut self, key: Key, currency: &str) -> Result<()> {
        let name = self.field_name(key);
        self.amount_at(key.index(), currency).or_else(|error| self.refuse(error.at(name)))
    }

    /// The same of a member of an object, or of each element of a list of objects; nothing when the field is absent.
    pub(crate) fn amounts_in(&mut self, key: Key, member: Key, currency: &str) -> Result<()> {
        let Some(field) = self.operation.and_then(|operation| operation.input.fields.get(key.index())) else {
            return Ok(());
        };
        let shape = field.kind.shape();
        let name = shape.and_then(|shape| shape.fields.get(member.index())).map_or("", |member| member.name);
        match *self.input.get(key) {
            Content::Object(first) => {
                let written = self.amount_at(first + member.index(), currency);
                written.or_else(|error| self.refuse(error.at(name).at(field.name)))
            }
            Content::List { first, count, width } => (0..count).try_for_each(|index| {
                let written = self.amount_at(first + index * width + member.index(), currency);
                written.or_else(|error| self.refuse(error.at(name).at_index(index).at(field.name)))
            }),
            _ => Ok(()),
        }
    }

    /// The same of an amount anywhere in the input; the caller names the field.
    pub(crate) fn amount_at(&mut self, place: usize, currency: &str) -> Result<()> {
        let Some(given) = self.input.at(place).as_text() else { return Ok(()) };
        let text = given.parse::<crate::amount::Amount>()?.in_currency(currency)?;
        self.input.put(place, Content::number(text));
        Ok(())
    }

    /// The time of the call.
    ///
    /// # Errors
    /// `MISSING_FIELD` when the caller gave none.
    pub(crate) fn time(&self) -> Result<&str> {
        self.options.text(CallOptions::KEY.timestamp).ok_or_else(|| {
            Error::missing("timestamp").at("options").hint("pass the time in Unix seconds; this core reads no clock")
        })
    }
}

/// Requires the fields of an event.
fn fields(input: Item<'_>) -> Result<()> {
    if input.is_object() {
        return Ok(());
    }
    Err(Error::invalid(format!("the fields are {}, not an object", input.type_name()))
        .hint("pass the fields as { name: value }, with the names that the gateway gives them"))
}

/// Reads the options of a call and refuses those that it would ignore.
pub(super) fn read_options<'a>(
    account: &Account<'a>,
    operation: Option<&'static Operation>,
    given: Item<'a>,
) -> Result<Values<'a>> {
    if given.kind() == TokenKind::Null {
        return Ok(Values::default());
    }
    let options = read_input(given, OPTIONS, None).map_err(|error| error.at("options"))?;
    let own: &[Key] = operation.map_or(&[], |operation| operation.options);
    let understood = |name: &str| {
        let keys =
            own.iter().chain(account.class.options).chain(&[CallOptions::KEY.other_keys, CallOptions::KEY.depth]);
        keys.into_iter().any(|key| OPTIONS.fields.get(key.index()).is_some_and(|field| field.name == name))
    };
    match given.members().find(|(name, value)| !value.is_null() && !understood(name)) {
        None => Ok(options),
        Some((name, _)) => {
            Err(Error::new(ErrorCode::UnknownField, "is not an option of this call").at(name).at("options"))
        }
    }
}
