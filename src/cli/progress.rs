//! How far a run is: a bar with the time left on a terminal, a line now and then elsewhere. And Ctrl-C.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::text::note;
use grassroots::Error;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Lines told where there is no terminal.
const LINES: u64 = 10;

/// A run that is over sooner needs no lines.
const SHORT: Duration = Duration::from_secs(3);

/// Counts the rounds of all runs.
pub struct Progress {
    bar: ProgressBar,
    total: u64,
    done: AtomicU64,
    began: Instant,
    lines: bool,
}

impl Progress {
    /// Progress through so many rounds in all; none is shown if quiet.
    pub fn new(total: u64, quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(total), target).with_style(style());
        let lines = !quiet && bar.is_hidden();
        Self { bar, total, done: AtomicU64::new(0), began: Instant::now(), lines }
    }

    /// One round more.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.inc(1);
        let elapsed = self.began.elapsed();
        let told = done * LINES / self.total.max(1) > (done - 1) * LINES / self.total.max(1);
        if self.lines && told && elapsed > SHORT {
            let left = elapsed.mul_f64(self.total.saturating_sub(done) as f64 / done as f64);
            let percent = done * 100 / self.total.max(1);
            note(&format!("{percent:3} % of {} rounds, {} left", self.total, HumanDuration(left)));
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn style() -> ProgressStyle {
    let template = "{bar:40} {pos}/{len} rounds, {eta} left";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// A flag that Ctrl-C sets; a second Ctrl-C ends the program at once.
pub fn interrupt_flag() -> Result<&'static AtomicBool, Error> {
    let handler = || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(&INTERRUPTED)
}
