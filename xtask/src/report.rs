//! What was checked, what it found, and the sum at the end.

use std::num::NonZero;
use std::process::Command;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::command::{Finished, finish, tail};
use crate::step::{self, step};

/// No check needs longer, even on a machine twenty times slower than ours; one that does waits for what never comes.
const LIMIT: Duration = Duration::from_secs(60 * 60);

/// Counts over all steps.
#[derive(Default)]
pub(crate) struct Report {
    sum: Count,
    failed: Vec<String>,
}

/// Tests that passed and that failed.
#[derive(Default, Clone, Copy)]
struct Count {
    passed: usize,
    failed: usize,
}

impl Report {
    /// A program that only succeeds or fails; it counts as one test.
    pub(crate) fn check(&mut self, title: &str, command: &mut Command) -> Result<()> {
        self.run(title, command, |_, success| Count { passed: success.into(), failed: (!success).into() })
    }

    /// A test runner, whose closing lines are shown and counted. One that ran nothing has failed.
    pub(crate) fn tests(&mut self, title: &str, command: &mut Command) -> Result<()> {
        self.run(title, command, count_tests)
    }

    /// Test runners that do not depend on each other, as many at once as there are processors.
    pub(crate) fn tests_at_once(&mut self, runners: Vec<(&str, Command)>) -> Result<()> {
        let at_once = thread::available_parallelism().map_or(1, NonZero::get);
        let queue = Mutex::new(runners.into_iter());
        let next = || queue.lock().map_or(None, |mut queue| queue.next());
        thread::scope(|scope| {
            let (sender, results) = mpsc::channel();
            for sender in vec![sender; at_once] {
                scope.spawn(move || {
                    while let Some((title, mut command)) = next() {
                        let start = Instant::now();
                        let finished = finish(&mut command, LIMIT);
                        if sender.send((title, start.elapsed(), finished)).is_err() {
                            break;
                        }
                    }
                });
            }
            for (title, took, finished) in results {
                step::done(title, took);
                self.take(title, &finished?, count_tests);
            }
            Ok(())
        })
    }

    /// A step that this machine cannot do.
    pub(crate) fn skip(&self, title: &str, reason: &str) {
        step::skipped(title, reason);
    }

    /// The last line, and the verdict.
    pub(crate) fn finish(self) -> Result<()> {
        println!("{} passed, {} failed", self.sum.passed, self.sum.failed);
        if !self.failed.is_empty() {
            bail!("failed: {}", self.failed.join("; "));
        }
        Ok(())
    }

    fn run(&mut self, title: &str, command: &mut Command, count: impl FnOnce(&str, bool) -> Count) -> Result<()> {
        let finished = step(title, || finish(command, LIMIT))?;
        self.take(title, &finished, count);
        Ok(())
    }

    fn take(&mut self, title: &str, finished: &Finished, count: impl FnOnce(&str, bool) -> Count) {
        let found = count(&finished.output, finished.success);
        if found.failed > 0 {
            println!("{}\n{}", tail(&finished.output), step::paint(step::RED, &format!("FAILED: {title}")));
            self.failed.push(title.to_owned());
        }
        self.sum.passed += found.passed;
        self.sum.failed += found.failed;
    }
}

/// Shows the closing lines of a runner, and adds them up.
fn count_tests(output: &str, success: bool) -> Count {
    let mut count = Count::default();
    // What a runner says that it did not try.
    output.lines().filter(|line| line.starts_with("# left out: ")).for_each(|line| println!("{line}"));
    for (line, found) in output.lines().filter_map(|line| Some((line, closing(line)?))) {
        if found.passed + found.failed > 0 {
            println!("{line}");
        }
        count.passed += found.passed;
        count.failed += found.failed;
    }
    if count.passed + count.failed == 0 {
        println!("no test ran");
    }
    // A runner may also fail before or after its tests.
    let silent = count.failed == 0 && (!success || count.passed == 0);
    count.failed += usize::from(silent);
    count
}

/// The count in a line that closes a run: of Rust's and wasm-bindgen's test runners
/// (`test result: ok. 3 passed; 0 failed; …`) or of Node's and ours (`# pass 3`, `# fail 0`).
fn closing(line: &str) -> Option<Count> {
    let number = |text: &str| text.trim().parse().ok();
    if let Some(passed) = line.strip_prefix("# pass ") {
        return Some(Count { passed: number(passed)?, failed: 0 });
    }
    if let Some(failed) = line.strip_prefix("# fail ") {
        return Some(Count { passed: 0, failed: number(failed)? });
    }
    let mut parts = line.strip_prefix("test result: ")?.split_once(". ")?.1.split("; ");
    let passed = number(parts.next()?.strip_suffix(" passed")?)?;
    let failed = number(parts.next()?.strip_suffix(" failed")?)?;
    Some(Count { passed, failed })
}

#[cfg(test)]
mod tests {
    use super::closing;

    fn counted(line: &str) -> Option<(usize, usize)> {
        closing(line).map(|count| (count.passed, count.failed))
    }

    #[test]
    fn closing_lines_of_each_runner_are_counted() {
        let rust = "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(counted(rust), Some((3, 1)));
        assert_eq!(counted("# pass 12"), Some((12, 0)));
        assert_eq!(counted("# fail 2"), Some((0, 2)));
        assert_eq!(counted("# passes a test"), None);
        assert_eq!(counted("test amount::tests::pads ... ok"), None);
    }
}
