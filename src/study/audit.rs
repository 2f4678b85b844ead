//! A claim under attack: "more law, paid by staff, raises security" is run in many worlds, each a paired study of the base
//! with and without the change, and what comes out is how often the claim holds and where it fails.
//!
//! ```toml
//! claim = "More law, paid by staff, raises security and does not lower trust"
//! base = "baseline"                     # a file relative to this one, or the name of a shipped scenario
//! change.budget.law = 0.08              # what is claimed about
//! holds = [                             # what must come out, of the mean over the last 52 rounds
//!     { outcome = "security", sign = "up" },
//!     { outcome = "trust_government", sign = "not down", margin = 0.005 },
//! ]
//! worlds = 1000                         # draws of all that is uncertain; 1000 if it does not say
//! replicates = 2                        # pairs of runs in a world; 2 if it does not say
//! uncertain = "world"                   # scopes, sections or keys of which every plausible value may be the true one
//! except = ["needs.scale"]              # and what is left as it is
//! seed = 1
//!
//! [set]                                 # keys of the scenario in all worlds
//! population.districts = 1
//! ```
//!
//! A `sign` is `up`, `down`, `not down`, `not up` or `same`; a `margin` is how far from zero a difference must be, or may be.

mod answer;
mod attacks;
mod claim;
mod doses;
mod ground;
mod left_out;
mod plan;
mod schema;
mod shipped;
mod structures;
mod worlds;

#[cfg(test)]
mod by_hand;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Chapter, Driver, Judged, Verdict};
pub use attacks::Attack;
pub use claim::{Condition, Sign};
pub use schema::schema;
pub use shipped::{description_in, list, names};
pub use structures::STRUCTURES;
pub use worlds::World;

use toml::Value;

use super::definition::{Method, Sources};
use super::design::{Factor, Point};
use super::outcome::Outcome;
use crate::error::{Error, Source};
use crate::parameters::{Parameter, Plausible, number};
use crate::reading::{Files, Library, named, stem};
use crate::scenario::folder_name;
use crate::streams::Seeds;
use attacks::Made;
use claim::{CLAIM, File};
use ground::{Ground, Pair};

/// A claim, checked, with all worlds that it is tried in.
#[derive(Clone, Debug)]
pub struct Audit {
    name: String,
    claim: String,
    sources: Sources,
    quick: bool,
    conditions: Vec<Condition>,
    ground: Ground,
    worlds: Vec<World>,
    /// What could not be tried: the attack, what it was, and why.
    left_out: Vec<(Attack, String, String)>,
    outcomes: Vec<Outcome>,
    factors: Vec<Factor>,
    points: Vec<Point>,
    replicates: u32,
    /// Replicates that the claim asks for, whatever is asked for over it.
    own_replicates: u32,
    timeout: Option<f64>,
}

impl Audit {
    /// Loads a file, or a shipped claim by its name; a quick one has fewer worlds.
    pub fn load(path_or_name: &str, quick: bool) -> Result<Self, Error> {
        Self::read(&Files::new(), path_or_name, quick)
    }

    /// Reads a claim of a library, or a shipped one.
    pub fn read(library: &dyn Library, name: &str, quick: bool) -> Result<Self, Error> {
        let source = named(library, name, &CLAIM)?;
        build(&stem(name), source, library, quick)
    }

    /// Reads a claim from a text; its base is a shipped scenario.
    pub fn from_toml(name: &str, text: &str, quick: bool) -> Result<Self, Error> {
        build(name, Source::new(name, text), &crate::reading::InMemory::new(), quick)
    }

    /// Reads a claim again from the texts that it was read from.
    pub fn from_sources(sources: &Sources, quick: bool) -> Result<Self, Error> {
        build(&sources.name, sources.experiment.clone(), sources, quick)
    }

    /// The claim, in a sentence.
    pub fn claim(&self) -> &str {
        &self.claim
    }

    /// What must come out.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// All texts that it was read from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether it has fewer worlds than the whole.
    pub fn is_quick(&self) -> bool {
        self.quick
    }

