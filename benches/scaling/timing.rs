//! Times of repeated measurements.

use std::time::Instant;

/// How often each thing is measured.
pub const REPEATS: usize = 7;

/// The median of some measurements, and their bounds.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

impl Spread {
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let (last, middle) = (values.len() - 1, values.len() / 2);
        let median = if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 };
        Self { median, low: values[0], high: values[last] }
    }

    /// The median with its bounds, after so many decimals.
    pub fn text(&self, decimals: usize) -> String {
        let Self { median, low, high } = self;
        format!("{median:.decimals$} ({low:.decimals$}..{high:.decimals$})")
    }
}

/// Seconds that something takes.
pub fn seconds<T>(act: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    std::hint::black_box(act());
    start.elapsed().as_secs_f64()
}
