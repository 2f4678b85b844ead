//! What a comparison is made of, as its manifest notes it: to refuse to go on with another one.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::manifest::other_program;
use super::{Error, Manifest, Result, Saved};
use crate::Scenario;
use crate::parameters::value_text;
use crate::scenario::changes;
use crate::study::comparison::Protocol;

/// What was compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The arms, the reference first.
    pub arms: Vec<ComparedArm>,
    /// Round up to which they share one history.
    pub fork: Option<u32>,
    /// The unknowns drawn for each replicate: key and distribution in words.
    pub unknowns: Vec<(String, String)>,
}

/// An arm of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedArm {
    /// Its name, and that of its resolved scenario.
    pub name: String,
    /// BLAKE3 hash of the resolved scenario with one replicate.
    pub scenario_hash: String,
}

impl Compared {
    /// What a protocol compares.
    pub fn of(protocol: &Protocol) -> Self {
        let arm = |(name, scenario): &(String, Scenario)| {
            let scenario_hash = blake3::hash(with_one_replicate(scenario).to_toml().as_bytes()).to_hex().to_string();
            ComparedArm { name: name.clone(), scenario_hash }
        };
        let unknowns = protocol.uncertainties().iter();
        Self {
            arms: protocol.arms().iter().map(arm).collect(),
            fork: protocol.fork(),
            unknowns: unknowns.map(|unknown| (unknown.key.clone(), unknown.distribution.to_string())).collect(),
        }
    }
}

fn with_one_replicate(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.run.replicates = 1;
    scenario
}

/// Checks that the results in a folder are those of this comparison, begun by this program.
pub fn check_resumable(folder: &Path, protocol: &Protocol) -> Result<()> {
    let refuse = |what: String| Err(Error::Resume { path: folder.to_owned(), what });
    if Saved::is_in(folder) {
        return refuse("it has results of a sweep".to_owned());
    }
    let manifest = Manifest::read(folder)?;
    let Some(before) = manifest.comparison else {
        return refuse("it has no results of a comparison".to_owned());
    };
    if let Some(other) = other_program(&manifest.version, &manifest.commit) {
        return refuse(other);
    }
    let now = Compared::of(protocol);
    if before == now { Ok(()) } else { refuse(differences(folder, &before, &now, protocol).join("; ")) }
}

/// What differs between two comparisons, in words.
fn differences(folder: &Path, before: &Compared, now: &Compared, protocol: &Protocol) -> Vec<String> {
    let names = |compared: &Compared| compared.arms.iter().map(|arm| arm.name.clone()).collect::<Vec<_>>().join(", ");
    if names(before) != names(now) {
        return vec![format!("the arms were {}, now they are {}", names(before), names(now))];
    }
    let arms = before.arms.iter().zip(&now.arms).zip(protocol.arms());
    let changed = arms.filter(|((before, now), _)| before != now).map(|(_, arm)| arm_differences(folder, arm));
    let fork = |fork: Option<u32>| fork.map_or("no fork".to_owned(), |round| format!("a fork at round {round}"));
    let fork =
        (before.fork != now.fork).then(|| format!("there was {}, now there is {}", fork(before.fork), fork(now.fork)));
    let words = |unknowns: &[(String, String)]| match unknowns {
        [] => "none".to_owned(),
        _ => unknowns.iter().map(|(key, words)| format!("{key} {words}")).collect::<Vec<_>>().join(", "),
    };
    let unknowns = (before.unknowns != now.unknowns)
        .then(|| format!("the unknowns were {}, now they are {}", words(&before.unknowns), words(&now.unknowns)));
    changed.chain(fork).chain(unknowns).collect()
}

/// What differs in an arm, from its resolved scenario in the folder.
fn arm_differences(folder: &Path, (name, scenario): &(String, Scenario)) -> String {
    let file = folder.join(format!("{name}.toml"));
    let Ok(before) = Scenario::load(&file.display().to_string()) else {
        return format!("`{name}` is another scenario");
    };
    let keys: Vec<String> = changes(&with_one_replicate(&before), &with_one_replicate(scenario))
        .iter()
        .map(|change| {
            format!(
                "{} was {}, now it is {}",
                change.key,
                value_text(change.from.as_ref()),
                value_text(change.to.as_ref())
            )
        })
        .collect();
    let what = if keys.is_empty() { "reforms, shocks or words".to_owned() } else { keys.join(", ") };
    format!("in `{name}` {what}{}", if keys.is_empty() { " changed" } else { "" })
}
