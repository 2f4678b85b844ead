//! Reads one document: values are checked where they stand, and all that is wrong is collected.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::leaf;
use crate::error::{Place, Problem, Source, Span};
use crate::parameters::Range;

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Setting<T = toml::Value> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// What `read` makes of a text, whether the text is TOML at all, and everything that is wrong in it.
pub(crate) fn walk<T>(
    source: &Source,
    read: impl FnOnce(&mut Reader<'_>, &DeTable<'_>) -> T,
) -> (T, bool, Vec<Problem>) {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader::of(source);
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

/// Walks one source and collects problems.
pub(crate) struct Reader<'s> {
    pub(crate) source: &'s Source,
    pub(crate) problems: Vec<Problem>,
}

pub(crate) type Key<'i> = Spanned<DeString<'i>>;
pub(crate) type Node<'i> = Spanned<DeValue<'i>>;

impl<'s> Reader<'s> {
    /// One that has found nothing wrong yet.
    pub(crate) fn of(source: &'s Source) -> Self {
        Self { source, problems: Vec::new() }
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        Place { source: self.source.clone(), span }
    }

    pub(crate) fn problem(&mut self, span: Span, message: String, label: &str, help: String) {
        let problem = self.place(span).problem(message).label(label).help(help);
        self.problems.push(problem);
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

    /// A whole number that fits into 32 bits, or a problem.
    pub(crate) fn whole(&mut self, name: &str, range: &Range, value: &Node<'_>) -> Option<Setting<u32>> {
        let Setting { value, place } = self.value(name, range, value)?;
        let value = value.as_integer().and_then(|n| u32::try_from(n).ok())?;
        Some(Setting { value, place })
    }
}

/// The entries of a table in the order of the text.
pub(crate) fn entries<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Key<'i>, &'t Node<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
