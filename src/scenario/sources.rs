//! The texts that a scenario is read from.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Scenario;
use super::observed::OBSERVED;
use crate::error::{Origin, Source};
use crate::reading::{Kind, Library, Refusal, stem};

/// All texts that a scenario is read from. It is a library too, in which each text builds on the one before it: what was
/// read once can be read again, whatever became of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// The scenario's name, if its file does not say another.
    pub name: String,
    /// The texts, the base first, the scenario's own last.
    pub layers: Vec<Source>,
    /// The observed data, if they stand in a text of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<Source>,
}

impl Sources {
    /// The scenario that the topmost text builds on, by itself; none if it builds on none, or if that is none without it.
    pub fn below(&self) -> Option<Scenario> {
        let (_, layers) = self.layers.split_last()?;
        let base = layers.last()?;
        let name = match base.origin {
            Origin::Shipped => base.name.rsplit(' ').next().unwrap_or_default().to_owned(),
            _ => stem(&base.name),
        };
        // The data of the base are not looked at, but it may name some that the topmost text has others for.
        let observed = self.observed.clone().or_else(|| Some(Source::new("observed data", "")));
        let below = Sources { name, layers: layers.to_vec(), observed };
        Scenario::read(&below, &below.name).ok()
    }

    /// The files among them: nothing may be written there.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.layers.iter().chain(&self.observed).filter_map(Source::path)
    }
}

impl Library for Sources {
    fn find(&self, name: &str, from: Option<&Source>, kind: &Kind) -> Result<Source, Refusal> {
        if kind.what == OBSERVED.what {
            return self.observed.clone().ok_or_else(|| Refusal::nothing(name, "is not among the sources"));
        }
        let at = |text: &Source| self.layers.iter().position(|layer| layer == text);
        let above = from.map_or(Some(self.layers.len()), at);
        let below = above.and_then(|above| self.layers[..above].last());
        below.cloned().ok_or_else(|| Refusal::nothing(name, "is not among the sources"))
    }
}
