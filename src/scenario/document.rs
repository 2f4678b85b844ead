//! Reads one document: every key is looked up and every value checked, and all that is wrong is collected.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::leaf;
use super::reforms::ReformEntry;
use super::registry::{nearest, registry, suggest};
use super::shocks::ShockEntry;
use crate::error::{Place, Problem, Source, Span};
use crate::parameters::{Parameter, Range, Scope};

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Setting<T = toml::Value> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// What one layer sets, by key; keys whose values were refused are remembered, so that nothing is concluded from them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) values: BTreeMap<String, Setting>,
    pub(crate) refused: BTreeSet<String>,
}

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
    /// Whether it is TOML at all; otherwise parts of it may be missing.
    pub(crate) well_formed: bool,
}

impl Layer {
    pub(crate) fn empty(source: Source) -> Self {
        let settings = Settings::default();
        let (name, description, extends, reforms, shocks) = (None, None, None, None, None);
        Self { source, name, description, extends, settings, reforms, shocks, well_formed: true }
    }
}

/// The words that may stand at the top besides sections.
const TOP: [&str; 5] = ["name", "description", "extends", "reforms", "shocks"];

/// Reads a scenario's text, with everything that is wrong in it.
pub(crate) fn read(source: &Source) -> (Layer, Vec<Problem>) {
    let (mut layer, well_formed, problems) = walk(source, |reader, table| reader.layer(table));
    layer.well_formed = well_formed;
    (layer, problems)
}

/// What `read` makes of a text, whether the text is TOML at all, and everything that is wrong in it.
pub(crate) fn walk<T>(
    source: &Source,
    read: impl FnOnce(&mut Reader<'_>, &DeTable<'_>) -> T,
) -> (T, bool, Vec<Problem>) {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader { source, problems: Vec::new() };
    let found = read(&mut reader, document.get_ref());
    (found, errors.is_empty(), with_syntax(source, &errors, reader.problems))
}

/// Syntax errors come first; what else is wrong on their lines follows from them and is left out.
fn with_syntax(source: &Source, errors: &[toml::de::Error], others: Vec<Problem>) -> Vec<Problem> {
    let line = |span: &Option<Span>| span.as_ref().map(|span| source.line_column(span.start).0);
    let lines: BTreeSet<_> = errors.iter().map(|error| line(&error.span())).collect();
    let mut problems: Vec<_> = errors.iter().map(|error| syntax(source, error)).collect();
    problems.dedup();
    problems.extend(others.into_iter().filter(|problem| !lines.contains(&line(&problem.span))));
    problems
}

fn syntax(source: &Source, error: &toml::de::Error) -> Problem {
    let message = format!("not TOML: {}", error.message().replace('\n', ", "));
    Problem { span: error.span(), ..Problem::of(source.clone(), message) }
}

/// Which parameters a table may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allowed {
    All,
    PolicyOnly,
}

/// Walks one source and collects problems.
pub(crate) struct Reader<'s> {
    pub(crate) source: &'s Source,
    pub(crate) problems: Vec<Problem>,
}

pub(crate) type Key<'i> = Spanned<DeString<'i>>;
pub(crate) type Node<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    pub(crate) fn place(&self, span: Span) -> Place {
        Place { source: self.source.clone(), span }
    }

    pub(crate) fn problem(&mut self, span: Span, message: String, label: &str, help: String) {
        let problem = self.place(span).problem(message).label(label).help(help);
        self.problems.push(problem);
    }

    fn layer(&mut self, table: &DeTable<'_>) -> Layer {
        let mut layer = Layer::empty(self.source.clone());
        for (key, value) in entries(table) {
            match key.get_ref().as_ref() {
                "name" => layer.name = self.name(value),
                "description" => layer.description = self.text("description", value).map(|text| text.value),
                "extends" => layer.extends = self.text("extends", value),
                "reforms" => layer.reforms = Some(self.reforms(value)),
                "shocks" => layer.shocks = Some(self.shocks(value)),
                section => self.child("", section, (key, value), Allowed::All, &mut layer.settings),
            }
        }
        layer
    }

    /// A text, or a problem.
    pub(crate) fn text(&mut self, word: &str, value: &Node<'_>) -> Option<Setting<String>> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            let message = format!("`{word}` must be a text in quotes, not {}", leaf::found(value.get_ref()));
            self.problem(value.span(), message, "a text in quotes", String::new());
        }
        Some(Setting { value: text?, place: self.place(value.span()) })
    }

    fn name(&mut self, value: &Node<'_>) -> Option<String> {
        let name = self.text("name", value)?.value;
        if name == super::folder_name(&name) {
            return Some(name);
        }
        let message = format!("the name \"{}\" cannot name a folder", name.escape_debug());
        let help = "letters, digits, `-`, `_` and `.` can be used".to_owned();
        self.problem(value.span(), message, "not the name of a folder", help);
        None
    }

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
            let help = format!("keys of [{path}]: {}", registry.children(path).join(", "));
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

    /// A value in its range, or a problem.
    pub(crate) fn value(&mut self, name: &str, range: &Range, value: &Node<'_>) -> Option<Setting> {
        match leaf::check(range, value.get_ref()) {
            Ok(checked) => Some(Setting { value: checked, place: self.place(value.span()) }),
            Err(refusal) => {
                let message = format!("`{name}` must be {range}, not {}", refusal.found);
                self.problem(value.span(), message, &range.to_string(), refusal.help);
                None
            }
        }
    }

    /// Reports a key that no section of a scenario has.
    pub(crate) fn unknown(&mut self, section: &str, name: &str, key: Span) {
        let written = name.escape_debug();
        let message = match section {
            "" => format!("unknown section or key `{written}`"),
            _ => format!("unknown key `{written}` in [{section}]"),
        };
        self.problem(key, message, "unknown", elsewhere(section, name));
    }
}

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

/// The entries of a table in the order of the text.
pub(crate) fn entries<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Key<'i>, &'t Node<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
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
