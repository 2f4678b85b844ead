//! What a study is, as data: enough to make it again without the files that it was read from.

use serde::{Deserialize, Serialize};

use super::Study;
use super::audit::Audit;
use super::comparison::Protocol;
use super::definition::{Experiment, Sources};
use super::design::Stop;
use super::jobs::Shard;
use super::looks::Precision;
use super::plan::Plan;
use super::replicates::Replicates;
use crate::error::{Error, Source};
use crate::scenario::{Change, Scenario, changes, uncertainties_of};

/// What a study is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Charter {
    /// Its name, fit for a folder.
    pub name: String,
    /// What is run.
    pub kind: StudyKind,
    /// Replicates of each point.
    pub replicates: u32,
    /// The part of the runs that is done: `1/1` is all.
    pub shard: Shard,
    /// Seconds that a run may take.
    pub timeout: Option<f64>,
}

/// What is run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StudyKind {
    /// Replicates of a scenario.
    Replicates {
        /// The whole scenario as TOML.
        scenario: String,
        /// Number of the first replicate.
        first: u32,
        /// What ends a run before its last round, if it is one of an experiment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop: Option<Stop>,
    },
    /// Scenarios under the same seeds.
    Comparison {
        /// The whole scenarios as TOML, the reference first.
        arms: Vec<String>,
        /// Round up to which they share one history.
        fork: Option<u32>,
        /// The text of the unknowns.
        unknowns: Option<Source>,
        /// Names of the outcomes declared primary.
        primary: Vec<String>,
        /// The precision that the number of replicates was found by.
        precision: Option<Precision>,
    },
    /// An experiment.
    Sweep {
        /// All texts that it is read from.
        sources: Sources,
    },
    /// A claim under attack.
    Audit {
        /// All texts that it is read from: the claim and its base.
        sources: Sources,
        /// Whether it has fewer worlds than the whole.
        quick: bool,
    },
}

impl StudyKind {
    /// Its word in messages.
    pub fn word(&self) -> &'static str {
        match self {
            StudyKind::Replicates { .. } => "run",
            StudyKind::Comparison { .. } => "comparison",
            StudyKind::Sweep { .. } => "sweep",
            StudyKind::Audit { .. } => "audit",
        }
    }
}

impl Charter {
    /// The same for all runs: what the parts of one whole have in common.
    pub fn whole(&self) -> Self {
        Self { shard: Shard::WHOLE, ..self.clone() }
    }

    /// The study that it describes.
    pub fn study(&self) -> Result<Study, Error> {
        let study = match &self.kind {
            StudyKind::Replicates { scenario, first, stop } => {
                Study::beginning_with(Scenario::from_toml(&self.name, scenario)?, *first)?.stopping(stop.clone())
            }
            StudyKind::Comparison { arms, fork, unknowns, primary, precision } => {
                let read = |text: &String| Scenario::from_toml(&self.name, text);
                let mut study = Study::compare(arms.iter().map(read).collect::<Result<Vec<_>, Error>>()?)?;
                if let Some(round) = fork {
                    study = study.forked(*round)?;
                }
                study = study.replicates(self.replicates).primary(primary)?;
                if let Some(source) = unknowns {
                    study = study.with_unknowns(uncertainties_of(source)?)?;
                }
                match precision {
                    Some(precision) => study.with_precision(precision.clone())?,
                    None => study,
                }
            }
            StudyKind::Sweep { sources } => Study::sweep(Experiment::from_sources(sources)?),
            StudyKind::Audit { sources, quick } => Study::audit(Audit::from_sources(sources, *quick)?),
        };
        Ok(study.replicates(self.replicates).shard(self.shard).timeout(self.timeout))
    }
}

/// The charter of replicates.
pub(super) fn of_replicates(plan: &Replicates) -> StudyKind {
    StudyKind::Replicates { scenario: alone(plan.scenario()), first: plan.first(), stop: plan.stop().cloned() }
}

/// The charter of a comparison.
pub(super) fn of_comparison(plan: &Protocol, primary: Vec<String>, precision: Option<Precision>) -> StudyKind {
    let arms = plan.arms().iter().map(|(_, scenario)| alone(scenario)).collect();
    StudyKind::Comparison { arms, fork: plan.fork(), unknowns: plan.unknowns().cloned(), primary, precision }
}

/// A scenario as TOML, whatever the number of its replicates.
fn alone(scenario: &Scenario) -> String {
    with_one_replicate(scenario).to_toml()
}

/// What decides the rounds of a scenario's runs: not how many there are, nor what is held beside them.
fn of_runs(scenario: &Scenario) -> Scenario {
    Scenario { observed: None, ..with_one_replicate(scenario) }
}

fn with_one_replicate(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.run.replicates = 1;
    scenario
}

