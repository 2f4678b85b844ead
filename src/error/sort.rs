//! What sorts of document there are.

/// A sort of document that a user writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// What is simulated.
    Scenario,
    /// What is varied over a scenario.
    Experiment,
    /// A claim that is tried in many worlds.
    Claim,
    /// Parameters that nobody knows, with what they may be.
    Unknowns,
}

impl Sort {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Scenario => "a scenario",
            Self::Experiment => "an experiment",
            Self::Claim => "a claim",
            Self::Unknowns => "a file of unknowns",
        }
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words())
    }
}
