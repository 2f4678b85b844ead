//! How far the work is: a bar with the time left on a terminal, a line now and then elsewhere. And Ctrl-C.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use grassroots::study::{Event, Job, Study};
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::failure::Failure;
use super::text::note;

/// Lines told where there is no terminal, if it does not take long.
const LINES: u64 = 10;

/// Work that is over sooner needs no lines.
const SHORT: Duration = Duration::from_secs(3);

/// Seconds after which there is a line in any case.
const LONG: u64 = 60;

/// What is counted.
const ROUNDS: &str = "rounds";
const RUNS: &str = "runs";

/// Counts what is done: rounds of a run, or runs of a sweep.
pub struct Progress {
    bar: ProgressBar,
    unit: &'static str,
    total: u64,
    /// What was done before the program began.
    before: u64,
    done: AtomicU64,
    failed: AtomicU64,
    began: Instant,
    /// Whether lines are told, and the second in which the last one was.
    lines: bool,
    told: AtomicU64,
}

impl Progress {
    /// Progress through runs of a study, of `all` those that are missing: by rounds, where their number is known
    /// beforehand. None is shown if quiet.
    pub fn of(study: &Study, missing: &[Job], all: u64, quiet: bool) -> Self {
        match study.rounds(missing) {
            Some(total) => Self::new(ROUNDS, total, 0, quiet, "{bar:40} {pos}/{len} rounds, {eta} left"),
            None => Self::runs(all, all - missing.len() as u64, quiet),
        }
    }

    fn runs(total: u64, before: u64, quiet: bool) -> Self {
        Self::new(RUNS, total, before, quiet, "{bar:40} {pos}/{len} runs, {msg}{per_sec:.1}, {eta} left")
    }

    fn new(unit: &'static str, total: u64, before: u64, quiet: bool, template: &str) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(total), target).with_style(style).with_position(before);
        bar.reset_eta();
        let lines = !quiet && bar.is_hidden();
        let (done, failed, told) = (AtomicU64::new(before), AtomicU64::new(0), AtomicU64::new(0));
        Self { bar, unit, total, before, done, failed, began: Instant::now(), lines, told }
    }

    /// Counts what happens.
    pub fn saw(&self, event: &Event<'_>) {
        match event {
            Event::Round { .. } if self.unit == ROUNDS => self.step(),
            Event::Finished(_) if self.unit == RUNS => self.step(),
            Event::Failed(_) => self.failed(),
            _ => {}
        }
    }

    /// One more.
    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.inc(1);
        let elapsed = self.began.elapsed();
        if self.lines && elapsed > SHORT && self.is_due(done, elapsed.as_secs()) {
            note(&self.line(done, elapsed));
        }
    }

    /// A run has failed, which is a step where runs are counted.
    fn failed(&self) {
        let failed = self.failed.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.set_message(format!("{failed} failed, "));
        if self.unit == RUNS {
            self.step();
        }
    }

    /// Whether a line is to be told: at each tenth, and when there was none for long.
    fn is_due(&self, done: u64, second: u64) -> bool {
        let tenth = done * LINES / self.total.max(1) > (done - 1) * LINES / self.total.max(1);
        let told = self.told.load(Ordering::Relaxed);
        let due = tenth || second >= told + LONG;
        // Of several threads that come at the same time one tells it.
        due && (self.told.compare_exchange(told, second, Ordering::Relaxed, Ordering::Relaxed).is_ok() || tenth)
    }

    fn line(&self, done: u64, elapsed: Duration) -> String {
        let here = done - self.before;
        let left = HumanDuration(elapsed.mul_f64(self.total.saturating_sub(done) as f64 / here as f64));
        let (percent, total, unit) = (done * 100 / self.total.max(1), self.total, self.unit);
        let rate = here as f64 / elapsed.as_secs_f64();
        let rate = if unit == RUNS { format!("{rate:.1} a second, ") } else { String::new() };
        let failed = match self.failed.load(Ordering::Relaxed) {
            0 => String::new(),
            failed => format!("{failed} failed, "),
        };
        format!("{percent:3} % of {total} {unit}, {failed}{rate}{left} left")
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static IS_HEARD: AtomicBool = AtomicBool::new(false);

/// A flag that Ctrl-C sets; a second Ctrl-C ends the program at once. It can be asked for again: there is one.
pub fn interrupt_flag() -> Result<&'static AtomicBool, Failure> {
    let handler = || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    if !IS_HEARD.swap(true, Ordering::Relaxed) {
        ctrlc::set_handler(handler).map_err(|error| Failure::Threads(error.to_string()))?;
    }
    Ok(&INTERRUPTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_what_is_done_failed_and_left_and_how_fast_it_goes() {
        let progress = Progress::runs(400, 100, true);
        progress.failed();
        let line = progress.line(200, Duration::from_secs(50));
        assert_eq!(line, " 50 % of 400 runs, 1 failed, 2.0 a second, 2 minutes left");
        assert!(progress.is_due(200, 5), "a tenth");
        assert!(!progress.is_due(201, 6) && progress.is_due(202, 66) && !progress.is_due(203, 67));
    }
}