    /// The worlds in which it is tried.
    pub fn worlds(&self) -> &[World] {
        &self.worlds
    }

    /// How many worlds these are: one with more pairs of runs than others is in several parts.
    pub fn tried(&self) -> usize {
        self.worlds.iter().filter(|world| world.part == 0).count()
    }

    /// What could not be tried: the attack, what it was, and why.
    pub fn left_out(&self) -> &[(Attack, String, String)] {
        &self.left_out
    }

    /// What is drawn in the worlds of the parameters.
    pub fn uncertain(&self) -> &[Parameter] {
        &self.ground.uncertain
    }

    /// What the change sets, and what the base has: key, before, after.
    pub fn changes(&self) -> Vec<crate::scenario::Change> {
        let Some(Pair { base, changed, .. }) = self.ground.pairs.first() else { return Vec::new() };
        match (base.scenario(&[]), changed.scenario(&[])) {
            (Ok(base), Ok(changed)) => crate::scenario::changes(&base, &changed),
            _ => Vec::new(),
        }
    }

    /// What is other in `new`, in words, as far as results of this one are then not results of that one.
    pub fn differences(&self, new: &Audit) -> Vec<String> {
        let texts = [("the claim or its base", self.sources != new.sources), ("--quick", self.quick != new.quick)];
        texts.into_iter().filter(|(_, other)| *other).map(|(what, _)| format!("{what}: another one")).collect()
    }

    pub(super) fn set_replicates(&mut self, replicates: u32) {
        self.replicates = replicates;
    }

    pub(super) fn set_timeout(&mut self, timeout: Option<f64>) {
        self.timeout = timeout;
    }

    /// The seeds of a run.
    fn seeds_of(&self, world: &World, replicate: u32) -> Seeds {
        let replicate = world.replicate(replicate, self.own_replicates);
        Seeds { replicate, ..self.ground.pairs[world.pair].seeds }
    }
}

/// The claim that a text makes, or everything that is wrong with it.
fn build(name: &str, source: Source, library: &dyn Library, quick: bool) -> Result<Audit, Error> {
    let (file, well_formed, mut problems) = claim::read(&source);
    if !well_formed {
        return Err(Error::Scenario(problems));
    }
    let pair = match attacks::pair(&file, library, problems.is_empty()) {
        Ok(pair) if problems.is_empty() => pair,
        Ok(_) => return Err(Error::Scenario(problems)),
        Err(Error::Scenario(more)) => {
            let new: Vec<_> = more.into_iter().filter(|problem| !problems.contains(problem)).collect();
            problems.extend(new);
            return Err(Error::Scenario(problems));
        }
        Err(other) => return Err(other),
    };
    let sources = Sources {
        name: name.to_owned(),
        experiment: source,
        table: None,
        base: pair.base.sources().clone(),
        scenarios: Vec::new(),
        settings: Vec::new(),
        method: Method::default(),
    };
    let uncertain = attacks::uncertain(&file);
    let made = attacks::worlds(&file, Ground { pairs: vec![pair], uncertain }, quick)?;
    Ok(assemble(file, sources, made, quick))
}

fn assemble(file: File, sources: Sources, made: Made, quick: bool) -> Audit {
    let conditions: Vec<Condition> = file.conditions.into_iter().map(|(condition, _)| condition).collect();
    Audit {
        name: folder_name(&sources.name),
        claim: file.claim,
        sources,
        quick,
        outcomes: worlds::outcomes(&conditions, made.rounds),
        conditions,
        ground: made.ground,
        points: worlds::points(&made.worlds),
        worlds: made.worlds,
        left_out: made.left_out,
        factors: worlds::factors(),
        replicates: file.replicates,
        own_replicates: file.replicates,
        timeout: None,
    }
}

/// A value as a number: a name or a flag by its place among those that it may be.
pub fn as_number(parameter: &Parameter, value: &Value) -> f64 {
    let place = || match parameter.plausible() {
        Plausible::Among(values) => values.iter().position(|other| other == value).map(|place| place as f64),
        _ => None,
    };
    number(value).or_else(place).unwrap_or(f64::NAN)
}
