//! How long a comparison takes, against what it compares: the test of dudect.
//!
//! A signature that is wrong in its first byte and one that is wrong in its last are verified in turns, in random order,
//! and Welch's t says whether their times differ. Below 4.5 nothing is found; a comparison that stops at the first
//! difference, measured in the same way, is far above it.

use std::hint::black_box;
use std::time::Instant;

use tawqee::{Event, Value, client};

/// Mean and variance of what was measured, without keeping it.
#[derive(Default)]
struct Samples {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Samples {
    fn push(&mut self, value: f64) {
        self.count += 1.0;
        let before = value - self.mean;
        self.mean += before / self.count;
        self.squares += before * (value - self.mean);
    }
}

/// Welch's t of two lists of times, without what was interrupted: all above the 90th of a hundred.
fn welch(times: &[Vec<f64>; 2]) -> f64 {
    let mut all: Vec<f64> = times.iter().flatten().copied().collect();
    all.sort_by(f64::total_cmp);
    let limit = all[all.len() * 9 / 10];
    let [one, other] = times.each_ref().map(|times| {
        let mut samples = Samples::default();
        times.iter().filter(|time| **time <= limit).for_each(|time| samples.push(*time));
        samples
    });
    let spread = |samples: &Samples| samples.squares / (samples.count - 1.0) / samples.count;
    (one.mean - other.mean) / (spread(&one) + spread(&other)).sqrt()
}

/// Times a call on one of two inputs, in an order that nothing else follows. Both are put into the same place before the
/// clock starts: two places in memory differ by more than a comparison does.
fn t_of<T>(rounds: usize, mut place: T, put: impl Fn(&mut T, usize), call: impl Fn(&T)) -> f64 {
    let mut times = [Vec::with_capacity(rounds), Vec::with_capacity(rounds)];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..rounds {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let which = usize::from(state & 1 == 1);
        put(&mut place, which);
        let start = Instant::now();
        call(&place);
        times[which].push(start.elapsed().as_nanos() as f64);
    }
    welch(&times)
}

fn rounds() -> usize {
    std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(200_000)
}

const LIMIT: f64 = 4.5;

#[test]
#[ignore = "a measurement, for a machine that does nothing else: cargo xtask timing"]
fn the_time_of_a_verification_does_not_tell_where_a_signature_is_wrong() {
    let config = r#"{"merchantCode":"code","secureKey":"the-key-of-the-timing","environment":"staging"}"#;
    let fawry = client("Fawry", &Value::parse(config).unwrap()).unwrap();
    let fields = r#"{"fawryRefNumber":"1","merchantRefNumber":"2","paymentAmount":1,"orderAmount":1,"orderStatus":"PAID",
        "paymentMethod":"CARD"}"#;
    let details = Value::parse(fields).unwrap();
    let signed = fawry.event("signNotification", &Event { body: Vec::new(), details }).unwrap();
    let body = signed.as_text().unwrap();
    let signature = Value::parse(body).unwrap().at("messageSignature").unwrap().as_text().unwrap().to_owned();
    // A letter stays a letter and a digit a digit: how long a hexadecimal text takes to read is no secret.
    let wrong = |at: usize| {
        let mut changed = signature.clone().into_bytes();
        changed[at] = if matches!(changed[at], b'9' | b'f') { changed[at] - 1 } else { changed[at] + 1 };
        body.replace(&signature, std::str::from_utf8(&changed).unwrap())
    };
    let bodies = [wrong(0), wrong(signature.len() - 1)];
    let place = Event { body: body.as_bytes().to_vec(), details: Value::Null };
    let put = |place: &mut Event, which: usize| place.body.copy_from_slice(bodies[which].as_bytes());
    let t = t_of(rounds(), place, put, |event| {
        assert!(black_box(fawry.event("verifyNotification", black_box(event))).is_err());
    });
    println!("verifyNotification, native: t = {t:.2} over {} calls", rounds());
    assert!(t.abs() < LIMIT, "t = {t}");
}

#[test]
#[ignore = "a measurement, for a machine that does nothing else: cargo xtask timing"]
fn a_comparison_that_stops_early_is_found() {
    // As long as a body that is compared as text, so that what stops early is seen above the clock.
    let right = vec![7_u8; 4096];
    let [mut first, mut last] = [right.clone(), right.clone()];
    (first[0], last[4095]) = (8, 8);
    let given = [first, last];
    let early = |one: &[u8], other: &[u8]| one.iter().zip(other).all(|(one, other)| one == other);
    let put = |place: &mut Vec<u8>, which: usize| place.copy_from_slice(&given[which]);
    let t = t_of(rounds(), right.clone(), put, |given| {
        black_box(early(black_box(&right), black_box(given)));
    });
    println!("a comparison that stops early, native: t = {t:.2} over {} calls", rounds());
    assert!(t.abs() > LIMIT, "the test sees nothing: t = {t}");
}
