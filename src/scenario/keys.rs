//! The keys of a scenario in a document: each is looked up among all parameters, and its value checked.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeValue;

use super::registry::registry;
use crate::error::Span;
use crate::parameters::{Parameter, Scope};
use crate::reading::{Key, Node, Reader, Setting, entries, leaf, nearest, shown, suggest};

/// What one layer sets, by key; keys whose values were refused are remembered, so that nothing is concluded from them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) values: BTreeMap<String, Setting>,
    pub(crate) refused: BTreeSet<String>,
}

/// Which parameters a table may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allowed {
    All,
    PolicyOnly,
}

/// The words that may stand at the top besides sections.
pub(super) const TOP: [&str; 6] = ["name", "description", "extends", "reforms", "shocks", "observed"];

impl Reader<'_> {
    /// Reads what stands under `name` in the table `path`.
    pub(crate) fn child(
        &mut self,
        path: &str,
        name: &str,
        (key, value): (&Key<'_>, &Node<'_>),
        allowed: Allowed,
        out: &mut Settings,
    ) {
        let whole = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        if name.contains('.') {
            self.unknown(path, name, key.span());
            out.refused.insert(whole);
        } else {
            self.node(&whole, key.span(), value, allowed, out);
        }
    }

    /// Reads the value of a dotted name: a parameter's, or all keys of a section.
    pub(crate) fn node(&mut self, path: &str, key: Span, value: &Node<'_>, allowed: Allowed, out: &mut Settings) {
        let registry = registry();
        if let Some(parameter) = registry.get(path) {
            self.parameter(parameter, key, value, allowed, out);
        } else if !registry.is_section(path) {
            let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
            self.unknown(section, name, key);
            out.refused.insert(path.to_owned());
        } else if let DeValue::Table(table) = value.get_ref() {
            for (key, value) in entries(table) {
                self.child(path, key.get_ref(), (key, value), allowed, out);
            }
        } else {
            let message = format!("`{path}` is a section, not a key: it cannot be {}", leaf::found(value.get_ref()));
            let help = match registry.named(path).next() {
                Some(parameter) => format!("did you mean `{}`?", parameter.key()),
                None => format!("keys of [{path}]: {}", registry.children(path).join(", ")),
            };
            self.problem(key, message, "a section", help);
        }
    }

    fn parameter(&mut self, parameter: &Parameter, key: Span, value: &Node<'_>, allowed: Allowed, out: &mut Settings) {
        let name = parameter.key();
        if allowed == Allowed::PolicyOnly && parameter.scope != Scope::Policy {
            let scope = parameter.scope.name();
            let message = format!("`{name}` is a {scope} key: a reform may change policy keys only");
            self.problem(key, message, &format!("a {scope} key"), String::new());
            out.refused.insert(name);
        } else if let Some(value) = self.value(&name, &parameter.range, value) {
            out.values.insert(name, value);
        } else {
            out.refused.insert(name);
        }
    }

    /// Reports a key that no section of a scenario has.
    pub(crate) fn unknown(&mut self, section: &str, name: &str, key: Span) {
        let written = shown(name);
        let message = match section {
            "" => format!("unknown section or key `{written}`"),
            _ => format!("unknown key `{written}` in [{section}]"),
        };
        // Whoever has more unknown keys than these has another trouble, and to look for near names takes its time.
        let help = if self.problems.len() < ADVISED { elsewhere(section, name) } else { String::new() };
        self.problem(key, message, "unknown", help);
    }
}

/// Problems up to which unknown keys come with advice.
const ADVISED: usize = 100;

/// Advice on a name that its section does not have.
fn elsewhere(section: &str, name: &str) -> String {
    let registry = registry();
    let homes: Vec<_> = registry.named(name).map(|p| format!("[{}]", p.section)).collect();
    if !homes.is_empty() {
        return format!("`{name}` is a key of {}", homes.join(", "));
    }
    if section.is_empty() {
        let top: Vec<_> = registry.children("").into_iter().chain(TOP).collect();
        return suggest(name, &top);
    }
    let here = registry.children(section);
    if nearest(name, here.iter().copied()).is_some() {
        return suggest(name, &here);
    }
    let everywhere = registry.parameters.iter().map(|p| p.name);
    match nearest(name, everywhere).and_then(|near| registry.named(near).next()) {
        Some(parameter) => format!("did you mean `{}` of [{}]?", parameter.name, parameter.section),
        None => format!("keys of [{section}]: {}", here.join(", ")),
    }
}
