//! The options that change a scenario on the command line, the same for every command that runs one.

use std::path::{Path, PathBuf};

use grassroots::Scenario;
use grassroots::reading::Files;
use grassroots::scenario::{Sources, read_arms};

use super::failure::Failure;
use super::number::whole;
use super::text::note;

/// Changes to a scenario.
#[derive(clap::Args)]
pub struct Overrides {
    /// Set a key of the scenario by its dotted name, as in `budget.law=0.08` (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Seed of what happens
    #[arg(long, value_parser = whole::<u64>(0, i64::MAX as u64), allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Seed of the city: people, network, stocks and officials stay the same while --seed varies
    #[arg(long, value_name = "SEED", value_parser = whole::<u64>(0, i64::MAX as u64), allow_negative_numbers = true)]
    city_seed: Option<u64>,
    /// Rounds to observe after the warm-up
    #[arg(long, value_name = "N", value_parser = whole::<u32>(1, 100_000), allow_negative_numbers = true)]
    rounds: Option<u32>,
}

/// A scenario, and the files that it was read from.
pub type Loaded = (Scenario, Vec<PathBuf>);

impl Overrides {
    /// Loads a scenario with these changes, and further settings of a command.
    pub fn load(&self, scenario: &str, more: impl IntoIterator<Item = String>, quiet: bool) -> Result<Loaded, Failure> {
        let settings = self.settings(more);
        let (scenario, sources) = Scenario::read_with_sources(&Files::new(), scenario, &settings)?;
        tell(&scenario.notes_on(&settings), quiet);
        Ok((scenario, files(&sources)))
    }

    /// Loads scenarios that are to be compared, with these changes to all of them.
    pub fn load_arms(&self, scenarios: &[String], quiet: bool) -> Result<Vec<Loaded>, Failure> {
        let settings = self.settings(None);
        let arms = read_arms(&Files::new(), scenarios, &settings)?;
        let mut notes: Vec<String> = arms.iter().flat_map(|(scenario, _)| scenario.notes_on(&settings)).collect();
        notes.dedup();
        tell(&notes, quiet);
        Ok(arms.into_iter().map(|(scenario, sources)| (scenario, files(&sources))).collect())
    }

    /// The changes as settings `key=value`, with further ones.
    pub(super) fn settings(&self, more: impl IntoIterator<Item = String>) -> Vec<String> {
        let mut settings = self.set.clone();
        settings.extend(self.seed.map(|seed| format!("run.seed={seed}")));
        settings.extend(self.city_seed.map(|seed| format!("run.city_seed={seed}")));
        settings.extend(self.rounds.map(|rounds| format!("run.rounds={rounds}")));
        settings.extend(more);
        settings
    }
}

fn tell(notes: &[String], quiet: bool) {
    notes.iter().filter(|_| !quiet).for_each(|text| note(&format!("note: {text}")));
}

fn files(sources: &Sources) -> Vec<PathBuf> {
    sources.files().map(Path::to_owned).collect()
}
