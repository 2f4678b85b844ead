//! A scenario: a run, a policy and a world, checked as a whole before anything is simulated.
//!
//! It is read in layers: the defaults, the scenarios that a file extends, the file, the settings.
//! Each is walked with the places of its keys (`layer`, with the reader of `reading`), they are put on top of each other (`resolve`), and only what
//! has passed all checks (`check`, `budget`) becomes a [`Scenario`].

mod budget;
mod chain;
mod changes;
mod check;
mod checked;
mod common;
pub(crate) mod keys;
pub(crate) mod layer;
mod observed;
mod reforms;
pub(crate) mod registry;
mod render;
mod resolve;
mod schema;
pub(crate) mod settings;
pub(crate) mod shipped;
mod shocks;
mod sources;
mod starter;
mod template;
mod uncertainty;
mod values;
mod world;

use std::path::Path;

pub use changes::{Change, changes, policy_changes};
pub use check::{Finding, MOST_ROWS, cross_checks};
pub use checked::Checked;
pub use common::read_arms;
pub use observed::ObservedData;
pub use reforms::Reform;
pub use schema::schema;
pub use shipped::{description_in, list, names};
pub use shocks::CATEGORIES;
pub use sources::Sources;
pub use starter::{sections, starter};
pub use template::Template;
pub use uncertainty::{Distribution, Uncertainty, uncertainties, uncertainties_of, uncertainties_schema};
pub use world::World;

pub use crate::mechanisms::conditions::Shock;

use crate::calendar::YEAR;
use crate::error::{Error, Source};
use crate::parameters::Parameter;
use crate::policy::Policy;
use crate::reading::{Files, InMemory, Library, named, stem};

crate::parameters! {
    /// How long to simulate, and with which seeds.
    pub struct Schedule {
        /// Rounds observed after the warm-up; a round is a week.
        #[zh = "预热期之后观察的轮数；一轮为一周。"]
        rounds: u32 = 5 * YEAR, 1..=100_000, "rounds", "";
        /// Rounds before round 0, with the policy in force and not reported.
        #[zh = "第 0 轮之前的轮数，政策有效但不报告。"]
        warm_up: u32 = 3 * YEAR, 0..=100_000, "rounds", "";
        /// Seed of what happens; replicates differ under the same seed.
        #[zh = "决定发生什么的种子；同一种子下各次重复仍不同。"]
        seed: u64 = 1, 0..=i64::MAX as u64, "number", "";
        /// Seed of the city (people, network, stocks, officials' traits), the same in all replicates; without it the city varies too.
        #[zh = "决定城市（人、网络、存量、公职人员特质）的种子，各次重复相同；不设则城市也随重复而变。"]
        city_seed: Option<u64> = None, 0..=i64::MAX as u64, "number", "";
        /// Number of runs that differ only by chance.
        #[zh = "只因偶然而不同的运行次数。"]
        replicates: u32 = 1, 1..=1_000_000, "runs", "";
    }
}

/// A scenario. As loaded it is checked, so that nothing that it holds can fail later; [`Scenario::checked`] does the same
/// for fields set by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Name, by default the stem of its file.
    pub name: String,
    /// What it is, in a sentence.
    pub description: String,
    /// How long, and with which seeds.
    pub run: Schedule,
    /// What the government decides from the start.
    pub policy: Policy,
    /// How people and things are.
    pub world: World,
    /// Changes of policy, by round.
    pub reforms: Vec<Reform>,
    /// Blows from outside, by round.
    pub shocks: Vec<Shock>,
    /// What somebody has observed, to be drawn beside it. It changes no run.
    pub observed: Option<ObservedData>,
}

/// What stands between a description and the settings beyond those of the run.
pub(crate) const SETTINGS: &str = "; with ";

/// A description that also tells the settings beyond those of the run, so that results are not taken for the file's own.
fn described(description: &str, settings: &[String]) -> String {
    let others: Vec<&str> =
        settings.iter().map(String::as_str).filter(|setting| !setting.starts_with("run.")).collect();
    match (description, others.is_empty()) {
        (_, true) => description.to_owned(),
        ("", false) => format!("With {}", others.join(", ")),
        (_, false) => format!("{description}{SETTINGS}{}", others.join(", ")),
    }
}

