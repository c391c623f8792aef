//! The one interpreter of the tables: reads an input, puts its fields where they belong, signs, and reads answers.

mod account;
mod answer;
mod call;
mod client;
#[cfg(feature = "diagnose")]
mod diagnose;
mod event;
#[cfg(feature = "diagnose")]
mod lenient;
mod place;
mod read;
mod sign;
mod values;

pub(crate) use account::Account;
pub(crate) use answer::{Answer, Arena, Reply, Response, Verdict, typed};
pub(crate) use call::Call;
pub(crate) use client::{Configured, given};
pub(crate) use event::{Arrived, Proof};
#[cfg(feature = "diagnose")]
pub(crate) use lenient::Reading;
pub(crate) use place::{SignedRequest, UnsignedRequest};
pub(crate) use read::{clean_text, read_open, read_value};
#[cfg(feature = "diagnose")]
pub(crate) use sign::ABSENT;
pub(crate) use values::{Content, Row, Values};
