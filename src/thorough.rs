//! How many cases a property is tried with.

use std::env;

use proptest::prelude::ProptestConfig;

/// 10,000 cases, or as many as the environment says in `PROPTEST_CASES`.
pub(crate) fn thorough() -> ProptestConfig {
    let config = ProptestConfig::default();
    let cases = if env::var_os("PROPTEST_CASES").is_some() { config.cases } else { 10_000 };
    // Some properties leave out half of what is made up.
    ProptestConfig { cases, max_global_rejects: 10 * cases, failure_persistence: None, ..config }
}