const BASELINE: &str =
    "The city of reference: most of the money for services and investment, a little for each pillar but virtue";

impl Default for Scenario {
    /// The baseline.
    fn default() -> Self {
        Self {
            name: "baseline".to_owned(),
            description: BASELINE.to_owned(),
            run: Schedule::default(),
            policy: Policy::default(),
            world: World::default(),
            reforms: Vec::new(),
            shocks: Vec::new(),
            observed: None,
        }
    }
}

impl Scenario {
    /// Loads a scenario file, or a shipped scenario by its name.
    pub fn load(path_or_name: &str) -> Result<Self, Error> {
        Self::load_with(path_or_name, &[])
    }

    /// Loads a scenario with settings `key=value` over it.
    pub fn load_with(path_or_name: &str, settings: &[String]) -> Result<Self, Error> {
        Self::read_with(&Files::new(), path_or_name, settings)
    }

    /// Reads a scenario of a library, or a shipped one, by its name.
    pub fn read(library: &dyn Library, name: &str) -> Result<Self, Error> {
        Self::read_with(library, name, &[])
    }

    /// Reads a scenario of a library with settings `key=value` over it. Where [`Template::read`] takes it too, its
    /// [`scenario`](Template::scenario) is the same.
    pub fn read_with(library: &dyn Library, name: &str, settings: &[String]) -> Result<Self, Error> {
        Self::read_with_sources(library, name, settings).map(|(scenario, _)| scenario)
    }

    /// Reads a scenario of a library with settings over it, and tells all texts that it was read from.
    pub fn read_with_sources(library: &dyn Library, name: &str, settings: &[String]) -> Result<(Self, Sources), Error> {
        let source = named(library, name, &shipped::SCENARIO)?;
        let chain = chain::chain(library, source);
        let sources = chain.sources(stem(name));
        let mut scenario = resolve::resolve(chain, &sources.name, settings)?;
        scenario.description = described(&scenario.description, settings);
        Ok((scenario, sources))
    }

    /// Reads a scenario from a text; it can extend shipped scenarios. Problems are told under this name.
    ///
    /// ```
    /// # use grassroots::Scenario;
    /// let scenario = Scenario::from_toml("mine", "extends = 'baseline'\n[budget]\nlaw = 0.08")?;
    /// assert_eq!(scenario.policy.budget.services, 0.52); // the payer
    /// # Ok::<(), grassroots::Error>(())
    /// ```
    pub fn from_toml(name: &str, text: &str) -> Result<Self, Error> {
        resolve::resolve(chain::chain(&InMemory::new(), Source::new(name, text)), name, &[])
    }

    /// Reads a scenario from a text as if it stood in a file of that folder.
    pub fn from_toml_in(folder: &Path, name: &str, text: &str) -> Result<Self, Error> {
        resolve::resolve(chain::chain(&Files::from_folder(folder), Source::new(name, text)), name, &[])
    }

    /// The whole scenario as TOML, every key with a comment; reading it gives the scenario again.
    pub fn to_toml(&self) -> String {
        render::resolved(self)
    }

    /// The policy in force in a round; rounds of the warm-up are negative.
    pub fn policy_at(&self, round: i32) -> &Policy {
        let last = self.reforms.iter().rev().find(|reform| i64::from(reform.round) <= i64::from(round));
        last.map_or(&self.policy, |reform| &reform.policy)
    }
}

/// All parameters with their defaults, in order of declaration.
pub fn parameters() -> Vec<Parameter> {
    registry::registry().parameters.clone()
}

/// The parameters that a word names: a key, a section, or the bare name of keys.
pub fn find(word: &str) -> Result<Vec<Parameter>, Error> {
    let found = registry::registry().find(word);
    if found.is_empty() {
        let nearest = registry::registry().near(word);
        return Err(Error::UnknownName { what: "the parameter or section", name: word.to_owned(), nearest });
    }
    Ok(found.into_iter().cloned().collect())
}

/// A name as that of a folder: letters, digits, `-`, `_` and `.` stay, the rest becomes `_`.
pub fn folder_name(name: &str) -> String {
    let keep = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let kept: String = name.trim_start_matches('.').chars().take(100).map(keep).collect();
    if kept.is_empty() { "scenario".to_owned() } else { kept }
}
