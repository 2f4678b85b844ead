//! `sources.json`: all texts that an experiment was made from, so that a folder can be run again without them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::output::manifest::{commit, other_program};
use crate::output::{Error, Result, names, reading, write_atomically, write_durably};
use crate::study::definition::Sources;

/// What a folder of a sweep is the result of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The form of the journal and of this file.
    pub format: u32,
    /// The version of the program that runs it.
    version: String,
    /// The commit it was built from, or `unknown`.
    commit: String,
    /// Name of the experiment.
    pub experiment: String,
    /// Replicates of each point.
    pub replicates: u32,
    /// The part of the runs that is done here: `1/1` is all.
    pub shard: String,
    /// Whether the rounds of all runs are kept.
    pub keep_rounds: bool,
    /// A checksum of the sources.
    blake3: String,
    sources: Sources,
}

impl Saved {
    /// The form that this version writes.
    const FORMAT: u32 = 1;

    /// That of an experiment made from these sources.
    pub fn new(sources: &Sources, replicates: u32, shard: &str, keep_rounds: bool) -> Self {
        Self {
            format: Self::FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: commit().to_owned(),
            experiment: sources.name.clone(),
            replicates,
            shard: shard.to_owned(),
            keep_rounds,
            blake3: hash(sources),
            sources: sources.clone(),
        }
    }

    /// How the program that made the results differs from this one, in words; none if it is this very one.
    pub fn other_program(&self) -> Option<String> {
        other_program(&self.version, &self.commit)
    }

    /// What the experiment is made from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// A hash of all of it but the shard: the same for parts of one whole.
    pub fn hash(&self) -> String {
        let whole = format!("{} {} {} {}", self.format, self.replicates, self.keep_rounds, hash(&self.sources));
        blake3::hash(whole.as_bytes()).to_hex().to_string()
    }

    /// Writes it into a folder, whole or not at all, and the experiment beside it for the reader.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(names::SOURCES);
        let text = serde_json::to_string_pretty(self);
        let text = text.map_err(|error| Error::Write { path: path.clone(), source: error.into() })?;
        write_durably(&path, format!("{text}\n").as_bytes())?;
        write_atomically(&folder.join(names::EXPERIMENT), self.sources.experiment.text.as_bytes())
    }

    /// Whether a folder has one.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(names::SOURCES).exists()
    }

    /// Reads that of a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(names::SOURCES);
        let text = std::fs::read_to_string(&path).map_err(reading(&path))?;
        let damaged = |line, problem| Error::Damaged { path: path.clone(), line, problem };
        let saved: Self =
            serde_json::from_str(&text).map_err(|error| damaged(error.line() as u64, error.to_string()))?;
        if saved.format != Self::FORMAT {
            let problem = format!("the form is {}, but this version knows {} only", saved.format, Self::FORMAT);
            return Err(damaged(1, problem));
        }
        match saved.blake3 == hash(&saved.sources) {
            true => Ok(saved),
            false => Err(damaged(1, "the sources are not as they were written".to_owned())),
        }
    }
}

/// A hash of all texts, each with its length, so that no two sets of them run into the same. Where the files were found
/// is not part of it: parts of one whole may be run in different places.
fn hash(sources: &Sources) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    };
    add(if sources.table.is_some() { "table" } else { "" });
    let table = sources.table.iter();
    for source in std::iter::once(&sources.experiment).chain(table).chain(&sources.base.layers) {
        add(&source.text);
    }
    add(&sources.name);
    add(&sources.base.name);
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Experiment;

    #[test]
    fn parts_are_of_one_whole_wherever_their_files_were_found() {
        let text = "base = 'baseline'\ndesign.kind = 'factorial'\nfactors.government.pressure = [0.5, 0.9]";
        let here = Experiment::from_toml("e", text).unwrap().sources().clone();
        let hash = |sources: &Sources| Saved::new(sources, 3, "1/2", false).hash();
        let mut there = here.clone();
        there.experiment.name = "elsewhere/e.toml".into();
        there.base.layers[0].name = "elsewhere/baseline.toml".into();
        assert_eq!(hash(&here), hash(&there));
        there.base.layers[0].text = "description = 'another'".into();
        assert_ne!(hash(&here), hash(&there));
    }
}
