//! What differs between two experiments, in words: whether the results of one can be those of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::bases::Base;
use super::{Experiment, check};
use crate::observe::COLUMNS;
use crate::parallel;
use crate::scenario::{self, Scenario};
use crate::study::design::{Point, Stop};
use crate::study::outcome::Condition;
use crate::study::plan::Plan;

/// What is other in `new` than in `old`, as far as it changes results that are there.
pub(super) fn changes(old: &Experiment, new: &Experiment) -> Vec<String> {
    let alone = [
        value("common_seeds", &old.common_seeds, &new.common_seeds),
        value("keep_rounds", &old.keep_rounds, &new.keep_rounds),
        value("stop", &in_words(old.stop.as_ref()), &in_words(new.stop.as_ref())),
    ];
    let mut changes = bases(old, new);
    changes.extend(alone.into_iter().flatten());
    changes.extend(list("outcomes", &outcomes(old), &outcomes(new)));
    changes.extend(redefined(old, new));
    let factors = list("factors", &factors(old), &factors(new));
    // Of other factors every point is another one.
    changes.extend(if factors.is_none() { gone(old.points(), new.points()) } else { factors });
    if changes.is_empty() {
        changes.extend(made_otherwise(old, new));
    }
    changes
}

/// Points whose scenario is another one though nothing differs in what all points share: a reform of the base that sets a
/// factor to the base's own value changes nothing but the points.
fn made_otherwise(old: &Experiment, new: &Experiment) -> Option<String> {
    let by_key: BTreeMap<_, _> = new.points().iter().map(|point| (point.key(), point)).collect();
    let made = |experiment: &Experiment, point: &Point| {
        let untold =
            |scenario| Scenario { name: String::new(), description: String::new(), observed: None, ..scenario };
        experiment.scenario_at(point).map(untold).ok()
    };
    let differs = |point: &&Point| by_key.get(&point.key()).is_some_and(|now| made(old, point) != made(new, now));
    let point = parallel::first(&check::sample(old.points()), differs)?.settings.join(", ");
    Some(format!("base: with {point} it is another scenario than before"))
}

fn outcomes(experiment: &Experiment) -> Vec<&str> {
    experiment.outcomes.iter().map(|outcome| outcome.name.as_str()).collect()
}

fn factors(experiment: &Experiment) -> Vec<&str> {
    experiment.factors.iter().map(|factor| factor.key.as_str()).collect()
}

fn value<T: PartialEq + std::fmt::Display>(what: &str, old: &T, new: &T) -> Option<String> {
    (old != new).then(|| format!("{what}: {old} -> {new}"))
}

/// What differs in scenarios that both vary; of several each is told by its name.
fn bases(old: &Experiment, new: &Experiment) -> Vec<String> {
    let several = old.bases.each().count() > 1;
    let pairs = old.bases.each().enumerate().filter_map(|(number, before)| {
        let same = |(other, now): &(usize, &Base)| if several { now.name == before.name } else { *other == number };
        new.bases.each().enumerate().find(same).map(|(_, now)| (before, now))
    });
    let told = |(before, now): (&Base, &Base)| {
        let of_one = if several { format!("{}: ", before.name) } else { String::new() };
        let found = base(&before.scenario, &now.scenario).into_iter();
        found.map(move |change| format!("{of_one}{change}")).collect::<Vec<_>>()
    };
    pairs.flat_map(told).collect()
}

/// Keys of the scenario that all points share; those of the run by their names at the top of the file.
fn base(old: &Scenario, new: &Scenario) -> Vec<String> {
    let written = |value: Option<toml::Value>| value.map_or("not set".to_owned(), |value| value.to_string());
    let change = |change: scenario::Change| {
        let (from, to) = (written(change.from), written(change.to));
        match change.key.strip_prefix("run.") {
            Some(name) => format!("{name}: {from} -> {to}"),
            None => format!("base: {} {from} -> {to}", change.key),
        }
    };
    let mut changes: Vec<_> = scenario::changes(old, new).into_iter().map(change).collect();
    // A reform holds the whole policy, so a key of the base that no reform sets would be told twice.
    if changes.is_empty() && old.reforms != new.reforms {
        changes.push("base: other reforms".to_owned());
    }
    if old.shocks != new.shocks {
        changes.push("base: other shocks".to_owned());
    }
    changes
}

/// What was added to a list and taken away, or that its order is another one.
fn list(what: &str, old: &[&str], new: &[&str]) -> Option<String> {
    if old == new {
        return None;
    }
    let added = new.iter().filter(|name| !old.contains(name)).map(|name| format!("+ {name}"));
    let gone = old.iter().filter(|name| !new.contains(name)).map(|name| format!("- {name}"));
    let words: Vec<_> = added.chain(gone).collect();
    Some(if words.is_empty() { format!("{what}: in another order") } else { format!("{what}: {}", words.join(", ")) })
}

/// Outcomes that have the same name and are something else.
fn redefined(old: &Experiment, new: &Experiment) -> Vec<String> {
    let other = |outcome: &&crate::study::outcome::Outcome| {
        new.outcomes.iter().any(|new| new.name == outcome.name && new != *outcome)
    };
    old.outcomes.iter().filter(other).map(|outcome| format!("outcomes: {} is another one", outcome.name)).collect()
}

/// Points that are no longer there; more of them are no change.
fn gone(old: &[Point], new: &[Point]) -> Option<String> {
    let keys: BTreeSet<_> = new.iter().map(Point::key).collect();
    let gone = old.iter().filter(|point| !keys.contains(&point.key())).count();
    let verb = if gone == 1 { "is" } else { "are" };
    (gone > 0).then(|| format!("points: {gone} of {} {verb} no longer part of the design", old.len()))
}

fn in_words(stop: Option<&Stop>) -> String {
    let Some(Stop { column, condition, rounds }) = stop else { return "none".to_owned() };
    let bound = match condition {
        Condition::Above(bound) => format!("above {bound}"),
        Condition::Below(bound) => format!("below {bound}"),
    };
    let unit = if *rounds == 1 { "round" } else { "rounds" };
    format!("{} {bound} for {rounds} {unit}", COLUMNS[*column].name)
}

#[cfg(test)]
mod tests {
    use crate::study::Experiment;

    #[test]
    fn a_reform_that_no_longer_sets_a_factor_is_a_change_though_the_base_is_the_same() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("experiment.toml");
        let text = "base = 'base.toml'\ndesign.kind = 'factorial'\nfactors.government.pressure = [0.5, 0.9]";
        std::fs::write(&path, text).expect("a file");
        let load = |reform: &str, description: &str| {
            let base = format!("description = '{description}'\n[[reforms]]\nround = 5\nbudget.law = 0.09\n{reform}");
            std::fs::write(place.path().join("base.toml"), base).expect("a file");
            Experiment::load(&path.to_string_lossy()).unwrap_or_else(|error| panic!("{error}"))
        };
        // 0.5 is what the pressure is in the base.
        let old = load("government.pressure = 0.5", "one");
        let found = old.changes(&load("", "one"));
        assert_eq!(found, ["base: with government.pressure=0.9 it is another scenario than before"]);
        assert_eq!(old.changes(&load("government.pressure = 0.5", "told in other words")), [""; 0]);
    }
}
