//! From runs to curves: moving means, means and bands over replicates.

use crate::calendar::QUARTER;
use crate::observe::{self, Group, Run};
use crate::stats;

/// Rounds that a trailing mean covers.
pub const WINDOW: usize = QUARTER as usize;

/// Columns that are states, which move slowly; all others count what happens in a round, are noisy, and are shown as
/// trailing means.
const STATES: &[&str] = &[
    "trust_government",
    "trust_government_sd",
    "trust_organisations",
    "trust_organisations_sd",
    "trust_neighbours",
    "trust_neighbours_sd",
    "participation_rate",
    "open_needs",
    "backlog",
    "gain",
    "happiness",
    "security",
    "grievance",
    "service_stock",
    "session_fairness",
    "adoption",
    "legal_awareness",
    "duty",
    "efficacy",
    "expectation",
    "organisations",
    "organisation_capacity",
    "organisation_reputation",
    "capacity_given",
    "diligence",
    "perceived_office",
    "perceived_neighbours",
    "gini_gain",
    "load",
    "load_community_offices",
    "load_departments",
];

/// The lower and upper edge of a band over the rounds.
#[derive(Clone, Debug, PartialEq)]
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

/// The curve of the paired differences of a column in the city, replicate by replicate, times a factor; `None` if all are
/// missing.
pub fn difference(pairs: &[(&Run, &Run)], column: &str, factor: f64, label: &str, style: usize) -> Option<Curve> {
    let position = observe::column(column)?;
    let smoothed = is_smoothed(column);
    let of = |(reference, arm): &(&Run, &Run)| {
        let (reference, arm) = (reference.series(position, Group::City)?, arm.series(position, Group::City)?);
        let raw: Vec<f64> =
            reference.iter().zip(arm).map(|(before, after)| finite((after - before) * factor)).collect();
        Some(if smoothed { moving_mean(&raw, WINDOW) } else { raw })
    };
    let curves: Vec<Vec<f64>> = pairs.iter().filter_map(of).collect();
    let base =
        Curve { label: label.to_owned(), style, main: vec![], smoothed, raw: None, interval: None, spread: None };
    let curve = Curve { spread: None, ..over_replicates(&curves, base) };
    curve.main.iter().any(|value| value.is_finite()).then_some(curve)
}

/// Whether a column is noisy from week to week and shown as a trailing mean.
fn is_smoothed(column: &str) -> bool {
    !STATES.contains(&column) && !column.starts_with("level_")
}

/// The curve of a column for a group; `None` if the runs do not have it or all its values are missing.
pub fn curve(runs: &[Run], column: &str, group: Group, label: &str, style: usize) -> Option<Curve> {
    let position = observe::column(column)?;
    let found = runs.iter().filter_map(|run| run.series(position, group));
    let raw: Vec<Vec<f64>> = found.map(|values| values.into_iter().map(finite).collect()).collect();
    let smoothed = is_smoothed(column);
    let curves: Vec<Vec<f64>> =
        raw.iter().map(|values| if smoothed { moving_mean(values, WINDOW) } else { values.clone() }).collect();
    let base =
        Curve { label: label.to_owned(), style, main: vec![], smoothed, raw: None, interval: None, spread: None };
    let curve = match curves.as_slice() {
        [] => return None,
        [only] => Curve { main: only.clone(), raw: smoothed.then(|| raw[0].clone()), ..base },
        several => over_replicates(several, base),
    };
    curve.main.iter().any(|value| value.is_finite()).then_some(curve)
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NAN }
}

/// The mean of the last `window` values at each place, fewer at the start, without those that are missing; missing where
/// all of them are.
pub fn moving_mean(values: &[f64], window: usize) -> Vec<f64> {
    let mean_to = |end: usize| stats::mean(&values[end.saturating_sub(window)..end]).unwrap_or(f64::NAN);
    (1..=values.len()).map(mean_to).collect()
}

/// Mean, 95 % interval and 5-95 % band of several curves at each round.
fn over_replicates(curves: &[Vec<f64>], base: Curve) -> Curve {
    let rounds = curves.iter().map(Vec::len).max().unwrap_or(0);
    let empty = || Band { low: Vec::with_capacity(rounds), high: Vec::with_capacity(rounds) };
    let (mut main, mut interval, mut spread) = (Vec::with_capacity(rounds), empty(), empty());
    let mut critical = Critical::default();
    for round in 0..rounds {
        let mut values: Vec<f64> = curves.iter().filter_map(|curve| curve.get(round).copied()).collect();
        values.retain(|value| !value.is_nan());
        values.sort_by(f64::total_cmp);
        main.push(stats::mean(&values).unwrap_or(f64::NAN));
        interval.push(critical.interval(&values));
        spread.push(stats::quantile_of_sorted(&values, 0.05).zip(stats::quantile_of_sorted(&values, 0.95)));
    }
    Curve { main, interval: Some(interval), spread: Some(spread), ..base }
}

impl Band {
    fn push(&mut self, edges: Option<(f64, f64)>) {
        let (low, high) = edges.unwrap_or((f64::NAN, f64::NAN));
        self.low.push(low);
        self.high.push(high);
    }
}

/// The critical value of the last sample size: it is dear to compute, and the size seldom changes.
#[derive(Default)]
struct Critical {
    n: usize,
    value: Option<f64>,
}

impl Critical {
    fn interval(&mut self, values: &[f64]) -> Option<(f64, f64)> {
        if self.n != values.len() {
            *self = Self { n: values.len(), value: stats::t_critical(values.len(), 0.95) };
        }
        let half = self.value? * stats::standard_error(values)?;
        let mean = stats::mean(values)?;
        Some((mean - half, mean + half))
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
    use crate::output::testing::run_of;

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
    fn one_replicate_has_its_weekly_values_and_no_bands() {
        let runs = [run_of(0, 20, |round, _, _| f64::from(round))];
        let rate = curve(&runs, "voice_rate", Group::City, "voice", 0).unwrap();
        assert_eq!((rate.main[19], rate.raw.unwrap()[19]), (13.0, 19.0));
        let state = curve(&runs, "gain", Group::City, "gain", 0).unwrap();
        assert!(state.raw.is_none() && state.spread.is_none() && !state.smoothed);
    }

    #[test]
    fn several_replicates_have_a_mean_an_interval_and_a_band() {
        let runs: Vec<_> = (0..5).map(|replicate| run_of(replicate, 2, |_, _, _| f64::from(replicate))).collect();
        let curve = curve(&runs, "gain", Group::City, "gain", 0).unwrap();
        assert_eq!(curve.main, [2.0, 2.0]);
        let spread = curve.spread.unwrap();
        assert!((spread.low[0] - 0.2).abs() < 1e-12 && (spread.high[0] - 3.8).abs() < 1e-12);
        // sd 1.58114, standard error 0.70711, t(4) 2.77645
        assert!((curve.interval.unwrap().high[1] - 3.96324).abs() < 1e-4);
    }

    #[test]
    fn a_column_without_any_value_is_no_curve() {
        let runs = [run_of(0, 3, |_, _, column| if column == 0 { GAP } else { f64::INFINITY })];
        assert_eq!(curve(&runs, "trust_government", Group::City, "", 0), None);
        assert_eq!(curve(&runs, "gain", Group::City, "", 0), None);
        assert_eq!(curve(&runs, "weather", Group::City, "", 0), None);
        assert_eq!(curve(&runs, "gain", Group::District(9), "", 0), None);
    }

    #[test]
    fn states_are_columns() {
        assert_eq!(STATES.iter().find(|name| observe::column(name).is_none()), None);
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
