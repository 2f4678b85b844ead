//! Reforms: changes of policy at a round, each a layer over the policy then in force.

use toml::de::{DeTable, DeValue};

use super::document::{Allowed, Node, Reader, Setting, Settings, entries};
use super::leaf;
use crate::error::Span;
use crate::parameters::Range;
use crate::policy::Policy;

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

    /// The tables of a list such as `[[reforms]]`, with their places.
    pub(super) fn tables<'t, 'i>(&mut self, word: &str, value: &'t Node<'i>) -> Vec<(Span, &'t DeTable<'i>)> {
        let DeValue::Array(list) = value.get_ref() else {
            let message = format!("`{word}` is a list: it cannot be {}", leaf::found(value.get_ref()));
            self.problem(value.span(), message, "not a list", format!("write [[{word}]] with two brackets"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in list.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((item.span(), table)),
                other => {
                    let message = format!("`{word}` is a list of tables, not of {}", leaf::found(other));
                    self.problem(item.span(), message, "not a table", format!("write [[{word}]] and its keys below"));
                }
            }
        }
        tables
    }

    /// A whole number that fits into 32 bits, or a problem.
    pub(crate) fn whole(&mut self, name: &str, range: &Range, value: &Node<'_>) -> Option<Setting<u32>> {
        let Setting { value, place } = self.value(name, range, value)?;
        let value = value.as_integer().and_then(|n| u32::try_from(n).ok())?;
        Some(Setting { value, place })
    }
}
