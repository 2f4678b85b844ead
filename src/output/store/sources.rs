//! `sources.json`: all texts that an experiment was made from, so that a folder can be run again without them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Source;
use crate::output::{Error, Result, names, reading, write_atomically};

/// What a folder of a sweep is the result of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The form of the journal and of this file.
    pub format: u32,
    /// Name of the experiment.
    pub experiment: String,
    /// Replicates of each point.
    pub replicates: u32,
    /// The part of the runs that is done here: `1/1` is all.
    pub shard: String,
    /// Whether the rounds of all runs are kept.
    pub keep_rounds: bool,
    sources: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Text {
    name: String,
    blake3: String,
    text: String,
}

impl Saved {
    /// The form that this version writes.
    const FORMAT: u32 = 1;

    /// An experiment made from these sources, the file of the experiment first.
    pub fn new(experiment: &str, sources: &[Source], replicates: u32, shard: &str, keep_rounds: bool) -> Self {
        let text = |source: &Source| Text {
            name: source.name.to_string(),
            blake3: hash(&source.text),
            text: source.text.to_string(),
        };
        Self {
            format: Self::FORMAT,
            experiment: experiment.to_owned(),
            replicates,
            shard: shard.to_owned(),
            keep_rounds,
            sources: sources.iter().map(text).collect(),
        }
    }

    /// The sources, the file of the experiment first.
    pub fn sources(&self) -> Vec<Source> {
        self.sources.iter().map(|text| Source::new(text.name.as_str(), text.text.as_str())).collect()
    }

    /// A hash of all of it but the shard: the same for parts of one whole.
    pub fn hash(&self) -> String {
        let sources: Vec<&str> = self.sources.iter().map(|text| text.blake3.as_str()).collect();
        hash(&format!("{} {} {} {}", self.format, self.replicates, self.keep_rounds, sources.join(" ")))
    }

    /// Writes it into a folder, whole or not at all, and the experiment beside it for the reader.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(names::SOURCES);
        let text = serde_json::to_string_pretty(self);
        let text = text.map_err(|error| Error::Write { path: path.clone(), source: error.into() })?;
        write_atomically(&path, format!("{text}\n").as_bytes())?;
        let experiment = self.sources.first().map_or("", |text| &text.text);
        write_atomically(&folder.join(names::EXPERIMENT), experiment.as_bytes())
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
        match saved.sources.iter().find(|text| text.blake3 != hash(&text.text)) {
            Some(text) => Err(damaged(1, format!("the text of `{}` is not as it was written", text.name))),
            None => Ok(saved),
        }
    }
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}
