//! Reforms: changes of policy at a round, each a layer over the policy then in force.

use toml::de::DeTable;

use super::keys::{Allowed, Settings};
use crate::error::Span;
use crate::parameters::Range;
use crate::policy::Policy;
use crate::reading::{Node, Reader, Setting, entries};

/// A change of policy at a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Reform {
    /// First round with the new policy.
    pub round: u32,
    /// The whole policy from then on.
    pub policy: Policy,
}

/// A reform as a file has it.
#[derive(Clone, Debug)]
pub(crate) struct ReformEntry {
    pub(super) round: Setting<u32>,
    pub(super) settings: Settings,
}

/// Rounds that can be named at all; whether the run is that long is checked when all layers are known.
pub(super) const ANY_ROUND: Range = Range::Whole { min: 0, max: u32::MAX as u64 };

impl Reader<'_> {
    /// Reads `[[reforms]]`.
    pub(super) fn reforms(&mut self, value: &Node<'_>) -> Vec<ReformEntry> {
        let tables = self.tables("reforms", value);
        tables.into_iter().filter_map(|(span, table)| self.reform(span, table)).collect()
    }

    fn reform(&mut self, span: Span, table: &DeTable<'_>) -> Option<ReformEntry> {
        let mut round = None;
        let mut settings = Settings::default();
        for (key, value) in entries(table) {
            match key.get_ref().as_ref() {
                "round" => round = Some(self.whole("round", &ANY_ROUND, value)),
                section => self.child("", section, (key, value), Allowed::PolicyOnly, &mut settings),
            }
        }
        if round.is_none() {
            let help = "add `round = ...`, the first round with the new policy".to_owned();
            self.problem(span, "a reform needs a `round`".to_owned(), "no `round` here", help);
        }
        Some(ReformEntry { round: round??, settings })
    }
}
