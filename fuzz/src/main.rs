//! One target under libFuzzer: `TARGET=event fuzz corpus/event`.
#![no_main]

use std::env;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tawqee_fuzz::TARGETS;

fuzz_target!(|bytes: &[u8]| {
    static RUN: OnceLock<fn(&[u8])> = OnceLock::new();
    let run = RUN.get_or_init(|| {
        let name = env::var("TARGET").unwrap_or_default();
        TARGETS.iter().find(|target| target.name == name).map_or(|_| {}, |target| target.run)
    });
    run(bytes);
});
