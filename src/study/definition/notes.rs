//! What is allowed in an experiment and yet worth knowing before the first run.

use std::collections::BTreeSet;

use toml::Value;

use super::Experiment;
use super::check::{again, sample};
use super::factors::{Entry, Spread};
use super::file::Design;
use crate::scenario::Scenario;
use crate::study::design::{Axis, DesignKind, Factor, Interval, Point};
use crate::study::outcome::{Outcome, Reduction};

/// Of the design: levels that are not even, points that are not as even as a sequence has them, points that repeat.
pub(super) fn of_design(design: &Design, entries: &[Entry], points: &[Point]) -> Vec<String> {
    let levels = entries.iter().filter(|_| !design.kind.is_drawn()).filter_map(rounded);
    let number = points.len();
    let uneven = design.kind == DesignKind::Sobol && !number.is_power_of_two();
    let (less, more) = (1 << number.max(1).ilog2(), number.next_power_of_two());
    let sequence = uneven.then(|| {
        format!("{number} points of a sobol design are less even than a power of two: {less} or {more} would be better")
    });
    let repeated = again(points).len();
    let verb = if repeated == 1 { "repeats an earlier one: it is" } else { "repeat earlier ones: they are" };
    let repeats = (repeated > 0)
        .then(|| format!("{repeated} of {number} points {verb} run once, and every point has its rows in the tables"));
    levels.chain(sequence).chain(repeats).collect()
}

/// Levels that were moved to the nearest whole numbers.
fn rounded(entry: &Entry) -> Option<String> {
    let Spread::Axis(Axis::Interval(interval)) = &entry.spread else { return None };
    let Interval { from, to, .. } = interval;
    let texts = Axis::Interval(interval.clone()).levels();
    let texts: Vec<_> = texts.iter().flatten().map(Value::to_string).collect();
    let levels = texts.join(", ");
    let told = || {
        format!(
            "`{}` is whole: {} levels from {from} to {to} are {levels}, not evenly apart",
            entry.name(),
            texts.len()
        )
    };
    interval.is_rounded().then(told)
}

/// Of factors: those that a reform of the base sets anew, and those that no point has a use for.
pub(super) fn of_factors(experiment: &Experiment) -> Vec<String> {
    let note = |factor: &Factor| {
        let rounds: BTreeSet<u32> =
            experiment.bases.each().flat_map(|base| base.template.reformed(&factor.key)).collect();
        let rounds: Vec<_> = rounds.iter().map(u32::to_string).collect();
        let (key, rounds) = (&factor.key, (!rounds.is_empty()).then(|| rounds.join(", "))?);
        Some(format!("the base sets `{key}` anew by a reform at round {rounds}: the factor acts only before"))
    };
    let reformed = experiment.factors.iter().filter_map(note);
    // What matters is what a sensitivity design is there to find out.
    let told = experiment.factors.iter().filter(|_| experiment.scheme.is_none());
    reformed.chain(told.filter_map(|factor| idle(experiment, factor))).collect()
}

/// A factor that changes nothing, as is known without a run: rules of a platform without money, of a format that nobody uses.
fn idle(experiment: &Experiment, factor: &Factor) -> Option<String> {
    let key = &factor.key;
    let unused = |asked_for: &dyn Fn(&Scenario) -> bool| {
        let made = |point: &&Point| experiment.scenario_at(point).is_ok_and(|scenario| asked_for(&scenario));
        !sample(&experiment.points).iter().any(made)
    };
    if key.starts_with("technology.") {
        let paid = |scenario: &Scenario| policies(scenario).any(|policy| policy.budget.technology > 0.0);
        return unused(&paid)
            .then(|| format!("`{key}` changes nothing: no point has money for the platform (budget.technology)"));
    }
    let format = key.strip_prefix("formats.")?.split('.').next()?;
    let used = |scenario: &Scenario| policies(scenario).any(|policy| policy.consultation.format.name() == format);
    unused(&used).then(|| format!("`{key}` changes nothing: no point has the format {format} (consultation.format)"))
}

fn policies(scenario: &Scenario) -> impl Iterator<Item = &crate::policy::Policy> {
    std::iter::once(&scenario.policy).chain(scenario.reforms.iter().map(|reform| &reform.policy))
}

/// Of outcomes that are means over more rounds than there are.
pub(super) fn of_windows(experiment: &Experiment) -> Vec<String> {
    let shortest = shortest(experiment);
    let too_long = |outcome: &&Outcome| matches!(outcome.reduction, Reduction::MeanOfLast(rounds) if rounds > shortest);
    let names: Vec<&str> = experiment.outcomes.iter().filter(too_long).map(|outcome| outcome.name.as_str()).collect();
    let [first, more @ ..] = names.as_slice() else { return Vec::new() };
    let others = match more.len() {
        0 => String::new(),
        1 => " and 1 more outcome".to_owned(),
        many => format!(" and {many} more outcomes"),
    };
    let verb = if more.is_empty() { "is the mean" } else { "are means" };
    let rounds = if shortest == 1 { "round" } else { "rounds" };
    vec![format!(
        "runs of {shortest} {rounds} are shorter than the window: `{first}`{others} {verb} over all of their rounds"
    )]
}

/// Rounds of the shortest run.
fn shortest(experiment: &Experiment) -> u32 {
    let position = experiment.factors.iter().position(|factor| factor.key == "run.rounds");
    let values = position.into_iter().flat_map(|position| {
        experiment.points.iter().filter_map(move |point| point.values.get(position)?.as_integer())
    });
    let of_bases = experiment.bases.each().map(|base| base.scenario.run.rounds).min().unwrap_or(u32::MAX);
    values.min().and_then(|rounds| u32::try_from(rounds).ok()).unwrap_or(of_bases)
}
