//! Mistakes made together: every family with every other on every operation and event, and some threes.

use std::collections::BTreeMap;

use super::Verdict;
use super::families::{Habit, habits, signed};
use super::matrix::{Call, calls};
use crate::catalog::catalog;
use crate::client::Client;
use crate::gateways::client;
use crate::signing::{Algorithm, digest};
use crate::value::Value;

/// What became of the cases.
#[derive(Default)]
struct Tally {
    cases: usize,
    /// Explained by other mistakes that give the same bytes.
    otherwise: BTreeMap<String, usize>,
    missed: Vec<String>,
}

impl Tally {
    fn add(&mut self, client: &dyn Client, call: &Call, habits: &[&Habit], options: &Value) {
        let observed = signed(call, habits);
        self.cases += 1;
        let diagnosis = client.diagnose(&call.name, &call.input, &observed, options).unwrap();
        if diagnosis.verdict == Verdict::Valid {
            // Each undoes the other.
            *self.otherwise.entry("the right signature".to_owned()).or_default() += 1;
            return;
        }
        let ids: Vec<_> = habits.iter().map(|habit| habit.id).collect();
        if diagnosis.verdict == Verdict::Unexplained {
            let forms: Vec<_> = habits.iter().map(|habit| format!("{} ({})", habit.id, habit.form)).collect();
            let is_stopped = diagnosis.note.is_some_and(|note| note.contains("stopped"));
            let why = if is_stopped { "the search stopped" } else { "not tried" };
            self.missed.push(format!("{}.{} {}: {why}", call.class, call.name, forms.join(" + ")));
            return;
        }
        let named = |id: &&str| {
            diagnosis.causes.iter().any(|cause| {
                // In an event what is another content has one name.
                [*id, "content-changed"].contains(&cause.id.as_str())
                    || cause.alternatives.iter().any(|other| other.id == *id)
            })
        };
        if !ids.iter().all(named) {
            let found: Vec<_> = diagnosis.causes.iter().map(|cause| cause.id.as_str()).collect();
            *self.otherwise.entry(format!("{} as {}", ids.join(" + "), found.join(" + "))).or_default() += 1;
        }
    }

    fn print(&self, name: &str) {
        let otherwise: usize = self.otherwise.values().sum();
        let right = self.cases - otherwise - self.missed.len();
        println!("{} {name}: {right} named, {otherwise} as others, {} missed", self.cases, self.missed.len());
        self.otherwise.iter().for_each(|(what, times)| println!("  {times} × {what}"));
        self.missed.iter().for_each(|case| println!("  missed: {case}"));
    }
}

/// A number that is the same in every run.
fn chance(seed: &str) -> usize {
    let bytes = digest(Algorithm::Sha256, &[], seed.as_bytes());
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// The representatives of each family: its first form, and another one by chance.
fn families<'a>(call: &Call, habits: &'a [Habit]) -> Vec<Vec<&'a Habit>> {
    let mut families: Vec<Vec<&Habit>> = Vec::new();
    for habit in habits {
        match families.iter_mut().find(|family| family[0].id == habit.id) {
            Some(family) => family.push(habit),
            None => families.push(vec![habit]),
        }
    }
    for family in &mut families {
        let first = family.remove(0);
        let seed = format!("{} {} {}", call.class, call.name, first.id);
        let other = (!family.is_empty()).then(|| family[chance(&seed) % family.len()]);
        *family = [first].into_iter().chain(other).collect();
    }
    families
}

/// Every `step`th pair, or three, of representatives of different families, or of two fields of one family.
fn run(size: usize, step: usize, depth: u8) -> Tally {
    let mut tally = Tally::default();
    let (mut count, mut told) = (0, 0);
    let other_keys = Value::parse(r#"[{"label":"staging key","key":"the-staging-key"}]"#).unwrap();
    for call in calls() {
        let class = catalog().classes.into_iter().find(|class| class.class == call.class).unwrap();
        let client = client(call.class, &Value::parse(class.config.get()).unwrap()).unwrap();
        let mut options = call.options.as_object().unwrap().clone();
        options.set("otherKeys", other_keys.clone());
        if depth > 2 {
            options.set("depth", Value::Number(depth.to_string()));
        }
        let options = options.into();
        let habits = habits(&call);
        let families = families(&call, &habits);
        let mut add = |group: &[&Habit]| {
            count += 1;
            if count % step == 0 {
                tally.add(client.as_ref(), &call, group, &options);
            }
        };
        for (index, these) in families.iter().enumerate() {
            for (next, those) in families.iter().enumerate().skip(index) {
                // The first forms, and those by chance; where these exclude each other, the first that do not.
                let pairs = these.iter().flat_map(|this| those.iter().map(move |that| (*this, *that)));
                let mut pairs: Vec<_> = pairs.filter(|(this, that)| this.combines_with(that)).collect();
                if pairs.len() > 1 {
                    pairs = vec![pairs[0], pairs[pairs.len() - 1]];
                }
                if index == next {
                    pairs.truncate(1);
                }
                for (first, second) in pairs {
                    if size == 2 {
                        add(&[first, second]);
                        continue;
                    }
                    for third in families.iter().skip(next + 1).map(|family| family[0]) {
                        if third.combines_with(first) && third.combines_with(second) {
                            add(&[first, second, third]);
                        }
                    }
                }
            }
        }
        if step == 1 {
            println!("{}.{}: {} cases so far, {} missed", call.class, call.name, tally.cases, tally.missed.len());
            tally.missed.iter().skip(told).for_each(|case| println!("  {case}"));
            told = tally.missed.len();
        }
    }
    tally
}

#[test]
fn pairs_are_named() {
    let tally = run(2, 149, 2);
    tally.print("pairs");
    assert!(tally.cases > 100 && tally.missed.len() * 50 < tally.cases, "{:?}", tally.missed);
    assert!(tally.otherwise.values().sum::<usize>() * 10 < tally.cases, "{:?}", tally.otherwise);
}

/// All of them: `cargo test --release --lib every_pair -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes"]
fn every_pair_is_named() {
    let tally = run(2, 1, 2);
    tally.print("pairs");
    assert!(tally.missed.len() * 50 < tally.cases);
}

#[test]
fn three_mistakes_are_named_on_demand() {
    let tally = run(3, 60_013, 3);
    tally.print("threes");
    assert!(tally.cases > 1 && tally.missed.len() * 2 <= tally.cases, "{:?}", tally.missed);
}

/// More of them: `cargo test --release --lib many_threes -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes"]
fn many_threes_are_named_on_demand() {
    run(3, 997, 3).print("threes");
}
