//! The points of a sweep and what came of them, as figures need them.

use toml::Value;

use crate::language::Language;
use crate::observe::{COLUMNS, Group, words};
use crate::study::design::Role;
use crate::study::outcome::{Outcome, Reduction};
use crate::study::{Plan, PointOutcome, Rows, point_outcomes};

/// The points of a design and what came of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SweepTable {
    /// The factors.
    pub factors: Vec<SweepFactor>,
    /// The outcomes.
    pub outcomes: Vec<SweepOutcome>,
    /// Number of other outcomes, which are not drawn.
    pub left_out: usize,
}

/// A factor and its value at each point.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepFactor {
    /// The dotted key of the scenario.
    pub key: String,
    /// What it is, if that is to be told.
    pub role: Option<Role>,
    /// The values, point by point.
    pub values: Vec<Value>,
}

/// An outcome and what it is at each point.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepOutcome {
    /// What it is called in a title.
    pub title: String,
    /// Its unit, as in [`crate::observe::COLUMNS`].
    pub unit: String,
    /// Whether less of it is better.
    pub less_is_better: bool,
    /// What it is, point by point.
    pub cells: Vec<Cell>,
}

/// An outcome at a point: over its replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// The mean; NaN where no replicate has a value.
    pub mean: f64,
    /// Its 95 % interval, if there is one.
    pub interval: Option<(f64, f64)>,
    /// Replicates that have a value.
    pub replicates: usize,
    /// How it differs from the point that it is held against, replicate by replicate: the mean, and its 95 % interval.
    pub contrast: Option<(f64, Option<(f64, f64)>)>,
}

impl SweepTable {
    /// Of the runs of a plan that have ended; points of which none has are left out. Roles are told where both are there.
    pub fn of(plan: &dyn Plan, rows: &Rows) -> Self {
        let points: Vec<_> = point_outcomes(plan, rows).collect();
        let roles = |role: Role| plan.factors().iter().any(|factor| factor.role == role);
        let both = roles(Role::Lever) && roles(Role::Uncertainty);
        let factors = plan.factors().iter().enumerate().map(|(number, factor)| SweepFactor {
            key: factor.key.clone(),
            role: both.then_some(factor.role),
            values: points.iter().map(|(point, _)| plan.points()[*point].values[number].clone()).collect(),
        });
        let outcomes = plan.outcomes().iter().enumerate().map(|(number, outcome)| SweepOutcome {
            title: title(outcome),
            unit: unit(outcome),
            less_is_better: COLUMNS[outcome.column].less_is_better(),
            cells: points.iter().map(|(_, outcomes)| Cell::of(&outcomes[number])).collect(),
        });
        Self { factors: factors.collect(), outcomes: outcomes.collect(), left_out: 0 }
    }

    /// The same with its first outcomes, so many at most.
    pub(super) fn first(&self, most: usize) -> Self {
        let outcomes = self.outcomes.iter().take(most).cloned().collect();
        let left_out = self.left_out + self.outcomes.len().saturating_sub(most);
        Self { factors: self.factors.clone(), outcomes, left_out }
    }

    /// Number of points.
    pub fn points(&self) -> usize {
        self.outcomes.first().map_or(0, |outcome| outcome.cells.len())
    }
}

impl Cell {
    fn of(found: &PointOutcome) -> Self {
        let PointOutcome { mean, interval, n, contrast, .. } = *found;
        let contrast = contrast.map(|contrast| (contrast.mean.unwrap_or(f64::NAN), contrast.interval));
        Self { mean: mean.unwrap_or(f64::NAN), interval, replicates: n, contrast }
    }
}

/// The column in words with its group, and how it was reduced if not as usual; the name that the experiment gives it, if
/// it gives one.
fn title(outcome: &Outcome) -> String {
    if outcome.name != Outcome::usual_name(outcome.column, outcome.group, &outcome.reduction) {
        return words(&outcome.name);
    }
    let (group, reduction) = (group(outcome.group), reduction(&outcome.reduction));
    format!("{}{group}{reduction}", COLUMNS[outcome.column].title(Language::En))
}

fn group(group: Group) -> String {
    match group {
        Group::City => String::new(),
        third_or_district => format!(", {}", third_or_district.to_string().replace('_', " ")),
    }
}

fn reduction(reduction: &Reduction) -> &'static str {
    match reduction {
        Reduction::MeanOfLast(_) => "",
        Reduction::MeanOf(_) => ", for some rounds",
        Reduction::Final => ", last round",
        Reduction::Min => ", lowest",
        Reduction::Max => ", highest",
        Reduction::Area => ", summed",
        Reduction::FirstRound(_) => ", first round",
    }
}

fn unit(outcome: &Outcome) -> String {
    let unit = COLUMNS[outcome.column].unit;
    match outcome.reduction {
        Reduction::Area => format!("sum over rounds: {unit}"),
        Reduction::FirstRound(_) => "round".to_owned(),
        _ => unit.to_owned(),
    }
}
