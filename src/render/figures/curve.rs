//! A curve with what surrounds it, moving means, and curves stacked on each other.

use super::fans::Fan;
use crate::observe::Run;
use crate::stats::{self, CriticalValues};
use crate::study::comparison::Question;

/// Rounds that a trailing mean covers.
pub const WINDOW: usize = crate::calendar::QUARTER as usize;

/// Rounds at the beginning at which a trailing mean is not drawn, since it has not yet all of its rounds and would be a spike of
/// noise; in short runs it is drawn from what there is.
pub fn not_yet(rounds: usize) -> usize {
    if rounds >= 3 * WINDOW { WINDOW - 1 } else { 0 }
}

/// The lower and upper edge of a band over the rounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// Lower edge.
    pub low: Vec<f64>,
    /// Upper edge.
    pub high: Vec<f64>,
}

/// A curve over the rounds, with what surrounds it. NaN is a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What it is called at its end.
    pub label: String,
    /// Number that gives its colour and dash.
    pub style: usize,
    /// The line: of one replicate, or the mean of several.
    pub main: Vec<f64>,
    /// Whether it is a trailing mean.
    pub smoothed: bool,
    /// The values of the rounds, where the line is a trailing mean of one replicate.
    pub raw: Option<Vec<f64>>,
    /// 95 % interval of the mean of several replicates.
    pub interval: Option<Band>,
    /// From the 5 % to the 95 % quantile of several replicates.
    pub spread: Option<Band>,
}

/// The curve of an outcome in runs of an arm: their mean, with its interval where there are several; `None` if all values are
/// missing.
pub fn of_arm(runs: &[Run], question: Question, label: &str, style: usize) -> Option<Curve> {
    let lines = runs.iter().filter_map(|run| question.curve(run));
    let lines: Vec<Vec<f64>> = lines.map(|line| as_drawn(line, question)).collect();
    mean_of(&lines, question, label, style)
}

/// The curve of the paired differences in an outcome, replicate by replicate, times a factor; `None` if all are missing.
pub fn difference(pairs: &[(&Run, &Run)], question: Question, factor: f64, label: &str, style: usize) -> Option<Curve> {
    let of = |(reference, arm): &(&Run, &Run)| {
        let (reference, arm) = (question.curve(reference)?, question.curve(arm)?);
        let raw = reference.iter().zip(arm).map(|(before, after)| (after - before) * factor).collect();
        Some(as_drawn(raw, question))
    };
    let lines: Vec<Vec<f64>> = pairs.iter().filter_map(of).collect();
    mean_of(&lines, question, label, style)
}

/// The values of a run as they are drawn: a trailing mean of what is noisy.
fn as_drawn(values: Vec<f64>, question: Question) -> Vec<f64> {
    let values: Vec<f64> = values.into_iter().map(finite).collect();
    if question.about().is_noisy() { smooth(&values) } else { values }
}

/// The mean of lines; one line has no interval.
fn mean_of(lines: &[Vec<f64>], question: Question, label: &str, style: usize) -> Option<Curve> {
    let rounds = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut fan = Fan::default();
    let slices: Vec<&[f64]> = lines.iter().map(Vec::as_slice).collect();
    fan.extend_over(&slices, rounds, &mut CriticalValues::new(0.95));
    let interval = fan.interval.filter(|_| lines.len() > 1);
    let (label, smoothed) = (label.to_owned(), question.about().is_noisy());
    let curve = Curve { label, style, main: fan.main, smoothed, raw: None, interval, spread: None };
    curve.main.iter().any(|value| value.is_finite()).then_some(curve)
}

/// A value, missing where it is no number that can be drawn.
pub fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NAN }
}

/// The mean of the last `window` values at each place, fewer at the start, without those that are missing; missing where
/// all of them are.
pub fn moving_mean(values: &[f64], window: usize) -> Vec<f64> {
    let mean_to = |end: usize| stats::mean(&values[end.saturating_sub(window)..end]).unwrap_or(f64::NAN);
    (1..=values.len()).map(mean_to).collect()
}

/// The trailing mean as it is drawn.
fn smooth(values: &[f64]) -> Vec<f64> {
    let mut line = moving_mean(values, WINDOW);
    line.iter_mut().take(not_yet(values.len())).for_each(|value| *value = f64::NAN);
    line
}

impl Band {
    /// Adds the edges in a round; a gap without them.
    pub fn push(&mut self, edges: Option<(f64, f64)>) {
        let (low, high) = edges.unwrap_or((f64::NAN, f64::NAN));
        self.low.push(low);
        self.high.push(high);
    }
}

/// The curves stacked on each other: lower and upper edge of each. A round where one is missing is a gap in all.
pub fn stacked(curves: &[Curve]) -> Vec<Band> {
    let rounds = curves.iter().map(|curve| curve.main.len()).min().unwrap_or(0);
    let mut level = vec![0.0; rounds];
    let mut bands = Vec::with_capacity(curves.len());
    let gap: Vec<bool> = (0..rounds).map(|round| curves.iter().any(|curve| curve.main[round].is_nan())).collect();
    for curve in curves {
        let low: Vec<f64> = level.iter().zip(&gap).map(|(&low, &gap)| if gap { f64::NAN } else { low }).collect();
        level
            .iter_mut()
            .zip(&curve.main)
            .for_each(|(level, value)| *level += if value.is_nan() { 0.0 } else { *value });
        let high = level.iter().zip(&gap).map(|(&high, &gap)| if gap { f64::NAN } else { high }).collect();
        bands.push(Band { low, high });
    }
    bands
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: f64 = f64::NAN;

    #[test]
    fn a_moving_mean_trails_and_leaves_missing_values_out() {
        assert_eq!(moving_mean(&[2.0, 4.0, 6.0, 8.0], 2), [2.0, 3.0, 5.0, 7.0]);
        assert_eq!(moving_mean(&[2.0, GAP, 6.0], 2), [2.0, 2.0, 6.0]);
        let all_missing = moving_mean(&[1.0, GAP, GAP, GAP], 2);
        assert!(all_missing[1] == 1.0 && all_missing[2].is_nan());
        assert!(moving_mean(&[], 13).is_empty());
    }

    #[test]
    fn a_trailing_mean_begins_when_it_has_all_of_its_rounds() {
        let spike: Vec<f64> = (0..60).map(|round| if round == 0 { 1000.0 } else { 1.0 }).collect();
        let line = smooth(&spike);
        assert!(line[..12].iter().all(|value| value.is_nan()) && line[12] < 100.0 && line[13] == 1.0);
        assert_eq!(smooth(&spike[..20])[0], 1000.0, "a short run has no rounds to spare");
    }

    #[test]
    fn layers_stand_on_each_other_and_share_their_gaps() {
        let layer = |main: &[f64]| Curve {
            label: String::new(),
            style: 0,
            main: main.to_vec(),
            smoothed: false,
            raw: None,
            interval: None,
            spread: None,
        };
        let bands = stacked(&[layer(&[0.25, 0.5, 0.5]), layer(&[0.75, GAP, 0.25])]);
        assert_eq!((bands[1].low[0], bands[1].high[0]), (0.25, 1.0));
        assert!(bands[0].high[1].is_nan() && bands[1].high[1].is_nan());
        assert_eq!(bands[1].high[2], 0.75);
    }
}
