//! All parameters with their defaults, found by key, section or bare name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::{Schedule, World};
use crate::parameters::{Describe, Parameter, Scope};
use crate::policy::Policy;
use crate::reading::close;

/// Values by dotted key.
pub(crate) type Values = BTreeMap<String, toml::Value>;

/// The parameters in order of declaration, and the ways to find one.
pub(crate) struct Registry {
    pub(crate) parameters: Vec<Parameter>,
    positions: BTreeMap<String, usize>,
    sections: BTreeSet<String>,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::new);

/// The one registry.
pub(crate) fn registry() -> &'static Registry {
    &REGISTRY
}

/// Every parameter of a run, a policy and a world with the values they have there.
pub(crate) fn describe(run: &Schedule, policy: &Policy, world: &World) -> Vec<Parameter> {
    let mut out = Vec::new();
    run.describe("run", Scope::Run, &mut out);
    policy.describe("", Scope::Policy, &mut out);
    world.describe("", Scope::World, &mut out);
    out
}

/// The values among parameters, by key.
pub(crate) fn values(parameters: &[Parameter]) -> Values {
    parameters.iter().filter_map(|p| Some((p.key(), p.value.clone()?))).collect()
}

impl Registry {
    fn new() -> Self {
        let parameters = describe(&Schedule::default(), &Policy::default(), &World::default());
        let positions = parameters.iter().enumerate().map(|(i, p)| (p.key(), i)).collect();
        let sections = parameters.iter().flat_map(|p| with_parents(&p.section)).collect();
        Self { parameters, positions, sections }
    }

    /// The parameter with exactly this key.
    pub(crate) fn get(&self, key: &str) -> Option<&Parameter> {
        self.positions.get(key).map(|&position| &self.parameters[position])
    }

    pub(crate) fn is_section(&self, path: &str) -> bool {
        self.sections.contains(path)
    }

    /// Dotted names of all sections, sorted.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(String::as_str)
    }

    /// What may stand directly in a section, or at the top for an empty path: keys and sections.
    pub(crate) fn children(&self, path: &str) -> Vec<&str> {
        let keys = self.parameters.iter().filter(|p| p.section == path).map(|p| p.name);
        let sections = self.sections.iter().filter_map(|section| child(path, section));
        keys.chain(sections).collect()
    }

    /// Keys with this last name, whatever their section.
    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Parameter> {
        self.parameters.iter().filter(move |p| p.name == name)
    }

    /// Everything that a word can mean: a key, the keys of a section, the keys with that bare name.
    pub(crate) fn find(&self, word: &str) -> Vec<&Parameter> {
        let below = format!("{word}.");
        let in_section = |p: &Parameter| p.section == word || p.section.starts_with(&below);
        let meant = |p: &&Parameter| p.key() == word || in_section(p) || p.name == word;
        self.parameters.iter().filter(meant).collect()
    }

    /// Keys, sections and bare names close to a word.
    pub(crate) fn near(&self, word: &str) -> Vec<String> {
        let bare = word.rsplit('.').next().unwrap_or(word);
        let named = |p: &Parameter| close(bare, p.name) || close(word, &p.key());
        let sections = self.sections().filter(|section| close(word, section)).map(str::to_owned);
        let keys = self.parameters.iter().filter(|p| named(p)).map(Parameter::key);
        sections.chain(keys).take(6).collect()
    }
}

fn with_parents(section: &str) -> Vec<String> {
    let ends = section.match_indices('.').map(|(at, _)| at).chain([section.len()]);
    ends.map(|end| section[..end].to_owned()).collect()
}

/// The name of `section` if it stands directly below `path`.
fn child<'a>(path: &str, section: &'a str) -> Option<&'a str> {
    let rest = if path.is_empty() { section } else { section.strip_prefix(path)?.strip_prefix('.')? };
    (!rest.contains('.')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, UNITS, is_chinese};

    #[test]
    fn every_parameter_has_its_meaning_and_its_unit_in_chinese() {
        for parameter in &registry().parameters {
            let key = parameter.key();
            assert!(is_chinese(parameter.meaning.zh) && parameter.meaning.zh.ends_with('。'), "{key}");
            assert!(UNITS.iter().any(|(unit, _)| *unit == parameter.unit), "{key}: {}", parameter.unit);
        }
        let pressure = registry().get("government.pressure").expect("a key");
        assert_eq!(pressure.meaning_in(Language::Zh), "要求公职人员把案件报为已解决的考核压力。");
        assert_eq!((pressure.unit_in(Language::Zh), pressure.unit_in(Language::En)), ("水平", "level"));
    }

    #[test]
    fn every_key_is_there_once_and_is_no_section() {
        let registry = registry();
        assert_eq!(registry.positions.len(), registry.parameters.len());
        assert!(registry.parameters.iter().all(|p| !registry.is_section(&p.key())));
    }

    #[test]
    fn every_default_is_in_its_own_range() {
        use crate::parameters::{Range, number};
        for parameter in &registry().parameters {
            let Some(value) = &parameter.value else { continue };
            let fits = match (&parameter.range, number(value)) {
                (Range::Real { min, max }, Some(x)) => (*min..=*max).contains(&x),
                (Range::Whole { min, max }, Some(x)) => (*min as f64..=*max as f64).contains(&x),
                (Range::Names(names), _) => value.as_str().is_some_and(|name| names.contains(&name)),
                (Range::Flag, _) => value.is_bool(),
                _ => false,
            };
            assert!(fits, "{} = {value}", parameter.key());
        }
    }

    #[test]
    fn a_word_is_found_as_key_as_section_and_as_bare_name() {
        let keys = |word| registry().find(word).into_iter().map(Parameter::key).collect::<Vec<_>>();
        assert_eq!(keys("government.pressure"), ["government.pressure"]);
        assert_eq!(keys("pressure"), ["government.pressure"]);
        assert!(keys("technology").contains(&"technology.phone".to_owned()));
        assert!(keys("technology").contains(&"budget.technology".to_owned()));
        assert!(keys("presure").is_empty());
        assert!(registry().near("presure").contains(&"government.pressure".to_owned()));
    }

    #[test]
    fn no_name_is_a_word_by_which_another_sort_of_document_is_known() {
        use crate::reading::{OF_EXPERIMENTS, OF_SPREADS};
        let registry = registry();
        assert!(registry.parameters.iter().all(|p| !OF_SPREADS.contains(&p.name)));
        assert!(OF_EXPERIMENTS.iter().chain(&OF_SPREADS).all(|word| !registry.is_section(word)));
    }

    #[test]
    fn nested_sections_have_their_parents() {
        assert_eq!(with_parents("a.b.c"), ["a", "a.b", "a.b.c"]);
        assert_eq!(child("a", "a.b"), Some("b"));
        assert_eq!(child("a", "a.b.c"), None);
        assert_eq!(child("", "a"), Some("a"));
    }
}
