//! One scenario file, read: its words, its keys, its lists, and all that is wrong with them.

use toml::de::DeTable;

use super::keys::{Allowed, Settings};
use super::observed::ObservedEntry;
use super::reforms::ReformEntry;
use super::shocks::ShockEntry;
use crate::error::{Problem, Source};
use crate::reading::{Node, Reader, Setting, entries, shown, walk};

/// One document, read.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    pub(crate) source: Source,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) extends: Option<Setting<String>>,
    pub(crate) settings: Settings,
    pub(crate) reforms: Option<Vec<ReformEntry>>,
    pub(crate) shocks: Option<Vec<ShockEntry>>,
    pub(crate) observed: Option<ObservedEntry>,
    /// Whether it is TOML at all; otherwise parts of it may be missing.
    pub(crate) well_formed: bool,
}

impl Layer {
    pub(crate) fn empty(source: Source) -> Self {
        let settings = Settings::default();
        let (name, description, extends, reforms, shocks) = (None, None, None, None, None);
        Self { source, name, description, extends, settings, reforms, shocks, observed: None, well_formed: true }
    }
}

/// Reads a scenario's text, with everything that is wrong in it.
pub(crate) fn read(source: &Source) -> (Layer, Vec<Problem>) {
    let (mut layer, well_formed, problems) = walk(source, |reader, table| reader.layer(table));
    layer.well_formed = well_formed;
    (layer, problems)
}

impl Reader<'_> {
    fn layer(&mut self, table: &DeTable<'_>) -> Layer {
        let mut layer = Layer::empty(self.source.clone());
        for (key, value) in entries(table) {
            match key.get_ref().as_ref() {
                "name" => layer.name = self.name(value),
                "description" => layer.description = self.text("description", value).map(|text| text.value),
                "extends" => layer.extends = self.text("extends", value),
                "reforms" => layer.reforms = Some(self.reforms(value)),
                "shocks" => layer.shocks = Some(self.shocks(value)),
                "observed" => layer.observed = self.observed(value),
                section => self.child("", section, (key, value), Allowed::All, &mut layer.settings),
            }
        }
        layer
    }

    fn name(&mut self, value: &Node<'_>) -> Option<String> {
        let name = self.text("name", value)?.value;
        if name == super::folder_name(&name) {
            return Some(name);
        }
        let message = format!("the name \"{}\" cannot name a folder", shown(&name));
        let help = "letters, digits, `-`, `_` and `.` can be used".to_owned();
        self.problem(value.span(), message, "not the name of a folder", help);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        read(&Source::new("x.toml", text)).1.iter().map(Problem::to_string).collect()
    }

    #[test]
    fn every_problem_of_a_document_is_found_in_one_pass() {
        let found = problems(
            "[government]\npresure = 0.5\nsupervision = 1.5\ndeadline = 2.5\n[budgt]\n\
             [consultation]\nformat = \"forom\"\n[run]\nseed = -1\nrounds = true\n",
        );
        let starts =
            ["x.toml:2:1: unk", "x.toml:3:15: ", "x.toml:4:12: ", "x.toml:5:2: unk", "x.toml:7:10: ", "x.toml:9:8: "];
        assert_eq!(found.len(), 7, "{found:#?}");
        for (problem, start) in found.iter().zip(starts) {
            assert!(problem.starts_with(start), "{problem}");
        }
        assert!(found[0].contains("did you mean `pressure`?"), "{}", found[0]);
        assert!(found[4].contains("did you mean `forum`?"), "{}", found[4]);
        assert!(found[5].contains("must be a whole number from 0 to 9223372036854775807, not -1"), "{}", found[5]);
    }

    #[test]
    fn a_key_of_another_section_is_told_its_home() {
        let found = problems("[budget]\npressure = 0.1\n");
        assert_eq!(found, ["x.toml:2:1: unknown key `pressure` in [budget] (`pressure` is a key of [government])"]);
    }

    #[test]
    fn a_section_is_no_value_and_a_value_no_section() {
        assert!(problems("budget = 3")[0].contains("`budget` is a section"));
        assert!(problems("[budget.law]\nx = 1")[0].contains("must be a number from 0 to 1, not a table"));
        assert!(problems("'budget.law' = 1")[0].contains("unknown"));
    }

    #[test]
    fn all_syntax_errors_are_reported_and_nothing_that_follows_from_them() {
        let found = problems("[run]\nrounds = \nseed = = 3\n[government]\npressure = 7\n");
        assert!(found.iter().filter(|problem| problem.contains("not TOML")).count() >= 2, "{found:#?}");
        assert!(found.iter().any(|problem| problem.contains("x.toml:5:12")), "{found:#?}");
        assert!(!found.iter().any(|problem| problem.contains("run.rounds")), "{found:#?}");
    }
}