/// What is other in `new` than in `old`, in words, as far as results of the one are then not results of the other. More
/// replicates, more points, another timeout and other observed data are no change.
pub(super) fn differences(old: &Study, new: &Study) -> Vec<String> {
    let (before, now) = (old.charter(), new.charter());
    let mut found = match (&before.kind, &now.kind) {
        (StudyKind::Replicates { first, stop, .. }, StudyKind::Replicates { first: new_first, stop: new_stop, .. }) => {
            let mut found = between_arms(old, new);
            found.extend((first != new_first).then(|| format!("the first replicate: {first} -> {new_first}")));
            found.extend((stop != new_stop).then(|| "what ends a run before its last round".to_owned()));
            found
        }
        (
            StudyKind::Comparison { fork, unknowns, .. },
            StudyKind::Comparison { fork: new_fork, unknowns: new_unknowns, .. },
        ) => {
            let mut found = between_arms(old, new);
            found.extend(forks(*fork, *new_fork));
            found.extend(districts(old, new));
            let same = same_text(unknowns.as_ref(), new_unknowns.as_ref());
            found.extend((!same).then(|| of_unknowns(old, new)));
            found
        }
        (StudyKind::Sweep { .. }, StudyKind::Sweep { .. }) => match (old.experiment(), new.experiment()) {
            (Some(old), Some(new)) => old.changes(new),
            _ => Vec::new(),
        },
        (StudyKind::Audit { .. }, StudyKind::Audit { .. }) => match (old.claim(), new.claim()) {
            (Some(old), Some(new)) => old.differences(new),
            _ => Vec::new(),
        },
        (old, new) => return vec![format!("it has results of a {}, not of a {}", old.word(), new.word())],
    };
    let (from, to) = (before.replicates, now.replicates);
    if to < from {
        found.push(format!("replicates: {from} -> {to}; there may be more of them, but not fewer"));
    }
    let part = |shard: Shard| if shard.is_whole() { "all runs".to_owned() } else { format!("shard {shard}") };
    if before.shard != now.shard {
        found.push(format!("{} -> {}", part(before.shard), part(now.shard)));
    }
    found
}

fn same_text(one: Option<&Source>, other: Option<&Source>) -> bool {
    one.map(|source| &source.text) == other.map(|source| &source.text)
}

fn of_unknowns(old: &Study, new: &Study) -> String {
    let keys = |study: &Study| {
        let unknowns = study.protocol().map_or(&[][..], Protocol::uncertainties);
        let keys: Vec<&str> = unknowns.iter().map(|unknown| unknown.key.as_str()).collect();
        if keys.is_empty() { "none".to_owned() } else { keys.join(", ") }
    };
    match (keys(old), keys(new)) {
        (before, now) if before == now => format!("the distributions of the unknowns {now}"),
        (before, now) => format!("the unknowns were {before}, now they are {now}"),
    }
}

fn forks(before: Option<u32>, now: Option<u32>) -> Option<String> {
    let words = |fork: Option<u32>| fork.map_or("no fork".to_owned(), |round| format!("a fork at round {round}"));
    (before != now).then(|| format!("there was {}, now there is {}", words(before), words(now)))
}

/// Whether curves of districts are kept, as they are where an outcome is about one.
fn districts(old: &Study, new: &Study) -> Option<String> {
    let kept = |study: &Study| study.protocol().is_some_and(Protocol::keeps_districts);
    let words = |kept: bool| if kept { "with" } else { "without" };
    let (before, now) = (kept(old), kept(new));
    (before != now)
        .then(|| format!("runs were kept {} districts, now they would be {} them", words(before), words(now)))
}

/// What differs between scenarios, arm by arm.
fn between_arms(old: &Study, new: &Study) -> Vec<String> {
    let (before, now) = (old.scenarios(), new.scenarios());
    let names = |arms: &[(String, Scenario)]| arms.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>().join(", ");
    if names(&before) != names(&now) {
        return vec![format!("the scenarios were {}, now they are {}", names(&before), names(&now))];
    }
    let pairs = before.iter().zip(&now);
    let changed = pairs.filter(|(before, now)| of_runs(&before.1) != of_runs(&now.1));
    changed.map(|((name, before), (_, now))| of_arm(name, before, now)).collect()
}

fn of_arm(name: &str, before: &Scenario, now: &Scenario) -> String {
    let value = |value: &Option<toml::Value>| value.as_ref().map_or("not set".to_owned(), toml::Value::to_string);
    let words =
        |change: &Change| format!("{} was {}, now it is {}", change.key, value(&change.from), value(&change.to));
    let keys: Vec<String> = changes(&with_one_replicate(before), &with_one_replicate(now)).iter().map(words).collect();
    match keys.is_empty() {
        true => format!("in `{name}` reforms, shocks or words changed"),
        false => format!("in `{name}` {}", keys.join(", ")),
    }
}
