//! What of a run is looked at: a column of a group, and how its curve becomes one number.

use crate::observe::{COLUMNS, Group, Run};
use crate::stats;

/// How a curve becomes a number. Rounds without a value are left out; where none is left, the number is NaN.
#[derive(Clone, Debug, PartialEq)]
pub enum Reduction {
    /// The mean of the last rounds, or of all if there are fewer.
    MeanOfLast(u32),
    /// The mean from one round to another, both among them.
    MeanOf([u32; 2]),
    /// The value of the last round.
    Final,
    /// The lowest value.
    Min,
    /// The highest value.
    Max,
    /// The sum over rounds: value times rounds.
    Area,
    /// The first round in which a condition holds.
    FirstRound(Condition),
}

/// A bound that a value passes.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Condition {
    /// The value is above the bound.
    Above(f64),
    /// The value is below the bound.
    Below(f64),
}

/// A column of a group and its reduction.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Name in tables; unique within an experiment.
    pub name: String,
    /// Position in [`COLUMNS`].
    pub column: usize,
    /// Whom it is about.
    pub group: Group,
    /// How the curve becomes a number.
    pub reduction: Reduction,
}

impl Outcome {
    /// The mean of a column over the last rounds, for the city.
    pub fn mean_of_last(column: usize, rounds: u32) -> Self {
        let name = COLUMNS[column].name.to_owned();
        Self { name, column, group: Group::City, reduction: Reduction::MeanOfLast(rounds) }
    }

    /// The name of an outcome that is given none, as in `gain_ses_low` and `resolution_rate_first_round`: what differs from the
    /// mean of the last rounds for the city is told.
    pub fn usual_name(column: usize, group: Group, reduction: &Reduction) -> String {
        let group = if group == Group::City { String::new() } else { format!("_{group}") };
        let word = match reduction {
            Reduction::MeanOf([from, to]) => return format!("{}{group}_rounds_{from}_{to}", COLUMNS[column].name),
            Reduction::MeanOfLast(_) => "",
            Reduction::Final => "_final",
            Reduction::Min => "_min",
            Reduction::Max => "_max",
            Reduction::Area => "_area",
            Reduction::FirstRound(_) => "_first_round",
        };
        format!("{}{group}{word}", COLUMNS[column].name)
    }

    /// Its value for a run; NaN where there is none.
    pub fn of(&self, run: &Run) -> f64 {
        let curve = run.series(self.column, self.group).unwrap_or_default();
        self.reduction.of(&curve)
    }
}

impl Condition {
    /// Whether a value meets it; a missing one never does.
    pub fn holds(self, value: f64) -> bool {
        match self {
            Condition::Above(bound) => value > bound,
            Condition::Below(bound) => value < bound,
        }
    }
}

impl Reduction {
    /// The number that a curve becomes.
    pub fn of(&self, curve: &[f64]) -> f64 {
        let present = || curve.iter().copied().filter(|value| !value.is_nan());
        match self {
            Reduction::MeanOfLast(rounds) => {
                let from = curve.len().saturating_sub(*rounds as usize);
                stats::mean(&curve[from..]).unwrap_or(f64::NAN)
            }
            Reduction::MeanOf([from, to]) => {
                let rounds = curve.iter().skip(*from as usize).take((to - from + 1) as usize);
                stats::mean(&rounds.copied().collect::<Vec<_>>()).unwrap_or(f64::NAN)
            }
            Reduction::Final => curve.last().copied().unwrap_or(f64::NAN),
            Reduction::Min => present().fold(f64::NAN, f64::min),
            Reduction::Max => present().fold(f64::NAN, f64::max),
            Reduction::Area if present().next().is_none() => f64::NAN,
            Reduction::Area => present().sum(),
            Reduction::FirstRound(condition) => {
                curve.iter().position(|&value| condition.holds(value)).map_or(f64::NAN, |round| round as f64)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_becomes_the_number_that_is_asked_for() {
        let curve = [4.0, f64::NAN, 1.0, 3.0];
        let of = |reduction: Reduction| reduction.of(&curve);
        assert_eq!(of(Reduction::MeanOfLast(2)), 2.0);
        assert_eq!(of(Reduction::MeanOfLast(99)), 8.0 / 3.0);
        assert_eq!((of(Reduction::MeanOf([1, 2])), of(Reduction::MeanOf([2, 9]))), (1.0, 2.0));
        assert!(of(Reduction::MeanOf([4, 9])).is_nan());
        assert_eq!([of(Reduction::Final), of(Reduction::Min), of(Reduction::Max)], [3.0, 1.0, 4.0]);
        assert_eq!(of(Reduction::Area), 8.0);
        assert_eq!(of(Reduction::FirstRound(Condition::Below(2.0))), 2.0);
        assert!(of(Reduction::FirstRound(Condition::Above(9.0))).is_nan());
    }

    #[test]
    fn nothing_comes_of_a_curve_without_values() {
        let all = [Reduction::MeanOfLast(3), Reduction::Final, Reduction::Min, Reduction::Max, Reduction::Area];
        assert!(all.iter().all(|reduction| reduction.of(&[f64::NAN]).is_nan() && reduction.of(&[]).is_nan()));
    }
}
