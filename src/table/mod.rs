//! The types in which gateways are declared: constant data without behaviour.
//!
//! A gateway is a [`Class`] of [`Operation`]s and [`Event`]s; an operation has input fields, a place for each of them,
//! a [`Recipe`] and an answer. `crate::engine` is the one interpreter of all of it. What data cannot say is a named
//! hook, a function pointer in the table.

#[cfg(not(target_arch = "wasm32"))]
mod about;
mod answer;
mod class;
mod field;
pub(crate) mod kinds;
mod macros;
mod operation;
mod received;
mod recipe;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use about::{
    About, Ask, Currency, LiveCheck, Pasted, ProofPlace, SaidIn, Unified, UnifiedCalls, UnifiedRefund, UnifiedStatus,
};
pub(crate) use answer::{AnswerElement, AnswerField, AnswerShape, AnswerType, Effect, Reading, answer_index, list_of};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use class::{AboutMethod, SignatureAt, Takes};
pub(crate) use class::{Class, Event, EventMethod, Gives, Host};
pub(crate) use field::{AmountRule, Decimals, Field, FieldType, Key, Kind, Need, Rule, Shape, index_of};
pub(crate) use macros::{answer, choices, field_type, input, members};
pub(crate) use operation::{
    At, BodyForm, Form, FormField, Insert, Operation, Param, Sample, Send, SignaturePlace, Source,
};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use recipe::signed_paths;
pub(crate) use recipe::{Condition, Part, Recipe};
